// Proposes blocking keys, forecasts their pairs on a sample, and chooses those that bring most true pairs together for their cost.
import type { Atom } from './atoms.ts';
import { dropRepeats, joinAtom, KEY_SEED, type BlockingKey } from './blocks.ts';

/** An atom's hashes of a sample's rows, at `position * slots`. */
export type SampledAtom = { readonly slots: number; readonly hashes: Uint32Array };

export type KeyForecast = {
  /** Pairs expected over all rows within blocks under the cap. */
  readonly pairs: number;
  /** Hashes whose blocks are over the cap. */
  readonly tooLarge: ReadonlySet<number>;
  /** Some of the sample's pairs that the key brings together: positions in the sample, left and right in turn. */
  readonly drawn: Uint32Array;
};

/** Every atom alone that may be, and every two of different comparisons that may be joined. */
export function proposeKeys(atoms: readonly Atom[]): BlockingKey[] {
  const keys: BlockingKey[] = [];
  for (const atom of atoms) if (atom.alone) keys.push({ name: atom.name, atoms: [atom], splitters: [] });
  for (let i = 0; i < atoms.length; i++) {
    for (let j = i + 1; j < atoms.length; j++) {
      const left = atoms[i]!;
      const right = atoms[j]!;
      if (!left.joins || !right.joins || left.field === right.field || left.slots * right.slots > 6) continue;
      keys.push({ name: `${left.name} + ${right.name}`, atoms: [left, right], splitters: [] });
    }
  }
  return keys;
}

/** With how many earlier members of its block a row is paired in the draw. */
const DRAWN_PER_ROW = 20;

/**
 * Forecasts keys, given as the atoms of each, on a sample of `rows` rows and draws up to `share` pairs of each.
 * `scale` = all rows / rows of the sample; blocks that would pass `cap` over all rows are counted out.
 */
export function forecastKeys(keys: readonly (readonly SampledAtom[])[], rows: number, scale: number, cap: number, share: number): KeyForecast[] {
  const sampleCap = Math.max(2, Math.floor(cap / scale));
  const most = rows * 6;
  let size = 1 << 12;
  while (size < most) size *= 2;
  const heads = new Int32Array(size);
  const hashes = new Uint32Array(most);
  const newest = new Int32Array(most);
  const nexts = new Int32Array(most);
  const counts = new Uint32Array(most);
  /** Members of a block, newest first: position of each in the sample, and the one before it. */
  const members = new Uint32Array(most);
  const olders = new Int32Array(most);
  const scratch = new Uint32Array(8);
  const drawnPairs = new Uint32Array(2 * share);
  return keys.map((atoms) => {
    const slots = atoms.reduce((product, atom) => product * atom.slots, 1);
    // As large as the key needs: a small table stays in the cache.
    let used = 1 << 12;
    while (used < rows * slots) used *= 2;
    heads.fill(-1, 0, used);
    const mask = used - 1;
    const tooLarge = new Set<number>();
    let entries = 0;
    let filled = 0;
    let pairs = 0;
    let drawn = 0;
    for (let position = 0; position < rows; position++) {
      scratch[0] = KEY_SEED;
      let joined = 1;
      for (const atom of atoms) joined = joinAtom(scratch, 0, joined, atom.hashes, position * atom.slots, atom.slots);
      dropRepeats(scratch, 0, joined);
      for (let s = 0; s < slots; s++) {
        const hash = scratch[s]!;
        if (hash === 0) continue;
        const bucket = hash & mask;
        let at = heads[bucket]!;
        while (at >= 0 && hashes[at] !== hash) at = nexts[at]!;
        if (at < 0) {
          hashes[entries] = hash;
          newest[entries] = filled;
          members[filled] = position;
          olders[filled++] = -1;
          counts[entries] = 1;
          nexts[entries] = heads[bucket]!;
          heads[bucket] = entries++;
          continue;
        }
        const before = counts[at]!++;
        if (before < sampleCap) pairs += before;
        else if (before === sampleCap) {
          tooLarge.add(hash);
          pairs -= (sampleCap * (sampleCap - 1)) / 2;
        }
        if (before < sampleCap) {
          let other = newest[at]!;
          for (let k = 0; k < DRAWN_PER_ROW && other >= 0 && drawn < share; k++) {
            drawnPairs[2 * drawn] = members[other]!;
            drawnPairs[2 * drawn + 1] = position;
            drawn++;
            other = olders[other]!;
          }
        }
        members[filled] = position;
        olders[filled] = newest[at]!;
        newest[at] = filled++;
      }
    }
    return { pairs: pairs * scale * scale, tooLarge, drawn: drawnPairs.slice(0, 2 * drawn) };
  });
}

/**
 * Greedy: the key with the most newly brought pairs per cost, until the budget is spent. A pair counts fully the first
 * time, half the second, a quarter the third: unseen errors may break any one key.
 * `covered[k]` lists the true pairs (numbers into `worth`) that key `k` brings together. A key that asks for all that
 * another asks for and more brings nothing beside it, so that it is chosen only beside one with blocks over the cap.
 */
export function pickKeys(keys: readonly BlockingKey[], forecasts: readonly KeyForecast[], covered: readonly Uint32Array[], worth: Float64Array, budget: number, rows: number, most: number): number[] {
  const weight = worth.slice();
  let total = 0;
  for (const w of worth) total += w;
  const open = new Set(forecasts.keys());
  let chosen: number[] = [];
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
      if (gain < total * Math.max(0.0002, (0.002 * cost) / Math.max(rows, 100_000))) continue;
      // The cost counts by its root: breadth of blocking sets the ceiling of recall, cost only the time.
      const ratio = gain / Math.sqrt(cost);
      if (ratio > bestRatio * 1.000001) {
        best = k;
        bestRatio = ratio;
      }
    }
    if (best < 0) break;
    open.delete(best);
    if (forecasts[best]!.tooLarge.size === 0) {
      const isWithin = (k: number): boolean => keys[best]!.atoms.every((atom) => keys[k]!.atoms.includes(atom));
      for (const k of open) if (isWithin(k)) open.delete(k);
      chosen = chosen.filter((k) => !isWithin(k));
    }
    chosen.push(best);
    spent += forecasts[best]!.pairs + base;
    for (const pair of covered[best]!) weight[pair]! *= 0.4;
  }
  return chosen;
}
