// Proposes blocking keys, forecasts their pairs on a sample, and chooses those that bring most true pairs together for their cost.
import type { MatchWorld } from '../MatchWorld.ts';
import type { Atom } from './atoms.ts';
import { keyHashes, slotsOf, sortByHash, type BlockingKey, type SortedKey } from './blocks.ts';

export type KeyForecast = {
  readonly key: BlockingKey;
  /** The sample's rows by hash. */
  readonly sorted: SortedKey;
  /** Pairs expected over all rows within blocks under the cap. */
  readonly pairs: number;
  /** Largest block of the sample that scales to the cap. */
  readonly sampleCap: number;
};

/** Every atom alone, every two atoms of different comparisons, and three where two still stand in many rows. */
export function proposeKeys(atoms: readonly Atom[]): BlockingKey[] {
  const keys: BlockingKey[] = [];
  for (const atom of atoms) if (atom.alone) keys.push({ name: atom.name, atoms: [atom] });
  for (let i = 0; i < atoms.length; i++) {
    for (let j = i + 1; j < atoms.length; j++) {
      const left = atoms[i]!;
      const right = atoms[j]!;
      if (left.field === right.field || left.slots * right.slots > 6) continue;
      keys.push({ name: `${left.name} + ${right.name}`, atoms: [left, right] });
    }
  }
  return keys;
}

/** Sorts the sample by each key and forecasts. `scale` = all rows / rows of the sample. */
export function forecastKeys(world: MatchWorld, keys: readonly BlockingKey[], sample: Uint32Array, scale: number, cap: number): KeyForecast[] {
  const sampleCap = Math.max(2, Math.floor(cap / scale));
  return keys.map((key) => {
    const sorted = sortKey(world, key, sample);
    let pairs = 0;
    const { hashes } = sorted;
    for (let start = 0; start < hashes.length; ) {
      let end = start + 1;
      while (end < hashes.length && hashes[end] === hashes[start]) end++;
      const size = end - start;
      if (size <= sampleCap) pairs += ((size * (size - 1)) / 2) * scale * scale;
      start = end;
    }
    return { key, sorted, pairs, sampleCap };
  });
}

export function sortKey(world: MatchWorld, key: BlockingKey, rows: Uint32Array): SortedKey {
  const slots = slotsOf(key);
  const scratch = new Uint32Array(slots);
  const hashes = new Uint32Array(rows.length * slots);
  const entries = new Uint32Array(rows.length * slots);
  let size = 0;
  for (let i = 0; i < rows.length; i++) {
    keyHashes(world, key, rows[i]!, scratch, 0);
    for (let s = 0; s < slots; s++) {
      if (scratch[s] === 0) continue;
      hashes[size] = scratch[s]!;
      entries[size++] = rows[i]!;
    }
  }
  return sortByHash(hashes.subarray(0, size), entries.subarray(0, size));
}

/**
 * Greedy: the key with the most newly brought pairs per cost, until the budget is spent. A pair counts fully the first
 * time, half the second, a quarter the third: unseen errors may break any one key.
 * `covered[k]` lists the true pairs (numbers into `worth`) that key `k` brings together.
 */
export function pickKeys(forecasts: readonly KeyForecast[], covered: readonly Uint32Array[], worth: Float64Array, budget: number, rows: number, most: number): number[] {
  const weight = worth.slice();
  let total = 0;
  for (const w of worth) total += w;
  const open = new Set(forecasts.keys());
  const chosen: number[] = [];
  let spent = 0;
  // Sorting the rows costs something even for a key with few pairs.
  const base = rows * 0.1;
  while (chosen.length < most) {
    let best = -1;
    let bestRatio = 0;
    for (const k of open) {
      const cost = forecasts[k]!.pairs + base;
      if (spent + cost > budget && chosen.length > 0) continue;
      let gain = 0;
      for (const pair of covered[k]!) gain += weight[pair]!;
      if (gain < total * 0.0002) continue;
      // The cost counts by its root: breadth of blocking sets the ceiling of recall, cost only the time.
      const ratio = gain / Math.sqrt(cost);
      if (ratio > bestRatio * 1.000001) {
        best = k;
        bestRatio = ratio;
      }
    }
    if (best < 0) break;
    open.delete(best);
    chosen.push(best);
    spent += forecasts[best]!.pairs + base;
    for (const pair of covered[best]!) weight[pair]! *= 0.4;
  }
  return chosen;
}
