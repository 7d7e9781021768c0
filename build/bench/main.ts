// Runs all benches of the pure core on one generated file and prints a table; JSON goes to out/bench/latest.json.
//
//   npm run bench -- [--rows N] [--seed S] [--only NAME,NAME] [--json]
//
// Milliseconds depend on the machine and on what else it does. So each bench is also given as a ratio to a yardstick
// that is measured just before it on the same file: counting the line breaks of the file's bytes.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { BenchReport } from './report.ts';

const notBenches = new Set(['main.ts', 'report.ts', 'bareThread.ts', 'timeIn.ts']);
const here = import.meta.dirname;
const root = resolve(here, '../..');

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '200000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

function fileOf(rows: string, seed: string): string {
  const folder = join(root, 'out/bench');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `customers-${rows}-${seed}.csv`);
  if (!existsSync(file)) {
    const made = spawnSync(process.execPath, [join(root, 'build/generate/main.ts'), '--rows', rows, '--seed', seed, '--out', file], { stdio: ['ignore', 'ignore', 'inherit'] });
    if (made.status !== 0) process.exit(2);
  }
  return file;
}

/** Milliseconds to count the line breaks of the file once; the median of five. */
function yardstickMs(bytes: Uint8Array): number {
  const times = Array.from({ length: 5 }, () => {
    const from = process.hrtime.bigint();
    let breaks = 0;
    for (let i = 0; i < bytes.length; i++) if (bytes[i] === 10) breaks++;
    if (breaks === 0) throw new Error('the file has no lines');
    return Number(process.hrtime.bigint() - from) / 1e6;
  });
  return times.sort((left, right) => left - right)[2]!;
}

type Outcome = { readonly bench: string; readonly yardstickMs: number; readonly report: BenchReport | undefined };

const file = fileOf(values.rows, values.seed);
const bytes = readFileSync(file);
const wanted = values.only?.split(',');
const benches = readdirSync(here)
  .filter((name) => name.endsWith('.ts') && !notBenches.has(name) && (wanted === undefined || wanted.includes(basename(name, '.ts'))))
  .sort((left, right) => (left < right ? -1 : 1));
const outcomes: Outcome[] = [];
for (const name of benches) {
  const yardstick = yardstickMs(bytes);
  const bench = basename(name, '.ts');
  const run = spawnSync(process.execPath, [join(here, name), file, '--json'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28 });
  const report = run.status === 0 ? (JSON.parse(run.stdout) as BenchReport) : undefined;
  outcomes.push({ bench, yardstickMs: yardstick, report });
  if (!values.json) print(outcomes.at(-1) as Outcome);
}
const summary = { rows: Number(values.rows), seed: Number(values.seed), node: process.version, benches: outcomes };
writeFileSync(join(root, 'out/bench/latest.json'), `${JSON.stringify(summary, undefined, 2)}\n`);
if (values.json) process.stdout.write(`${JSON.stringify(summary, undefined, 2)}\n`);
process.exitCode = outcomes.some(({ report }) => report === undefined) ? 1 : 0;

function print({ bench, yardstickMs: yardstick, report }: Outcome): void {
  process.stdout.write(`\n${`${bench}, ${values.rows} rows`.padEnd(56)}  median ms     p95 ms      ratio\n`);
  if (report === undefined) process.stdout.write('  failed\n');
  for (const { work, medianMs, p95Ms, note } of report?.lines ?? []) {
    process.stdout.write(`${`  ${work}`.padEnd(56)} ${medianMs.toFixed(1).padStart(10)} ${p95Ms.toFixed(1).padStart(10)} ${(medianMs / yardstick).toFixed(2).padStart(10)}  ${note}\n`);
  }
}
