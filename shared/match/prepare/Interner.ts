// Gives equal texts one number, keeping each text once as bytes with a hash that does not depend on the order of arrival.
import { allocateOrdinary, type Allocate } from '../../table/allocate.ts';
import { letterSet } from './letterSet.ts';

const encoder = new TextEncoder();

/** Interned texts: value 0 is "none", value `v` is `bytes[offsets[v] .. offsets[v + 1])`. */
export type ValuePool = {
  /** How many values there are, the empty value 0 included. */
  readonly size: number;
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
  /** Hash of each text, never 0 but for value 0. */
  readonly hashes: Uint32Array;
  /** Rows that have the value. */
  readonly counts: Uint32Array;
  /** Which letters each text holds; see `letterSet`. */
  readonly letters: Uint32Array;
};

export class Interner {
  private bytes: Uint8Array = new Uint8Array(1 << 16);
  private end = 0;
  private offsets: Uint32Array;
  private hashes: Uint32Array;
  private counts: Uint32Array;
  private slots: Uint32Array;
  size = 1;

  /** Room for `expected` texts at once spares growing step by step. */
  constructor(expected = 0) {
    let room = 1 << 12;
    while (room < expected) room *= 2;
    this.offsets = new Uint32Array(room);
    this.hashes = new Uint32Array(room);
    this.counts = new Uint32Array(room);
    this.slots = new Uint32Array(room * 2);
  }

  /** The number of the text; 0 for an empty one. Counts it once. */
  intern(text: string): number {
    const length = text.length;
    if (length === 0) return 0;
    this.reserve(length * 3);
    const start = this.end;
    const bytes = this.bytes;
    let end = start;
    let hash = 0x811c9dc5;
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127) {
        end = start + encoder.encodeInto(text, bytes.subarray(start)).written;
        hash = 0x811c9dc5;
        for (let k = start; k < end; k++) hash = Math.imul(hash ^ bytes[k]!, 0x01000193);
        break;
      }
      bytes[end++] = code;
      hash = Math.imul(hash ^ code, 0x01000193);
    }
    hash = finishHash(hash);
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const value = this.slots[slot]!;
      if (value === 0) break;
      if (this.hashes[value] === hash && this.equals(value, start, end)) {
        this.counts[value]!++;
        return value;
      }
      slot = (slot + 1) & mask;
    }
    const value = this.size++;
    this.slots[slot] = value;
    this.end = end;
    if (value + 2 > this.offsets.length) {
      this.offsets = grown(this.offsets);
      this.hashes = grown(this.hashes);
      this.counts = grown(this.counts);
    }
    this.offsets[value] = start;
    this.offsets[value + 1] = end;
    this.hashes[value] = hash;
    this.counts[value] = 1;
    if (this.size * 2 > this.slots.length) this.rehash();
    return value;
  }

  /** Counts a value again without its text. */
  again(value: number): void {
    this.counts[value]!++;
  }

  finish(allocate: Allocate = allocateOrdinary): ValuePool {
    const bytes = new Uint8Array(allocate(Math.max(1, this.end)));
    bytes.set(this.bytes.subarray(0, this.end));
    const letters = new Uint32Array(allocate(this.size * 4), 0, this.size);
    for (let value = 1; value < this.size; value++) letters[value] = letterSet(bytes, this.offsets[value]!, this.offsets[value + 1]!);
    return {
      size: this.size,
      bytes,
      offsets: moved(this.offsets.subarray(0, this.size + 1), allocate),
      hashes: moved(this.hashes.subarray(0, this.size), allocate),
      counts: moved(this.counts.subarray(0, this.size), allocate),
      letters,
    };
  }

  private equals(value: number, start: number, end: number): boolean {
    const from = this.offsets[value]!;
    if (this.offsets[value + 1]! - from !== end - start) return false;
    const bytes = this.bytes;
    for (let i = start, j = from; i < end; i++, j++) if (bytes[i] !== bytes[j]) return false;
    return true;
  }

  private reserve(size: number): void {
    if (this.end + size <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.end + size));
    larger.set(this.bytes.subarray(0, this.end));
    this.bytes = larger;
  }

  private rehash(): void {
    const slots = new Uint32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let value = 1; value < this.size; value++) {
      let slot = this.hashes[value]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = value;
    }
    this.slots = slots;
  }
}

/** Copies an array of numbers to memory of the caller's choice. */
export function moved(array: Uint32Array, allocate: Allocate): Uint32Array {
  const copy = new Uint32Array(allocate(Math.max(4, array.length * 4)), 0, array.length);
  copy.set(array);
  return copy;
}

export function grown(array: Uint32Array): Uint32Array {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** Spreads a running hash over 32 bits (murmur3's finaliser); never 0. */
export function finishHash(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  h ^= h >>> 16;
  return h >>> 0 || 1;
}

/** One hash out of two, order kept; 0 where either is 0. */
export function joinHashes(left: number, right: number): number {
  if (left === 0 || right === 0) return 0;
  return finishHash(Math.imul(left, 0x9e3779b1) + Math.imul(right ^ 0x7f4a7c15, 0x85ebca77));
}

/** The hash that `Interner` gives this text. */
export function hashText(text: string): number {
  if (text.length === 0) return 0;
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) {
      hash = 0x811c9dc5;
      for (const byte of encoder.encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
      break;
    }
    hash = Math.imul(hash ^ code, 0x01000193);
  }
  return finishHash(hash);
}
