// Says what a file that comes back from another system would do: which rows are known, and what changed there.
import type { FilesToRead, LoadRequest } from '../../../shared/contract/engine.ts';
import type { FieldMapping } from '../../../shared/model/source.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { wordLoadProblem } from '../../i18n/wordTrouble.ts';
import { useAsk } from '../../session/ask.ts';
import { Busy, Note } from '../../ui/States.tsx';

const shownChanges = 8;

export function ReturnChoice({ reading, source, mapping, column }: { reading: FilesToRead; source: LoadRequest['source']; mapping: FieldMapping; column: string }) {
  const words = useText();
  const { t } = words;
  const { data } = useAsk('load.return', { ...reading, source, mapping, column });
  if (data === undefined) return <Busy label={t('load.comparing')} />;
  if (!data.ok) return <Note tone="conflict">{wordLoadProblem(words, data.problem)}</Note>;
  const { known, unknown, changedRecords, changesByField, changes } = data.preview;
  return (
    <Note tone={changedRecords > 0 ? 'review' : 'match'}>
      <ul className="notices" data-testid="return-preview">
        <li>{t('load.returnKnown', { count: known })}</li>
        {unknown > 0 && <li>{t('load.returnUnknown', { count: unknown })}</li>}
        <li>{t('load.returnChanged', { count: changedRecords })}</li>
        {changesByField.map(({ field, records }) => (
          <li key={field}>{t('load.returnField', { field: wordField(words, field), count: records })}</li>
        ))}
        {changes.slice(0, shownChanges).map((change) => (
          <li key={`${change.golden} ${change.field} ${change.after}`} className="change">
            {wordField(words, change.field)}: <del>{change.before === '' ? '–' : change.before}</del> <ins>{change.after}</ins>
          </li>
        ))}
      </ul>
    </Note>
  );
}
