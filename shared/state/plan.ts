// Turns what a steward asks for into a change: the items of one log entry, or the reason why not. Nothing is written here.
import { err, ok, type Result } from '../kernel/result.ts';
import type { PinnedValue } from '../model/decision.ts';
import type { CanonicalField, FieldId } from '../model/fields.ts';
import type { EntrySeq, GoldenId, RowId } from '../model/ids.ts';
import type { Source } from '../model/source.ts';
import type { StateItem } from './items.ts';
import type { Projection } from './projection.ts';

export type Act =
  | 'load'
  | 'map'
  | 'rules'
  | 'find-duplicates'
  | 'decide'
  | 'merge'
  | 'unmerge'
  | 'edit'
  | 'standardise'
  | 'tag'
  | 'confirm'
  | 'judge'
  | 'measure'
  | 'export'
  | 'undo';

/** What one log entry will say. */
export type Change = {
  readonly act: Act;
  readonly items: readonly StateItem[];
  readonly undoes: EntrySeq | null;
  /** Counts for the entry's own line; no personal data. */
  readonly note: Readonly<Record<string, number | string>>;
  /** Digest of the settings or the model that the change was made with. */
  readonly basis: string | null;
};

export type Refusal = {
  readonly kind: 'conflict';
  readonly reason: 'differentCustomers' | 'alreadyMerged' | 'changedSince' | 'notMerged';
} | { readonly kind: 'nothingToUndo' };

export type MergeGroup = { readonly rows: readonly RowId[]; readonly pins: readonly PinnedValue[] };

function change(act: Act, items: readonly StateItem[], note: Change['note'] = {}): Change {
  return { act, items, undoes: null, note, basis: null };
}

/** Merges each group into one golden record; one entry for all. Groups that are one record already are left out. */
export function planMerge(state: Projection, groups: readonly MergeGroup[], comment: string): Result<Change, Refusal> {
  const items: StateItem[] = [];
  let rows = 0;
  for (const group of groups) {
    const anchors = [...new Set(group.rows.map((row) => state.merges.anchorOf(row)))];
    if (anchors.length < 2) continue;
    for (const left of group.rows) {
      for (const right of group.rows) if (left < right && state.areDistinct(left, right)) return err({ kind: 'conflict', reason: 'differentCustomers' });
    }
    items.push({
      kind: 'merge',
      rows: [...group.rows].sort((a, b) => a - b),
      pins: group.pins,
      before: anchors.map((anchor) => state.goldenOf(anchor)),
      after: state.goldenAfterMerge(anchors),
      comment,
    });
    rows += group.rows.length;
  }
  if (items.length === 0) return err({ kind: 'conflict', reason: 'alreadyMerged' });
  return ok(change('merge', items, { groups: items.length, rows }));
}

/** Rules that the rows are different customers, each from each. */
export function planDistinct(state: Projection, rows: readonly RowId[], comment: string): Result<Change, Refusal> {
  const anchors = new Set(rows.map((row) => state.merges.anchorOf(row)));
  if (anchors.size < rows.length) return err({ kind: 'conflict', reason: 'alreadyMerged' });
  return ok(change('decide', [{ kind: 'distinct', rows: [...rows].sort((a, b) => a - b), comment }], { rows: rows.length }));
}

/** Takes one row out of its golden record. */
export function planUnmerge(state: Projection, row: RowId, comment: string): Result<Change, Refusal> {
  if (!state.merges.isMerged(row)) return err({ kind: 'conflict', reason: 'notMerged' });
  const before = state.goldenOf(row);
  const after = state.merges.partsWithout(row).map((part) => state.goldenAfterMerge(part));
  return ok(change('unmerge', [{ kind: 'unmerge', row, before, after, comment }], { rows: 1 }));
}

/** Sets one value of a golden record by hand. `before` is the value that the steward saw. */
export function planEdit(
  state: Projection,
  golden: GoldenId,
  edit: { field: FieldId; before: string; after: string; row?: RowId; comment: string },
): Result<Change, Refusal> {
  const row = state.rowOfGolden(golden);
  if (row === undefined || state.goldenOf(row) !== golden) return err({ kind: 'conflict', reason: 'changedSince' });
  return ok(change('edit', [{ kind: 'edit', golden, ...edit }], { fields: 1 }));
}

/** Notes that the facts of a row were confirmed on a day (epoch day). */
export function planConfirm(row: RowId, on: number): Change {
  return change('confirm', [{ kind: 'confirm', row, on }], { rows: 1 });
}

export function planPolicies(policies: readonly { field: CanonicalField; months: number }[]): Change {
  return change('rules', [{ kind: 'policies', policies }], { rules: policies.length });
}

export function planSourceUpdate(source: Source): Change {
  return change('rules', [{ kind: 'source', ...source }], { sources: 1 });
}

/** Takes back the latest change that still counts. */
export function planUndo(state: Projection): Result<Change, Refusal> {
  return planTakingBack(state.undoable()[0]);
}

/** Takes back the latest undo, as long as nothing else was changed since. */
export function planRedo(state: Projection): Result<Change, Refusal> {
  return planTakingBack(state.redoable()[0]);
}

function planTakingBack(target: EntrySeq | undefined): Result<Change, Refusal> {
  if (target === undefined) return err({ kind: 'nothingToUndo' });
  return ok({ act: 'undo', items: [], undoes: target, note: {}, basis: null });
}
