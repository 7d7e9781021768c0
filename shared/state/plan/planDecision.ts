// Plans decisions about groups where some need a second person: a first ruling, a second one made blindly, or the decision itself.
import type { Job } from '../../kernel/job.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { PinnedValue } from '../../model/decision.ts';
import type { RowId } from '../../model/ids.ts';
import type { StateItem } from '../facts/items.ts';
import { change, distinctItemOf, mergeItemOf, saying, type Change, type Refusal, type Said } from './plan.ts';
import type { Projection } from '../facts/projection.ts';
import { needsSecond, type ApprovalRule, type Ruling, type SecondLook } from '../facts/secondLooks.ts';

/** What a steward decides about a group. */
export type GroupDecision = {
  /** The rows that were decided on; those taken out of the group are not among them. */
  readonly rows: readonly RowId[];
  readonly ruling: Ruling;
  readonly pins: readonly PinnedValue[];
  /** The band of the group's weakest link; null where no run found the group. */
  readonly band: ApprovalRule['bands'][number] | null;
};

/** Groups are planned this many at a time. */
const GROUPS_PER_BREATH = 512;

/** The items of a decision: itself, or the first or second part of one that two people make. */
export function decisionItems(state: Projection, actor: string, decision: GroupDecision, said: Said): Result<readonly StateItem[], Refusal> {
  const { rows, ruling, pins, band } = decision;
  const look = state.secondLooks.about(rows);
  const decided = (chosen: readonly PinnedValue[]): Result<StateItem, Refusal> => (ruling === 'merge' ? mergeItemOf(state, { rows, pins: chosen }, said) : distinctItemOf(state, rows, said));
  if (look !== undefined && look.second === null) {
    if (look.actor === actor) return err({ kind: 'conflict', reason: 'awaitsSecond' });
    const agrees = isSameDecision(look, decision);
    const second: StateItem = { kind: 'second', first: look.seq, row: look.rows[0]!, rows: ascending(rows), ruling, agrees, comment: said.comment };
    if (!agrees) return ok([second]);
    // Where both set a value by hand, the later one was chosen by somebody who did not know the earlier.
    const own = new Set(pins.map(({ field }) => field));
    const item = decided([...look.pins.filter(({ field }) => !own.has(field)), ...pins]);
    return item.ok ? ok([second, item.value]) : item;
  }
  const item = decided(pins);
  if (!item.ok) return item;
  // Two who did not agree have looked at it: what is decided now settles it.
  if (look !== undefined && !look.second!.agrees) return ok([item.value]);
  if (!needsSecond(state.approvalRule, rows.length, band)) return ok([item.value]);
  return ok([{ kind: 'first', rows: ascending(rows), ruling, pins, ...saying(said) }]);
}

/** One decision as one entry. */
export function planDecision(state: Projection, actor: string, decision: GroupDecision, said: Said): Result<Change, Refusal> {
  const items = decisionItems(state, actor, decision, said);
  return items.ok ? ok(decisionChange(items.value, decision.rows.length, {})) : items;
}

/** Many decisions as one entry. Groups whose decision would contradict another are left out and counted. @throws Cancelled */
export async function planDecisions(
  state: Projection,
  actor: string,
  decisions: readonly GroupDecision[],
  said: Said,
  note: Change['note'],
  job: Job,
): Promise<Result<{ readonly change: Change; readonly left: number }, Refusal>> {
  const items: StateItem[] = [];
  let rows = 0;
  let left = 0;
  for (const [index, decision] of decisions.entries()) {
    const found = decisionItems(state, actor, decision, said);
    if (found.ok) {
      items.push(...found.value);
      rows += decision.rows.length;
    } else left++;
    if (index % GROUPS_PER_BREATH === 0) {
      job.report({ stage: 'planning', done: index, total: decisions.length, unit: 'groups' });
      await job.breathe();
    }
  }
  if (items.length === 0) return err({ kind: 'conflict', reason: 'alreadyMerged' });
  return ok({ change: decisionChange(items, rows, note), left });
}

function decisionChange(items: readonly StateItem[], rows: number, note: Change['note']): Change {
  const count = (kind: StateItem['kind']): number => items.filter((item) => item.kind === kind).length;
  const merges = count('merge');
  const firsts = count('first');
  const seconds = count('second');
  if (seconds > 0) return change('approve', items, { ...note, rows, groups: seconds, agreed: items.filter((item) => item.kind === 'second' && item.agrees).length });
  if (merges > 0) return change('merge', items, { ...note, rows, groups: merges, ...(firsts > 0 ? { waiting: firsts } : {}) });
  return change('decide', items, firsts > 0 ? { ...note, what: 'first', rows, groups: firsts } : { ...note, rows });
}

function isSameDecision(look: SecondLook, { rows, ruling }: GroupDecision): boolean {
  return look.ruling === ruling && look.rows.length === rows.length && rows.every((row) => look.rows.includes(row));
}

function ascending(rows: readonly RowId[]): RowId[] {
  return [...rows].sort((a, b) => a - b);
}
