// Analyses one table that no workspace holds, by everything that holds without any configuration.
import { freshnessOf } from '../../freshness/freshnessOf.ts';
import { defaultPolicies } from '../../freshness/policies.ts';
import type { Job } from '../../kernel/job.ts';
import type { EpochDay } from '../../model/ids.ts';
import { defaultRules } from '../../profile/rules.ts';
import { defaultWeights } from '../../profile/scorecard.ts';
import { summariseCheck, type TableCheck } from '../../profile/profileTable.ts';
import { addTallies } from '../../profile/tally.ts';
import type { FieldView } from '../../table/FieldView.ts';
import { epochDayOf } from '../../values/calendar.ts';
import { dayFirst, parseDate } from '../../values/dateFormat.ts';
import { analyse, type LiveAnalysis } from './analyse.ts';

/**
 * The analysis, and its summary as plain JSON.
 * @param country guessed from the data where it is not given
 * @param before the analysis of an earlier state of the same rows
 */
export async function analyseTable(view: FieldView, today: EpochDay, job: Job, country?: string, before?: LiveAnalysis): Promise<{ readonly analysis: LiveAnalysis; readonly check: TableCheck }> {
  const analysis = await analyse(
    {
      view,
      groups: { of: new Uint16Array(view.length), count: 1 },
      today,
      ...(country === undefined ? {} : { country }),
      rules: defaultRules(view.fields),
      weights: defaultWeights,
      freshness: (readings) =>
        freshnessOf({
          view,
          policies: defaultPolicies,
          today,
          datesOf: (field) => {
            const format = readings.contextOf(field).dateFormat ?? dayFirst;
            return (text) => {
              const parsed = parseDate(text, format);
              return parsed.kind === 'date' ? epochDayOf(parsed.year, parsed.month, parsed.day) : undefined;
            };
          },
        }),
    },
    job,
    before,
  );
  return { analysis, check: summariseCheck(analysis.readings, analysis.findings, addTallies(analysis.tallies), analysis.scorecard) };
}
