// Measures matching in the real app, from an open workspace: the run, the memory of page and workers, the threshold, and the same after a restart.
//
//   npm run bench:match-app -- [--rows 1000000 | 100000,1000000] [--json]
//
// The page's worker is asked through the same messages as by the screens. A table goes to the standard output.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { ElectronApplication, Page } from '@playwright/test';
import { connectEngine, type EngineLine } from '../e2e/support/engineLine.ts';
import { launchApp, makeTestFolder } from '../e2e/support/launchApp.ts';
import prepareRun from '../e2e/support/prepareRun.ts';
import { watchMemory } from './memory.ts';

const root = resolve(import.meta.dirname, '../..');
const { values } = parseArgs({ options: { rows: { type: 'string', default: '100000,1000000' }, json: { type: 'boolean', default: false } } });

type Figures = {
  readonly matchS: number;
  readonly againS: number;
  readonly matchPeakMb: number;
  readonly openMb: number;
  readonly blockMs: number;
  readonly previewMs: number;
  readonly cutMs: number;
  readonly restartPreviewS: number;
  readonly restartPreviewMs: number;
};

const targets: { readonly [Name in keyof Figures]: { readonly label: string; readonly unit: string; readonly atMost?: number } } = {
  matchS: { label: 'find duplicates, open workspace, first run', unit: 's', atMost: 30 },
  againS: { label: 'find duplicates again, nothing changed', unit: 's' },
  openMb: { label: 'renderer and workers before', unit: 'MB' },
  matchPeakMb: { label: 'renderer and workers at most', unit: 'MB', atMost: 1200 },
  blockMs: { label: 'longest block of the page', unit: 'ms', atMost: 100 },
  previewMs: { label: 'threshold moved: preview, slowest of 8', unit: 'ms', atMost: 1000 },
  cutMs: { label: 'threshold taken over, durable', unit: 'ms' },
  restartPreviewS: { label: 'after a restart: first preview', unit: 's' },
  restartPreviewMs: { label: 'after a restart: further preview', unit: 'ms', atMost: 1000 },
};

function fileOf(rows: number): string {
  const folder = join(root, 'out/bench');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `customers-${rows}-1.csv`);
  if (!existsSync(file) && spawnSync(process.execPath, [join(root, 'build/generate/main.ts'), '--rows', String(rows), '--seed', '1', '--out', file], { stdio: ['ignore', 'ignore', 'inherit'] }).status !== 0) process.exit(2);
  return file;
}

type Started = { readonly electron: ElectronApplication; readonly page: Page; readonly engine: EngineLine; readonly close: () => Promise<void> };

async function measure(file: string, tell: (line: string) => void): Promise<Figures> {
  const folder = makeTestFolder();
  const start = async (): Promise<Started> => {
    const app = await launchApp(folder, {});
    return { ...app, engine: await connectEngine(app.page) };
  };
  let app = await start();
  await app.electron.evaluate(({ dialog }, given) => {
    Object.assign(dialog, { showSaveDialog: async () => ({ canceled: false, filePath: given.save }), showOpenDialog: async () => ({ canceled: false, filePaths: [given.open] }) });
  }, { save: resolve(folder.path, 'Bench.fichero'), open: file });
  await app.page.getByRole('button', { name: 'New workspace' }).click();
  await app.page.getByRole('textbox', { name: 'Name' }).fill('Bench');
  await app.page.getByRole('button', { name: 'Choose a place…' }).click();
  await app.engine.ready();
  await app.page.getByRole('navigation').first().waitFor();
  const picked = (await app.engine.desktop('files.pick', { purpose: 'load', multiple: false })) as { token: string }[];
  const { preview } = (await app.engine.call('load.preview', { file: picked[0]!.token, overrides: {} })) as { preview: { mapping: { column: string; field: string | null }[] } };
  await app.engine.time('load.run', { file: picked[0]!.token, overrides: {}, mapping: preview.mapping.map(({ column, field }) => ({ column, field })), source: { kind: 'new', name: 'bench' }, mode: { kind: 'append' } });
  await app.close();

  app = await start();
  await open(app);
  const openMb = await settledMb(app);
  await app.engine.watchBlocks();
  const memory = watchMemory(app.electron);
  const matchS = (await app.engine.time('match.run', { threshold: null })) / 1000;
  const matchPeakMb = await memory.stop();
  const blockMs = await app.engine.longestBlockMs();
  tell(`found in ${matchS.toFixed(2)} s, ${openMb.toFixed(0)} MB before, ${matchPeakMb.toFixed(0)} MB at most, longest block ${blockMs.toFixed(0)} ms`);
  const previews: number[] = [];
  for (const threshold of [0.2, 0.5, 0.7, 0.9, 0.95, 0.99, 0.999, 0.4]) previews.push(await app.engine.time('match.preview', { threshold }));
  const cutMs = await app.engine.time('match.threshold', { threshold: 0.6 });
  const againS = (await app.engine.time('match.run', { threshold: null })) / 1000;
  tell(`previews ${previews.map((ms) => ms.toFixed(0)).join(' ')} ms, taken over in ${cutMs.toFixed(0)} ms, found again in ${againS.toFixed(2)} s`);
  await app.close();

  app = await start();
  await open(app);
  const restartPreviewS = (await app.engine.time('match.preview', { threshold: 0.9 })) / 1000;
  const restartPreviewMs = await app.engine.time('match.preview', { threshold: 0.95 });
  tell(`after a restart: first preview ${restartPreviewS.toFixed(2)} s, then ${restartPreviewMs.toFixed(0)} ms`);
  await app.close();
  rmSync(folder.path, { recursive: true, force: true });
  return { matchS, againS, matchPeakMb, openMb, blockMs, previewMs: Math.max(...previews), cutMs, restartPreviewS, restartPreviewMs };
}

/** The app opens its last workspace by itself; the records are on screen when it has. */
async function open({ page, engine }: Started): Promise<void> {
  await page.getByRole('link', { name: 'Records', exact: true }).click({ timeout: 300_000 });
  await page.locator('[role=grid] [data-row="0"][data-column="1"]').first().waitFor({ timeout: 120_000 });
  await engine.ready();
}

async function settledMb({ page, electron }: Started): Promise<number> {
  await page.waitForTimeout(3000);
  return watchMemory(electron).stop();
}

const sizes = values.rows.split(',').map(Number);
const files = sizes.map(fileOf);
const cleanUp = await prepareRun();
const found: { readonly rows: number; readonly load1: number; readonly figures: Figures }[] = [];
try {
  for (const [index, rows] of sizes.entries()) found.push({ rows, load1: loadavg()[0]!, figures: await measure(files[index]!, (line) => process.stderr.write(`${rows} rows: ${line}\n`)) });
} finally {
  cleanUp();
}
if (values.json) process.stdout.write(`${JSON.stringify(found, undefined, 2)}\n`);
else {
  const line = (label: string, cells: readonly string[], target: string): void => void process.stdout.write(`${label.padEnd(46)}${cells.map((cell) => cell.padStart(16)).join('')}${target.padStart(16)}\n`);
  line('', sizes.map((rows) => `${rows.toLocaleString('en')} rows`), 'target at 1M');
  line('load average of the machine before', found.map(({ load1 }) => load1.toFixed(1)), '');
  for (const [name, { label, unit, atMost }] of Object.entries(targets)) line(label, found.map(({ figures }) => `${figures[name as keyof Figures].toFixed(unit === 's' ? 2 : 0)} ${unit}`), atMost === undefined ? '' : `≤ ${atMost} ${unit}`);
}
