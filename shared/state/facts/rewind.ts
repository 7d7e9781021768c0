// Takes the latest entries back at once where that is simple, so that undo need not fold a long log again.
import type { StateEntry } from './items.ts';
import type { EntrySeq } from '../../model/ids.ts';

/** An entry that stands, and what puts the state back to before it; undefined where only folding again does. */
type Step = { readonly seq: EntrySeq; readonly back: (() => void) | undefined };

/** Undo goes back this far without folding; what lies further behind is folded again. */
const MOST_STEPS = 1000;
/** From this many items on, folding again takes about as long as remembering. */
const MOST_ITEMS = 2000;

/** Items of which the state before can be put back from the trees, pins and verdicts of the rows they name. */
const simple: ReadonlySet<string> = new Set(['merge', 'distinct', 'unmerge', 'split', 'edit', 'unpin']);
/** Items that say nothing about the state. */
const silent: ReadonlySet<string> = new Set(['export', 'match', 'state', 'measure']);

/** Items that leave records and their hand-set values as they are. */
const beside: ReadonlySet<string> = new Set(['first', 'second', 'revoke', 'uphold', 'survivorship', 'approvals', 'policies', 'confirm', 'source', 'matchModel', 'useModel', 'rule', 'weights', 'ruling']);

/** Whether the rows that an entry names are all whose records or hand-set values it may change. */
export function namesWhatItTouches(entry: StateEntry): boolean {
  return entry.items.every(({ kind }) => simple.has(kind) || silent.has(kind) || beside.has(kind));
}

/** Entries that stand, in order; the last one is what undo takes back. */
export class Rewind {
  private steps: Step[] = [];

  /** After folding: `last` is the last entry that stands. */
  restart(last: EntrySeq): void {
    this.steps = [{ seq: last, back: undefined }];
  }

  note(entry: StateEntry, back: (() => void) | undefined): void {
    if (!changesState(entry)) return;
    this.steps.push({ seq: entry.seq, back });
    if (this.steps.length > 2 * MOST_STEPS) this.steps = this.steps.slice(-MOST_STEPS).map((step, index) => (index === 0 ? { seq: step.seq, back: undefined } : step));
  }

  /** Puts the state back to before an entry. @returns whether it did */
  takeBack(seq: EntrySeq): boolean {
    const step = this.steps.at(-1);
    if (step?.seq !== seq || step.back === undefined) return false;
    step.back();
    this.steps.pop();
    return true;
  }

  /** Whether an entry comes behind all that stands, so that taking it in again is all there is to bringing it back. */
  isNext({ seq }: StateEntry): boolean {
    const last = this.steps.at(-1);
    return last !== undefined && last.seq < seq;
  }
}

export function isSimple(entry: StateEntry): boolean {
  return entry.items.length <= MOST_ITEMS && entry.items.every(({ kind }) => simple.has(kind) || silent.has(kind));
}

export function changesState(entry: StateEntry): boolean {
  return entry.undoes === null && entry.items.some(({ kind }) => !silent.has(kind));
}
