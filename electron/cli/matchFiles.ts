// Writes what a match run found as two CSV files, clusters.csv and pairs.csv, and the model as model.json.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { probabilityOf } from '../../shared/match/cluster/clusterPairs.ts';
import type { MatchRun } from '../../shared/match/findDuplicates.ts';
import { levelNames } from '../../shared/match/matchTypes.ts';
import { saveModel } from '../../shared/match/savedModel.ts';
import type { Table } from '../../shared/table/Table.ts';
import { textAt } from '../../shared/table/TextColumn.ts';

/** `numberOf` says what a row is called. Rows alone have no cluster. Pairs are those at the threshold or over it. */
export async function writeMatchFiles(folder: string, table: Table, run: MatchRun, settings: Parameters<typeof saveModel>[1], numberOf: (row: number) => number): Promise<{ clusters: string; pairs: string }> {
  await mkdir(folder, { recursive: true });
  const paths = { clusters: join(folder, 'clusters.csv'), pairs: join(folder, 'pairs.csv') };
  await writeLines(paths.clusters, clusterLines(table, run, numberOf));
  await writeLines(paths.pairs, pairLines(run, numberOf));
  await writeFile(join(folder, 'model.json'), `${JSON.stringify(saveModel(run, settings), null, 1)}\n`);
  return paths;
}

function* clusterLines(table: Table, run: MatchRun, numberOf: (row: number) => number): Generator<string> {
  yield line(['row', ...table.columns.map(({ name }) => name), 'cluster', 'weakest_bits']);
  const { ids, weakestBits } = run.clusters;
  for (let row = 0; row < table.length; row++) {
    const id = ids[row]!;
    yield line([String(numberOf(row)), ...table.columns.map(({ column }) => textAt(column, row)), id === 0 ? '' : String(id), id === 0 ? '' : bits(weakestBits[id]!)]);
  }
}

function* pairLines(run: MatchRun, numberOf: (row: number) => number): Generator<string> {
  yield line(['left', 'right', 'weight_bits', 'probability', 'levels']);
  const { pairs, judged, comparisons, thresholdBits } = run;
  for (let i = 0; i < pairs.size; i++) {
    const weight = judged[i]!;
    if (weight < thresholdBits) continue;
    const levels = comparisons.flatMap(({ name, kind }, c) => {
      const level = pairs.levels[i * pairs.width + c]!;
      return level === 0 ? [] : [`${name}=${levelNames[kind][level]!}`];
    });
    yield line([String(numberOf(pairs.left[i]!)), String(numberOf(pairs.right[i]!)), bits(weight), probabilityOf(weight).toFixed(6), levels.join('; ')]);
  }
}

function bits(weight: number): string {
  return Number.isFinite(weight) ? weight.toFixed(2) : '';
}

function line(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`;
}

async function writeLines(path: string, lines: Iterable<string>): Promise<void> {
  const stream = createWriteStream(path);
  let piece = '';
  for (const text of lines) {
    piece += text;
    if (piece.length < 1 << 18) continue;
    if (!stream.write(piece)) await once(stream, 'drain');
    piece = '';
  }
  stream.end(piece);
  await once(stream, 'finish');
}
