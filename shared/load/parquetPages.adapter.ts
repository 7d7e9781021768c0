// Walks the pages of a Parquet file before the library reads them, because the library trusts counts and sizes: a changed
// byte could keep it busy for ever. Format: parquet-format 2.10 (pages, RLE/bit-packing hybrid); own reading of the runs.
import type { Compressors, FileMetaData, SchemaElement } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { decompressPage } from 'hyparquet/src/datapage.js';

/** More rows than this in one group are not believed. */
const GROUP_ROWS = 50_000_000;
/** A page takes no more than this unpacked. */
const PAGE_BYTES = 512 * 1024 ** 2;
/** Runs of packed values may be filled up by so many values beyond the last one. */
const PADDING = 512;

/** @throws Error where a page's counts, sizes or runs cannot be true */
export function checkPages(buffer: ArrayBuffer, metadata: FileMetaData, compressors: Compressors): void {
  const elements = leafPaths(metadata.schema);
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows);
    if (!(rows >= 0 && rows <= GROUP_ROWS)) throw new Error(`a group of ${rows} rows`);
    for (const { meta_data: meta } of group.columns) {
      const path = meta === undefined ? undefined : elements.get(meta.path_in_schema.join('\0'));
      if (meta === undefined || path === undefined) throw new Error('a column that the schema lacks');
      const from = Number(meta.dictionary_page_offset ?? meta.data_page_offset);
      const size = Number(meta.total_compressed_size);
      if (!(from >= 4 && size >= 0 && from + size <= buffer.byteLength)) throw new Error(`${path.name}: pages outside of the file`);
      const values = checkChunk(new DataView(buffer, from, size), path, meta.codec, Number(meta.num_values), compressors);
      if (path.maxRepetition === 0 && values !== rows) throw new Error(`${path.name}: ${values} values in ${rows} rows`);
    }
  }
}

type Path = { readonly name: string; readonly type: SchemaElement['type']; readonly maxDefinition: number; readonly maxRepetition: number };

/** Every leaf of the schema by its path. */
function leafPaths(schema: readonly SchemaElement[]): Map<string, Path> {
  const paths = new Map<string, Path>();
  let at = 1;
  const walk = (names: readonly string[], count: number, definition: number, repetition: number): void => {
    for (let child = 0; child < count; child++) {
      const element = schema[at++];
      if (element === undefined) throw new Error('schema cut off');
      const deeper = definition + (element.repetition_type === 'REQUIRED' || element.repetition_type === undefined ? 0 : 1);
      const repeated = repetition + (element.repetition_type === 'REPEATED' ? 1 : 0);
      const path = [...names, element.name];
      if ((element.num_children ?? 0) > 0) walk(path, element.num_children!, deeper, repeated);
      else paths.set(path.join('\0'), { name: path.join('.'), type: element.type, maxDefinition: deeper, maxRepetition: repeated });
    }
  };
  walk([], schema[0]?.num_children ?? 0, 0, 0);
  return paths;
}

/** @returns how many values the chunk's pages hold */
function checkChunk(view: DataView<ArrayBuffer>, path: Path, codec: Parameters<typeof decompressPage>[2], claimed: number, compressors: Compressors): number {
  const reader = { view, offset: 0 };
  let values = 0;
  while (reader.offset < view.byteLength - 1) {
    const header = parquetHeader(reader);
    const packedSize = header.compressed_page_size;
    const size = header.uncompressed_page_size;
    if (!(packedSize >= 0 && reader.offset + packedSize <= view.byteLength && size >= 0 && size <= PAGE_BYTES)) throw new Error(`${path.name}: page of ${packedSize} and ${size} bytes`);
    const packed = new Uint8Array(view.buffer, view.byteOffset + reader.offset, packedSize);
    reader.offset += packedSize;
    if (header.dictionary_page_header !== undefined) {
      const { num_values: count } = header.dictionary_page_header;
      if (!(count >= 0 && count <= Math.max(size, 1) * 8)) throw new Error(`${path.name}: dictionary of ${count} values`);
      continue;
    }
    const count = header.data_page_header?.num_values ?? header.data_page_header_v2?.num_values;
    if (count === undefined) continue;
    values += count;
    if (!(count >= 0 && values <= claimed)) throw new Error(`${path.name}: page of ${count} values`);
    const encoding = header.data_page_header?.encoding ?? header.data_page_header_v2!.encoding;
    const levels = header.data_page_header_v2;
    if (levels === undefined) {
      const page = decompressPage(packed, size, codec, compressors);
      checkPage(new DataView(page.buffer, page.byteOffset, page.byteLength), path, count, encoding);
    } else {
      const { repetition_levels_byte_length: repetitionBytes, definition_levels_byte_length: definitionBytes } = levels;
      if (!(repetitionBytes >= 0 && definitionBytes >= 0 && repetitionBytes + definitionBytes <= Math.min(packedSize, size))) throw new Error(`${path.name}: levels longer than their page`);
      const view2 = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
      if (path.maxRepetition > 0) walkRuns(view2, 0, repetitionBytes, widthOf(path.maxRepetition), count, -1);
      const filled = path.maxDefinition > 0 ? walkRuns(view2, repetitionBytes, repetitionBytes + definitionBytes, widthOf(path.maxDefinition), count, path.maxDefinition) : count;
      const rest = packed.subarray(repetitionBytes + definitionBytes);
      const body = levels.is_compressed === false ? rest : decompressPage(rest, size - repetitionBytes - definitionBytes, codec, compressors);
      checkValues(new DataView(body.buffer, body.byteOffset, body.byteLength), 0, path, filled, encoding);
    }
  }
  return values;
}

function checkPage(view: DataView, path: Path, count: number, encoding: string): void {
  let at = 0;
  let filled = count;
  for (const [max, isDefinition] of [[path.maxRepetition, false], [path.maxDefinition, true]] as const) {
    if (max === 0) continue;
    const end = at + 4 + view.getUint32(at, true);
    if (end > view.byteLength) throw new Error(`${path.name}: levels longer than their page`);
    const found = walkRuns(view, at + 4, end, widthOf(max), count, isDefinition ? max : -1);
    if (isDefinition) filled = found;
    at = end;
  }
  checkValues(view, at, path, filled, encoding);
}

function checkValues(view: DataView, at: number, path: Path, count: number, encoding: string): void {
  if (encoding !== 'PLAIN_DICTIONARY' && encoding !== 'RLE_DICTIONARY' && encoding !== 'RLE') return;
  if (path.type === 'BOOLEAN') walkRuns(view, at + 4, view.byteLength, 1, count, -1);
  else {
    const width = view.getUint8(at);
    if (width > 32) throw new Error(`${path.name}: values of ${width} bits`);
    if (width > 0) walkRuns(view, at + 1, view.byteLength, width, count, -1);
  }
}

function widthOf(max: number): number {
  return 32 - Math.clz32(max);
}

/** Follows the runs of `count` values; returns how many of them equal `wanted`. */
function walkRuns(view: DataView, from: number, end: number, width: number, count: number, wanted: number): number {
  let at = from;
  let seen = 0;
  let found = 0;
  while (seen < count) {
    let header = 0;
    for (let shift = 1; ; shift *= 128) {
      if (at >= end || shift > 2 ** 31) throw new Error('runs cut off');
      const byte = view.getUint8(at++);
      header += (byte & 127) * shift;
      if (byte < 128) break;
    }
    const size = Math.floor(header / 2);
    if (header % 2 === 1) {
      if (size === 0 || size * 8 > count - seen + PADDING) throw new Error(`a run of ${size} groups`);
      if (wanted >= 0) for (let i = 0; i < Math.min(size * 8, count - seen); i++) if (packedValue(view, at, end, i, width) === wanted) found++;
      at += size * width;
      seen += size * 8;
    } else {
      if (size === 0 || size > count - seen) throw new Error(`a run of ${size} values`);
      let value = 0;
      for (let byte = 0; byte < Math.ceil(width / 8); byte++) value += (at < end ? view.getUint8(at++) : 0) * 256 ** byte;
      if (value === wanted) found += size;
      seen += size;
    }
  }
  return found;
}

/** The value at a position of a packed run of narrow values (levels). */
function packedValue(view: DataView, at: number, end: number, index: number, width: number): number {
  const bit = index * width;
  const first = at + (bit >> 3);
  const low = first < end ? view.getUint8(first) : 0;
  const high = first + 1 < end ? view.getUint8(first + 1) : 0;
  return ((low | (high << 8)) >> (bit & 7)) & ((1 << width) - 1);
}
