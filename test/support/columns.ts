// Makes random columns for property tests: every layout, every kind of text, missing cells.
import fc from 'fast-check';
import { isMissingAt, textAt, type TextColumn } from '../../shared/table/TextColumn.ts';
import { columnOf, toArena } from '../../shared/table/TextColumnBuilder.ts';

/** Texts with lone surrogates, NUL, emoji, combining marks and what names and codes are made of. */
export const anyText: fc.Arbitrary<string> = fc.string({
  unit: fc.oneof(fc.constantFrom('\ud800', '\udc00', '\0', 'ñ', 'Ñ', '😀', 'é', 'e\u0301', 'ß', 'a', 'A', ' ', '-', '7', '\uffff'), fc.string({ minLength: 1, maxLength: 1 })),
  maxLength: 12,
});

/** Texts that meet each other often. */
export const nearText: fc.Arbitrary<string> = fc.string({ unit: fc.constantFrom('a', 'b', 'á', 'Ñ', 'n', ' ', '.', '1', 'A'), maxLength: 5 });

export const anyCell: fc.Arbitrary<string | undefined> = fc.oneof({ weight: 6, arbitrary: nearText }, { weight: 3, arbitrary: anyText }, { weight: 1, arbitrary: fc.constant(undefined) });

export function columnFrom(cells: readonly (string | undefined)[], arena: boolean): TextColumn {
  const column = columnOf(cells);
  return arena ? toArena(column) : column;
}

export const anyColumn: fc.Arbitrary<TextColumn> = fc.tuple(fc.array(anyCell, { maxLength: 60 }), fc.boolean()).map(([cells, arena]) => columnFrom(cells, arena));

/** The cells of a column in row order; undefined where the cell is missing. */
export function cellsOf(column: TextColumn): (string | undefined)[] {
  return Array.from({ length: column.length }, (_, row) => (isMissingAt(column, row) ? undefined : textAt(column, row)));
}
