// A joined column has the rows of its parts, however they are grouped and whatever their layout.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateShared } from '../../../shared/table/allocate.ts';
import { joinColumns, type AbsentColumn } from '../../../shared/table/joinColumns.ts';
import { sliceColumn, takeRows } from '../../../shared/table/sliceColumn.ts';
import type { TextColumn } from '../../../shared/table/TextColumn.ts';
import { columnOf } from '../../../shared/table/TextColumnBuilder.ts';
import { anyColumn, cellsOf } from '../../support/columns.ts';

const anyPart: fc.Arbitrary<TextColumn | AbsentColumn> = fc.oneof(
  { weight: 5, arbitrary: anyColumn },
  { weight: 1, arbitrary: fc.nat(20).map((length): AbsentColumn => ({ kind: 'absent', length })) },
);

function cellsOfPart(part: TextColumn | AbsentColumn): (string | undefined)[] {
  return part.kind === 'absent' ? Array.from({ length: part.length }, () => undefined) : cellsOf(part);
}

describe('joining columns', () => {
  it('keeps every row', () => {
    fc.assert(
      fc.property(fc.array(anyPart, { maxLength: 5 }), (parts) => {
        expect(cellsOf(joinColumns(parts))).toEqual(parts.flatMap(cellsOfPart));
        expect(cellsOf(joinColumns(parts, allocateShared))).toEqual(parts.flatMap(cellsOfPart));
      }),
    );
  });

  it('may be done step by step', () => {
    fc.assert(
      fc.property(fc.array(anyPart, { minLength: 1, maxLength: 5 }), (parts) => {
        let joined = joinColumns(parts.slice(0, 1));
        for (const part of parts.slice(1)) joined = joinColumns([joined, part]);
        expect(cellsOf(joined)).toEqual(parts.flatMap(cellsOfPart));
      }),
    );
  });

  it('keeps each value of a dictionary once', () => {
    const first = columnOf(['a', 'b', 'a', 'b']);
    const joined = joinColumns([first, columnOf(['b', 'c', 'b', 'c', 'c'])]);
    expect(joined.kind).toBe('dictionary');
    expect(joined.offsets.length - 1).toBe(3);
    expect(joined.kind === 'dictionary' && Array.from(joined.codes.slice(0, 4))).toEqual([0, 1, 0, 1]);
  });

  it('survives many distinct values', () => {
    const many = Array.from({ length: 9000 }, (_, i) => `value ${i}`);
    const joined = joinColumns([columnOf(many), columnOf([...many].reverse()), columnOf(many)]);
    expect(joined.offsets.length - 1).toBe(9000);
    expect(cellsOf(joined)).toEqual([...many, ...[...many].reverse(), ...many]);
  });
});

describe('taking rows out of a column', () => {
  it('a slice is the slice of the cells', () => {
    fc.assert(
      fc.property(anyColumn, fc.integer({ min: -5, max: 70 }), fc.integer({ min: -5, max: 70 }), (column, from, to) => {
        const start = Math.max(0, from);
        expect(cellsOf(sliceColumn(column, from, to))).toEqual(cellsOf(column).slice(start, Math.max(start, to)));
      }),
    );
  });

  it('chosen rows come in the order chosen', () => {
    fc.assert(
      fc.property(anyColumn, fc.array(fc.nat(59), { maxLength: 80 }), (column, wished) => {
        const rows = Uint32Array.from(wished.filter((row) => row < column.length));
        const cells = cellsOf(column);
        expect(cellsOf(takeRows(column, rows))).toEqual([...rows].map((row) => cells[row]));
      }),
    );
  });
});
