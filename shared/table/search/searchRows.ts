// Search as you type over chosen fields: whole value, part of a value, or nearly (trigrams), case and accents folded.
import { assertNever } from '../../kernel/assertNever.ts';
import type { Job } from '../../kernel/job.ts';
import type { FieldId } from '../../model/fields.ts';
import type { FieldView } from '../FieldView.ts';
import { findInValues, WHOLE_VALUE } from '../query/findInValues.ts';
import { foldColumn, foldedBytes, type FoldedColumn } from '../query/foldedColumn.ts';
import type { Fold, QueryContext } from '../query/QueryContext.ts';
import { rowsOfMask, type RowMask } from '../query/rowMask.ts';
import type { TextColumn } from '../TextColumn.ts';
import { indexTrigrams, trigramsOf } from './trigramIndex.ts';

/**
 * exact: some field's whole value is the text. substring: every word of the text occurs in some field.
 * fuzzy: some field has, or several have together, most trigrams of the text.
 */
export type SearchMode = 'exact' | 'substring' | 'fuzzy';
export type SearchQuery = { readonly text: string; readonly fields: readonly FieldId[]; readonly mode: SearchMode };

export type SearchResult = {
  /** Every row found, ascending. */
  readonly rows: Uint32Array;
  /** The best of them, best first, with their scores: higher is better, and only comparable within one result. */
  readonly best: Uint32Array;
  readonly scores: Uint32Array;
};

/** A row is near enough when it has this share of the text's trigrams. */
export const FUZZY_SHARE = 0.6;
/** Trigrams of a text beyond this number are left out: they are held as bits of one number. */
export const FUZZY_TRIGRAMS = 32;

/** What is indexed ahead of time, in the background, so that the first search is as quick as the next. */
export async function prepareSearch(view: FieldView, fields: readonly FieldId[], fold: Fold, job: Job): Promise<void> {
  for (const field of fields) {
    const column = view.field(field);
    if (column !== undefined) await indexTrigrams(await foldColumn(column, fold, job), job);
  }
}

/**
 * Rows that answer the query; a text without words finds every row. Ties between best rows go to the row with the
 * shorter values, then to the earlier row.
 */
export async function searchRows(view: FieldView, query: SearchQuery, limit: number, context: QueryContext, job: Job): Promise<SearchResult> {
  const scores = await searchScores(view, query, context, job);
  const columns = await foldedOf(view, query.fields, context.fold, job);
  const best = bestRows(scores, columns, limit);
  return { rows: rowsOfMask(scores), best, scores: Uint32Array.from(best, (row) => scores[row]!) };
}

/** One byte per row, not 0 for the rows that answer the query. */
export async function searchMask(view: FieldView, query: SearchQuery, context: QueryContext, job: Job): Promise<RowMask> {
  return searchScores(view, query, context, job);
}

type SearchedColumn = { readonly column: TextColumn; readonly folded: FoldedColumn };

async function foldedOf(view: FieldView, fields: readonly FieldId[], fold: Fold, job: Job): Promise<SearchedColumn[]> {
  const columns: SearchedColumn[] = [];
  for (const field of fields) {
    const column = view.field(field);
    if (column !== undefined) columns.push({ column, folded: await foldColumn(column, fold, job) });
  }
  return columns;
}

async function searchScores(view: FieldView, query: SearchQuery, context: QueryContext, job: Job): Promise<Uint8Array> {
  const columns = await foldedOf(view, query.fields, context.fold, job);
  job.throwIfCancelled();
  const terms = termsOf(query.text, context.fold);
  if (terms.length === 0) return new Uint8Array(view.length).fill(1);
  switch (query.mode) {
    case 'exact': {
      const scores = new Uint8Array(view.length);
      const needle = foldedBytes(query.text, context.fold);
      for (const { column, folded } of columns) raise(scores, column, findInValues(folded, needle).quality, WHOLE_VALUE);
      return scores;
    }
    case 'substring':
      return substringScores(view.length, columns, terms, job);
    case 'fuzzy':
      return fuzzyScores(view.length, columns, foldedBytes(query.text, context.fold), job);
    default:
      return assertNever(query.mode);
  }
}

/** The words of a search text, folded, at most 16 of them. */
export function termsOf(text: string, fold: Fold): Uint8Array[] {
  const words = fold(text).split(/\s+/u).filter((word) => word !== '');
  return words.slice(0, 16).map((word) => foldedBytes(word, (same) => same));
}

function substringScores(length: number, columns: readonly SearchedColumn[], terms: readonly Uint8Array[], job: Job): Uint8Array {
  let total: Uint8Array | undefined;
  for (const term of terms) {
    job.throwIfCancelled();
    const scores = new Uint8Array(length);
    for (const { column, folded } of columns) {
      const { quality, hits } = findInValues(folded, term);
      if (hits > 0) raise(scores, column, quality, 1);
    }
    if (total === undefined) total = scores;
    else for (let row = 0; row < length; row++) total[row] = total[row] === 0 || scores[row] === 0 ? 0 : total[row]! + scores[row]!;
  }
  return total ?? new Uint8Array(length).fill(1);
}

/** Gives each row the quality of its value where that is at least `least` and better than what the row has. */
function raise(scores: Uint8Array, column: TextColumn, quality: Uint8Array, least: number): void {
  if (column.kind === 'arena') {
    for (let row = 0; row < scores.length; row++) {
      const found = quality[row]!;
      if (found > scores[row]! && found >= least) scores[row] = found;
    }
    return;
  }
  const codes = column.codes;
  for (let row = 0; row < scores.length; row++) {
    const found = quality[codes[row]!]!;
    if (found > scores[row]! && found >= least) scores[row] = found;
  }
}

async function fuzzyScores(length: number, columns: readonly SearchedColumn[], needle: Uint8Array, job: Job): Promise<Uint8Array> {
  const wanted = trigramsOf(needle).slice(0, FUZZY_TRIGRAMS);
  const scores = new Uint8Array(length);
  if (wanted.length === 0) return scores;
  const bits = new Uint32Array(length);
  for (const { column, folded } of columns) {
    const { starts, postings } = await indexTrigrams(folded, job);
    job.throwIfCancelled();
    const ofValues = column.kind === 'arena' ? bits : new Uint32Array(folded.offsets.length - 1);
    let hits = 0;
    wanted.forEach((trigram, i) => {
      const end = starts[trigram + 1]!;
      for (let at = starts[trigram]!; at < end; at++) ofValues[postings[at]!] = ofValues[postings[at]!]! | (1 << i);
      hits += end - starts[trigram]!;
    });
    if (column.kind === 'arena' || hits === 0) continue;
    const codes = column.codes;
    for (let row = 0; row < length; row++) bits[row] = bits[row]! | ofValues[codes[row]!]!;
  }
  const least = Math.max(1, Math.ceil(wanted.length * FUZZY_SHARE));
  for (let row = 0; row < length; row++) {
    if (bits[row] === 0) continue;
    const shared = bitCount(bits[row]!);
    if (shared >= least) scores[row] = shared;
  }
  return scores;
}

function bitCount(bits: number): number {
  let count = bits - ((bits >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The `limit` best rows, best first. */
function bestRows(scores: Uint8Array, columns: readonly SearchedColumn[], limit: number): Uint32Array {
  const withScore = new Uint32Array(256);
  for (let row = 0; row < scores.length; row++) withScore[scores[row]!] = withScore[scores[row]!]! + 1;
  let least = 255;
  let kept = withScore[255]!;
  while (least > 1 && kept < limit) kept += withScore[--least]!;
  const rows = new Uint32Array(kept);
  let at = 0;
  for (let row = 0; row < scores.length; row++) if (scores[row]! >= least) rows[at++] = row;
  const sizes = new Float64Array(kept);
  for (const { column, folded } of columns) {
    for (let i = 0; i < kept; i++) {
      const value = column.kind === 'arena' ? rows[i]! : column.codes[rows[i]!]!;
      sizes[i] = sizes[i]! + folded.offsets[value + 1]! - folded.offsets[value]!;
    }
  }
  return takeBest(rows, sizes, scores, limit);
}

/** Keeps the best in a heap whose top is the worst kept, so that a million equal scores need no sort. */
function takeBest(rows: Uint32Array, sizes: Float64Array, scores: Uint8Array, limit: number): Uint32Array {
  const isWorse = (left: number, right: number): boolean => {
    const byScore = scores[rows[left]!]! - scores[rows[right]!]!;
    if (byScore !== 0) return byScore < 0;
    const bySize = sizes[left]! - sizes[right]!;
    return bySize === 0 ? left > right : bySize > 0;
  };
  const heap: number[] = [];
  for (let i = 0; i < rows.length; i++) {
    if (heap.length < limit) {
      heap.push(i);
      for (let child = heap.length - 1; child > 0; ) {
        const parent = (child - 1) >> 1;
        if (!isWorse(heap[child]!, heap[parent]!)) break;
        [heap[child], heap[parent]] = [heap[parent]!, heap[child]!];
        child = parent;
      }
    } else if (limit > 0 && isWorse(heap[0]!, i)) {
      heap[0] = i;
      for (let parent = 0; ; ) {
        let worst = parent;
        for (const child of [2 * parent + 1, 2 * parent + 2]) if (child < heap.length && isWorse(heap[child]!, heap[worst]!)) worst = child;
        if (worst === parent) break;
        [heap[worst], heap[parent]] = [heap[parent]!, heap[worst]!];
        parent = worst;
      }
    }
  }
  heap.sort((left, right) => (isWorse(left, right) ? 1 : -1));
  return Uint32Array.from(heap, (i) => rows[i]!);
}
