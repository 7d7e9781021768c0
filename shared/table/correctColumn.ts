// Lays corrections over a column: the delivered column stays as it is, a new one reads as corrected.
import { allocateOrdinary, type Allocate } from './allocate.ts';
import { allocateCodes } from './joinColumns.ts';
import { valueCount, valueIndexOf, type TextColumn } from './TextColumn.ts';
import { ValueTable } from './ValueTable.ts';
import { encodeText, MISSING_BYTE } from './wtf8.ts';

/** What cells that read `before` shall read; only in `rows` where they are named. A missing cell reads ''. */
export type CellChange = { readonly before: string; readonly after: string; readonly rows?: readonly number[] };

/** Steps are laid over the column in their order. */
export type CorrectionStep =
  /** All changes at once, each cell by what it read before the step; rows from `end` on are not touched. */
  | { readonly kind: 'change'; readonly end: number; readonly changes: readonly CellChange[] }
  /** Newer versions of rows, as pairs of older and newer: where both were delivered alike, the newer reads as the older does. */
  | { readonly kind: 'renew'; readonly pairs: readonly number[] };

/**
 * For each stored value of a column the place of its text among `texts`, or -1. A missing value counts as ''.
 * @param texts distinct
 */
export function placesOfTexts(column: TextColumn, texts: readonly string[]): Int32Array {
  const wanted = new ValueTable(texts.length + 1);
  for (const text of texts) {
    const bytes = encodeText(text);
    wanted.add(bytes, 0, bytes.length);
  }
  const empty = texts.indexOf('');
  const places = new Int32Array(valueCount(column));
  for (let value = 0; value < places.length; value++) {
    const start = column.offsets[value]!;
    const end = column.offsets[value + 1]!;
    places[value] = end > start && column.bytes[start] === MISSING_BYTE ? empty : wanted.find(column.bytes, start, end);
  }
  return places;
}

/**
 * The column as it reads after the steps. The same column where no step changes anything.
 * @param allocate where the new column lives
 */
export function correctColumn(column: TextColumn, steps: readonly CorrectionStep[], allocate: Allocate = allocateOrdinary): TextColumn {
  const texts = textsNamed(steps);
  if (texts.length === 0) return column;
  const { length } = column;
  const delivered = valueCount(column);
  const places = placesOfTexts(column, texts);
  // Each cell is a delivered value, or from `delivered` on one of the texts.
  const cells = new Uint32Array(length);
  for (let row = 0; row < length; row++) cells[row] = valueIndexOf(column, row);
  const placeOf = (row: number): number => {
    const cell = cells[row]!;
    return cell < delivered ? places[cell]! : cell - delivered;
  };
  const placeByText = new Map(texts.map((text, place) => [text, place]));
  let changed = false;
  for (const step of steps) {
    if (step.kind === 'renew') {
      for (let at = 0; at < step.pairs.length; at += 2) {
        const older = step.pairs[at]!;
        const newer = step.pairs[at + 1]!;
        if (cells[older]! >= delivered && isAlike(column, older, newer)) cells[newer] = cells[older]!;
      }
      continue;
    }
    const end = Math.min(step.end, length);
    const everywhere = new Int32Array(texts.length).fill(-1);
    let hasEverywhere = false;
    const named: { readonly row: number; readonly cell: number }[] = [];
    for (const { before, after, rows } of step.changes) {
      const from = placeByText.get(before)!;
      const to = placeByText.get(after)!;
      if (rows === undefined) {
        everywhere[from] = to;
        hasEverywhere = true;
      } else for (const row of rows) if (row < end && placeOf(row) === from) named.push({ row, cell: delivered + to });
    }
    if (hasEverywhere) {
      for (let row = 0; row < end; row++) {
        const place = placeOf(row);
        if (place < 0 || everywhere[place]! < 0) continue;
        cells[row] = delivered + everywhere[place]!;
        changed = true;
      }
    }
    for (const { row, cell } of named) cells[row] = cell;
    changed ||= named.length > 0;
  }
  return changed ? columnOfCells(column, cells, texts, allocate) : column;
}

function textsNamed(steps: readonly CorrectionStep[]): string[] {
  const texts = new Set<string>();
  for (const step of steps) {
    if (step.kind !== 'change') continue;
    for (const { before, after } of step.changes) texts.add(before).add(after);
  }
  return [...texts];
}

/** A missing cell and an empty one were delivered alike. */
function isAlike(column: TextColumn, left: number, right: number): boolean {
  const a = valueIndexOf(column, left);
  const b = valueIndexOf(column, right);
  if (a === b) return true;
  const size = sizeOfValue(column, a);
  if (sizeOfValue(column, b) !== size) return false;
  const start = column.offsets[a]!;
  const other = column.offsets[b]!;
  for (let i = 0; i < size; i++) if (column.bytes[start + i] !== column.bytes[other + i]) return false;
  return true;
}

function sizeOfValue({ bytes, offsets }: TextColumn, value: number): number {
  const start = offsets[value]!;
  const size = offsets[value + 1]! - start;
  return size > 0 && bytes[start] === MISSING_BYTE ? 0 : size;
}

/** Keeps the layout: a dictionary stays one, without the values that are in no row now. */
function columnOfCells(column: TextColumn, cells: Uint32Array, texts: readonly string[], allocate: Allocate): TextColumn {
  const delivered = valueCount(column);
  const encoded = texts.map((text) => encodeText(text));
  const sizeOf = (cell: number): number => (cell < delivered ? column.offsets[cell + 1]! - column.offsets[cell]! : encoded[cell - delivered]!.length);
  const copy = (cell: number, target: Uint8Array, at: number): void => {
    if (cell < delivered) target.set(column.bytes.subarray(column.offsets[cell]!, column.offsets[cell + 1]!), at);
    else target.set(encoded[cell - delivered]!, at);
  };
  if (column.kind === 'arena') {
    const offsets = new Uint32Array(allocate((cells.length + 1) * 4));
    for (let row = 0; row < cells.length; row++) offsets[row + 1] = offsets[row]! + sizeOf(cells[row]!);
    const bytes = new Uint8Array(allocate(offsets[cells.length]!));
    for (let row = 0; row < cells.length; row++) copy(cells[row]!, bytes, offsets[row]!);
    return { kind: 'arena', length: cells.length, bytes, offsets };
  }
  const table = new ValueTable(delivered + texts.length, column.bytes.length + 64);
  const numbers = new Int32Array(delivered + texts.length).fill(-1);
  const numberOf = (cell: number): number => {
    if (numbers[cell]! >= 0) return numbers[cell]!;
    const [source, start, end] = cell < delivered ? ([column.bytes, column.offsets[cell]!, column.offsets[cell + 1]!] as const) : ([encoded[cell - delivered]!, 0, encoded[cell - delivered]!.length] as const);
    return (numbers[cell] = table.add(source, start, end));
  };
  const wide = Uint32Array.from(cells, numberOf);
  const codes = allocateCodes(cells.length, table.size, allocate);
  codes.set(wide);
  const end = table.offsets[table.size]!;
  const bytes = new Uint8Array(allocate(end));
  bytes.set(table.bytes.subarray(0, end));
  const offsets = new Uint32Array(allocate((table.size + 1) * 4));
  offsets.set(table.offsets.subarray(0, table.size + 1));
  return { kind: 'dictionary', length: cells.length, codes, bytes, offsets };
}
