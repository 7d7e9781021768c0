// Learns from pairs whose truth others tell: both rows have found their customers by certain pairs.
import { probabilityOf } from '../cluster/clusterPairs.ts';
import { UnionFind } from '../cluster/UnionFind.ts';
import type { ScoredPairs } from '../score/scoreBlocks.ts';

/** From this weight on a pair is taken for certain. */
const CERTAIN_BITS = 6.5;
/** Pairs of these weights are open. */
const OPEN_BITS = [-4, 4] as const;
/** With fewer open pairs inside groups, what they come to would be chance. */
const LEAST_PAIRS = 60;
/** Beyond as many rows groups are counted on less than time is. */
const MOST_ROWS = 200_000;
const MOST_BITS = 2;
const STEP = 0.05;
/** Share of what open pairs promise that they must keep for groups to vouch for their pairs. */
const KEPT_PROMISE = 0.9;

/** Weights of open pairs between rows that both stand in certain groups, and how many of those lie inside one. */
type Settled = { readonly open: readonly number[]; readonly inside: number };

function settledPairs({ size, left, right, weights }: ScoredPairs, rows: number, raised: number): Settled | undefined {
  if (rows > MOST_ROWS) return undefined;
  const union = new UnionFind(rows);
  for (let i = 0; i < size; i++) if (weights[i]! - raised >= CERTAIN_BITS) union.union(left[i]!, right[i]!);
  const open: number[] = [];
  let inside = 0;
  for (let i = 0; i < size; i++) {
    const weight = weights[i]!;
    if (weight < OPEN_BITS[0] || weight >= OPEN_BITS[1]) continue;
    const one = union.find(left[i]!);
    const other = union.find(right[i]!);
    if (union.sizeOf(one) < 2 || union.sizeOf(other) < 2) continue;
    open.push(weight);
    if (one === other) inside++;
  }
  return inside < LEAST_PAIRS ? undefined : { open, inside };
}

function promised(open: readonly number[], bits: number): number {
  return open.reduce((sum, weight) => sum + probabilityOf(weight + bits), 0);
}

/**
 * Bits by which open pairs are likelier to be true than they say. Never under 0: a group of two has no further pair that
 * the others could vouch for, so that few such pairs say nothing. `raised` are the bits that were added before: what is
 * certain only by them vouches for nothing, or it would raise itself.
 */
export function settledBits(pairs: ScoredPairs, rows: number, raised = 0): number {
  const settled = settledPairs(pairs, rows, raised);
  if (settled === undefined) return 0;
  let bits = 0;
  while (bits < MOST_BITS && promised(settled.open, bits + STEP) <= settled.inside) bits += STEP;
  return bits;
}

/** Whether groups are large and right enough to vouch for pairs that say little themselves. */
export function groupsVouch(pairs: ScoredPairs, rows: number): boolean {
  const settled = settledPairs(pairs, rows, 0);
  return settled !== undefined && settled.inside >= KEPT_PROMISE * promised(settled.open, 0);
}
