// Between the address of the change log and what the engine is asked: conditions as days and names there, as times here.
import type { LogFilter } from '../../../shared/contract/engine.ts';
import type { RowId, SourceId } from '../../../shared/model/ids.ts';
import type { LogSearch } from '../../session/routes.ts';

/** Days are those of this machine's clock, from their first to their last millisecond. */
export function filterOf({ act, actor, field, source, row, from, to, q }: LogSearch): LogFilter {
  return {
    act: act ?? null,
    actor: actor ?? null,
    field: field ?? null,
    source: (source ?? null) as SourceId | null,
    row: (row ?? null) as RowId | null,
    from: from === undefined ? null : new Date(`${from}T00:00:00`).getTime(),
    to: to === undefined ? null : new Date(`${to}T23:59:59.999`).getTime(),
    text: q ?? '',
  };
}

export function isFiltered({ act, actor, field, source, row, from, to, q }: LogSearch): boolean {
  return [act, actor, field, source, row, from, to, q].some((condition) => condition !== undefined);
}
