// The name of a field as people read it.
import { canonicalOf, type FieldId } from '../../shared/model/fields.ts';
import type { TextKey } from './index.ts';
import type { Words } from './useText.ts';

/** `phone.2` reads "Phone 2"; a custom field keeps its own header, but for those that the app fills itself. */
export function wordField({ t, has }: Pick<Words, 't' | 'has'>, field: FieldId): string {
  const canonical = canonicalOf(field);
  if (!canonical) {
    const name = field.startsWith('custom:') ? field.slice('custom:'.length) : field;
    const derived = `enrich.derivedField.${name}`;
    return has(derived) ? t(derived as TextKey) : name;
  }
  const number = field.split('.')[1];
  return number === undefined ? t(`field.${canonical}`) : `${t(`field.${canonical}`)} ${number}`;
}
