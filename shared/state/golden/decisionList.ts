// Lists every decision that holds: merges, rulings that rows are different customers, values set by hand; and tells which need another look after a delivery.
import type { DecisionLine, DecisionTrouble } from '../../contract/engine.ts';
import type { DecisionReason } from '../../model/decision.ts';
import type { FieldId } from '../../model/fields.ts';
import type { EntrySeq, RowId } from '../../model/ids.ts';
import type { MergeTree } from '../../merge/mergeForest.ts';
import { textAt } from '../../table/TextColumn.ts';
import type { GoldenView } from './goldenView.ts';
import type { StateItem } from '../facts/items.ts';
import type { Pin } from '../facts/pins.ts';
import type { Workspace } from '../workspace.ts';

/** A decision about who is who rests on these: where they changed since, somebody should look again. */
const tellingFields: readonly FieldId[] = ['fullName', 'givenName', 'surname', 'surname2', 'companyName', 'taxId', 'birthDate', 'email', 'phone'];

/** Without the title, which is read for the lines that are shown only. */
export type ListedDecision = Omit<DecisionLine, 'title'>;

/** All decisions that hold, the latest first. */
export function listDecisions(workspace: Workspace, golden: GoldenView): ListedDecision[] {
  const { state } = workspace;
  const lines: ListedDecision[] = [];
  const said = new SaidByEntry(workspace);
  const add = (kind: 'merge' | 'distinct', entry: EntrySeq, rows: readonly RowId[]): void => {
    const { movedOn, trouble } = troubleOf(workspace, state.lookedAt(entry, rows[0]!), entry, rows);
    lines.push({ kind, entry, at: state.entries[entry]!.at, actor: state.entries[entry]!.actor, rows, ...said.of(entry, rows), field: null, value: null, movedOn, trouble });
  };
  for (const members of state.merges.records()) for (const { seq, rows } of nodesOf(state.merges.treeOf(members[0]!))) add('merge', seq, rows);
  for (const { seq, rows } of verdictGroups(workspace)) add('distinct', seq, rows);
  for (const { pin, rows } of handSetOf(workspace)) {
    const { field, value, seq, hold } = pin;
    const holds = golden.holds(pin, rows.filter((row) => state.isCurrent(row)));
    const isLooked = state.lookedAt(seq, pin.anchor, field) > seq;
    const gone = rows.every((row) => !state.isCurrent(row));
    const trouble: DecisionTrouble | null = gone ? { kind: 'rowGone', rows: [pin.anchor] } : holds || hold === undefined || isLooked ? null : { kind: 'gaveWay', hold };
    lines.push({ kind: 'handSet', entry: seq, at: pin.at, actor: state.entries[seq]!.actor, rows: [pin.anchor], ...said.of(seq, [pin.anchor]), field, value, movedOn: state.versionAt(pin.anchor, seq) === pin.anchor ? 0 : 1, trouble: isLooked && gone ? null : trouble });
  }
  return lines.sort((a, b) => b.entry - a.entry || a.rows[0]! - b.rows[0]!);
}

/** What became of the rows since somebody last looked. */
function troubleOf(workspace: Workspace, lookedAt: EntrySeq, entry: EntrySeq, rows: readonly RowId[]): { movedOn: number; trouble: DecisionTrouble | null } {
  const { state } = workspace;
  const gone = rows.filter((row) => !state.isCurrent(row));
  const moved = rows.filter((row) => state.versionAt(row, entry) !== row);
  if (gone.length > 0 && lookedAt === entry) return { movedOn: moved.length, trouble: { kind: 'rowGone', rows: gone } };
  const fields = tellingFields.filter((field) => {
    const column = moved.length === 0 ? undefined : workspace.rows.raw(field);
    return column !== undefined && moved.some((row) => textAt(column, state.versionAt(row, lookedAt)) !== textAt(column, row));
  });
  return { movedOn: moved.length, trouble: fields.length > 0 ? { kind: 'valuesChanged', fields } : null };
}

/** Every merge of a tree with the rows below it. */
function nodesOf(tree: MergeTree | undefined): { seq: EntrySeq; rows: readonly RowId[] }[] {
  const found: { seq: EntrySeq; rows: readonly RowId[] }[] = [];
  const open = tree === undefined ? [] : [tree];
  while (open.length > 0) {
    const { seq, parts } = open.pop()!;
    found.push({ seq, rows: parts.flatMap((part) => rowsBelow(part)).sort((a, b) => a - b) });
    for (const part of parts) if (typeof part === 'object') open.push(part);
  }
  return found;
}

function rowsBelow(part: RowId | MergeTree): RowId[] {
  const rows: RowId[] = [];
  const open = [part];
  while (open.length > 0) {
    const next = open.pop()!;
    if (typeof next === 'object') open.push(...next.parts);
    else rows.push(next);
  }
  return rows;
}

/** Rulings as they were made: what a split ruled about a row and its former neighbours is one of them. */
function verdictGroups(workspace: Workspace): { seq: EntrySeq; rows: readonly RowId[] }[] {
  const { state } = workspace;
  const bySplit = new Map<EntrySeq, Set<RowId>>();
  const groups: { seq: EntrySeq; rows: readonly RowId[] }[] = [];
  for (const { seq, rows } of state.distinct) {
    if (state.entries[seq]!.act !== 'unmerge') groups.push({ seq, rows });
    else {
      const known = bySplit.get(seq) ?? new Set();
      for (const row of rows) known.add(row);
      bySplit.set(seq, known);
    }
  }
  for (const [seq, rows] of bySplit) groups.push({ seq, rows: [...rows].sort((a, b) => a - b) });
  return groups;
}

/** Values set by hand that no later word replaced, with the rows of their records. */
function handSetOf(workspace: Workspace): { pin: Pin; rows: readonly RowId[] }[] {
  const { state } = workspace;
  const seen = new Set<RowId>();
  const found: { pin: Pin; rows: readonly RowId[] }[] = [];
  for (const row of state.pinnedRows()) {
    const anchor = state.merges.anchorOf(row);
    if (seen.has(anchor)) continue;
    seen.add(anchor);
    const rows = state.merges.membersOf(anchor);
    for (const pin of state.pinsOf(anchor)) if (!pin.withMerge) found.push({ pin, rows });
  }
  return found;
}

/** Comments and reasons of the items of an entry, by the rows that they are about. */
class SaidByEntry {
  private readonly workspace: Workspace;
  private readonly known = new Map<EntrySeq, Map<RowId, { comment: string; reason: DecisionReason | null }>>();

  constructor(workspace: Workspace) {
    this.workspace = workspace;
  }

  of(entry: EntrySeq, rows: readonly RowId[]): { comment: string; reason: DecisionReason | null } {
    const { state } = this.workspace;
    let byRow = this.known.get(entry);
    if (byRow === undefined) {
      byRow = new Map();
      for (const item of state.entries[entry]!.items) for (const row of rowsIn(item)) byRow.set(row, { comment: 'comment' in item ? item.comment : '', reason: 'reason' in item ? ((item.reason as DecisionReason | undefined) ?? null) : null });
      this.known.set(entry, byRow);
    }
    for (const row of rows) {
      const found = byRow.get(state.versionAt(row, entry));
      if (found !== undefined) return found;
    }
    return byRow.size === 0 ? { comment: '', reason: null } : [...byRow.values()][0]!;
  }
}

function rowsIn(item: StateItem): readonly RowId[] {
  if (item.kind === 'merge' || item.kind === 'distinct') return item.rows;
  if (item.kind === 'unmerge' || item.kind === 'split') return [item.row];
  return item.kind === 'edit' && item.row !== undefined ? [item.row] : [];
}
