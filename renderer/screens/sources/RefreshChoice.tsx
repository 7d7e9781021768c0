// Tells rows of a source apart by a key, and what refreshing by it would do before anything is written.
import type { FilesToRead } from '../../../shared/contract/engine.ts';
import type { SourceId } from '../../../shared/model/ids.ts';
import { useText } from '../../i18n/useText.ts';
import { wordLoadProblem } from '../../i18n/wordTrouble.ts';
import { useAsk } from '../../session/ask.ts';
import { Select } from '../../ui/Select.tsx';
import { Busy, Note } from '../../ui/States.tsx';

type RefreshChoiceProps = {
  reading: FilesToRead;
  source: SourceId;
  columns: readonly string[];
  keyColumn: string;
  onKeyColumn: (column: string) => void;
};

export function RefreshChoice({ reading, source, columns, keyColumn, onKeyColumn }: RefreshChoiceProps) {
  const words = useText();
  const { t } = words;
  const { data } = useAsk('load.compare', { ...reading, source, keys: [keyColumn] });
  return (
    <>
      <Select label={t('load.key')} choices={columns.map((column) => ({ id: column, label: column }))} value={keyColumn} onChange={onKeyColumn} />
      {data === undefined ? (
        <Busy label={t('load.comparing')} />
      ) : data.ok ? (
        <Note tone={data.preview.repeatedKeys > 0 || data.preview.withoutKey > 0 ? 'review' : 'match'}>
          <ul className="notices">
            <li>{t('load.refreshAdded', { count: data.preview.added })}</li>
            <li>{t('load.refreshChanged', { count: data.preview.changed })}</li>
            <li>{t('load.refreshUnchanged', { count: data.preview.unchanged })}</li>
            <li>{t('load.refreshVanished', { count: data.preview.vanished })}</li>
            {data.preview.repeatedKeys > 0 && <li>{t('load.refreshRepeated', { count: data.preview.repeatedKeys })}</li>}
            {data.preview.withoutKey > 0 && <li>{t('load.refreshWithoutKey', { count: data.preview.withoutKey })}</li>}
          </ul>
        </Note>
      ) : (
        <Note tone="conflict">{wordLoadProblem(words, data.problem)}</Note>
      )}
    </>
  );
}
