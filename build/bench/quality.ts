// Prints how well the matcher does on labelled sets: npm run bench:quality -- FOLDER
// The folder holds one folder per set with records.csv (rec_id, the original columns, true_cluster).
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { csvLine } from '../generate/csv.ts';
import { labelledSets, largeLabelledSets } from '../generate/labelled.ts';
import type { LabelledSet } from '../generate/labelledParts.ts';
import type { MatchReport } from '../../electron/cli/match.ts';

const cli = resolve(import.meta.dirname, '../../electron/cli/main.ts');
const generator = resolve(import.meta.dirname, '../generate/main.ts');

function measure(file: string): MatchReport {
  const text = execFileSync(process.execPath, [cli, 'match', file, '--exclude', 'rec_id', '--truth', 'true_cluster', '--json'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  return JSON.parse(text) as MatchReport;
}

/** The project's own Spanish customers, with the truth put in as a column. */
function generated(folder: string, rows: number): string {
  const file = join(folder, 'spanish.csv');
  execFileSync(process.execPath, [generator, '--rows', String(rows), '--lang', 'en', '--out', file], { stdio: 'ignore' });
  const truth = readFileSync(join(folder, 'spanish.truth.csv'), 'utf8').trimEnd().split('\n').slice(1).map((line) => line.split(',')[1]!);
  const [header, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  writeFileSync(file, [`rec_id,true_cluster,${header}`, ...lines.map((line, row) => `${row},${truth[row]},${line}`)].join('\n'));
  return file;
}

/** Invented files of other shapes (see build/generate/labelled.ts). */
function invented(folder: string, { name, headers, cells, truth }: LabelledSet): string {
  const file = join(folder, `${name}.csv`);
  writeFileSync(file, [['rec_id', 'true_cluster', ...headers], ...cells.map((row, i) => [String(i), String(truth[i]), ...row])].map((line) => csvLine(line, ',')).join('\n'));
  return file;
}

const folder = process.argv[2];
if (folder === undefined || !existsSync(folder)) {
  process.stderr.write('Usage: npm run bench:quality -- FOLDER (one folder per set, each with records.csv)\n');
  process.exit(2);
}
const scratch = mkdtempSync(join(tmpdir(), 'quality-'));
const sets = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'records.csv')))
  .map(({ name }) => ({ name, file: join(folder, name, 'records.csv') }));
sets.push({ name: 'generated 20,000', file: generated(scratch, 20_000) });
for (const set of [...labelledSets(), ...largeLabelledSets()]) sets.push({ name: set.name, file: invented(scratch, set) });
const show = (share: number): string => share.toFixed(4);
process.stdout.write('| set | rows | F1 | precision | recall | F1 before clustering | B-cubed F1 | expected precision | expected recall | pairs | s |\n|---|---|---|---|---|---|---|---|---|---|---|\n');
for (const { name, file } of sets) {
  const { rows, truth, expected, candidatePairs, seconds } = measure(file);
  const { pairs, pairsBeforeClustering, bcubed } = truth!;
  process.stdout.write(
    `| ${name} | ${rows} | ${show(pairs.f1)} | ${show(pairs.precision)} | ${show(pairs.recall)} | ${show(pairsBeforeClustering.f1)} | ${show(bcubed.f1)} | ${show(expected.precision)} | ${show(expected.recall)} | ${candidatePairs} | ${seconds.total.toFixed(1)} |\n`,
  );
}
rmSync(scratch, { recursive: true });
