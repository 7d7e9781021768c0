// Enumerates the pairs of key blocks, each pair once, and scores them: the inner loop of a run.
import type { Pairing } from '../matchTypes.ts';
import type { MatchWorld } from '../MatchWorld.ts';
import type { SortedKey } from '../keys/blocks.ts';
import type { Scorer } from './Scorer.ts';

/** Pairs kept, in growing arrays. `levels` has `width` entries per pair. */
export class PairList {
  left: Uint32Array = new Uint32Array(1024);
  right: Uint32Array = new Uint32Array(1024);
  weights: Float32Array = new Float32Array(1024);
  levels: Uint8Array;
  size = 0;
  readonly width: number;

  constructor(width: number) {
    this.width = width;
    this.levels = new Uint8Array(1024 * width);
  }

  add(left: number, right: number, weight: number, levels: Uint8Array): void {
    if (this.size === this.left.length) this.grow();
    const at = this.size++;
    this.left[at] = left;
    this.right[at] = right;
    this.weights[at] = weight;
    const base = at * this.width;
    for (let c = 0; c < this.width; c++) this.levels[base + c] = levels[c]!;
  }

  private grow(): void {
    const size = this.left.length * 2;
    const left = new Uint32Array(size);
    left.set(this.left);
    this.left = left;
    const right = new Uint32Array(size);
    right.set(this.right);
    this.right = right;
    const weights = new Float32Array(size);
    weights.set(this.weights);
    this.weights = weights;
    const levels = new Uint8Array(size * this.width);
    levels.set(this.levels);
    this.levels = levels;
  }

  finish(): ScoredPairs {
    return {
      size: this.size,
      width: this.width,
      left: this.left.slice(0, this.size),
      right: this.right.slice(0, this.size),
      weights: this.weights.slice(0, this.size),
      levels: this.levels.slice(0, this.size * this.width),
    };
  }
}

export type ScoredPairs = {
  readonly size: number;
  readonly width: number;
  readonly left: Uint32Array;
  readonly right: Uint32Array;
  readonly weights: Float32Array;
  readonly levels: Uint8Array;
};

/** All keys of a run: hashes per row and slot, and where each key's slots begin. */
export type KeyTable = {
  /** `hashes[row * slots + s]`; 0 for none or for a block that was dropped. */
  readonly hashes: Uint32Array;
  readonly slots: number;
  /** First slot of key k; one entry more than keys. */
  readonly starts: Uint16Array;
};

export type PairFilter = (left: number, right: number) => boolean;

/** Whether an earlier key (or an earlier shared hash of the same key) has brought the two together already. */
function metBefore(table: KeyTable, key: number, hash: number, left: number, right: number): boolean {
  const { hashes, slots, starts } = table;
  const a = left * slots;
  const b = right * slots;
  for (let k = 0; k < key; k++) {
    const from = starts[k]!;
    const to = starts[k + 1]!;
    if (to - from === 1) {
      const own = hashes[a + from]!;
      if (own !== 0 && own === hashes[b + from]) return true;
      continue;
    }
    for (let s = from; s < to; s++) {
      const own = hashes[a + s]!;
      if (own === 0) continue;
      for (let t = from; t < to; t++) if (hashes[b + t] === own) return true;
    }
  }
  const from = starts[key]!;
  const to = starts[key + 1]!;
  if (to - from > 1) {
    for (let s = from; s < to; s++) {
      const own = hashes[a + s]!;
      if (own === 0 || own >= hash) continue;
      for (let t = from; t < to; t++) if (hashes[b + t] === own) return true;
    }
  }
  return false;
}

export type BlockRun = { candidates: number; kept: number; nextEntry: number };

/**
 * Scores the pairs of one key whose blocks begin in entries `[from, to)`; blocks over `cap` are passed over.
 * Pairs of weight `cut` or more go to `list`. With a `filter`, only pairs that it lets through and those of `reopened` blocks.
 */
export function scoreBlocks(world: MatchWorld, scorer: Scorer, table: KeyTable, key: number, sorted: SortedKey, from: number, to: number, cap: number, cut: number, pairing: Pairing, list: PairList, filter?: PairFilter, reopened?: ReadonlySet<number>): BlockRun {
  const { hashes, rows } = sorted;
  const sources = world.sources;
  let candidates = 0;
  const before = list.size;
  let start = from;
  while (start > 0 && start < hashes.length && hashes[start] === hashes[start - 1]) start++;
  while (start < to && start < hashes.length) {
    const hash = hashes[start]!;
    let end = start + 1;
    while (end < hashes.length && hashes[end] === hash) end++;
    if (end - start > 1 && end - start <= cap) {
      const isFiltered = filter !== undefined && reopened?.has(hash) !== true;
      for (let i = start; i < end; i++) {
        const one = rows[i]!;
        for (let j = i + 1; j < end; j++) {
          const other = rows[j]!;
          if (one === other) continue;
          if (pairing !== 'both' && sources !== undefined && (sources[one] === sources[other]) === (pairing === 'between')) continue;
          if (isFiltered && !filter(one, other)) continue;
          if (metBefore(table, key, hash, one, other)) continue;
          candidates++;
          const weight = scorer.scoreOver(one, other, cut);
          if (weight >= cut) list.add(one < other ? one : other, one < other ? other : one, weight, scorer.levels);
        }
      }
    }
    start = end;
  }
  return { candidates, kept: list.size - before, nextEntry: start };
}
