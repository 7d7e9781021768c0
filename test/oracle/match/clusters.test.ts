import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusterPairs, type PairConstraint } from '../../../shared/match/cluster/clusterPairs.ts';

const ROWS = 9;
const THRESHOLD = 2;
type Edge = readonly [left: number, right: number, weight: number];

const edges = fc
  .uniqueArray(fc.tuple(fc.nat(ROWS - 1), fc.nat(ROWS - 1), fc.double({ min: -12, max: 14, noNaN: true })), { selector: ([a, b]) => `${Math.min(a, b)} ${Math.max(a, b)}`, maxLength: 20 })
  .map((list) => list.filter(([a, b]) => a !== b).map(([a, b, weight]): Edge => [Math.min(a, b), Math.max(a, b), Math.fround(weight)]));
const constraint = fc.tuple(fc.nat(ROWS - 1), fc.nat(ROWS - 1)).filter(([a, b]) => a !== b).map(([a, b]): PairConstraint => ({ left: Math.min(a, b), right: Math.max(a, b) }));

/** Weight of a pair that was not kept. */
const MISSING = -9;

function cluster(list: readonly Edge[], mustLink: readonly PairConstraint[] = [], cannotLink: readonly PairConstraint[] = [], hashes = Uint32Array.from({ length: ROWS }, (_, row) => row + 1)) {
  return clusterPairs({
    rows: ROWS,
    threshold: THRESHOLD,
    pairs: { size: list.length, width: 0, left: Uint32Array.from(list, ([left]) => left), right: Uint32Array.from(list, ([, right]) => right), weights: Float32Array.from(list, ([, , weight]) => weight), levels: new Uint8Array(0) },
    rowHashes: hashes,
    mustLink,
    cannotLink,
    scoreMissing: () => MISSING,
    chainSay: 0.35,
  });
}

/** Components of the links at the threshold, then average linkage within each, both straight from their definitions. */
function naive(list: readonly Edge[]): string[] {
  const weight = (a: number, b: number): number => list.find(([left, right]) => left === Math.min(a, b) && right === Math.max(a, b))?.[2] ?? MISSING;
  const gain = (a: number, b: number): number => Math.max(-12, Math.min(12, weight(a, b) - THRESHOLD));
  let component = Array.from({ length: ROWS }, (_, row) => row);
  for (const [left, right, bits] of list) if (bits >= THRESHOLD) component = component.map((own) => (own === component[left] ? component[right]! : own));
  const result: number[][] = [];
  for (const name of new Set(component)) {
    let groups = component.flatMap((own, row) => (own === name ? [[row]] : []));
    for (;;) {
      let best: { at: readonly [number, number]; average: number } | undefined;
      for (const [i, one] of groups.entries()) {
        for (const [j, other] of groups.entries()) {
          if (j <= i) continue;
          const average = one.flatMap((a) => other.map((b) => gain(a, b))).reduce((sum, own) => sum + own, 0) / (one.length * other.length);
          if (average >= 0 && average > (best?.average ?? -1)) best = { at: [i, j], average };
        }
      }
      if (best === undefined) break;
      const [i, j] = best.at;
      groups = [...groups.filter((_, at) => at !== i && at !== j), [...groups[i]!, ...groups[j]!]];
    }
    result.push(...groups);
  }
  return result.filter(({ length }) => length > 1).map((rows) => rows.sort((a, b) => a - b).join(' ')).sort();
}

function groupsOf(ids: Uint32Array): string[] {
  const groups = new Map<number, number[]>();
  ids.forEach((id, row) => id > 0 && groups.set(id, [...(groups.get(id) ?? []), row]));
  return [...groups.values()].map((rows) => rows.join(' ')).sort();
}

describe('groups against a naive graph', () => {
  it('are components at the threshold, taken apart by average linkage', () => {
    fc.assert(
      fc.property(edges, (list) => {
        expect(groupsOf(cluster(list).ids)).toEqual(naive(list));
      }),
      { numRuns: 1500 },
    );
  });

  it('hold to must-link and cannot-link, where the two do not contradict each other', () => {
    fc.assert(
      fc.property(edges, fc.array(constraint, { maxLength: 3 }), constraint, (list, mustLink, apart) => {
        let part = Array.from({ length: ROWS }, (_, row) => row);
        for (const { left, right } of mustLink) part = part.map((own) => (own === part[left] ? part[right]! : own));
        fc.pre(part[apart.left] !== part[apart.right]);
        const { ids } = cluster(list, mustLink, [apart]);
        for (const { left, right } of mustLink) expect(ids[left] !== 0 && ids[left] === ids[right]).toBe(true);
        expect(ids[apart.left] !== 0 && ids[apart.left] === ids[apart.right]).toBe(false);
      }),
      { numRuns: 1500 },
    );
  });

  it('expect as many true pairs as lie between the careful and the bold reading', () => {
    fc.assert(
      fc.property(edges, (list) => {
        const { expectedTruePairs, leastTruePairs, mostTruePairs, pairs } = cluster(list);
        expect(leastTruePairs).toBeLessThanOrEqual(expectedTruePairs + 1e-9);
        expect(expectedTruePairs).toBeLessThanOrEqual(mostTruePairs + 1e-9);
        expect(mostTruePairs).toBeLessThanOrEqual(pairs + 1e-9);
      }),
    );
  });
});
