// Blocks that are too large are split by further fields, within a budget, and what is left out is counted.
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../shared/kernel/random.ts';
import type { Atom } from '../../../shared/match/keys/atoms.ts';
import { splitHash, type BlockingKey } from '../../../shared/match/keys/blocks.ts';
import { sortWholeKey, type WholeKey } from '../../../shared/match/keys/sortKey.ts';
import { buildWorld, rowsByContent, type MatchWorld } from '../../../shared/match/MatchWorld.ts';
import { prepareField } from '../../../shared/match/prepare/prepareField.ts';
import type { KeyTable } from '../../../shared/match/score/scoreBlocks.ts';
import { columnOf } from '../../../shared/table/TextColumnBuilder.ts';

function worldOf(columns: readonly (readonly string[])[]): MatchWorld {
  return buildWorld(columns.map((texts, c) => prepareField({ name: `c${c}`, kind: 'text', columns: [c], field: undefined }, [columnOf([...texts])])), columns[0]!.length, undefined);
}

const atomOf = (world: MatchWorld, field: number): Atom => ({ name: `c${field}`, field, slots: 1, hashes: world.fields[field]!.values.hashes, alone: true, joins: true });

function sortBy(world: MatchWorld, key: BlockingKey, cap: number): WholeKey & { table: KeyTable } {
  const table: KeyTable = { hashes: new Uint32Array(world.rows), slots: 1, starts: Uint16Array.from([0, 1]) };
  return { ...sortWholeKey(world, key, 0, table, rowsByContent(world), cap), table };
}

/** Pairs that stand under one hash in the table, as left * rows + right. */
function pairsIn({ hashes }: KeyTable): Set<number> {
  const found = new Set<number>();
  for (let left = 0; left < hashes.length; left++) for (let right = left + 1; right < hashes.length; right++) if (hashes[left] !== 0 && hashes[left] === hashes[right]) found.add(left * hashes.length + right);
  return found;
}

describe('blocks that are too large', () => {
  const random = seededRandom(5);
  const draw = (many: number): string => `v${Math.floor(random() * many)}`;
  const rows = 600;
  const world = worldOf([Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? draw(40) : 'common')), Array.from({ length: rows }, () => draw(12)), Array.from({ length: rows }, () => draw(9))]);
  const [first, second, third] = [0, 1, 2].map((field) => atomOf(world, field)) as [Atom, Atom, Atom];
  const agree = (left: number, right: number, fields: readonly number[]): boolean => fields.every((field) => world.codes[left * 3 + field] === world.codes[right * 3 + field]);

  it('are split by one field after the other, and every pair of a part is in the table and counted', () => {
    const { sorted, count, table, tooLarge } = sortBy(world, { name: 'k', atoms: [first], splitters: [second, third] }, 30);
    const found = pairsIn(table);
    expect(found.size).toBe(count.pairs);
    expect(count.tooLarge).toBe(1);
    const common = world.codes[1 * 3]!;
    let all = 0;
    for (let left = 0; left < rows; left++) {
      for (let right = left + 1; right < rows; right++) {
        if (!agree(left, right, [0])) continue;
        all++;
        const isCommon = world.codes[left * 3] === common;
        if (found.has(left * rows + right)) expect(!isCommon || agree(left, right, [1])).toBe(true);
        else expect(isCommon).toBe(true);
        if (isCommon && agree(left, right, [1, 2])) expect(found.has(left * rows + right)).toBe(true);
      }
    }
    expect(count.pairs + count.dropped).toBe(all);
    expect(count.pairs).toBeGreaterThan(300);
    // Explanations reckon the same hash again.
    const large = new Set(tooLarge);
    for (let row = 0; row < rows; row++) {
      const whole = sortBy(world, { name: 'k', atoms: [first], splitters: [] }, rows).table.hashes[row]!;
      if (row < 40) expect(splitHash(world, { name: 'k', atoms: [first], splitters: [second, third] }, whole, row, (hash) => large.has(hash))).toBe(table.hashes[row]);
    }
    let start = 0;
    for (let i = 1; i <= sorted.hashes.length; i++) {
      if (i < sorted.hashes.length && sorted.hashes[i] === sorted.hashes[start]) continue;
      expect(i - start).toBeGreaterThan(1);
      expect(i - start).toBeLessThanOrEqual(30);
      start = i;
    }
  });

  it('without a field to split by leave the table, and all their pairs are counted as dropped', () => {
    const { count, table } = sortBy(world, { name: 'k', atoms: [first], splitters: [] }, 30);
    expect(pairsIn(table).size).toBe(count.pairs);
    expect(count.dropped).toBe((400 * 399) / 2);
    expect(count.largest).toBe(400);
  });

  it('never bring more pairs than are allowed, however many parts they fall in', () => {
    const many = 20_000;
    const wide = worldOf([Array.from({ length: many }, () => 'same'), Array.from({ length: many }, (_, row) => `p${row % 250}`), Array.from({ length: many }, (_, row) => `q${row % 7}`)]);
    const { count } = sortBy(wide, { name: 'k', atoms: [atomOf(wide, 0)], splitters: [atomOf(wide, 1), atomOf(wide, 2)] }, 150);
    expect(count.pairs).toBeGreaterThan(10_000);
    expect(count.pairs).toBeLessThanOrEqual(50_000);
    expect(count.pairs + count.dropped).toBe((many * (many - 1)) / 2);
  });
});
