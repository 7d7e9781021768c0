// What the stored values of a column read as numbers or days; each distinct value is read once.
import type { Job } from '../../kernel/job.ts';
import { valueCount, valueText, type TextColumn } from '../TextColumn.ts';
import { MISSING_BYTE } from '../wtf8.ts';
import type { Reader } from './QueryContext.ts';

const VALUES_PER_BREATH = 16_384;
const cache = new WeakMap<TextColumn, WeakMap<Reader, Float64Array>>();
const blanks = new WeakMap<TextColumn, Uint8Array>();

/** One number per stored value, NaN where the reader finds none. */
export async function readValues(column: TextColumn, reader: Reader, job: Job): Promise<Float64Array> {
  const known = cache.get(column)?.get(reader);
  if (known !== undefined) return known;
  const numbers = new Float64Array(valueCount(column));
  for (let value = 0; value < numbers.length; value++) {
    if (value % VALUES_PER_BREATH === 0) await job.breathe();
    numbers[value] = reader(valueText(column, value));
  }
  const byReader = cache.get(column) ?? new WeakMap<Reader, Float64Array>();
  cache.set(column, byReader.set(reader, numbers));
  return numbers;
}

/** 1 per stored value that is missing, empty or white space. */
export function blankValues(column: TextColumn): Uint8Array {
  const known = blanks.get(column);
  if (known !== undefined) return known;
  const made = new Uint8Array(valueCount(column));
  for (let value = 0; value < made.length; value++) made[value] = isBlankValue(column, value) ? 1 : 0;
  blanks.set(column, made);
  return made;
}

/** 1 per stored value that stands for no cell. */
export function missingValues(column: TextColumn): Uint8Array {
  const made = new Uint8Array(valueCount(column));
  for (let value = 0; value < made.length; value++) {
    const start = column.offsets[value]!;
    made[value] = column.offsets[value + 1]! > start && column.bytes[start] === MISSING_BYTE ? 1 : 0;
  }
  return made;
}

function isBlankValue(column: TextColumn, value: number): boolean {
  const start = column.offsets[value]!;
  const end = column.offsets[value + 1]!;
  for (let at = start; at < end; at++) {
    const byte = column.bytes[at]!;
    if (byte >= 0x80) return byte === MISSING_BYTE ? at === start : valueText(column, value).trim() === '';
    if (byte !== 32 && (byte < 9 || byte > 13)) return false;
  }
  return true;
}
