// The comparison of two deliveries agrees with a slow and obvious one.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietJob } from '../../../shared/kernel/job.ts';
import { planRefresh, type RefreshPlan } from '../../../shared/refresh/planRefresh.ts';
import type { Table } from '../../../shared/table/Table.ts';
import { columnFrom } from '../../support/columns.ts';

type Row = Record<string, string | undefined>;

const names = ['id', 'part', 'name', 'city'];
const cell = fc.constantFrom('a', 'b', 'ab', '', ' ', undefined);
const anyRow: fc.Arbitrary<Row> = fc.record({ id: fc.constantFrom('1', '2', '3', '4', '5', '', undefined), part: fc.constantFrom('x', 'y', ''), name: cell, city: cell });
const anyDelivery = fc.tuple(fc.array(anyRow, { maxLength: 14 }), fc.subarray(names, { minLength: 1 }), fc.boolean());

function tableOf(rows: readonly Row[], columns: readonly string[], arena: boolean): Table {
  return { length: rows.length, columns: columns.map((name) => ({ name, column: columnFrom(rows.map((row) => row[name]), arena) })) };
}

/** Rows as a delivery with these columns has them. */
function seen(rows: readonly Row[], columns: readonly string[]): Row[] {
  return rows.map((row) => Object.fromEntries(names.map((name) => [name, columns.includes(name) ? row[name] : undefined])));
}

function slowRefresh(before: readonly Row[], after: readonly Row[], keys: readonly string[]): { pairs: [number, number, string[]][]; added: number[]; vanished: number[] } {
  const keyOf = (row: Row): string => JSON.stringify(keys.map((key) => row[key] ?? null));
  const contentOf = (row: Row): string => JSON.stringify(names.map((name) => row[name] ?? null));
  const isBlank = (row: Row): boolean => keys.every((key) => (row[key] ?? '').trim() === '');
  const restBefore = new Set(before.keys());
  const restAfter = new Set(after.keys());
  const pairs: [number, number, string[]][] = [];
  const pair = (b: number, a: number): void => {
    restBefore.delete(b);
    restAfter.delete(a);
    pairs.push([b, a, names.filter((name) => before[b]![name] !== after[a]![name])]);
  };
  for (const a of after.keys()) {
    const same = [...restBefore].find((b) => contentOf(before[b]!) === contentOf(after[a]!));
    if (same !== undefined) pair(same, a);
  }
  for (const key of new Set([...before, ...after].map(keyOf))) {
    const left = [...restBefore].filter((b) => keyOf(before[b]!) === key);
    const right = [...restAfter].filter((a) => keyOf(after[a]!) === key);
    if (left.length === 1 && right.length === 1 && !isBlank(before[left[0]!]!)) pair(left[0]!, right[0]!);
  }
  pairs.sort((left, right) => left[1] - right[1]);
  return { pairs, added: [...restAfter], vanished: [...restBefore] };
}

function pairsOf(plan: RefreshPlan): [number, number, string[]][] {
  const pairs: [number, number, string[]][] = [];
  plan.unchanged.after.forEach((after, i) => pairs.push([plan.unchanged.before[i]!, after, []]));
  plan.changed.after.forEach((after, i) => {
    const columns = plan.changedColumns.slice(plan.changedStarts[i], plan.changedStarts[i + 1]);
    pairs.push([plan.changed.before[i]!, after, Array.from(columns, (column) => plan.columns[column]!)]);
  });
  return pairs.sort((left, right) => left[1] - right[1]);
}

describe('a refresh by key', () => {
  it('is what a slow comparison says', async () => {
    await fc.assert(
      fc.asyncProperty(anyDelivery, anyDelivery, fc.constantFrom(['id'], ['id', 'part']), async ([before, columnsBefore, arenaBefore], [after, columnsAfter, arenaAfter], keys) => {
        const plan = await planRefresh(tableOf(before, columnsBefore, arenaBefore), tableOf(after, columnsAfter, arenaAfter), keys, quietJob);
        const slow = slowRefresh(seen(before, columnsBefore), seen(after, columnsAfter), keys);
        const known = names.filter((name) => columnsBefore.includes(name) || columnsAfter.includes(name));
        const expected = slow.pairs.map(([b, a, columns]) => [b, a, columns.filter((name) => known.includes(name)).sort()]);
        expect(pairsOf(plan).map(([b, a, columns]) => [b, a, columns.sort()])).toEqual(expected);
        expect([...plan.added]).toEqual(slow.added);
        expect([...plan.vanished]).toEqual(slow.vanished);
        expect(plan.changesByColumn.reduce((sum, one) => sum + one, 0)).toBe(plan.changedColumns.length);
      }),
      { numRuns: 500 },
    );
  });

  it('of a delivery with itself changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(anyDelivery, async ([rows, columns, arena]) => {
        const plan = await planRefresh(tableOf(rows, columns, arena), tableOf(rows, columns, !arena), ['id'], quietJob);
        expect(plan.unchanged.after.length).toBe(rows.length);
        expect(plan.changed.after.length + plan.added.length + plan.vanished.length).toBe(0);
      }),
    );
  });

  it('turned round swaps what came with what vanished', async () => {
    await fc.assert(
      fc.asyncProperty(anyDelivery, anyDelivery, async ([before, columnsBefore], [after, columnsAfter]) => {
        const one = tableOf(before, columnsBefore, false);
        const two = tableOf(after, columnsAfter, false);
        const there = await planRefresh(one, two, ['id'], quietJob);
        const back = await planRefresh(two, one, ['id'], quietJob);
        expect([there.added.length, there.vanished.length, there.changed.after.length]).toEqual([back.vanished.length, back.added.length, back.changed.after.length]);
      }),
    );
  });

  it('reports repeated keys and rows without one', async () => {
    const before = tableOf([{ id: '1', name: 'a' }, { id: '1', name: 'b' }, { id: '2' }, { id: '' }], ['id', 'name'], false);
    const after = tableOf([{ id: '1', name: 'b' }, { id: '1', name: 'c' }, { id: '2' }, { id: ' ' }], ['id', 'name'], false);
    const plan = await planRefresh(before, after, ['id'], quietJob);
    expect(plan.repeatedKeys).toEqual({ keys: 1, rowsBefore: 2, rowsAfter: 2, examples: [{ key: ['1'], before: 2, after: 2 }] });
    expect(plan.withoutKey).toEqual({ before: 1, after: 1 });
    expect(pairsOf(plan)).toEqual([[1, 0, []], [0, 1, ['name']], [2, 2, []]]);
    expect([...plan.added]).toEqual([3]);
    expect([...plan.vanished]).toEqual([3]);
  });
});
