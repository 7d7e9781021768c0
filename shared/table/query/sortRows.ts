// Puts rows in order by one or several fields: counting sort over ranks, stable.
import type { Job } from '../../kernel/job.ts';
import type { FieldId } from '../../model/fields.ts';
import type { FieldView } from '../FieldView.ts';
import type { TextColumn } from '../TextColumn.ts';
import { pickRows } from './gather.ts';
import type { QueryContext } from './QueryContext.ts';
import { rankValues, type Ranks } from './rankValues.ts';

/** The first key counts most. */
export type SortKey = { readonly field: FieldId; readonly descending: boolean };

/**
 * The same rows in order; rows that no key tells apart keep the order they came in. Blank cells come last in both
 * directions. Ranks are computed at the first sort of a column and kept with it.
 */
export async function sortRows(view: FieldView, rows: Uint32Array, keys: readonly SortKey[], context: QueryContext, job: Job): Promise<Uint32Array> {
  const only = keys.length === 1 ? keys[0] : undefined;
  const column = only && view.field(only.field);
  // One key over much of the table is by far the most frequent: then the order of the whole column is kept.
  if (only && column && rows.length * WHOLE_SHARE > column.length && isAscending(rows)) {
    const order = await orderOf(view, column, only, context, job);
    return rows.length === column.length ? order.slice() : chosenOf(order, rows);
  }
  return sortByKeys(view, rows, keys, context, job);
}

/** From one row in so many on, picking rows out of the whole order is quicker than sorting them. */
const WHOLE_SHARE = 10;

type WholeOrder = { readonly column: TextColumn; readonly ranks: Ranks; readonly descending: boolean; readonly rows: Uint32Array };

/** The last orders of whole columns of a view; each takes four bytes a row. */
const recentOrders = new WeakMap<FieldView, readonly WholeOrder[]>();
const REMEMBERED_ORDERS = 4;

async function orderOf(view: FieldView, column: TextColumn, key: SortKey, context: QueryContext, job: Job): Promise<Uint32Array> {
  const ranks = (await ranksFor(view, key.field, context, job))!;
  const recent = recentOrders.get(view) ?? [];
  const known = recent.find((one) => one.column === column && one.ranks === ranks && one.descending === key.descending);
  const order = known ?? { column, ranks, descending: key.descending, rows: await sortByKeys(view, everyRow(column.length), [key], context, job) };
  recentOrders.set(view, [order, ...recent.filter((one) => one !== order)].slice(0, REMEMBERED_ORDERS));
  return order.rows;
}

function everyRow(length: number): Uint32Array {
  const rows = new Uint32Array(length);
  for (let row = 0; row < length; row++) rows[row] = row;
  return rows;
}

/** Of an order the rows that were chosen. */
function chosenOf(order: Uint32Array, chosen: Uint32Array): Uint32Array {
  const isChosen = new Uint8Array(order.length);
  for (const row of chosen) isChosen[row] = 1;
  // One place more: every row is written, and only those that were chosen are kept.
  const rows = new Uint32Array(chosen.length + 1);
  let at = 0;
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    rows[at] = row;
    at += isChosen[row]!;
  }
  return rows.subarray(0, chosen.length);
}

function isAscending(rows: Uint32Array): boolean {
  for (let i = 1; i < rows.length; i++) if (rows[i - 1]! >= rows[i]!) return false;
  return true;
}

async function sortByKeys(view: FieldView, rows: Uint32Array, keys: readonly SortKey[], context: QueryContext, job: Job): Promise<Uint32Array> {
  let sorted = rows.slice();
  for (const key of [...keys].reverse()) {
    const column = view.field(key.field);
    if (column === undefined) continue;
    const ranks = await ranksFor(view, key.field, context, job);
    if (ranks === undefined) continue;
    job.throwIfCancelled();
    const rankOf = new Uint32Array(sorted.length);
    const { ranks: rankOfValue, count } = ranks;
    pickRows(column, rankOfValue, sorted, rankOf);
    if (key.descending) for (let i = 0; i < rankOf.length; i++) if (rankOf[i]! < count) rankOf[i] = count - 1 - rankOf[i]!;
    sorted = countingSort(sorted, rankOf, count);
  }
  return sorted;
}

/** Computes the ranks ahead of time; undefined where the view has no such field. */
export async function ranksFor(view: FieldView, field: FieldId, context: QueryContext, job: Job): Promise<Ranks | undefined> {
  const column = view.field(field);
  if (column === undefined) return undefined;
  const type = context.typeOf(field);
  const reader = type === 'number' ? context.numberReader(field) : type === 'date' ? context.dateReader(field) : null;
  return rankValues(column, { locale: context.locale, reader }, job);
}

/** Rows by rank, least significant digits first; ranks are 0 … highest. */
function countingSort(rows: Uint32Array, ranks: Uint32Array, highest: number): Uint32Array<ArrayBuffer> {
  const bits = 32 - Math.clz32(highest);
  const passes = Math.max(1, Math.ceil(bits / 11));
  const width = Math.max(1, Math.ceil(bits / passes));
  const mask = (1 << width) - 1;
  let fromRows: Uint32Array = rows;
  let fromRanks = ranks;
  let toRows = new Uint32Array(rows.length);
  let toRanks = passes > 1 ? new Uint32Array(rows.length) : ranks;
  for (let pass = 0; pass < passes; pass++) {
    const shift = pass * width;
    const isLast = pass === passes - 1;
    const starts = new Uint32Array(mask + 2);
    for (let i = 0; i < fromRanks.length; i++) {
      const digit = (fromRanks[i]! >>> shift) & mask;
      starts[digit + 1] = starts[digit + 1]! + 1;
    }
    for (let digit = 0; digit < mask; digit++) starts[digit + 1] = starts[digit + 1]! + starts[digit]!;
    for (let i = 0; i < fromRanks.length; i++) {
      const rank = fromRanks[i]!;
      const digit = (rank >>> shift) & mask;
      const at = starts[digit]!;
      starts[digit] = at + 1;
      toRows[at] = fromRows[i]!;
      if (!isLast) toRanks[at] = rank;
    }
    if (isLast) break;
    const spareRows = fromRows === rows ? new Uint32Array(rows.length) : (fromRows as Uint32Array<ArrayBuffer>);
    fromRows = toRows;
    toRows = spareRows;
    const spareRanks = fromRanks;
    fromRanks = toRanks;
    toRanks = spareRanks;
  }
  return toRows;
}
