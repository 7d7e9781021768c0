// Lists and inflates the entries of a zip archive without trusting it; the only door to the zip library for loads.
// Format: PKWARE APPNOTE 6.3; own reading of the directory, because sizes must be counted while inflating.
import { Gunzip, Inflate } from 'fflate';
import { err, ok, type Result } from '../kernel/result.ts';
import type { LoadLimits, LoadProblem } from './problem.ts';

export type ZipEntry = {
  readonly name: string;
  readonly compressedBytes: number;
  /** As the directory claims; never relied on. */
  readonly claimedBytes: number;
  readonly method: number;
  readonly encrypted: boolean;
  /** Where its local header stands. */
  readonly offset: number;
};

/** So much may come out of any entry before the ratio counts: small repetitive files are honest. */
const RATIO_FREE_BYTES = 32 * 1024 ** 2;
const SLICE = 16_384;

export function listEntries(bytes: Uint8Array, limits: LoadLimits): Result<ZipEntry[], LoadProblem> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const damaged = (detail: string): Result<never, LoadProblem> => err({ kind: 'damagedFile', format: 'zip', detail });
  const end = findEnd(view);
  if (end < 0) return damaged('no directory');
  let count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if ((count === 0xffff || at === 0xffffffff) && end >= 20 && view.getUint32(end - 20, true) === 0x07064b50) {
    const wide = Number(view.getBigUint64(end - 12, true));
    if (wide + 56 > bytes.length || view.getUint32(wide, true) !== 0x06064b50) return damaged('no directory');
    count = Number(view.getBigUint64(wide + 32, true));
    at = Number(view.getBigUint64(wide + 48, true));
  }
  if (count > limits.archiveEntries) return err({ kind: 'archiveTooManyEntries', entries: count, limit: limits.archiveEntries });
  const entries: ZipEntry[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return damaged('directory cut off');
    const flags = view.getUint16(at + 8, true);
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const commentLength = view.getUint16(at + 32, true);
    if (at + 46 + nameLength + extraLength > bytes.length) return damaged('directory cut off');
    const name = new TextDecoder('utf-8').decode(bytes.slice(at + 46, at + 46 + nameLength));
    const sizes = { claimedBytes: view.getUint32(at + 24, true), compressedBytes: view.getUint32(at + 20, true), offset: view.getUint32(at + 42, true) };
    readWideSizes(view, at + 46 + nameLength, extraLength, sizes);
    entries.push({ name, ...sizes, method: view.getUint16(at + 10, true), encrypted: (flags & 1) === 1 });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return ok(entries);
}

/** Zip64 sizes stand in an extra field, in this order, only where the short ones are full. */
function readWideSizes(view: DataView, from: number, length: number, sizes: { claimedBytes: number; compressedBytes: number; offset: number }): void {
  for (let at = from; at + 4 <= from + length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let field = at + 4;
    const end = Math.min(from + length, field + view.getUint16(at + 2, true));
    for (const key of ['claimedBytes', 'compressedBytes', 'offset'] as const) {
      if (sizes[key] !== 0xffffffff || field + 8 > end) continue;
      sizes[key] = Number(view.getBigUint64(field, true));
      field += 8;
    }
  }
}

function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= 0 && at >= view.byteLength - 22 - 65_535; at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  return -1;
}

/** Whether an entry's name would leave the folder that it is unpacked to. Nothing is unpacked to folders; refused all the same. */
export function isUnsafePath(name: string): boolean {
  return name.startsWith('/') || name.startsWith('\\') || /^[A-Za-z]:/.test(name) || name.includes('\0') || name.split(/[\\/]/).includes('..');
}

/**
 * Hands an entry's content to `take` in pieces; `take` returns false to stop early.
 * Sizes are counted as they come out: beyond the ratio or the file limit it ends with a problem.
 */
export function inflateEntry(bytes: Uint8Array, entry: ZipEntry, limits: LoadLimits, take: (piece: Uint8Array) => boolean): LoadProblem | undefined {
  const damaged = (detail: string): LoadProblem => ({ kind: 'damagedFile', format: 'zip', detail: `${entry.name}: ${detail}` });
  if (entry.encrypted) return { kind: 'encryptedFile', format: 'zip' };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { offset } = entry;
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== 0x04034b50) return damaged('no entry');
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const end = start + entry.compressedBytes;
  if (end > bytes.length) return damaged('cut off');
  if (entry.method !== 0 && entry.method !== 8) return { kind: 'unsupportedFormat', format: `zip method ${entry.method}` };
  const state: { problem: LoadProblem | undefined; going: boolean; finished: boolean; out: number; read: number } = { problem: undefined, going: true, finished: false, out: 0, read: 0 };
  const accept = (piece: Uint8Array): void => {
    state.out += piece.length;
    if (state.out > limits.fileBytes) state.problem = { kind: 'fileTooLarge', bytes: state.out, limit: limits.fileBytes };
    else if (state.out > RATIO_FREE_BYTES && state.out > state.read * limits.archiveRatio) state.problem = { kind: 'archiveRatioTooHigh', entry: entry.name, limit: limits.archiveRatio };
    if (state.problem === undefined && state.going && piece.length > 0) state.going = take(piece);
  };
  const inflate =
    entry.method === 8
      ? new Inflate((piece, last) => {
          state.finished ||= last;
          accept(piece);
        })
      : undefined;
  try {
    for (let at = start; at < end && state.going && state.problem === undefined; at += SLICE) {
      const slice = bytes.subarray(at, Math.min(end, at + SLICE));
      state.read += slice.length;
      if (inflate === undefined) accept(slice);
      else inflate.push(slice, at + SLICE >= end);
    }
  } catch (error) {
    return damaged(error instanceof Error ? error.message : String(error));
  }
  if (state.problem === undefined && state.going && inflate !== undefined && !state.finished && end > start) return damaged('cut off');
  return state.problem;
}

/** An entry's whole content. */
export function inflateWhole(bytes: Uint8Array, entry: ZipEntry, limits: LoadLimits): Result<Uint8Array, LoadProblem> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const problem = inflateEntry(bytes, entry, limits, (piece) => {
    pieces.push(piece.slice());
    size += piece.length;
    return true;
  });
  if (problem !== undefined) return err(problem);
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return ok(whole);
}

/** Unpacks a gzip stream piece by piece (RFC 1952); several members follow each other. Sizes are counted as they come out. */
export class GzipUnpacker {
  private readonly limits: LoadLimits;
  private readonly name: string;
  private readonly gunzip: Gunzip;
  private ready: Uint8Array[] = [];
  private out = 0;
  private read = 0;
  private last: Uint8Array | undefined;

  constructor(limits: LoadLimits, name: string) {
    this.limits = limits;
    this.name = name;
    this.gunzip = new Gunzip((piece) => {
      if (piece.length > 0) this.ready.push(piece.slice());
      this.out += piece.length;
    });
  }

  push(bytes: Uint8Array): Result<Uint8Array[], LoadProblem> {
    // One piece is held back: the library wants to be told which is the last.
    const held = this.last;
    this.last = bytes.slice();
    return held === undefined ? ok([]) : this.unpack(held, false);
  }

  end(): Result<Uint8Array[], LoadProblem> {
    return this.unpack(this.last ?? new Uint8Array(0), true);
  }

  private unpack(bytes: Uint8Array, last: boolean): Result<Uint8Array[], LoadProblem> {
    try {
      // The last push may carry no bytes; it is made all the same.
      const end = Math.max(bytes.length, last ? 1 : 0);
      for (let at = 0; at < end; at += SLICE) {
        const slice = bytes.subarray(at, Math.min(bytes.length, at + SLICE));
        this.read += slice.length;
        this.gunzip.push(slice, last && at + SLICE >= bytes.length);
        if (this.out > this.limits.fileBytes) return err({ kind: 'fileTooLarge', bytes: this.out, limit: this.limits.fileBytes });
        if (this.out > RATIO_FREE_BYTES && this.out > this.read * this.limits.archiveRatio) return err({ kind: 'archiveRatioTooHigh', entry: this.name, limit: this.limits.archiveRatio });
      }
    } catch (error) {
      return err({ kind: 'damagedFile', format: 'gzip', detail: error instanceof Error ? error.message : String(error) });
    }
    const pieces = this.ready;
    this.ready = [];
    return ok(pieces);
  }
}
