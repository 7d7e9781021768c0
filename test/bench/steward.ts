// Measures the queue in the real app: how long a decision takes until the next group can be decided, at the keyboard and on a screen.
//
//   npm run bench:decisions -- [--rows 1000000] [--decisions 200] [--json]
//
// A script presses M, N and U as fast as the app lets it; the page's own clock tells when the next group stands there.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from '@playwright/test';
import { launchApp, makeTestFolder } from '../e2e/support/launchApp.ts';
import prepareRun from '../e2e/support/prepareRun.ts';
import { connectEngine } from '../e2e/support/engineLine.ts';

const root = resolve(import.meta.dirname, '../..');
const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' }, decisions: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' }, json: { type: 'boolean', default: false } } });
const rows = Number(values.rows);

type Line = { readonly label: string; readonly unit: 'ms' | 's'; readonly median: number; readonly p95: number; readonly atMost: number | null };
const lines: Line[] = [];
const note = (label: string, unit: 'ms' | 's', times: readonly number[], atMost: number | null): void => {
  const sorted = times.toSorted((a, b) => a - b);
  const line = { label, unit, median: sorted[Math.floor(sorted.length / 2)]!, p95: sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))]!, atMost };
  lines.push(line);
  process.stderr.write(`${label}: median ${line.median.toFixed(1)} ${unit}, p95 ${line.p95.toFixed(1)} ${unit}\n`);
};

function bulkFile(): string {
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

/** Presses a key of the queue and waits, in the page, until another group stands there and can be decided. */
function pressAndWait(page: Page, key: string): Promise<number> {
  return page.evaluate(
    (pressed) =>
      new Promise<number>((done) => {
        const group = (): string | undefined => document.querySelector<HTMLElement>('.pane.group')?.dataset['lead'];
        const before = group();
        const ready = (): boolean => group() !== undefined && group() !== before && document.querySelector('.group-foot .button.primary:not([disabled])') !== null;
        const from = performance.now();
        const look = (): void => {
          if (ready() || performance.now() - from > 20_000) done(performance.now() - from);
          else requestAnimationFrame(look);
        };
        (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true }));
        look();
      }),
    key,
  );
}

const file = bulkFile();
const cleanUp = await prepareRun();
const folder = makeTestFolder();
try {
  const app = await launchApp(folder, {});
  const { page } = app;
  const engine = await connectEngine(page);
  await app.answer({ save: [resolve(folder.path, 'Bench.fichero')], open: [[file]] });
  await page.getByRole('button', { name: 'New workspace' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Bench');
  await page.getByRole('button', { name: 'Choose a place…' }).click();
  await engine.ready();
  await page.getByRole('navigation').first().waitFor();
  const picked = (await engine.desktop('files.pick', { purpose: 'load', multiple: false })) as { token: string }[];
  const { preview } = (await engine.call('load.preview', { file: picked[0]!.token, overrides: {} })) as { preview: { mapping: { column: string; field: string | null }[] } };
  const mapping = preview.mapping.map(({ column, field }) => ({ column, field }));
  await engine.call('load.run', { file: picked[0]!.token, overrides: {}, mapping, source: { kind: 'new', name: 'bench' }, mode: { kind: 'append' } });
  note('find duplicates', 's', [(await engine.time('match.run', { threshold: null })) / 1000], null);
  await page.locator('a.place[href$="#/duplicates"]').click();
  await page.getByTestId('queue-position').waitFor({ timeout: 60_000 });
  await page.waitForTimeout(3000);
  const times: number[] = [];
  for (let turn = 0; turn < Number(values.decisions); turn++) times.push(await pressAndWait(page, turn % 4 === 3 ? 'n' : 'm'));
  note('a decision, until the next group can be decided', 'ms', times, 150);
  const undos: number[] = [];
  for (let turn = 0; turn < 20; turn++) undos.push(await pressAndWait(page, 'u'));
  note('taking a decision back, until its group stands there', 'ms', undos, 150);
  process.stderr.write(`decisions an hour at that pace, with five seconds of looking: ${Math.round(3_600_000 / (5000 + times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!))}\n`);

  const filter = { state: 'open', band: 'automatic', reason: null, source: null, rows: null, order: 'risk' };
  const { groups } = (await engine.call('queue.page', { filter, from: 0, count: 50 })) as { groups: { lead: number }[] };
  const opened: number[] = [];
  for (const { lead } of groups) opened.push(await engine.time('queue.group', { lead, filter, today: Math.floor(Date.now() / 86_400_000) }));
  note('opening a group', 'ms', opened, 100);
  const seen = (await engine.call('band.foresee', { filter, seed: 1 })) as { groups: number };
  note(`merging ${seen.groups} groups at once`, 's', [(await engine.time('band.accept', { filter, groups: seen.groups, seed: 1, comment: '', reason: null })) / 1000], 10);
  note('taking that back', 's', [(await engine.time('undo.undo', undefined)) / 1000], 10);
  note('bringing it back', 's', [(await engine.time('undo.redo', undefined)) / 1000], 10);
  await engine.call('survivorship.foresee', { settings: null });
  const settings = { fields: [{ field: 'email', rules: ['longest'], trust: [] }], units: null };
  note('what a rule would flip', 's', [(await engine.time('survivorship.foresee', { settings })) / 1000], 5);
  note('changing the rule, golden records anew', 's', [((await engine.time('survivorship.apply', { settings, flips: 0 })) + (await engine.time('records.query', { of: 'golden', filter: { kind: 'all', of: [] }, sort: [] }))) / 1000], 5);
  const after: number[] = [];
  for (let turn = 0; turn < 3; turn++) after.push(await engine.time('decisions.list', { filter: 'all', from: 0, count: 100 }));
  note('list of all decisions', 'ms', after, null);
  await app.close();
} finally {
  rmSync(folder.path, { recursive: true, force: true });
  cleanUp();
}
if (values.json) process.stdout.write(`${JSON.stringify({ rows, lines }, undefined, 2)}\n`);
else for (const { label, unit, median, p95, atMost } of lines) process.stdout.write(`${label.padEnd(60)} ${median.toFixed(1).padStart(9)} ${p95.toFixed(1).padStart(9)} ${unit} ${atMost === null ? '' : `(at most ${atMost})`}\n`);
