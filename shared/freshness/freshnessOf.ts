// Judges how old the facts of every row are against their policies, and says why a row is stale.
import type { CanonicalField, FieldId } from '../model/fields.ts';
import type { EpochDay } from '../model/ids.ts';
import type { FieldView } from '../table/FieldView.ts';
import { bouncedRows, findBounceFields } from './bounced.ts';
import { filledRows, NO_DAY, readDays, type DayRange, type DayReader } from './dayColumn.ts';
import { monthsBetween, oldestFreshDay } from './months.ts';
import { dateFieldsOf, type FieldPolicy, type FreshnessPolicies } from './policies.ts';

/** Why a row is stale; `on` is the day of the last word on it, `months` how long ago that was. */
export type StaleReason =
  | { readonly kind: 'fieldTooOld'; readonly field: CanonicalField; readonly months: number; readonly policyMonths: number; readonly on: EpochDay; readonly dateField: CanonicalField | 'confirmation' }
  | { readonly kind: 'dormant'; readonly months: number; readonly policyMonths: number; readonly on: EpochDay }
  | { readonly kind: 'consentExpired'; readonly months: number; readonly policyMonths: number; readonly on: EpochDay }
  | { readonly kind: 'bounced'; readonly field: FieldId }
  | { readonly kind: 'purgeCandidate'; readonly months: number; readonly policyMonths: number; readonly on: EpochDay }
  /** There are facts that a policy holds for, and nothing tells when they were right. Unknown, not stale. */
  | { readonly kind: 'noDate' };

/** What a customer said when asked. */
export type Answered = { readonly row: number; readonly on: number; readonly fields: readonly FieldId[]; readonly consent: boolean };

export type FreshnessInput = {
  readonly view: FieldView;
  readonly policies: FreshnessPolicies;
  /** The day that ages are counted to. */
  readonly today: EpochDay;
  /** How a field writes its dates: one way, or one way per delivery. */
  readonly datesOf: (field: FieldId) => DayReader | readonly DayRange[];
  /** Rows whose facts somebody confirmed, and when; the latest per row counts. */
  readonly confirmed?: Iterable<readonly [row: number, on: number]>;
  /** Fields that customers themselves confirmed, and when; such an answer is a contact, and may give consent anew. */
  readonly answered?: Iterable<Answered>;
  /** 1 for rows that are judged; all where left out. */
  readonly rows?: Uint8Array;
  /** Which fields hold which date, where that is not what the fields' names say. */
  readonly dateFields?: ReadonlyMap<CanonicalField, readonly FieldId[]>;
  /** Columns that tell of returned mail; found by their headers where left out. */
  readonly bounceFields?: readonly FieldId[];
};

// One bit per reason in `Freshness.reasons`; bit i below is field policy i.
export const DORMANT = 1 << 24;
export const CONSENT_EXPIRED = 1 << 25;
export const BOUNCED = 1 << 26;
export const PURGE = 1 << 27;
/** Not stale by itself. */
export const NO_DATE = 1 << 28;
export const NOT_JUDGED = 1 << 29;
export const STALE = (1 << 28) - 1;
const MAX_FIELD_POLICIES = 24;

const activityDates: readonly CanonicalField[] = ['lastPurchaseOn', 'lastContactOn'];
const allDates: readonly CanonicalField[] = ['updatedOn', 'verifiedOn', 'lastContactOn', 'lastPurchaseOn', 'consentOn', 'createdOn'];

/** The verdict on every row. Arrays have one entry per row; days are `NO_DAY` where nothing is known. */
export type Freshness = {
  readonly length: number;
  readonly today: EpochDay;
  readonly policies: FreshnessPolicies;
  /** The oldest days that the policies still let pass; `NO_DAY` where there is no such policy. */
  readonly oldest: { readonly fields: readonly number[]; readonly active: number; readonly consent: number; readonly known: number };
  /** Bits as above. */
  readonly reasons: Uint32Array;
  /** The newest day of any date about the record or of its confirmation; what "most recent" goes by. */
  readonly knownOn: Int32Array;
  /** Per field policy: when the fact was last known to be right. Policies with the same dates share an array. */
  readonly confirmedOn: readonly Int32Array[];
  /** Per field policy: 1 where the row has the fact at all. */
  readonly filled: readonly (Uint8Array | undefined)[];
  /** Last purchase or contact. */
  readonly activeOn: Int32Array;
  readonly consentOn: Int32Array;
  readonly confirmations: Map<number, number>;
  /** 0 for rows that are not judged. */
  readonly judged: Uint8Array | undefined;
  readonly days: ReadonlyMap<CanonicalField, Int32Array>;
  readonly bounced: Uint8Array | undefined;
  readonly bounceFields: readonly FieldId[];
  /** Where golden records are judged: the rows of those of several, by the row that bears the verdict. */
  readonly members?: ReadonlyMap<number, readonly number[]>;
};

/**
 * Judges all rows. About a microsecond per row: every distinct date is read once.
 * @throws Error for more than 24 field policies
 */
export function freshnessOf(input: FreshnessInput): Freshness {
  const { view, policies, today } = input;
  const { length } = view;
  if (policies.fields.length > MAX_FIELD_POLICIES) throw new Error('too many field policies');
  const days = readAllDays(input);
  const confirmations = latestByRow(input.confirmed ?? [], today, length);
  const newest = newestOf(days, confirmations, length);
  const bounceFields = input.bounceFields ?? findBounceFields(view);
  const bounced = bouncedRows(view, bounceFields);
  const freshness: Freshness = {
    length,
    today,
    policies,
    oldest: oldestOf(policies, today),
    reasons: new Uint32Array(length),
    knownOn: newest(allDates),
    confirmedOn: policies.fields.map((policy) => newest(policy.confirmedBy)),
    filled: policies.fields.map(({ field }) => {
      const column = view.field(field);
      return column === undefined ? undefined : filledRows(column);
    }),
    activeOn: newest(activityDates),
    consentOn: days.get('consentOn') ?? new Int32Array(length).fill(NO_DAY),
    confirmations,
    judged: input.rows,
    days,
    bounced,
    bounceFields,
  };
  const answered = withAnswers(freshness, input.answered ?? []);
  judgeRows(answered, 0, length);
  return answered;
}

function oldestOf(policies: FreshnessPolicies, today: EpochDay): Freshness['oldest'] {
  const before = (months: number): number => (months > 0 ? oldestFreshDay(today, months) : NO_DAY);
  return { fields: policies.fields.map(({ expiryMonths }) => oldestFreshDay(today, expiryMonths)), active: before(policies.dormantMonths), consent: before(policies.consentMonths), known: before(policies.retentionMonths) };
}

/** Days of answers count for the fields that they speak of; arrays that others share are copied first. */
function withAnswers(freshness: Freshness, answered: Iterable<Answered>): Freshness {
  const { policies, today, length } = freshness;
  const known = [...answered].filter(({ row, on }) => row < length && on <= today);
  if (known.length === 0) return freshness;
  const raised = (days: Int32Array, counts: (one: (typeof known)[number]) => boolean): Int32Array => {
    const copy = days.slice();
    for (const one of known) if (counts(one) && one.on > copy[one.row]!) copy[one.row] = one.on;
    return copy;
  };
  return {
    ...freshness,
    knownOn: raised(freshness.knownOn, () => true),
    activeOn: raised(freshness.activeOn, () => true),
    consentOn: raised(freshness.consentOn, ({ consent }) => consent),
    confirmedOn: freshness.confirmedOn.map((days, index) => {
      const { field } = policies.fields[index]!;
      return known.some(({ fields }) => fields.includes(field)) ? raised(days, ({ fields }) => fields.includes(field)) : days;
    }),
  };
}

function readAllDays({ view, today, datesOf, dateFields }: FreshnessInput): Map<CanonicalField, Int32Array> {
  const all = new Map<CanonicalField, Int32Array>();
  for (const [canonical, fields] of dateFields ?? dateFieldsOf(view.fields)) {
    for (const field of fields) {
      const column = view.field(field);
      if (column === undefined) continue;
      const reading = datesOf(field);
      const days = readDays(column, typeof reading === 'function' ? [{ firstRow: 0, rows: view.length, read: reading }] : reading, today);
      const known = all.get(canonical);
      if (known === undefined) all.set(canonical, days);
      else takeLater(known, days);
    }
  }
  return all;
}

function takeLater(into: Int32Array, from: Int32Array): void {
  for (let row = 0; row < into.length; row++) if (from[row]! > into[row]!) into[row] = from[row]!;
}

function latestByRow(confirmed: Iterable<readonly [number, number]>, today: number, length: number): Map<number, number> {
  const latest = new Map<number, number>();
  for (const [row, on] of confirmed) if (on <= today && row < length && on > (latest.get(row) ?? NO_DAY)) latest.set(row, on);
  return latest;
}

/** Newest day over a set of dates and confirmations; asked twice for the same set it gives the same array. */
function newestOf(days: ReadonlyMap<CanonicalField, Int32Array>, confirmations: ReadonlyMap<number, number>, length: number): (fields: readonly CanonicalField[]) => Int32Array {
  const known = new Map<string, Int32Array>();
  return (fields) => {
    const present = fields.filter((field) => days.has(field)).sort((left, right) => (left < right ? -1 : 1));
    const key = present.join(' ');
    let newest = known.get(key);
    if (newest === undefined) {
      newest = present.length === 0 ? new Int32Array(length).fill(NO_DAY) : days.get(present[0]!)!.slice();
      for (const field of present.slice(1)) takeLater(newest, days.get(field)!);
      for (const [row, on] of confirmations) if (on > newest[row]!) newest[row] = on;
      known.set(key, newest);
    }
    return newest;
  };
}

/** Judges a row by its days as they stand. */
export function judgeRow(freshness: Freshness, row: number): void {
  judgeRows(freshness, row, row + 1);
}

/** Judges rows `from` to before `end` anew. */
function judgeRows(freshness: Freshness, from: number, end: number): void {
  const { reasons, oldest, knownOn, activeOn, consentOn, bounced, judged } = freshness;
  for (let row = from; row < end; row++) reasons[row] = judged?.[row] === 0 ? NOT_JUDGED : 0;
  for (let index = 0; index < oldest.fields.length; index++) {
    const filled = freshness.filled[index];
    if (filled === undefined) continue;
    const confirmedOn = freshness.confirmedOn[index]!;
    const oldestDay = oldest.fields[index]!;
    const bit = 1 << index;
    for (let row = from; row < end; row++) {
      if (filled[row] === 0 || reasons[row] === NOT_JUDGED) continue;
      const day = confirmedOn[row]!;
      if (day >= oldestDay) continue;
      if (day !== NO_DAY) reasons[row] = reasons[row]! | bit;
      else if (knownOn[row] === NO_DAY) reasons[row] = reasons[row]! | NO_DATE;
    }
  }
  for (let row = from; row < end; row++) {
    let bits = reasons[row]!;
    if (bits === NOT_JUDGED) continue;
    if (activeOn[row]! < oldest.active && activeOn[row] !== NO_DAY) bits |= DORMANT;
    if (consentOn[row]! < oldest.consent && consentOn[row] !== NO_DAY) bits |= CONSENT_EXPIRED;
    if (knownOn[row]! < oldest.known && knownOn[row] !== NO_DAY) bits |= PURGE;
    if (bounced !== undefined && bounced[row] === 1) bits |= BOUNCED;
    reasons[row] = bits;
  }
}

/**
 * Takes in one more confirmation, in place: the same as judging all rows again with it.
 * A confirmation taken back needs `freshnessOf` again.
 */
export function confirmRow(freshness: Freshness, row: number, on: EpochDay): void {
  if (on > freshness.today || on <= (freshness.confirmations.get(row) ?? NO_DAY)) return;
  freshness.confirmations.set(row, on);
  for (const days of [freshness.knownOn, freshness.activeOn, ...freshness.confirmedOn]) if (on > days[row]!) days[row] = on;
  judgeRow(freshness, row);
}

/** Whether the row is judged and stale for any reason. */
export function isStale(freshness: Freshness, row: number): boolean {
  return (freshness.reasons[row]! & STALE) !== 0;
}

/** Why a row is stale, gravest first; 'noDate' alone means unknown. Empty for a fresh row. */
export function reasonsOf(freshness: Freshness, row: number): StaleReason[] {
  const { reasons, policies, today } = freshness;
  const bits = reasons[row]!;
  const since = (days: Int32Array): { months: number; on: EpochDay } => ({ months: monthsBetween(days[row]!, today), on: days[row]! as EpochDay });
  const found: StaleReason[] = [];
  if ((bits & PURGE) !== 0) found.push({ kind: 'purgeCandidate', policyMonths: policies.retentionMonths, ...since(freshness.knownOn) });
  if ((bits & BOUNCED) !== 0) found.push({ kind: 'bounced', field: freshness.bounceFields[0]! });
  if ((bits & CONSENT_EXPIRED) !== 0) found.push({ kind: 'consentExpired', policyMonths: policies.consentMonths, ...since(freshness.consentOn) });
  policies.fields.forEach((policy, index) => {
    if ((bits & (1 << index)) === 0) return;
    const age = since(freshness.confirmedOn[index]!);
    found.push({ kind: 'fieldTooOld', field: policy.field, policyMonths: policy.expiryMonths, ...age, dateField: dateFieldOf(freshness, policy, row, age.on) });
  });
  if ((bits & DORMANT) !== 0) found.push({ kind: 'dormant', policyMonths: policies.dormantMonths, ...since(freshness.activeOn) });
  if ((bits & NO_DATE) !== 0) found.push({ kind: 'noDate' });
  return found;
}

/** The reasons that make a row stale; that no date tells makes none so. */
export function staleReasonsOf(freshness: Freshness, row: number): StaleReason[] {
  return isStale(freshness, row) ? reasonsOf(freshness, row).filter(({ kind }) => kind !== 'noDate') : [];
}

function dateFieldOf(freshness: Freshness, policy: FieldPolicy, row: number, on: number): CanonicalField | 'confirmation' {
  if (freshness.confirmations.get(row) === on) return 'confirmation';
  const rows = freshness.members?.get(row) ?? [row];
  return policy.confirmedBy.find((field) => rows.some((member) => freshness.days.get(field)?.[member] === on)) ?? 'confirmation';
}
