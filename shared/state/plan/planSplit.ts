// Plans how a golden record parts: one row leaves, an earlier merge inside it is taken back, or all of them are.
import { err, ok, type Result } from '../../kernel/result.ts';
import type { FieldId } from '../../model/fields.ts';
import type { EntrySeq, RowId } from '../../model/ids.ts';
import type { KeptPin } from '../facts/items.ts';
import type { Pin } from '../facts/pins.ts';
import { change, saying, unsaid, type Change, type Refusal, type Said } from './plan.ts';
import type { Projection } from '../facts/projection.ts';

/** What leaves: the row alone, the merge that an entry made above the row, or everything. */
export type Taken = 'row' | 'all' | { readonly merge: EntrySeq };

export type SplitRequest = {
  /** A row of the record. */
  readonly row: RowId;
  readonly taken: Taken;
  /** Where values go that were set by hand after the merge; one for each such field. */
  readonly kept: readonly KeptPin[];
  /** Whether what parts is not ruled to be different customers, so that a later run may propose it again. */
  readonly open: boolean;
};

/** What a split would do. */
export type SplitOutcome = {
  /** The records that come of it, each with its rows ascending; the first holds what was taken. */
  readonly parts: readonly (readonly RowId[])[];
  /** Values that were set by hand on the whole record: nobody but a steward knows to which part they belong. */
  readonly unclear: readonly Pin[];
};

export function foreseeSplit(state: Projection, row: RowId, taken: Taken): SplitOutcome {
  const { merges } = state;
  const parts =
    taken === 'row' ? merges.partsWithout(row) : taken === 'all' ? merges.membersOf(row).map((member) => [member]) : merges.partsWithoutMerge(row, taken.merge);
  const pins = parts.length < 2 ? [] : state.pinsOf(row);
  return { parts, unclear: pins.filter((pin) => !pin.withMerge && pin.seq > sinceWhen(state, pin, row, taken)) };
}

/** The entry from which on a value counts for the whole of what parts. */
function sinceWhen(state: Projection, pin: Pin, row: RowId, taken: Taken): EntrySeq {
  if (typeof taken === 'object') return taken.merge;
  return state.merges.mergesAbove(taken === 'row' ? row : pin.anchor)[0]!;
}

/** Takes a record apart. Values set by hand since the merge need a place, else the change is refused. */
export function planSplit(state: Projection, { row, taken, kept, open }: SplitRequest, said: Said = unsaid): Result<Change, Refusal> {
  if (!state.merges.isMerged(row)) return err({ kind: 'conflict', reason: 'notMerged' });
  const { parts, unclear } = foreseeSplit(state, row, taken);
  if (parts.length < 2) return err({ kind: 'conflict', reason: 'changedSince' });
  if (unclear.some(({ field }) => !kept.some((one) => one.field === field))) return err({ kind: 'conflict', reason: 'editedSince' });
  // A value set by hand goes with a row of the record, or with none.
  const members = new Set(parts.flat());
  if (kept.some((one) => one.row !== null && !members.has(one.row))) return err({ kind: 'conflict', reason: 'changedSince' });
  const common = {
    row,
    before: state.goldenOf(row),
    after: parts.map((part) => state.goldenAfterMerge(part)),
    ...saying(said),
    ...(unclear.length === 0 ? {} : { kept: kept.filter((one) => unclear.some(({ field }) => field === one.field)) }),
    ...(open ? { open: true as const } : {}),
  };
  if (taken === 'row') return ok(change('unmerge', [{ kind: 'unmerge', ...common }], { rows: 1 }));
  return ok(change('unmerge', [{ kind: 'split', merge: taken === 'all' ? null : taken.merge, ...common }], { what: 'split', parts: parts.length }));
}

/** Takes one row out of its record and rules it to be another customer. */
export function planUnmerge(state: Projection, row: RowId, said: Said = unsaid): Result<Change, Refusal> {
  return planSplit(state, { row, taken: 'row', kept: [], open: false }, said);
}

/** Takes back what an entry ruled about rows being different customers. */
export function planRevoke(state: Projection, entry: EntrySeq, rows: readonly RowId[], said: Said = unsaid): Result<Change, Refusal> {
  const about = new Set(rows);
  const stands = state.distinct.some((verdict) => verdict.seq === entry && verdict.rows.every((row) => about.has(row)));
  if (!stands) return err({ kind: 'conflict', reason: 'changedSince' });
  return ok(change('decide', [{ kind: 'revoke', entry, rows: [...rows], ...saying(said) }], { what: 'revoke', rows: rows.length }));
}

/** A steward looked again at what an entry ruled, and it stands. `field` names a value that was set by hand. */
export function planUphold(entry: EntrySeq, rows: readonly RowId[], field: FieldId | null, comment: string): Change {
  // What an entry says never changes: the state's own lists do, with every delivery.
  return change('decide', [{ kind: 'uphold', entry, rows: [...rows], ...(field === null ? {} : { field }), comment }], { what: 'uphold', rows: rows.length });
}
