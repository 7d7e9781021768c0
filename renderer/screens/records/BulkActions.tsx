// What can be done with many records at once: change values of those selected, filtered or all; merge those selected, or marked one by one.
import { GitMerge, PencilLine, Scale } from 'lucide-react';
import { useState } from 'react';
import type { BulkScope, RecordLine, RecordsAnswer, RecordsOf, RecordsQuery } from '../../../shared/contract/engine.ts';
import type { RowId } from '../../../shared/model/ids.ts';
import { useText } from '../../i18n/useText.ts';
import { BulkEditDialog } from '../../parts/BulkEditDialog.tsx';
import { CompareTwo } from '../../parts/CompareTwo.tsx';
import { MergeRowsDialog } from '../../parts/MergeRowsDialog.tsx';
import { useAsk, useTroubleToast } from '../../session/ask.ts';
import { useSession, useWorkspace } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';

/** More records than these side by side can't be looked at. */
const MOST_MERGED = 12;

type Props = { of: RecordsOf; query: RecordsQuery; answer: RecordsAnswer; /** Rows of the grid from `top` on. */ selected: { readonly rows: number; readonly top: number }; /** Rows marked one by one: where there are any, they are meant. */ marked: ReadonlyMap<string, RecordLine> };

export function BulkActions({ of, query, answer, selected, marked }: Props) {
  const { t, number } = useText();
  const { engine } = useSession();
  const { readOnly } = useWorkspace();
  const say = useTroubleToast();
  const [edited, setEdited] = useState<BulkScope | null>(null);
  const [merged, setMerged] = useState<readonly RowId[] | null>(null);
  const [compared, setCompared] = useState<readonly RowId[] | null>(null);
  const { data: lastRun } = useAsk('match.last', undefined, { keep: true });
  const chosenRows = async (): Promise<readonly RowId[]> => {
    if (marked.size > 0) return [...marked.values()].map((line) => line.row);
    const lines = await engine.call('records.window', { query: answer.query, from: selected.top, count: selected.rows });
    return lines === 'outdated' ? [] : lines.map((line) => line.row);
  };
  const run = (work: () => Promise<void>) => void work().catch(say);
  const count = marked.size > 0 ? marked.size : selected.rows;
  const canMerge = count > 1 && count <= MOST_MERGED && !readOnly;
  return (
    <>
      {count > 1 && (
        <Button size="small" icon={GitMerge} isDisabled={!canMerge} onPress={() => run(async () => setMerged(await chosenRows()))}>
          {t('steward.mergeRows.open')}
        </Button>
      )}
      {count === 2 && of === 'rows' && lastRun && (
        <Button size="small" icon={Scale} onPress={() => run(async () => setCompared(await chosenRows()))}>
          {t('model.whyNot')}
        </Button>
      )}
      <Menu
        label={t('steward.bulk.title')}
        placement="top start"
        button={
          <Button size="small" look="quiet" icon={PencilLine} isDisabled={readOnly}>
            {t('steward.bulk.open')}
          </Button>
        }
      >
        {count > 0 ? <MenuItem onAction={() => run(async () => setEdited({ rows: await chosenRows(), of }))}>{t('steward.bulk.ofSelected', { count })}</MenuItem> : null}
        {answer.count < answer.total ? <MenuItem onAction={() => setEdited({ query: { ...query, sort: [] } })}>{t('steward.bulk.ofFiltered', { count: answer.count })}</MenuItem> : null}
        <MenuItem onAction={() => setEdited({ query: { of, filter: { kind: 'all', of: [] }, sort: [] } })}>{t('steward.bulk.ofAll', { total: number(answer.total) })}</MenuItem>
      </Menu>
      {compared && <CompareTwo start={compared} onClose={() => setCompared(null)} />}
      {edited && <BulkEditDialog scope={edited} fields={answer.fields} onClose={() => setEdited(null)} />}
      {merged && merged.length > 1 && <MergeRowsDialog rows={merged} onClose={() => setMerged(null)} />}
    </>
  );
}
