// Search as you type over chosen fields: whole value, part of a value, or nearly (trigrams), case and accents folded.
import { assertNever } from '../../kernel/assertNever.ts';
import type { Job } from '../../kernel/job.ts';
import type { FieldId } from '../../model/fields.ts';
import type { FieldView } from '../FieldView.ts';
import type { SearchMode } from '../query/Filter.ts';
import { bestIn, findInValues, findWholeValues } from '../query/findInValues.ts';
import { foldColumn, foldedBytes, type FoldedColumn } from '../query/foldedColumn.ts';
import type { Fold, QueryContext } from '../query/QueryContext.ts';
import { mixRows, raiseRows } from '../query/gather.ts';
import { rowsOfMask, type RowMask } from '../query/rowMask.ts';
import type { TextColumn } from '../TextColumn.ts';
import { estimateValues, indexTrigrams, markValues, trigramsOf } from './trigramIndex.ts';

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
 * shorter values (unless more than 20,000 rows tie), then to the earlier row.
 */
export async function searchRows(view: FieldView, query: SearchQuery, limit: number, context: QueryContext, job: Job): Promise<SearchResult> {
  const scores = await searchScores(view, query, context, job);
  const columns = await foldedOf(view, query.fields, context.fold, job);
  const rows = rowsOfMask(scores);
  const best = bestRows(rows, scores, columns, limit);
  return { rows, best, scores: Uint32Array.from(best, (row) => scores[row]!) };
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
      for (const { column, folded } of columns) {
        const { quality, hits, values } = findWholeValues(folded, needle);
        if (hits > 0) raise(scores, column, quality, values);
      }
      return scores;
    }
    case 'substring':
      return substringScores(view, columns, terms, job);
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

type TermScores = { readonly columns: readonly SearchedColumn[]; readonly term: string; readonly scores: Uint8Array };

const recentTerms = new WeakMap<FieldView, TermScores[]>();
const REMEMBERED_TERMS = 4;

function substringScores(view: FieldView, columns: readonly SearchedColumn[], terms: readonly Uint8Array[], job: Job): Uint8Array {
  const { length } = view;
  // A view may come to show other columns, so the columns themselves are compared.
  const isOverSame = (entry: TermScores): boolean => entry.columns.length === columns.length && columns.every(({ folded }, i) => entry.columns[i]!.folded === folded && entry.columns[i]!.column === columns[i]!.column);
  const known = recentTerms.get(view) ?? [];
  const planned = terms.map((term) => {
    const scores = known.find((entry) => entry.term === term.join() && isOverSame(entry))?.scores;
    return { term, scores, rows: scores === undefined ? columns.reduce((sum, { folded }) => sum + estimateValues(folded, term), 0) : 0 };
  });
  // Words known from the last letter typed come first, then rare ones: what they leave over is looked at row by row.
  planned.sort((left, right) => left.rows - right.rows || right.term.length - left.term.length);
  const used: TermScores[] = [];
  let total: Uint8Array | undefined;
  for (const { term, scores: remembered } of planned) {
    job.throwIfCancelled();
    const rest = total === undefined || remembered !== undefined ? undefined : rowsOfMask(total);
    if (total !== undefined && rest !== undefined && rest.length * 16 < length) {
      for (const row of rest) {
        let best = 0;
        for (const { column, folded } of columns) best = Math.max(best, bestIn(folded, term, column.kind === 'arena' ? row : column.codes[row]!));
        total[row] = best === 0 ? 0 : total[row]! + best;
      }
      continue;
    }
    const scores = remembered ?? termScores(length, columns, term);
    used.push({ columns, term: term.join(), scores });
    if (total === undefined) total = scores.slice();
    else for (let row = 0; row < length; row++) total[row] = total[row] === 0 || scores[row] === 0 ? 0 : total[row]! + scores[row]!;
  }
  recentTerms.set(view, [...used, ...known.filter((entry) => !used.some((one) => one.scores === entry.scores))].slice(0, REMEMBERED_TERMS));
  return total ?? new Uint8Array(length).fill(1);
}

/** How well each row answers one word. */
function termScores(length: number, columns: readonly SearchedColumn[], term: Uint8Array): Uint8Array {
  const scores = new Uint8Array(length);
  for (const { column, folded } of columns) {
    const { quality, hits, values } = findInValues(folded, term);
    if (hits > 0) raise(scores, column, quality, values);
  }
  return scores;
}

/** Gives each row the quality of its value where that is better than what the row has. `values` are all with a quality. */
function raise(scores: Uint8Array, column: TextColumn, quality: Uint8Array, values: Uint32Array | undefined): void {
  if (column.kind === 'dictionary' || values === undefined) raiseRows(column, quality, scores);
  else for (const row of values) if (quality[row]! > scores[row]!) scores[row] = quality[row]!;
}

async function fuzzyScores(length: number, columns: readonly SearchedColumn[], needle: Uint8Array, job: Job): Promise<Uint8Array> {
  const wanted = trigramsOf(needle).slice(0, FUZZY_TRIGRAMS);
  const scores = new Uint8Array(length);
  if (wanted.length === 0) return scores;
  const bits = new Uint32Array(length);
  for (const { column, folded } of columns) {
    const index = await indexTrigrams(folded, job);
    job.throwIfCancelled();
    const ofValues = column.kind === 'arena' ? bits : new Uint32Array(folded.offsets.length - 1);
    let hits = 0;
    wanted.forEach((trigram, i) => {
      markValues(index, trigram, ofValues, 1 << i);
      hits += index.counts[trigram]!;
    });
    if (column.kind === 'arena' || hits === 0) continue;
    mixRows(column, ofValues, bits);
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

/** Beyond this number of candidates the length of values no longer settles ties. */
const SIZED_ROWS = 20_000;

/** The `limit` best rows, best first. */
function bestRows(found: Uint32Array, scores: Uint8Array, columns: readonly SearchedColumn[], limit: number): Uint32Array {
  const withScore = new Uint32Array(256);
  for (const row of found) withScore[scores[row]!] = withScore[scores[row]!]! + 1;
  let least = 255;
  let kept = withScore[255]!;
  while (least > 1 && kept < limit) kept += withScore[--least]!;
  const isSized = kept <= SIZED_ROWS;
  // Without sizes the earliest rows with the least score are taken.
  let room = isSized ? kept : limit - (kept - withScore[least]!);
  const rows: number[] = [];
  for (const row of found) {
    if (scores[row]! < least || (scores[row] === least && room-- <= 0)) continue;
    rows.push(row);
  }
  const sizes = new Map<number, number>();
  if (isSized) for (const row of rows) sizes.set(row, sizeOf(row, columns));
  rows.sort((left, right) => scores[right]! - scores[left]! || (sizes.get(left) ?? 0) - (sizes.get(right) ?? 0) || left - right);
  return Uint32Array.from(rows.slice(0, limit));
}

/** Bytes of the searched values of a row. */
function sizeOf(row: number, columns: readonly SearchedColumn[]): number {
  let size = 0;
  for (const { column, folded } of columns) {
    const value = column.kind === 'arena' ? row : column.codes[row]!;
    size += folded.offsets[value + 1]! - folded.offsets[value]!;
  }
  return size;
}
