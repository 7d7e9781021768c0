// A second copy of a column's values with case and accents folded, as bytes, to look texts up in.
import type { Job } from '../../kernel/job.ts';
import { valueCount, valueText, type TextColumn } from '../TextColumn.ts';
import { encodeText, MISSING_BYTE } from '../wtf8.ts';
import type { Fold } from './QueryContext.ts';

/** Value `v` folded is `bytes[offsets[v], offsets[v + 1])`; a missing value keeps its mark, which no text contains. */
export type FoldedColumn = {
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
  /** `pairs[a * 256 + b]` is 1 where some value has byte b right after byte a: most searches skip most columns by it. */
  readonly pairs: Uint8Array;
  /** 1 for each byte that some value has. */
  readonly present: Uint8Array;
};

const VALUES_PER_BREATH = 65_536;
const cache = new WeakMap<TextColumn, Map<Fold, FoldedColumn>>();
const tables = new WeakMap<Fold, FoldTable>();

/** Computed once per column and fold. Where folding changes nothing, the column's own memory is used. */
export async function foldColumn(column: TextColumn, fold: Fold, job: Job): Promise<FoldedColumn> {
  const known = cache.get(column)?.get(fold);
  if (known !== undefined) return known;
  const folded = await makeFolded(column, fold, job);
  const byFold = cache.get(column) ?? new Map<Fold, FoldedColumn>();
  cache.set(column, byFold.set(fold, folded));
  return folded;
}

/** The bytes that a text folds to; what `foldColumn` gives for a value with this text. */
export function foldedBytes(text: string, fold: Fold): Uint8Array {
  return encodeText(fold(text));
}

async function makeFolded(column: TextColumn, fold: Fold, job: Job): Promise<FoldedColumn> {
  const table = tableOf(fold);
  const { ascii } = table;
  const values = valueCount(column);
  const source = column.bytes;
  const offsets = new Uint32Array(values + 1);
  const pairs = new Uint8Array(65_536);
  let target = new Uint8Array(column.offsets[values]! - column.offsets[0]! + 64);
  let end = 0;
  let changed = column.offsets[0] !== 0;
  for (let value = 0; value < values; value++) {
    if (value % VALUES_PER_BREATH === 0) await job.breathe();
    const start = column.offsets[value]!;
    const stop = column.offsets[value + 1]!;
    const begin = end;
    if (end + (stop - start) > target.length) target = larger(target, end + (stop - start));
    let at = start;
    for (; at < stop; at++) {
      const byte = source[at]!;
      const plain = byte < 128 ? ascii[byte]! : KEEP_GOING_SLOWLY;
      if (plain === KEEP_GOING_SLOWLY) break;
      target[end++] = plain;
      if (plain !== byte) changed = true;
    }
    if (at < stop) {
      const rest = source[at] === MISSING_BYTE && at === start ? missing : table.foldBytes(source, at, stop, () => valueText(column, value));
      end = rest.whole ? begin : end;
      if (end + rest.bytes.length > target.length) target = larger(target, end + rest.bytes.length);
      target.set(rest.bytes, end);
      end += rest.bytes.length;
      if (rest !== missing) changed = true;
    }
    offsets[value + 1] = end;
    let before = begin < end ? target[begin]! << 8 : 0;
    for (let i = begin + 1; i < end; i++) {
      const byte = target[i]!;
      pairs[before | byte] = 1;
      before = byte << 8;
    }
  }
  const present = new Uint8Array(256);
  for (let pair = 0; pair < pairs.length; pair++) if (pairs[pair] === 1) present[pair >>> 8] = present[pair & 0xff] = 1;
  for (let value = 0; value < values; value++) if (offsets[value]! + 1 === offsets[value + 1]) present[target[offsets[value]!]!] = 1;
  if (!changed) return { bytes: column.bytes, offsets: column.offsets, pairs, present };
  return { bytes: target.slice(0, end), offsets, pairs, present };
}

const KEEP_GOING_SLOWLY = 0xff;
const missing: Rest = { bytes: Uint8Array.of(MISSING_BYTE), whole: false };

/** The folded rest of a value, or of the whole value. */
type Rest = { readonly bytes: Uint8Array; readonly whole: boolean };

class FoldTable {
  readonly ascii = new Uint8Array(128);
  private readonly fold: Fold;
  private readonly wide: (Uint8Array | undefined)[] = [];
  private scratch = new Uint8Array(256);

  constructor(fold: Fold) {
    this.fold = fold;
    for (let code = 0; code < 128; code++) {
      const folded = fold(String.fromCharCode(code));
      this.ascii[code] = folded.length === 1 && folded.charCodeAt(0) < 128 ? folded.charCodeAt(0) : KEEP_GOING_SLOWLY;
    }
  }

  foldBytes(source: Uint8Array, start: number, stop: number, text: () => string): Rest {
    let end = 0;
    for (let at = start; at < stop; ) {
      const byte = source[at]!;
      let code = byte;
      let size = 1;
      if (byte >= 0xf0 || (byte === 0xed && source[at + 1]! >= 0xa0)) return { bytes: foldedBytes(text(), this.fold), whole: true };
      if (byte >= 0xe0) {
        code = ((byte & 0x0f) << 12) | ((source[at + 1]! & 0x3f) << 6) | (source[at + 2]! & 0x3f);
        size = 3;
      } else if (byte >= 0x80) {
        code = ((byte & 0x1f) << 6) | (source[at + 1]! & 0x3f);
        size = 2;
      }
      const folded = (this.wide[code] ??= foldedBytes(String.fromCharCode(code), this.fold));
      if (end + folded.length > this.scratch.length) this.scratch = larger(this.scratch, end + folded.length);
      for (let i = 0; i < folded.length; i++) this.scratch[end++] = folded[i]!;
      at += size;
    }
    return { bytes: this.scratch.subarray(0, end), whole: false };
  }
}

function tableOf(fold: Fold): FoldTable {
  let table = tables.get(fold);
  if (table === undefined) tables.set(fold, (table = new FoldTable(fold)));
  return table;
}

function larger(bytes: Uint8Array, needed: number): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(Math.max(bytes.length * 2, needed));
  copy.set(bytes);
  return copy;
}
