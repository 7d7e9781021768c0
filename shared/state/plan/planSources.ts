// Plans what a steward changes about sources and their loads: name, owner, trust, mapping, and taking a load out.
import { err, ok, type Result } from '../../kernel/result.ts';
import type { EntrySeq, LoadId, SourceId } from '../../model/ids.ts';
import type { ColumnMapping, FieldMapping, Load, Source } from '../../model/source.ts';
import type { MapItem } from '../facts/items.ts';
import type { Change, Refusal } from './plan.ts';
import type { Projection } from '../facts/projection.ts';

/** Sets what is known of sources, all in one step. */
export function planSourceUpdate(...sources: readonly Source[]): Change {
  return { act: 'rules', items: sources.map((source) => ({ kind: 'source', ...source })), undoes: null, note: { what: 'sources', sources: sources.length }, basis: null };
}

/** Says again what is known of the source of a load, so that it outlives the load's being taken out; null where it does anyway. */
export function planKeepSource(state: Projection, id: LoadId): Change | null {
  const load = state.load(id);
  const source = load === undefined ? undefined : state.source(load.source);
  if (load === undefined || source === undefined || state.loads.some((other) => other.current && other.source === load.source && other.id !== id)) return null;
  const isSaidElsewhere = state.entries.some(({ act, seq, items }) => act === 'rules' && state.undoneBy(seq) === null && items.some((item) => item.kind === 'source' && item.id === source.id));
  if (isSaidElsewhere) return null;
  return { act: 'rules', items: [{ kind: 'source', ...source }], undoes: null, note: { what: 'keepSource', source: source.name }, basis: null };
}

/** Takes a source out of the list that has no rows in the current state any more. */
export function planDropSource(state: Projection, id: SourceId): Result<Change, Refusal> {
  const source = state.source(id);
  if (source === undefined || state.loads.some((load) => load.current && load.source === id)) return err({ kind: 'conflict', reason: 'changedSince' });
  return ok({ act: 'rules', items: [{ kind: 'source', ...source, gone: true }], undoes: null, note: { what: 'dropSource', source: source.name }, basis: null });
}

/**
 * Reads columns as other fields from now on: in every load of the source that is part of the current state, and as what
 * is proposed for its next delivery. Columns that a load does not have are passed over.
 */
export function planMapping(state: Projection, source: SourceId, mapping: FieldMapping): Result<Change, Refusal> {
  const items = state.loads.flatMap((load): MapItem[] => {
    if (load.source !== source || !load.current) return [];
    const changed = load.mapping.map((one) => mapping.find(({ column }) => column === one.column) ?? one);
    return changed.every((one, index) => isSame(one, load.mapping[index]!)) ? [] : [{ kind: 'map', load: load.id, mapping: changed }];
  });
  if (items.length === 0) return err({ kind: 'conflict', reason: 'changedSince' });
  const changed = new Set(items.flatMap((item) => item.mapping.filter((one, index) => !isSame(one, state.load(item.load)!.mapping[index]!)).map(({ column }) => column)));
  return ok({ act: 'map', items, undoes: null, note: { columns: changed.size }, basis: null });
}

function isSame(left: ColumnMapping, right: ColumnMapping): boolean {
  return left.column === right.column && left.field === right.field && left.decimal === right.decimal && left.dates === right.dates;
}

/** The last mapping of a source that is in use: what its next delivery is proposed to be read by. */
export function mappingOfSource(loads: readonly Load[], source: SourceId): FieldMapping | null {
  const own = loads.filter((load) => load.source === source);
  return (own.findLast(({ current }) => current) ?? own.at(-1))?.mapping ?? null;
}

/**
 * Takes a load out of the current state as if it had never come: an undo of its entry, however long ago. What it
 * replaced comes back. Where a later refresh builds on a refresh, only the later one can be taken out.
 */
export function planTakeOut(state: Projection, id: LoadId): Result<Change, Refusal> {
  const load = state.load(id);
  if (load?.current !== true) return err({ kind: 'conflict', reason: 'changedSince' });
  const isBuiltOn = load.unchanged !== undefined && state.loads.some((other) => other.source === load.source && other.id > id && other.current);
  if (isBuiltOn) return err({ kind: 'conflict', reason: 'builtOn' });
  return ok({ act: 'undo', items: [], undoes: id as number as EntrySeq, note: {}, basis: null });
}

/**
 * Brings a load back that was taken out, whatever was done since. Not where a refresh has compared the source without it:
 * that one has to be taken out first.
 */
export function planBringBack(state: Projection, id: LoadId): Result<Change, Refusal> {
  const load = state.load(id);
  const takenOut = state.undoneBy(id as number as EntrySeq);
  if (load === undefined || takenOut === null || state.source(load.source) === undefined) return err({ kind: 'conflict', reason: 'changedSince' });
  const later = state.loads.filter((other) => other.source === load.source && other.id > id && other.current);
  if (later.some(({ unchanged }) => unchanged !== undefined || load.unchanged !== undefined)) return err({ kind: 'conflict', reason: 'builtWithout' });
  return ok({ act: 'undo', items: [], undoes: takenOut, note: {}, basis: null });
}
