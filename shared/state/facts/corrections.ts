// Corrections of source rows: what cells shall read instead of what was delivered. The delivered value always stays beside it.
import type { FieldId } from '../../model/fields.ts';
import type { EntrySeq, RowId } from '../../model/ids.ts';
import type { CellChange, CorrectionStep } from '../../table/correctColumn.ts';
import type { CorrectItem, RefreshItem } from './items.ts';

/** The steps over one field; another `key` where they differ from those of before. */
export type FieldCorrections = { readonly key: string; readonly steps: readonly CorrectionStep[] };

/** One change of one cell, and the entry that made it. */
export type CellStep = { readonly seq: EntrySeq; readonly before: string; readonly after: string };

type Renewal = { readonly seq: EntrySeq; readonly pairs: readonly RowId[] };
type Step = { readonly seq: EntrySeq; readonly end: number; readonly changes: CellChange[] };

/** Folds correction items, and the refreshes that carry them over to newer versions of rows. */
export class Corrections {
  private readonly stepsByField = new Map<FieldId, Step[]>();
  private readonly renewals: Renewal[] = [];
  private readonly made = new Map<FieldId, FieldCorrections>();

  /** Items of one entry are one step: each cell is judged by what it read before the entry. */
  take(seq: EntrySeq, { field, before, after, rows, end }: CorrectItem): void {
    const steps = this.stepsByField.get(field) ?? [];
    this.stepsByField.set(field, steps);
    const change: CellChange = rows === undefined ? { before, after } : { before, after, rows };
    const last = steps.at(-1);
    if (last?.seq === seq) last.changes.push(change);
    else steps.push({ seq, end, changes: [change] });
    this.made.delete(field);
  }

  renew(seq: EntrySeq, { changed }: RefreshItem): void {
    if (changed.length === 0) return;
    this.renewals.push({ seq, pairs: changed });
    this.made.clear();
  }

  /** Fields that have corrections. */
  get fields(): Iterable<FieldId> {
    return this.stepsByField.keys();
  }

  of(field: FieldId): FieldCorrections | undefined {
    const known = this.made.get(field);
    if (known !== undefined) return known;
    const changes = this.stepsByField.get(field);
    if (changes === undefined) return undefined;
    const all = [
      ...changes.map(({ seq, end, changes: cells }) => ({ seq, step: { kind: 'change', end, changes: cells } satisfies CorrectionStep as CorrectionStep })),
      ...this.renewals.map(({ seq, pairs }) => ({ seq, step: { kind: 'renew', pairs } satisfies CorrectionStep as CorrectionStep })),
    ].sort((left, right) => left.seq - right.seq);
    const made = { key: all.map(({ seq, step }) => `${seq}:${step.kind === 'change' ? step.changes.length : ''}`).join(','), steps: all.map(({ step }) => step) };
    this.made.set(field, made);
    return made;
  }

  /** Differs whenever what any cell reads may differ. */
  get key(): string {
    return [...this.stepsByField.keys()].map((field) => `${field}=${this.of(field)!.key}`).join(';');
  }

  /**
   * How one cell came to read as it does, in order of the entries that changed it.
   * @param deliveredOf what was delivered in the field, by row; '' where nothing was
   */
  historyOf(field: FieldId, row: RowId, deliveredOf: (row: RowId) => string, until = Number.POSITIVE_INFINITY): CellStep[] {
    let text = deliveredOf(row);
    let found: CellStep[] = [];
    const steps: readonly (Step | Renewal)[] = [...(this.stepsByField.get(field) ?? []), ...this.renewals].sort((left, right) => left.seq - right.seq);
    for (const step of steps) {
      if (step.seq >= until) break;
      if ('pairs' in step) {
        for (let at = 0; at < step.pairs.length; at += 2) {
          const older = step.pairs[at]!;
          if (step.pairs[at + 1] !== row || deliveredOf(older) !== deliveredOf(row)) continue;
          found = this.historyOf(field, older, deliveredOf, step.seq);
          text = found.at(-1)?.after ?? text;
        }
      } else if (row < step.end) {
        const change = step.changes.find(({ before, rows }) => before === text && rows?.includes(row) === true) ?? step.changes.find(({ before, rows }) => before === text && rows === undefined);
        if (change === undefined) continue;
        found.push({ seq: step.seq, before: text, after: change.after });
        text = change.after;
      }
    }
    return found;
  }

  /** Equal for equal corrections, for the state's digest. */
  facts(): readonly { readonly field: FieldId; readonly steps: readonly { readonly end: number; readonly changes: readonly CellChange[] }[] }[] {
    return [...this.stepsByField].map(([field, steps]) => ({ field, steps: steps.map(({ end, changes }) => ({ end, changes })) })).sort((left, right) => (left.field < right.field ? -1 : 1));
  }
}
