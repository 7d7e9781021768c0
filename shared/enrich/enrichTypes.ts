// The words of enriching: where proposed values come from, what may be done with values that are there, what was asked.
import type { FieldId } from '../model/fields.ts';
import type { LoadId } from '../model/ids.ts';

/** The tables of facts that come with the app. */
export const bundledIds = ['provinces', 'municipalities', 'postcodePrefixes', 'countries', 'legalForms', 'givenNames', 'banks'] as const;
export type BundledId = (typeof bundledIds)[number];

/** What a value itself tells of another field. */
export const deriveRules = [
  'provinceFromPostcode',
  'provinceFromCity',
  'countryFromPlace',
  'phoneCountry',
  'phoneType',
  'partyType',
  'taxIdLetter',
  'websiteFromEmail',
  'legalForm',
  'genderFromName',
  'salutation',
  'language',
  'birthYear',
  'birthMonth',
  'birthDay',
  'bankName',
] as const;
export type DeriveRule = (typeof deriveRules)[number];

/** What makes two records alike enough to learn from each other. */
export const likenesses = ['company', 'household'] as const;
export type Likeness = (typeof likenesses)[number];

export type ProposalSource =
  | { readonly kind: 'reference'; readonly reference: LoadId }
  | { readonly kind: 'similar'; readonly by: Likeness }
  | { readonly kind: 'derived'; readonly rule: DeriveRule }
  /** Answers to a refresh pack; its entry. */
  | { readonly kind: 'answer'; readonly pack: number }
  /** A category that a steward gave, by hand or by a rule of that name. */
  | { readonly kind: 'category'; readonly rule: string };

/** One line for a source, for the log and for lists of sources. */
export function sourceKey(source: ProposalSource): string {
  switch (source.kind) {
    case 'reference':
      return `reference:${source.reference}`;
    case 'similar':
      return `similar:${source.by}`;
    case 'derived':
      return `derived:${source.rule}`;
    case 'answer':
      return `answer:${source.pack}`;
    case 'category':
      return `category:${source.rule}`;
  }
}

/** The source that a line spells; undefined where it spells none. */
export function sourceOfKey(key: string): ProposalSource | undefined {
  const colon = key.indexOf(':');
  const rest = key.slice(colon + 1);
  const number = /^\d+$/.test(rest) ? Number(rest) : undefined;
  switch (key.slice(0, colon)) {
    case 'reference':
      return number === undefined ? undefined : { kind: 'reference', reference: number as LoadId };
    case 'similar': {
      const by = likenesses.find((one) => one === rest);
      return by === undefined ? undefined : { kind: 'similar', by };
    }
    case 'derived': {
      const rule = deriveRules.find((one) => one === rest);
      return rule === undefined ? undefined : { kind: 'derived', rule };
    }
    case 'answer':
      return number === undefined ? undefined : { kind: 'answer', pack: number };
    case 'category':
      return { kind: 'category', rule: rest };
    default:
      return undefined;
  }
}

/** When a value that is there may be replaced. A value that somebody fixed by hand never is. */
export const conflictRules = ['ifEmpty', 'ifNewer', 'ifTrusted', 'always'] as const;
export type ConflictRule = (typeof conflictRules)[number];

/** A field of the records and the column of the reference that must say the same. */
export type KeyPair = { readonly field: FieldId; readonly column: string };
/** A column of the reference and the field that it fills. */
export type Bring = { readonly column: string; readonly field: FieldId; readonly rule: ConflictRule };

/** How a reference is tied to the records; a setting that is logged. */
export type Linkage = {
  readonly reference: LoadId;
  /** `engine`: the matching engine says which rows are the same customer. */
  readonly by: 'key' | 'engine';
  readonly keys: readonly KeyPair[];
  readonly bring: readonly Bring[];
};

/** What a tie between reference and records came to, before anything is proposed. Counts of records unless said otherwise. */
export type LinkCounts = {
  readonly records: number;
  readonly matched: number;
  /** More than one reference row fits, and they differ in what would be brought. */
  readonly ambiguous: number;
  readonly unmatched: number;
  /** Records whose key is empty. */
  readonly withoutKey: number;
  readonly referenceRows: number;
  /** Reference rows whose key is empty. */
  readonly referenceWithoutKey: number;
  /** Keys that more than one reference row has. */
  readonly repeatedKeys: number;
  /** Reference rows that no record took. */
  readonly unused: number;
};

/** Whether two ties say the same. */
export function isSameLinkage(left: Linkage | undefined, right: Linkage): boolean {
  const spelt = ({ reference, by, keys, bring }: Linkage): string => JSON.stringify([reference, by, keys.map(({ field, column }) => [field, column]), bring.map(({ column, field, rule }) => [column, field, rule])]);
  return left !== undefined && spelt(left) === spelt(right);
}
