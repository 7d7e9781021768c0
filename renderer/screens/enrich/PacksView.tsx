// Refresh packs: what was asked, who has answered, and the answers that come back.
import { FileInput, MailQuestion } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { PickedFile } from '../../../shared/contract/desktop.ts';
import type { AskedLine, EngineClient, PackScope } from '../../../shared/contract/engine.ts';
import type { EntrySeq } from '../../../shared/model/ids.ts';
import { useNavigate } from '@tanstack/react-router';
import { useText } from '../../i18n/useText.ts';
import { useAsk } from '../../session/ask.ts';
import { useRowPx } from '../../session/chrome.ts';
import { enrichRoute } from '../../session/routes.ts';
import { useSession, useWorkspace } from '../../session/session.ts';
import { useStored } from '../../session/stored.ts';
import { Button } from '../../ui/Button.tsx';
import { plainLayout, type GridColumn, type GridLayout } from '../../ui/grid/columns.ts';
import { Grid } from '../../ui/grid/Grid.tsx';
import type { FetchRows } from '../../ui/grid/RowCache.ts';
import { Segments } from '../../ui/Segments.tsx';
import { SidePane } from '../../ui/SidePane.tsx';
import { Busy, EmptyState } from '../../ui/States.tsx';
import { AnswersDialog } from './AnswersDialog.tsx';
import { PackDialog } from './PackDialog.tsx';

type Only = 'all' | 'unanswered';

/** `_version` only tells one answer from the next. */
function askedWindow(engine: EngineClient, pack: EntrySeq, only: Only, _version: number): FetchRows<AskedLine> {
  return async (from, count, signal) => (await engine.call('refresh.asked', { pack, only, from, count }, { signal })).lines;
}

export function PacksView() {
  const words = useText();
  const { t, number, dateTime } = words;
  const { desktop } = useSession();
  const { readOnly } = useWorkspace();
  const navigate = useNavigate();
  const { ask } = enrichRoute.useSearch();
  const { data: packs } = useAsk('refresh.packs', undefined, { keep: true });
  const [chosen, setChosen] = useState<EntrySeq | null>(null);
  const [making, setMaking] = useState<PackScope | null>(ask === undefined ? null : { kind: 'stale', reason: ask === 'all' ? null : ask });
  const [answers, setAnswers] = useState<readonly PickedFile[]>([]);
  const loadAnswers = async () => setAnswers(await desktop.call('files.pick', { purpose: 'reference', multiple: true }));
  const close = () => {
    setMaking(null);
    if (ask !== undefined) void navigate({ to: '/enrich', search: { view: 'packs' }, replace: true });
  };
  if (packs === undefined) return <Busy label={t('ui.loading')} />;
  const shown = packs.find(({ seq }) => seq === chosen) ?? packs[0];
  const buttons = (
    <>
      <Button look="primary" icon={MailQuestion} isDisabled={readOnly} onPress={() => setMaking({ kind: 'stale', reason: null })}>
        {t('refresh.make')}
      </Button>
      <Button icon={FileInput} isDisabled={readOnly} onPress={() => void loadAnswers()}>
        {t('refresh.load')}
      </Button>
    </>
  );
  return (
    <div className="enrich-view">
      {shown === undefined ? (
        <EmptyState icon={MailQuestion} title={t('refresh.none')} actions={buttons}>
          {t('refresh.noneBody')}
        </EmptyState>
      ) : (
        <>
          <div className="toolbar">{buttons}</div>
          <div className="panes">
            <SidePane label={t('enrich.views.packs')} resizeLabel={t('ui.resizePane')} side="start" width={280} min={220} max={420}>
              <nav className="facet-list" aria-label={t('enrich.views.packs')}>
                {packs.map((pack) => (
                  <button type="button" key={pack.seq} className="pack" aria-current={pack.seq === shown.seq ? 'true' : undefined} onClick={() => setChosen(pack.seq)}>
                    <span className="truncate">{pack.name}</span>
                    <span className="count">
                      {number(pack.answered)} / {number(pack.asked)}
                    </span>
                    <span className="quiet">{dateTime(pack.at)}</span>
                    <span className="share" aria-hidden="true">
                      <span style={{ width: `${pack.asked === 0 ? 0 : (pack.answered / pack.asked) * 100}%` }} />
                    </span>
                  </button>
                ))}
              </nav>
            </SidePane>
            <Asked key={shown.seq} pack={shown.seq} onAgain={() => setMaking({ kind: 'unanswered', pack: shown.seq })} />
          </div>
        </>
      )}
      {making !== null && <PackDialog scope={making} packs={packs} onClose={close} />}
      {answers.length > 0 && <AnswersDialog files={answers} onClose={() => setAnswers([])} />}
    </div>
  );
}

function Asked({ pack, onAgain }: { pack: EntrySeq; onAgain: () => void }) {
  const { t, day, number } = useText();
  const { engine } = useSession();
  const { readOnly } = useWorkspace();
  const navigate = useNavigate();
  const [only, setOnly] = useState<Only>('all');
  const [layout, setLayout] = useStored<GridLayout>('refresh.layout', plainLayout);
  const rowPx = useRowPx();
  const { data: all } = useAsk('refresh.asked', { pack, only: 'all', from: 0, count: 1 }, { keep: true });
  const { data: waiting, dataUpdatedAt } = useAsk('refresh.asked', { pack, only: 'unanswered', from: 0, count: 1 }, { keep: true });
  const fetchRows = useMemo(() => askedWindow(engine, pack, only, dataUpdatedAt), [engine, pack, only, dataUpdatedAt]);
  const columns = useMemo<readonly GridColumn<AskedLine>[]>(
    () => [
      { id: 'title', header: t('refresh.record'), text: (line) => line.title, widthPx: 240 },
      { id: 'reference', header: t('refresh.reference'), text: (line) => line.reference, mono: true, widthPx: 160 },
      { id: 'answered', header: t('refresh.answeredOn'), text: (line) => (line.answeredOn === null ? t('refresh.notYet') : day(line.answeredOn)), widthPx: 160 },
    ],
    [t, day],
  );
  if (!all || !waiting) return <Busy label={t('ui.loading')} />;
  return (
    <div className="pane main">
      <div className="toolbar">
        <Segments
          label={t('refresh.answered')}
          value={only}
          onChange={setOnly}
          choices={[
            { id: 'all', label: t('refresh.all'), count: number(all.total) },
            { id: 'unanswered', label: t('refresh.unanswered'), count: number(waiting.total) },
          ]}
        />
        <span className="spring" />
        <Button isDisabled={readOnly || waiting.total === 0} onPress={onAgain}>
          {t('refresh.again')}
        </Button>
      </div>
      <Grid
        label={t('refresh.asked')}
        columns={columns}
        rowCount={only === 'all' ? all.total : waiting.total}
        fetchRows={fetchRows}
        rowKey={(line) => String(line.row)}
        layout={layout}
        onLayout={setLayout}
        rowPx={rowPx}
        onOpen={(line) => void navigate({ to: '/record/$row', params: { row: line.row } })}
        empty={<EmptyState title={t('ui.nothingFound')} />}
      />
    </div>
  );
}
