// The list of proposals: where from and which field at the left, the values in the middle, the evidence at the right.
import { useNavigate } from '@tanstack/react-router';
import { Check, Sparkles, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { EngineClient, ProposalFilter, ProposalLine, ProposalSource, ProposalSummary } from '../../../shared/contract/engine.ts';
import { useText, type Words } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { wordSource } from '../../i18n/wordProposal.ts';
import { useAsk, useTell } from '../../session/ask.ts';
import { useRowPx } from '../../session/chrome.ts';
import { enrichRoute } from '../../session/routes.ts';
import { useSession, useWorkspace } from '../../session/session.ts';
import { useSettings } from '../../session/settings.ts';
import { useStored } from '../../session/stored.ts';
import { useDone } from '../../session/undo.ts';
import { useSingleKey } from '../../session/useSingleKey.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import { Button } from '../../ui/Button.tsx';
import { Slider } from '../../ui/Fields.tsx';
import { plainLayout, type GridColumn, type GridLayout } from '../../ui/grid/columns.ts';
import { Grid } from '../../ui/grid/Grid.tsx';
import type { FetchRows } from '../../ui/grid/RowCache.ts';
import { SidePane } from '../../ui/SidePane.tsx';
import { Busy, EmptyState, Note } from '../../ui/States.tsx';
import { BulkDialog } from './BulkDialog.tsx';
import { ProposalDetails } from './ProposalDetails.tsx';

const kinds = ['reference', 'similar', 'derived', 'answer', 'category'] as const satisfies readonly ProposalSource['kind'][];

/** `_version` only tells one answer from the next. */
function proposalWindow(engine: EngineClient, filter: ProposalFilter, _version: number): FetchRows<ProposalLine> {
  return (from, count, signal) => engine.call('enrich.page', { filter, from, count }, { signal });
}

export function ProposalsView({ outdated, look }: { outdated: boolean; look: () => void }) {
  const words = useText();
  const { t } = words;
  const { engine } = useSession();
  const { readOnly } = useWorkspace();
  const navigate = useNavigate();
  const { source = null, field = null } = enrichRoute.useSearch();
  const [leastConfidence, setLeast] = useState(0);
  const [sliding, setSliding] = useState<number | null>(null);
  const filter = useMemo<ProposalFilter>(() => ({ source, field: field as FieldId | null, leastConfidence }), [source, field, leastConfidence]);
  const { data: summary, dataUpdatedAt } = useAsk('enrich.summary', filter, { keep: true });
  const [layout, setLayout] = useStored<GridLayout>('enrich.layout', plainLayout);
  const [chosen, setChosen] = useState<ProposalLine | null>(null);
  const [bulk, setBulk] = useState<'accept' | 'reject' | null>(null);
  const [isEditing, setEditing] = useState(false);
  const rowPx = useRowPx();
  const done = useDone();
  const singleKeys = useSettings((state) => state.settings.singleKeys);
  const accept = useTell('enrich.accept');
  const reject = useTell('enrich.reject');
  const fetchRows = useMemo(() => proposalWindow(engine, filter, dataUpdatedAt), [engine, filter, dataUpdatedAt]);
  const columns = useMemo(() => columnsOf(words), [words]);
  const canDecide = chosen !== null && !readOnly && !accept.isPending && !reject.isPending;
  const one = { kind: 'ids', ids: chosen === null ? [] : [chosen.id] } as const;
  const acceptOne = (instead: string | null = null) => {
    if (!canDecide) return;
    setEditing(false);
    accept.mutate({ chosen: one, instead }, { onSuccess: (line) => done(t('enrich.accepted', { field: wordField(words, chosen.field) }), line) });
  };
  const rejectOne = () => canDecide && reject.mutate({ chosen: one }, { onSuccess: (line) => done(t('enrich.rejected', { field: wordField(words, chosen.field) }), line) });
  useSingleKey('a', singleKeys && canDecide && bulk === null, acceptOne);
  useSingleKey('r', singleKeys && canDecide && bulk === null, rejectOne);
  useSingleKey('e', singleKeys && canDecide && bulk === null, () => setEditing(true));

  if (!summary) return <Busy label={t('ui.loading')} />;
  if (summary.all === 0) return <EmptyState icon={Sparkles} title={t('enrich.none')}>{t('enrich.noneBody')}</EmptyState>;
  const go = (search: { source?: string; field?: string }) =>
    void navigate({ to: '/enrich', replace: true, search: { ...(source === null ? {} : { source }), ...(field === null ? {} : { field }), ...search } });
  return (
    <div className="enrich-view">
      {outdated && (
        <div className="screen-note">
          <Note tone="review" action={<Button size="small" isDisabled={readOnly} onPress={look}>{t('enrich.lookAgain')}</Button>}>
            {t('enrich.outdated')}
          </Note>
        </div>
      )}
      <div className="panes">
        <SidePane label={t('enrich.sources')} resizeLabel={t('ui.resizePane')} side="start" width={216} min={180} max={380}>
          <nav className="facet-list" aria-label={t('enrich.sources')}>
            <h3>{t('enrich.sources')}</h3>
            <FacetButton isChosen={source === null} count={summary.all} onPress={() => void navigate({ to: '/enrich', replace: true, search: field === null ? {} : { field } })} label={t('enrich.allSources')} />
            {kinds.map((kind) => (
              <SourceGroup key={kind} kind={kind} summary={summary} chosen={source} onChoose={(key) => go({ source: key })} />
            ))}
            <h3>{t('enrich.fields')}</h3>
            <FacetButton isChosen={field === null} count={summary.all} onPress={() => void navigate({ to: '/enrich', replace: true, search: source === null ? {} : { source } })} label={t('enrich.allFields')} />
            {summary.byField.map((entry) => (
              <FacetButton key={entry.field} isChosen={field === entry.field} count={entry.count} onPress={() => go({ field: entry.field })} label={wordField(words, entry.field)} />
            ))}
          </nav>
          <div className="enrich-slider">
            <Slider label={t('enrich.confidence')} value={sliding ?? leastConfidence} min={0} max={1} step={0.05} onChange={setSliding} onCommit={(value) => { setSliding(null); setLeast(value); }} format={{ style: 'percent' }} />
          </div>
        </SidePane>
        <div className="pane main">
          <Grid
            label={t('enrich.views.proposals')}
            columns={columns}
            rowCount={summary.total}
            fetchRows={fetchRows}
            rowKey={(line) => String(line.id)}
            layout={layout}
            onLayout={setLayout}
            rowPx={rowPx}
            onCursor={setChosen}
            onOpen={(line) => void navigate({ to: '/record/$row', params: { row: line.row } })}
            empty={<EmptyState title={t('enrich.noneFits')} />}
          />
          <footer className="statusbar enrich-foot">
            <span data-testid="row-count">{t('enrich.shown', { shown: summary.total, all: summary.all })}</span>
            <span className="spring" />
            <Button size="small" icon={X} isDisabled={readOnly || summary.total === 0} onPress={() => setBulk('reject')}>
              {t('enrich.rejectShown')}
            </Button>
            <Button size="small" icon={Check} isDisabled={readOnly || summary.total === 0} onPress={() => setBulk('accept')}>
              {t('enrich.acceptShown')}
            </Button>
          </footer>
        </div>
        <SidePane label={t('enrich.evidence')} resizeLabel={t('ui.resizePane')} side="end" width={288}>
          {chosen === null || summary.total === 0 ? (
            <p className="pane-hint">{t('enrich.chooseProposal')}</p>
          ) : (
            <ProposalDetails key={chosen.id} line={chosen} canDecide={canDecide} isEditing={isEditing} onEdit={setEditing} onAccept={acceptOne} onReject={rejectOne} keys={singleKeys} />
          )}
        </SidePane>
      </div>
      {bulk !== null && <BulkDialog deed={bulk} filter={filter} total={summary.total} records={summary.records} onClose={() => setBulk(null)} />}
    </div>
  );
}

function columnsOf(words: Words): readonly GridColumn<ProposalLine>[] {
  const { t, percent } = words;
  return [
    { id: 'record', header: t('enrich.record'), text: (line) => line.title, widthPx: 136 },
    { id: 'field', header: t('enrich.field'), text: (line) => wordField(words, line.field), widthPx: 120 },
    { id: 'proposed', header: t('enrich.proposed'), text: (line) => line.value, render: (line) => <strong className="proposed">{line.value}</strong>, widthPx: 152 },
    { id: 'sure', header: t('enrich.sure'), text: (line) => percent(line.confidence), align: 'end', widthPx: 96 },
    { id: 'now', header: t('enrich.now'), text: (line) => (line.before === '' ? null : line.before), widthPx: 128 },
    { id: 'source', header: t('enrich.source'), text: (line) => wordSource(words, line.source, line.sourceName), widthPx: 216 },
  ];
}

function FacetButton({ label, count, isChosen, onPress, isSub = false }: { label: string; count: number; isChosen: boolean; onPress: () => void; isSub?: boolean }) {
  const { number } = useText();
  return (
    <button type="button" className={isSub ? 'facet-value sub' : 'facet-value'} aria-current={isChosen ? 'true' : undefined} onClick={onPress}>
      <span className="truncate">{label}</span>
      <span className="count">{number(count)}</span>
    </button>
  );
}

function SourceGroup({ kind, summary: found, chosen: current, onChoose }: { kind: (typeof kinds)[number]; summary: ProposalSummary; chosen: string | null; onChoose: (key: string) => void }) {
  const words = useText();
  const { t } = words;
  const sources = found.bySource.filter((entry) => entry.source.kind === kind);
  if (sources.length === 0) return null;
  return (
    <div>
      <FacetButton isChosen={current === kind} count={sources.reduce((sum, { count }) => sum + count, 0)} onPress={() => onChoose(kind)} label={t(`enrich.group.${kind}`)} />
      {sources.map((entry) => (
        <FacetButton key={entry.key} isSub isChosen={current === entry.key} count={entry.count} onPress={() => onChoose(entry.key)} label={wordSource(words, entry.source, entry.name)} />
      ))}
    </div>
  );
}
