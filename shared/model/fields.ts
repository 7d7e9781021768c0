// The fields that the app understands; every other column is a custom field, kept as it is.

export const canonicalFields = [
  'customerId',
  'fullName',
  'givenName',
  'surname',
  'surname2',
  'companyName',
  'gender',
  'birthDate',
  'taxId',
  'email',
  'phone',
  'website',
  'address',
  'street',
  'houseNumber',
  'postcode',
  'city',
  'province',
  'country',
  'iban',
  'language',
  'createdOn',
  'updatedOn',
  'verifiedOn',
  'lastContactOn',
  'lastPurchaseOn',
  'consentOn',
  'amount',
  'category',
  'notes',
] as const;

export type CanonicalField = (typeof canonicalFields)[number];

/**
 * A field of the workspace: a canonical field; a canonical field met again in the same source (`phone.2`);
 * or a column kept under its own header (`custom:Tarifa`).
 */
export type FieldId = CanonicalField | `${CanonicalField}.${number}` | `custom:${string}`;

/** Asked for every cell of every record. */
const canonicalByName = new Map<string, CanonicalField>(canonicalFields.map((field) => [field, field]));

/** The canonical field behind a field id, or undefined for a custom field. */
export function canonicalOf(field: FieldId): CanonicalField | undefined {
  const known = canonicalByName.get(field);
  if (known !== undefined || field.startsWith('custom:')) return known;
  return canonicalByName.get(field.split('.')[0]!);
}

/** Fields that hold a date about the record itself, newest meaning most recently known. */
export const dateFields: readonly CanonicalField[] = [
  'updatedOn',
  'verifiedOn',
  'lastContactOn',
  'lastPurchaseOn',
  'consentOn',
  'createdOn',
];

/** The field id that a text spells, or undefined where it spells none. */
export function fieldFromText(text: string): FieldId | undefined {
  if (text.startsWith('custom:')) return text as FieldId;
  const [name, number, ...rest] = text.split('.');
  if (rest.length > 0 || !canonicalFields.some((canonical) => canonical === name)) return undefined;
  return number === undefined || /^[1-9]\d*$/.test(number) ? (text as FieldId) : undefined;
}
