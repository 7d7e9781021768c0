// One comparison's values, read and interned: what comparing and blocking work on.
import type { ComparisonPlan } from '../matchTypes.ts';
import type { ValuePool } from './Interner.ts';
import type { DayOrder } from './readDay.ts';

/** Lists of token numbers per value: those of value `v` are `ids[offsets[v] .. offsets[v + 1])`. */
export type TokenLists = { readonly offsets: Uint32Array; readonly ids: Uint32Array };

/** What a column says about reading its own values. */
export type FieldReading = {
  readonly dayOrder: DayOrder;
  readonly postcodeDigits: number;
  /** Numbers that are years: one apart is close, whatever share of the number that is. */
  readonly isYear: boolean;
  /** Small whole numbers, such as ages: as with years. */
  readonly isCount: boolean;
};

/** An earlier run's field: how it was read, and how many rows had each value and word (0: generic). */
export type FieldBefore = {
  readonly reading: FieldReading;
  readonly values: Pick<ValuePool, 'hashes' | 'counts'>;
  readonly words: Pick<ValuePool, 'hashes' | 'counts'> | undefined;
};

export type PreparedField = {
  readonly plan: ComparisonPlan;
  readonly reading: FieldReading;
  /** Value number per row, 0 for none; empty once the rows stand in a `MatchWorld`. */
  readonly codes: Uint32Array;
  readonly values: ValuePool;
  /** Words of names, addresses, given names; [first, second] of surnames (0 for none); [user, domain] of e-mails. */
  readonly tokens: TokenLists | undefined;
  /** The words themselves; `counts` says in how many rows a word stands. */
  readonly words: ValuePool | undefined;
  /** Dates: year × 10,000 + month × 100 + day. Addresses: house number. Numbers: value × 100. 0 unknown. */
  readonly numbers: Float64Array | undefined;
  /** Identifiers: 1 valid tax id of a person, 2 of a company, 0 else. Words follow in `wordMarks`. */
  readonly marks: Uint8Array | undefined;
  /** Per word: 1 weak word (legal form, street type, particle), 2 free-mail domain. */
  readonly wordMarks: Uint8Array | undefined;
  /** Values left out as generic: text and how many rows had it. */
  readonly generic: readonly { readonly text: string; readonly rows: number }[];
};
