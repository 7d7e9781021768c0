// What checking rules finds, as columns of numbers, and how they are collected.
import type { FindingReason } from './reasons.ts';
import type { Rule } from './rules.ts';

/** What a steward ruled about a finding; a finding that nobody spoke about is open. */
export const findingStates = { open: 0, accepted: 1, ignored: 2 } as const;
export type FindingState = keyof typeof findingStates;

/** Findings in the order of the rules, rows rising within each rule. */
export type Findings = {
  readonly length: number;
  /** Index into the rules that were checked. */
  readonly rule: Uint16Array;
  readonly row: Uint32Array;
  /** Index into `reasons`. */
  readonly reason: Uint32Array;
  readonly reasons: readonly FindingReason[];
  readonly perRule: readonly RuleOutcome[];
};

export type RuleOutcome = {
  readonly rule: Rule;
  /** Rows to which the rule applied: with the values that it compares. */
  readonly checked: number;
  /** The same per group of rows. */
  readonly checkedBy: Uint32Array;
  readonly broken: number;
  /** Where its findings start in the columns, and how many there are (`broken`). */
  readonly from: number;
};

export class FindingsBuilder {
  rule = 0;
  length = 0;
  private rules = new Uint16Array(1024);
  private rows = new Uint32Array(1024);
  private reasons = new Uint32Array(1024);

  add(row: number, reason: number): void {
    if (this.length === this.rows.length) {
      const larger = (array: Uint32Array): Uint32Array<ArrayBuffer> => {
        const twice = new Uint32Array(array.length * 2);
        twice.set(array);
        return twice;
      };
      const rules = new Uint16Array(this.rules.length * 2);
      rules.set(this.rules);
      this.rules = rules;
      this.rows = larger(this.rows);
      this.reasons = larger(this.reasons);
    }
    this.rules[this.length] = this.rule;
    this.rows[this.length] = row;
    this.reasons[this.length++] = reason;
  }

  /** Findings of the rule in hand that are known already. */
  addAll(rows: Uint32Array, reasons: Uint32Array): void {
    for (let at = 0; at < rows.length; at++) this.add(rows[at]!, reasons[at]!);
  }

  finish(): Pick<Findings, 'length' | 'rule' | 'row' | 'reason'> {
    return { length: this.length, rule: this.rules.slice(0, this.length), row: this.rows.slice(0, this.length), reason: this.reasons.slice(0, this.length) };
  }
}
