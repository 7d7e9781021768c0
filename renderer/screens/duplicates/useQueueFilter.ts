// What the queue shows, from the address to the engine's filter.
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import type { QueueFilter } from '../../../shared/contract/engine.ts';
import type { SourceId } from '../../../shared/model/ids.ts';
import { buildQuery } from '../../session/buildFilter.ts';
import { useAsk } from '../../session/ask.ts';
import type { DuplicatesSearch, RecordsSearch } from '../../session/routes.ts';
import { useSettings } from '../../session/settings.ts';
import { useStored } from '../../session/stored.ts';

/** The engine's filter for what stands in the address; a segment is a saved view of the records, or their filters as they were. */
export function useQueueFilter(search: DuplicatesSearch): QueueFilter {
  const [views] = useStored<readonly { readonly name: string; readonly search: RecordsSearch }[]>('records.views', []);
  const view = search.among ?? (search.segment === undefined ? undefined : views.find(({ name }) => name === search.segment)?.search);
  // Searches look through every field: which these are only the engine's answer about records tells.
  const { data: answer } = useAsk('records.query', { of: 'rows', filter: { kind: 'all', of: [] }, sort: [] }, { enabled: view?.q !== undefined, keep: true });
  const fields = answer?.fields;
  const { state, band, reason, source, order } = search;
  return useMemo<QueueFilter>(
    () => ({
      state: state ?? 'open',
      band: band ?? null,
      reason: reason ?? null,
      source: (source ?? null) as SourceId | null,
      rows: view === undefined ? null : buildQuery(view, fields ?? []).filter,
      order: order ?? 'risk',
    }),
    [state, band, reason, source, view, fields, order],
  );
}

/** The filters that a person chose last stand again where they come back to the queue by its place alone, also after a restart. */
export function useKeptFilters(search: DuplicatesSearch): { readonly isRestored: boolean; readonly keep: (search: DuplicatesSearch) => void } {
  const navigate = useNavigate();
  const actor = useSettings(({ settings }) => settings.actor);
  const [kept, keep, isRead] = useStored<DuplicatesSearch>(`queue.filters.${actor}`, nothingChosen);
  const [isRestored, setRestored] = useState(Object.keys(search).length > 0);
  const restore = useEffectEvent(() => {
    const arrived = Object.keys(kept).length > 0 ? navigate({ to: '/duplicates', search: kept, replace: true }) : Promise.resolve();
    void arrived.then(() => setRestored(true));
  });
  useEffect(() => {
    if (isRead && !isRestored) restore();
  }, [isRead, isRestored]);
  return { isRestored, keep };
}

const nothingChosen: DuplicatesSearch = {};
