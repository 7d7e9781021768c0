// The queue itself: the list of groups, the group in hand, the explanation, and the keys that decide.
import { useNavigate } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { CheckCheck, ListFilter } from 'lucide-react';
import { useCallback, useEffect, useEffectEvent, useMemo, useState } from 'react';
import type { EngineClient, GroupLine, MatchRun, QueueFilter } from '../../../shared/contract/engine.ts';
import type { RowId } from '../../../shared/model/ids.ts';
import { useText } from '../../i18n/useText.ts';
import { useAsk, useTroubleToast } from '../../session/ask.ts';
import { duplicatesRoute, type DuplicatesSearch } from '../../session/routes.ts';
import { useReferenceDay } from '../../session/referenceDay.ts';
import { useSession } from '../../session/session.ts';
import { useStored } from '../../session/stored.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { SidePane } from '../../ui/SidePane.tsx';
import { Busy, EmptyState } from '../../ui/States.tsx';
import type { FetchRows } from '../../ui/grid/RowCache.ts';
import { VirtualList } from '../../ui/grid/VirtualList.tsx';
import { bandTones } from './bandTones.ts';
import { BatchBar } from './BatchBar.tsx';
import { GroupView } from './GroupView.tsx';
import { QueueFilters } from './QueueFilters.tsx';
import { useBatch } from './useBatch.ts';

/** `_version` only tells one answer from the next: after each decision the groups are asked for anew. */
function queueWindow(engine: EngineClient, filter: QueueFilter, _version: number): FetchRows<GroupLine> {
  return async (from, count, signal) => (await engine.call('queue.page', { filter, from, count }, { signal })).groups;
}

/** The end of the queue; what was skipped still waits, and is not forgotten. */
function AllDecided({ filter, showSkipped }: { filter: QueueFilter; showSkipped: () => void }) {
  const { t } = useText();
  const { data } = useAsk('queue.page', { filter: { ...filter, state: 'skipped' }, from: 0, count: 1 });
  const skipped = data?.total ?? 0;
  return (
    <EmptyState icon={CheckCheck} title={t('duplicates.doneTitle')} {...(skipped > 0 ? { actions: <Button onPress={showSkipped}>{t('duplicates.showPostponed')}</Button> } : {})}>
      {skipped > 0 ? t('duplicates.postponed', { count: skipped }) : t('duplicates.doneBody')}
    </EmptyState>
  );
}

/** The group in hand is named in the address by its lead; the last one is remembered with the workspace. */
export function Queue({ run, filter }: { run: MatchRun; filter: QueueFilter }) {
  const words = useText();
  const { t, number, percent } = words;
  const { engine } = useSession();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const say = useTroubleToast();
  const search = duplicatesRoute.useSearch();
  const [on] = useReferenceDay();
  const { state } = filter;
  // Everything but the group in hand: the place in the queue is remembered for each choice of filters.
  const { lead: _, view: __, ...chosen } = search;
  const filterKey = JSON.stringify(chosen);
  const [remembered, remember, isRead] = useStored<{ lead: number; at: number } | null>(`queue.${filterKey}`, null);
  const batch = useBatch();
  const [at, setAt] = useState<{ index: number; key: string; lead: RowId } | null>(null);
  const { data: first, dataUpdatedAt } = useAsk('queue.page', { filter, from: 0, count: 1 }, { keep: true });
  const fetchRows = useMemo(() => queueWindow(engine, filter, dataUpdatedAt), [engine, filter, dataUpdatedAt]);
  const total = first?.total ?? 0;
  const lead = (search.lead ?? null) as RowId | null;
  const { data: group } = useAsk('queue.group', { lead: lead ?? (0 as RowId), filter, today: on }, { enabled: lead !== null, keep: true });

  /** Names the group in the address. Who has gone elsewhere while a decision was written is not called back. */
  const show = useCallback(
    (next: RowId | null) => {
      if (!window.location.hash.startsWith('#/duplicates')) return;
      void navigate({ to: '/duplicates', search: { ...(JSON.parse(filterKey) as DuplicatesSearch), ...(next === null ? {} : { lead: next }) }, replace: true });
    },
    [filterKey, navigate],
  );
  const go = useCallback(
    (line: GroupLine, index: number) => {
      setAt({ index, key: filterKey, lead: line.lead });
      remember({ lead: line.lead, at: index });
      show(line.lead);
    },
    [filterKey, remember, show],
  );
  /** Goes to the group at a place of the queue; beyond the end to the last one. */
  const goTo = useCallback(
    async (index: number) => {
      try {
        const from = Math.max(0, index);
        let page = await engine.call('queue.page', { filter, from, count: 2 });
        let place = from;
        if (page.groups.length === 0 && page.total > 0) {
          place = page.total - 1;
          page = await engine.call('queue.page', { filter, from: place, count: 1 });
        }
        const line = page.groups[0];
        if (line) {
          go(line, place);
          const next = page.groups[1];
          // The next group is asked for while this one is read.
          if (next) {
            const request = { lead: next.lead, filter, today: on };
            void queryClient.prefetchQuery({ queryKey: ['queue.group', request], queryFn: () => engine.call('queue.group', request) });
          }
        } else {
          setAt(null);
          show(null);
        }
      } catch (error) {
        say(error);
      }
    },
    [engine, filter, go, on, queryClient, say, show],
  );

  // Without a group in the address: where one was last, or the first one.
  const start = useEffectEvent(() => void goTo(remembered?.at ?? 0));
  useEffect(() => {
    if (lead !== null || !isRead || total === 0) return undefined;
    const timer = setTimeout(start, 0);
    return () => clearTimeout(timer);
  }, [lead, isRead, total]);

  const shown = group && lead !== null && group.lead === lead ? group : null;
  // A group that came by its address: its place is near the one that the engine names.
  const isPlaced = at?.key === filterKey && at.lead === lead;
  const near = Math.max(0, (shown?.position ?? 0) - 2);
  const { data: neighbours } = useAsk('queue.page', { filter, from: near, count: 4 }, { enabled: shown !== null && !isPlaced });
  const found = neighbours ? neighbours.groups.findIndex((line) => line.lead === lead) : -1;
  const [decided, setDecided] = useState<readonly RowId[]>([]);
  /** After an undo: to the group that was decided last. */
  const goBack = () => {
    const last = decided.at(-1);
    if (last === undefined) return;
    setDecided(decided.slice(0, -1));
    setAt(null);
    show(last);
  };
  const index = isPlaced ? at.index : found >= 0 ? near + found : -1;
  const isGone = lead !== null && group === null;
  const leave = useEffectEvent(() => void goTo(Math.max(0, index)));
  useEffect(() => {
    if (!isGone) return undefined;
    const timer = setTimeout(leave, 0);
    return () => clearTimeout(timer);
  }, [isGone]);

  return (
    <div className="panes queue">
      <SidePane label={t('duplicates.queue')} resizeLabel={t('ui.resizePane')} side="start" width={264} min={220} max={420}>
        <div className="queue-list">
          <QueueFilters
            run={run}
            search={search}
            onChange={(next) => {
              setAt(null);
              void navigate({ to: '/duplicates', search: next });
            }}
          />
          {total === 0 ? (
            <p className="pane-hint">{t('duplicates.noneBody')}</p>
          ) : (
            <VirtualList
              label={t('duplicates.queue')}
              count={total}
              itemPx={48}
              fetchRows={fetchRows}
              chosen={index}
              onChoose={(place, line) => (line ? go(line, place) : void goTo(place))}
              renderItem={(line) => (
                <>
                  <span className="truncate queue-title">{line.title === '' ? t('duplicates.row', { row: line.lead }) : line.title}</span>
                  <span className="queue-sub">
                    <span className="truncate">
                      {t('duplicates.rows', { count: line.rows })}
                      {line.value !== null && ` · ${t('steward.atRisk', { value: number(Math.round(line.value)) })}`}
                    </span>
                    {line.isSecond ? (
                      <Badge tone="accent">{t('steward.secondLook')}</Badge>
                    ) : (
                      <Badge tone={line.state === 'open' ? bandTones[line.band] : line.state === 'disagreed' ? 'conflict' : 'neutral'}>{line.state === 'open' ? percent(line.probability, line.probability > 0.99 ? 1 : 0) : t(`duplicates.state.${line.state}`)}</Badge>
                    )}
                  </span>
                </>
              )}
            />
          )}
          <BatchBar batch={batch} />
        </div>
      </SidePane>
      {total === 0 ? (
        <div className="pane main">
          {state === 'open' ? (
            <AllDecided filter={filter} showSkipped={() => void navigate({ to: '/duplicates', search: { ...search, state: 'skipped' } })} />
          ) : (
            <EmptyState icon={ListFilter} title={t('duplicates.noneTitle')}>
              {t('duplicates.noneBody')}
            </EmptyState>
          )}
        </div>
      ) : shown ? (
        <GroupView key={shown.lead} group={shown} index={index < 0 ? Math.max(0, shown.position - 1) : index} total={total} goTo={goTo} staysInQueue={state === 'all'} onDecided={(last, how) => {
          if (how !== 'skipped') setDecided((old) => [...old, last]);
          batch.count(how);
        }} goBack={goBack} />
      ) : (
        <div className="pane main">
          <Busy label={t('ui.loading')} />
        </div>
      )}
    </div>
  );
}
