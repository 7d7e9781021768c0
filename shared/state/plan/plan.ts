// Turns what a steward asks for into a change: the items of one log entry, or the reason why not. Nothing is written here.
import type { FreshnessSettings } from '../../freshness/policies.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { DecisionReason, PinHold, PinnedValue, SurvivorshipSettings } from '../../model/decision.ts';
import type { ItemRange } from '../../log/entry.ts';
import type { ExportProfile } from '../../model/exportProfile.ts';
import type { FieldId } from '../../model/fields.ts';
import type { EntrySeq, GoldenId, RowId } from '../../model/ids.ts';
import type { DistinctItem, MergeItem, StateItem } from '../facts/items.ts';
import type { Projection } from '../facts/projection.ts';
import type { ApprovalRule } from '../facts/secondLooks.ts';

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
  | 'enrich'
  | 'refresh'
  | 'tag'
  | 'confirm'
  | 'judge'
  | 'measure'
  | 'export'
  | 'undo'
  | 'block'
  | 'restore'
  | 'approve'
  | 'erase'
  | 'checkpoint'
  | 'verify-failed';

/** What one log entry will say. */
export type Change = {
  readonly act: Act;
  readonly items: readonly StateItem[];
  readonly undoes: EntrySeq | null;
  /** Counts for the entry's own line; no personal data. */
  readonly note: Readonly<Record<string, number | string>>;
  /** Digest of the settings or the model that the change was made with. */
  readonly basis: string | null;
  /** Reason code, readable for ever. */
  readonly why?: string;
  /** Items of earlier entries that lose their content. */
  readonly erases?: readonly ItemRange[];
};

export type Refusal = {
  readonly kind: 'conflict';
  readonly reason: ConflictReason;
} | { readonly kind: 'nothingToUndo' };

/** Why a change can't be made as asked: nothing is guessed. */
export type ConflictReason =
  | 'differentCustomers'
  | 'alreadyMerged'
  | 'changedSince'
  | 'notMerged'
  | 'builtOn'
  | 'builtWithout'
  /** Records that become one had different values of a field set by hand: one is to be chosen. */
  | 'handSetDiffer'
  /** A record that parts had values set by hand since: where they go is to be said. */
  | 'editedSince'
  /** The same person can't be the second one. */
  | 'awaitsSecond'
  | 'alreadyBlocked'
  | 'alreadyErased'
  /** Whoever asked for an erasure can't approve it. */
  | 'samePerson'
  | 'notApproved';

export type MergeGroup = { readonly rows: readonly RowId[]; readonly pins: readonly PinnedValue[] };
/** What a steward says with a decision. */
export type Said = { readonly comment: string; readonly reason: DecisionReason | null };

/** Decided without a word. */
export const unsaid: Said = { comment: '', reason: null };

/** What is said in a log item. */
export function saying({ comment, reason }: Said): { comment: string; reason?: DecisionReason } {
  return reason === null ? { comment } : { comment, reason };
}

export function change(act: Act, items: readonly StateItem[], note: Change['note'] = {}): Change {
  return { act, items, undoes: null, note, basis: null };
}

/** Merges each group into one golden record; one entry for all. Groups that are one record already are left out. */
export function planMerge(state: Projection, groups: readonly MergeGroup[], said: Said = unsaid): Result<Change, Refusal> {
  const items: StateItem[] = [];
  let rows = 0;
  for (const group of groups) {
    const item = mergeItemOf(state, group, said);
    if (!item.ok) {
      if (item.error.kind === 'conflict' && item.error.reason === 'alreadyMerged') continue;
      return item;
    }
    items.push(item.value);
    rows += group.rows.length;
  }
  if (items.length === 0) return err({ kind: 'conflict', reason: 'alreadyMerged' });
  return ok(change('merge', items, { groups: items.length, rows }));
}

/** The item that makes one record of a group. */
export function mergeItemOf(state: Projection, group: MergeGroup, said: Said = unsaid): Result<MergeItem, Refusal> {
  const { merges } = state;
  const anchors = [...new Set(group.rows.map((row) => merges.anchorOf(row)))];
  if (anchors.length < 2) return err({ kind: 'conflict', reason: 'alreadyMerged' });
  const ruled = anchors.flatMap((anchor) => merges.membersOf(anchor)).filter((row) => state.hasVerdict(row));
  for (const left of ruled) for (const right of ruled) if (left < right && state.areDistinct(left, right)) return err({ kind: 'conflict', reason: 'differentCustomers' });
  if (handSetDifferences(state, anchors).some(({ field }) => !group.pins.some((pin) => pin.field === field))) return err({ kind: 'conflict', reason: 'handSetDiffer' });
  return ok({
    kind: 'merge',
    rows: [...group.rows].sort((a, b) => a - b),
    pins: group.pins,
    before: anchors.map((anchor) => state.goldenOf(anchor)),
    after: state.goldenAfterMerge(anchors),
    ...saying(said),
  });
}

/** Fields that stewards set to different values on the records of these rows, with those values. */
export function handSetDifferences(state: Projection, rows: readonly RowId[]): { field: FieldId; values: readonly { value: string; row: RowId }[] }[] {
  const byField = new Map<FieldId, { value: string; row: RowId }[]>();
  for (const anchor of new Set(rows.map((row) => state.merges.anchorOf(row)))) {
    for (const { field, value } of state.pinsOf(anchor)) {
      const known = byField.get(field) ?? [];
      if (!known.some((one) => one.value === value)) known.push({ value, row: anchor });
      byField.set(field, known);
    }
  }
  return [...byField].filter(([, values]) => values.length > 1).map(([field, values]) => ({ field, values }));
}

/** Rules that the rows are different customers, each from each. */
export function planDistinct(state: Projection, rows: readonly RowId[], said: Said = unsaid): Result<Change, Refusal> {
  const item = distinctItemOf(state, rows, said);
  return item.ok ? ok(change('decide', [item.value], { rows: rows.length })) : item;
}

export function distinctItemOf(state: Projection, rows: readonly RowId[], said: Said = unsaid): Result<DistinctItem, Refusal> {
  const anchors = new Set(rows.map((row) => state.merges.anchorOf(row)));
  if (anchors.size < rows.length) return err({ kind: 'conflict', reason: 'alreadyMerged' });
  return ok({ kind: 'distinct', rows: [...rows].sort((a, b) => a - b), ...saying(said) });
}

/** Sets one value of a golden record by hand. `before` is the value that the steward saw. */
export function planEdit(
  state: Projection,
  golden: GoldenId,
  edit: { field: FieldId; before: string; after: string; row?: RowId; hold?: PinHold; comment: string },
): Result<Change, Refusal> {
  const row = state.rowOfGolden(golden);
  if (row === undefined || state.goldenOf(row) !== golden) return err({ kind: 'conflict', reason: 'changedSince' });
  return ok(change('edit', [{ kind: 'edit', golden, ...edit }], { fields: 1 }));
}

/** Leaves a field of a golden record to the rule again. `before` is the value that the steward saw. */
export function planUnpin(state: Projection, golden: GoldenId, edit: { field: FieldId; before: string; comment: string }): Result<Change, Refusal> {
  const row = state.rowOfGolden(golden);
  if (row === undefined || state.goldenOf(row) !== golden || !state.pinsOf(row).some(({ field }) => field === edit.field)) return err({ kind: 'conflict', reason: 'changedSince' });
  return ok(change('edit', [{ kind: 'unpin', golden, ...edit }], { what: 'unpin', fields: 1 }));
}

/** Sets how surviving values are chosen; null for the defaults. `flips` are the golden values that change by it. */
export function planSurvivorship(settings: SurvivorshipSettings | null, flips: number): Change {
  return change('rules', [{ kind: 'survivorship', settings }], { what: 'survivorship', flips });
}

/** Sets which decisions need a second person; null for none. */
export function planApprovals(rule: ApprovalRule | null): Change {
  return change('rules', [{ kind: 'approvals', rule }], { what: 'approvals' });
}

/** Notes that the facts of a row were confirmed on a day (epoch day). */
export function planConfirm(row: RowId, on: number): Change {
  return change('confirm', [{ kind: 'confirm', row, on }], { rows: 1 });
}

export function planPolicies(settings: FreshnessSettings): Change {
  return change('rules', [{ kind: 'policies', ...settings }], { what: 'policies', rules: settings.policies.length });
}

/** Keeps an export profile under its name, or takes the one of that name away. */
export function planExportProfile(name: string, profile: ExportProfile | null): Change {
  return change('rules', [{ kind: 'exportProfile', name, profile: profile === null ? null : JSON.stringify({ ...profile, name }) }], { what: 'exportProfile', rules: 1 });
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
