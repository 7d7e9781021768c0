// Measures the quality checks: profile, findings and scorecard of a whole file, and each validator alone on its column.
import { createReadStream } from 'node:fs';
import { loadTable } from '../../shared/load/loadTable.ts';
import { detectFields } from '../../shared/fields/detectFields.ts';
import { quietJob } from '../../shared/kernel/job.ts';
import { canonicalOf } from '../../shared/model/fields.ts';
import { clusterValues } from '../../shared/profile/clusterValues.ts';
import { distinctValues } from '../../shared/profile/distinctValues.ts';
import { profileTable } from '../../shared/profile/profileTable.ts';
import { viewOfTable } from '../../shared/profile/viewOfTable.ts';
import { correctColumn } from '../../shared/table/correctColumn.ts';
import type { FieldView } from '../../shared/table/FieldView.ts';
import { textAt, valueText } from '../../shared/table/TextColumn.ts';
import { epochDayOf } from '../../shared/values/calendar.ts';
import { judgeValue, readValue } from '../../shared/values/readValue.ts';
import type { LiveAnalysis } from '../../shared/state/analyse/analyse.ts';
import { analyseTable } from '../../shared/state/analyse/analyseTable.ts';
import { startBench } from './report.ts';

/** Distinct values that each validator reads; whole columns would only take longer. */
const SAMPLE = 100_000;

const bench = startBench('qualityChecks');
const loaded = await loadTable(createReadStream(bench.file, { highWaterMark: 1 << 20 }));
if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
const { table } = loaded.value;
const view = viewOfTable(table, detectFields(table).map(({ name, field }) => ({ column: name, field: field ?? null })));
const context = { country: 'ES', today: epochDayOf(2026, 6, 1) };

await bench.measure(`profile of ${view.fields.length} columns`, 1, async () => {
  const { columns } = await profileTable(view, { context }, quietJob);
  return `${columns.length} profiles`;
});
let analysis: LiveAnalysis | undefined;
await bench.measure('profile, findings, freshness, scorecard', 1, async () => {
  const { check, ...rest } = await analyseTable(view, context.today, quietJob);
  analysis = rest.analysis;
  return `${check.findings} findings, score ${(100 * check.scorecard.overall).toFixed(1)}`;
});
// A thousand rows of one column change, as by standardising; what else is known is taken over.
for (const field of ['email', 'phone', 'city'] as const) {
  const column = view.field(field);
  if (column === undefined) continue;
  const rows = Array.from({ length: 1000 }, (_, index) => Math.floor((index * table.length) / 1000));
  const changes = rows.map((row) => ({ before: textAt(column, row), after: `${textAt(column, row)}x`, rows: [row] }));
  let edited = column;
  await bench.measure(`lay 1,000 corrections over ${field}`, 3, () => {
    edited = correctColumn(column, [{ kind: 'change', end: table.length, changes }]);
  });
  const after: FieldView = { ...view, field: (id) => (id === field ? edited : view.field(id)) };
  await bench.measure(`analyse again after 1,000 rows of ${field} changed`, 3, async () => (await analyseTable(after, context.today, quietJob, undefined, analysis)).check.findings);
}
for (const field of view.fields) {
  const canonical = canonicalOf(field);
  const column = view.field(field);
  if (canonical === undefined || column === undefined) continue;
  const distinct = distinctValues(column);
  const texts = Array.from({ length: Math.min(SAMPLE, distinct.length) }, (_, value) => valueText(column, distinct.stored[value]!));
  const rate = async (verb: string, work: (text: string) => unknown): Promise<void> => {
    await bench.measure(`${verb} ${field}`, 3, () => {
      const from = process.hrtime.bigint();
      for (const text of texts) work(text);
      const seconds = Number(process.hrtime.bigint() - from) / 1e9;
      return `${Math.round(texts.length / seconds).toLocaleString('en')} values/s`;
    });
  };
  await rate('judge', (text) => judgeValue(canonical, text, context));
  await rate('read', (text) => readValue(canonical, text, context));
}
const city = view.field('city');
if (city !== undefined) {
  for (const method of ['fingerprint', 'ngram', 'phonetic', 'neighbour'] as const) {
    await bench.measure(`cluster the values of city by ${method}`, 3, async () => `${(await clusterValues(city, { method }, quietJob)).length} clusters`);
  }
}
bench.finish(table.length);
