// Makes field views and query contexts for tests.
import fc from 'fast-check';
import type { FieldId } from '../../shared/model/fields.ts';
import type { FieldView } from '../../shared/table/FieldView.ts';
import type { QueryContext } from '../../shared/table/query/QueryContext.ts';
import type { TextColumn } from '../../shared/table/TextColumn.ts';
import { foldText } from '../../shared/values/fold.ts';
import { anyCell, columnFrom } from './columns.ts';

export function viewOf(columns: Partial<Record<FieldId, TextColumn>>): FieldView {
  const fields = Object.keys(columns) as FieldId[];
  return { length: columns[fields[0]!]!.length, fields, field: (id) => columns[id] };
}

// NUL, U+0001 and U+0002 fold to nothing only beside something else that folds; queries ask for a fold by code unit.
export const fold = (text: string): string => foldText(['\0', '\u0001', '\u0002'].reduce((rest, control) => rest.replaceAll(control, ''), text));

const readNumber = (text: string): number => (/^-?\d+(\.\d+)?$/u.test(text) ? Number(text) : Number.NaN);
const readDay = (text: string): number => (/^\d{4}-\d\d-\d\d$/u.test(text) ? Date.parse(`${text}T00:00:00Z`) / 86_400_000 : Number.NaN);

export function contextOf(changes: Partial<QueryContext> = {}): QueryContext {
  return {
    fold,
    locale: 'es',
    typeOf: () => 'text',
    numberReader: () => readNumber,
    dateReader: () => readDay,
    rowSet: () => undefined,
    ...changes,
  };
}

export const viewFields = ['fullName', 'email', 'city'] as const;

/** Views of three fields, some columns arenas, with the cells they were made of. */
export const anyView: fc.Arbitrary<{ view: FieldView; cells: Record<string, (string | undefined)[]> }> = fc
  .tuple(fc.array(fc.tuple(anyCell, anyCell, anyCell), { minLength: 1, maxLength: 60 }), fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()))
  .map(([rows, arena]) => {
    const cells = Object.fromEntries(viewFields.map((field, i) => [field, rows.map((row) => row[i])]));
    const columns = Object.fromEntries(viewFields.map((field, i) => [field, columnFrom(cells[field]!, arena[i]!)]));
    return { view: viewOf(columns), cells };
  });
