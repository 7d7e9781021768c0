// Says how long the facts of each field can be trusted, and when a whole record counts as dormant or due for deletion.
import { canonicalOf, dateFields, type CanonicalField, type FieldId } from '../model/fields.ts';

export type FieldPolicy = {
  readonly field: CanonicalField;
  /** After this many months, half of such facts are taken to have changed. */
  readonly halfLifeMonths: number;
  /** A fact confirmed longer ago than this is stale. */
  readonly expiryMonths: number;
  /** A date in any of these fields tells that the fact was known to be right then. */
  readonly confirmedBy: readonly CanonicalField[];
};

export type FreshnessPolicies = {
  readonly fields: readonly FieldPolicy[];
  /** No purchase and no contact for longer than this. */
  readonly dormantMonths: number;
  /** A consent given longer ago than this has to be asked for again. */
  readonly consentMonths: number;
  /** Nothing known of the customer for longer than this: the record may no longer be kept. */
  readonly retentionMonths: number;
};

const entered: readonly CanonicalField[] = ['verifiedOn', 'updatedOn', 'createdOn'];
const spokenTo: readonly CanonicalField[] = [...entered, 'lastContactOn'];
const delivered: readonly CanonicalField[] = [...entered, 'lastPurchaseOn'];

/** What holds without any configuration. People move about every eight years and change their line every four. */
export const defaultPolicies: FreshnessPolicies = {
  fields: [
    { field: 'email', halfLifeMonths: 36, expiryMonths: 24, confirmedBy: [...spokenTo, 'lastPurchaseOn'] },
    { field: 'phone', halfLifeMonths: 48, expiryMonths: 18, confirmedBy: spokenTo },
    { field: 'address', halfLifeMonths: 96, expiryMonths: 36, confirmedBy: delivered },
    { field: 'iban', halfLifeMonths: 72, expiryMonths: 36, confirmedBy: delivered },
    { field: 'website', halfLifeMonths: 60, expiryMonths: 36, confirmedBy: entered },
    { field: 'companyName', halfLifeMonths: 180, expiryMonths: 60, confirmedBy: delivered },
  ],
  dormantMonths: 24,
  consentMonths: 24,
  retentionMonths: 120,
};

/** What a steward set; what is left out holds as without any configuration. */
export type FreshnessSettings = {
  /** 0 months switch a field off. Months for `consentOn` are about consents, for the dates of contact about dormant customers. */
  readonly policies: readonly { readonly field: CanonicalField; readonly months: number; readonly halfLifeMonths?: number }[];
  readonly retentionMonths?: number;
  /** Columns that hold a date of this meaning; none of them where the list is empty. */
  readonly dates?: readonly { readonly date: CanonicalField; readonly fields: readonly FieldId[] }[];
  /** Columns that tell of returned mail. */
  readonly bounce?: readonly FieldId[];
  /** What a customer is worth a year; null ranks all alike. */
  readonly value?: FieldId | null;
};

/**
 * The default policies as a steward changed them; without a half-life of its own one moves in proportion to the expiry.
 * A field without default is confirmed by the dates of entry.
 */
export function policiesWith(settings: FreshnessSettings | null): FreshnessPolicies {
  const base = defaultPolicies;
  if (settings === null) return base;
  const fields = new Map(base.fields.map((policy) => [policy.field, policy]));
  let { consentMonths, dormantMonths } = base;
  for (const { field, months, halfLifeMonths } of settings.policies) {
    const known = fields.get(field);
    const lasting = halfLifeMonths === undefined ? {} : { halfLifeMonths };
    if (field === 'consentOn') consentMonths = months;
    else if (field === 'lastPurchaseOn' || field === 'lastContactOn') dormantMonths = months;
    else if (months <= 0) fields.delete(field);
    else if (known === undefined) fields.set(field, { field, halfLifeMonths: months * 2, expiryMonths: months, confirmedBy: entered, ...lasting });
    else fields.set(field, { ...known, expiryMonths: months, halfLifeMonths: (known.halfLifeMonths * months) / known.expiryMonths, ...lasting });
  }
  return { fields: [...fields.values()], consentMonths, dormantMonths, retentionMonths: settings.retentionMonths ?? base.retentionMonths };
}

/** Which fields of a workspace hold which date: what a steward chose, else the field of that name and those met again in the same source. */
export function dateFieldsOf(fields: readonly FieldId[], settings: FreshnessSettings | null = null): Map<CanonicalField, readonly FieldId[]> {
  const chosen = new Map(settings?.dates?.map(({ date, fields: columns }) => [date, columns.filter((column) => fields.includes(column))]));
  return new Map([...foundDates(fields), ...chosen]);
}

function foundDates(fields: readonly FieldId[]): Map<CanonicalField, FieldId[]> {
  const found = new Map<CanonicalField, FieldId[]>();
  for (const field of fields) {
    const canonical = canonicalOf(field);
    if (canonical === undefined || !dateFields.includes(canonical)) continue;
    found.set(canonical, [...(found.get(canonical) ?? []), field]);
  }
  return found;
}
