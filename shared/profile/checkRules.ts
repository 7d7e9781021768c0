// Checks rows against rules: each distinct value is judged once, findings are columns of numbers.
import type { Job } from '../kernel/job.ts';
import { canonicalOf } from '../model/fields.ts';
import { valueText } from '../table/TextColumn.ts';
import type { Repair } from '../values/reading.ts';
import { readValue } from '../values/readValue.ts';
import { ColumnReadings } from './ColumnReadings.ts';
import { fieldOfCheck } from './rules.ts';
import type { Rule } from './rules.ts';
import { FindingsBuilder } from './findings.ts';
import type { Findings, RuleOutcome } from './findings.ts';
import { RuleRun } from './RuleRun.ts';
import type { CheckOptions } from './RuleRun.ts';

/**
 * Checks the enabled rules over the rows that `readings` selects. A rule whose fields are not there is checked on no row.
 * Two passes share `readings`, so that a profile before it costs nothing twice.
 */
export async function checkRules(readings: ColumnReadings, rules: readonly Rule[], job: Job, options: CheckOptions = {}): Promise<Findings> {
  const builder = new FindingsBuilder();
  const perRule: RuleOutcome[] = [];
  for (let index = 0; index < rules.length; index++) {
    job.report({ stage: 'checkRules', done: index, total: rules.length, unit: 'steps' });
    const rule = rules[index]!;
    const from = builder.length;
    builder.rule = index;
    const checked = rule.enabled ? await new RuleRun(readings, builder, options, job).run(rule.check) : 0;
    perRule.push({ rule, checked, broken: builder.length - from, from });
  }
  return { ...builder.finish(), reasons: readings.reasons.reasons, perRule };
}

/** What would mend the finding, where the value itself tells. */
export function suggestRepair(readings: ColumnReadings, findings: Findings, at: number): Repair | undefined {
  const { rule } = findings.perRule[findings.rule[at]!]!;
  const field = fieldOfCheck(rule.check);
  const canonical = canonicalOf(field);
  const column = readings.view.field(field);
  const distinct = readings.distinctOf(field);
  if (canonical === undefined || column === undefined || distinct === undefined) return undefined;
  const text = valueText(column, distinct.stored[distinct.ofRow[findings.row[at]!]!]!);
  const reading = readValue(canonical, text, readings.contextAt(field, distinct.ofRow[findings.row[at]!]!));
  return reading.reason?.kind === 'placeholder' ? { value: '', confidence: 0.95 } : reading.repair;
}
