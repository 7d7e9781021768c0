// Profiles and checks whole tables without a screen; the results are plain JSON.
import type { Job } from '../kernel/job.ts';
import type { FieldId } from '../model/fields.ts';
import { canonicalOf } from '../model/fields.ts';
import type { FieldView } from '../table/FieldView.ts';
import { valueText } from '../table/TextColumn.ts';
import { readDate } from '../values/date.ts';
import type { ReadContext } from '../values/reading.ts';
import { checkRules } from './checkRules.ts';
import type { Findings } from './findings.ts';
import type { CheckOptions } from './RuleRun.ts';
import { ColumnReadings, EMPTY, isDateField } from './ColumnReadings.ts';
import { guessCountry } from './guessCountry.ts';
import type { CountryGuess } from './guessCountry.ts';
import { profileColumn } from './profileColumn.ts';
import type { ColumnProfile } from './profileColumn.ts';
import type { FindingReason } from './reasons.ts';
import { defaultRules, fieldOfCheck } from './rules.ts';
import type { Rule, RuleCheck, Severity } from './rules.ts';
import { computeScorecard, countKinds, defaultWeights } from './scorecard.ts';
import type { Applicability, Scorecard, ScoreWeights, Timeliness } from './scorecard.ts';

export type TableProfile = {
  readonly rows: number;
  /** ISO code of the country by which values without one of their own were read. */
  readonly country: string;
  readonly countryGuess: CountryGuess | null;
  readonly columns: readonly ColumnProfile[];
};

export type RuleSummary = {
  readonly id: string;
  readonly severity: Severity;
  readonly owner: string;
  readonly check: RuleCheck;
  readonly checked: number;
  readonly broken: number;
  readonly byReason: readonly { readonly reason: FindingReason['kind']; readonly rows: number }[];
  /** Values of the first findings with their rows. */
  readonly examples: readonly { readonly row: number; readonly value: string; readonly reason: FindingReason }[];
};

export type TableCheck = {
  readonly rows: number;
  readonly findings: number;
  /** Rows with at least one finding of severity error. */
  readonly rowsWithErrors: number;
  readonly rules: readonly RuleSummary[];
  readonly scorecard: Scorecard;
};

export type TableOptions = CheckOptions & {
  /** The home country, guessed from the data where none is given; today's day where one is wanted. */
  readonly context: Omit<ReadContext, 'country'> & { readonly country?: string };
  /** Selects rows; without it all count. */
  readonly rows?: Uint32Array;
  /** Without them those that fit the fields. */
  readonly rules?: readonly Rule[];
  readonly weights?: ScoreWeights;
  /** Dates older than this are not timely; 24 months without it. */
  readonly timelyMonths?: number;
};

const EXAMPLES = 5;
const DAYS_PER_MONTH = 30.4375;

/** A profile per column, in the order of the view's fields. */
export async function profileTable(view: FieldView, options: TableOptions, job: Job): Promise<TableProfile> {
  const { readings, guess } = startReadings(view, options, job);
  return profileWith(readings, guess, job);
}

/** Profile, findings and scorecard together: what is judged for one is not judged again for the other. */
export async function checkTable(view: FieldView, options: TableOptions, job: Job): Promise<{ readonly profile: TableProfile; readonly check: TableCheck; readonly findings: Findings; readonly readings: ColumnReadings }> {
  const { readings, guess } = startReadings(view, options, job);
  const profile = await profileWith(readings, guess, job);
  const rules = options.rules ?? defaultRules(view.fields);
  const findings = await checkRules(readings, rules, job, options);
  const scorecard = computeScorecard(profile.columns, findings, timelinessOf(readings, options), await applicabilityOf(readings), options.weights ?? defaultWeights);
  return { profile, findings, readings, check: summarise(readings, findings, scorecard) };
}

function startReadings(view: FieldView, options: TableOptions, job: Job): { readings: ColumnReadings; guess: CountryGuess | null } {
  const { country } = options.context;
  const guess = country === undefined ? guessCountry(view) : null;
  return { readings: new ColumnReadings(view, { ...options.context, country: country ?? guess!.country }, job, options.rows), guess };
}

async function profileWith(readings: ColumnReadings, countryGuess: CountryGuess | null, job: Job): Promise<TableProfile> {
  const { fields } = readings.view;
  const columns: ColumnProfile[] = [];
  for (const [index, field] of fields.entries()) {
    job.report({ stage: 'profileColumn', done: index, total: fields.length, unit: 'steps' });
    const profile = await profileColumn(readings, field, job);
    if (profile !== undefined) columns.push(profile);
  }
  job.report({ stage: 'profileColumn', done: fields.length, total: fields.length, unit: 'steps' });
  return { rows: readings.rowCount, country: readings.homeCountry, countryGuess, columns };
}

/** Where a table holds persons and companies in columns of their own: which rows ought to have which fields. */
async function applicabilityOf(readings: ColumnReadings): Promise<Applicability> {
  const result = new Map<FieldId, number>();
  const filledIn = async (field: FieldId) => {
    const verdicts = await readings.verdictsOf(field);
    const distinct = readings.distinctOf(field);
    return verdicts === undefined || distinct === undefined ? undefined : { verdicts, distinct };
  };
  const company = await filledIn('companyName');
  const persons = (await Promise.all((['givenName', 'surname', 'fullName'] as const).map(filledIn))).filter((one) => one !== undefined);
  if (company === undefined || persons.length === 0) return result;
  let personRows = 0;
  let companyRows = 0;
  const rows = readings.selectedRows;
  for (let k = 0; k < readings.rowCount; k++) {
    const row = rows === undefined ? k : rows[k]!;
    if (persons.some(({ verdicts, distinct }) => verdicts.validity[distinct.ofRow[row]!] !== EMPTY)) personRows++;
    else if (company.verdicts.validity[company.distinct.ofRow[row]!] !== EMPTY) companyRows++;
  }
  const all = readings.rowCount;
  result.set('companyName', all - personRows);
  for (const field of ['givenName', 'surname', 'surname2', 'fullName', 'birthDate', 'gender'] as const) result.set(field, all - companyRows);
  return result;
}

/** Of the rows that carry a date about the record, those whose date is recent. Needs a today; else nothing is timely or late. */
function timelinessOf(readings: ColumnReadings, options: TableOptions): Timeliness {
  const result = new Map<FieldId, { dated: number; recent: number }>();
  const { today } = options.context;
  if (today === undefined) return result;
  const oldest = today - (options.timelyMonths ?? 24) * DAYS_PER_MONTH;
  for (const field of readings.view.fields) {
    const canonical = canonicalOf(field);
    const column = readings.view.field(field);
    const distinct = readings.textsOf(field);
    if (!isDateField(canonical) || canonical === 'birthDate' || canonical === 'createdOn' || column === undefined || distinct === undefined) continue;
    const context = readings.contextOf(field);
    let dated = 0;
    let recent = 0;
    for (let value = 0; value < distinct.length; value++) {
      const count = distinct.counts[value]!;
      if (count === 0) continue;
      const { epochDay } = readDate(valueText(column, distinct.stored[value]!), context).parts;
      if (epochDay === undefined) continue;
      dated += count;
      if (epochDay >= oldest) recent += count;
    }
    result.set(field, { dated, recent });
  }
  return result;
}

function summarise(readings: ColumnReadings, findings: Findings, scorecard: Scorecard): TableCheck {
  const hasError = new Uint8Array(readings.view.length);
  let rowsWithErrors = 0;
  const rules = findings.perRule.map(({ rule, checked, broken, from }): RuleSummary => {
    if (rule.severity === 'error') {
      for (let at = from; at < from + broken; at++) {
        const row = findings.row[at]!;
        if (hasError[row] === 0) {
          hasError[row] = 1;
          rowsWithErrors++;
        }
      }
    }
    return {
      id: rule.id,
      severity: rule.severity,
      owner: rule.owner,
      check: rule.check,
      checked,
      broken,
      byReason: countKinds(findings, from, broken).map(([reason, rows]) => ({ reason, rows })),
      examples: Array.from({ length: Math.min(EXAMPLES, broken) }, (_, k) => exampleAt(readings, findings, from + k)),
    };
  });
  return { rows: readings.rowCount, findings: findings.length, rowsWithErrors, rules, scorecard };
}

function exampleAt(readings: ColumnReadings, findings: Findings, at: number): RuleSummary['examples'][number] {
  const row = findings.row[at]!;
  const { rule } = findings.perRule[findings.rule[at]!]!;
  const field = fieldOfCheck(rule.check);
  const column = readings.view.field(field);
  const distinct = readings.distinctOf(field);
  const value = column === undefined || distinct === undefined ? '' : valueText(column, distinct.stored[distinct.ofRow[row]!]!);
  return { row, value, reason: findings.reasons[findings.reason[at]!]! };
}
