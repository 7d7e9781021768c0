// What a person recognises a row, or the rows of one customer, by.
import type { FieldId } from '../../shared/model/fields.ts';
import type { RowId } from '../../shared/model/ids.ts';
import { rowNumberOf } from '../../shared/model/rowNumber.ts';
import type { FieldView } from '../../shared/table/FieldView.ts';
import { textAt } from '../../shared/table/TextColumn.ts';

/** A customer's name is looked for in so many of its rows. */
const NAMES_READ = 8;
const personal = ['givenName', 'surname', 'surname2'] as const;

/** A name, else an address, else the first thing that the row says. */
export function titleOf(view: FieldView, row: RowId): string {
  return nameOf(view, row) || textOf(view, 'email', row) || view.fields.map((field) => textOf(view, field, row)).find(Boolean) || `#${rowNumberOf(row)}`;
}

/** The first whole name among the rows: the first of them may have half a name, or none. */
export function titleOfAll(view: FieldView, rows: readonly RowId[]): string {
  const names = rows.slice(0, NAMES_READ).map((row) => nameOf(view, row));
  return names.find((name) => name.includes(' ')) ?? (names.find(Boolean) || titleOf(view, rows[0]!));
}

function nameOf(view: FieldView, row: RowId): string {
  return textOf(view, 'fullName', row) || personal.map((field) => textOf(view, field, row)).filter(Boolean).join(' ') || textOf(view, 'companyName', row);
}

function textOf(view: FieldView, field: FieldId, row: RowId): string {
  const column = view.field(field);
  return column === undefined ? '' : textAt(column, row).trim();
}
