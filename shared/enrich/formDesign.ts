// What a refresh form asks: which fields, which must be filled, how they are called in both languages, and the consent text.
import { canonicalFields, type CanonicalField } from '../model/fields.ts';

export type Wording = { readonly en: string; readonly es: string };
export type FormField = { readonly field: CanonicalField; readonly required: boolean; readonly label: Wording };
export type FormDesign = {
  readonly title: Wording;
  /** What the reader is told first; may be empty. */
  readonly intro: Wording;
  readonly fields: readonly FormField[];
  /** Empty where no consent is asked for. */
  readonly consent: Wording;
  readonly consentRequired: boolean;
};

/** Fields that a customer can say something about; dates and ids of our own are none. */
export const askableFields: readonly CanonicalField[] = [
  'fullName', 'givenName', 'surname', 'surname2', 'companyName', 'taxId', 'email', 'phone', 'website', 'address', 'postcode', 'city', 'province', 'country', 'birthDate', 'iban', 'language', 'category', 'notes',
];

/** The parts of a design that came from outside, checked; undefined where it is none. */
export function readDesign(value: unknown): FormDesign | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { title, intro, fields, consent, consentRequired } = value as Record<string, unknown>;
  if (![title, intro, consent].every(isWording) || typeof consentRequired !== 'boolean' || !Array.isArray(fields) || !fields.every(isField)) return undefined;
  return { title, intro, fields, consent, consentRequired } as FormDesign;
}

function isWording(value: unknown): value is Wording {
  return typeof value === 'object' && value !== null && typeof (value as Wording).en === 'string' && typeof (value as Wording).es === 'string';
}

function isField(value: unknown): value is FormField {
  const { field, required, label } = (value ?? {}) as Partial<FormField>;
  return canonicalFields.some((one) => one === field) && typeof required === 'boolean' && isWording(label);
}
