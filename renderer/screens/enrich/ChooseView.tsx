// Records that fit several rows of a reference that say different things: one at a time, chosen by click or number key.
import { CheckCheck } from 'lucide-react';
import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import type { AmbiguousLine, EngineClient, ReferenceLine } from '../../../shared/contract/engine.ts';
import type { LoadId } from '../../../shared/model/ids.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { useAsk, useTell } from '../../session/ask.ts';
import { useSession, useWorkspace } from '../../session/session.ts';
import { useSettings } from '../../session/settings.ts';
import { useDone } from '../../session/undo.ts';
import { isLetterTaken, useSingleKey } from '../../session/useSingleKey.ts';
import { Button } from '../../ui/Button.tsx';
import { Diff } from '../../ui/Diff.tsx';
import type { FetchRows } from '../../ui/grid/RowCache.ts';
import { VirtualList } from '../../ui/grid/VirtualList.tsx';
import { Select } from '../../ui/Select.tsx';
import { SidePane } from '../../ui/SidePane.tsx';
import { Busy, EmptyState } from '../../ui/States.tsx';

/** `_version` only tells one answer from the next. */
function waitingWindow(engine: EngineClient, reference: LoadId, _version: number): FetchRows<AmbiguousLine> {
  return async (from, count, signal) => (await engine.call('enrich.ambiguous', { reference, from, count }, { signal })).lines;
}

export function ChooseView({ references }: { references: readonly ReferenceLine[] }) {
  const { t } = useText();
  const tied = references.filter(({ linkage }) => linkage !== null);
  const [picked, setPicked] = useState<LoadId | null>(null);
  const reference = tied.find(({ id }) => id === picked) ?? tied.find(({ ambiguous }) => (ambiguous ?? 0) > 0) ?? tied[0];
  if (reference === undefined) return <EmptyState icon={CheckCheck} title={t('enrich.choose.none')}>{t('enrich.choose.noneBody')}</EmptyState>;
  return (
    <div className="enrich-view">
      {tied.length > 1 && (
        <div className="toolbar">
          <Select label={t('enrich.choose.table')} labelled="before" choices={tied.map(({ id, table }) => ({ id: String(id), label: table.name }))} value={String(reference.id)} onChange={(id) => setPicked(Number(id) as LoadId)} />
        </div>
      )}
      <Waiting key={reference.id} reference={reference.id} />
    </div>
  );
}

function Waiting({ reference }: { reference: LoadId }) {
  const words = useText();
  const { t } = words;
  const { engine } = useSession();
  const { readOnly } = useWorkspace();
  const done = useDone();
  const singleKeys = useSettings((state) => state.settings.singleKeys);
  const [wanted, setAt] = useState(0);
  const [total, setTotal] = useState<number | null>(null);
  // After a choice the next record has the place of the one before.
  const at = total === null ? wanted : Math.max(0, Math.min(wanted, total - 1));
  const { data: page, dataUpdatedAt } = useAsk('enrich.ambiguous', { reference, from: at, count: 1 }, { keep: true });
  const choose = useTell('enrich.choose');
  const fetchRows = useMemo(() => waitingWindow(engine, reference, dataUpdatedAt), [engine, reference, dataUpdatedAt]);
  if (page !== undefined && page.total !== total) setTotal(page.total);
  const line = page?.lines[0];
  const canChoose = line !== undefined && !readOnly && !choose.isPending;
  const take = (referenceRow: number | null) => {
    if (!canChoose) return;
    choose.mutate({ reference, row: line.row, referenceRow }, { onSuccess: (entry) => done(t(referenceRow === null ? 'enrich.choose.turnedDown' : 'enrich.choose.taken'), entry) });
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const candidate = line?.candidates[Number(event.key) - 1];
    if (!singleKeys || !/^[1-9]$/.test(event.key) || candidate === undefined || isLetterTaken(event)) return;
    event.preventDefault();
    take(candidate.referenceRow);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
  useSingleKey('n', singleKeys && canChoose, () => take(null));
  useSingleKey('j', singleKeys, () => setAt(Math.min((page?.total ?? 1) - 1, at + 1)));
  useSingleKey('k', singleKeys, () => setAt(Math.max(0, at - 1)));

  if (page === undefined) return <Busy label={t('ui.loading')} />;
  if (page.total === 0) return <EmptyState icon={CheckCheck} title={t('enrich.choose.none')}>{t('enrich.choose.noneBody')}</EmptyState>;
  return (
    <div className="panes">
      <SidePane label={t('enrich.choose.queue')} resizeLabel={t('ui.resizePane')} side="start" width={236}>
        <VirtualList label={t('enrich.choose.queue')} count={page.total} itemPx={36} fetchRows={fetchRows} renderItem={(one) => <span className="truncate choose-item">{one.title}</span>} chosen={at} onChoose={setAt} />
      </SidePane>
      <div className="pane main">
        {line === undefined ? (
          <p className="pane-hint">{t('enrich.choose.choose')}</p>
        ) : (
          <>
            <div className="toolbar">
              <h2>{line.title}</h2>
              <span className="quiet">{t('enrich.choose.position', { at: at + 1, count: page.total })}</span>
              <span className="spring" />
              <Button isDisabled={!canChoose} keys={singleKeys ? 'N' : undefined} onPress={() => take(null)}>
                {t('enrich.choose.noneFits')}
              </Button>
            </div>
            <div className="table-wrap choose-table">
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">{t('enrich.field')}</th>
                    <th scope="col">{t('enrich.choose.own')}</th>
                    {line.candidates.map(({ referenceRow }, index) => (
                      <th scope="col" key={referenceRow}>
                        <Button size="small" keys={singleKeys && index < 9 ? String(index + 1) : undefined} isDisabled={!canChoose} onPress={() => take(referenceRow)}>
                          {t('enrich.choose.take')}
                        </Button>
                        <span className="quiet"> {t('enrich.choose.candidate', { row: referenceRow })}</span>
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {page.headers.map((field, part) => (
                    // The same field may stand there as key and as what is brought.
                    // oxlint-disable-next-line react/no-array-index-key
                    <tr key={part}>
                      <th scope="row">{wordField(words, field)}</th>
                      <td className="selectable quiet">{line.own[part] === '' ? '–' : line.own[part]}</td>
                      {line.candidates.map(({ referenceRow, cells }) => (
                        <td key={referenceRow} className="selectable">
                          <Diff text={cells[part] ?? ''} other={line.candidates[0]!.cells[part] ?? ''} />
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </>
        )}
      </div>
    </div>
  );
}
