// Finds equal values by their bytes: a hash table that keeps every distinct value once, in order of arrival.

export class ValueTable {
  private slots: Int32Array;
  private hashes: Uint32Array;
  private mask: number;
  bytes: Uint8Array;
  offsets: Uint32Array;
  /** Distinct values so far. */
  size = 0;

  constructor(expectedValues = 1024, expectedBytes = 16_384) {
    let capacity = 1024;
    while (capacity < expectedValues * 2) capacity *= 2;
    this.slots = new Int32Array(capacity).fill(-1);
    this.mask = capacity - 1;
    this.hashes = new Uint32Array(Math.max(16, expectedValues));
    this.offsets = new Uint32Array(Math.max(16, expectedValues) + 1);
    this.bytes = new Uint8Array(Math.max(16, expectedBytes));
  }

  /** The number of the value `source[start, end)`; a new value gets the next number. */
  add(source: Uint8Array, start: number, end: number): number {
    const hash = hashBytes(source, start, end);
    const slot = this.slotOf(hash, source, start, end);
    const found = this.slots[slot]!;
    if (found >= 0) return found;
    const value = this.size++;
    this.slots[slot] = value;
    const at = this.offsets[value]!;
    const length = end - start;
    if (value + 2 > this.offsets.length) this.growValues();
    if (at + length > this.bytes.length) this.growBytes(at + length);
    this.hashes[value] = hash;
    const target = this.bytes;
    for (let i = 0; i < length; i++) target[at + i] = source[start + i]!;
    this.offsets[value + 1] = at + length;
    if (this.size * 2 > this.slots.length) this.rehash();
    return value;
  }

  /** The number of the value, or -1. */
  find(source: Uint8Array, start: number, end: number): number {
    return this.slots[this.slotOf(hashBytes(source, start, end), source, start, end)]!;
  }

  private slotOf(hash: number, source: Uint8Array, start: number, end: number): number {
    const length = end - start;
    let slot = hash & this.mask;
    for (;;) {
      const value = this.slots[slot]!;
      if (value < 0) return slot;
      if (this.hashes[value] === hash) {
        const at = this.offsets[value]!;
        if (this.offsets[value + 1]! - at === length) {
          let i = 0;
          while (i < length && this.bytes[at + i] === source[start + i]) i++;
          if (i === length) return slot;
        }
      }
      slot = (slot + 1) & this.mask;
    }
  }

  private growValues(): void {
    const capacity = this.offsets.length * 2;
    const hashes = new Uint32Array(capacity);
    hashes.set(this.hashes);
    this.hashes = hashes;
    const offsets = new Uint32Array(capacity + 1);
    offsets.set(this.offsets);
    this.offsets = offsets;
  }

  private growBytes(needed: number): void {
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, needed));
    larger.set(this.bytes);
    this.bytes = larger;
  }

  private rehash(): void {
    const capacity = this.slots.length * 2;
    const slots = new Int32Array(capacity).fill(-1);
    const mask = capacity - 1;
    for (let value = 0; value < this.size; value++) {
      let slot = this.hashes[value]! & mask;
      while (slots[slot]! >= 0) slot = (slot + 1) & mask;
      slots[slot] = value;
    }
    this.slots = slots;
    this.mask = mask;
  }
}

/** FNV-1a with a final avalanche (murmur3), unsigned 32 bit. */
export function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
