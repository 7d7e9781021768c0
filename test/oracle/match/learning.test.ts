import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../shared/kernel/random.ts';
import { clusterPairs } from '../../../shared/match/cluster/clusterPairs.ts';
import { LEVELS, type ComparisonPlan } from '../../../shared/match/matchTypes.ts';
import { buildWorld, rowsByContent } from '../../../shared/match/MatchWorld.ts';
import { prepareField } from '../../../shared/match/prepare/prepareField.ts';
import { findDependence } from '../../../shared/match/score/dependence.ts';
import { lookAtStrangers, priorModel, trainModel, type GradedPairs } from '../../../shared/match/train/trainModel.ts';
import { columnOf } from '../../../shared/table/TextColumnBuilder.ts';

describe('learning without labels', () => {
  it('finds the parameters that simulated vectors were drawn with', () => {
    const random = seededRandom(11);
    const rows = 4000;
    // Values hardly ever repeat, so that the levels alone carry the evidence.
    const plans: ComparisonPlan[] = ['a', 'b', 'c', 'd'].map((name, c) => ({ name, kind: 'identifier', columns: [c], field: undefined }));
    const fields = plans.map((plan, c) => prepareField(plan, [columnOf(Array.from({ length: rows }, (_, row) => `${c}x${row}y${c}`))]));
    const world = buildWorld(fields, rows, undefined);
    const truth = [0.9, 0.8, 0.7, 0.85];
    const draw = (isMatch: boolean): number[] => truth.map((m) => (isMatch ? (random() < m ? 4 : random() < 0.5 ? 3 : 1) : random() < 0.002 ? 3 : 1));
    const total = 200_000;
    const matches = 4000;
    const pairs = (size: number, isMatch: (i: number) => boolean): GradedPairs => ({
      left: Uint32Array.from({ length: size }, (_, i) => i % (rows - 1)),
      right: Uint32Array.from({ length: size }, (_, i) => (i % (rows - 1)) + 1),
      levels: Uint8Array.from(Array.from({ length: size }, (_, i) => draw(isMatch(i))).flat()),
    });
    const candidates = pairs(total, (i) => i < matches);
    const plain = pairs(100_000, () => false);
    const counts = { counts: fields.map(({ values }) => values.counts), total: rows, least: fields.map(() => 0) };
    const start = priorModel(world, findDependence(world, rowsByContent(world)));
    const { model } = trainModel(world, start, candidates, lookAtStrangers(world, start, counts, plain), counts, total);
    expect(model.lambda).toBeCloseTo(matches / total, 3);
    for (const [c, m] of truth.entries()) {
      expect(model.m[c]![4]).toBeGreaterThan(m - 0.03);
      expect(model.m[c]![4]).toBeLessThan(m + 0.03);
      expect(model.u[c]![3]).toBeLessThan(0.004);
      expect(model.m[c]!.subarray(0, LEVELS).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 6);
    }
  });
});

describe('grouping', () => {
  const weight = fc.integer({ min: -8, max: 14 });

  /** Pairs of a small complete graph, in a fixed order. */
  function graph(size: number, weights: readonly number[]): Map<string, number> {
    const map = new Map<string, number>();
    let at = 0;
    for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) map.set(`${i},${j}`, weights[at++ % weights.length]!);
    return map;
  }

  /** Average linkage, from the definition. */
  function naive(size: number, weights: Map<string, number>): string {
    const of = (a: number, b: number): number => Math.max(-12, Math.min(12, weights.get(a < b ? `${a},${b}` : `${b},${a}`)!));
    let groups = Array.from({ length: size }, (_, i) => [i]);
    for (;;) {
      let best = 0;
      let found: [number[], number[]] | undefined;
      for (const left of groups) {
        for (const right of groups.slice(groups.indexOf(left) + 1)) {
          const average = left.flatMap((a) => right.map((b) => of(a, b))).reduce((sum, bits) => sum + bits, 0) / (left.length * right.length);
          if (average > best || (average === best && found === undefined)) {
            best = average;
            found = [left, right];
          }
        }
      }
      if (found === undefined) break;
      const [left, right] = found;
      groups = groups.filter((one) => one !== right).map((one) => (one === left ? [...left, ...right] : one));
    }
    return groups.filter((one) => one.length > 1).map((one) => one.sort((a, b) => a - b).join(' ')).sort().join('; ');
  }

  it('takes components apart as average linkage by hand does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 7 }), fc.array(weight, { minLength: 21, maxLength: 21 }), (size, list) => {
        const weights = graph(size, list);
        const entries = [...weights].filter(([, bits]) => bits >= -6);
        const pairs = {
          size: entries.length,
          width: 0,
          left: Uint32Array.from(entries, ([key]) => Number(key.split(',')[0])),
          right: Uint32Array.from(entries, ([key]) => Number(key.split(',')[1])),
          weights: Float32Array.from(entries, ([, bits]) => bits),
          levels: new Uint8Array(0),
        };
        // One component, so that the hand method sees the same rows.
        fc.pre(isConnected(size, entries.filter(([, bits]) => bits >= 0).map(([key]) => key)));
        const { ids } = clusterPairs({ rows: size, pairs, threshold: 0, rowHashes: Uint32Array.from({ length: size }, (_, i) => i), mustLink: [], cannotLink: [], scoreMissing: (a, b) => weights.get(`${a},${b}`)!, chainSay: 0.35 });
        const groups = new Map<number, number[]>();
        ids.forEach((id, row) => id !== 0 && groups.set(id, [...(groups.get(id) ?? []), row]));
        expect([...groups.values()].map((one) => one.join(' ')).sort().join('; ')).toBe(naive(size, weights));
      }),
      { numRuns: 300 },
    );
  });

  function isConnected(size: number, keys: readonly string[]): boolean {
    const seen = new Set([0]);
    for (let round = 0; round < size; round++) {
      for (const key of keys) {
        const [a, b] = key.split(',').map(Number) as [number, number];
        if (seen.has(a) || seen.has(b)) seen.add(a).add(b);
      }
    }
    return seen.size === size;
  }
});
