// Sorts all rows by one key: blocks of two rows or more stand together, those that are too large are split.
import { joinHashes } from '../prepare/Interner.ts';
import type { MatchWorld } from '../MatchWorld.ts';
import type { KeyTable } from '../score/scoreBlocks.ts';
import { keyHashes, singleHash, slotsOf, sortByHash, type BlockingKey, type KeyCount, type SortedKey } from './blocks.ts';

export type WholeKey = {
  readonly sorted: SortedKey;
  readonly count: KeyCount;
  /** Hashes of the blocks that were too large, the parts of others among them; see `splitHash`. */
  readonly tooLarge: Uint32Array;
};

/** Splits of one key bring at most half a pair per row, or as many as this: no value, however common, makes a run run away. */
const SPLIT_PAIRS = 50_000;

/** Hashes all rows by the key into the table and sorts them. What is left of a block over the cap leaves the table, so that other keys may bring its pairs. */
export function sortWholeKey(world: MatchWorld, key: BlockingKey, number: number, table: KeyTable, order: Uint32Array, cap: number): WholeKey {
  const slots = slotsOf(key);
  const first = table.starts[number]!;
  const hashes = new Uint32Array(order.length * slots);
  const rows = new Uint32Array(order.length * slots);
  const scratch = new Uint32Array(slots);
  const single = slots === 1 ? singleHash(world, key) : undefined;
  let filled = 0;
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    if (single === undefined) keyHashes(world, key, row, scratch, 0);
    else scratch[0] = single(row);
    const base = row * table.slots + first;
    for (let s = 0; s < slots; s++) {
      const hash = scratch[s]!;
      table.hashes[base + s] = hash;
      if (hash === 0) continue;
      hashes[filled] = hash;
      rows[filled++] = row;
    }
  }
  const size = dropAlone(hashes, rows, filled);
  const sorted = sortByHash(hashes.subarray(0, size), rows.subarray(0, size));
  const splitter = new Splitter(world, key, table, first, slots, cap);
  let largest = Math.min(1, filled);
  let pairs = 0;
  let large = 0;
  let dropped = 0;
  // Rows alone in their block, most of them, are not kept: they would be the largest thing in memory.
  let kept = 0;
  for (let start = 0; start < size; ) {
    const hash = sorted.hashes[start]!;
    let end = start + 1;
    while (end < size && sorted.hashes[end] === hash) end++;
    largest = Math.max(largest, end - start);
    if (end - start <= cap) {
      if (end - start > 1) {
        pairs += pairsOf(end - start);
        for (let i = start; i < end; i++) {
          sorted.hashes[kept] = hash;
          sorted.rows[kept++] = sorted.rows[i]!;
        }
      }
    } else {
      large++;
      const parts = splitter.split(hash, sorted.rows.slice(start, end));
      sorted.hashes.set(parts.hashes, kept);
      sorted.rows.set(parts.rows, kept);
      kept += parts.rows.length;
      pairs += parts.pairs;
      dropped += pairsOf(end - start) - parts.pairs;
    }
    start = end;
  }
  return { sorted: { hashes: sorted.hashes.slice(0, kept), rows: sorted.rows.slice(0, kept) }, count: { pairs, tooLarge: large, dropped, largest }, tooLarge: Uint32Array.from(splitter.tooLarge) };
}

const pairsOf = (rows: number): number => (rows * (rows - 1)) / 2;

type Parts = { readonly hashes: Uint32Array; readonly rows: Uint32Array; readonly pairs: number };

class Splitter {
  readonly tooLarge: number[] = [];
  private readonly world: MatchWorld;
  private readonly key: BlockingKey;
  private readonly table: KeyTable;
  private readonly first: number;
  private readonly slots: number;
  private readonly cap: number;
  private left: number;

  constructor(world: MatchWorld, key: BlockingKey, table: KeyTable, first: number, slots: number, cap: number) {
    this.world = world;
    this.key = key;
    this.table = table;
    this.first = first;
    this.slots = slots;
    this.cap = cap;
    this.left = Math.max(SPLIT_PAIRS, world.rows / 2);
  }

  /** Splits a block by one splitter after the other until its parts are small enough. */
  split(hash: number, rows: Uint32Array, depth = 0): Parts {
    this.tooLarge.push(hash);
    const splitter = this.key.splitters[depth];
    const { codes, fields } = this.world;
    const own = rows.map((row) => (splitter === undefined ? 0 : joinHashes(hash, splitter.hashes[codes[row * fields.length + splitter.field]!]!)));
    this.rename(hash, rows, own);
    if (splitter === undefined) return { hashes: own.slice(0, 0), rows: rows.slice(0, 0), pairs: 0 };
    const sorted = sortByHash(own, rows);
    const size = sorted.hashes.length;
    const largest = this.affordable(sorted.hashes);
    let kept = 0;
    let pairs = 0;
    for (let start = 0; start < size; ) {
      const part = sorted.hashes[start]!;
      let end = start + 1;
      while (end < size && sorted.hashes[end] === part) end++;
      if (part !== 0 && end - start > 1) {
        const whole = end - start <= largest;
        const inside = whole ? { hashes: sorted.hashes.slice(start, end), rows: sorted.rows.slice(start, end), pairs: pairsOf(end - start) } : this.split(part, sorted.rows.slice(start, end), depth + 1);
        if (whole) this.left -= inside.pairs;
        sorted.hashes.set(inside.hashes, kept);
        sorted.rows.set(inside.rows, kept);
        kept += inside.rows.length;
        pairs += inside.pairs;
      }
      start = end;
    }
    return { hashes: sorted.hashes.slice(0, kept), rows: sorted.rows.slice(0, kept), pairs };
  }

  /** The largest part that can be kept whole without more pairs than are left. */
  private affordable(hashes: Uint32Array): number {
    const counts = new Float64Array(this.cap + 1);
    for (let start = 0; start < hashes.length; ) {
      let end = start + 1;
      while (end < hashes.length && hashes[end] === hashes[start]) end++;
      if (hashes[start] !== 0 && end - start <= this.cap) counts[end - start]!++;
      start = end;
    }
    let sum = 0;
    let largest = 1;
    for (let size = 2; size <= this.cap; size++) {
      sum += counts[size]! * pairsOf(size);
      if (sum > this.left) break;
      largest = size;
    }
    return largest;
  }

  /** The rows stand under the hash of their part from now on; 0 where they are in none. */
  private rename(hash: number, rows: Uint32Array, own: Uint32Array): void {
    for (let i = 0; i < rows.length; i++) {
      const base = rows[i]! * this.table.slots + this.first;
      for (let s = 0; s < this.slots; s++) if (this.table.hashes[base + s] === hash) this.table.hashes[base + s] = own[i]!;
    }
  }
}

/** Takes out entries that are certainly alone under their hash, most of them, as sorting costs more than telling that; returns how many are left, in their order. */
function dropAlone(hashes: Uint32Array, rows: Uint32Array, size: number): number {
  let buckets = 1 << 12;
  while (buckets < size * 2 && buckets < 1 << 22) buckets *= 2;
  const mask = buckets - 1;
  const seen = new Uint8Array(buckets);
  for (let i = 0; i < size; i++) {
    const bucket = hashes[i]! & mask;
    if (seen[bucket] !== 2) seen[bucket]!++;
  }
  let kept = 0;
  for (let i = 0; i < size; i++) {
    const hash = hashes[i]!;
    if (seen[hash & mask] !== 2) continue;
    hashes[kept] = hash;
    rows[kept++] = rows[i]!;
  }
  return kept;
}
