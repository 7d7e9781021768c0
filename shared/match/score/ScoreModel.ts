// The numbers that turn comparison levels into match weights, and where they come from.
import { LEVELS, levelNames, type ComparisonKind, type ComparisonPlan } from '../matchTypes.ts';
import type { PreparedField } from '../prepare/PreparedField.ts';

/** How many states of the parent a level's probabilities depend on: none or missing, equal, not equal. */
export const SETS = 3;

/** Probabilities per comparison at `set * LEVELS + level`; level 0 (missing) is not used. */
export type ScoreModel = {
  /** Per comparison the one that it hangs on, -1 for none; only then sets 1 and 2 are used. */
  readonly parents: Int8Array;
  /** P(equal | parent equal) of strangers, 0 where unknown. */
  readonly sharedWithParent: Float64Array;
  /** P(level | same customer). */
  readonly m: readonly Float64Array[];
  /** P(level | different customers), for the last level averaged over values. */
  readonly u: readonly Float64Array[];
  /** P(two random rows are the same customer); with several sources, of rows of different ones. */
  lambda: number;
  /** The same for two rows of one source, where there are several. */
  lambdaWithin: number;
  /** P(two random rows stand in this relation), in the order of `relations`. */
  readonly related: Float64Array;
};

/** What a run sees of one value's rarity: rows (or, once known, customers) that have it. `least`: see `leastSizes`. */
export type ValueCounts = { readonly counts: readonly Uint32Array[]; readonly total: number; readonly least: readonly number[] };

/** In smaller tables nobody can tell from the rows alone how rare a value is. */
const SMALL_TABLE = 200;
const smallSizes: Readonly<Partial<Record<ComparisonKind, number>>> = { name: 1500, surname: 500, address: 1500, email: 1500, phone: 1500, identifier: 1500, given: 12, date: 1500, postcode: 40, text: 15 };

/** Per comparison the number of rows that rare values are held against at least: in few rows a name is as rare as it is in many. */
export function leastSizes(fields: readonly PreparedField[], rows: number): number[] {
  // A name of one word may be but a given name.
  const kindOf = ({ plan, tokens, values }: PreparedField): ComparisonKind => (plan.kind === 'name' && tokens !== undefined && tokens.ids.length < 1.7 * (values.size - 1) ? 'given' : plan.kind);
  return fields.map((field) => (rows < SMALL_TABLE ? (smallSizes[kindOf(field)] ?? 0) : 0));
}

/** Expected shares of the levels among true matches, before the data have spoken. From level 1 on. */
const priorMatch: Readonly<Record<ComparisonKind, readonly number[]>> = {
  given: [0.08, 0.03, 0.03, 0.1, 0.06, 0.7],
  surname: [0.07, 0.01, 0.02, 0.03, 0.1, 0.06, 0.02, 0.69],
  name: [0.06, 0.06, 0.08, 0.08, 0.1, 0.07, 0.05, 0.5],
  address: [0.12, 0.04, 0.05, 0.04, 0.1, 0.1, 0.55],
  email: [0.12, 0.02, 0.03, 0.03, 0.05, 0.75],
  phone: [0.13, 0.02, 0.05, 0.8],
  identifier: [0.06, 0.03, 0.06, 0.85],
  date: [0.04, 0.02, 0.04, 0.08, 0.82],
  postcode: [0.07, 0.04, 0.03, 0.06, 0.8],
  text: [0.1, 0.04, 0.08, 0.78],
  category: [0.15, 0.85],
  number: [0.15, 0.05, 0.05, 0.75],
};

export function priorMatchLevels(kind: ComparisonKind): Float64Array {
  const levels = new Float64Array(LEVELS);
  levels.set(priorMatch[kind], 1);
  return levels;
}

/** The prior per set: with an equal parent all but sure, with an unequal one (a move, another number) open. */
export function priorMatchSets(kind: ComparisonKind): Float64Array {
  const prior = priorMatchLevels(kind);
  const top = exactLevel(kind);
  const sets = new Float64Array(SETS * LEVELS);
  for (let level = 1; level <= top; level++) {
    sets[level] = prior[level]!;
    sets[LEVELS + level] = 0.5 * prior[level]! + (level === top ? 0.5 : 0);
    sets[2 * LEVELS + level] = level === top ? 0.5 * prior[level]! : prior[level]! + (level === 1 ? 0.5 * prior[top]! : 0);
  }
  return sets;
}

export function exactLevel(kind: ComparisonKind): number {
  return levelNames[kind].length - 1;
}

/**
 * Different customers that share much without being strangers. What they share must not count as evidence that they are
 * the same: colleagues (persons of one firm), relatives (persons of one home), pieces of one whole (songs of a record: all the same but for
 * the title), branches of one firm, tenants of one building or switchboard, variants of one product (all the same but for
 * the number of the article).
 */
export const relations = ['colleagues', 'relatives', 'pieces', 'branches', 'tenants', 'variants'] as const;
export type Relation = (typeof relations)[number];

/** How far such two agree like one customer does, per kind: 1 always, 0 no more than strangers. */
const sharedBy: Readonly<Record<Relation, Readonly<Record<ComparisonKind, number>>>> = {
  colleagues: { given: 0.1, surname: 0.05, name: 0.9, address: 0.9, email: 0.1, phone: 0.5, identifier: 0.3, date: 0, postcode: 0.95, text: 0.9, category: 0.5, number: 0 },
  relatives: { given: 0.1, surname: 0.7, name: 0, address: 0.9, email: 0.3, phone: 0.6, identifier: 0, date: 0, postcode: 0.95, text: 0.9, category: 0.8, number: 0 },
  pieces: { given: 0.9, surname: 0.9, name: 0.95, address: 0.9, email: 0.9, phone: 0.9, identifier: 0, date: 0.95, postcode: 0.95, text: 0.5, category: 0.95, number: 0.3 },
  branches: { given: 0.3, surname: 0.3, name: 0.9, address: 0, email: 0.6, phone: 0.5, identifier: 0, date: 0, postcode: 0.2, text: 0.5, category: 0.8, number: 0.3 },
  tenants: { given: 0, surname: 0, name: 0, address: 0.95, email: 0, phone: 0.5, identifier: 0, date: 0, postcode: 1, text: 0.8, category: 0.5, number: 0.3 },
  variants: { given: 0, surname: 0, name: 0.9, address: 0, email: 0, phone: 0, identifier: 0, date: 0, postcode: 0, text: 0.95, category: 0.95, number: 0.4 },
};

/** What names the thing that a row is about: the column that says so in its header, else the first of several names. */
export function titleOf(plans: readonly Pick<ComparisonPlan, 'kind' | 'name'>[]): number {
  const isName = ({ kind }: Pick<ComparisonPlan, 'kind'>): boolean => kind === 'name';
  const titled = plans.findIndex((plan) => isName(plan) && /\b(?:title|titulo|título|titre|titel|titolo|song|track|name|nombre|nom|nome)\b/iu.test(plan.name.replace(/_/g, ' ')));
  return titled >= 0 ? titled : plans.findIndex(isName);
}

export function sharedShare(kind: ComparisonKind, relation: Relation): number {
  return sharedBy[relation][kind];
}

/** Numbers of one switchboard or building run close together, which is no slip of the pen: their own shares of the levels. */
const houseNumbers: readonly number[] = [0.35, 0.35, 0.1, 0.2];

/** Numbers of one series of articles run close together too. */
const articleNumbers: readonly number[] = [0.5, 0.25, 0.25, 0];

/** Addresses of e-mail of one firm: the same domain, and now and then a common one. */
const firmEmails: readonly number[] = [0.2, 0.6, 0.05, 0.02, 0.03, 0.1];

/** Whole names of people of one home: their surnames are the same, seldom all of it. */
const homeNames: readonly number[] = [0.25, 0.55, 0.1, 0.04, 0.02, 0, 0.02, 0.02];

export function isFirm(field: ComparisonPlan['field']): boolean {
  return field?.startsWith('companyName') === true;
}

/** P(level | relation), level 0 unused. */
export function relatedLevels({ kind, field }: Pick<ComparisonPlan, 'kind' | 'field'>, relation: Relation, m: Float64Array, u: Float64Array, isTitle: boolean): Float64Array {
  const share = isTitle && relation === 'pieces' ? 0 : sharedShare(kind, relation);
  const levels = m.map((own, level) => share * own + (1 - share) * u[level]!);
  if (kind === 'identifier' && relation === 'variants') for (let level = 1; level < 4; level++) levels[level] = articleNumbers[level - 1]!;
  if (kind === 'name' && relation === 'relatives' && !isFirm(field)) levels.set(homeNames, 1);
  if (kind === 'name' && relation === 'colleagues' && !isFirm(field)) for (let level = 1; level < levels.length; level++) levels[level] = u[level]!;
  if (kind === 'email' && relation === 'colleagues') levels.set(firmEmails, 1);
  if (kind === 'phone' && (relation === 'branches' || relation === 'tenants')) for (let level = 1; level < 4; level++) levels[level] = houseNumbers[level - 1]!;
  return levels;
}

/** Which relations two rows may have: organisations and things are branches, tenants or variants, all others colleagues or relatives, all of them pieces. */
export function relationRange(leftKind: number, rightKind: number): readonly [number, number] {
  return leftKind === 2 && rightKind === 2 ? ORGANISATIONS : PERSONS;
}

const PERSONS = [0, 3] as const;
const ORGANISATIONS = [2, 6] as const;

/** Good–Turing: how often a value met in one customer is to be met in another one, as a count. */
function unseenCount(counts: Uint32Array): number {
  let once = 0;
  let twice = 0;
  for (let value = 1; value < counts.length; value++) {
    if (counts[value] === 1) once++;
    else if (counts[value] === 2) twice++;
  }
  return Math.min(1, Math.max(0.02, (2 * twice + 0.5) / (once + 1)));
}

/** What counts are held against: how many there are (`rareSize` for values met once or twice), and what a value met once counts. */
export type ChanceScale = { readonly size: number; readonly rareSize: number; readonly unseen: number };

/** A value met more often than this is as common as it looks, however small the table. */
const RARE_COUNT = 2;

export function chanceScale(counts: Uint32Array, total: number, least: number): ChanceScale {
  let filled = 0;
  for (let value = 1; value < counts.length; value++) filled += counts[value]!;
  const size = Math.max(2, Math.min(total, filled));
  return { size, rareSize: Math.max(size, least), unseen: unseenCount(counts) };
}

/** P(another customer has this value too), per value of one comparison. */
export function chancesOf(counts: Uint32Array, { size, rareSize, unseen }: ChanceScale): Float64Array {
  const chances = new Float64Array(counts.length);
  for (let value = 1; value < counts.length; value++) chances[value] = Math.min(1, (Math.max(0, counts[value]! - 1) + unseen) / (counts[value]! <= RARE_COUNT ? rareSize : size));
  return chances;
}

/** P(another customer has this value too), per comparison and value. */
export function valueChances({ counts, total, least }: ValueCounts): Float64Array[] {
  return counts.map((own, c) => chancesOf(own, chanceScale(own, total, least[c]!)));
}

/** P(two different customers have the same value), per comparison. */
export function exactChance(counts: Uint32Array): number {
  let filled = 0;
  let pairs = 0;
  for (let value = 1; value < counts.length; value++) {
    filled += counts[value]!;
    pairs += counts[value]! * (counts[value]! - 1);
  }
  return filled < 2 ? 1e-6 : Math.max(1e-9, pairs / (filled * (filled - 1)));
}
