// Counts what the scorecard is made of, per group of rows (such as a source), so that scores of groups and of all agree.
import type { Job } from '../kernel/job.ts';
import type { FieldId } from '../model/fields.ts';
import { EMPTY, type ColumnReadings, type Delivery, type Verdicts } from './ColumnReadings.ts';
import { findingStates, type Findings } from './findings.ts';
import { emptiness } from './profileColumn.ts';
import type { FindingReason } from './reasons.ts';
import type { Rule } from './rules.ts';
import type { RowGroups } from './RuleRun.ts';

/** Counts are rows. */
export type FieldTally = {
  readonly field: FieldId;
  /** Rows that ought to have the field: a company needs no birth date. */
  readonly wanted: number;
  readonly filled: number;
  /** False for fields of which the app does not know what is right. */
  readonly isJudged: boolean;
  readonly valid: number;
  readonly suspect: number;
  readonly invalid: number;
  /** Values that some date speaks about, and those of them that are recent enough. */
  readonly dated: number;
  readonly recent: number;
};
export type RuleTally = {
  readonly rule: Rule;
  readonly checked: number;
  /** Findings that were not accepted as right. */
  readonly broken: number;
  /** Of a unique rule: rows too many. Of a group of n, n − 1. */
  readonly lost: number;
  /** Commonest first; findings that were not accepted. */
  readonly byReason: readonly { readonly reason: FindingReason['kind']; readonly rows: number }[];
};
export type Tally = { readonly rows: number; readonly fields: readonly FieldTally[]; readonly rules: readonly RuleTally[] };

/** Of the values of a field that a date speaks about, how many are recent; per group. */
export type Timeliness = ReadonlyMap<FieldId, readonly { readonly dated: number; readonly recent: number }[]>;

const VALUES_SUSPECT = 1;
const VALUES_INVALID = 2;

/** One tally per group. `states` holds a finding state per finding; all are open without it. */
export async function tallyRows(readings: ColumnReadings, findings: Findings, groups: RowGroups, timeliness: Timeliness, job: Job, states?: Uint8Array, deliveries: readonly Delivery[] = []): Promise<Tally[]> {
  const rowsBy = await countRows(readings, groups, job);
  const wantedBy = await wantedRows(readings, groups, rowsBy.length, deliveries, job);
  const fieldTallies: FieldTally[][] = Array.from(rowsBy, () => []);
  const pardons = await pardonedBy(readings, findings, groups, states);
  for (const field of readings.view.fields) {
    const verdicts = await readings.verdictsOf(field);
    const counts = verdicts === undefined ? await countFilled(readings, field, groups, job) : await countVerdicts(readings, field, verdicts, groups, job);
    for (const [group, rows] of rowsBy.entries()) {
      const [valid, suspect, invalid, empty] = counts[group]!;
      const pardoned = pardons.get(field)?.[group] ?? { suspect: 0, invalid: 0 };
      const time = timeliness.get(field)?.[group] ?? { dated: 0, recent: 0 };
      fieldTallies[group]!.push({
        field,
        wanted: wantedBy(field)[group]!,
        filled: rows - empty,
        isJudged: verdicts !== undefined,
        valid: valid + pardoned.suspect + pardoned.invalid,
        suspect: suspect - pardoned.suspect,
        invalid: invalid - pardoned.invalid,
        ...time,
      });
    }
  }
  const ruleTallies = findings.perRule.map((_, rule) => tallyRule(findings, rule, groups, states));
  return Array.from(rowsBy, (rows, group) => ({ rows, fields: fieldTallies[group]!, rules: ruleTallies.map((byGroup) => byGroup[group]!) }));
}

/** What the groups come to together. */
export function addTallies(tallies: readonly Tally[]): Tally {
  const [first, ...others] = tallies;
  if (first === undefined) return { rows: 0, fields: [], rules: [] };
  return others.reduce(
    (sum, one) => ({
      rows: sum.rows + one.rows,
      fields: sum.fields.map((field, at) => addField(field, one.fields[at]!)),
      rules: sum.rules.map((rule, at) => addRule(rule, one.rules[at]!)),
    }),
    first,
  );
}

function addField(left: FieldTally, right: FieldTally): FieldTally {
  return {
    ...left,
    wanted: left.wanted + right.wanted,
    filled: left.filled + right.filled,
    valid: left.valid + right.valid,
    suspect: left.suspect + right.suspect,
    invalid: left.invalid + right.invalid,
    dated: left.dated + right.dated,
    recent: left.recent + right.recent,
  };
}

function addRule(left: RuleTally, right: RuleTally): RuleTally {
  const counts = new Map<FindingReason['kind'], number>();
  for (const { reason, rows } of [...left.byReason, ...right.byReason]) counts.set(reason, (counts.get(reason) ?? 0) + rows);
  return { ...left, checked: left.checked + right.checked, broken: left.broken + right.broken, lost: left.lost + right.lost, byReason: commonestFirst(counts) };
}

async function countRows(readings: ColumnReadings, { of, count }: RowGroups, job: Job): Promise<number[]> {
  const rows: number[] = Array.from({ length: count }, () => 0);
  await readings.eachRow((row) => rows[of[row]!]!++, job);
  return rows;
}

type Counts = [valid: number, suspect: number, invalid: number, empty: number];

async function countVerdicts(readings: ColumnReadings, field: FieldId, { validity }: Verdicts, { of, count }: RowGroups, job: Job): Promise<Counts[]> {
  const { ofRow } = readings.distinctOf(field)!;
  const flat = new Uint32Array(count * 4);
  await readings.eachRow((row) => flat[of[row]! * 4 + validity[ofRow[row]!]!]!++, job);
  return unflatten(flat, count);
}

/** For fields that nobody judges: filled ones count as valid. */
async function countFilled(readings: ColumnReadings, field: FieldId, { of, count }: RowGroups, job: Job): Promise<Counts[]> {
  const column = readings.view.field(field)!;
  const texts = readings.textsOf(field)!;
  const empty = new Uint8Array(texts.length);
  for (let value = 0; value < texts.length; value++) {
    if (emptiness(column, texts.stored[value]!) !== 'filled') empty[value] = EMPTY;
  }
  const flat = new Uint32Array(count * 4);
  await readings.eachRow((row) => flat[of[row]! * 4 + empty[texts.ofRow[row]!]!]!++, job);
  return unflatten(flat, count);
}

function unflatten(flat: Uint32Array, count: number): Counts[] {
  return Array.from({ length: count }, (_, group): Counts => [flat[group * 4]!, flat[group * 4 + 1]!, flat[group * 4 + 2]!, flat[group * 4 + 3]!]);
}

/** Values that a steward accepted as right although the check of their field says otherwise; by field and group. */
async function pardonedBy(readings: ColumnReadings, findings: Findings, { of, count }: RowGroups, states: Uint8Array | undefined): Promise<Map<FieldId, { suspect: number; invalid: number }[]>> {
  const pardons = new Map<FieldId, { suspect: number; invalid: number }[]>();
  if (states === undefined) return pardons;
  for (const { rule, from, broken } of findings.perRule) {
    if (rule.check.kind !== 'valid' || broken === 0) continue;
    const verdicts = await readings.verdictsOf(rule.check.field);
    const judged = readings.distinctOf(rule.check.field);
    for (let at = from; at < from + broken; at++) {
      if (states[at] !== findingStates.accepted) continue;
      let byGroup = pardons.get(rule.check.field);
      if (byGroup === undefined) pardons.set(rule.check.field, (byGroup = Array.from({ length: count }, () => ({ suspect: 0, invalid: 0 }))));
      const validity = verdicts?.validity[judged!.ofRow[findings.row[at]!]!];
      if (validity === VALUES_SUSPECT) byGroup[of[findings.row[at]!]!]!.suspect++;
      else if (validity === VALUES_INVALID) byGroup[of[findings.row[at]!]!]!.invalid++;
    }
  }
  return pardons;
}

function tallyRule(findings: Findings, index: number, { of, count }: RowGroups, states: Uint8Array | undefined): RuleTally[] {
  const { rule, checkedBy, from, broken } = findings.perRule[index]!;
  const sums = Array.from({ length: count }, () => ({ broken: 0, lost: 0, kinds: new Map<FindingReason['kind'], number>() }));
  for (let at = from; at < from + broken; at++) {
    if (states?.[at] === findingStates.accepted) continue;
    const sum = sums[of[findings.row[at]!]!]!;
    const reason = findings.reasons[findings.reason[at]!]!;
    sum.broken++;
    if (reason.kind === 'duplicate') sum.lost += 1 - 1 / reason.count;
    sum.kinds.set(reason.kind, (sum.kinds.get(reason.kind) ?? 0) + 1);
  }
  return sums.map((sum, group) => ({ rule, checked: checkedBy[group] ?? 0, broken: sum.broken, lost: sum.lost, byReason: commonestFirst(sum.kinds) }));
}

function commonestFirst(counts: ReadonlyMap<FindingReason['kind'], number>): RuleTally['byReason'] {
  return Array.from(counts, ([reason, rows]) => ({ reason, rows })).sort((left, right) => right.rows - left.rows || (left.reason < right.reason ? -1 : 1));
}

/** Rows of which a field can be expected, per group: of deliveries that have it, and by whether a person or a company is meant. */
async function wantedRows(readings: ColumnReadings, { of }: RowGroups, groups: number, deliveries: readonly Delivery[], job: Job): Promise<(field: FieldId) => number[]> {
  const filledIn = async (field: FieldId) => {
    const verdicts = await readings.verdictsOf(field);
    const distinct = readings.distinctOf(field);
    return verdicts === undefined || distinct === undefined ? undefined : { verdicts, distinct };
  };
  const company = await filledIn('companyName');
  const persons = company === undefined ? [] : (await Promise.all((['givenName', 'surname', 'fullName'] as const).map(filledIn))).filter((one) => one !== undefined);
  const kindOf = (row: number): number => {
    if (company === undefined || persons.length === 0) return UNKNOWN;
    if (persons.some(({ verdicts, distinct }) => verdicts.validity[distinct.ofRow[row]!] !== EMPTY)) return PERSON;
    return company.verdicts.validity[company.distinct.ofRow[row]!] === EMPTY ? UNKNOWN : COMPANY;
  };
  const ranges = deliveries.length === 0 ? [{ firstRow: 0, rows: readings.view.length }] : deliveries;
  // Rows by delivery, group and kind; small, so that fields are quick to ask for.
  const counts = ranges.map(() => new Uint32Array(groups * KINDS));
  const rangeOf = new Uint32Array(readings.view.length);
  ranges.forEach(({ firstRow, rows }, range) => rangeOf.fill(range, firstRow, firstRow + rows));
  await readings.eachRow((row) => counts[rangeOf[row]!]![of[row]! * KINDS + kindOf(row)]!++, job);
  return (field) => {
    const isOfPersons = personFields.has(field);
    return Array.from({ length: groups }, (_, group) => {
      let wanted = 0;
      ranges.forEach((range: Delivery, index) => {
        if (range.fields !== undefined && !range.fields.has(field)) return;
        const [unknown, person, business] = counts[index]!.subarray(group * KINDS, (group + 1) * KINDS) as unknown as [number, number, number];
        wanted += unknown + (field === 'companyName' ? 0 : person) + (isOfPersons ? 0 : business);
      });
      return wanted;
    });
  };
}

const UNKNOWN = 0;
const PERSON = 1;
const COMPANY = 2;
const KINDS = 3;
const personFields: ReadonlySet<FieldId> = new Set(['givenName', 'surname', 'surname2', 'fullName', 'birthDate', 'gender']);
