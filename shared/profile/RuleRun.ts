// Runs one rule over the rows. Over 300 lines because every kind of rule has its few lines here, beside what they share.
import { assertNever } from '../kernel/assertNever.ts';
import { runsAway } from '../kernel/runsAway.ts';
import type { Job } from '../kernel/job.ts';
import type { FieldId } from '../model/fields.ts';
import { valueText } from '../table/TextColumn.ts';
import { cleanText } from '../values/cleanText.ts';
import { readAmount } from '../values/amount.ts';
import { findLegalForm } from '../values/companyName.ts';
import { readDate } from '../values/date.ts';
import { foldWords } from '../values/fold.ts';
import { genderOfGivenName, isFrequentSurname, isGivenName } from '../values/givenNames.ts';
import { readPostcode } from '../values/place.ts';
import type { ReadContext } from '../values/reading.ts';
import { readValue } from '../values/readValue.ts';
import { findProvince, findTown } from '../values/spanishPlaces.ts';
import { readTaxId } from '../values/taxId.ts';
import { ColumnReadings, EMPTY, type ColumnContext } from './ColumnReadings.ts';
import type { DistinctValues } from './distinctValues.ts';
import type { FindingReason } from './reasons.ts';
import type { Condition, RuleCheck } from './rules.ts';
import type { FindingsBuilder } from './findings.ts';

export type CheckOptions = {
  /** Values of named lists, folded by `foldWords`. */
  readonly references?: ReadonlyMap<string, ReadonlySet<string>>;
  /** Rows are counted by group, such as their source; all are one group without it. */
  readonly groups?: RowGroups;
  /** Which record each row is part of: rows of one record are one customer, not duplicates. Every row is its own without it. */
  readonly records?: Uint32Array;
};

/** The group of each row, and how many groups there are. */
export type RowGroups = { readonly of: Uint16Array; readonly count: number };

/** Reason per distinct value: 0 fine, `SKIP` where the rule does not apply. */
type PerValue = { readonly distinct: DistinctValues; readonly verdict: Uint32Array };
const SKIP = 0xffffffff;
const VALUES_BETWEEN_BREATHS = 2000;

export class RuleRun {
  private readonly readings: ColumnReadings;
  private readonly builder: FindingsBuilder;
  private readonly options: CheckOptions;
  private readonly job: Job;
  /** 1 for rows that the condition of a conditional rule leaves in. */
  private mask: Uint8Array | undefined;
  private readonly groupOf: Uint16Array | undefined;
  /** Rows to which the rule applied, per group of rows. */
  readonly checkedBy: Uint32Array;

  constructor(readings: ColumnReadings, builder: FindingsBuilder, options: CheckOptions, job: Job) {
    this.readings = readings;
    this.builder = builder;
    this.options = options;
    this.job = job;
    this.groupOf = options.groups?.of;
    this.checkedBy = new Uint32Array(options.groups?.count ?? 1);
  }

  private count(row: number): void {
    const group = this.groupOf === undefined ? 0 : this.groupOf[row]!;
    this.checkedBy[group]!++;
  }

  /** Adds its findings; `checkedBy` tells afterwards to how many rows the rule applied. */
  async run(check: RuleCheck): Promise<void> {
    switch (check.kind) {
      case 'valid':
        return this.eachRow(await this.validity(check.field));
      case 'required':
        return this.requireAny([check.field]);
      case 'requiredAny':
        return this.requireAny(check.fields);
      case 'allowed': {
        const key = check.ignoreCase ? foldWords : cleanText;
        const allowed = new Set(check.values.map(key));
        return this.eachRow(await this.perValue(check.field, (text) => (allowed.has(key(text)) ? undefined : { kind: 'notAllowed' })));
      }
      case 'pattern': {
        const pattern = compilePattern(check.pattern);
        return this.eachRow(await this.perValue(check.field, (text) => (pattern === undefined || pattern.test(text) ? undefined : { kind: 'patternMismatch' })));
      }
      case 'range':
        return this.eachRow(await this.range(check));
      case 'unique':
        return this.unique(check.fields);
      case 'reference': {
        const list = this.options.references?.get(check.list);
        if (list === undefined) return;
        return this.eachRow(await this.perValue(check.field, (text) => (list.has(foldWords(text)) ? undefined : { kind: 'notInReference', reference: check.list })));
      }
      case 'referenceField': {
        const known = this.foldedValues(check.to);
        return this.eachRow(await this.perValue(check.field, (text) => (known.has(foldWords(text)) ? undefined : { kind: 'notInReference', reference: check.to })));
      }
      case 'postcodeProvince':
        return this.postcodeAgainst(check.postcode, check.province, (text) => Number(findProvince(text)?.code ?? 0), (postcode, province) => ({ kind: 'postcodeOutsideProvince', postcode, province }));
      case 'postcodeCity':
        return this.postcodeAgainst(check.postcode, check.city, (text) => Number(findTown(text)?.province ?? 0), (postcode, city) => ({ kind: 'postcodeOutsideCity', postcode, city }));
      case 'taxIdOwner':
        return this.taxIdOwner(check);
      case 'dateOrder':
        return this.dateOrder(check.first, check.second);
      case 'genderName':
        return this.genderName(check.gender, check.givenName);
      case 'when':
        this.mask = this.maskOf(check.condition, this.mask);
        return this.run(check.check);
      default:
        return assertNever(check);
    }
  }

  private async forRows(visit: (row: number) => void): Promise<void> {
    const { mask } = this;
    await this.readings.eachRow(mask === undefined ? visit : (row) => {
      if (mask[row] === 1) visit(row);
    }, this.job);
  }

  private async eachRow(values: PerValue | undefined): Promise<void> {
    if (values === undefined) return;
    const { verdict } = values;
    const { ofRow } = values.distinct;
    await this.forRows((row) => {
      const reason = verdict[ofRow[row]!]!;
      if (reason === SKIP) return;
      this.count(row);
      if (reason !== 0) this.builder.add(row, reason);
    });
  }

  private intern(reason: FindingReason): number {
    return this.readings.reasons.intern(reason);
  }

  private async validity(field: FieldId): Promise<PerValue | undefined> {
    const distinct = this.readings.distinctOf(field);
    const verdicts = await this.readings.verdictsOf(field);
    if (distinct === undefined || verdicts === undefined) return undefined;
    const verdict = new Uint32Array(distinct.length);
    const unknown = this.intern({ kind: 'unknown' });
    for (let value = 0; value < verdict.length; value++) {
      const validity = verdicts.validity[value]!;
      // A blank is not judged; a stand-in for nothing is a finding, since it passes for a value elsewhere.
      verdict[value] = validity === 0 ? 0 : verdicts.reason[value]! || (validity === EMPTY ? SKIP : unknown);
    }
    return { distinct, verdict };
  }

  /** Which distinct values count as filled: not blank, no stand-in for nothing. */
  private async filledOf(field: FieldId): Promise<{ distinct: DistinctValues; filled: Uint8Array } | undefined> {
    const column = this.readings.view.field(field);
    const distinct = this.readings.distinctOf(field);
    if (column === undefined || distinct === undefined) return undefined;
    const verdicts = await this.readings.verdictsOf(field);
    const filled = new Uint8Array(distinct.length);
    for (let value = 0; value < filled.length; value++) {
      filled[value] = (verdicts === undefined ? cleanText(valueText(column, distinct.stored[value]!)) !== '' : verdicts.validity[value] !== EMPTY) ? 1 : 0;
    }
    return { distinct, filled };
  }

  private async requireAny(fields: readonly FieldId[]): Promise<void> {
    const columns = (await Promise.all(fields.map((field) => this.filledOf(field)))).filter((one) => one !== undefined);
    if (columns.length === 0) return;
    const missing = this.intern({ kind: 'missing' });
    await this.forRows((row) => {
      this.count(row);
      for (const { distinct, filled } of columns) if (filled[distinct.ofRow[row]!] === 1) return;
      this.builder.add(row, missing);
    });
  }

  /** Judges each distinct filled value. */
  private async perValue(field: FieldId, judge: (text: string, context: ColumnContext) => FindingReason | undefined): Promise<PerValue | undefined> {
    const column = this.readings.view.field(field);
    const distinct = this.readings.distinctOf(field);
    if (column === undefined || distinct === undefined) return undefined;
    const verdict = new Uint32Array(distinct.length);
    for (let value = 0; value < distinct.length; value++) {
      if (value % VALUES_BETWEEN_BREATHS === 0) await this.job.breathe();
      if (distinct.counts[value] === 0) continue;
      const text = cleanText(valueText(column, distinct.stored[value]!));
      const reason = text === '' ? undefined : judge(text, this.readings.contextAt(field, value));
      verdict[value] = text === '' ? SKIP : reason === undefined ? 0 : this.intern(reason);
    }
    return { distinct, verdict };
  }

  private range(check: Extract<RuleCheck, { kind: 'range' }>): Promise<PerValue | undefined> {
    const measure = (text: string, context: ColumnContext): number | undefined => {
      switch (check.of) {
        case 'length':
          return text.length;
        case 'number': {
          const { value } = readAmount(text, context).parts;
          return Number.isNaN(value) ? undefined : value;
        }
        case 'date':
          return readDate(text, context).parts.epochDay;
      }
    };
    return this.perValue(check.field, (text, context) => {
      const measured = measure(text, context);
      if (measured === undefined) return undefined;
      if (check.from !== null && measured < check.from) return { kind: 'belowRange', from: check.from };
      return check.to !== null && measured > check.to ? { kind: 'aboveRange', to: check.to } : undefined;
    });
  }

  private foldedValues(field: FieldId): Set<string> {
    const column = this.readings.view.field(field);
    const distinct = this.readings.distinctOf(field);
    const known = new Set<string>();
    if (column === undefined || distinct === undefined) return known;
    for (let value = 0; value < distinct.length; value++) if (distinct.counts[value]! > 0) known.add(foldWords(valueText(column, distinct.stored[value]!)));
    return known;
  }

  /** Groups rows by the 64-bit hashes of their canonical values; every row of a group of two or more is a finding. */
  private async unique(fields: readonly FieldId[]): Promise<void> {
    const columns: { ofRow: DistinctValues['ofRow']; high: Uint32Array; low: Uint32Array }[] = [];
    for (const field of fields) {
      const hashes = await this.readings.canonicalHashesOf(field);
      const distinct = this.readings.distinctOf(field);
      if (hashes === undefined || distinct === undefined) return;
      columns.push({ ofRow: distinct.ofRow, ...hashes });
    }
    let size = 1024;
    while (size < this.readings.rowCount * 2) size *= 2;
    const slots = new Uint32Array(size);
    const highs = new Uint32Array(this.readings.rowCount);
    const lows = new Uint32Array(this.readings.rowCount);
    const counts = new Uint32Array(this.readings.rowCount);
    const groupOfRow = new Uint32Array(this.readings.view.length);
    const { records } = this.options;
    /** The record of the first row of each group; the other ones of groups that have more than one. */
    const firstRecord = records === undefined ? undefined : new Uint32Array(this.readings.rowCount);
    const recordsOf = new Map<number, Set<number>>();
    let groups = 0;
    const countRecord = (group: number, record: number): void => {
      if (record === firstRecord![group]) return;
      const others = recordsOf.get(group);
      if (others === undefined) recordsOf.set(group, new Set([record]));
      else others.add(record);
      counts[group] = 1 + recordsOf.get(group)!.size;
    };
    await this.forRows((row) => {
      let high = 0;
      let low = 0;
      for (const column of columns) {
        const value = column.ofRow[row]!;
        const valueLow = column.low[value]!;
        if (valueLow === 0) return;
        high = Math.imul(high, 31) + column.high[value]!;
        low = Math.imul(low, 0x01000193) ^ valueLow;
      }
      high >>>= 0;
      low >>>= 0;
      this.count(row);
      let slot = (low ^ Math.imul(high, 0x9e3779b1)) & (size - 1);
      for (;;) {
        const entry = slots[slot]!;
        if (entry === 0) {
          highs[groups] = high;
          lows[groups] = low;
          slots[slot] = ++groups;
          counts[groups - 1] = 1;
          if (firstRecord !== undefined) firstRecord[groups - 1] = records![row]!;
          groupOfRow[row] = groups;
          return;
        }
        if (highs[entry - 1] === high && lows[entry - 1] === low) {
          groupOfRow[row] = entry;
          if (firstRecord === undefined) counts[entry - 1]!++;
          else countRecord(entry - 1, records![row]!);
          return;
        }
        slot = (slot + 1) & (size - 1);
      }
    });
    await this.forRows((row) => {
      const group = groupOfRow[row]!;
      if (group === 0) return;
      const count = counts[group - 1]!;
      if (count > 1) this.builder.add(row, this.intern({ kind: 'duplicate', count }));
    });
  }

  private async numbers(field: FieldId, read: (text: string, context: ReadContext) => number): Promise<{ ofRow: DistinctValues['ofRow']; numbers: Int32Array } | undefined> {
    const column = this.readings.view.field(field);
    const distinct = this.readings.distinctOf(field);
    if (column === undefined || distinct === undefined) return undefined;
    const numbers = new Int32Array(distinct.length);
    for (let value = 0; value < distinct.length; value++) {
      if (value % VALUES_BETWEEN_BREATHS === 0) await this.job.breathe();
      if (distinct.counts[value]! > 0) numbers[value] = read(cleanText(valueText(column, distinct.stored[value]!)), this.readings.contextAt(field, value));
    }
    return { ofRow: distinct.ofRow, numbers };
  }

  private async postcodeAgainst(postcode: FieldId, place: FieldId, provinceOf: (text: string) => number, reasonOf: (postcode: string, place: string) => FindingReason): Promise<void> {
    const codes = await this.numbers(postcode, (text, context) => (context.country === 'ES' ? Number(readPostcode(text, context).parts.province) : 0));
    const places = await this.numbers(place, (text, context) => (context.country === 'ES' ? provinceOf(text) : 0));
    if (codes === undefined || places === undefined) return;
    await this.forRows((row) => {
      const code = codes.numbers[codes.ofRow[row]!]!;
      const province = places.numbers[places.ofRow[row]!]!;
      if (code === 0 || province === 0) return;
      this.count(row);
      if (code !== province) this.builder.add(row, this.intern(reasonOf(String(code).padStart(2, '0'), String(province).padStart(2, '0'))));
    });
  }

  /** 1 a person, 2 a company, 0 unknown. */
  private async taxIdOwner(check: Extract<RuleCheck, { kind: 'taxIdOwner' }>): Promise<void> {
    const ids = await this.numbers(check.taxId, (text, context) => {
      const reading = readTaxId(text, context);
      if (reading.validity === 'invalid' || reading.parts.person === undefined) return 0;
      return reading.parts.person ? 1 : 2;
    });
    if (ids === undefined) return;
    const formOf = (text: string): number => (text !== '' && findLegalForm(text)?.sure === true ? 2 : 0);
    const companies = check.companyName === null ? undefined : await this.numbers(check.companyName, (text) => formOf(text) || (text === '' ? 0 : 3));
    const given = check.givenName === null ? undefined : await this.numbers(check.givenName, (text) => (isGivenName(foldWords(text).split(' ')[0]!) ? 1 : 0));
    const full = check.fullName === null ? undefined : await this.numbers(check.fullName, (text) => formOf(text) || (looksLikePerson(text) ? 1 : 0));
    const personOnCompany = this.intern({ kind: 'personIdOnCompany' });
    const companyOnPerson = this.intern({ kind: 'companyIdOnPerson' });
    await this.forRows((row) => {
      const id = ids.numbers[ids.ofRow[row]!]!;
      if (id === 0) return;
      const company = companies === undefined ? 0 : companies.numbers[companies.ofRow[row]!]!;
      const name = full === undefined ? 0 : full.numbers[full.ofRow[row]!]!;
      const first = given === undefined ? 0 : given.numbers[given.ofRow[row]!]!;
      const owner = company === 2 || name === 2 ? 2 : company === 0 && (name === 1 || first === 1) ? 1 : 0;
      if (owner === 0) return;
      this.count(row);
      if (id === 1 && owner === 2) this.builder.add(row, personOnCompany);
      else if (id === 2 && owner === 1) this.builder.add(row, companyOnPerson);
    });
  }

  private async dateOrder(first: FieldId, second: FieldId): Promise<void> {
    const days = (field: FieldId) =>
      this.numbers(field, (text, context) => {
        const { parts, reason } = readDate(text, context);
        return parts.precision === 'day' && parts.epochDay !== undefined && reason?.kind !== 'genericDate' ? parts.epochDay : NO_DAY;
      });
    const starts = await days(first);
    const ends = await days(second);
    if (starts === undefined || ends === undefined) return;
    const reason = this.intern({ kind: 'endBeforeStart' });
    await this.forRows((row) => {
      const start = starts.numbers[starts.ofRow[row]!]!;
      const end = ends.numbers[ends.ofRow[row]!]!;
      if (start === NO_DAY || end === NO_DAY) return;
      this.count(row);
      if (end < start) this.builder.add(row, reason);
    });
  }

  private async genderName(gender: FieldId, givenName: FieldId): Promise<void> {
    const numberOf = (one: string): number => (one === 'female' ? 1 : one === 'male' ? 2 : 0);
    const genders = await this.numbers(gender, (text, context) => numberOf(readValue('gender', text, context).canonical));
    const names = await this.numbers(givenName, (text) => numberOf(genderOfGivenName(foldWords(text)) ?? ''));
    if (genders === undefined || names === undefined) return;
    const reasons = [0, this.intern({ kind: 'genderDiffers', expected: 'female' }), this.intern({ kind: 'genderDiffers', expected: 'male' })];
    await this.forRows((row) => {
      const written = genders.numbers[genders.ofRow[row]!]!;
      const expected = names.numbers[names.ofRow[row]!]!;
      if (written === 0 || expected === 0) return;
      this.count(row);
      if (written !== expected) this.builder.add(row, reasons[expected]!);
    });
  }

  /** Rows that the condition leaves in, of those that `before` left in. */
  private maskOf(condition: Condition, before: Uint8Array | undefined): Uint8Array {
    const { view } = this.readings;
    const mask = new Uint8Array(view.length);
    const column = view.field(condition.field);
    const distinct = this.readings.distinctOf(condition.field);
    const wanted = condition.kind === 'oneOf' || condition.kind === 'notOneOf' ? new Set(condition.values.map(foldWords)) : undefined;
    const holds = new Uint8Array(distinct?.length ?? 0);
    if (column !== undefined && distinct !== undefined) {
      for (let value = 0; value < distinct.length; value++) {
        const text = cleanText(valueText(column, distinct.stored[value]!));
        holds[value] = meets(condition, text, wanted) ? 1 : 0;
      }
    }
    const withoutColumn = meets(condition, '', wanted) ? 1 : 0;
    for (let row = 0; row < mask.length; row++) {
      if (before !== undefined && before[row] === 0) continue;
      mask[row] = distinct === undefined ? withoutColumn : holds[distinct.ofRow[row]!]!;
    }
    return mask;
  }
}

const NO_DAY = -2_147_483_648;

function meets(condition: Condition, text: string, wanted: ReadonlySet<string> | undefined): boolean {
  switch (condition.kind) {
    case 'filled':
      return text !== '';
    case 'blank':
      return text === '';
    case 'oneOf':
      return wanted!.has(foldWords(text));
    case 'notOneOf':
      return !wanted!.has(foldWords(text));
  }
}

/** A known given name somewhere and a frequent surname beside it. */
function looksLikePerson(text: string): boolean {
  const words = foldWords(text).split(' ');
  return words.length >= 2 && words.length <= 6 && words.some((word) => isGivenName(word)) && words.some((word) => isFrequentSurname(word) && !isGivenName(word));
}

/** The whole value has to match; undefined where the expression is not one, or might never end. */
export function compilePattern(pattern: string): RegExp | undefined {
  try {
    const expression = new RegExp(`^(?:${pattern})$`, 'u');
    return runsAway(pattern) ? undefined : expression;
  } catch {
    return undefined;
  }
}
