// Chooses, field by field, which member's value a golden record shows, and names the rule that chose it.
import { assertNever } from '../kernel/assertNever.ts';
import type { PinnedValue, SurvivorshipRule } from '../model/decision.ts';
import { canonicalOf, type CanonicalField, type FieldId } from '../model/fields.ts';
import type { EpochDay, RowId } from '../model/ids.ts';

/** One source row as survivorship sees it. */
export type Member = {
  readonly row: RowId;
  /** 1 is trusted most. */
  readonly trustRank: number;
  /** When the row's facts were last known to be right; null where no date tells. */
  readonly knownOn: EpochDay | null;
  /** In the order of the fields asked for; null where the source has no such field. */
  readonly cells: readonly (string | null)[];
};

export type Surviving = { readonly field: FieldId; readonly value: string; readonly row: RowId | null; readonly rule: SurvivorshipRule };

/** Whether a value is right by the knowledge of its field; undefined where nothing can be said. */
export type Validity = (field: FieldId, value: string) => boolean | undefined;

type Narrowing = Exclude<SurvivorshipRule, 'pinned'>;

/** Fields that say something only together: all come from one row. */
const units: readonly (readonly CanonicalField[])[] = [
  ['givenName', 'surname', 'surname2'],
  ['address', 'street', 'houseNumber', 'postcode', 'city', 'province', 'country'],
];

/** Rules in the order in which they narrow the choice. */
const defaultRules: Readonly<Partial<Record<CanonicalField, readonly Narrowing[]>>> = {
  email: ['validFirst', 'mostRecent', 'mostFrequent', 'sourcePriority'],
  phone: ['validFirst', 'mostRecent', 'mostFrequent', 'sourcePriority'],
  taxId: ['validFirst', 'mostFrequent', 'sourcePriority'],
  iban: ['validFirst', 'mostRecent', 'sourcePriority'],
  birthDate: ['validFirst', 'mostFrequent', 'sourcePriority'],
  fullName: ['mostFrequent', 'longest', 'sourcePriority'],
  companyName: ['mostFrequent', 'longest', 'sourcePriority'],
  givenName: ['mostComplete', 'mostFrequent', 'longest', 'sourcePriority'],
  address: ['mostComplete', 'validFirst', 'mostRecent', 'sourcePriority'],
  notes: ['longest', 'mostRecent'],
  customerId: ['sourcePriority', 'mostRecent'],
};
const otherRules: readonly Narrowing[] = ['validFirst', 'mostRecent', 'sourcePriority', 'mostFrequent', 'longest'];

/** The rules that hold for a field without any configuration; fields of a unit share those of its first field. */
export function defaultRulesOf(field: FieldId): readonly Narrowing[] {
  const canonical = canonicalOf(field);
  if (canonical === undefined) return otherRules;
  const unit = units.find((fields) => fields.includes(canonical));
  return defaultRules[unit?.[0] ?? canonical] ?? otherRules;
}

/**
 * The values that survive, one per field that any member fills, in the order of `fields`.
 * The answer does not depend on the order of the members; the last tie goes to the earliest row.
 */
export function survivingValues(
  fields: readonly FieldId[],
  members: readonly Member[],
  pins: readonly PinnedValue[],
  validity: Validity,
): Surviving[] {
  const ordered = [...members].sort((a, b) => a.row - b.row);
  const surviving: Surviving[] = [];
  const done = new Set<FieldId>();
  const chosen = new Map<FieldId, Surviving>();
  for (const field of fields) {
    if (done.has(field)) continue;
    const unit = unitOf(field, fields);
    for (const one of unit) done.add(one);
    for (const value of chooseUnit(unit, fields, ordered, validity)) chosen.set(value.field, value);
  }
  for (const pin of pins) {
    if (fields.includes(pin.field)) chosen.set(pin.field, { field: pin.field, value: pin.value, row: pin.row ?? null, rule: 'pinned' });
  }
  for (const field of fields) {
    const value = chosen.get(field);
    if (value !== undefined) surviving.push(value);
  }
  return surviving;
}

function unitOf(field: FieldId, fields: readonly FieldId[]): FieldId[] {
  const unit = units.find((one) => (one as readonly FieldId[]).includes(field));
  return unit === undefined ? [field] : unit.filter((one) => fields.includes(one));
}

function chooseUnit(unit: readonly FieldId[], fields: readonly FieldId[], members: readonly Member[], validity: Validity): Surviving[] {
  const columns = unit.map((field) => fields.indexOf(field));
  const textsOf = (member: Member): string[] => columns.map((column) => member.cells[column]?.trim() ?? '');
  let left = members.map((member) => ({ member, texts: textsOf(member) })).filter(({ texts }) => texts.some((text) => text !== ''));
  if (left.length === 0) return [];
  // What one row alone can tell was chosen because it was there.
  let rule: Narrowing = left.length === 1 ? 'mostComplete' : 'mostFrequent';
  const different = (): boolean => left.some(({ texts }) => texts.some((text, index) => text !== left[0]!.texts[index]));
  for (const next of defaultRulesOf(unit[0]!)) {
    if (!different()) break;
    const scores = left.map(({ member, texts }) => scoreOf(next, member, texts, left, unit, validity));
    const best = Math.max(...scores);
    if (scores.every((score) => score === best)) continue;
    left = left.filter((_, index) => scores[index] === best);
    rule = next;
  }
  const { member } = left[0]!;
  return unit.flatMap((field, index) => {
    const value = member.cells[columns[index]!] ?? '';
    return value.trim() === '' ? [] : [{ field, value, row: member.row, rule }];
  });
}

type Candidate = { readonly member: Member; readonly texts: readonly string[] };

/** Higher is better. */
function scoreOf(
  rule: Narrowing,
  member: Member,
  texts: readonly string[],
  all: readonly Candidate[],
  unit: readonly FieldId[],
  validity: Validity,
): number {
  switch (rule) {
    case 'mostRecent':
      return member.knownOn ?? -Infinity;
    case 'sourcePriority':
      return -member.trustRank;
    case 'mostComplete':
      return texts.filter((text) => text !== '').length;
    case 'mostFrequent':
      return all.filter((other) => other.texts.every((text, index) => text === texts[index])).length;
    case 'longest':
      return texts.reduce((sum, text) => sum + text.length, 0);
    case 'validFirst':
      return -texts.filter((text, index) => text !== '' && validity(unit[index]!, text) === false).length;
    default:
      return assertNever(rule);
  }
}
