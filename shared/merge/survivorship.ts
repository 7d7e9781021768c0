// Chooses, field by field, which member's value a golden record shows, and names the rule that chose it.
import { assertNever } from '../kernel/assertNever.ts';
import type { PinnedValue, SurvivorshipRule } from '../model/decision.ts';
import { canonicalOf, type CanonicalField, type FieldId } from '../model/fields.ts';
import type { EpochDay, RowId } from '../model/ids.ts';
import { agreementKey, isGarbled, spellingScore } from './sameValue.ts';

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

/** A rule that narrows the choice; a pin or an accepted enrichment needs no choice. */
export type Narrowing = Exclude<SurvivorshipRule, 'pinned' | 'enriched'>;

export type SurvivorshipOptions = {
  /** Rules in place of the defaults. Fields of a unit share the rules of the first of them that has any. */
  readonly rules?: Readonly<Partial<Record<CanonicalField, readonly Narrowing[]>>>;
  /** When two texts of a field say the same; case, accents and punctuation are looked through where left out. */
  readonly keyOf?: (field: FieldId, text: string) => string;
};

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
  gender: ['validFirst', 'mostFrequent', 'sourcePriority'],
  language: ['validFirst', 'mostRecent', 'sourcePriority'],
  fullName: ['validFirst', 'mostFrequent', 'longest', 'sourcePriority'],
  companyName: ['validFirst', 'mostFrequent', 'longest', 'sourcePriority'],
  givenName: ['validFirst', 'mostComplete', 'mostFrequent', 'longest', 'sourcePriority'],
  address: ['mostComplete', 'validFirst', 'mostRecent', 'sourcePriority'],
  createdOn: ['validFirst', 'sourcePriority'],
  notes: ['longest', 'mostRecent'],
  customerId: ['sourcePriority', 'mostRecent'],
};
const otherRules: readonly Narrowing[] = ['validFirst', 'mostRecent', 'sourcePriority', 'mostFrequent', 'longest'];

/** The rules that hold for a field without any configuration; fields of a unit share those of its first field. */
export function defaultRulesOf(field: FieldId): readonly Narrowing[] {
  const canonical = canonicalOf(field);
  if (canonical === undefined) return otherRules;
  return defaultRules[unitAround(canonical)[0]!] ?? otherRules;
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
  options: SurvivorshipOptions = {},
): Surviving[] {
  const chosen: (Surviving | undefined)[] = Array.from({ length: fields.length }, () => undefined);
  const ordered = members.length > 1 ? [...members].sort((a, b) => a.row - b.row) : members;
  const knowledge: Knowledge = { validity, keyOf: options.keyOf ?? agreementKey };
  for (const unit of unitsOf(fields)) chooseUnit(unit, rulesOf(unit, options), ordered, knowledge, chosen);
  for (const pin of pins) {
    const column = fields.indexOf(pin.field);
    if (column >= 0) chosen[column] = { field: pin.field, value: pin.value, row: pin.row ?? null, rule: pin.rule ?? 'pinned' };
  }
  return chosen.filter((one) => one !== undefined);
}

/** Fields that are chosen together, and where they stand among the fields asked for. */
type Unit = { readonly fields: readonly FieldId[]; readonly columns: readonly number[] };

type Knowledge = { readonly validity: Validity; readonly keyOf: (field: FieldId, text: string) => string };

function unitAround(canonical: CanonicalField): readonly CanonicalField[] {
  return units.find((fields) => fields.includes(canonical)) ?? [canonical];
}

// Field lists live as long as a workspace's mapping; their units are worked out once.
const knownUnits = new WeakMap<readonly FieldId[], readonly Unit[]>();

function unitsOf(fields: readonly FieldId[]): readonly Unit[] {
  const known = knownUnits.get(fields);
  if (known !== undefined) return known;
  const byName = new Map<string, { fields: FieldId[]; columns: number[] }>();
  fields.forEach((field, column) => {
    const canonical = canonicalOf(field);
    // `postcode.2` goes with `address.2`, not with `address`.
    const name = canonical === undefined ? field : `${unitAround(canonical)[0]!}${field.slice(canonical.length)}`;
    const unit = byName.get(name) ?? { fields: [], columns: [] };
    unit.fields.push(field);
    unit.columns.push(column);
    byName.set(name, unit);
  });
  const found = [...byName.values()];
  knownUnits.set(fields, found);
  return found;
}

function rulesOf(unit: Unit, { rules }: SurvivorshipOptions): readonly Narrowing[] {
  const first = unit.fields[0]!;
  const canonical = canonicalOf(first);
  if (rules !== undefined && canonical !== undefined) for (const field of unitAround(canonical)) if (rules[field] !== undefined) return rules[field];
  return defaultRulesOf(first);
}

type Candidate = { readonly member: Member; readonly texts: readonly string[]; readonly keys: readonly string[] };

function chooseUnit(unit: Unit, rules: readonly Narrowing[], members: readonly Member[], knowledge: Knowledge, chosen: (Surviving | undefined)[]): void {
  const candidates: Candidate[] = [];
  const isOnly = members.length === 1;
  for (const member of members) {
    const texts = unit.columns.map((column) => member.cells[column]?.trim() ?? '');
    if (texts.every((text) => text === '')) continue;
    candidates.push({ member, texts, keys: isOnly ? texts : texts.map((text, index) => (text === '' ? '' : knowledge.keyOf(unit.fields[index]!, text))) });
  }
  if (candidates.length === 0) return;
  const { winner, rule } = narrow(candidates, unit, rules, knowledge.validity);
  const best = bestSpelt(winner, candidates);
  unit.columns.forEach((column, index) => {
    const from = best.texts[index] === '' ? completing(best, index, candidates) : best;
    if (from === undefined) return;
    chosen[column] = { field: unit.fields[index]!, value: from.member.cells[column]!, row: from.member.row, rule: from === best ? rule : 'mostComplete' };
  });
}

function narrow(candidates: readonly Candidate[], unit: Unit, rules: readonly Narrowing[], validity: Validity): { winner: Candidate; rule: Narrowing } {
  let left = candidates;
  // What one row alone can tell was chosen because it was there; what all say alike, because they agree.
  let rule: Narrowing = left.length === 1 ? 'mostComplete' : 'mostFrequent';
  for (const next of rules) {
    if (left.every((one) => agrees(one, left[0]!))) break;
    const scores = left.map((one) => scoreOf(next, one, candidates, unit, validity));
    const best = Math.max(...scores);
    if (scores.every((score) => score === best)) continue;
    left = left.filter((_, index) => scores[index] === best);
    rule = next;
  }
  return { winner: left[0]!, rule };
}

function agrees(left: Candidate, right: Candidate): boolean {
  return left.keys.every((key, index) => key === right.keys[index]);
}

/** The same said by another member in better letters, if any: "GARCIA" gives way to "García". */
function bestSpelt(winner: Candidate, candidates: readonly Candidate[]): Candidate {
  if (candidates.length === 1) return winner;
  const quality = ({ texts }: Candidate): number => texts.reduce((sum, text) => sum + (text === '' ? 0 : spellingScore(text)), 0);
  let best = winner;
  for (const other of candidates) if (other !== winner && agrees(other, winner) && quality(other) > quality(best)) best = other;
  return best;
}

/**
 * Who can add a part that the chosen row leaves empty: a row that contradicts it in no part and shares one with it.
 * So a lost province comes back, and a street never meets somebody else's town.
 */
function completing(best: Candidate, missing: number, candidates: readonly Candidate[]): Candidate | undefined {
  return candidates.find(({ texts, keys }) => {
    if (texts[missing] === '') return false;
    let shared = 0;
    for (let index = 0; index < keys.length; index++) {
      if (keys[index] === '' || best.keys[index] === '') continue;
      if (keys[index] !== best.keys[index]) return false;
      shared++;
    }
    return shared > 0;
  });
}

/** Higher is better. */
function scoreOf(rule: Narrowing, { member, texts, keys }: Candidate, all: readonly Candidate[], unit: Unit, validity: Validity): number {
  switch (rule) {
    case 'mostRecent':
      return member.knownOn ?? -Infinity;
    case 'sourcePriority':
      return -member.trustRank;
    case 'mostComplete':
      return texts.filter((text) => text !== '').length;
    case 'mostFrequent':
      return all.filter((other) => other.keys.every((key, index) => key === keys[index])).length;
    case 'longest':
      return texts.reduce((sum, text) => sum + text.length, 0);
    case 'validFirst':
      return -texts.filter((text, index) => text !== '' && (isGarbled(unit.fields[index]!, text) || validity(unit.fields[index]!, text) === false)).length;
    default:
      return assertNever(rule);
  }
}
