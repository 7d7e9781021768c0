// Records whose facts are too old, and why, in words.
import { Link, useNavigate } from '@tanstack/react-router';
import { CheckCheck, Hourglass, MailQuestion, SlidersHorizontal } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { EngineClient, StaleLine, StaleReason } from '../../../shared/contract/engine.ts';
import type { CanonicalField } from '../../../shared/model/fields.ts';
import type { EpochDay } from '../../../shared/model/ids.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { wordStaleReason } from '../../i18n/wordTrouble.ts';
import { useAsk, useTell } from '../../session/ask.ts';
import { useRowPx } from '../../session/chrome.ts';
import { staleRoute } from '../../session/routes.ts';
import { ReferenceDay } from '../../parts/ReferenceDay.tsx';
import { useReferenceDay } from '../../session/referenceDay.ts';
import { useSession, useWorkspace } from '../../session/session.ts';
import { useSettings } from '../../session/settings.ts';
import { useStored } from '../../session/stored.ts';
import { today } from '../../session/today.ts';
import { useDone } from '../../session/undo.ts';
import { useSingleKey } from '../../session/useSingleKey.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { plainLayout, type GridColumn, type GridLayout } from '../../ui/grid/columns.ts';
import { Grid } from '../../ui/grid/Grid.tsx';
import type { FetchRows } from '../../ui/grid/RowCache.ts';
import { SidePane } from '../../ui/SidePane.tsx';
import { Busy, EmptyState, ErrorState } from '../../ui/States.tsx';
import { PoliciesDialog } from './PoliciesDialog.tsx';

/** `_version` only tells one answer from the next: after each change of the facts the rows are asked for anew. */
function staleWindow(engine: EngineClient, on: EpochDay, reason: StaleReason['kind'] | null, field: CanonicalField | null, _version: number): FetchRows<StaleLine> {
  return async (from, count, signal) => (await engine.call('stale.list', { today: on, from, count, reason, field }, { signal })).lines;
}

const reasonKinds = ['fieldTooOld', 'dormant', 'consentExpired', 'purgeCandidate', 'bounced', 'noDate'] as const satisfies readonly StaleReason['kind'][];

/** Reasons at the left, the records in the middle, the chosen one with what can be done at the right. */
export function StaleScreen() {
  const words = useText();
  const { t, number, percent } = words;
  const { engine } = useSession();
  const { readOnly } = useWorkspace();
  const navigate = useNavigate();
  const { reason = null, field = null } = staleRoute.useSearch();
  const [on] = useReferenceDay();
  const hasKeys = useSettings((state) => state.settings.singleKeys);
  const { data: summary, error } = useAsk('stale.summary', { today: on }, { keep: true });
  const { data: first, dataUpdatedAt } = useAsk('stale.list', { today: on, from: 0, count: 1, reason, field }, { keep: true });
  const { data: sources } = useAsk('sources.list', undefined);
  const [layout, setLayout] = useStored<GridLayout>('stale.layout', plainLayout);
  const [chosen, setChosen] = useState<StaleLine | null>(null);
  const [isEditing, setEditing] = useState(false);
  const rowPx = useRowPx();
  const done = useDone();
  const confirm = useTell('stale.confirm');

  const fetchRows = useMemo(() => staleWindow(engine, on, reason, field, dataUpdatedAt), [engine, on, reason, field, dataUpdatedAt]);
  const valueField = summary?.valueField ?? null;
  const confirmChosen = (): void => {
    if (chosen === null || confirm.isPending || readOnly) return;
    // A confirmation is of the day on which it is given, whatever day ages are counted to.
    confirm.mutate({ row: chosen.row, on: today() }, { onSuccess: (line) => done(t('stale.confirmed', { title: chosen.title }), line) });
  };
  useSingleKey('c', hasKeys && !isEditing, confirmChosen);
  const sourceNames = useMemo(() => new Map((sources ?? []).map(({ source }) => [source.id, source.name])), [sources]);
  const columns = useMemo<readonly GridColumn<StaleLine>[]>(
    () => [
      { id: 'title', header: t('stale.record'), text: (line) => line.title, widthPx: 208 },
      // Where all come from one source, the reasons have its room.
      ...(sourceNames.size > 1 ? [{ id: 'source', header: t('stale.source'), text: (line: StaleLine) => (line.members > 1 ? t('record.members', { count: line.members }) : (sourceNames.get(line.source) ?? '')), widthPx: 104 }] : []),
      {
        id: 'risk',
        header: t(valueField === null ? 'stale.risk' : 'stale.valueAtRisk'),
        text: (line) => (valueField === null ? percent(line.atRisk) : number(line.atRisk)),
        align: 'end',
        widthPx: 116,
      },
      {
        id: 'why',
        header: t('stale.why'),
        text: (line) => line.reasons.map((one) => wordStaleReason(words, one)).join('; '),
        widthPx: 520,
      },
    ],
    [number, percent, sourceNames, t, valueField, words],
  );

  if (error) return <ErrorState title={t('error.title')}>{error.message}</ErrorState>;
  if (!summary || !first) return <Busy label={t('ui.loading')} />;
  const isEmpty = summary.stale + summary.fresh + summary.unknown === 0;
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>{t('stale.title')}</h1>
        {!isEmpty && <span className="sub">{t('stale.summary', { stale: summary.stale, fresh: summary.fresh, unknown: summary.unknown })}</span>}
        <span className="spring" />
        {!isEmpty && <ReferenceDay />}
        <Button icon={MailQuestion} isDisabled={readOnly || summary.stale === 0} onPress={() => void navigate({ to: '/enrich', search: { view: 'packs', ask: reason ?? 'all' } })}>
          {t('refresh.staleButton')}
        </Button>
        <Button icon={SlidersHorizontal} isDisabled={readOnly} onPress={() => setEditing(true)}>
          {t('stale.policies')}
        </Button>
      </header>
      {isEmpty ? (
        <EmptyState icon={Hourglass} title={t('records.emptyTitle')} actions={<Button onPress={() => void navigate({ to: '/sources' })}>{t('place.sources')}</Button>}>
          {t('stale.emptyBody')}
        </EmptyState>
      ) : (
        <div className="panes">
          <SidePane label={t('stale.reasons')} resizeLabel={t('ui.resizePane')} side="start" width={200} min={160} max={360}>
            <nav className="facet-list" aria-label={t('stale.reasons')}>
              <h3>{t('stale.reasons')}</h3>
              <Link to="/stale" replace activeOptions={{ exact: true }} className="facet-value" aria-current={reason === null ? 'true' : undefined}>
                <span className="truncate">{t('stale.allReasons')}</span>
                <span className="count">{number(summary.stale)}</span>
              </Link>
              {reasonKinds.map((kind) => {
                const rows = summary.byReason.filter((one) => one.reason === kind);
                if (rows.length === 0) return null;
                return (
                  <div key={kind}>
                    <Link to="/stale" search={{ reason: kind }} replace activeOptions={{ exact: true }} className="facet-value" aria-current={reason === kind && field === null ? 'true' : undefined}>
                      <span className="truncate">{t(`stale.reasonName.${kind}`)}</span>
                      {rows.length === 1 && rows[0]?.field === null && <span className="count">{number(rows[0]?.rows ?? 0)}</span>}
                    </Link>
                    {rows.map((one) =>
                      one.field === null ? null : (
                        <Link key={one.field} to="/stale" search={{ reason: kind, field: one.field }} replace activeOptions={{ exact: true }} className="facet-value sub" aria-current={reason === kind && field === one.field ? 'true' : undefined}>
                          <span className="truncate">{wordField(words, one.field)}</span>
                          <span className="count">{number(one.rows)}</span>
                        </Link>
                      ),
                    )}
                  </div>
                );
              })}
            </nav>
          </SidePane>
          <div className="pane main">
            <Grid
              label={t('stale.title')}
              columns={columns}
              rowCount={first.total}
              fetchRows={fetchRows}
              rowKey={(line) => String(line.row)}
              layout={layout}
              onLayout={setLayout}
              rowPx={rowPx}
              onCursor={setChosen}
              onOpen={(line) => void navigate({ to: '/record/$row', params: { row: line.row } })}
              empty={<EmptyState icon={CheckCheck} title={t('stale.none')}>{t('stale.noneBody')}</EmptyState>}
            />
            <footer className="statusbar">
              <span data-testid="row-count">{t('grid.recordsOf', { shown: first.total, total: summary.stale + summary.fresh + summary.unknown })}</span>
            </footer>
          </div>
          <SidePane label={t('records.inspector')} resizeLabel={t('ui.resizePane')} side="end" width={288}>
            {chosen ? (
              <div className="inspector">
                <h2>{chosen.title === '' ? t('record.row', { row: chosen.row }) : chosen.title}</h2>
                <p className="quiet">
                  {chosen.members > 1 ? t('record.members', { count: chosen.members }) : `${sourceNames.get(chosen.source)} · ${t('record.row', { row: chosen.row })}`}
                </p>
                <ul className="reasons">
                  {chosen.reasons.map((one) => (
                    <li key={JSON.stringify(one)}>
                      <Badge tone="stale">{t(`stale.reasonName.${one.kind}`)}</Badge>
                      <span>{wordStaleReason(words, one)}</span>
                    </li>
                  ))}
                </ul>
                <div className="cluster">
                  <Button
                    look="primary"
                    icon={CheckCheck}
                    isDisabled={confirm.isPending || readOnly}
                    keys="C"
                    onPress={confirmChosen}
                  >
                    {t('stale.confirm')}
                  </Button>
                  <Button onPress={() => void navigate({ to: '/record/$row', params: { row: chosen.row } })}>{t('records.openRecord')}</Button>
                </div>
                <p className="field-help">{t('stale.confirmHelp')}</p>
              </div>
            ) : (
              <p className="pane-hint">{t('records.noneSelected')}</p>
            )}
          </SidePane>
        </div>
      )}
      {isEditing && <PoliciesDialog onClose={() => setEditing(false)} />}
    </div>
  );
}
