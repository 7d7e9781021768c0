// Describes one column: how full, how many different values, of what shapes, lengths, ranges, and what stands out.
import type { Job } from '../kernel/job.ts';
import type { FieldId } from '../model/fields.ts';
import { canonicalOf } from '../model/fields.ts';
import { valueText } from '../table/TextColumn.ts';
import type { TextColumn } from '../table/TextColumn.ts';
import { readAmount } from '../values/amount.ts';
import { readIban } from '../values/bankAccount.adapter.ts';
import { readDate } from '../values/date.ts';
import { decideDateFormat } from '../values/dateFormat.ts';
import { readEmail } from '../values/email.ts';
import { foldWords } from '../values/fold.ts';
import { readPhone } from '../values/phone.adapter.ts';
import { isPlaceholder } from '../values/placeholder.ts';
import type { ReadContext } from '../values/reading.ts';
import { readTaxId } from '../values/taxId.ts';
import { readWebsite } from '../values/website.ts';
import { EMPTY, isDateField, sampleOf } from './ColumnReadings.ts';
import type { ColumnReadings, JudgedValues, Verdicts } from './ColumnReadings.ts';
import type { DistinctValues } from './distinctValues.ts';
import { patternOf } from './valuePattern.ts';

export type ColumnKind = 'empty' | 'constant' | 'identifier' | 'category' | 'boolean' | 'number' | 'date' | 'email' | 'phone' | 'taxId' | 'iban' | 'website' | 'text';

export type PatternCount = { readonly pattern: string; readonly count: number; readonly example: string };
export type ValueCount = { readonly value: string; readonly count: number };

export type ColumnProfile = {
  readonly field: FieldId;
  readonly rows: number;
  /** filled + placeholders + blank = rows. */
  readonly filled: number;
  readonly placeholders: number;
  /** Nothing but spaces, or no cell at all. */
  readonly blank: number;
  /** Different filled values, and how many of them stand in one row only. */
  readonly distinct: number;
  readonly unique: number;
  readonly kind: ColumnKind;
  /** Share of the sampled values that fit the kind, 0..1. */
  readonly kindConfidence: number;
  /** In UTF-16 code units; null where nothing is filled. */
  readonly lengths: { readonly min: number; readonly max: number; readonly mean: number } | null;
  /** Commonest first, at most 20. */
  readonly patterns: readonly PatternCount[];
  readonly patternsInAll: number;
  /** Commonest first, at most 20. */
  readonly topValues: readonly ValueCount[];
  /** Numbers: range, mean, quartiles and what lies more than three interquartile ranges outside them. */
  readonly numbers: { readonly count: number; readonly min: number; readonly max: number; readonly mean: number; readonly quartiles: readonly [number, number, number]; readonly outliers: number; readonly outlierExamples: readonly string[] } | null;
  /** ISO dates. */
  readonly dates: { readonly count: number; readonly min: string; readonly max: string; readonly order: 'dmy' | 'mdy' | 'ymd'; readonly orderConfidence: number } | null;
  /** Rows per verdict; null for custom fields. Blank rows and placeholders are `empty`. */
  readonly validity: { readonly valid: number; readonly suspect: number; readonly invalid: number; readonly empty: number } | null;
  /** Rare shapes in a column that has one main shape. */
  readonly oddPatterns: readonly PatternCount[];
};

const TOP = 20;
const PATTERNS_KEPT = 20_000;
/** A few milliseconds' work. */
const VALUES_BETWEEN_BREATHS = 4000;

/** Undefined where the view has no such column. */
export async function profileColumn(readings: ColumnReadings, field: FieldId, job: Job): Promise<ColumnProfile | undefined> {
  await readings.prepare(field);
  const column = readings.view.field(field);
  const distinct = readings.textsOf(field);
  const judged = readings.distinctOf(field);
  if (column === undefined || distinct === undefined || judged === undefined) return undefined;
  const verdicts = await readings.verdictsOf(field);
  const emptyTexts = verdicts === undefined ? undefined : emptinessOf(verdicts, judged, distinct.length);
  let filled = 0;
  let placeholders = 0;
  let different = 0;
  let unique = 0;
  let minLength = Infinity;
  let maxLength = 0;
  let lengthSum = 0;
  const isFilled = new Uint8Array(distinct.length);
  const patterns = new Map<string, { count: number; value: number }>();
  let otherPatterns = 0;
  for (let value = 0; value < distinct.length; value++) {
    if (value % VALUES_BETWEEN_BREATHS === 0) await job.breathe();
    const count = distinct.counts[value]!;
    if (count === 0) continue;
    const storedValue = distinct.stored[value]!;
    const empty = emptyTexts === undefined ? emptiness(column, storedValue) : emptyTexts[value] === 0 ? 'filled' : emptyTexts[value] === 1 ? 'blank' : 'placeholder';
    if (empty === 'placeholder') placeholders += count;
    if (empty !== 'filled') continue;
    isFilled[value] = 1;
    filled += count;
    different++;
    if (count === 1) unique++;
    const length = lengthOf(column, storedValue);
    if (length < minLength) minLength = length;
    if (length > maxLength) maxLength = length;
    lengthSum += length * count;
    const pattern = patternOf(column, storedValue);
    const known = patterns.get(pattern);
    if (known !== undefined) known.count += count;
    else if (patterns.size < PATTERNS_KEPT) patterns.set(pattern, { count, value: storedValue });
    else otherPatterns++;
  }
  const rows = readings.rowCount;
  const context = readings.contextOf(field);
  const { kind, confidence } = await inferKind(column, distinct, isFilled, { rows: filled, different, unique }, context, job);
  const canonical = canonicalOf(field);
  const allPatterns = Array.from(patterns, ([pattern, { count, value }]) => ({ pattern, count, example: valueText(column, value) })).sort((left, right) => right.count - left.count || (left.pattern < right.pattern ? -1 : 1));
  return {
    field,
    rows,
    filled,
    placeholders,
    blank: rows - filled - placeholders,
    distinct: different,
    unique,
    kind,
    kindConfidence: confidence,
    lengths: filled === 0 ? null : { min: minLength, max: maxLength, mean: lengthSum / filled },
    patterns: allPatterns.slice(0, TOP),
    patternsInAll: allPatterns.length + otherPatterns,
    topValues: topValues(column, distinct, isFilled),
    numbers: canonical === 'amount' || (canonical === undefined && kind === 'number') ? profileNumbers(column, distinct, isFilled, context) : null,
    dates: isDateField(canonical) || (canonical === undefined && kind === 'date') ? profileDates(column, distinct, isFilled, context) : null,
    validity: verdicts === undefined ? null : countVerdicts(verdicts.validity, judged.counts),
    oddPatterns: oddPatterns(allPatterns, filled),
  };
}

/** Per text: 0 filled, 1 blank, 2 a stand-in. What is empty is so in every country. */
function emptinessOf(verdicts: Verdicts, judged: JudgedValues, texts: number): Uint8Array {
  const empty = new Uint8Array(texts);
  for (let value = 0; value < judged.length; value++) {
    if (verdicts.validity[value] === EMPTY) empty[judged.text === undefined ? value : judged.text[value]!] = verdicts.reason[value] === 0 ? 1 : 2;
  }
  return empty;
}

/** Whether a stored value says anything. */
export function emptiness(column: TextColumn, value: number): 'blank' | 'placeholder' | 'filled' {
  const start = column.offsets[value]!;
  const end = column.offsets[value + 1]!;
  if (end === start || column.bytes[start] === 0xff) return 'blank';
  if (end - start > 40) return 'filled';
  const text = valueText(column, value).trim();
  return text === '' ? 'blank' : isPlaceholder(text) ? 'placeholder' : 'filled';
}

function lengthOf(column: TextColumn, value: number): number {
  const start = column.offsets[value]!;
  const end = column.offsets[value + 1]!;
  let length = 0;
  for (let at = start; at < end; at++) {
    const byte = column.bytes[at]!;
    if ((byte & 0xc0) !== 0x80) length += byte >= 0xf0 ? 2 : 1;
  }
  return length;
}

function topValues(column: TextColumn, distinct: DistinctValues, isFilled: Uint8Array): ValueCount[] {
  const best: number[] = [];
  let threshold = 0;
  for (let value = 0; value < distinct.length; value++) {
    const count = distinct.counts[value]!;
    if (isFilled[value] === 0 || (best.length === TOP && count <= threshold)) continue;
    best.push(value);
    best.sort((left, right) => distinct.counts[right]! - distinct.counts[left]! || left - right);
    if (best.length > TOP) best.pop();
    threshold = distinct.counts[best[best.length - 1]!]!;
  }
  return best.map((value) => ({ value: valueText(column, distinct.stored[value]!), count: distinct.counts[value]! }));
}

/** Shapes of under half a per cent where the main shape has over eighty. */
function oddPatterns(patterns: readonly PatternCount[], filled: number): PatternCount[] {
  const main = patterns[0];
  if (main === undefined || filled < 200 || main.count < 0.8 * filled) return [];
  return patterns.filter(({ count }) => count < 0.005 * filled).slice(0, TOP);
}

const booleans = new Set('si no yes true false verdadero falso 0 1 s n y t f v x activo inactivo on off'.split(' '));
const KIND_SAMPLE = 3000;
/** Phones are slow to read. */
const SAMPLES_BETWEEN_BREATHS = 50;

async function inferKind(
  column: TextColumn,
  distinct: DistinctValues,
  isFilled: Uint8Array,
  { rows, different, unique }: { rows: number; different: number; unique: number },
  context: ReadContext,
  job: Job,
): Promise<{ kind: ColumnKind; confidence: number }> {
  if (rows === 0) return { kind: 'empty', confidence: 1 };
  if (different === 1) return { kind: 'constant', confidence: 1 };
  const counts: Record<'boolean' | 'number' | 'date' | 'email' | 'phone' | 'taxId' | 'iban' | 'website', number> = { boolean: 0, number: 0, date: 0, email: 0, phone: 0, taxId: 0, iban: 0, website: 0 };
  let sampled = 0;
  const sample: [string, number][] = [];
  const step = Math.max(1, Math.ceil(distinct.length / KIND_SAMPLE));
  for (let value = 0; value < distinct.length; value += step) if (isFilled[value] === 1) sample.push([valueText(column, distinct.stored[value]!), 1]);
  const evidence = decideDateFormat(sample, context.country === 'US');
  const dateContext = { ...context, dateFormat: { ...evidence.format, serial: false } };
  for (const [text] of sample) {
    if (sampled++ % SAMPLES_BETWEEN_BREATHS === 0) await job.breathe();
    if (different <= 4 && booleans.has(foldWords(text))) counts.boolean++;
    const digits = /\d/.test(text);
    if (text.includes('@')) counts.email += readEmail(text).validity === 'valid' ? 1 : 0;
    else if (digits) {
      if (readAmount(text, context).validity === 'valid') counts.number++;
      if (text.length <= 40 && /[-/. ]|^\d{8}$/.test(text) && readDate(text, dateContext).parts.precision === 'day') counts.date++;
      if (text.length >= 9 && text.length <= 25 && readPhone(text, context).validity === 'valid') counts.phone++;
      if (text.length >= 8 && text.length <= 18 && readTaxId(text, context).validity === 'valid') counts.taxId++;
      if (text.length >= 15 && readIban(text, context).validity === 'valid') counts.iban++;
    }
    if (!text.includes('@') && text.includes('.') && readWebsite(text).validity === 'valid') counts.website++;
  }
  const enough = 0.85 * sampled;
  for (const kind of ['boolean', 'email', 'iban', 'taxId', 'phone', 'date', 'website'] as const) {
    if (counts[kind] >= enough) return { kind, confidence: counts[kind] / sampled };
  }
  if (unique >= 0.99 * rows && rows >= 20 && counts.number >= enough && sample.every(([text]) => /^\d+$/.test(text.trim()))) return { kind: 'identifier', confidence: unique / rows };
  if (counts.number >= enough) return { kind: 'number', confidence: counts.number / sampled };
  if (different <= 60 || different < 0.002 * rows) return { kind: 'category', confidence: 1 - different / rows };
  const meanLength = sample.reduce((sum, [text]) => sum + text.length, 0) / Math.max(1, sampled);
  if (unique >= 0.99 * rows && rows >= 20 && meanLength <= 40 && sample.every(([text]) => !/\s/.test(text))) return { kind: 'identifier', confidence: unique / rows };
  return { kind: 'text', confidence: 1 };
}

function profileNumbers(column: TextColumn, distinct: DistinctValues, isFilled: Uint8Array, context: ReadContext): ColumnProfile['numbers'] {
  const values = new Float64Array(distinct.length);
  const order: number[] = [];
  let count = 0;
  let sum = 0;
  for (let value = 0; value < distinct.length; value++) {
    if (isFilled[value] === 0) continue;
    const number = readAmount(valueText(column, distinct.stored[value]!), context).parts.value;
    if (Number.isNaN(number)) continue;
    values[value] = number;
    order.push(value);
    count += distinct.counts[value]!;
    sum += number * distinct.counts[value]!;
  }
  if (count === 0) return null;
  order.sort((left, right) => values[left]! - values[right]!);
  const at = (share: number): number => {
    let rest = share * count;
    for (const value of order) {
      rest -= distinct.counts[value]!;
      if (rest <= 0) return values[value]!;
    }
    return values[order[order.length - 1]!]!;
  };
  const quartiles: [number, number, number] = [at(0.25), at(0.5), at(0.75)];
  const reach = 3 * (quartiles[2] - quartiles[0]);
  const outliers = reach === 0 ? [] : order.filter((value) => values[value]! < quartiles[0] - reach || values[value]! > quartiles[2] + reach);
  const examples = [...outliers.slice(0, 3), ...outliers.slice(-3)].filter((value, index, all) => all.indexOf(value) === index);
  return {
    count,
    min: values[order[0]!]!,
    max: values[order[order.length - 1]!]!,
    mean: sum / count,
    quartiles,
    outliers: outliers.reduce((total, value) => total + distinct.counts[value]!, 0),
    outlierExamples: examples.map((value) => valueText(column, distinct.stored[value]!)),
  };
}

function profileDates(column: TextColumn, distinct: DistinctValues, isFilled: Uint8Array, context: ReadContext): ColumnProfile['dates'] {
  const evidence = decideDateFormat(sampleOf(column, distinct), context.country === 'US');
  const ownContext: ReadContext = { ...context, dateFormat: evidence.format };
  let count = 0;
  let min = '';
  let max = '';
  for (let value = 0; value < distinct.length; value++) {
    if (isFilled[value] === 0) continue;
    const reading = readDate(valueText(column, distinct.stored[value]!), ownContext);
    if (reading.parts.precision !== 'day' || reading.reason?.kind === 'genericDate') continue;
    count += distinct.counts[value]!;
    if (min === '' || reading.canonical < min) min = reading.canonical;
    if (reading.canonical > max) max = reading.canonical;
  }
  return count === 0 ? null : { count, min, max, order: evidence.format.order, orderConfidence: evidence.confidence };
}

function countVerdicts(validity: Uint8Array, counts: Uint32Array): NonNullable<ColumnProfile['validity']> {
  const rows = [0, 0, 0, 0];
  for (let value = 0; value < validity.length; value++) rows[validity[value]!]! += counts[value]!;
  return { valid: rows[0]!, suspect: rows[1]!, invalid: rows[2]!, empty: rows[3]! };
}
