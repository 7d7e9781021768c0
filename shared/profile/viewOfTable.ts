// Shows one loaded table as fields, for profiles of a file that no workspace holds yet.
import type { FieldId } from '../model/fields.ts';
import type { FieldView } from '../table/FieldView.ts';
import type { Table } from '../table/Table.ts';
import type { TextColumn } from '../table/TextColumn.ts';

/** Columns without a field, and those that the mapping does not name, are custom fields under their own names. */
export function viewOfTable(table: Table, mapping: readonly { readonly column: string; readonly field: FieldId | null }[]): FieldView {
  const fieldOf = new Map(mapping.map(({ column, field }) => [column, field]));
  const columns = new Map<FieldId, TextColumn>();
  for (const { name, column } of table.columns) columns.set(fieldOf.get(name) ?? `custom:${name}`, column);
  return { length: table.length, fields: Array.from(columns.keys()), field: (id) => columns.get(id) };
}
