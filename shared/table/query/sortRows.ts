// Puts rows in order by one or several fields: counting sort over ranks, stable.
import type { Job } from '../../kernel/job.ts';
import type { FieldId } from '../../model/fields.ts';
import type { FieldView } from '../FieldView.ts';
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
