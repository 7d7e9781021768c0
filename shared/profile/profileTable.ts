// Profiles and checks whole tables without a screen; the results are plain JSON.
import type { Job } from '../kernel/job.ts';
import type { FieldView } from '../table/FieldView.ts';
import { valueText } from '../table/TextColumn.ts';
import type { ReadContext } from '../values/reading.ts';
import type { Findings } from './findings.ts';
import { ColumnReadings } from './ColumnReadings.ts';
import { guessCountry } from './guessCountry.ts';
import type { CountryGuess } from './guessCountry.ts';
import { profileColumn } from './profileColumn.ts';
import type { ColumnProfile } from './profileColumn.ts';
import type { FindingReason } from './reasons.ts';
import { fieldOfCheck } from './rules.ts';
import type { RuleCheck, Severity } from './rules.ts';
import type { Scorecard } from './scorecard.ts';
import type { Tally } from './tally.ts';

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

export type TableOptions = {
  /** The home country, guessed from the data where none is given; today's day where one is wanted. */
  readonly context: Omit<ReadContext, 'country'> & { readonly country?: string };
  /** Selects rows; without it all count. */
  readonly rows?: Uint32Array;
};

const EXAMPLES = 5;

/** A profile per column, in the order of the view's fields. */
export async function profileTable(view: FieldView, options: TableOptions, job: Job): Promise<TableProfile> {
  const { country } = options.context;
  const countryGuess = country === undefined ? guessCountry(view) : null;
  const readings = new ColumnReadings(view, { ...options.context, country: country ?? countryGuess!.country }, job, { rows: options.rows });
  return { rows: readings.rowCount, country: readings.homeCountry, countryGuess, columns: await profileColumns(readings, job) };
}


/** A profile per column; those of columns that did not change since the earlier run are taken from `known`. */
export async function profileColumns(readings: ColumnReadings, job: Job, known: readonly ColumnProfile[] = []): Promise<ColumnProfile[]> {
  const { fields } = readings.view;
  const columns: ColumnProfile[] = [];
  for (const [index, field] of fields.entries()) {
    job.report({ stage: 'profileColumn', done: index, total: fields.length, unit: 'steps' });
    const profile = (readings.isUnchanged(field) ? known.find((one) => one.field === field) : undefined) ?? (await profileColumn(readings, field, job));
    if (profile !== undefined) columns.push(profile);
  }
  job.report({ stage: 'profileColumn', done: fields.length, total: fields.length, unit: 'steps' });
  return columns;
}

/** Findings per rule with examples, and the scorecard. */
export function summariseCheck(readings: ColumnReadings, findings: Findings, tally: Tally, scorecard: Scorecard): TableCheck {
  const hasError = new Uint8Array(readings.view.length);
  let rowsWithErrors = 0;
  const rules = findings.perRule.map(({ rule, checked, broken, from }, index): RuleSummary => {
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
      byReason: tally.rules[index]!.byReason,
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
