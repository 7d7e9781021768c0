// What stages see of a workspace: one text column per field over all rows, whichever source they came from.
import type { FieldId } from '../model/fields.ts';
import type { TextColumn } from './TextColumn.ts';

export interface FieldView {
  /** Rows of the workspace; every column has this length. */
  readonly length: number;
  /** In the order in which screens show them. */
  readonly fields: readonly FieldId[];
  /** Undefined where no load has the field. */
  field(id: FieldId): TextColumn | undefined;
}
