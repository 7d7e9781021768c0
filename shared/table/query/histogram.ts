// Counts numbers or dates of a field in bins: the numeric facet and the timeline.
import type { Job } from '../../kernel/job.ts';
import type { FieldId } from '../../model/fields.ts';
import type { FieldView } from '../FieldView.ts';
import type { Filter } from './Filter.ts';
import { filterMask } from './filterRows.ts';
import type { QueryContext } from './QueryContext.ts';
import { blankValues, readValues } from './readings.ts';

export type Histogram = {
  /** Bin `i` holds values from `edges[i]` up to but without `edges[i + 1]`; the last bin includes its upper edge. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  readonly blank: number;
  /** Rows that are not blank but are no number or date. */
  readonly unreadable: number;
  /** Lowest and highest among the rows; null where no row has a value. */
  readonly lowest: number | null;
  readonly highest: number | null;
};

/**
 * About `bins` bins (at most twice as many) over the values of the whole column, so that the edges stay put while the
 * filter changes. Numbers: steps of 1, 2 or 5 times a power of ten. Dates: days, weeks, months, quarters or years.
 */
export async function histogram(view: FieldView, field: FieldId, as: 'number' | 'date', bins: number, filter: Filter, context: QueryContext, job: Job): Promise<Histogram> {
  const mask = await filterMask(view, filter, context, job);
  const column = view.field(field);
  if (column === undefined) {
    const blank = mask.reduce((sum, bit) => sum + (bit === 0 ? 0 : 1), 0);
    return { edges: [], counts: [], blank, unreadable: 0, lowest: null, highest: null };
  }
  const numbers = await readValues(column, as === 'number' ? context.numberReader(field) : context.dateReader(field), job);
  job.throwIfCancelled();
  let lowest = Infinity;
  let highest = -Infinity;
  for (const number of numbers) {
    if (number < lowest && number > -Infinity) lowest = number;
    if (number > highest && number < Infinity) highest = number;
  }
  const edges = lowest > highest ? [] : as === 'number' ? numberEdges(lowest, highest, bins) : dateEdges(lowest, highest, bins);
  const binOfValue = binsOf(numbers, edges, blankValues(column));
  const counts = new Uint32Array(edges.length + 2);
  let low = Infinity;
  let high = -Infinity;
  for (let row = 0; row < mask.length; row++) {
    if (mask[row] === 0) continue;
    const value = column.kind === 'arena' ? row : column.codes[row]!;
    const bin = binOfValue[value]!;
    counts[bin] = counts[bin]! + 1;
    if (bin < 2) continue;
    const number = numbers[value]!;
    if (number < low) low = number;
    if (number > high) high = number;
  }
  return {
    edges,
    counts: Array.from(counts.subarray(2, Math.max(2, edges.length + 1))),
    blank: counts[0]!,
    unreadable: counts[1]!,
    lowest: low > high ? null : low,
    highest: low > high ? null : high,
  };
}

/** Per value: 0 blank, 1 unreadable (infinite ones too), else the number of the bin plus 2. */
function binsOf(numbers: Float64Array, edges: readonly number[], blank: Uint8Array): Uint32Array {
  const last = edges.length - 2;
  return Uint32Array.from(numbers, (number, value) => {
    if (blank[value] === 1) return 0;
    if (!Number.isFinite(number) || last < 0) return 1;
    let low = 0;
    let high = last;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (edges[middle]! <= number) low = middle;
      else high = middle - 1;
    }
    return low + 2;
  });
}

/** Round edges that hold every number from `lowest` to `highest`. */
export function numberEdges(lowest: number, highest: number, bins: number): number[] {
  const wanted = Math.max(1, bins);
  if (lowest === highest) return [lowest, highest + Math.max(1, Math.abs(highest) * 2 ** -40)];
  // Never finer than what tells the larger number from its neighbours.
  const rough = Math.max(highest / wanted - lowest / wanted, Math.max(Math.abs(lowest), Math.abs(highest)) * 2 ** -48, 2 ** -1000);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.floor(lowest / step);
  const last = Math.max(first + 1, Math.ceil(highest / step));
  // Multiplying a whole number by the step, not adding steps up, keeps 0.1 + 0.2 out of the labels.
  return Array.from({ length: last - first + 1 }, (_, i) => (step < 1 ? (first + i) / Math.round(1 / step) : (first + i) * step));
}

const units = [
  { months: 0, days: 1 },
  { months: 0, days: 7 },
  { months: 1, days: 30 },
  { months: 3, days: 91 },
  { months: 12, days: 365 },
  { months: 60, days: 1826 },
  { months: 120, days: 3652 },
  { months: 1200, days: 36524 },
] as const;

/** Starts of days, weeks (Monday), months, quarters, years, five years, decades or centuries around the days. */
export function dateEdges(lowest: number, highest: number, bins: number): number[] {
  const wanted = Math.max(1, bins);
  const unit = units.find(({ days }) => (highest - lowest) / days <= wanted) ?? units[units.length - 1]!;
  const edges: number[] = [];
  if (unit.months === 0) {
    // 1970-01-01 was a Thursday, so days that start a week are 4 more than a multiple of 7.
    const first = unit.days === 7 ? Math.floor((lowest - 4) / 7) * 7 + 4 : Math.floor(lowest);
    for (let edge = first; edges.length < 2 || edges.at(-1)! <= highest; edge += unit.days) edges.push(edge);
    return edges;
  }
  const first = Math.floor(monthOf(lowest) / unit.months) * unit.months;
  for (let month = first; edges.length < 2 || edges.at(-1)! <= highest; month += unit.months) edges.push(dayOfMonthStart(month));
  return edges;
}

/** Months since year 0 of the month that a day lies in. Source: Howard Hinnant, chrono-compatible date algorithms. */
function monthOf(day: number): number {
  const shifted = Math.floor(day) + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  return (yearOfEra + era * 400) * 12 + fromMarch + 2;
}

/** The epoch day on which a month (counted as above) starts. */
function dayOfMonthStart(month: number): number {
  const fromMarch = month - 2;
  const year = Math.floor(fromMarch / 12);
  const monthOfYear = fromMarch - year * 12;
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * monthOfYear + 2) / 5);
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
}
