// Standardising a field, or all of them: one form for its values, clusters of spellings, one value for another.
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { FieldId } from '../../../shared/model/fields.ts';
import type { EpochDay } from '../../../shared/model/ids.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { useAsk } from '../../session/ask.ts';
import { qualityRoute } from '../../session/routes.ts';
import { Segments } from '../../ui/Segments.tsx';
import { SidePane } from '../../ui/SidePane.tsx';
import { Analysing } from './Analysing.tsx';
import { ClusterList } from './ClusterList.tsx';
import { FormGroups } from './FormGroups.tsx';
import { ValueList } from './ValueList.tsx';

const modes = ['form', 'clusters', 'values'] as const;
type Mode = (typeof modes)[number];

/** Fields at the left; clusters and values are of one field, forms of one or all. */
export function StandardiseView({ today }: { today: EpochDay }) {
  const words = useText();
  const { t, number } = words;
  const { field = null, way = 'canonical' } = qualityRoute.useSearch();
  const [wanted, setMode] = useState<Mode>('form');
  const { data: columns } = useAsk('quality.columns', { today }, { keep: true });
  if (!columns) return <Analysing />;
  const mode = field === null ? 'form' : wanted;
  const chosen: FieldId | null = columns.some((column) => column.field === field) ? field : null;
  return (
    <div className="panes">
      <SidePane label={t('quality.columnsTitle')} resizeLabel={t('ui.resizePane')} side="start" width={232} min={180} max={400}>
        <nav className="facet-list" aria-label={t('quality.columnsTitle')}>
          <Link to="/quality" search={{ view: 'standardise', way }} replace activeOptions={{ exact: true }} className="facet-value" aria-current={chosen === null ? 'true' : undefined}>
            <span className="truncate">{t('standardise.allFields')}</span>
          </Link>
          {columns.map((column) => (
            <Link key={column.field} to="/quality" search={{ view: 'standardise', field: column.field, way }} replace activeOptions={{ exact: true }} className="facet-value" aria-current={column.field === chosen ? 'true' : undefined}>
              <span className="truncate">{wordField(words, column.field)}</span>
              <span className="count">{number(column.distinct)}</span>
            </Link>
          ))}
        </nav>
      </SidePane>
      <div className="pane main">
        <div className="toolbar">
          {chosen !== null && <Segments label={t('standardise.modes')} value={mode} onChange={setMode} choices={modes.map((id) => ({ id, label: t(`standardise.mode.${id}`) }))} />}
          <span className="quiet truncate">{t(`standardise.modeHelp.${mode}`)}</span>
        </div>
        {mode === 'form' || chosen === null ? <FormGroups key={`${chosen ?? ''}.${way}`} today={today} field={chosen} way={way} /> : mode === 'clusters' ? <ClusterList key={chosen} field={chosen} /> : <ValueList key={chosen} field={chosen} />}
      </div>
    </div>
  );
}
