// The way back of an accepted value: which source, what led to it, and the very row that it was read from.
import { Button as AriaButton } from 'react-aria-components';
import type { FieldId } from '../../shared/model/fields.ts';
import type { RowId } from '../../shared/model/ids.ts';
import { useText } from '../i18n/useText.ts';
import { wordField } from '../i18n/wordField.ts';
import { wordSource } from '../i18n/wordProposal.ts';
import { useAsk } from '../session/ask.ts';
import { Pop } from '../ui/Dialog.tsx';

/** A line under the value that opens its evidence. */
export function AcceptedValue({ row, field }: { row: RowId; field: FieldId }) {
  const words = useText();
  const { t, percent, list, dateTime } = words;
  const { data } = useAsk('enrich.accepted', { row, field });
  if (!data) return null;
  const source = wordSource(words, data.source, data.sourceName);
  return (
    <Pop
      label={t('enrich.evidence')}
      placement="bottom start"
      button={
        <AriaButton className="golden-rule accepted-value">
          {t('rule.enriched')}: {source}
        </AriaButton>
      }
    >
      <div className="accepted-evidence">
        <p>
          <strong>{source}</strong> · {percent(data.confidence)}
        </p>
        {data.because.length > 0 && <p className="quiet">{list(data.because.map((one) => `${wordField(words, one.field)}: ${one.value}`))}</p>}
        <p className="quiet">{t('enrich.acceptedAt', { seq: data.entry.seq, when: dateTime(data.entry.at) })}</p>
        {data.evidence && (
          <>
            <p className="quiet">{t('enrich.evidenceRow', { table: data.evidence.table, row: data.evidence.row })}</p>
            <dl className="facts evidence">
              {data.evidence.cells.filter(({ text }) => text !== '').map(({ column, text, isValue }) => (
                <div key={column} style={{ display: 'contents' }}>
                  <dt>{column}</dt>
                  <dd className="selectable">{isValue ? <mark className="proposed">{text}</mark> : text}</dd>
                </div>
              ))}
            </dl>
          </>
        )}
      </div>
    </Pop>
  );
}
