// Measures judging how old the facts of a file are.
import { createReadStream } from 'node:fs';
import { detectFields } from '../../shared/fields/detectFields.ts';
import { confirmRow, freshnessOf } from '../../shared/freshness/freshnessOf.ts';
import { defaultPolicies } from '../../shared/freshness/policies.ts';
import { refreshQueue, summarise, timelinessOf } from '../../shared/freshness/summary.ts';
import { loadTable } from '../../shared/load/loadTable.ts';
import type { FieldId } from '../../shared/model/fields.ts';
import type { EpochDay } from '../../shared/model/ids.ts';
import type { FieldView } from '../../shared/table/FieldView.ts';
import type { TextColumn } from '../../shared/table/TextColumn.ts';
import { epochDayOf } from '../generate/dates.ts';
import { startBench } from './report.ts';

const bench = startBench('freshness');
const loaded = await loadTable(createReadStream(bench.file, { highWaterMark: 1 << 20 }));
if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
const { table } = loaded.value;
const columns = new Map<FieldId, TextColumn>();
for (const { column, name, field } of detectFields(table)) columns.set(field ?? `custom:${name}`, table.columns[column]!.column);
const view: FieldView = { length: table.length, fields: [...columns.keys()], field: (id) => columns.get(id) };
const today = epochDayOf(2026, 10, 1) as EpochDay;
const readDay = (text: string): number | undefined => {
  const milliseconds = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 86_400_000;
};

const freshness = await bench.measure('judge all rows', 5, () => freshnessOf({ view, policies: defaultPolicies, today, datesOf: () => readDay }));
await bench.measure('count by reason', 5, () => summarise(freshness).stale);
await bench.measure('rank what to refresh by value at risk', 5, () => refreshQueue(freshness).length);
await bench.measure('timeliness per field', 5, () => timelinessOf(freshness).length);
await bench.measure('confirm one row', 1000, (turn) => confirmRow(freshness, turn, (today - 3) as EpochDay));
bench.finish(table.length);
