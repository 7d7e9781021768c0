// Writes the dates of a field in one way for matching, where its deliveries write them in different ways: 03/04 from Spain is no 03/04 from the United States.
import type { FieldId } from '../../model/fields.ts';
import { isMissingAt, textAt, valueIndexOf, type TextColumn } from '../../table/TextColumn.ts';
import { TextColumnBuilder } from '../../table/TextColumnBuilder.ts';
import type { FieldKnowledge } from '../analyse/fieldKnowledge.ts';

const DAY_MS = 86_400_000;

/** The column itself where no delivery puts the month first and another the day; what is no date stays as it is. */
export function datesAlike(column: TextColumn, field: FieldId, knowledge: FieldKnowledge): TextColumn {
  const orders = knowledge.dateOrdersOf(field);
  if (!orders.has('dmy') || !orders.has('mdy')) return column;
  const builder = new TextColumnBuilder();
  let next = 0;
  for (const { firstRow, rows, read } of knowledge.datesOf(field)) {
    for (; next < firstRow; next++) builder.add(isMissingAt(column, next) ? undefined : textAt(column, next));
    // Each distinct text of a delivery is read once.
    const known = new Map<number, string>();
    for (; next < firstRow + rows; next++) {
      if (isMissingAt(column, next)) {
        builder.add(undefined);
        continue;
      }
      const value = valueIndexOf(column, next);
      let text = known.get(value);
      if (text === undefined) {
        text = textAt(column, next);
        const day = read(text);
        if (day !== undefined) text = new Date(day * DAY_MS).toISOString().slice(0, 10);
        known.set(value, text);
      }
      builder.add(text);
    }
  }
  for (; next < column.length; next++) builder.add(isMissingAt(column, next) ? undefined : textAt(column, next));
  return builder.finish();
}
