// Rows that look alike are two customers where sources hold nobody twice and each has a partner of its own.
import { describe, expect, it } from 'vitest';
import { pairsWithOwnPartners } from '../../../shared/match/cluster/ownPartners.ts';
import type { MatchWorld } from '../../../shared/match/MatchWorld.ts';
import type { ScoredPairs } from '../../../shared/match/score/scoreBlocks.ts';

type Pair = readonly [left: number, right: number, bits: number];

/** Source 0 has the even rows, source 1 the odd ones; row 2n and row 2n + 1 are linked for each n under `linked`. */
function find(rows: number, linked: number, more: readonly Pair[]): [number, number][] | undefined {
  const list: Pair[] = [...Array.from({ length: linked }, (_, n): Pair => [2 * n, 2 * n + 1, 12]), ...more];
  const pairs: ScoredPairs = { size: list.length, width: 0, left: Uint32Array.from(list, ([left]) => left), right: Uint32Array.from(list, ([, right]) => right), weights: Float32Array.from(list, ([, , bits]) => bits), levels: new Uint8Array(0) };
  const world = { rows, sources: Uint32Array.from({ length: rows }, (_, row) => row % 2) } as MatchWorld;
  const found = pairsWithOwnPartners(pairs, pairs.weights, world);
  return found === undefined ? undefined : Array.from(found, (i) => [pairs.left[i]!, pairs.right[i]!]);
}

describe('pairs with partners of their own', () => {
  it('are two customers: inside a source, and across to the other one’s partner', () => {
    expect(find(200, 100, [[0, 2, 8], [1, 3, 8], [0, 3, 7], [2, 1, 7]])).toEqual([[0, 2], [1, 3], [0, 3], [2, 1]]);
  });

  it('are no more than links that are not clearly weaker', () => {
    expect(find(200, 100, [[0, 2, 8], [0, 3, 11.8]])).toEqual([]);
  });

  it('say nothing of a row without one: it may be the customer met twice', () => {
    expect(find(260, 100, [[0, 220, 8], [1, 220, 9]])).toEqual([]);
  });

  it('are not looked for where sources hold customers twice', () => {
    const twice = Array.from({ length: 30 }, (_, n): Pair => [2 * n, 200 + 2 * n, 12]);
    expect(find(320, 100, [...twice, [100, 102, 8]])).toBeUndefined();
  });

  it('are found beside as many that have none, as far as so many rows have no partner at all', () => {
    // Half of the rows have a partner: of pairs that look alike a quarter has two.
    const alike = Array.from({ length: 12 }, (_, n): Pair => (n < 3 ? [4 * n, 4 * n + 2, 8] : [4 * n, 200 + 4 * n, 8]));
    expect(find(400, 100, alike)).toEqual(alike.slice(0, 3).map(([left, right]) => [left, right]));
  });

  it('need several sources and enough links', () => {
    expect(find(40, 20, [[0, 2, 8]])).toBeUndefined();
    expect(pairsWithOwnPartners({ size: 0, width: 0, left: new Uint32Array(0), right: new Uint32Array(0), weights: new Float32Array(0), levels: new Uint8Array(0) }, new Float32Array(0), { rows: 3, sources: undefined } as MatchWorld)).toBeUndefined();
  });
});
