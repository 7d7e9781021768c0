// The handles of a histogram: where they stand, where keys take them, and what range they stand for.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edgeAfterKey, edgeAt, edgesOf, rangeBetween, shareOf } from '../../../renderer/ui/chart/rangeOfBins.ts';

const edges = [0, 10, 20, 50, 100];

describe('the handles', () => {
  test('stand on the edges, the nearest one to a place', () => {
    expect(edges.map((edge) => shareOf(edges, edge))).toEqual([0, 0.1, 0.2, 0.5, 1]);
    expect([edgeAt(edges, 0.04), edgeAt(edges, 0.3), edgeAt(edges, 0.4), edgeAt(edges, 9)]).toEqual([0, 2, 3, 4]);
  });
  test('at the outermost edges leave the range open', () => {
    expect(rangeBetween(edges, 0, 4, 0)).toEqual({ from: null, to: null });
    expect(rangeBetween(edges, 1, 4, 0)).toEqual({ from: 10, to: null });
  });
  test('of days end the day before the next bin begins', () => {
    expect(rangeBetween([19_000, 19_031, 19_059], 0, 1, 1)).toEqual({ from: null, to: 19_030 });
  });
  test('move by keys and never meet', () => {
    expect(edgeAfterKey('ArrowRight', 2, 0, 3)).toBe(3);
    expect(edgeAfterKey('ArrowRight', 3, 0, 3)).toBe(3);
    expect(edgeAfterKey('Home', 3, 1, 4)).toBe(1);
    expect(edgeAfterKey('PageUp', 0, 0, 3)).toBe(3);
    expect(edgeAfterKey('x', 2, 0, 3)).toBeNull();
  });
});

test('the edges of a range give the range again', () => {
  const anyEdges = fc.uniqueArray(fc.integer({ min: -40_000, max: 40_000 }), { minLength: 3, maxLength: 40 }).map((all) => all.toSorted((left, right) => left - right));
  fc.assert(
    fc.property(anyEdges, fc.nat(), fc.nat(), fc.constantFrom(0, 1), (all, one, other, step) => {
      const last = all.length - 1;
      const low = one % last;
      const high = low + 1 + (other % (last - low));
      expect(edgesOf(all, rangeBetween(all, low, high, step), step)).toEqual({ low, high });
    }),
  );
});
