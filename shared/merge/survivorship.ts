// Chooses, field by field, which member's value a golden record shows, and names the rule that chose it.
import { assertNever } from '../kernel/assertNever.ts';
import type { FieldRule, Narrowing, FixedValue, SurvivorshipRule, SurvivorshipSettings } from '../model/decision.ts';
import { canonicalOf, type CanonicalField, type FieldId } from '../model/fields.ts';
import type { EpochDay, RowId, SourceId } from '../model/ids.ts';
import { agreementKey, isGarbled, isSlip, spellingScore } from './sameValue.ts';

/** One source row as survivorship sees it. */
export type Member = {
  readonly row: RowId;
  /** The row as it first came, where refreshes brought it anew: its age among the others. */
  readonly firstRow?: RowId;
  readonly source: SourceId;
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

/** How many rows of the workspace bear the text that a row has in a field. */
export type Support = (field: FieldId, row: RowId) => number;

/** Fields that say something only together: all come from one row. */
export const defaultUnits: readonly (readonly CanonicalField[])[] = [
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

/** The rules that hold for a field, or the unit that begins with it, without any configuration. */
export function defaultRulesOf(field: FieldId): readonly Narrowing[] {
  const canonical = canonicalOf(field);
  return canonical === undefined ? otherRules : (defaultRules[canonical] ?? otherRules);
}

/** The first field of the unit that a field belongs to, by which the unit's rules are named. `postcode.2` goes with `address.2`. */
export function unitOf(field: FieldId, units: readonly (readonly CanonicalField[])[] = defaultUnits): FieldId {
  const canonical = canonicalOf(field);
  if (canonical === undefined) return field;
  const first = units.find((fields) => fields.includes(canonical))?.[0] ?? canonical;
  return `${first}${field.slice(canonical.length)}` as FieldId;
}

/** Fields that are chosen together, where they stand among the fields asked for, and what chooses them. */
export type Unit = {
  readonly fields: readonly FieldId[];
  readonly columns: readonly number[];
  readonly rules: readonly Narrowing[];
  /** Sources trusted before all others, most first. */
  readonly trust: readonly SourceId[];
};

/** Survivorship for a list of fields under the settings of a workspace. */
export class Survivorship {
  readonly fields: readonly FieldId[];
  readonly units: readonly Unit[];
  private readonly knowledge: Knowledge;

  /** @param supportOf decides between texts that differ by a slip of the pen; without it the next rule does */
  constructor(fields: readonly FieldId[], settings: SurvivorshipSettings | null, validity: Validity, supportOf: Support = () => 0) {
    this.fields = fields;
    this.units = unitsOf(fields, settings);
    this.knowledge = { validity, supportOf };
  }

  /**
   * The values that survive, one per field that any member fills, in the order of `fields`.
   * The answer does not depend on the order of the members; the last tie goes to the row that came first,
   * and a refresh does not make a row later.
   */
  choose(members: readonly Member[], pins: readonly FixedValue[]): Surviving[] {
    return this.chooseUnits(members, pins, this.units).filter((one) => one !== undefined);
  }

  /** For the fields of these units only, by column; undefined where nothing survives. */
  chooseUnits(members: readonly Member[], pins: readonly FixedValue[], units: readonly Unit[]): (Surviving | undefined)[] {
    const chosen = new Array<Surviving | undefined>(this.fields.length).fill(undefined);
    const isOrdered = members.every((member, index) => index === 0 || ageOf(members[index - 1]!) < ageOf(member));
    const ordered = isOrdered ? members : [...members].sort((a, b) => ageOf(a) - ageOf(b));
    for (const unit of units) chooseUnit(unit, ordered, this.knowledge, chosen);
    for (const pin of pins) {
      const column = this.fields.indexOf(pin.field);
      if (column >= 0) chosen[column] = { field: pin.field, value: pin.value, row: pin.row ?? null, rule: pin.rule ?? 'pinned' };
    }
    return chosen;
  }
}

/** Earlier rows come first; a newer version of one is as old as the first. */
const ageOf = ({ row, firstRow }: Member): number => firstRow ?? row;

type Knowledge = { readonly validity: Validity; readonly supportOf: Support };

function unitsOf(fields: readonly FieldId[], settings: SurvivorshipSettings | null): Unit[] {
  const byName = new Map<FieldId, { fields: FieldId[]; columns: number[] }>();
  fields.forEach((field, column) => {
    const name = unitOf(field, settings?.units ?? defaultUnits);
    const unit = byName.get(name) ?? { fields: [], columns: [] };
    unit.fields.push(field);
    unit.columns.push(column);
    byName.set(name, unit);
  });
  return [...byName].map(([name, unit]) => {
    const own = ruleOf(name, settings);
    return { ...unit, rules: own?.rules ?? defaultRulesOf(name), trust: own?.trust ?? [] };
  });
}

/** What was ruled for a unit; `phone.2` follows `phone` where nothing was ruled for itself. */
export function ruleOf(unit: FieldId, settings: SurvivorshipSettings | null): FieldRule | undefined {
  return settings?.fields.find(({ field }) => field === unit) ?? settings?.fields.find(({ field }) => field === canonicalOf(unit));
}

/** Whether a unit is chosen in the same way, so that earlier choices stand. */
export function isSameUnit(left: Unit, right: Unit): boolean {
  const key = ({ fields, rules, trust }: Unit): string => JSON.stringify([fields, rules, trust]);
  return key(left) === key(right);
}

type Candidate = { readonly member: Member; readonly texts: readonly string[]; readonly keys: readonly string[] };

function chooseUnit(unit: Unit, members: readonly Member[], knowledge: Knowledge, chosen: (Surviving | undefined)[]): void {
  const filled: { member: Member; texts: readonly string[] }[] = [];
  for (const member of members) {
    const texts = unit.columns.map((column) => member.cells[column]?.trim() ?? '');
    if (texts.some((text) => text !== '')) filled.push({ member, texts });
  }
  const first = filled[0];
  if (first === undefined) return;
  // Most often all say the same to the letter: then the first stands for all.
  if (filled.every(({ texts }) => texts.every((text, index) => text === first.texts[index]))) {
    unit.columns.forEach((column, index) => {
      if (first.texts[index] !== '') chosen[column] = { field: unit.fields[index]!, value: first.member.cells[column]!, row: first.member.row, rule: filled.length === 1 ? 'mostComplete' : 'mostFrequent' };
    });
    return;
  }
  // Only where texts differ it takes a look at whether they say the same.
  const differs = unit.columns.map((_, index) => filled.some(({ texts }) => texts[index] !== first.texts[index]));
  const candidates = filled.map((one): Candidate => ({ ...one, keys: one.texts.map((text, index) => (text === '' || !differs[index] ? text : agreementKey(unit.fields[index]!, text))) }));
  const { winner, rule } = narrow(candidates, unit, knowledge);
  const best = bestSpelt(winner, candidates);
  unit.columns.forEach((column, index) => {
    const from = best.texts[index] === '' ? completing(best, index, candidates) : best;
    if (from === undefined) return;
    chosen[column] = { field: unit.fields[index]!, value: from.member.cells[column]!, row: from.member.row, rule: from === best ? rule : 'mostComplete' };
  });
}

function narrow(candidates: readonly Candidate[], unit: Unit, { validity, supportOf }: Knowledge): { winner: Candidate; rule: SurvivorshipRule } {
  let left = candidates;
  // What one row alone can tell was chosen because it was there; what all say alike, because they agree.
  let rule: SurvivorshipRule = left.length === 1 ? 'mostComplete' : 'mostFrequent';
  for (const next of unit.rules) {
    if (left.every((one) => agrees(one, left[0]!))) break;
    const scores = left.map((one) => scoreOf(next, one, candidates, unit, validity));
    const best = Math.max(...scores);
    const winners = left.filter((_, index) => scores[index] === best);
    // A letter too many does not make a name longer: "Állvarez" stays beside "Álvarez" until it is asked which is borne by more rows.
    const alike = next === 'longest' ? withSlips(winners, left) : winners;
    if (alike.length < left.length) rule = next;
    left = next === 'longest' ? commonestOf(alike, unit, supportOf) : alike;
    if (left.length < alike.length) rule = 'commonest';
  }
  return { winner: left[0]!, rule: left.every((one) => agrees(one, left[0]!)) ? rule : 'earliest' };
}

function agrees(left: Candidate, right: Candidate): boolean {
  return left.keys.every((key, index) => key === right.keys[index]);
}

/** Whether two say the same but for slips of the pen. */
function areAlike(left: Candidate, right: Candidate): boolean {
  return left.keys.every((key, index) => key === right.keys[index] || isSlip(key, right.keys[index]!));
}

/** More different texts than this in one record are no slips of each other. */
const MOST_SLIPS = 12;

/** One candidate for each of the different things said. */
function distinctOf(candidates: readonly Candidate[]): readonly Candidate[] {
  return [...new Map(candidates.map((one) => [one.keys.join('\n'), one])).values()];
}

/** The winners, and all who say the same as one of them but for a slip. */
function withSlips(winners: readonly Candidate[], all: readonly Candidate[]): readonly Candidate[] {
  const won = distinctOf(winners);
  return won.length > MOST_SLIPS ? winners : all.filter((one) => won.some((other) => areAlike(one, other)));
}

/** Of candidates that differ by slips of the pen alone, those whose rarest text among what differs is borne by the most rows; else all of them. */
function commonestOf(candidates: readonly Candidate[], unit: Unit, supportOf: Support): readonly Candidate[] {
  const said = distinctOf(candidates);
  const first = said[0]!;
  if (said.length === 1 || said.length > MOST_SLIPS || !said.every((one, at) => said.slice(at + 1).every((other) => areAlike(one, other)))) return candidates;
  const differing = unit.fields.filter((_, index) => said.some(({ keys }) => keys[index] !== first.keys[index]));
  const support = candidates.map(({ member }) => Math.min(...differing.map((field) => supportOf(field, member.row))));
  const most = Math.max(...support);
  return candidates.filter((_, index) => support[index] === most);
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
      return trustOf(member, unit.trust);
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

/** Named sources stand before all others, in their order. */
function trustOf({ source, trustRank }: Member, trust: readonly SourceId[]): number {
  const place = trust.indexOf(source);
  return place >= 0 ? trust.length - place : -trustRank;
}
