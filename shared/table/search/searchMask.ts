// Search as you type over chosen fields: whole value, part of a value, or nearly (trigrams), case and accents folded.
import { assertNever } from '../../kernel/assertNever.ts';
import type { Job } from '../../kernel/job.ts';
import type { FieldId } from '../../model/fields.ts';
import type { FieldView } from '../FieldView.ts';
import type { SearchMode } from '../query/Filter.ts';
import { foldColumn, foldedBytes, type FoldedColumn } from '../query/foldedColumn.ts';
import { markRows, mixRows } from '../query/gather.ts';
import type { Fold, QueryContext } from '../query/QueryContext.ts';
import { countRows, keepCommon, newMask, rowsOfMask, type RowMask } from '../query/rowMask.ts';
import { valueIndexOf, type TextColumn } from '../TextColumn.ts';
import { costOfFinding, isContained, markContaining, markWhole } from './findInValues.ts';
import { indexTrigrams, markValues, trigramsOf } from './trigramIndex.ts';

export type SearchQuery = { readonly text: string; readonly fields: readonly FieldId[]; readonly mode: SearchMode };

/** A row is near enough when it has this share of the text's trigrams. */
export const FUZZY_SHARE = 0.6;
/** Trigrams of a text beyond this number are left out: they are held as bits of one number. */
const FUZZY_TRIGRAMS = 32;

/** What is indexed ahead of time, in the background, so that the first search is as quick as the next. */
export async function prepareSearch(view: FieldView, fields: readonly FieldId[], fold: Fold, job: Job): Promise<void> {
  for (const field of fields) {
    const column = view.field(field);
    if (column !== undefined) await indexTrigrams(await foldColumn(column, fold, job), job);
  }
}

/** 1 for each row that answers the query; a text without words finds every row. The mask is the caller's own. */
export async function searchMask(view: FieldView, { text, fields, mode }: SearchQuery, context: QueryContext, job: Job): Promise<RowMask> {
  const columns = await foldedOf(view, fields, context.fold, job);
  job.throwIfCancelled();
  const terms = termsOf(text, context.fold);
  if (terms.length === 0) return newMask(view.length).fill(1);
  switch (mode) {
    case 'exact':
      return wholeMask(view.length, columns, foldedBytes(text, context.fold));
    case 'substring':
      return wordsMask(view, columns, terms, job);
    case 'fuzzy':
      return nearMask(view.length, columns, foldedBytes(text, context.fold), job);
    default:
      return assertNever(mode);
  }
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

/** The words of a search text, folded, at most 16 of them. */
function termsOf(text: string, fold: Fold): Uint8Array[] {
  const words = fold(text).split(/\s+/u).filter((word) => word !== '');
  return words.slice(0, 16).map((word) => foldedBytes(word, (same) => same));
}

function wholeMask(length: number, columns: readonly SearchedColumn[], needle: Uint8Array): RowMask {
  const mask = newMask(length);
  for (const { column, folded } of columns) markColumn(column, mask, (marks) => markWhole(folded, needle, marks));
  return mask;
}

/** Marks the values of a column, and with them its rows: in an arena a value is a row. */
function markColumn(column: TextColumn, mask: RowMask, mark: (marks: Uint8Array) => void): void {
  if (column.kind === 'arena') {
    mark(mask);
    return;
  }
  const marks = new Uint8Array(column.offsets.length - 1);
  mark(marks);
  if (marks.includes(1)) markRows(column, marks, mask);
}

/** Which rows have a word: remembered, since whoever types the next word still searches for those before it. */
type WordMask = { readonly columns: readonly SearchedColumn[]; readonly term: string; readonly mask: RowMask };

const recentWords = new WeakMap<FieldView, readonly WordMask[]>();
const REMEMBERED_WORDS = 6;

/** Looking whether one row has a word, as against looking at one likely value of one column. */
const COST_OF_ROW = 2;

async function wordsMask(view: FieldView, columns: readonly SearchedColumn[], terms: readonly Uint8Array[], job: Job): Promise<RowMask> {
  // A view may come to show other columns, so the columns themselves are compared.
  const isOverSame = (entry: WordMask): boolean => entry.columns.length === columns.length && columns.every(({ folded, column }, i) => entry.columns[i]!.folded === folded && entry.columns[i]!.column === column);
  const known = (recentWords.get(view) ?? []).filter(isOverSame);
  const used: WordMask[] = [];
  let total: RowMask | undefined;
  const unknown: Uint8Array[] = [];
  for (const term of terms) {
    const remembered = known.find((entry) => entry.term === term.join());
    if (remembered === undefined) {
      unknown.push(term);
      continue;
    }
    used.push(remembered);
    if (total === undefined) total = newMask(view.length, remembered.mask);
    else keepCommon(total, remembered.mask);
  }
  // Rare words first: what they leave over may be so little that it is looked at row by row.
  const planned = unknown.map((term) => ({ term, cost: columns.reduce((sum, { column, folded }) => sum + costOfColumn(view.length, column, folded, term), 0) })).sort((left, right) => left.cost - right.cost);
  for (const { term, cost } of planned) {
    if (total !== undefined && countRows(total) * columns.length * COST_OF_ROW < cost) {
      keepRowsWith(total, columns, term);
      continue;
    }
    const mask = await wordMask(view.length, columns, term, job);
    used.push({ columns, term: term.join(), mask });
    if (total === undefined) total = newMask(view.length, mask);
    else keepCommon(total, mask);
  }
  recentWords.set(view, [...used, ...known.filter((entry) => !used.includes(entry))].slice(0, REMEMBERED_WORDS));
  return total!;
}

/** Values to be looked at, and rows to be reached from them: eight rows cost about as much as one value. */
function costOfColumn(length: number, column: TextColumn, folded: FoldedColumn, term: Uint8Array): number {
  const cost = costOfFinding(folded, term);
  return cost === 0 || column.kind === 'arena' ? cost : cost + length / 8;
}

/** The columns with most hits come first; the few rows that are left then are looked at one by one. */
async function wordMask(length: number, columns: readonly SearchedColumn[], term: Uint8Array, job: Job): Promise<RowMask> {
  const mask = newMask(length);
  const planned = columns.map((one) => ({ ...one, cost: costOfColumn(length, one.column, one.folded, term) })).filter(({ cost }) => cost > 0).sort((left, right) => right.cost - left.cost);
  let costLeft = planned.reduce((sum, { cost }) => sum + cost, 0);
  for (const [at, { column, folded, cost }] of planned.entries()) {
    await job.breathe();
    const rowsLeft = at === 0 ? length : length - countRows(mask);
    if (rowsLeft === 0) break;
    if (rowsLeft * (planned.length - at) * COST_OF_ROW < costLeft) {
      markRowsWith(mask, planned.slice(at), term);
      break;
    }
    markColumn(column, mask, (marks) => markContaining(folded, term, marks));
    costLeft -= cost;
  }
  return mask;
}

function hasWord(columns: readonly SearchedColumn[], term: Uint8Array, row: number): boolean {
  for (const { column, folded } of columns) if (isContained(folded, term, valueIndexOf(column, row))) return true;
  return false;
}

function markRowsWith(mask: RowMask, columns: readonly SearchedColumn[], term: Uint8Array): void {
  for (let row = 0; row < mask.length; row++) if (mask[row] === 0 && hasWord(columns, term, row)) mask[row] = 1;
}

function keepRowsWith(mask: RowMask, columns: readonly SearchedColumn[], term: Uint8Array): void {
  // Fields in which the word is found more often are looked into first.
  const likely = columns.map((one) => ({ ...one, share: costOfFinding(one.folded, term) / (one.folded.offsets.length - 1) })).filter(({ share }) => share > 0).sort((left, right) => right.share - left.share);
  for (const row of rowsOfMask(mask)) if (!hasWord(likely, term, row)) mask[row] = 0;
}

async function nearMask(length: number, columns: readonly SearchedColumn[], needle: Uint8Array, job: Job): Promise<RowMask> {
  const wanted = trigramsOf(needle).slice(0, FUZZY_TRIGRAMS);
  const mask = newMask(length);
  if (wanted.length === 0) return mask;
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
  for (let row = 0; row < length; row++) if (bits[row] !== 0 && bitCount(bits[row]!) >= least) mask[row] = 1;
  return mask;
}

function bitCount(bits: number): number {
  let count = bits - ((bits >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
