// Judges the distinct values of each field once and keeps the verdicts for profile, rules and scorecard alike. Over 300
// lines because what an earlier run found out is taken over here too, value by value.
import type { Job } from '../kernel/job.ts';
import { atOnce, inPieces, type Pausing } from '../kernel/pieces.ts';
import type { CanonicalField, FieldId } from '../model/fields.ts';
import { canonicalOf } from '../model/fields.ts';
import type { FieldView } from '../table/FieldView.ts';
import { valueIndexOf, valueText } from '../table/TextColumn.ts';
import type { TextColumn } from '../table/TextColumn.ts';
import { readCountry } from '../values/country.adapter.ts';
import { decideDecimal } from '../values/amount.ts';
import { decideDateFormat } from '../values/dateFormat.ts';
import { decideGenderLetters } from '../values/gender.ts';
import type { ReadContext } from '../values/reading.ts';
import { judgeValue, readValue } from '../values/readValue.ts';
import { findingDistinctValues, type DistinctValues } from './distinctValues.ts';
import { ReasonTable } from './reasons.ts';

export const EMPTY = 3;

/** Per distinct value of a field. */
export type Verdicts = {
  readonly validity: Uint8Array;
  /** Index into the reason table; 0 for none. Only of values that are suspect, invalid or placeholders. */
  readonly reason: Uint32Array;
};

export type ColumnContext = ReadContext & { readonly genderLetters?: 'HM' | 'MF' };

/** Distinct values as they are judged. */
export type JudgedValues = DistinctValues & {
  /** Index into `textsOf` per judged value; undefined where they are the same. */
  readonly text: Uint32Array | undefined;
  /** Way of reading per judged value, where there are several. */
  readonly way: Uint16Array | undefined;
};

/** Where the rows of a field are read in more than one way: by their country, or by how their delivery writes dates and numbers. */
type Split = { readonly codes: Uint16Array; readonly contexts: readonly ColumnContext[] };

/** The rows of one delivery. */
export type Delivery = { readonly firstRow: number; readonly rows: number; /** The fields that it has; all where left out. */ readonly fields?: ReadonlySet<FieldId> };

export type ReadingsOptions = {
  /** Selects the rows that count; without it all do. */
  readonly rows?: Uint32Array | undefined;
  /** Deliveries differ in how they write dates, amounts and genders; without them the whole column writes one way. */
  readonly deliveries?: readonly Delivery[];
  /** Readings of an earlier run. Over the same selection it was given the same array. */
  readonly before?: ColumnReadings | undefined;
};

/** Fields whose values mean something else in another country. */
const readByCountry: ReadonlySet<CanonicalField> = new Set(['phone', 'postcode', 'taxId', 'province', 'city', 'address', 'street', 'fullName', 'iban']);

/** Fields for which it matters what day it is. */
function readByDay(canonical: CanonicalField | undefined): boolean {
  return canonical === undefined || isDateField(canonical);
}

const SAMPLE = 20_000;
/** A few milliseconds' work. */
const VALUES_BETWEEN_BREATHS = 2000;
const ROWS_BETWEEN_BREATHS = 1 << 15;

const dateLike: ReadonlySet<CanonicalField> = new Set(['birthDate', 'createdOn', 'updatedOn', 'verifiedOn', 'lastContactOn', 'lastPurchaseOn', 'consentOn']);

export function isDateField(field: CanonicalField | undefined): boolean {
  return field !== undefined && dateLike.has(field);
}

/**
 * Lazily fills itself; one per run over one view, which must not change. With the readings of an earlier run, values that
 * stand in a row unchanged since are not judged again.
 */
export class ColumnReadings {
  readonly view: FieldView;
  readonly reasons: ReasonTable;
  private readonly base: ReadContext;
  private readonly rows: Uint32Array | undefined;
  private readonly job: Job;
  private readonly plain = new Map<FieldId, DistinctValues>();
  private readonly distinct = new Map<FieldId, JudgedValues>();
  private readonly splits = new Map<FieldId, Split | undefined>();
  private readonly deliveries: readonly Delivery[];
  private rowCountries: { readonly codes: Uint16Array; readonly names: readonly string[] } | undefined | null = null;
  private readonly verdicts = new Map<FieldId, Verdicts>();
  private readonly contexts = new Map<FieldId, ColumnContext>();
  private readonly hashes = new Map<FieldId, { high: Uint32Array; low: Uint32Array }>();
  private before: ColumnReadings | undefined;
  private readonly same = new Map<FieldId, boolean>();

  constructor(view: FieldView, context: ReadContext, job: Job, options: ReadingsOptions = {}) {
    this.view = view;
    this.base = context;
    this.job = job;
    this.rows = options.rows;
    this.deliveries = options.deliveries ?? [];
    this.before = options.before;
    this.reasons = options.before?.reasons ?? new ReasonTable();
  }

  /** Lets go of the earlier run; what it knew of columns that nobody asked for is lost. */
  settle(): void {
    this.before = undefined;
  }

  /** Whether the earlier run read the very same cells of the field in the very same way. */
  isUnchanged(field: FieldId): boolean {
    let same = this.same.get(field);
    if (same === undefined) this.same.set(field, (same = this.before !== undefined && this.reads(field, this.before)));
    return same;
  }

  private reads(field: FieldId, before: ColumnReadings): boolean {
    const column = this.view.field(field);
    if (before.view.field(field) !== column || before.rows !== this.rows || before.view.length !== this.view.length) return false;
    if (column === undefined) return true;
    return sameContext(canonicalOf(field), before.contextOf(field), this.contextOf(field)) && this.splitOf(field) === before.splitOf(field);
  }

  get homeCountry(): string {
    return this.base.country;
  }

  get rowCount(): number {
    return this.rows?.length ?? this.view.length;
  }

  get selectedRows(): Uint32Array | undefined {
    return this.rows;
  }

  /** Visits every selected row, and lets others in between. */
  async eachRow(visit: (row: number) => void, job: Job): Promise<void> {
    const { rows, rowCount } = this;
    for (let from = 0; from < rowCount; from += ROWS_BETWEEN_BREATHS) {
      await job.breathe();
      const end = Math.min(rowCount, from + ROWS_BETWEEN_BREATHS);
      for (let k = from; k < end; k++) visit(rows === undefined ? k : rows[k]!);
    }
  }

  /** Makes `textsOf` and `distinctOf` of a field ready piece by piece: both are quick afterwards. */
  async prepare(field: FieldId): Promise<void> {
    for (const one of ['country', field] as const) await inPieces(this.findingTexts(one), this.job);
    await inPieces(this.findingDistinct(field), this.job);
  }

  /** The different texts of a field. */
  textsOf(field: FieldId): DistinctValues | undefined {
    return this.plain.get(field) ?? atOnce(this.findingTexts(field));
  }

  private *findingTexts(field: FieldId): Pausing<DistinctValues | undefined> {
    const column = this.view.field(field);
    if (column === undefined) return undefined;
    let found = this.plain.get(field);
    if (found === undefined) {
      const { before } = this;
      found = before !== undefined && before.rows === this.rows && before.view.field(field) === column ? yield* before.findingTexts(field) : yield* findingDistinctValues(column, this.rows);
      this.plain.set(field, found!);
    }
    return found;
  }

  /** What is judged once: different texts, told apart by the country of their rows where the field is read by country. */
  distinctOf(field: FieldId): JudgedValues | undefined {
    return this.distinct.get(field) ?? atOnce(this.findingDistinct(field));
  }

  private *findingDistinct(field: FieldId): Pausing<JudgedValues | undefined> {
    const known = this.distinct.get(field);
    if (known !== undefined) return known;
    const texts = yield* this.findingTexts(field);
    if (texts === undefined) return undefined;
    if (this.isUnchanged(field) && this.before !== undefined) {
      const judged = yield* this.before.findingDistinct(field);
      if (judged !== undefined) this.distinct.set(field, judged);
      if (judged !== undefined) return judged;
    }
    const split = this.splitOf(field);
    const judged = split === undefined ? { ...texts, text: undefined, way: undefined } : yield* byWay(texts, split.codes, this.rows);
    this.distinct.set(field, judged);
    return judged;
  }

  /** The context in which one of the judged values is read. */
  contextAt(field: FieldId, value: number): ColumnContext {
    const way = this.distinct.get(field)?.way?.[value];
    return way === undefined ? this.contextOf(field) : this.splitOf(field)!.contexts[way]!;
  }

  private splitOf(field: FieldId): Split | undefined {
    if (this.splits.has(field)) return this.splits.get(field);
    const canonical = canonicalOf(field);
    const split = canonical === undefined ? undefined : readByCountry.has(canonical) ? this.splitByCountry(field) : this.splitByDelivery(field, canonical);
    this.splits.set(field, split);
    return split;
  }

  private splitByCountry(field: FieldId): Split | undefined {
    const countries = this.countriesOfRows();
    if (countries === undefined) return undefined;
    const { before } = this;
    // The very same split again, so that it can be told that nothing changed.
    if (before !== undefined && before.rowCountries === countries && before.base === this.base) return before.splitOf(field);
    const base = this.contextOf(field);
    return { codes: countries.codes, contexts: countries.names.map((country) => ({ ...base, country })) };
  }

  private splitByDelivery(field: FieldId, canonical: CanonicalField): Split | undefined {
    const column = this.view.field(field);
    if (column === undefined || this.deliveries.length < 2 || !isWrittenInWays(canonical)) return undefined;
    const { before } = this;
    const base = this.contextOf(field);
    // The whole column's way is that of the rows asked about, so it may change although no cell did.
    const isAsBefore = before !== undefined && before.view.field(field) === column && before.view.length === this.view.length && before.deliveries.length === this.deliveries.length;
    if (isAsBefore && before.base.today === this.base.today && sameContext(canonical, before.contextOf(field), base)) return before.splitOf(field);
    const contexts: ColumnContext[] = [base];
    const codes = new Uint16Array(this.view.length);
    for (const { firstRow, rows } of this.deliveries) {
      const sample = sampleOfRows(column, firstRow, Math.min(rows, column.length - firstRow));
      if (sample.length === 0) continue;
      const own = this.localContext(canonical, () => sample);
      let way = contexts.findIndex((known) => JSON.stringify(known) === JSON.stringify(own));
      if (way < 0) way = contexts.push(own) - 1;
      codes.fill(way, firstRow, firstRow + rows);
    }
    return contexts.length === 1 ? undefined : { codes, contexts };
  }

  /** The country of each row, from the field `country`; those without one are at home. Undefined without such a field. */
  private countriesOfRows(): { readonly codes: Uint16Array; readonly names: readonly string[] } | undefined {
    if (this.rowCountries !== null) return this.rowCountries;
    const column = this.view.field('country');
    const { before } = this;
    if (before !== undefined && before.view.field('country') === column && before.rows === this.rows && before.base.country === this.base.country && before.view.length === this.view.length) return (this.rowCountries = before.countriesOfRows());
    const texts = this.textsOf('country');
    if (column === undefined || texts === undefined) return (this.rowCountries = undefined);
    const names = [this.base.country];
    const codeOfText = new Uint16Array(texts.length);
    for (let value = 0; value < texts.length; value++) {
      const { alpha2 } = readCountry(valueText(column, texts.stored[value]!)).parts;
      if (alpha2 === '') continue;
      let code = names.indexOf(alpha2);
      if (code < 0) code = names.push(alpha2) - 1;
      codeOfText[value] = code;
    }
    const codes = new Uint16Array(this.view.length);
    for (let row = 0; row < codes.length; row++) codes[row] = codeOfText[texts.ofRow[row]!]!;
    return (this.rowCountries = { codes, names });
  }

  /** The context with what the column's own values tell: date format, decimal sign, letters of gender. */
  contextOf(field: FieldId): ColumnContext {
    const known = this.contexts.get(field);
    if (known !== undefined) return known;
    const canonical = canonicalOf(field);
    const column = this.view.field(field);
    const distinct = this.textsOf(field);
    const context = column === undefined || distinct === undefined || canonical === undefined ? this.base : this.localContext(canonical, () => sampleOf(column, distinct));
    this.contexts.set(field, context);
    return context;
  }

  /** The context with what a sample of values tells of how they are written. */
  private localContext(canonical: CanonicalField, sample: () => Iterable<readonly [string, number]>): ColumnContext {
    if (isDateField(canonical)) return { ...this.base, dateFormat: decideDateFormat(sample(), this.base.country === 'US').format };
    if (canonical === 'amount') {
      const decimal = decideDecimal(sample());
      return decimal === undefined ? this.base : { ...this.base, decimal };
    }
    return canonical === 'gender' ? { ...this.base, genderLetters: decideGenderLetters(sample()) } : this.base;
  }

  /** Verdicts of a canonical field; undefined for custom fields and absent columns. */
  async verdictsOf(field: FieldId): Promise<Verdicts | undefined> {
    const known = this.verdicts.get(field);
    if (known !== undefined) return known;
    await this.prepare(field);
    const canonical = canonicalOf(field);
    const column = this.view.field(field);
    const distinct = this.distinctOf(field);
    if (canonical === undefined || column === undefined || distinct === undefined) return undefined;
    if (this.isUnchanged(field)) {
      const judged = this.before?.verdicts.get(field);
      if (judged !== undefined) this.verdicts.set(field, judged);
      if (judged !== undefined) return judged;
    }
    const earlier = this.earlierValues(field);
    const older = earlier === undefined ? undefined : this.before?.verdicts.get(field);
    const shared = distinct.way === undefined ? this.contextOf(field) : undefined;
    const validity = new Uint8Array(distinct.length);
    const reason = new Uint32Array(distinct.length);
    for (let value = 0; value < distinct.length; value++) {
      if (value % VALUES_BETWEEN_BREATHS === 0) await this.job.breathe();
      if (distinct.counts[value] === 0) continue;
      const known = older === undefined ? -1 : earlier!(value);
      if (known >= 0) {
        validity[value] = older!.validity[known]!;
        reason[value] = older!.reason[known]!;
        continue;
      }
      const judged = judgeValue(canonical, valueText(column, distinct.stored[value]!), shared ?? this.contextAt(field, value));
      switch (judged.validity) {
        case 'valid':
          continue;
        case 'suspect':
          validity[value] = 1;
          break;
        case 'invalid':
          validity[value] = 2;
          break;
        case 'empty':
          validity[value] = EMPTY;
          break;
      }
      if (judged.reason !== undefined) reason[value] = this.reasons.intern(judged.reason);
    }
    const verdicts: Verdicts = { validity, reason };
    this.verdicts.set(field, verdicts);
    return verdicts;
  }

  /** 64 bits of hash of each distinct value's canonical form; 0 and 0 for empty ones. Two forms meet by chance once in 10^13 for a million values. */
  async canonicalHashesOf(field: FieldId): Promise<{ readonly high: Uint32Array; readonly low: Uint32Array } | undefined> {
    const known = this.hashes.get(field);
    if (known !== undefined) return known;
    await this.prepare(field);
    const column = this.view.field(field);
    const distinct = this.distinctOf(field);
    if (column === undefined || distinct === undefined) return undefined;
    if (this.isUnchanged(field)) {
      const hashed = this.before?.hashes.get(field);
      if (hashed !== undefined) this.hashes.set(field, hashed);
      if (hashed !== undefined) return hashed;
    }
    const earlier = this.earlierValues(field);
    const older = earlier === undefined ? undefined : this.before?.hashes.get(field);
    const canonical = canonicalOf(field) ?? 'notes';
    const high = new Uint32Array(distinct.length);
    const low = new Uint32Array(distinct.length);
    for (let value = 0; value < distinct.length; value++) {
      if (value % VALUES_BETWEEN_BREATHS === 0) await this.job.breathe();
      if (distinct.counts[value] === 0) continue;
      const known = older === undefined ? -1 : earlier!(value);
      if (known >= 0) {
        high[value] = older!.high[known]!;
        low[value] = older!.low[known]!;
        continue;
      }
      const reading = readValue(canonical, valueText(column, distinct.stored[value]!), this.contextAt(field, value));
      // Generic values are shared by chance, not by being the same customer's.
      if (reading.canonical === '' || reading.reason?.kind === 'generic') continue;
      hashInto(reading.canonical, high, low, value);
    }
    const hashes = { high, low };
    this.hashes.set(field, hashes);
    return hashes;
  }

  /**
   * Finds what the earlier run judged of a value, by the first row that has it: −1 where that row has changed or was not
   * there. Undefined where the earlier run read the field in another way.
   */
  private earlierValues(field: FieldId): ((value: number) => number) | undefined {
    const { before } = this;
    const column = this.view.field(field);
    const oldColumn = before?.view.field(field);
    const judged = this.distinctOf(field);
    const oldJudged = before?.distinctOf(field);
    if (before === undefined || column === undefined || oldColumn === undefined || judged === undefined || oldJudged === undefined) return undefined;
    const firstRow = new Int32Array(judged.length);
    const { rows } = this;
    if (rows === undefined) for (let row = this.view.length - 1; row >= 0; row--) firstRow[judged.ofRow[row]!] = row;
    else for (let k = rows.length - 1; k >= 0; k--) firstRow[judged.ofRow[rows[k]!]!] = rows[k]!;
    let wasThere: Uint8Array | undefined;
    if (before.rows !== undefined) {
      wasThere = new Uint8Array(before.view.length);
      for (const row of before.rows) wasThere[row] = 1;
    }
    const oldLength = before.view.length;
    const split = this.splitOf(field);
    const oldSplit = before.splitOf(field);
    const whole = this.contextOf(field);
    const oldWhole = before.contextOf(field);
    const canonical = canonicalOf(field);
    /** Per old way, the new ways that read alike. */
    const alike = (oldSplit?.contexts ?? [oldWhole]).map((old) => (split?.contexts ?? [whole]).map((now) => sameContext(canonical, old, now)));
    return (value) => {
      const row = firstRow[value]!;
      if (row >= oldLength || wasThere?.[row] === 0 || !sameBytes(column, valueIndexOf(column, row), oldColumn, valueIndexOf(oldColumn, row))) return -1;
      if (!alike[oldSplit?.codes[row] ?? 0]![split?.codes[row] ?? 0]!) return -1;
      return oldJudged.ofRow[row]!;
    };
  }
}

function sameContext(canonical: CanonicalField | undefined, left: ColumnContext, right: ColumnContext): boolean {
  if (readByDay(canonical)) return JSON.stringify(left) === JSON.stringify(right);
  const { today: _left, ...leftRest } = left;
  const { today: _right, ...rightRest } = right;
  return JSON.stringify(leftRest) === JSON.stringify(rightRest);
}

function sameBytes(left: TextColumn, leftValue: number, right: TextColumn, rightValue: number): boolean {
  const from = left.offsets[leftValue]!;
  const length = left.offsets[leftValue + 1]! - from;
  const other = right.offsets[rightValue]!;
  if (right.offsets[rightValue + 1]! - other !== length) return false;
  for (let at = 0; at < length; at++) if (left.bytes[from + at] !== right.bytes[other + at]) return false;
  return true;
}

/** Tells values apart by the way in which their rows are read. */
function* byWay(texts: DistinctValues, ways: Uint16Array, rows: Uint32Array | undefined): Pausing<JudgedValues> {
  const first = new Int32Array(texts.length).fill(-1);
  const others = new Map<number, number>();
  let size = texts.length + 1024;
  let text = new Uint32Array(size);
  let wayOf = new Uint16Array(size);
  const ofRow = new Uint32Array(ways.length);
  let length = 0;
  const selected = rows?.length ?? ways.length;
  for (let k = 0; k < selected; k++) {
    if (k % ROWS_BETWEEN_BREATHS === ROWS_BETWEEN_BREATHS - 1) yield;
    const row = rows === undefined ? k : rows[k]!;
    const value = texts.ofRow[row]!;
    const code = ways[row]!;
    let judged = first[value]!;
    if (judged >= 0 && wayOf[judged] !== code) judged = others.get(value * 65_536 + code) ?? -2;
    if (judged < 0) {
      if (length === size) {
        size *= 2;
        const moreText = new Uint32Array(size);
        moreText.set(text);
        text = moreText;
        const moreWays = new Uint16Array(size);
        moreWays.set(wayOf);
        wayOf = moreWays;
      }
      text[length] = value;
      wayOf[length] = code;
      if (judged === -1) first[value] = length;
      else others.set(value * 65_536 + code, length);
      judged = length++;
    }
    ofRow[row] = judged;
  }
  const counts = new Uint32Array(length);
  if (rows === undefined) for (let row = 0; row < ofRow.length; row++) counts[ofRow[row]!]!++;
  else for (let k = 0; k < rows.length; k++) counts[ofRow[rows[k]!]!]!++;
  const stored = Uint32Array.from({ length }, (_, judged) => texts.stored[text[judged]!]!);
  return { length, stored, counts, ofRow, text: text.slice(0, length), way: wayOf.slice(0, length) };
}

/** Two FNV-1a streams over the code units, each mixed at the end. */
function hashInto(text: string, high: Uint32Array, low: Uint32Array, at: number): void {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
    b ^= b >>> 13;
  }
  a = Math.imul(a ^ (a >>> 16), 0x7feb352d);
  b = Math.imul(b ^ (b >>> 15), 0x846ca68b);
  high[at] = a ^ (a >>> 15);
  low[at] = (b ^ (b >>> 16)) | 1;
}

/** Fields whose writing is decided by evidence: the order of a date's parts, the decimal sign, the letters of gender. */
function isWrittenInWays(canonical: CanonicalField): boolean {
  return isDateField(canonical) || canonical === 'amount' || canonical === 'gender';
}

/** Filled values of rows spread evenly over a part of the column. */
function sampleOfRows(column: TextColumn, firstRow: number, rows: number): [string, number][] {
  const sample: [string, number][] = [];
  const step = Math.max(1, Math.floor(rows / 2000));
  for (let row = firstRow; row < firstRow + rows; row += step) {
    const text = valueText(column, valueIndexOf(column, row));
    if (text.trim() !== '') sample.push([text, 1]);
  }
  return sample;
}

/** Distinct values spread evenly over the column, with their counts. */
export function* sampleOf(column: TextColumn, distinct: DistinctValues, limit: number = SAMPLE): Generator<readonly [string, number]> {
  const step = Math.max(1, Math.ceil(distinct.length / limit));
  for (let value = 0; value < distinct.length; value += step) {
    const count = distinct.counts[value]!;
    if (count > 0) yield [valueText(column, distinct.stored[value]!), count];
  }
}
