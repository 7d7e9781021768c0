import { describe, expect, it } from 'vitest';
import { groupsVouch, settledBits } from '../../../shared/match/train/settledPairs.ts';
import type { ScoredPairs } from '../../../shared/match/score/scoreBlocks.ts';

type Pair = readonly [left: number, right: number, bits: number];

function pairsOf(list: readonly Pair[]): ScoredPairs {
  return { size: list.length, width: 0, left: Uint32Array.from(list, ([left]) => left), right: Uint32Array.from(list, ([, right]) => right), weights: Float32Array.from(list, ([, , bits]) => bits), levels: new Uint8Array(0) };
}

/** Groups of three rows joined by two certain pairs; the third pair is open, as is one to the next group for the first `strangers` of them. */
function triangles(groups: number, bits: number, strangers: number): ScoredPairs {
  return pairsOf(Array.from({ length: groups }, (_, group): Pair[] => {
    const row = group * 3;
    const own: Pair[] = [[row, row + 1, 12], [row + 1, row + 2, 12], [row, row + 2, bits]];
    return group < strangers && group + 1 < groups ? [...own, [row, row + 3, bits]] : own;
  }).flat());
}

describe('pairs whose truth others tell', () => {
  it('say how much likelier open pairs are than they say themselves', () => {
    // Half of the open pairs lie inside groups, and each says 1 in 5 or so of itself.
    expect(settledBits(triangles(201, -2, 200), 603)).toBeCloseTo(2, 1);
    expect(settledBits(triangles(201, -1, 200), 603)).toBeCloseTo(1, 1);
    expect(settledBits(triangles(201, 0, 200), 603)).toBeLessThan(0.06);
  });

  it('never make pairs less likely, and say nothing where groups have no further pairs', () => {
    expect(settledBits(triangles(201, 3, 200), 603)).toBe(0);
    expect(settledBits(triangles(40, -2, 0), 120)).toBe(0);
    expect(settledBits(pairsOf(Array.from({ length: 500 }, (_, i): Pair => [i * 2, i * 2 + 1, 12])), 1000)).toBe(0);
  });

  it('do not let what is certain only by bits added before vouch for anything', () => {
    const raised = pairsOf(Array.from({ length: 201 }, (_, group): Pair[] => {
      const row = group * 3;
      return [[row, row + 1, 8], [row + 1, row + 2, 8], [row, row + 2, -1]];
    }).flat());
    expect(settledBits(raised, 603)).toBeGreaterThan(1);
    expect(settledBits(raised, 603, 1)).toBeGreaterThan(1);
    expect(settledBits(raised, 603, 2)).toBe(0);
  });

  it('let groups vouch where open pairs keep what they promise', () => {
    expect(groupsVouch(triangles(201, 0, 200), 603)).toBe(true);
    expect(groupsVouch(triangles(201, 3, 200), 603)).toBe(false);
    expect(groupsVouch(triangles(40, 0, 0), 120)).toBe(false);
  });
});
