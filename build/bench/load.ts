// Measures reading a delimited file into columns.
import { createReadStream } from 'node:fs';
import { loadTable } from '../../shared/load/loadTable.ts';
import { columnBytes } from '../../shared/table/TextColumn.ts';
import { startBench } from './report.ts';

const bench = startBench('load');
let rows = 0;
await bench.measure('load the file: decode, split, intern', 3, async () => {
  const loaded = await loadTable(createReadStream(bench.file, { highWaterMark: 1 << 20 }));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
  const { table } = loaded.value;
  rows = table.length;
  const megabytes = table.columns.reduce((sum, { column }) => sum + columnBytes(column), 0) / 1e6;
  return `${rows} rows, columns hold ${megabytes.toFixed(0)} MB`;
});
bench.finish(rows);
