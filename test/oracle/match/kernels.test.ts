import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance } from '../../../shared/match/compare/editDistance.ts';
import { jaroWinkler } from '../../../shared/match/compare/jaroWinkler.ts';
import { UnionFind } from '../../../shared/match/cluster/UnionFind.ts';
import { sortByHash } from '../../../shared/match/keys/blocks.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 12 });

/** Optimal string alignment by the textbook table. */
function slowDistance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)));
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      table[i]![j] = Math.min(table[i - 1]![j]! + 1, table[i]![j - 1]! + 1, table[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) table[i]![j] = Math.min(table[i]![j]!, table[i - 2]![j - 2]! + 1);
    }
  }
  return table[a.length]![b.length]!;
}

/** Jaro–Winkler straight from its definition. */
function slowJaroWinkler(a: string, b: string): number {
  if (a === '' || b === '') return a === b ? 1 : 0;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Set<number>();
  const left: string[] = [];
  for (let i = 0; i < a.length; i++) {
    for (let j = Math.max(0, i - reach); j <= Math.min(b.length - 1, i + reach); j++) {
      if (!taken.has(j) && a[i] === b[j]) {
        taken.add(j);
        left.push(a[i]!);
        break;
      }
    }
  }
  const right = [...taken].sort((x, y) => x - y).map((j) => b[j]!);
  const m = left.length;
  if (m === 0) return 0;
  const t = Math.floor(left.filter((letter, i) => letter !== right[i]).length / 2);
  const jaro = (m / a.length + m / b.length + (m - t) / m) / 3;
  let prefix = 0;
  while (prefix < Math.min(4, a.length, b.length) && a[prefix] === b[prefix]) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}

describe('matching kernels against slow references', () => {
  it('edit distance, limited and with equal ends cut off', () => {
    fc.assert(
      fc.property(word, word, fc.constantFrom<1 | 2>(1, 2), (a, b, limit) => {
        const expected = Math.min(slowDistance(a, b), limit + 1);
        expect(editDistance(bytesOf(a), 0, a.length, bytesOf(b), 0, b.length, limit)).toBe(expected);
      }),
      { numRuns: 5000 },
    );
  });

  it('edit distance inside larger arrays', () => {
    const bytes = bytesOf('xxmartinezyymartinzezz');
    expect(editDistance(bytes, 2, 10, bytes, 12, 20, 2)).toBe(slowDistance('martinez', 'martinze'));
  });

  it('Jaro–Winkler', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(jaroWinkler(bytesOf(a), 0, a.length, bytesOf(b), 0, b.length)).toBeCloseTo(slowJaroWinkler(a, b), 12);
      }),
      { numRuns: 5000 },
    );
  });

  it('union–find against relabelling', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(19), fc.nat(19)), { maxLength: 40 }), (joins) => {
        const union = new UnionFind(20);
        let labels = Array.from({ length: 20 }, (_, i) => i);
        for (const [a, b] of joins) {
          union.union(a, b);
          const [from, to] = [labels[b]!, labels[a]!];
          labels = labels.map((label) => (label === from ? to : label));
        }
        for (let i = 0; i < 20; i++) {
          expect(union.sizeOf(i)).toBe(labels.filter((label) => label === labels[i]).length);
          for (let j = 0; j < 20; j++) expect(union.find(i) === union.find(j)).toBe(labels[i] === labels[j]);
        }
      }),
    );
  });

  it('radix sort by hash keeps the order of equal hashes', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat(3), fc.integer({ min: 0, max: 0xffffffff })), { maxLength: 300 }), (hashes) => {
        const sorted = sortByHash(Uint32Array.from(hashes), Uint32Array.from(hashes, (_, i) => i));
        const expected = hashes.map((hash, i) => ({ hash, i })).sort((a, b) => a.hash - b.hash || a.i - b.i);
        expect(Array.from(sorted.hashes)).toEqual(expected.map(({ hash }) => hash));
        expect(Array.from(sorted.rows)).toEqual(expected.map(({ i }) => i));
      }),
    );
  });
});
