// What the stages read: rows whose cells are reached by field, whatever loads they came from.
import type { FieldId } from '../model/fields.ts';
import type { TextColumn } from './TextColumn.ts';

export type FieldView = {
  readonly length: number;
  readonly fields: readonly FieldId[];
  /** The field's column, as long as the view; undefined where no load has the field. */
  field(id: FieldId): TextColumn | undefined;
};
