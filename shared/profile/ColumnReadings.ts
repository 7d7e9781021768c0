// Judges the distinct values of each field once and keeps the verdicts for profile, rules and scorecard alike.
import type { Job } from '../kernel/job.ts';
import type { CanonicalField, FieldId } from '../model/fields.ts';
import { canonicalOf } from '../model/fields.ts';
import type { FieldView } from '../table/FieldView.ts';
import { valueText } from '../table/TextColumn.ts';
import type { TextColumn } from '../table/TextColumn.ts';
import { readCountry } from '../values/country.adapter.ts';
import { decideDecimal } from '../values/amount.ts';
import { decideDateFormat } from '../values/dateFormat.ts';
import type { DateEvidence } from '../values/dateFormat.ts';
import { decideGenderLetters } from '../values/gender.ts';
import type { ReadContext } from '../values/reading.ts';
import { judgeValue, readValue } from '../values/readValue.ts';
import { distinctValues } from './distinctValues.ts';
import type { DistinctValues } from './distinctValues.ts';
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
  /** Country per judged value, where it matters. */
  readonly country: Uint16Array | undefined;
};

/** Fields whose values mean something else in another country. */
const readByCountry: ReadonlySet<CanonicalField> = new Set(['phone', 'postcode', 'taxId', 'province', 'city', 'address', 'street', 'fullName', 'iban']);

const SAMPLE = 20_000;
const VALUES_BETWEEN_BREATHS = 20_000;

const dateLike: ReadonlySet<CanonicalField> = new Set(['birthDate', 'createdOn', 'updatedOn', 'verifiedOn', 'lastContactOn', 'lastPurchaseOn', 'consentOn']);

export function isDateField(field: CanonicalField | undefined): boolean {
  return field !== undefined && dateLike.has(field);
}

/** Lazily fills itself; one per run over one view. */
export class ColumnReadings {
  readonly view: FieldView;
  readonly reasons = new ReasonTable();
  private readonly base: ReadContext;
  private readonly rows: Uint32Array | undefined;
  private readonly job: Job;
  private readonly plain = new Map<FieldId, DistinctValues>();
  private readonly distinct = new Map<FieldId, JudgedValues>();
  private readonly countryContexts = new Map<FieldId, Map<number, ColumnContext>>();
  private rowCountries: { readonly codes: Uint16Array; readonly names: readonly string[] } | undefined | null = null;
  private readonly verdicts = new Map<FieldId, Verdicts>();
  private readonly contexts = new Map<FieldId, ColumnContext>();
  private readonly hashes = new Map<FieldId, { high: Uint32Array; low: Uint32Array }>();
  /** How each date column was found to write its dates. */
  readonly dateEvidence = new Map<FieldId, DateEvidence>();

  /** `rows` selects the rows that count; without it all do. */
  constructor(view: FieldView, context: ReadContext, job: Job, rows?: Uint32Array) {
    this.view = view;
    this.base = context;
    this.job = job;
    this.rows = rows;
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

  /** The different texts of a field. */
  textsOf(field: FieldId): DistinctValues | undefined {
    const column = this.view.field(field);
    if (column === undefined) return undefined;
    let found = this.plain.get(field);
    if (found === undefined) {
      found = distinctValues(column, this.rows);
      this.plain.set(field, found);
    }
    return found;
  }

  /** What is judged once: different texts, told apart by the country of their rows where the field is read by country. */
  distinctOf(field: FieldId): JudgedValues | undefined {
    const known = this.distinct.get(field);
    if (known !== undefined) return known;
    const texts = this.textsOf(field);
    if (texts === undefined) return undefined;
    const canonical = canonicalOf(field);
    const countries = canonical !== undefined && readByCountry.has(canonical) ? this.countriesOfRows() : undefined;
    const judged = countries === undefined ? { ...texts, text: undefined, country: undefined } : byCountry(texts, countries.codes, this.rows);
    this.distinct.set(field, judged);
    return judged;
  }

  /** The context in which one of the judged values is read. */
  contextAt(field: FieldId, value: number): ColumnContext {
    const base = this.contextOf(field);
    const country = this.distinct.get(field)?.country?.[value];
    if (country === undefined) return base;
    let contexts = this.countryContexts.get(field);
    if (contexts === undefined) {
      contexts = new Map();
      this.countryContexts.set(field, contexts);
    }
    let context = contexts.get(country);
    if (context === undefined) {
      context = { ...base, country: this.countriesOfRows()!.names[country]! };
      contexts.set(country, context);
    }
    return context;
  }

  /** The country of each row, from the field `country`; those without one are at home. Undefined without such a field. */
  private countriesOfRows(): { readonly codes: Uint16Array; readonly names: readonly string[] } | undefined {
    if (this.rowCountries !== null) return this.rowCountries;
    const column = this.view.field('country');
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
    let context: ColumnContext = this.base;
    if (column !== undefined && distinct !== undefined) {
      if (isDateField(canonical)) {
        const evidence = decideDateFormat(sampleOf(column, distinct), this.base.country === 'US');
        this.dateEvidence.set(field, evidence);
        context = { ...context, dateFormat: evidence.format };
      } else if (canonical === 'amount') {
        const decimal = decideDecimal(sampleOf(column, distinct));
        if (decimal !== undefined) context = { ...context, decimal };
      } else if (canonical === 'gender') context = { ...context, genderLetters: decideGenderLetters(sampleOf(column, distinct)) };
    }
    this.contexts.set(field, context);
    return context;
  }

  /** Verdicts of a canonical field; undefined for custom fields and absent columns. */
  async verdictsOf(field: FieldId): Promise<Verdicts | undefined> {
    const known = this.verdicts.get(field);
    if (known !== undefined) return known;
    const canonical = canonicalOf(field);
    const column = this.view.field(field);
    const distinct = this.distinctOf(field);
    if (canonical === undefined || column === undefined || distinct === undefined) return undefined;
    const shared = distinct.country === undefined ? this.contextOf(field) : undefined;
    const validity = new Uint8Array(distinct.length);
    const reason = new Uint32Array(distinct.length);
    for (let value = 0; value < distinct.length; value++) {
      if (value % VALUES_BETWEEN_BREATHS === 0) await this.job.breathe();
      if (distinct.counts[value] === 0) continue;
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
    const column = this.view.field(field);
    const distinct = this.distinctOf(field);
    if (column === undefined || distinct === undefined) return undefined;
    const canonical = canonicalOf(field) ?? 'notes';
    const high = new Uint32Array(distinct.length);
    const low = new Uint32Array(distinct.length);
    for (let value = 0; value < distinct.length; value++) {
      if (value % VALUES_BETWEEN_BREATHS === 0) await this.job.breathe();
      if (distinct.counts[value] === 0) continue;
      const reading = readValue(canonical, valueText(column, distinct.stored[value]!), this.contextAt(field, value));
      // Generic values are shared by chance, not by being the same customer's.
      if (reading.canonical === '' || reading.reason?.kind === 'generic') continue;
      hashInto(reading.canonical, high, low, value);
    }
    const hashes = { high, low };
    this.hashes.set(field, hashes);
    return hashes;
  }
}

/** Tells values apart by the country of their rows. */
function byCountry(texts: DistinctValues, countries: Uint16Array, rows: Uint32Array | undefined): JudgedValues {
  const first = new Int32Array(texts.length).fill(-1);
  const others = new Map<number, number>();
  let size = texts.length + 1024;
  let text = new Uint32Array(size);
  let country = new Uint16Array(size);
  const ofRow = new Uint32Array(countries.length);
  let length = 0;
  const selected = rows?.length ?? countries.length;
  for (let k = 0; k < selected; k++) {
    const row = rows === undefined ? k : rows[k]!;
    const value = texts.ofRow[row]!;
    const code = countries[row]!;
    let judged = first[value]!;
    if (judged >= 0 && country[judged] !== code) judged = others.get(value * 65_536 + code) ?? -2;
    if (judged < 0) {
      if (length === size) {
        size *= 2;
        const moreText = new Uint32Array(size);
        moreText.set(text);
        text = moreText;
        const moreCountry = new Uint16Array(size);
        moreCountry.set(country);
        country = moreCountry;
      }
      text[length] = value;
      country[length] = code;
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
  return { length, stored, counts, ofRow, text: text.slice(0, length), country: country.slice(0, length) };
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

/** Distinct values spread evenly over the column, with their counts. */
export function* sampleOf(column: TextColumn, distinct: DistinctValues, limit: number = SAMPLE): Generator<readonly [string, number]> {
  const step = Math.max(1, Math.ceil(distinct.length / limit));
  for (let value = 0; value < distinct.length; value += step) {
    const count = distinct.counts[value]!;
    if (count > 0) yield [valueText(column, distinct.stored[value]!), count];
  }
}
