// Judges pairs of rows that nothing else speaks for or against, by how often chance alone brings such pairs about.
import type { ScoredPairs } from '../score/scoreBlocks.ts';
import { UnionFind } from './UnionFind.ts';

/** From this weight on a pair is taken for certain: its rows have found their customer. Where hardly a pair is, from a lower one. */
const CERTAIN_BITS = [6.5, 4.5, 2.5];
/** Share of the rows that must be settled by the certain pairs. */
const LEAST_SHARE = 0.05;
const LOWEST_BITS = -8;
/** With fewer settled rows, or fewer pairs about a weight, chance can't be told. */
const LEAST_SETTLED = 60;
const LEAST_PAIRS = 12;
/** The most that chance may say for or against a pair, in bits. */
const MOST_FOR = 5;
const MOST_AGAINST = 0.5;
/** Chance alone makes no pair certain. */
const HIGHEST_BITS = 5.5;

/**
 * Bits to add per pair; undefined where there is nothing to add.
 *
 * A row whose customer is certain can still be the best that a stray row finds: mostly that is chance, or kinship. As
 * often, per row, the same must bring about pairs of two stray rows. Where those are more than that explains, the rest
 * are true, whatever their weight says by itself; and the other way round.
 */
export function strayBits(pairs: ScoredPairs, rows: number): Float32Array | undefined {
  for (const certain of CERTAIN_BITS) {
    const union = new UnionFind(rows);
    for (let i = 0; i < pairs.size; i++) if (pairs.weights[i]! >= certain) union.union(pairs.left[i]!, pairs.right[i]!);
    let settled = 0;
    for (let row = 0; row < rows; row++) if (union.sizeOf(row) > 1) settled++;
    if (settled >= Math.max(LEAST_SETTLED, LEAST_SHARE * rows)) return rows - settled < LEAST_SETTLED ? undefined : judge(pairs, rows, union, settled, certain);
  }
  return undefined;
}

function judge(pairs: ScoredPairs, rows: number, union: UnionFind, settled: number, certain: number): Float32Array {
  const stray = rows - settled;
  const isSettled = (row: number): boolean => union.sizeOf(row) > 1;
  const best = new Float32Array(rows).fill(-Infinity);
  for (let i = 0; i < pairs.size; i++) {
    const weight = pairs.weights[i]!;
    if (weight >= certain) continue;
    const left = pairs.left[i]!;
    const right = pairs.right[i]!;
    if (union.find(left) === union.find(right)) continue;
    if (weight > best[left]!) best[left] = weight;
    if (weight > best[right]!) best[right] = weight;
  }
  const bins = Math.ceil(certain - LOWEST_BITS);
  const binOf = (weight: number): number => Math.max(0, Math.min(bins - 1, Math.floor(weight - LOWEST_BITS)));
  const found = new Float64Array(bins);
  const chance = new Float64Array(bins);
  const judged: number[] = [];
  for (let i = 0; i < pairs.size; i++) {
    const weight = pairs.weights[i]!;
    const left = pairs.left[i]!;
    const right = pairs.right[i]!;
    if (weight >= certain || weight === -Infinity || weight < best[left]! || weight < best[right]!) continue;
    if (!isSettled(left) && !isSettled(right)) {
      judged.push(i);
      found[binOf(weight)]!++;
    } else if (isSettled(left) !== isSettled(right)) chance[binOf(weight)]!++;
  }
  const scale = (stray - 1) / 2 / settled;
  const bits = new Float64Array(bins);
  let most = 1;
  for (let bin = bins - 1; bin >= 0; bin--) {
    const near = [bin - 1, bin, bin + 1].filter((one) => one >= 0 && one < bins);
    const pairsFound = near.reduce((sum, one) => sum + found[one]!, 0);
    const byChance = near.reduce((sum, one) => sum + chance[one]!, 0) * scale;
    if (pairsFound < LEAST_PAIRS) continue;
    most = Math.min(most, Math.max(0.02, 1 - (byChance + 1) / (pairsFound + 2)));
    const own = bin + LOWEST_BITS + 0.5;
    bits[bin] = Math.max(-MOST_AGAINST, Math.min(MOST_FOR, Math.log2(most / (1 - most)) - own));
  }
  const added = new Float32Array(pairs.size);
  for (const i of judged) {
    const weight = pairs.weights[i]!;
    added[i] = Math.min(bits[binOf(weight)]!, Math.max(0, HIGHEST_BITS - weight));
  }
  return added;
}
