// Counts how often each value of a field occurs among the rows: the text facet.
import type { Job } from '../../kernel/job.ts';
import type { FieldId } from '../../model/fields.ts';
import type { FieldView } from '../FieldView.ts';
import { containingValues } from '../search/findInValues.ts';
import { valueCount, valueText, type TextColumn } from '../TextColumn.ts';
import { hashBytes } from '../ValueTable.ts';
import type { Filter } from './Filter.ts';
import { filterMask } from './filterRows.ts';
import { foldColumn, foldedBytes } from './foldedColumn.ts';
import type { QueryContext } from './QueryContext.ts';
import { blankValues } from './readings.ts';
import { ranksFor } from './sortRows.ts';

export type FacetOptions = {
  /** At most so many values come back. */
  readonly limit: number;
  /** count: most frequent first, equal ones by their texts' code points. name: by the locale's collation. */
  readonly order: 'count' | 'name';
  /** Only values that contain this, case and accents folded; '' for all. */
  readonly search: string;
};

export type TextFacet = {
  readonly values: readonly { readonly text: string; readonly count: number }[];
  /** Different values that are not blank and occur among the rows, whatever is searched. */
  readonly distinct: number;
  /** Of these, how many the search lets through; `values` may hold fewer. */
  readonly matching: number;
  /** Rows whose cell is missing, empty or white space. */
  readonly blank: number;
  readonly rows: number;
};

/** Counts among the rows that pass the filter; give it `withoutField(filter, field)` to keep excluded values in view. */
export async function facetCounts(view: FieldView, field: FieldId, filter: Filter, options: FacetOptions, context: QueryContext, job: Job): Promise<TextFacet> {
  const mask = await filterMask(view, filter, context, job);
  const column = view.field(field);
  if (column === undefined) {
    const rows = mask.reduce((sum, bit) => sum + (bit === 0 ? 0 : 1), 0);
    return { values: [], distinct: 0, matching: 0, blank: rows, rows };
  }
  const groups = await groupEqualValues(column, job);
  job.throwIfCancelled();
  const counts = countValues(column, groups, mask);
  const blank = blankValues(column);
  const found = options.search === '' ? undefined : containingValues(await foldColumn(column, context.fold, job), foldedBytes(options.search, context.fold));
  const ranks = options.order === 'name' ? (await ranksFor(view, field, { ...context, typeOf: () => 'text' }, job))?.ranks : undefined;
  const compare = (left: number, right: number): number =>
    (ranks === undefined ? counts[right]! - counts[left]! : ranks[left]! - ranks[right]!) || compareBytes(column, left, right);
  const best = new Best(options.limit, compare);
  let rows = 0;
  let distinct = 0;
  let matching = 0;
  let blanks = 0;
  for (let value = 0; value < counts.length; value++) {
    const count = counts[value]!;
    if (count === 0) continue;
    rows += count;
    if (blank[value] === 1) {
      blanks += count;
      continue;
    }
    distinct++;
    if (found !== undefined && found[value] === 0) continue;
    matching++;
    best.offer(value);
  }
  return { values: best.sorted().map((value) => ({ text: valueText(column, value), count: counts[value]! })), distinct, matching, blank: blanks, rows };
}

const grouped = new WeakMap<TextColumn, Uint32Array>();

/** For each stored value the first stored value with the same bytes; undefined for a dictionary, where all differ. */
export async function groupEqualValues(column: TextColumn, job: Job): Promise<Uint32Array | undefined> {
  if (column.kind === 'dictionary') return undefined;
  const known = grouped.get(column);
  if (known !== undefined) return known;
  const values = valueCount(column);
  const { bytes, offsets } = column;
  let capacity = 1024;
  while (capacity < values * 2) capacity *= 2;
  const slots = new Int32Array(capacity).fill(-1);
  const hashes = new Uint32Array(values);
  const firsts = new Uint32Array(values);
  for (let value = 0; value < values; value++) {
    if (value % 65_536 === 0) await job.breathe();
    const start = offsets[value]!;
    const end = offsets[value + 1]!;
    const hash = hashBytes(bytes, start, end);
    hashes[value] = hash;
    for (let slot = hash & (capacity - 1); ; slot = (slot + 1) & (capacity - 1)) {
      const other = slots[slot]!;
      if (other < 0) {
        slots[slot] = value;
        firsts[value] = value;
        break;
      }
      if (hashes[other] === hash && compareBytes(column, other, value) === 0) {
        firsts[value] = other;
        break;
      }
    }
  }
  grouped.set(column, firsts);
  return firsts;
}

function countValues(column: TextColumn, firsts: Uint32Array | undefined, mask: Uint8Array): Uint32Array {
  const counts = new Uint32Array(valueCount(column));
  const valueOf = column.kind === 'dictionary' ? column.codes : (firsts as Uint32Array);
  if (valueOf instanceof Uint8Array) for (let row = 0; row < mask.length; row++) if (mask[row] !== 0) counts[valueOf[row]!] = counts[valueOf[row]!]! + 1;
  if (valueOf instanceof Uint16Array) for (let row = 0; row < mask.length; row++) if (mask[row] !== 0) counts[valueOf[row]!] = counts[valueOf[row]!]! + 1;
  if (valueOf instanceof Uint32Array) for (let row = 0; row < mask.length; row++) if (mask[row] !== 0) counts[valueOf[row]!] = counts[valueOf[row]!]! + 1;
  return counts;
}

function compareBytes(column: TextColumn, left: number, right: number): number {
  const { bytes, offsets } = column;
  const leftEnd = offsets[left + 1]!;
  const rightEnd = offsets[right + 1]!;
  let a = offsets[left]!;
  let b = offsets[right]!;
  while (a < leftEnd && b < rightEnd) {
    const difference = bytes[a++]! - bytes[b++]!;
    if (difference !== 0) return difference;
  }
  return leftEnd - a - (rightEnd - b);
}

/** Keeps the first `limit` of what is offered, by an order without ties. */
class Best {
  private readonly limit: number;
  private readonly compare: (left: number, right: number) => number;
  private kept: number[] = [];
  /** The last one kept once full; anything behind it is refused at once. */
  private bar: number | undefined;

  constructor(limit: number, compare: (left: number, right: number) => number) {
    this.limit = Math.max(0, limit);
    this.compare = compare;
  }

  offer(value: number): void {
    if (this.limit === 0 || (this.bar !== undefined && this.compare(value, this.bar) > 0)) return;
    this.kept.push(value);
    if (this.kept.length >= this.limit * 2 + 64) this.prune();
  }

  sorted(): number[] {
    this.prune();
    return this.kept;
  }

  private prune(): void {
    this.kept.sort(this.compare);
    this.kept.length = Math.min(this.kept.length, this.limit);
    if (this.kept.length === this.limit) this.bar = this.kept.at(-1);
  }
}
