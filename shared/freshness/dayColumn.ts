// Turns a text column of dates into one day number per row, reading every distinct text once.
import { textAt, valueCount, valueText, type TextColumn } from '../table/TextColumn.ts';
import { MISSING_BYTE } from '../table/wtf8.ts';

/** Stands in day columns where there is no date. */
export const NO_DAY = -2_147_483_648;

/** Days since 1970-01-01, or undefined where the text is no usable date. */
export type DayReader = (text: string) => number | undefined;

/** How the rows of one delivery write their dates. Ranges do not overlap; rows outside all of them have no date. */
export type DayRange = { readonly firstRow: number; readonly rows: number; readonly read: DayReader };

/**
 * One day per row. Dates after `latest` are slips of the pen, not knowledge, and count as none.
 * A time of day after the date is dropped before reading: the day counts as it was written, whatever its time zone.
 */
export function readDays(column: TextColumn, ranges: readonly DayRange[], latest: number): Int32Array {
  const days = new Int32Array(column.length).fill(NO_DAY);
  for (const { firstRow, rows, read } of ranges) {
    const end = Math.min(firstRow + rows, column.length);
    if (column.kind === 'dictionary') readCoded(column, firstRow, end, read, latest, days);
    else readEach(column, firstRow, end, read, latest, days);
  }
  return days;
}

function dayOf(text: string, read: DayReader, latest: number): number {
  const day = read(text);
  return day === undefined || day > latest ? NO_DAY : day;
}

function readCoded(column: Extract<TextColumn, { kind: 'dictionary' }>, from: number, end: number, read: DayReader, latest: number, days: Int32Array): void {
  const known = new Int32Array(valueCount(column));
  const seen = new Uint8Array(known.length);
  const { codes, bytes, offsets } = column;
  for (let row = from; row < end; row++) {
    const code = codes[row]!;
    if (seen[code] === 0) {
      seen[code] = 1;
      const start = offsets[code]!;
      const isEmpty = start === offsets[code + 1] || bytes[start] === MISSING_BYTE;
      known[code] = isEmpty ? NO_DAY : dayOf(withoutTime(valueText(column, code)), read, latest);
    }
    days[row] = known[code]!;
  }
}

// Columns of mostly distinct texts are dates with a time of day; their days repeat.
function readEach(column: TextColumn, from: number, end: number, read: DayReader, latest: number, days: Int32Array): void {
  const known = new Map<string, number>();
  for (let row = from; row < end; row++) {
    const start = column.offsets[row]!;
    if (start === column.offsets[row + 1] || column.bytes[start] === MISSING_BYTE) continue;
    const text = withoutTime(textAt(column, row));
    let day = known.get(text);
    if (day === undefined) {
      day = dayOf(text, read, latest);
      known.set(text, day);
    }
    days[row] = day;
  }
}

const SPACE = 32;
const COLON = 58;
const LETTER_T = 84;

/** 2024-03-05T23:30:00Z → 2024-03-05. Only what plainly is a time of day after a full date is cut. */
function withoutTime(text: string): string {
  if (text.length < 13 || !isDigit(text.charCodeAt(0)) || !isDigit(text.charCodeAt(9))) return text;
  const parting = text.charCodeAt(10);
  if (parting !== LETTER_T && parting !== SPACE) return text;
  return text.charCodeAt(13) === COLON || text.charCodeAt(12) === COLON ? text.slice(0, 10) : text;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** 1 for each row whose cell is neither missing nor empty. */
export function filledRows(column: TextColumn): Uint8Array {
  const { bytes, offsets } = column;
  const isFilled = (value: number): number => (offsets[value + 1]! > offsets[value]! && bytes[offsets[value]!] !== MISSING_BYTE ? 1 : 0);
  const filled = new Uint8Array(column.length);
  if (column.kind === 'arena') {
    for (let row = 0; row < filled.length; row++) filled[row] = isFilled(row);
    return filled;
  }
  const ofValue = Uint8Array.from({ length: valueCount(column) }, (_, value) => isFilled(value));
  for (let row = 0; row < filled.length; row++) filled[row] = ofValue[column.codes[row]!]!;
  return filled;
}
