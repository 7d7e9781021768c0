// Decodes the few rows that a screen shows.
import type { FieldId } from '../../model/fields.ts';
import type { FieldView } from '../FieldView.ts';
import { isMissingAt, textAt } from '../TextColumn.ts';

/** Cells of rows `rows[from … from + count)` in the order of the fields; null where the source had no such cell. */
export function rowsWindow(view: FieldView, rows: Uint32Array, from: number, count: number, fields: readonly FieldId[]): (string | null)[][] {
  const columns = fields.map((field) => view.field(field));
  const window: (string | null)[][] = [];
  const end = Math.min(rows.length, from + count);
  for (let i = Math.max(0, from); i < end; i++) {
    const row = rows[i]!;
    window.push(columns.map((column) => (column === undefined || isMissingAt(column, row) ? null : textAt(column, row))));
  }
  return window;
}
