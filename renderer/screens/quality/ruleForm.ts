// A rule as a form holds it, and the check that the form stands for.
import type { Rule, RuleCheck } from '../../../shared/contract/engine.ts';
import { runsAway } from '../../../shared/kernel/runsAway.ts';
import type { FieldId } from '../../../shared/model/fields.ts';

export const checkKinds = ['valid', 'required', 'requiredAny', 'allowed', 'pattern', 'range', 'unique', 'reference', 'referenceField', 'dateOrder', 'postcodeProvince', 'postcodeCity', 'taxIdOwner', 'genderName'] as const;
export type CheckKind = (typeof checkKinds)[number];
export const conditionKinds = ['filled', 'blank', 'oneOf', 'notOneOf'] as const;
type ConditionKind = (typeof conditionKinds)[number];

export type RuleForm = {
  readonly kind: CheckKind;
  readonly field: FieldId;
  readonly other: FieldId;
  readonly fields: readonly FieldId[];
  /** One a line. */
  readonly values: string;
  readonly ignoreCase: boolean;
  readonly pattern: string;
  /** Name of a list of values. */
  readonly list: string;
  readonly of: 'number' | 'date' | 'length';
  readonly from: number | null;
  readonly to: number | null;
  readonly isConditional: boolean;
  readonly condition: { readonly kind: ConditionKind; readonly field: FieldId; /** Separated by semicolons. */ readonly values: string };
  readonly severity: Rule['severity'];
  readonly owner: string;
};

/** The form of a rule, or an empty one for `fields`. */
export function formOf(rule: Rule | null, fields: readonly FieldId[]): RuleForm {
  const [first = 'email', second = first] = fields;
  const plain: RuleForm = { kind: 'required', field: first, other: second, fields: [first], values: '', ignoreCase: true, pattern: '', list: '', of: 'number', from: null, to: null, isConditional: false, condition: { kind: 'filled', field: second, values: '' }, severity: 'warning', owner: '' };
  if (rule === null) return plain;
  const outer = { ...plain, severity: rule.severity, owner: rule.owner };
  if (rule.check.kind !== 'when') return { ...outer, ...partsOf(rule.check) };
  const { condition, check } = rule.check;
  const values = condition.kind === 'oneOf' || condition.kind === 'notOneOf' ? condition.values.join('; ') : '';
  return { ...outer, ...partsOf(check), isConditional: true, condition: { kind: condition.kind, field: condition.field, values } };
}

function partsOf(check: RuleCheck): Partial<RuleForm> {
  switch (check.kind) {
    case 'requiredAny':
    case 'unique':
      return { kind: check.kind, fields: check.fields };
    case 'allowed':
      return { kind: 'allowed', field: check.field, values: check.values.join('\n'), ignoreCase: check.ignoreCase };
    case 'pattern':
      return { kind: 'pattern', field: check.field, pattern: check.pattern };
    case 'range':
      return { kind: 'range', field: check.field, of: check.of, from: check.from, to: check.to };
    case 'referenceField':
      return { kind: 'referenceField', field: check.field, other: check.to };
    case 'dateOrder':
      return { kind: 'dateOrder', field: check.first, other: check.second };
    case 'postcodeProvince':
    case 'postcodeCity':
    case 'taxIdOwner':
    case 'genderName':
      return { kind: check.kind };
    case 'valid':
    case 'required':
      return { kind: check.kind, field: check.field };
    case 'reference':
      return { kind: 'reference', field: check.field, list: check.list };
    case 'when':
      return {};
  }
}

export function isPattern(text: string): boolean {
  try {
    return new RegExp(`^(?:${text})$`, 'u').unicode;
  } catch {
    return false;
  }
}

/** What the form demands; null while something is missing. `fields` are those of the workspace. */
export function checkOf(form: RuleForm, fields: readonly FieldId[]): RuleCheck | null {
  const check = plainCheckOf(form, fields);
  if (check === null || !form.isConditional) return check;
  const { kind, field, values } = form.condition;
  if (kind === 'filled' || kind === 'blank') return { kind: 'when', condition: { kind, field }, check };
  const listed = values.split(';').map((value) => value.trim()).filter((value) => value !== '');
  return listed.length === 0 ? null : { kind: 'when', condition: { kind, field, values: listed }, check };
}

function plainCheckOf(form: RuleForm, fields: readonly FieldId[]): RuleCheck | null {
  const { kind, field, other } = form;
  const has = (one: FieldId): boolean => fields.includes(one);
  switch (kind) {
    case 'valid':
    case 'required':
      return { kind, field };
    case 'requiredAny':
      return form.fields.length < 2 ? null : { kind, fields: form.fields };
    case 'unique':
      return form.fields.length === 0 ? null : { kind, fields: form.fields };
    case 'allowed': {
      const values = form.values.split('\n').map((value) => value.trim()).filter((value) => value !== '');
      return values.length === 0 ? null : { kind, field, values, ignoreCase: form.ignoreCase };
    }
    case 'pattern':
      return form.pattern === '' || !isPattern(form.pattern) || runsAway(form.pattern) ? null : { kind, field, pattern: form.pattern };
    case 'range':
      return form.from === null && form.to === null ? null : { kind, field, of: form.of, from: form.from, to: form.to };
    case 'reference':
      return form.list === '' ? null : { kind, field, list: form.list };
    case 'referenceField':
      return field === other ? null : { kind, field, to: other };
    case 'dateOrder':
      return field === other ? null : { kind, first: field, second: other };
    case 'postcodeProvince':
      return has('postcode') && has('province') ? { kind, postcode: 'postcode', province: 'province' } : null;
    case 'postcodeCity':
      return has('postcode') && has('city') ? { kind, postcode: 'postcode', city: 'city' } : null;
    case 'taxIdOwner':
      return has('taxId') ? { kind, taxId: 'taxId', companyName: has('companyName') ? 'companyName' : null, givenName: has('givenName') ? 'givenName' : null, fullName: has('fullName') ? 'fullName' : null } : null;
    case 'genderName':
      return has('gender') && has('givenName') ? { kind, gender: 'gender', givenName: 'givenName' } : null;
  }
}
