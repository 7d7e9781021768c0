// Turns detected fields into comparisons: which columns take part, how each is compared, and why the others do not.
import { canonicalOf, type CanonicalField } from '../model/fields.ts';
import type { DetectedColumn } from '../fields/detectFields.ts';
import type { ColumnSigns } from '../fields/columnSigns.ts';
import type { ColumnRole, ComparisonKind, ComparisonPlan, IgnoredReason, MatchRole } from './matchTypes.ts';

export type MatchPlan = { readonly roles: readonly ColumnRole[]; readonly comparisons: readonly ComparisonPlan[] };

/** More comparisons than this cost time and tell nothing new; the least telling columns are left out. */
const MAX_COMPARISONS = 18;

/** `overrides` are a person's own choices of role per column; `dependent` columns say what others say already. */
export function planComparisons(columns: readonly DetectedColumn[], overrides: ReadonlyMap<number, MatchRole> = new Map(), alreadyExcluded: readonly { column: number; name: string }[] = [], dependent: ReadonlySet<number> = new Set()): MatchPlan {
  // A number is a house's only beside a street.
  const hasStreet = columns.some(({ field }) => field === 'address' || field === 'street');
  const chosen = columns.map((detected) => {
    const override = overrides.get(detected.column);
    if (override !== undefined) return { detected, role: override, ignored: override === 'ignored' ? ('byUser' as const) : undefined };
    return { detected, ...(dependent.has(detected.column) ? ignore('dependent') : roleOf(detected, hasStreet)) };
  });
  // Where nothing else tells one row from another, what is written about it must.
  if (!chosen.some(({ role }) => isTelling(role))) {
    for (const one of chosen) {
      if (one.ignored === 'freeText') Object.assign(one, { role: 'name', ignored: undefined });
      else if (one.ignored === 'aboutRecord' && one.detected.signs.date >= 0.5) Object.assign(one, { role: 'date', ignored: undefined });
    }
  }
  const comparisons: ComparisonPlan[] = [];
  const taken = new Set<number>();
  const find = (field: CanonicalField, role: MatchRole): DetectedColumn | undefined =>
    chosen.find(({ detected, role: own }) => own === role && detected.field === field)?.detected;
  const surname = find('surname', 'surname');
  const surname2 = find('surname2', 'surname');
  if (surname !== undefined && surname2 !== undefined) {
    comparisons.push({ name: surname.name, kind: 'surname', columns: [surname.column, surname2.column], field: surname.field });
    taken.add(surname.column).add(surname2.column);
  }
  const street = find('address', 'address') ?? find('street', 'address');
  const houseNumber = chosen.find(({ detected }) => detected.field === 'houseNumber')?.detected;
  if (street !== undefined && houseNumber !== undefined) {
    comparisons.push({ name: street.name, kind: 'address', columns: [houseNumber.column, street.column], field: street.field });
    taken.add(street.column).add(houseNumber.column);
  }
  for (const { detected, role } of chosen) {
    if (role === 'ignored' || taken.has(detected.column)) continue;
    comparisons.push({ name: detected.name, kind: role, columns: [detected.column], field: detected.field });
  }
  comparisons.sort((left, right) => left.columns[0]! - right.columns[0]!);
  const kept = comparisons.length <= MAX_COMPARISONS ? comparisons : mostTelling(comparisons, columns);
  const keptColumns = new Set(kept.flatMap(({ columns: used }) => used));
  const roles: ColumnRole[] = chosen.map(({ detected, role, ignored }) => {
    const base = { column: detected.column, name: detected.name, field: detected.field, confidence: detected.confidence };
    if (keptColumns.has(detected.column)) {
      const plan = kept.find(({ columns: used }) => used.includes(detected.column))!;
      return { ...base, role: plan.kind };
    }
    return { ...base, role: 'ignored', ignored: ignored ?? (role === 'ignored' ? 'freeText' : 'tooMany') };
  });
  for (const { column, name } of alreadyExcluded) roles.push({ column, name, role: 'ignored', field: undefined, confidence: 1, ignored: 'excluded' });
  roles.sort((left, right) => left.column - right.column);
  return { roles, comparisons: kept };
}

function isTelling(role: MatchRole): boolean {
  return !['ignored', 'date', 'postcode', 'category', 'number'].includes(role);
}

/** By how much a column tells rows apart: distinct values times filled share, and known kinds first. */
function mostTelling(comparisons: readonly ComparisonPlan[], columns: readonly DetectedColumn[]): ComparisonPlan[] {
  const signs = new Map(columns.map(({ column, signs: own }) => [column, own]));
  const worth = (plan: ComparisonPlan): number => {
    const own = signs.get(plan.columns[0]!)!;
    return Math.log2(1 + own.distinct) * (1 - own.nullShare) + (plan.field === undefined ? 0 : 4);
  };
  const best = comparisons.toSorted((left, right) => worth(right) - worth(left) || left.columns[0]! - right.columns[0]!).slice(0, MAX_COMPARISONS);
  return best.sort((left, right) => left.columns[0]! - right.columns[0]!);
}

/** Of fewer rows it can't be said that a column has but few values. */
const FEW_ROWS = 12;

const middleName = /\b(?:mid(?:dle|l)?|second|segundo|deuxieme|zweiter) ?(?:name|nm|nombre|prenom|vorname|initial)\b/i;

/** "SourceID", "source_id" and "Source Id" are one header. */
function spreadHeader(name: string): string {
  return name.replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ').replace(/[_-]/g, ' ');
}

function roleOf(detected: DetectedColumn, hasStreet: boolean): { role: MatchRole; ignored: IgnoredReason | undefined } {
  const { signs } = detected;
  if (signs.filled === 0) return ignore('empty');
  if (signs.constant) return ignore('constant');
  const field = detected.field === undefined ? undefined : canonicalOf(detected.field);
  // A further given name is often but an initial.
  if ((field === undefined || ['givenName', 'surname', 'surname2', 'fullName'].includes(field)) && signs.letters >= 0.6 && middleName.test(spreadHeader(detected.name))) return { role: 'given', ignored: undefined };
  const role = field === undefined || (field === 'houseNumber' && !hasStreet) ? undefined : roleOfField(field, signs);
  if (role === 'ignored') return ignore(field === 'notes' ? 'freeText' : 'aboutRecord');
  if (signs.serial && role !== 'phone') return ignore('serial');
  if (role !== undefined) return { role, ignored: undefined };
  return genericRole(detected.name, signs);
}

function ignore(reason: IgnoredReason): { role: MatchRole; ignored: IgnoredReason } {
  return { role: 'ignored', ignored: reason };
}

/** Undefined: let the values decide. */
function roleOfField(field: CanonicalField, signs: ColumnSigns): MatchRole | undefined {
  switch (field) {
    case 'givenName':
      return 'given';
    case 'surname':
    case 'surname2':
      return 'surname';
    case 'fullName':
    case 'companyName':
      return 'name';
    case 'email':
      return 'email';
    case 'phone':
      return 'phone';
    case 'taxId':
    case 'iban':
    case 'customerId':
      return 'identifier';
    case 'birthDate':
      return 'date';
    case 'address':
    case 'street':
      return 'address';
    case 'postcode':
      return 'postcode';
    case 'houseNumber':
    case 'city':
    case 'website':
      return 'text';
    case 'province':
      return signs.distinct < 12 ? 'category' : 'text';
    case 'country':
    case 'gender':
      return 'category';
    case 'category':
      return undefined;
    case 'language':
    case 'createdOn':
    case 'updatedOn':
    case 'verifiedOn':
    case 'lastContactOn':
    case 'lastPurchaseOn':
    case 'consentOn':
    case 'notes':
      return 'ignored';
    case 'amount':
      return undefined;
  }
}

/** For columns that no field fits: compared by what their values look like. */
function genericRole(name: string, signs: ColumnSigns): { role: MatchRole; ignored: IgnoredReason | undefined } {
  const use = (role: ComparisonKind): { role: MatchRole; ignored: undefined } => ({ role, ignored: undefined });
  const header = spreadHeader(name);
  if (/\b(?:origin|store|shop|tienda|catalogue?|catalogo|database|library|guide|provider|proveedor|quelle|herkunft|origine)\b/i.test(header) && signs.distinct <= 12) return ignore('sourceName');
  if (/\b(?:source|fuente|origen|file|fichero|archivo|dataset|system|sistema)\b/i.test(header) && signs.distinct <= 50) return ignore('sourceName');
  if (signs.date >= 0.7) return use('date');
  if (signs.yearOnly >= 0.8 && signs.distinct > 2) return use('number');
  if ((signs.distinct <= 2 && signs.filled >= FEW_ROWS) || (signs.distinct <= 12 && signs.distinctShare < 0.2)) return use('category');
  if (signs.phone >= 0.7 && signs.integer < 0.5) return use('phone');
  if (signs.decimal >= 0.5 || (signs.decimal >= 0.1 && signs.decimal + signs.integer >= 0.6)) return use('number');
  if (signs.integer >= 0.8) return use(signs.meanLength >= 5 && signs.distinctShare > 0.1 ? 'identifier' : signs.distinctShare < 0.05 && (signs.distinct <= 30 || signs.meanLength > 3) ? 'category' : 'number');
  if (signs.code >= 0.7 && signs.meanWords < 1.5) return use('identifier');
  if (signs.meanWords > 12) return ignore('freeText');
  if (signs.numberAndWords >= 0.5 && signs.streetType >= 0.3) return use('address');
  // Many of one's own, some of several words: names, of which a part may be left out.
  if (signs.meanWords >= 1.7 || (signs.meanWords >= 1.2 && signs.distinctShare >= 0.25 && signs.hasDigit < 0.5)) return use('name');
  return use('text');
}
