// Checks rows against rules: each distinct value is judged once, findings are columns of numbers.
import type { Job } from '../kernel/job.ts';
import { canonicalOf } from '../model/fields.ts';
import { valueText } from '../table/TextColumn.ts';
import type { Repair } from '../values/reading.ts';
import { readValue } from '../values/readValue.ts';
import { ColumnReadings } from './ColumnReadings.ts';
import { fieldOfCheck, fieldsOfCheck } from './rules.ts';
import type { Rule } from './rules.ts';
import { FindingsBuilder } from './findings.ts';
import type { Findings, RuleOutcome } from './findings.ts';
import { RuleRun } from './RuleRun.ts';
import type { CheckOptions } from './RuleRun.ts';

/**
 * Checks the enabled rules over the rows that `readings` selects. A rule whose fields are not there is checked on no row.
 * Two passes share `readings`, so that a profile before it costs nothing twice.
 * @param before the run that `readings` follows on: rules about columns that did not change are taken over
 */
export async function checkRules(readings: ColumnReadings, rules: readonly Rule[], job: Job, options: CheckOptions = {}, before?: { readonly findings: Findings; readonly records: Uint32Array | undefined }): Promise<Findings> {
  const builder = new FindingsBuilder();
  const perRule: RuleOutcome[] = [];
  const known = new Map(before?.findings.perRule.map((outcome) => [JSON.stringify(outcome.rule), outcome]));
  for (let index = 0; index < rules.length; index++) {
    job.report({ stage: 'checkRules', done: index, total: rules.length, unit: 'steps' });
    const rule = rules[index]!;
    const from = builder.length;
    builder.rule = index;
    const earlier = known.get(JSON.stringify(rule));
    const run = new RuleRun(readings, builder, options, job);
    if (earlier !== undefined && isKept(rule, before!.records === options.records) && fieldsOfCheck(rule.check).every((field) => readings.isUnchanged(field))) {
      const end = earlier.from + earlier.broken;
      builder.addAll(before!.findings.row.subarray(earlier.from, end), before!.findings.reason.subarray(earlier.from, end));
      perRule.push({ ...earlier, from });
      continue;
    }
    if (rule.enabled) await run.run(rule.check);
    perRule.push({ rule, checked: run.checkedBy.reduce((sum, rows) => sum + rows, 0), checkedBy: run.checkedBy, broken: builder.length - from, from });
  }
  return { ...builder.finish(), reasons: readings.reasons.reasons, perRule };
}

/** Whether the findings of a rule hang on nothing but its columns. */
function isKept({ check }: Rule, areRecordsSame: boolean): boolean {
  const inner = check.kind === 'when' ? check.check : check;
  return inner.kind === 'unique' ? areRecordsSame : inner.kind !== 'reference';
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
