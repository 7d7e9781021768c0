// Measures the real app on generated files: the built app in Electron, its window on a display, its folder on disk.
//
//   npm run bench:app -- [--rows 1000000 | 10000,100000] [--repeats N] [--json]
//
// One number stands for itself, its tenth and its hundredth, so that growth can be told. Medians of the repeats: so many
// loads, openings, rounds of questions and rebuildings; matching and exporting are run once per size. With 5 repeats of
// a million rows it takes about ten minutes.
//
// The page's worker is asked through the same messages as by the screens; grids are scrolled as a person does it. A
// table goes to the standard output (with --json one JSON object), and JSON to out/bench/app.json.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import prepareRun from '../e2e/support/prepareRun.ts';
import { measureApp, type AppFigures, type Samples } from './measureApp.ts';

const root = resolve(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    repeats: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});

/** What is aimed at for a million rows; null where there is no target. */
const targets: { readonly [Name in keyof AppFigures]: { readonly label: string; readonly unit: string; readonly atMost: number | null; readonly atLeast?: number } } = {
  loadS: { label: 'load, durable', unit: 's', atMost: 20 },
  loadPeakMb: { label: 'renderer and workers while loading', unit: 'MB', atMost: 1200 },
  openS: { label: 'start of the app to first rows', unit: 's', atMost: 3 },
  openMb: { label: 'renderer and workers, open', unit: 'MB', atMost: 800 },
  rebuildS: { label: 'the same without working data', unit: 's', atMost: null },
  filterMs: { label: 'filter, p95', unit: 'ms', atMost: 100 },
  facetMs: { label: 'facet, p95', unit: 'ms', atMost: 100 },
  firstSortMs: { label: 'first sort of a column, median', unit: 'ms', atMost: null },
  sortMs: { label: 'sort with ranks ready, p95', unit: 'ms', atMost: 100 },
  searchMs: { label: 'search letter by letter, p95', unit: 'ms', atMost: 100 },
  windowMs: { label: 'window of 100 rows, p95', unit: 'ms', atMost: 100 },
  pageMs: { label: 'one record, p95', unit: 'ms', atMost: 100 },
  overviewMs: { label: 'overview, p95', unit: 'ms', atMost: 100 },
  loadBlockMs: { label: 'longest block of the page: load', unit: 'ms', atMost: 100 },
  sortBlockMs: { label: '… sorting by column after column', unit: 'ms', atMost: 100 },
  matchBlockMs: { label: '… matching', unit: 'ms', atMost: 100 },
  exportBlockMs: { label: '… export', unit: 'ms', atMost: 100 },
  scrollFps: { label: 'slow scroll', unit: 'fps', atMost: null, atLeast: 58 },
  flingFps: { label: 'fling, 600 rows a second', unit: 'fps', atMost: null, atLeast: 45 },
  bareFps: { label: 'the same fling through an empty page', unit: 'fps', atMost: null },
  jumpMs: { label: 'jump filled, p95', unit: 'ms', atMost: 150 },
  takeOutS: { label: 'taking a load out, seen on the screen', unit: 's', atMost: 2 },
  undoS: { label: 'undo of a load', unit: 's', atMost: 2 },
};

function fileOf(rows: number): string {
  const folder = join(root, 'out/bench');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `customers-${rows}-${values.seed}.csv`);
  if (!existsSync(file)) {
    const made = spawnSync(process.execPath, [join(root, 'build/generate/main.ts'), '--rows', String(rows), '--seed', values.seed, '--out', file], { stdio: ['ignore', 'ignore', 'inherit'] });
    if (made.status !== 0) process.exit(2);
    chmodSync(file, 0o644);
  }
  return file;
}

const median = (numbers: readonly number[]): number => numbers.toSorted((left, right) => left - right)[Math.floor(numbers.length / 2)]!;

const asked = values.rows.split(',').map(Number);
const sizes = asked.length === 1 ? [asked[0]! / 100, asked[0]! / 10, asked[0]!].map(Math.round).filter((rows) => rows >= 1000) : asked;
const files = sizes.map(fileOf);
const cleanUp = await prepareRun();
const outcomes: { readonly rows: number; readonly load1: number; readonly figures: AppFigures; readonly samples: Samples }[] = [];
try {
  for (const [index, rows] of sizes.entries()) {
    const load1 = loadavg()[0]!;
    const samples = await measureApp(files[index]!, rows, Number(values.repeats), (line) => process.stderr.write(`${rows} rows: ${line}\n`));
    const figures = Object.fromEntries(Object.keys(targets).map((name) => [name, median(samples[name as keyof AppFigures])])) as AppFigures;
    outcomes.push({ rows, load1, figures, samples });
  }
} finally {
  cleanUp();
}
const summary = { seed: Number(values.seed), repeats: Number(values.repeats), outcomes };
writeFileSync(join(root, 'out/bench/app.json'), `${JSON.stringify(summary, undefined, 2)}\n`);
if (values.json) process.stdout.write(`${JSON.stringify(summary, undefined, 2)}\n`);
else print();

function print(): void {
  const line = (label: string, cells: readonly string[], growth: string, target: string): void => void process.stdout.write(`${label.padEnd(46)}${cells.map((cell) => cell.padStart(16)).join('')}${growth.padStart(18)}${target.padStart(22)}\n`);
  const largest = sizes.at(-1)!;
  line(`medians of ${values.repeats}`, sizes.map((rows) => `${rows.toLocaleString('en')} rows`), 'growth', `target at ${largest === 1_000_000 ? '1M' : 'a million'}`);
  line('load average of the machine before', outcomes.map(({ load1 }) => load1.toFixed(1)), '', '');
  for (const [name, { label, unit, atMost, atLeast }] of Object.entries(targets)) {
    const found = outcomes.map(({ figures }) => figures[name as keyof AppFigures]);
    // By how much it grows from each size to the next.
    const growth = found.slice(1).map((figure, index) => `×${(figure / Math.max(found[index]!, 1e-9)).toFixed(1)}`).join(' ');
    line(label, found.map((figure) => `${figure.toFixed(unit === 's' ? 2 : 0)} ${unit}`), growth, atMost !== null ? `≤ ${atMost} ${unit}` : atLeast === undefined ? '' : `≥ ${atLeast} ${unit}`);
  }
}
