// The bytes of one payload frame: a block of items or of rows with their salts; each item can be erased alone.
// Over 300 lines: writer, reader and eraser are of one layout, and are read beside FORMAT.md.
import { err, ok, type Result } from '../kernel/result.ts';
import { decodeText, encodeInto } from '../table/wtf8.ts';
import { isMissingAt, type TextColumn } from '../table/TextColumn.ts';
import { CanonicalWriter, isJsonObject, type JsonObject, type JsonValue } from './canonicalJson.ts';
import { inflate, type Pack, type Unpack } from './deflate.adapter.ts';
import { appendLeaf, appendLeafOf, writeRowJson, leafScratch, type RowJsonSource } from './leaf.ts';
import { foldLeaves, hashBytes, type Subtrees } from './merkle.ts';
import { readRowsBody, writeRowsBody } from './rowsBody.ts';

export const saltBytes = 16;
export type RandomBytes = (count: number) => Uint8Array;

const codecItems = 1;
const codecRows = 2;
const packingStored = 0;
const packingDeflate = 1;
const headerBytes = 28;
const present = 0;
const erased = 1;
/** The largest body that a reader unpacks; a writer keeps frames far below it. */
export const maxBodyBytes = 256 * 1024 * 1024;

const writer = new CanonicalWriter();
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A frame ready to be appended, and what it adds to the entry's tree. */
export type EncodedFrame = {
  readonly bytes: Uint8Array;
  readonly subtrees: Subtrees;
  readonly firstItem: number;
  readonly count: number;
};

type FrameBase = {
  /** Position in the entry of the frame's first item. */
  readonly firstItem: number;
  readonly count: number;
  /** Per item 0 (present) or 1 (erased). */
  readonly states: Uint8Array;
  /** Per item its salt (16 bytes) or, where it is erased, its leaf (32 bytes), one after another. */
  readonly keys: Uint8Array;
};
export type ItemsFrame = FrameBase & {
  readonly kind: 'items';
  /** Canonical JSON per item; '' where it is erased. */
  readonly texts: readonly string[];
};
export type RowsFrame = FrameBase & {
  readonly kind: 'rows';
  /** Row id of the first item; the others follow without gaps. */
  readonly firstRow: number;
  /** One column per cell of a row, `count` long; erased rows have missing cells. */
  readonly columns: readonly TextColumn[];
};
export type Frame = ItemsFrame | RowsFrame;

export type FrameFault = 'truncated' | 'unknownCodec' | 'badPacking' | 'badBody';

/**
 * A frame of items. Texts with lone surrogates are escaped (see escapeTexts).
 * @throws Error for items that have no canonical form.
 */
export function encodeItems(items: readonly JsonObject[], firstItem: number, randomBytes: RandomBytes, pack?: Pack): EncodedFrame {
  return sealContent(itemsContent(items, firstItem, randomBytes), pack);
}

/** How many items a frame takes, and how many bytes of them. One item alone may weigh more. */
export type MostItems = { readonly items: number; readonly bytes: number };

/** A frame of the items from `from` on, as many as it takes, not packed and not hashed yet: `foldItems` does that, on any thread. */
export function itemsContent(items: readonly JsonObject[], firstItem: number, randomBytes: RandomBytes, from = 0, most: MostItems = { items: Infinity, bytes: Infinity }): Uint8Array {
  const end = Math.min(items.length, from + most.items);
  let count = 0;
  writer.end = 0;
  for (let at = from; at < end; at++) {
    const start = writer.end;
    writer.write(items[at]!);
    writer.byte(10);
    if (writer.end > most.bytes && count > 0) {
      writer.end = start;
      break;
    }
    count++;
  }
  return assemble({ codec: codecItems, firstItem, count, firstRow: 0, columns: 0, states: new Uint8Array(count), keys: randomBytes(count * saltBytes) }, writer.bytes.subarray(0, writer.end), undefined);
}

/** A frame of `itemsContent`, hashed and packed. */
export function sealContent(content: Uint8Array, pack?: Pack): EncodedFrame {
  const body = pack === undefined ? undefined : storedBody(content);
  return { bytes: body === undefined ? content : withPackedBody(content, pack!(body)), subtrees: foldItems(content), ...frameRange(content)! };
}

/** What a frame of `itemsContent` adds to the entry's tree. */
export function foldItems(content: Uint8Array): Subtrees {
  const view = new DataView(content.buffer, content.byteOffset, headerBytes);
  const firstItem = view.getUint32(4, true);
  const count = view.getUint32(8, true);
  const keys = content.subarray(headerBytes + count, headerBytes + count * (1 + saltBytes));
  const body = storedBody(content)!;
  const leaves = new Uint8Array(count * hashBytes);
  for (let i = 0, start = 0; i < count; i++) {
    const end = body.indexOf(10, start);
    appendLeafOf(body, start, end, keys, i * saltBytes, leaves, i * hashBytes);
    start = end + 1;
  }
  return foldLeaves(leaves, firstItem);
}

/** A frame of the rows `[from, to)` of some columns; row `from` gets the row id `firstRow`. */
export function encodeRows(
  columns: readonly TextColumn[],
  from: number,
  to: number,
  firstRow: number,
  firstItem: number,
  randomBytes: RandomBytes,
  pack?: Pack,
): EncodedFrame {
  const keys = randomBytes((to - from) * saltBytes);
  const bytes = rowsContent(columns, from, to, firstRow, firstItem, keys, pack);
  return { bytes, subtrees: foldLeaves(rowLeaves(columns, from, firstRow, new Uint8Array(to - from), keys), firstItem), firstItem, count: to - from };
}

/** The bytes of a frame of rows: the part of it that would have to be kept if nothing were committed to. */
export function rowsContent(columns: readonly TextColumn[], from: number, to: number, firstRow: number, firstItem: number, keys: Uint8Array, pack?: Pack): Uint8Array {
  return assemble({ codec: codecRows, firstItem, count: to - from, firstRow, columns: columns.length, states: new Uint8Array(to - from), keys }, writeRowsBody(columns, from, to), pack);
}

/** The bytes of a frame that was read (and perhaps had items erased since). */
export function writeFrame(frame: Frame, pack?: Pack): Uint8Array {
  const { firstItem, count, states, keys } = frame;
  if (frame.kind === 'rows') {
    return assemble(
      { codec: codecRows, firstItem, count, firstRow: frame.firstRow, columns: frame.columns.length, states, keys },
      writeRowsBody(frame.columns, 0, count),
      pack,
    );
  }
  let room = 0;
  for (const text of frame.texts) room += text.length * 3 + 5;
  const body = new Uint8Array(room);
  let end = 0;
  for (const text of frame.texts) {
    end = encodeInto(text, body, end);
    body[end++] = 10;
  }
  return assemble({ codec: codecItems, firstItem, count, firstRow: 0, columns: 0, states, keys }, body.subarray(0, end), pack);
}

/** The body of a frame that was stored as it is; undefined for a packed one, and for bytes that are no frame. */
export function storedBody(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes.length < headerBytes || bytes[1] !== packingStored) return undefined;
  const size = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(24, true);
  return size > bytes.length - headerBytes ? undefined : bytes.subarray(bytes.length - size);
}

/** The same frame with its stored body packed (raw DEFLATE); the frame itself where that saves nothing. */
export function withPackedBody(bytes: Uint8Array, packed: Uint8Array): Uint8Array {
  const body = storedBody(bytes);
  if (body === undefined || packed.length >= body.length) return bytes;
  const head = bytes.length - body.length;
  const frame = new Uint8Array(head + packed.length);
  frame.set(bytes.subarray(0, head));
  frame.set(packed, head);
  frame[1] = packingDeflate;
  new DataView(frame.buffer).setUint32(24, packed.length, true);
  return frame;
}

/** @param unpackWith a faster way to unpack than the built-in one */
export function readFrame(bytes: Uint8Array, unpackWith: Unpack = inflate): Result<Frame, FrameFault> {
  if (bytes.length < headerBytes) return err('truncated');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const codec = view.getUint8(0);
  const packing = view.getUint8(1);
  const firstItem = view.getUint32(4, true);
  const count = view.getUint32(8, true);
  const firstRow = view.getUint32(12, true);
  const columnCount = view.getUint32(16, true);
  const bodyBytes = view.getUint32(20, true);
  const packedBytes = view.getUint32(24, true);
  if (codec !== codecItems && codec !== codecRows) return err('unknownCodec');
  if (view.getUint16(2, true) !== 0 || bodyBytes > maxBodyBytes) return err('badPacking');
  if (headerBytes + count > bytes.length) return err('truncated');
  const states = bytes.slice(headerBytes, headerBytes + count);
  let keyBytes = 0;
  for (const state of states) {
    if (state !== present && state !== erased) return err('badBody');
    keyBytes += state === erased ? hashBytes : saltBytes;
  }
  const bodyAt = headerBytes + count + keyBytes;
  if (bodyAt + packedBytes !== bytes.length) return err('truncated');
  const keys = bytes.slice(headerBytes + count, bodyAt);
  const packed = bytes.subarray(bodyAt);
  const body = unpack(packing, packed, bodyBytes, unpackWith);
  if (body === undefined) return err('badPacking');
  const base = { firstItem, count, states, keys };
  if (codec === codecRows) {
    const columns = readRowsBody(body, columnCount, count);
    if (columns === undefined || !isFreeOfErased(columns, states)) return err('badBody');
    return ok({ kind: 'rows', ...base, firstRow, columns });
  }
  const texts = readTexts(body, states);
  return texts === undefined || firstRow !== 0 || columnCount !== 0 ? err('badBody') : ok({ kind: 'items', ...base, texts });
}

/** The leaves of a frame, 32 bytes per item: computed for present items, as stored for erased ones. */
export function leavesOf(frame: Frame): Uint8Array {
  if (frame.kind === 'rows') return rowLeaves(frame.columns, 0, frame.firstRow, frame.states, frame.keys);
  const leaves = new Uint8Array(frame.count * hashBytes);
  let key = 0;
  for (let i = 0; i < frame.count; i++) {
    if (frame.states[i] === erased) {
      leaves.set(frame.keys.subarray(key, key + hashBytes), i * hashBytes);
      key += hashBytes;
      continue;
    }
    const text = frame.texts[i]!;
    const scratch = leafScratch(text.length * 3 + 4);
    const end = encodeInto(text, scratch, 1 + saltBytes);
    appendLeaf(scratch, end, frame.keys, key, leaves, i * hashBytes);
    key += saltBytes;
  }
  return leaves;
}

/** The leaf of one item, at the cost of that one. */
export function leafAt(frame: Frame, index: number): Uint8Array {
  const from = keyOffset(frame, index);
  const states = frame.states.subarray(index, index + 1);
  const keys = frame.keys.subarray(from, from + (isErased(frame, index) ? hashBytes : saltBytes));
  if (frame.kind === 'rows') return rowLeaves(frame.columns, index, frame.firstRow + index, states, keys);
  return leavesOf({ ...frame, firstItem: frame.firstItem + index, count: 1, states, keys, texts: [frame.texts[index]!] });
}

export function isErased(frame: Frame, index: number): boolean {
  return frame.states[index] === erased;
}

/** The item at a position of the frame; null where it is erased. */
export function itemAt(frame: Frame, index: number): JsonObject | null {
  if (isErased(frame, index)) return null;
  if (frame.kind === 'items') return JSON.parse(frame.texts[index]!) as JsonObject;
  const text = rowText(frame, index);
  return JSON.parse(text) as JsonObject;
}

/** The canonical JSON of a row of a frame. */
export function rowText(frame: RowsFrame, index: number): string {
  const source: RowJsonSource = { columns: frame.columns, quoted: [] };
  const { scratch, end } = writeRowJson(source, index, frame.firstRow + index);
  return decodeText(scratch, 1 + saltBytes, end);
}

/** The salt of a present item; undefined where it is erased. */
export function saltAt(frame: Frame, index: number): Uint8Array | undefined {
  if (isErased(frame, index)) return undefined;
  const at = keyOffset(frame, index);
  return frame.keys.slice(at, at + saltBytes);
}

/** The same frame without the content and salts of some items (positions within the frame); their leaves stay. */
export function eraseItems(frame: Frame, positions: ReadonlySet<number>): Frame {
  const leaves = leavesOf(frame);
  const states = frame.states.slice();
  for (const position of positions) if (position < frame.count) states[position] = erased;
  const keys: number[] = [];
  for (let i = 0; i < frame.count; i++) {
    if (states[i] === erased) keys.push(...leaves.subarray(i * hashBytes, (i + 1) * hashBytes));
    else {
      const at = keyOffset(frame, i);
      keys.push(...frame.keys.subarray(at, at + saltBytes));
    }
  }
  const base = { ...frame, states, keys: Uint8Array.from(keys) };
  if (base.kind === 'items') return { ...base, texts: base.texts.map((text, i) => (states[i] === erased ? '' : text)) };
  const columns = base.columns.map((column) => withoutRows(column, states));
  return { ...base, columns };
}

function withoutRows(column: TextColumn, states: Uint8Array): TextColumn {
  const lengths = new Uint32Array(column.length + 1);
  const parts: Uint8Array[] = [];
  let end = 0;
  for (let row = 0; row < column.length; row++) {
    const value = column.kind === 'arena' ? row : column.codes[row]!;
    const part = states[row] === erased ? missingValue : column.bytes.subarray(column.offsets[value]!, column.offsets[value + 1]!);
    parts.push(part);
    end += part.length;
    lengths[row + 1] = end;
  }
  const bytes = new Uint8Array(end);
  for (let row = 0; row < parts.length; row++) bytes.set(parts[row]!, lengths[row]!);
  return { kind: 'arena', length: column.length, bytes, offsets: lengths };
}
const missingValue = Uint8Array.of(0xff);

function keyOffset(frame: Frame, index: number): number {
  let at = 0;
  for (let i = 0; i < index; i++) at += frame.states[i] === erased ? hashBytes : saltBytes;
  return at;
}

function rowLeaves(columns: readonly TextColumn[], from: number, firstRow: number, states: Uint8Array, keys: Uint8Array): Uint8Array {
  const leaves = new Uint8Array(states.length * hashBytes);
  const source: RowJsonSource = { columns, quoted: [] };
  let key = 0;
  for (let i = 0; i < states.length; i++) {
    if (states[i] === erased) {
      leaves.set(keys.subarray(key, key + hashBytes), i * hashBytes);
      key += hashBytes;
      continue;
    }
    const { scratch, end } = writeRowJson(source, from + i, firstRow + i);
    appendLeaf(scratch, end, keys, key, leaves, i * hashBytes);
    key += saltBytes;
  }
  return leaves;
}

/** Nothing may hide behind an erased row: its cells are missing ones, and no dictionary keeps a value that no row has. */
function isFreeOfErased(columns: readonly TextColumn[], states: Uint8Array): boolean {
  for (const column of columns) {
    if (column.kind === 'dictionary') {
      const used = new Uint8Array(column.offsets.length - 1);
      for (const code of column.codes) used[code] = 1;
      if (used.includes(0)) return false;
    }
    for (let row = 0; row < states.length; row++) if (states[row] === erased && !isMissingAt(column, row)) return false;
  }
  return true;
}

function readTexts(body: Uint8Array, states: Uint8Array): string[] | undefined {
  const texts = linesOf(body);
  if (texts?.length !== states.length + 1 || texts.pop() !== '') return undefined;
  writer.end = 0;
  for (let i = 0; i < states.length; i++) {
    const text = texts[i]!;
    if (states[i] === erased) {
      if (text !== '') return undefined;
    } else {
      try {
        const value = JSON.parse(text) as JsonValue;
        if (!isJsonObject(value)) return undefined;
        writer.write(value);
      } catch {
        return undefined;
      }
    }
    writer.byte(10);
  }
  // Every item written once more, in the one way that it may be spelled.
  return isSame(writer.bytes.subarray(0, writer.end), body) ? texts : undefined;
}

function linesOf(body: Uint8Array): string[] | undefined {
  try {
    return utf8.decode(body).split('\n');
  } catch {
    return undefined;
  }
}

function isSame(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  for (let i = 0; i < left.length; i++) if (left[i] !== right[i]) return false;
  return true;
}

type FrameHeader = {
  readonly codec: number;
  readonly firstItem: number;
  readonly count: number;
  readonly firstRow: number;
  readonly columns: number;
  readonly states: Uint8Array;
  readonly keys: Uint8Array;
};

function assemble(header: FrameHeader, body: Uint8Array, pack: Pack | undefined): Uint8Array {
  const packed = pack === undefined ? body : pack(body);
  const isPacked = pack !== undefined && packed.length < body.length;
  const stored = isPacked ? packed : body;
  const keysAt = headerBytes + header.count;
  const bytes = new Uint8Array(keysAt + header.keys.length + stored.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, header.codec);
  view.setUint8(1, isPacked ? packingDeflate : packingStored);
  view.setUint32(4, header.firstItem, true);
  view.setUint32(8, header.count, true);
  view.setUint32(12, header.firstRow, true);
  view.setUint32(16, header.columns, true);
  view.setUint32(20, body.length, true);
  view.setUint32(24, stored.length, true);
  bytes.set(header.states, headerBytes);
  bytes.set(header.keys, keysAt);
  bytes.set(stored, keysAt + header.keys.length);
  return bytes;
}

function unpack(packing: number, packed: Uint8Array, size: number, unpackWith: Unpack): Uint8Array | undefined {
  if (packing === packingStored) return packed.length === size ? packed.slice() : undefined;
  return packing === packingDeflate ? unpackWith(packed, size) : undefined;
}

export type { JsonObject, JsonValue };

/** Which items a frame holds, read off its header alone; undefined for bytes that are no frame. */
export function frameRange(bytes: Uint8Array): { readonly firstItem: number; readonly count: number } | undefined {
  if (bytes.length < headerBytes) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { firstItem: view.getUint32(4, true), count: view.getUint32(8, true) };
}
