// Says how good the rows are: profiles, findings, ages of facts and scores in one run; what did not change since an
// earlier run is taken over from it.
import type { Freshness } from '../../freshness/freshnessOf.ts';
import { timelinessBy } from '../../freshness/summary.ts';
import type { Job } from '../../kernel/job.ts';
import { inPieces } from '../../kernel/pieces.ts';
import type { EpochDay } from '../../model/ids.ts';
import { checkRules } from '../../profile/checkRules.ts';
import { ColumnReadings, type Delivery } from '../../profile/ColumnReadings.ts';
import { findingStates, type Findings, type FindingState } from '../../profile/findings.ts';
import { guessingCountry } from '../../profile/guessCountry.ts';
import type { ColumnProfile } from '../../profile/profileColumn.ts';
import { profileColumns } from '../../profile/profileTable.ts';
import { fieldsOfCheck, type Rule } from '../../profile/rules.ts';
import type { CheckOptions, RowGroups } from '../../profile/RuleRun.ts';
import { computeScorecard, type Scorecard, type ScoreWeights } from '../../profile/scorecard.ts';
import { addTallies, tallyRows, type Tally } from '../../profile/tally.ts';
import type { FieldView } from '../../table/FieldView.ts';
import { textAt } from '../../table/TextColumn.ts';

export type AnalysisInput = {
  /** Must not change while the analysis is in use. */
  readonly view: FieldView;
  /** Selects rows, ascending; without it all count. */
  readonly rows?: Uint32Array;
  /** The source of each row: scores are told per source too. */
  readonly groups: RowGroups;
  readonly deliveries?: readonly Delivery[];
  readonly today: EpochDay;
  /** Guessed from the data where it is not given. */
  readonly country?: string;
  readonly rules: readonly Rule[];
  readonly weights: ScoreWeights;
  readonly references?: CheckOptions['references'];
  /** Which record each row is part of; the same array as before where that did not change. */
  readonly records?: Uint32Array | undefined;
  /** Ages of the facts as of today. */
  readonly freshness: (readings: ColumnReadings) => Freshness;
  /** What a steward ruled about the findings of a rule; undefined where nobody did about any. */
  readonly rulingsOf?: (rule: string) => Rulings | undefined;
};

/** Rulings about the findings of one rule. A ruling holds while the row reads as it did then. */
export type Rulings = { readonly size: number; get(row: number): { readonly state: FindingState; readonly values: readonly string[] } | undefined };

export type Analysis = {
  readonly today: EpochDay;
  readonly country: string;
  readonly rowCount: number;
  readonly columns: readonly ColumnProfile[];
  readonly findings: Findings;
  /** A `findingStates` number per finding. */
  readonly states: Uint8Array;
  /** Per group. */
  readonly tallies: readonly Tally[];
  readonly scorecard: Scorecard;
  readonly groupScores: readonly Scorecard[];
};

export type LiveAnalysis = Analysis & { readonly readings: ColumnReadings; readonly records: Uint32Array | undefined };

/** What is left of a run that was broken off: its readings are worth keeping where there is nothing better. */
export type Unfinished = { readings?: ColumnReadings };

/**
 * Analyses the selected rows.
 * @param before an earlier analysis; over the same selection its `rows` was the same array
 * @throws Cancelled
 */
export async function analyse(input: AnalysisInput, job: Job, before?: LiveAnalysis | Unfinished, started?: Unfinished): Promise<LiveAnalysis> {
  const { view, rows, today, rules, groups } = input;
  const earlier = before !== undefined && 'findings' in before ? before : undefined;
  const country = input.country ?? (earlier?.readings.view.length === view.length ? earlier.country : (await inPieces(guessingCountry(view), job)).country);
  const options = { rows, before: before?.readings, ...(input.deliveries === undefined ? {} : { deliveries: input.deliveries }) };
  const readings = new ColumnReadings(view, { country, today }, job, options);
  if (started !== undefined) started.readings = readings;
  const columns = await profileColumns(readings, job, earlier?.columns);
  const checkOptions: CheckOptions = { groups, ...(input.references === undefined ? {} : { references: input.references }), ...(input.records === undefined ? {} : { records: input.records }) };
  const findings = await checkRules(readings, rules, job, checkOptions, earlier);
  job.report({ stage: 'judgeFreshness', done: 0, total: 1, unit: 'steps' });
  await job.breathe();
  const states = statesOf(readings, findings, input.rulingsOf);
  await job.breathe();
  const timeliness = timelinessBy(input.freshness(readings), groups);
  await job.breathe();
  const tallies = await tallyRows(readings, findings, groups, timeliness, job, states, input.deliveries);
  await job.breathe();
  readings.settle();
  return {
    today,
    country,
    rowCount: readings.rowCount,
    columns,
    findings,
    states,
    tallies,
    scorecard: computeScorecard(addTallies(tallies), input.weights),
    groupScores: tallies.map((tally) => computeScorecard(tally, input.weights)),
    readings,
    records: input.records,
  };
}

function statesOf(readings: ColumnReadings, findings: Findings, rulingsOf: AnalysisInput['rulingsOf']): Uint8Array {
  const states = new Uint8Array(findings.length);
  for (const { rule, from, broken } of findings.perRule) {
    const rulings = broken === 0 ? undefined : rulingsOf?.(rule.id);
    if (rulings === undefined || rulings.size === 0) continue;
    for (let at = from; at < from + broken; at++) {
      const row = findings.row[at]!;
      const ruling = rulings.get(row);
      if (ruling === undefined) continue;
      const values = valuesAt(readings.view, rule, row);
      if (ruling.values.length === values.length && ruling.values.every((value, index) => value === values[index])) states[at] = findingStates[ruling.state];
    }
  }
  return states;
}

/** What a rule looks at in a row, in the order of `fieldsOfCheck`. */
export function valuesAt(view: FieldView, rule: Rule, row: number): string[] {
  return fieldsOfCheck(rule.check).map((field) => {
    const column = view.field(field);
    return column === undefined ? '' : textAt(column, row);
  });
}
