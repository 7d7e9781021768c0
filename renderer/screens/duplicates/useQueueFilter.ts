// What the queue shows, from the address to the engine's filter.
import { useMemo } from 'react';
import type { QueueFilter } from '../../../shared/contract/engine.ts';
import type { SourceId } from '../../../shared/model/ids.ts';
import { buildQuery } from '../../session/buildFilter.ts';
import { useAsk } from '../../session/ask.ts';
import type { DuplicatesSearch, RecordsSearch } from '../../session/routes.ts';
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
