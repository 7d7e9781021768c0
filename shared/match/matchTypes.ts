// The words of matching: what is compared and how, what a run is asked, and what it answers.
import type { FieldId } from '../model/fields.ts';

/** How the values of one comparison are read and compared. */
export type ComparisonKind =
  | 'given'
  | 'surname'
  | 'name'
  | 'address'
  | 'email'
  | 'phone'
  | 'identifier'
  | 'date'
  | 'postcode'
  | 'text'
  | 'category'
  | 'number';

/** What a column means to matching; `ignored` says why a column takes no part. */
export type MatchRole = ComparisonKind | 'ignored';

export type IgnoredReason = 'excluded' | 'empty' | 'constant' | 'serial' | 'aboutRecord' | 'freeText' | 'sourceName' | 'tooMany' | 'byUser' | 'dependent';

export type ColumnRole = {
  readonly column: number;
  readonly name: string;
  readonly role: MatchRole;
  readonly field: FieldId | undefined;
  readonly confidence: number;
  readonly ignored?: IgnoredReason;
};

/** Names of the levels per kind, index 0 = no value on one side, 1 = different, then ever more alike; the last is the same. */
export const levelNames: Readonly<Record<ComparisonKind, readonly string[]>> = {
  given: ['missing', 'different', 'similar', 'initial', 'close', 'variant', 'exact'],
  surname: ['missing', 'different', 'crossed', 'similar', 'firstOnly', 'close', 'firstAndMissing', 'swapped', 'exact'],
  name: ['missing', 'different', 'someWords', 'manyWords', 'contained', 'closeWords', 'sameCode', 'sameWords', 'exact'],
  address: ['missing', 'different', 'streetOtherNumber', 'similarSameNumber', 'streetNoNumber', 'closeSameNumber', 'sameCore', 'exact'],
  email: ['missing', 'different', 'sameDomain', 'similarUser', 'sameUser', 'close', 'exact'],
  phone: ['missing', 'different', 'near', 'close', 'exact'],
  identifier: ['missing', 'different', 'near', 'close', 'exact'],
  date: ['missing', 'different', 'sameYear', 'twoParts', 'close', 'exact'],
  postcode: ['missing', 'different', 'sameProvince', 'sameArea', 'close', 'exact'],
  text: ['missing', 'different', 'similar', 'close', 'exact'],
  category: ['missing', 'different', 'exact'],
  number: ['missing', 'different', 'near', 'close', 'exact'],
};

/** Which pairs are looked at, where there are several sources. */
export const pairings = ['both', 'between', 'inside'] as const;
export type Pairing = (typeof pairings)[number];

/** At most this many levels per comparison, the missing one included. */
export const LEVELS = 9;

/** One comparison: the columns it reads and the kind that says how. */
export type ComparisonPlan = {
  readonly name: string;
  readonly kind: ComparisonKind;
  /** Column numbers in reading order; a surname may have two, an address street and number. */
  readonly columns: readonly number[];
  readonly field: FieldId | undefined;
};
