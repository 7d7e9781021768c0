// Plans the steps by which a person leaves the workspace: block, lift the block, approve, destroy.
import { err, ok, type Result } from '../../kernel/result.ts';
import { rangesOf, type Trace } from '../../log/traces.ts';
import type { EntrySeq, RowId } from '../../model/ids.ts';
import type { StateItem } from '../facts/items.ts';
import type { Change, Refusal } from './plan.ts';
import type { Projection } from '../facts/projection.ts';

type PrivacyRefusal = Extract<Refusal, { reason: unknown }>;
const refused = (reason: PrivacyRefusal['reason']): Result<never, Refusal> => err({ kind: 'conflict', reason });

/** Takes the rows out of all work. Their content stays until it is destroyed. `why` is a reason code. */
export function planBlock(state: Projection, rows: readonly RowId[], why: string, comment: string): Result<Change, Refusal> {
  const free = [...new Set(rows)].filter((row) => !state.privacy.rows.has(row)).sort((a, b) => a - b);
  if (free.length === 0) return refused('alreadyBlocked');
  const remark: StateItem[] = comment === '' ? [] : [{ kind: 'remark', rows: free, comment }];
  return ok({ act: 'block', items: [{ kind: 'block', rows: free }, ...remark], undoes: null, note: { rows: free.length }, basis: null, why });
}

/** Brings blocked rows back into the work. */
export function planLiftBlock(state: Projection, block: EntrySeq): Result<Change, Refusal> {
  const found = state.privacy.block(block);
  if (found === undefined) return refused('changedSince');
  if (found.erasedBy !== null) return refused('alreadyErased');
  return ok({ act: 'restore', items: [], undoes: block, note: { rows: found.rows.length }, basis: null });
}

/** Whoever blocked the rows can't be the one who approves. */
export function planApproveErasure(state: Projection, block: EntrySeq, actor: string): Result<Change, Refusal> {
  const found = state.privacy.block(block);
  if (found === undefined || found.approvedBy !== null) return refused('changedSince');
  if (found.actor === actor) return refused('samePerson');
  return ok({ act: 'approve', items: [{ kind: 'approveErasure', block }], undoes: null, note: { block, rows: found.rows.length }, basis: null });
}

/** Says which items lose their content; destroying it is the machine's work once the entry is written. */
export function planErase(state: Projection, block: EntrySeq, traces: readonly Trace[], why: string): Result<Change, Refusal> {
  const found = state.privacy.block(block);
  if (found === undefined) return refused('changedSince');
  if (found.erasedBy !== null) return refused('alreadyErased');
  if (state.privacy.needsApproval && found.approvedBy === null) return refused('notApproved');
  return ok({
    act: 'erase',
    items: [{ kind: 'erased', block, rows: found.rows }],
    undoes: null,
    note: { items: traces.length, rows: found.rows.length },
    basis: null,
    why,
    erases: rangesOf(traces),
  });
}

export function planErasureRule(needsApproval: boolean): Change {
  return { act: 'rules', items: [{ kind: 'erasureRule', needsApproval }], undoes: null, note: { what: needsApproval ? 'erasureByTwo' : 'erasureByOne', rules: 1 }, basis: null };
}
