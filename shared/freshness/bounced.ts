// Finds the column that says whether mail to an address came back, and the rows where it did.
import type { FieldId } from '../model/fields.ts';
import type { FieldView } from '../table/FieldView.ts';
import { valueCount, valueText, type TextColumn } from '../table/TextColumn.ts';
import { foldText } from '../values/fold.ts';

const bounceWords = /rebot|bounce|devuelto|undeliver|no entreg|inexistente|unzustell/;
const negation = /^(no|not|sin|never|nunca)\b/;
const affirmative = new Set(['si', 's', 'yes', 'y', 'true', 'verdadero', '1', 'x', 'oui', 'ja', 'sim']);
/** A header that is itself about bounces makes a plain "yes" mean one. */
const bounceHeader = /rebot|bounce|devuelt/;
/** A header that may hold the state of an address. */
const stateHeader = /(e ?mail|correo|mail).*(estado|status|state|situacion)|(estado|status|state|situacion).*(e ?mail|correo|mail)/;
/** A column with more distinct values than this is no state. */
const MAX_STATES = 40;

/** The columns kept under their own header that look like the state of a mail address. */
export function findBounceFields(view: FieldView): FieldId[] {
  return view.fields.filter((field) => {
    if (!field.startsWith('custom:')) return false;
    const header = headerOf(field);
    if (!bounceHeader.test(header) && !stateHeader.test(header)) return false;
    const column = view.field(field);
    return column?.kind === 'dictionary' && valueCount(column) <= MAX_STATES;
  });
}

function headerOf(field: FieldId): string {
  return foldText(field.slice('custom:'.length)).replaceAll(/[^a-z0-9]+/g, ' ').trim();
}

/** 1 for each row whose mail came back; undefined where no column tells. */
export function bouncedRows(view: FieldView, fields: readonly FieldId[] = findBounceFields(view)): Uint8Array | undefined {
  if (fields.length === 0) return undefined;
  const bounced = new Uint8Array(view.length);
  for (const field of fields) {
    const column = view.field(field);
    if (column !== undefined) markBounced(column, bounceHeader.test(headerOf(field)), bounced);
  }
  return bounced;
}

function markBounced(column: TextColumn, yesIsEnough: boolean, bounced: Uint8Array): void {
  const means = Uint8Array.from({ length: valueCount(column) }, (_, value) => {
    const text = foldText(valueText(column, value)).trim();
    return (bounceWords.test(text) && !negation.test(text)) || (yesIsEnough && affirmative.has(text)) ? 1 : 0;
  });
  for (let row = 0; row < column.length; row++) {
    const value = column.kind === 'dictionary' ? column.codes[row]! : row;
    if (means[value] === 1) bounced[row] = 1;
  }
}
