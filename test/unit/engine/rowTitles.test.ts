// Groups are named by a whole name of theirs, not by whatever their first row happens to hold.
import { expect, test } from 'vitest';
import { titleOf, titleOfAll } from '../../../renderer/engine/rowTitles.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import type { RowId } from '../../../shared/model/ids.ts';
import type { FieldView } from '../../../shared/table/FieldView.ts';
import { columnOf } from '../../../shared/table/TextColumnBuilder.ts';

function viewOf(columns: Readonly<Record<string, readonly string[]>>): FieldView {
  const built = new Map(Object.entries(columns).map(([field, texts]) => [field as FieldId, columnOf(texts)]));
  return { length: Object.values(columns)[0]!.length, fields: [...built.keys()], field: (id) => built.get(id) };
}
const rows = [0, 1, 2] as RowId[];

test('a group whose first row has half a name, or none, is called by a whole one', () => {
  const view = viewOf({ customerId: ['59', '60', '61'], givenName: ['', 'Lily', 'Lily'], surname: ['', '', 'Watson'], email: ['', '', ''] });
  expect(titleOf(view, rows[0]!)).toBe('59');
  expect(titleOfAll(view, rows)).toBe('Lily Watson');
  expect(titleOfAll(view, rows.slice(0, 2))).toBe('Lily');
  expect(titleOfAll(view, rows.slice(0, 1))).toBe('59');
});

test('a row that says nothing is called by the number that people know it by', () => {
  expect(titleOf(viewOf({ email: ['', ''] }), 0 as RowId)).toBe('#1');
});
