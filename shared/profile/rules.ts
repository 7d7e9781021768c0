// What a steward may demand of the data, as plain data: closed kinds of rules, and those switched on by default.
import type { CanonicalField, FieldId } from '../model/fields.ts';
import { canonicalOf } from '../model/fields.ts';

export type Severity = 'error' | 'warning' | 'note';

export type Condition =
  | { readonly kind: 'filled'; readonly field: FieldId }
  | { readonly kind: 'blank'; readonly field: FieldId }
  /** Compared without case and accents. */
  | { readonly kind: 'oneOf'; readonly field: FieldId; readonly values: readonly string[] }
  | { readonly kind: 'notOneOf'; readonly field: FieldId; readonly values: readonly string[] };

export type RuleCheck =
  /** The value is what its field asks for; only canonical fields. */
  | { readonly kind: 'valid'; readonly field: FieldId }
  | { readonly kind: 'required'; readonly field: FieldId }
  /** At least one of the fields is filled; findings stand at the first. */
  | { readonly kind: 'requiredAny'; readonly fields: readonly FieldId[] }
  | { readonly kind: 'allowed'; readonly field: FieldId; readonly values: readonly string[]; readonly ignoreCase: boolean }
  /** A regular expression that the whole value has to match. */
  | { readonly kind: 'pattern'; readonly field: FieldId; readonly pattern: string }
  /** Numbers; characters for `length`; for `date` days since 1970-01-01. Both ends belong to the range. */
  | { readonly kind: 'range'; readonly field: FieldId; readonly of: 'number' | 'date' | 'length'; readonly from: number | null; readonly to: number | null }
  /** No two rows share the values of all fields in their canonical form; rows where one is blank do not count. */
  | { readonly kind: 'unique'; readonly fields: readonly FieldId[] }
  /** The value stands in a named reference list, or in another column of the same rows. */
  | { readonly kind: 'reference'; readonly field: FieldId; readonly list: string }
  | { readonly kind: 'referenceField'; readonly field: FieldId; readonly to: FieldId }
  | { readonly kind: 'postcodeProvince'; readonly postcode: FieldId; readonly province: FieldId }
  | { readonly kind: 'postcodeCity'; readonly postcode: FieldId; readonly city: FieldId }
  /** A person's tax id with a company's name, or the other way round. */
  | { readonly kind: 'taxIdOwner'; readonly taxId: FieldId; readonly companyName: FieldId | null; readonly givenName: FieldId | null; readonly fullName: FieldId | null }
  | { readonly kind: 'dateOrder'; readonly first: FieldId; readonly second: FieldId }
  | { readonly kind: 'genderName'; readonly gender: FieldId; readonly givenName: FieldId }
  | { readonly kind: 'when'; readonly condition: Condition; readonly check: RuleCheck };

export type Rule = {
  /** Stable within the workspace; defaults are named by what they check. */
  readonly id: string;
  readonly severity: Severity;
  /** Who sees to its findings; '' for nobody. */
  readonly owner: string;
  readonly enabled: boolean;
  readonly check: RuleCheck;
};

/** The field at which findings of the rule are shown and mended. */
export function fieldOfCheck(check: RuleCheck): FieldId {
  switch (check.kind) {
    case 'requiredAny':
    case 'unique':
      return check.fields[0]!;
    case 'postcodeProvince':
    case 'postcodeCity':
      return check.postcode;
    case 'taxIdOwner':
      return check.taxId;
    case 'dateOrder':
      return check.second;
    case 'genderName':
      return check.gender;
    case 'when':
      return fieldOfCheck(check.check);
    default:
      return check.field;
  }
}

/** Every field that the outcome of the check depends on, that of its findings first. */
export function fieldsOfCheck(check: RuleCheck): readonly FieldId[] {
  switch (check.kind) {
    case 'requiredAny':
    case 'unique':
      return check.fields;
    case 'postcodeProvince':
      return [check.postcode, check.province];
    case 'postcodeCity':
      return [check.postcode, check.city];
    case 'taxIdOwner':
      return [check.taxId, check.companyName, check.givenName, check.fullName].filter((field) => field !== null);
    case 'dateOrder':
      return [check.second, check.first];
    case 'genderName':
      return [check.gender, check.givenName];
    case 'referenceField':
      return [check.field, check.to];
    case 'when':
      return [...new Set([...fieldsOfCheck(check.check), check.condition.field])];
    default:
      return [check.field];
  }
}

/** Whether the check compares several fields of a row, or several rows. */
export function isCrossField(check: RuleCheck): boolean {
  switch (check.kind) {
    case 'postcodeProvince':
    case 'postcodeCity':
    case 'taxIdOwner':
    case 'dateOrder':
    case 'genderName':
    case 'referenceField':
      return true;
    case 'when':
      return true;
    default:
      return false;
  }
}

const severityOfValid: Readonly<Record<CanonicalField, Severity>> = {
  customerId: 'warning', fullName: 'warning', givenName: 'warning', surname: 'warning', surname2: 'warning', companyName: 'warning', gender: 'note', birthDate: 'error', taxId: 'error', email: 'error', phone: 'error',
  website: 'warning', address: 'warning', street: 'warning', houseNumber: 'note', postcode: 'error', city: 'warning', province: 'warning', country: 'warning', iban: 'error', language: 'note',
  createdOn: 'error', updatedOn: 'error', verifiedOn: 'error', lastContactOn: 'error', lastPurchaseOn: 'error', consentOn: 'error', amount: 'warning', category: 'note', notes: 'note',
};

/** Pairs of dates of which the first cannot come after the second. */
const datePairs: readonly (readonly [CanonicalField, CanonicalField])[] = [
  ['birthDate', 'createdOn'], ['createdOn', 'updatedOn'], ['createdOn', 'lastContactOn'], ['createdOn', 'lastPurchaseOn'], ['birthDate', 'lastPurchaseOn'], ['birthDate', 'consentOn'],
];

/** The rules that make sense for the fields that are there, all switched on. */
export function defaultRules(fields: readonly FieldId[]): Rule[] {
  const rules: Rule[] = [];
  const has = (field: CanonicalField): boolean => fields.includes(field);
  const add = (id: string, severity: Severity, check: RuleCheck): void => void rules.push({ id, severity, owner: '', enabled: true, check });
  for (const field of fields) {
    const canonical = canonicalOf(field);
    if (canonical !== undefined) add(`valid:${field}`, severityOfValid[canonical], { kind: 'valid', field });
  }
  if (has('customerId')) {
    add('required:customerId', 'error', { kind: 'required', field: 'customerId' });
    add('unique:customerId', 'error', { kind: 'unique', fields: ['customerId'] });
  }
  if (has('taxId')) add('unique:taxId', 'warning', { kind: 'unique', fields: ['taxId'] });
  if (has('email')) add('unique:email', 'note', { kind: 'unique', fields: ['email'] });
  const names = (['fullName', 'surname', 'companyName', 'givenName'] as const).filter(has);
  if (names.length > 0) add('required:name', 'error', { kind: 'requiredAny', fields: names });
  const contacts = (['email', 'phone'] as const).filter(has);
  if (contacts.length > 0) add('required:contact', 'warning', { kind: 'requiredAny', fields: contacts });
  if (has('postcode') && has('province')) add('postcodeProvince', 'warning', { kind: 'postcodeProvince', postcode: 'postcode', province: 'province' });
  if (has('postcode') && has('city')) add('postcodeCity', 'warning', { kind: 'postcodeCity', postcode: 'postcode', city: 'city' });
  if (has('taxId') && (has('companyName') || has('givenName') || has('fullName'))) {
    add('taxIdOwner', 'warning', { kind: 'taxIdOwner', taxId: 'taxId', companyName: has('companyName') ? 'companyName' : null, givenName: has('givenName') ? 'givenName' : null, fullName: has('fullName') ? 'fullName' : null });
  }
  if (has('gender') && has('givenName')) add('genderName', 'note', { kind: 'genderName', gender: 'gender', givenName: 'givenName' });
  for (const [first, second] of datePairs) if (has(first) && has(second)) add(`dateOrder:${first}:${second}`, 'warning', { kind: 'dateOrder', first, second });
  if (has('amount')) add('range:amount', 'note', { kind: 'range', field: 'amount', of: 'number', from: 0, to: null });
  return rules;
}
