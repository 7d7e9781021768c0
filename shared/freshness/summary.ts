// Counts stale rows by reason, lists them, and ranks what to refresh first by the value at risk.
import type { CanonicalField } from '../model/fields.ts';
import { NO_DAY } from './dayColumn.ts';
import { BOUNCED, CONSENT_EXPIRED, DORMANT, NO_DATE, NOT_JUDGED, PURGE, STALE, type Freshness, type StaleReason } from './freshnessOf.ts';

export type FreshnessSummary = {
  readonly stale: number;
  readonly fresh: number;
  /** Rows with facts and no date. */
  readonly unknown: number;
  /** Reasons that occur, commonest first; `field` is null for reasons about the whole record. */
  readonly byReason: readonly { readonly reason: StaleReason['kind']; readonly field: CanonicalField | null; readonly rows: number }[];
};

/** Verdicts counted; kept up to date row by row where few of very many change. */
export class ReasonCounts {
  stale = 0;
  fresh = 0;
  unknown = 0;
  readonly perBit = new Int32Array(32);

  /** @param by 1 to count the verdict in, −1 to take it out */
  add(reasons: number, by: 1 | -1): void {
    if (reasons === 0) this.fresh += by;
    else if ((reasons & STALE) !== 0) this.stale += by;
    else if ((reasons & NO_DATE) !== 0) this.unknown += by;
    for (let bits = reasons; bits !== 0; ) {
      const bit = 31 - Math.clz32(bits);
      this.perBit[bit] = this.perBit[bit]! + by;
      bits &= ~(1 << bit);
    }
  }

  static of({ reasons, length }: Freshness): ReasonCounts {
    const counts = new ReasonCounts();
    for (let row = 0; row < length; row++) counts.add(reasons[row]!, 1);
    return counts;
  }
}

export function summarise(freshness: Freshness, { stale, fresh, unknown, perBit }: ReasonCounts = ReasonCounts.of(freshness)): FreshnessSummary {
  const { policies } = freshness;
  const record = (['dormant', 'consentExpired', 'bounced', 'purgeCandidate', 'noDate'] as const).map((reason) => ({ reason, field: null, rows: perBit[Math.log2(bitOf(reason))]! }));
  const fields = policies.fields.map(({ field }, index) => ({ reason: 'fieldTooOld' as const, field, rows: perBit[index]! }));
  const byReason = [...fields, ...record].filter(({ rows }) => rows > 0).sort((left, right) => right.rows - left.rows);
  return { stale, fresh, unknown, byReason };
}

function bitOf(reason: Exclude<StaleReason['kind'], 'fieldTooOld'>): number {
  return { dormant: DORMANT, consentExpired: CONSENT_EXPIRED, bounced: BOUNCED, purgeCandidate: PURGE, noDate: NO_DATE }[reason];
}

/** The bits that a filter by reason looks at; null is any reason that makes a row stale. */
export function reasonMask(freshness: Freshness, reason: StaleReason['kind'] | null, field: CanonicalField | null = null): number {
  if (reason === null) return STALE;
  if (reason !== 'fieldTooOld') return bitOf(reason);
  const { fields } = freshness.policies;
  return fields.reduce((mask, policy, index) => (field === null || policy.field === field ? mask | (1 << index) : mask), 0);
}

/**
 * The rows with any of the reasons in `mask`, the one with the most value at risk first; the smaller row id where equal.
 * @param valueOf what a customer is worth a year, per row, in any unit; every row counts 1 where left out
 */
export function refreshQueue(freshness: Freshness, mask: number = STALE, valueOf?: Float64Array): Uint32Array {
  const { reasons, length, policies } = freshness;
  const tables = policies.fields.map(({ halfLifeMonths }) => Float64Array.from({ length: OLDEST_DAYS + 1 }, (_, age) => 1 - chanceRight(age, halfLifeMonths)));
  const chanceWrong: ChanceWrong = (policy, age) => tables[policy]![Math.min(age, OLDEST_DAYS)]!;
  let count = 0;
  for (let row = 0; row < length; row++) if ((reasons[row]! & mask) !== 0) count++;
  // Each key holds the risk as a positive float, whose bits sort like integers, above the row turned round; sorting
  // keys as plain integers is ten times faster than sorting rows with a comparison.
  const keys = new BigUint64Array(count);
  const words = new Uint32Array(keys.buffer);
  const floats = new Float32Array(keys.buffer);
  let at = 0;
  for (let row = 0; row < length; row++) {
    if ((reasons[row]! & mask) === 0) continue;
    const value = valueOf === undefined ? 1 : valueOf[row]!;
    words[at] = 0xffff_ffff - row;
    floats[at + 1] = riskOf(freshness, row, chanceWrong) * (value > 0 ? value : 0);
    at += 2;
  }
  keys.sort();
  return Uint32Array.from({ length: count }, (_, index) => 0xffff_ffff - words[2 * (count - 1 - index)]!);
}

/** What is at stake in one row: the probability that one of its facts is wrong by now, times the value of the customer. */
export function valueAtRisk(freshness: Freshness, row: number, value = 1): number {
  const { fields } = freshness.policies;
  return riskOf(freshness, row, (policy, age) => 1 - chanceRight(Math.min(age, OLDEST_DAYS), fields[policy]!.halfLifeMonths)) * (value > 0 ? value : 0);
}

const DAYS_PER_MONTH = 30.436_875;
/** Older facts count as of this age: 60 years. */
const OLDEST_DAYS = 21_915;

function chanceRight(ageDays: number, halfLifeMonths: number): number {
  return 2 ** (-ageDays / (halfLifeMonths * DAYS_PER_MONTH));
}

/** The chance that a fact of this age is wrong by now, by the number of its policy. */
type ChanceWrong = (policy: number, ageDays: number) => number;

/** The chance that the likeliest-changed fact of a row has changed. Returned mail is surely wrong. */
function riskOf(freshness: Freshness, row: number, chanceWrong: ChanceWrong): number {
  if ((freshness.reasons[row]! & BOUNCED) !== 0) return 1;
  let risk = 0;
  for (let policy = 0; policy < freshness.filled.length; policy++) {
    const filled = freshness.filled[policy];
    if (filled === undefined || filled[row] === 0) continue;
    const day = freshness.confirmedOn[policy]![row]!;
    if (day === NO_DAY) continue;
    const wrong = chanceWrong(policy, freshness.today - day);
    if (wrong > risk) risk = wrong;
  }
  return risk;
}

/** Per field policy: facts there are, facts within policy, and the share expected to be right still (0..1). */
export type Timeliness = { readonly field: CanonicalField; readonly facts: number; readonly dated: number; readonly inTime: number; readonly expectedRight: number };

export function timelinessOf(freshness: Freshness): Timeliness[] {
  const { today, reasons, policies } = freshness;
  return policies.fields.map(({ field, halfLifeMonths }, index) => {
    const filled = freshness.filled[index];
    const days = freshness.confirmedOn[index]!;
    const right = Float64Array.from({ length: OLDEST_DAYS + 1 }, (_, age) => chanceRight(age, halfLifeMonths));
    let facts = 0;
    let dated = 0;
    let inTime = 0;
    let sum = 0;
    const end = filled === undefined ? 0 : freshness.length;
    for (let row = 0; row < end; row++) {
      if (filled![row] === 0 || (reasons[row]! & NOT_JUDGED) !== 0) continue;
      facts++;
      if (days[row] === NO_DAY) continue;
      dated++;
      if ((reasons[row]! & (1 << index)) === 0) inTime++;
      sum += right[Math.min(today - days[row]!, OLDEST_DAYS)]!;
    }
    return { field, facts, dated, inTime, expectedRight: dated === 0 ? 1 : sum / dated };
  });
}

/** Per field that a policy holds for, and per group of rows (such as a source): facts with a date, and those within policy. */
export function timelinessBy(freshness: Freshness, groups: { readonly of: Uint16Array; readonly count: number }): Map<CanonicalField, { dated: number; recent: number }[]> {
  const { reasons, policies } = freshness;
  const found = new Map<CanonicalField, { dated: number; recent: number }[]>();
  for (const [index, { field }] of policies.fields.entries()) {
    const filled = freshness.filled[index];
    if (filled === undefined) continue;
    const days = freshness.confirmedOn[index]!;
    const counts = Array.from({ length: groups.count }, () => ({ dated: 0, recent: 0 }));
    for (let row = 0; row < freshness.length; row++) {
      if (filled[row] === 0 || days[row] === NO_DAY || (reasons[row]! & NOT_JUDGED) !== 0) continue;
      const count = counts[groups.of[row]!]!;
      count.dated++;
      if ((reasons[row]! & (1 << index)) === 0) count.recent++;
    }
    found.set(field, counts);
  }
  return found;
}
