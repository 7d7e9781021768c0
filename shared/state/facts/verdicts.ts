// Holds what stewards ruled about rows that are different customers.
import type { EntrySeq, RowId } from '../../model/ids.ts';

/** The rows are different customers, each from each. */
export type Verdict = { readonly seq: EntrySeq; readonly rows: RowId[] };

export class Verdicts {
  private verdicts: Verdict[] = [];
  private readonly byRow = new Map<RowId, Verdict[]>();

  get list(): readonly Verdict[] {
    return this.verdicts;
  }

  add(verdict: Verdict): void {
    this.verdicts.push(verdict);
    for (const row of verdict.rows) {
      const known = this.byRow.get(row);
      if (known === undefined) this.byRow.set(row, [verdict]);
      else known.push(verdict);
    }
  }

  /** The answer takes away what was ruled since; nothing else may have changed. */
  remember(): () => void {
    const { length } = this.verdicts;
    return () => {
      for (const { rows } of this.verdicts.splice(length).reverse()) {
        for (const row of rows) {
          const known = this.byRow.get(row)!;
          known.pop();
          if (known.length === 0) this.byRow.delete(row);
        }
      }
    };
  }

  has(row: RowId): boolean {
    return this.byRow.has(row);
  }

  between(left: RowId, right: RowId): boolean {
    const verdicts = this.byRow.get(left);
    return verdicts !== undefined && verdicts.some(({ rows }) => rows.includes(right));
  }

  /** Takes back what an entry ruled about these rows among each other. @returns whether there was anything */
  revoke(seq: EntrySeq, rows: readonly RowId[]): boolean {
    const about = new Set(rows);
    const gone = new Set(rows.flatMap((row) => this.byRow.get(row) ?? []).filter((verdict) => verdict.seq === seq && verdict.rows.every((row) => about.has(row))));
    if (gone.size === 0) return false;
    this.verdicts = this.verdicts.filter((verdict) => !gone.has(verdict));
    for (const row of about) {
      const kept = (this.byRow.get(row) ?? []).filter((verdict) => !gone.has(verdict));
      if (kept.length > 0) this.byRow.set(row, kept);
      else this.byRow.delete(row);
    }
    return true;
  }

  rename(older: RowId, newer: RowId): void {
    const verdicts = this.byRow.get(older);
    if (verdicts === undefined) return;
    this.byRow.delete(older);
    this.byRow.set(newer, verdicts);
    for (const verdict of verdicts) verdict.rows.splice(verdict.rows.indexOf(older), 1, newer);
  }

  /** Every two rows that are apart, once, in order: the same for the same rulings, however they were reached. */
  pairs(): [RowId, RowId][] {
    const found = new Map<string, [RowId, RowId]>();
    for (const { rows } of this.verdicts) {
      for (const left of rows) for (const right of rows) if (left < right) found.set(`${left} ${right}`, [left, right]);
    }
    return [...found.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  }
}
