// The name of a field as people read it.
import { canonicalOf, type FieldId } from '../../shared/model/fields.ts';
import type { Words } from './useText.ts';

/** `phone.2` reads "Phone 2"; a custom field keeps its own header. */
export function wordField({ t }: Words, field: FieldId): string {
  const canonical = canonicalOf(field);
  if (!canonical) return field.startsWith('custom:') ? field.slice('custom:'.length) : field;
  const number = field.split('.')[1];
  return number === undefined ? t(`field.${canonical}`) : `${t(`field.${canonical}`)} ${number}`;
}
