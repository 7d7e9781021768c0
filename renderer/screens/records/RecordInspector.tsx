// The record under the cursor of the grid, field by field.
import { Link } from '@tanstack/react-router';
import type { RecordLine } from '../../../shared/contract/engine.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { FlagBadges } from './FlagBadges.tsx';

/** Follows the cursor; leads to the record's page. */
export function RecordInspector({ line, fields, sourceName, isGolden }: { line: RecordLine | null; fields: readonly FieldId[]; sourceName: string; isGolden: boolean }) {
  const words = useText();
  const { t } = words;
  if (!line) return <p className="pane-hint">{t('records.noneSelected')}</p>;
  const at = (field: FieldId) => line.cells[fields.indexOf(field)] ?? '';
  const name = at('fullName') || [at('givenName'), at('surname'), at('surname2')].filter(Boolean).join(' ') || at('companyName') || at('email') || t('record.row', { row: line.row });
  return (
    <div className="inspector">
      <h2>{name}</h2>
      <p className="quiet">{isGolden ? t('record.members', { count: line.members }) : `${sourceName} · ${t('record.row', { row: line.row })}`}</p>
      {line.flags.length > 0 && (
        <div className="cluster">
          <FlagBadges flags={line.flags} />
        </div>
      )}
      <Link to="/record/$row" params={{ row: line.row }} className="button plain">
        {t('records.openRecord')}
      </Link>
      <dl className="fields">
        {fields.map((field, index) => {
          const value = line.cells[index];
          if (value === null || value === undefined || value === '') return null;
          return (
            <div key={field}>
              <dt>{wordField(words, field)}</dt>
              <dd className="selectable">{value}</dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}
