// The queue itself: the list of groups, the group in hand, the explanation, and the keys that decide.
import { useNavigate } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { CheckCheck, ListFilter } from 'lucide-react';
import { memo, useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { EngineClient, GroupLine, MatchRun, QueueFilter } from '../../../shared/contract/engine.ts';
import type { RowId } from '../../../shared/model/ids.ts';
import { useText } from '../../i18n/useText.ts';
import { useAsk, useTroubleToast } from '../../session/ask.ts';
import { duplicatesRoute, type DuplicatesSearch } from '../../session/routes.ts';
import { useReferenceDay } from '../../session/referenceDay.ts';
import { useSession } from '../../session/session.ts';
import { useSettings } from '../../session/settings.ts';
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

// From group to group neither the filters nor the lines of the list change: they are not drawn again.
const Filters = memo(QueueFilters);
const Line = memo(function Line({ line }: { line: GroupLine }) {
  const { t, number, percent } = useText();
  return (
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
  );
});
const renderLine = (line: GroupLine) => <Line line={line} />;

/** A steward who stays this long at a group is there: the address names it, and it is remembered. */
const SETTLED_MS = 250;

/** Where the steward is: a group, its place under these filters, and what the address named before it follows. */
type Place = { readonly key: string; readonly lead: RowId; readonly index: number; readonly came: readonly (RowId | null)[] };

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

/** The group in hand is named in the address by its lead, as soon as somebody stays at it; the last one is remembered with the workspace. */
export function Queue({ run, filter, onFilter }: { run: MatchRun; filter: QueueFilter; /** Hears which filters were chosen. */ onFilter: (search: DuplicatesSearch) => void }) {
  const { t } = useText();
  const { engine } = useSession();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const say = useTroubleToast();
  const actor = useSettings(({ settings }) => settings.actor);
  const search = duplicatesRoute.useSearch();
  const [on] = useReferenceDay();
  const { state } = filter;
  // Everything but the group in hand: the place in the queue is remembered for each choice of filters.
  const { lead: _, view: __, ...chosen } = search;
  const filterKey = JSON.stringify(chosen);
  const [remembered, remember, isRead] = useStored<{ lead: number; at: number } | null>(`queue.${actor}.${filterKey}`, null);
  const batch = useBatch();
  const [at, setAt] = useState<Place | null>(null);
  const { data: first, dataUpdatedAt } = useAsk('queue.page', { filter, from: 0, count: 1 }, { keep: true });
  const fetchRows = useMemo(() => queueWindow(engine, filter, dataUpdatedAt), [engine, filter, dataUpdatedAt]);
  const total = first?.total ?? 0;
  const named = (search.lead ?? null) as RowId | null;
  // The address follows the steward, not the other way round, unless it names a group by itself.
  const isPlaced = at !== null && at.key === filterKey && (named === at.lead || at.came.includes(named));
  const lead = isPlaced ? at.lead : named;
  const requestFor = useCallback((row: RowId) => ({ lead: row, filter, today: on }), [filter, on]);
  const { data: group } = useAsk('queue.group', requestFor(lead ?? (0 as RowId)), { enabled: lead !== null, keep: true });

  /** Names the group in the address. Who has gone elsewhere while a decision was written is not called back. */
  const show = useCallback(
    (next: RowId | null) => {
      if (!window.location.hash.startsWith('#/duplicates')) return;
      void navigate({ to: '/duplicates', search: { ...(JSON.parse(filterKey) as DuplicatesSearch), ...(next === null ? {} : { lead: next }) }, replace: true });
    },
    [filterKey, navigate],
  );
  /** What the address is on its way to name. */
  const sent = useRef<RowId | null>(null);
  const go = useCallback((row: RowId, index: number) => setAt({ index, key: filterKey, lead: row, came: [named, sent.current] }), [filterKey, named]);
  const settle = useEffectEvent((place: Place) => {
    if (!isPlaced) return;
    sent.current = place.lead;
    remember({ lead: place.lead, at: place.index });
    if (named !== place.lead) show(place.lead);
  });
  useEffect(() => {
    if (at === null) return undefined;
    const timer = setTimeout(() => settle(at), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [at]);
  const leaveScreen = useEffectEvent(() => {
    if (at !== null && isPlaced) remember({ lead: at.lead, at: at.index });
  });
  useEffect(() => () => leaveScreen(), []);

  /** The group behind the one in hand, asked for while that one is read. */
  const ahead = useRef<{ readonly of: RowId; readonly next: RowId } | null>(null);
  const lookAhead = useCallback(
    ([here, next]: readonly GroupLine[]) => {
      if (here === undefined || next === undefined) return;
      ahead.current = { of: here.lead, next: next.lead };
      const request = requestFor(next.lead);
      void queryClient.prefetchQuery({ queryKey: ['queue.group', request], queryFn: () => engine.call('queue.group', request) });
    },
    [engine, queryClient, requestFor],
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
          go(line.lead, place);
          lookAhead(page.groups);
        } else {
          setAt(null);
          show(null);
        }
      } catch (error) {
        say(error);
      }
    },
    [engine, filter, go, lookAhead, say, show],
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
  const near = Math.max(0, (shown?.position ?? 0) - 2);
  const { data: neighbours } = useAsk('queue.page', { filter, from: near, count: 4 }, { enabled: shown !== null && !isPlaced });
  const found = neighbours ? neighbours.groups.findIndex((line) => line.lead === lead) : -1;
  const decided = useRef<RowId[]>([]);
  /** After an undo: to the group that was decided last. */
  const goBack = () => {
    const last = decided.current.pop();
    if (last === undefined) return;
    setAt(null);
    sent.current = last;
    show(last);
  };
  const index = isPlaced ? at.index : found >= 0 ? near + found : -1;
  const isGone = lead !== null && group === null;
  /** A decided group keeps its place where the queue shows all. */
  const following = Math.max(0, state === 'all' ? index + 1 : index);
  const goOn = () => {
    const next = ahead.current;
    // What the answer about the next group says is known already: it stands there at once, and its place is looked up behind it.
    if (next === null || next.of !== lead || queryClient.getQueryData(['queue.group', requestFor(next.next)]) === undefined) {
      void goTo(following);
      return;
    }
    go(next.next, following);
    void engine.call('queue.page', { filter, from: following, count: 2 }).then(({ groups }) => groups[0]?.lead === next.next && lookAhead(groups), say);
  };
  const leave = useEffectEvent(() => void goTo(Math.max(0, index)));
  useEffect(() => {
    if (!isGone) return undefined;
    const timer = setTimeout(leave, 0);
    return () => clearTimeout(timer);
  }, [isGone]);

  const shownFilters = useMemo(() => JSON.parse(filterKey) as DuplicatesSearch, [filterKey]);
  const changeFilters = useCallback(
    (next: DuplicatesSearch) => {
      setAt(null);
      onFilter(next);
      void navigate({ to: '/duplicates', search: next });
    },
    [navigate, onFilter],
  );
  const choose = useCallback((place: number, line: GroupLine | undefined) => (line ? go(line.lead, place) : void goTo(place)), [go, goTo]);

  return (
    <div className="panes queue">
      <SidePane label={t('duplicates.queue')} resizeLabel={t('ui.resizePane')} side="start" width={264} min={220} max={420}>
        <div className="queue-list">
          <Filters run={run} search={shownFilters} onChange={changeFilters} />
          {total === 0 ? (
            <p className="pane-hint">{t('duplicates.noneBody')}</p>
          ) : (
            <VirtualList label={t('duplicates.queue')} count={total} itemPx={48} of={filterKey} fetchRows={fetchRows} chosen={index} onChoose={choose} renderItem={renderLine} />
          )}
          <BatchBar batch={batch} />
        </div>
      </SidePane>
      {total === 0 ? (
        <div className="pane main">
          {state === 'open' ? (
            <AllDecided filter={filter} showSkipped={() => changeFilters({ ...shownFilters, state: 'skipped' })} />
          ) : (
            <EmptyState icon={ListFilter} title={t('duplicates.noneTitle')}>
              {t('duplicates.noneBody')}
            </EmptyState>
          )}
        </div>
      ) : shown ? (
        <GroupView
          group={shown}
          index={index < 0 ? Math.max(0, shown.position) : index}
          total={total}
          goTo={goTo}
          goOn={goOn}
          onDecided={(last, how) => {
            if (how !== 'skipped') decided.current.push(last);
            batch.count(how);
          }}
          goBack={goBack}
        />
      ) : (
        <div className="pane main">
          <Busy label={t('ui.loading')} />
        </div>
      )}
    </div>
  );
}
