// Reads Parquet files through hyparquet, group of rows by group, every value as the text that says the same; the only door to that library for loads.
import { parquetMetadata, parquetRead, parquetSchema, type FileMetaData } from 'hyparquet';
import { decompressBrotli, decompressGzip, decompressLz4, decompressLz4Raw, decompressZstd } from 'hyparquet-compressors';
import { startDecoding } from './encoding.ts';
import { checkPages } from './parquetPages.adapter.ts';

/** A cell as text; undefined where it is null. */
export type ParquetColumn = { readonly name: string; readonly cells: (string | undefined)[] };

export type ParquetBook = {
  readonly names: readonly string[];
  readonly rows: number;
  /** Bytes that all values would take unpacked, as the file claims. */
  readonly claimedBytes: number;
  /** The rows of each group, one array per column. */
  groups(): AsyncGenerator<ParquetColumn[], void, undefined>;
};

// Snappy comes with hyparquet; the one of hyparquet-compressors is WebAssembly, which the page's policy forbids.
const compressors = { GZIP: decompressGzip, BROTLI: decompressBrotli, LZ4: decompressLz4, LZ4_RAW: decompressLz4Raw, ZSTD: (input: Uint8Array) => decompressZstd(input) };

/** @throws whatever the library throws at a damaged file */
export function openParquet(bytes: Uint8Array<ArrayBuffer>): ParquetBook {
  const buffer = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer;
  const metadata = parquetMetadata(buffer, { geoparquet: false });
  checkPages(buffer, metadata, compressors);
  const scales = takeDecimals(metadata);
  const columns = parquetSchema(metadata).children.map(({ element }) => element);
  const names = columns.map(({ name }) => name);
  const file = { byteLength: buffer.byteLength, slice: (from: number, to?: number) => buffer.slice(from, to) };
  const claimed = metadata.row_groups.flatMap((group) => group.columns).reduce((sum, { meta_data }) => sum + Number(meta_data?.total_uncompressed_size ?? 0n), 0);
  return {
    names,
    rows: Number(metadata.num_rows),
    claimedBytes: claimed,
    async *groups() {
      let from = 0;
      for (const group of metadata.row_groups) {
        const size = Number(group.num_rows);
        if (size === 0) continue;
        const cells = new Map(names.map((name) => [name, new Array<string | undefined>(size)]));
        await parquetRead({
          file,
          metadata,
          rowStart: from,
          rowEnd: from + size,
          compressors,
          utf8: false,
          geoparquet: false,
          parsers,
          onChunk: ({ columnName, columnData, rowStart }) => {
            const target = cells.get(columnName);
            if (target === undefined) return;
            const show = showOf(columns.find(({ name }) => name === columnName)?.type === 'FLOAT', scales.get(columnName));
            const first = rowStart - from;
            for (let i = Math.max(0, -first); i < columnData.length && first + i < size; i++) target[first + i] = show(columnData[i]);
          },
        });
        yield names.map((name) => ({ name, cells: cells.get(name)! }));
        from += size;
      }
    },
  };
}

/** Decimals are read as the whole numbers that they are stored as, because a JavaScript number would not hold all of their digits. */
function takeDecimals(metadata: FileMetaData): Map<string, number> {
  const scales = new Map<string, number>();
  for (const element of metadata.schema) {
    if (element.converted_type !== 'DECIMAL' && element.logical_type?.type !== 'DECIMAL') continue;
    scales.set(element.name, element.scale ?? (element.logical_type?.type === 'DECIMAL' ? element.logical_type.scale : 0));
    delete element.converted_type;
    delete element.logical_type;
  }
  return scales;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes that are no UTF-8 become lone surrogates, by which their row is set aside. */
function decodeText(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    return startDecoding('utf-8').decode(bytes, true);
  }
}

const parsers = {
  stringFromBytes: (bytes: Uint8Array | undefined) => (bytes === undefined || bytes === null ? bytes : decodeText(bytes)),
  jsonFromBytes: (bytes: Uint8Array | undefined) => (bytes === undefined || bytes === null ? bytes : decodeText(bytes)),
  dateFromDays: (days: number | undefined) => (typeof days === 'number' ? dayText(days) : undefined),
  timestampFromMilliseconds: (value: bigint | undefined) => momentText(value, 3),
  timestampFromMicroseconds: (value: bigint | undefined) => momentText(value, 6),
  timestampFromNanoseconds: (value: bigint | undefined) => momentText(value, 9),
};

const DAY_MS = 86_400_000;

function dayText(days: number): string {
  const date = new Date(days * DAY_MS);
  return Number.isNaN(date.getTime()) ? String(days) : date.toISOString().slice(0, 10);
}

/** @param digits of a second that the value counts: 3 for milliseconds. Zeros at the end are left out. */
function momentText(value: bigint | undefined, digits: number): string | undefined {
  if (value === undefined || value === null) return undefined;
  const unit = 10n ** BigInt(digits);
  let seconds = value / unit;
  let rest = value % unit;
  if (rest < 0n) {
    rest += unit;
    seconds -= 1n;
  }
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return String(value);
  const fraction = String(rest).padStart(digits, '0').replace(/0+$/, '');
  return date.toISOString().slice(0, 19) + (fraction === '' ? '' : `.${fraction}`);
}

function showOf(isFloat: boolean, scale: number | undefined): (value: unknown) => string | undefined {
  return (value) => {
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') return value;
    if (scale !== undefined) return scaled(value instanceof Uint8Array ? bigEndian(value) : BigInt(value as number | bigint), scale);
    if (typeof value === 'number') return isFloat ? floatText(value) : String(value);
    if (value instanceof Uint8Array) return bytesText(value);
    return typeof value === 'object' ? JSON.stringify(value, plainJson) : String(value as bigint | boolean);
  };
}

/** The shortest text that means the same 32-bit number. */
function floatText(value: number): string {
  for (let digits = 6; digits < 10; digits++) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === Math.fround(value)) return text;
  }
  return String(value);
}

function bigEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return bytes.length > 0 && bytes[0]! > 127 ? value - (1n << BigInt(bytes.length * 8)) : value;
}

function scaled(value: bigint, scale: number): string {
  if (scale <= 0) return String(value);
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Text where the bytes are text, else hexadecimal digits. */
function bytesText(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  }
}

function plainJson(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  return value instanceof Uint8Array ? bytesText(value) : value;
}
