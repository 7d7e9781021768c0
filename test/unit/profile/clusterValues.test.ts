import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietJob } from '../../../shared/kernel/job.ts';
import { fingerprint, ngramFingerprint, phoneticFingerprint } from '../../../shared/profile/clusterKeys.ts';
import { clusterValues } from '../../../shared/profile/clusterValues.ts';
import type { ClusterMethod } from '../../../shared/profile/clusterValues.ts';
import { boundedLevenshtein, eachNearPair } from '../../../shared/profile/nearNeighbours.ts';
import { columnOf } from '../../../shared/table/TextColumnBuilder.ts';

const cluster = (texts: readonly string[], how: ClusterMethod) => clusterValues(columnOf(texts), how, quietJob);

describe('cluster keys', () => {
  it('meet for spellings of one value', () => {
    expect(fingerprint('Peña, Ana')).toBe(fingerprint('ana  PEÑA'));
    expect(ngramFingerprint('Villa nueva')).toBe(ngramFingerprint('Villanueva'));
    expect(phoneticFingerprint('Jiménez Vázquez')).toBe(phoneticFingerprint('Basquez Gimenes'));
    expect(fingerprint('---')).toBe('');
  });
});

describe('clustering the values of a column', () => {
  it('proposes the commonest spelling', async () => {
    const clusters = await cluster(['Madrid', 'MADRID', 'madrid ', 'Madrid', 'Soria', 'Mádrid'], { method: 'fingerprint' });
    expect(clusters).toEqual([{ target: 'Madrid', rows: 5, values: [{ value: 'Madrid', count: 2 }, { value: 'Mádrid', count: 1 }, { value: 'madrid ', count: 1 }, { value: 'MADRID', count: 1 }] }]);
  });

  it('joins neighbours without chaining, and keeps numbers apart', async () => {
    const clusters = await cluster(['Barcelona', 'Barcelona', 'Barcelnoa', 'Barcelna', 'Calle Mayor 1', 'Calle Mayor 2', 'Lugo', 'Luga'], { method: 'neighbour' });
    expect(clusters.map(({ values }) => values.map(({ value }) => value))).toEqual([['Barcelona', 'Barcelna', 'Barcelnoa']]);
  });

  it('sounds in Spanish', async () => {
    const clusters = await cluster(['Vázquez', 'Básques', 'Gómez'], { method: 'phonetic' });
    expect(clusters.map(({ rows }) => rows)).toEqual([2]);
  });

  const method = fc.constantFrom<ClusterMethod>({ method: 'fingerprint' }, { method: 'ngram' }, { method: 'phonetic' }, { method: 'neighbour' });
  const names = fc.array(fc.constantFrom('Madrid', 'MADRID', 'Madrdi', 'Barcelona', 'Barcelna', 'Bar celona', 'Sevilla', 'Sebilla', 'Sevila', 'Jaén', 'Jaen', ''), { maxLength: 30 });

  it('does not depend on the order of the rows, and puts each spelling into one cluster at most', async () => {
    await fc.assert(fc.asyncProperty(names, method, async (texts, how) => {
      const clusters = await cluster(texts, how);
      expect(await cluster([...texts].reverse(), how)).toEqual(clusters);
      const seen = clusters.flatMap(({ values }) => values.map(({ value }) => value));
      expect(new Set(seen).size).toBe(seen.length);
      for (const { values, rows, target } of clusters) {
        expect(values.length).toBeGreaterThan(1);
        expect([target, rows]).toEqual([values[0]!.value, values.reduce((sum, { count }) => sum + count, 0)]);
      }
    }));
  });
});

/** The textbook way. */
function slowLevenshtein(left: string, right: string): number {
  const rows = Array.from({ length: left.length + 1 }, (_, i) => Array.from({ length: right.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)));
  for (let i = 1; i <= left.length; i++) for (let j = 1; j <= right.length; j++) rows[i]![j] = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1));
  return rows[left.length]![right.length]!;
}

describe('near neighbours', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 });
  it('measure as the textbook does', () => {
    fc.assert(fc.property(word, word, fc.integer({ min: 0, max: 4 }), (left, right, limit) => boundedLevenshtein(left, right, limit) === Math.min(slowLevenshtein(left, right), limit + 1)), { numRuns: 1000 });
  });
  it('are all found', async () => {
    await fc.assert(fc.asyncProperty(fc.uniqueArray(word, { maxLength: 40 }), fc.integer({ min: 1, max: 3 }), async (texts, radius) => {
      const radiusOf = (length: number): number => (length < 4 ? 0 : length < 7 ? 1 : radius);
      const found = new Set<string>();
      await eachNearPair(texts, radiusOf, (left, right) => void found.add(`${left} ${right}`), () => Promise.resolve());
      const slow = new Set<string>();
      for (let left = 0; left < texts.length; left++) {
        for (let right = left + 1; right < texts.length; right++) {
          const limit = Math.min(radiusOf(texts[left]!.length), radiusOf(texts[right]!.length));
          if (slowLevenshtein(texts[left]!, texts[right]!) <= limit) slow.add(`${left} ${right}`);
        }
      }
      expect(found).toEqual(slow);
    }), { numRuns: 150 });
  });
});
