// The measured life of the app with one file: loaded, opened, asked, scrolled, taken out, rebuilt, matched, exported; each as often as asked for.
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { launchApp, makeTestFolder, type TestFolder } from '../e2e/support/launchApp.ts';
import { connectEngine, type EngineLine } from '../e2e/support/engineLine.ts';
import { watchMemory } from './memory.ts';

export type AppFigures = {
  readonly loadS: number;
  readonly loadPeakMb: number;
  readonly openS: number;
  readonly openMb: number;
  readonly rebuildS: number;
  readonly filterMs: number;
  readonly facetMs: number;
  readonly firstSortMs: number;
  readonly sortMs: number;
  readonly searchMs: number;
  readonly windowMs: number;
  readonly pageMs: number;
  readonly overviewMs: number;
  readonly loadBlockMs: number;
  readonly sortBlockMs: number;
  readonly matchBlockMs: number;
  readonly exportBlockMs: number;
  readonly scrollFps: number;
  readonly flingFps: number;
  readonly bareFps: number;
  readonly jumpMs: number;
  readonly takeOutS: number;
  readonly undoS: number;
};
export type Samples = { readonly [Name in keyof AppFigures]: number[] };

type Started = { readonly electron: ElectronApplication; readonly page: Page; readonly engine: EngineLine; readonly close: () => Promise<void> };
type Tell = (line: string) => void;

/** How long after an opening its memory is read: what is prepared in the background begins by then. */
const SETTLED_MS = 5000;
const every = { kind: 'all', of: [] };
const query = (filter: unknown, sort: unknown = []): unknown => ({ of: 'rows', filter, sort });

/** Every repeat gives one sample per figure; matching and exporting are run once. */
export async function measureApp(file: string, rows: number, repeats: number, tell: Tell): Promise<Samples> {
  const samples = emptySamples();
  const turns = Array.from({ length: repeats }, (_, turn) => turn);
  let folder = makeTestFolder();
  for (const turn of turns) {
    if (turn > 0) {
      rmSync(folder.path, { recursive: true, force: true });
      folder = makeTestFolder();
    }
    await load(folder, file, samples, tell);
  }
  for (const turn of turns) await open(folder, rows, turn === repeats - 1 ? turns : [], samples, tell);
  for (const turn of turns) await rebuild(folder, turn === repeats - 1, samples, tell);
  rmSync(folder.path, { recursive: true, force: true });
  return samples;
}

async function start(folder: TestFolder): Promise<Started> {
  const app = await launchApp(folder, {});
  const engine = await connectEngine(app.page);
  return { ...app, engine };
}

/** A new workspace in the folder, and the file loaded into it by the dialog, as a person does it. */
async function load(folder: TestFolder, file: string, samples: Samples, tell: Tell): Promise<void> {
  const app = await start(folder);
  const { page, engine } = app;
  await app.electron.evaluate(({ dialog }, given) => {
    Object.assign(dialog, {
      showSaveDialog: async () => ({ canceled: false, filePath: given.save }),
      showOpenDialog: async () => ({ canceled: false, filePaths: [given.open] }),
    });
  }, { save: resolve(folder.path, 'Bench.fichero'), open: file });
  await page.getByRole('button', { name: 'New workspace' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Bench');
  await page.getByRole('button', { name: 'Choose a place…' }).click();
  await engine.ready();
  await page.getByRole('link', { name: 'Sources', exact: true }).click();
  await page.getByRole('button', { name: 'Load files…' }).first().click();
  const button = page.getByRole('dialog').getByRole('button', { name: 'Load', exact: true });
  await button.and(page.locator(':enabled')).waitFor();
  const memory = watchMemory(app.electron);
  await engine.watchBlocks();
  const from = performance.now();
  await button.click();
  await page.getByRole('dialog').getByTestId('rows-in-sum').waitFor({ timeout: 300_000 });
  const loadS = (performance.now() - from) / 1000;
  const loadBlockMs = await engine.longestBlockMs();
  const loadPeakMb = await memory.stop();
  add(samples, { loadS, loadBlockMs, loadPeakMb });
  tell(`loaded in ${loadS.toFixed(1)} s, peak ${loadPeakMb.toFixed(0)} MB, longest block ${loadBlockMs.toFixed(0)} ms`);
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await app.close();
}

/** The app opens its last workspace by itself; the records come on screen when somebody goes there. `rounds` of questions are asked in this opening. */
async function open(folder: TestFolder, rows: number, rounds: readonly number[], samples: Samples, tell: Tell): Promise<void> {
  const openedAt = performance.now();
  const app = await start(folder);
  const { page, engine } = app;
  await showRecords(page);
  const openS = (performance.now() - openedAt) / 1000;
  await engine.ready();
  const sorted = ['city', 'email', 'surname', 'updatedOn', 'address'];
  const firstSortMs = p95(await inTurn(sorted, (field) => engine.time('records.query', query(every, [{ field, descending: false }]))), 0.5);
  await page.waitForTimeout(SETTLED_MS);
  const openMb = await watchMemory(app.electron).stop();
  tell(`open in ${openS.toFixed(2)} s (with the start of the app), ${openMb.toFixed(0)} MB, first sort ${firstSortMs.toFixed(0)} ms`);
  // The worker holds the answers of a few queries, and the grid's own has been let go: another one is shown.
  await page.getByRole('columnheader', { name: 'Customer id' }).getByRole('button').first().click();
  await page.getByText('Sorted by Customer id', { exact: true }).waitFor();
  const scrollFps = await scrollSteadily(page, 8);
  const flingFps = await scrollSteadily(page, 280);
  const jumps = await inTurn([0.1, 0.9, 0.5, 0.3, 0.7, 0.99], (part) => jump(page, part));
  const bareFps = await scrollBare(page, 280);
  add(samples, { openS, openMb, firstSortMs, scrollFps, flingFps, bareFps, jumpMs: p95(jumps) });
  tell(`scroll ${scrollFps.toFixed(0)} fps, fling ${flingFps.toFixed(0)} of ${bareFps.toFixed(0)} fps that the machine can draw, jumps ${jumps.map((ms) => ms.toFixed(0)).join(' ')} ms`);
  for (const _ of rounds) await ask(app, rows, sorted, samples, tell);
  for (const _ of rounds) {
    const takeOutS = (await takeOut(page)) / 1000;
    await engine.call('undo.redo', undefined);
    const undoS = (await engine.time('undo.undo', undefined)) / 1000;
    await engine.call('undo.redo', undefined);
    add(samples, { takeOutS, undoS });
    tell(`load taken out in ${takeOutS.toFixed(2)} s, its undo ${undoS.toFixed(2)} s`);
  }
  await app.close();
}

async function ask({ page, engine }: Started, rows: number, sorted: readonly string[], samples: Samples, tell: Tell): Promise<void> {
  const today = Math.floor(Date.now() / 86_400_000);
  const cities = ['Madrid', 'Barcelona', 'Valencia', 'Sevilla', 'Zaragoza'];
  const contains = (text: string): unknown => ({ kind: 'contains', field: 'email', text });
  // The first use of a column folds or reads it; the second turn is what a person meets.
  await engine.time('records.query', query(contains('x')));
  const filters = [...cities.map((city) => ({ kind: 'equals', field: 'city', values: [city] })), ...['garcia', 'lopez', 'z1', 'gmail', 'ruiz7'].map(contains)];
  const filterMs = p95(await inTurn(filters, (filter) => engine.time('records.query', query(filter))));
  const facets = ['city', 'province', 'surname', 'email', 'city'];
  await inTurn(facets, (field) => engine.time('records.facet', { query: query(every), field, limit: 200, search: '' }));
  const facetMs = p95(await inTurn([...facets, ...facets], (field) => engine.time('records.facet', { query: query({ kind: 'equals', field: 'province', values: ['Madrid'] }), field, limit: 200, search: '' })));
  const sortMs = p95(await inTurn([...sorted, ...sorted], (field) => engine.time('records.query', query(every, [{ field, descending: true }]))));
  const phrases = ['maria garcia', 'calle dos de mayo', 'hidroinox', '28486 alcorcon', 'rodriguez'];
  const { fields } = (await engine.call('records.query', query(every))) as { fields: string[] };
  const typed = phrases.flatMap((phrase) => Array.from({ length: phrase.length }, (_, at) => phrase.slice(0, at + 1)));
  const search = (text: string): unknown => query({ kind: 'search', text, fields, mode: 'substring' });
  await engine.time('records.query', search('ab'));
  const searchMs = p95(await inTurn(typed, (text) => engine.time('records.query', search(text))));
  const answered = (await engine.call('records.query', query(every))) as { query: number; count: number };
  const windowMs = p95(await inTurn(Array.from({ length: 40 }, (_, turn) => turn), (turn) => engine.time('records.window', { query: answered.query, from: (turn * 24_983) % Math.max(1, rows - 100), count: 100 })));
  const pageMs = p95(await inTurn(Array.from({ length: 10 }, (_, turn) => turn), (turn) => engine.time('records.page', { row: (turn * 9973) % rows, today })));
  const overviewMs = p95(await inTurn([0, 1, 2, 3, 4], () => engine.time('overview', { today })));
  const sortBlockMs = await sortByHeaders(page, engine);
  add(samples, { filterMs, facetMs, sortMs, searchMs, windowMs, pageMs, overviewMs, sortBlockMs });
  tell(`filter ${filterMs.toFixed(0)}, facet ${facetMs.toFixed(0)}, sort ${sortMs.toFixed(0)}, search ${searchMs.toFixed(0)}, window ${windowMs.toFixed(0)}, record ${pageMs.toFixed(0)}, overview ${overviewMs.toFixed(0)} ms, longest block while sorting ${sortBlockMs.toFixed(0)} ms`);
}

/** Longest block of the page while somebody sorts by one column after the other, with the rows that come on screen. */
async function sortByHeaders(page: Page, engine: EngineLine): Promise<number> {
  await page.getByRole('link', { name: 'Records', exact: true }).click();
  await page.locator('[role=grid] [data-column="1"]').first().waitFor();
  await engine.watchBlocks();
  for (const name of ['Given name', 'City', 'Customer id']) {
    await page.getByRole('columnheader', { name }).getByRole('button').first().click();
    await page.getByText(`Sorted by ${name}`, { exact: true }).waitFor();
    await page.waitForTimeout(300);
  }
  return engine.longestBlockMs();
}

/** Without its working data the workspace is made again from the folder. The last time, matching and exporting follow. */
async function rebuild(folder: TestFolder, isLast: boolean, samples: Samples, tell: Tell): Promise<void> {
  rmSync(resolve(folder.path, 'profile/IndexedDB'), { recursive: true, force: true });
  const rebuiltAt = performance.now();
  const app = await start(folder);
  await showRecords(app.page);
  const rebuildS = (performance.now() - rebuiltAt) / 1000;
  add(samples, { rebuildS });
  tell(`rebuilt in ${rebuildS.toFixed(1)} s (with the start of the app)`);
  if (isLast) {
    const { matchBlockMs, exportBlockMs } = await blocksOfJobs(app, folder.make('exported'));
    add(samples, { matchBlockMs, exportBlockMs });
    tell(`longest block while matching ${matchBlockMs.toFixed(0)} ms, while exporting ${exportBlockMs.toFixed(0)} ms`);
  }
  await app.close();
}

function emptySamples(): Samples {
  return { loadS: [], loadPeakMb: [], openS: [], openMb: [], rebuildS: [], filterMs: [], facetMs: [], firstSortMs: [], sortMs: [], searchMs: [], windowMs: [], pageMs: [], overviewMs: [], loadBlockMs: [], sortBlockMs: [], matchBlockMs: [], exportBlockMs: [], scrollFps: [], flingFps: [], bareFps: [], jumpMs: [], takeOutS: [], undoS: [] };
}

function add(samples: Samples, figures: Partial<AppFigures>): void {
  for (const [name, figure] of Object.entries(figures)) samples[name as keyof AppFigures].push(figure);
}

/** Both jobs as a person runs them, with the screens that show their progress; milliseconds. */
async function blocksOfJobs({ electron, page, engine }: Started, folder: string): Promise<{ matchBlockMs: number; exportBlockMs: number }> {
  await engine.ready();
  await page.getByRole('navigation').first().getByRole('link', { name: 'Duplicates' }).click();
  const find = page.getByRole('button', { name: 'Find duplicates', exact: true });
  await find.waitFor();
  await engine.watchBlocks();
  await find.click();
  await page.getByTestId('queue-position').or(page.getByText('Nothing left to review', { exact: true })).first().waitFor({ timeout: 900_000 });
  const matchBlockMs = await engine.longestBlockMs();
  await electron.evaluate(({ dialog }, given) => {
    Object.assign(dialog, { showOpenDialog: async () => ({ canceled: false, filePaths: [given] }) });
  }, folder);
  await page.getByRole('link', { name: 'Export', exact: true }).click();
  await page.getByRole('button', { name: 'Choose a folder…', exact: true }).click();
  const run = page.getByRole('button', { name: 'Export', exact: true });
  await run.waitFor();
  await engine.watchBlocks();
  await run.click();
  await page.getByTestId('exported-files').waitFor({ timeout: 900_000 });
  return { matchBlockMs, exportBlockMs: await engine.longestBlockMs() };
}

async function showRecords(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Records', exact: true }).click({ timeout: 300_000 });
  await page.locator('[role=grid] [data-row="0"][data-column="1"]').first().waitFor({ timeout: 60_000 });
}

async function inTurn<T>(items: readonly T[], ask: (item: T) => Promise<number>): Promise<number[]> {
  const times: number[] = [];
  for (const item of items) times.push(await ask(item));
  return times;
}

function p95(times: readonly number[], part = 0.95): number {
  const sorted = times.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;
}

/** Milliseconds from pressing the button until the screen shows that the only load is not in use any more. */
async function takeOut(page: Page): Promise<number> {
  await page.getByRole('link', { name: 'Sources', exact: true }).click();
  const button = page.getByRole('button', { name: 'Take out', exact: true });
  await button.waitFor();
  const from = performance.now();
  await button.click();
  await page.getByText('Taken out', { exact: true }).waitFor({ timeout: 60_000 });
  return performance.now() - from;
}

/** Frames per second while so many pixels are scrolled per frame for three seconds. */
function scrollSteadily(page: Page, pixels: number): Promise<number> {
  return page.locator('[role=grid]').first().evaluate(
    (grid, step) =>
      new Promise<number>((done) => {
        let frames = 0;
        let from = 0;
        const draw = (now: number): void => {
          from ||= now;
          grid.scrollTop += step;
          frames++;
          if (now - from < 3000) requestAnimationFrame(draw);
          else done((frames - 1) / ((now - from) / 1000));
        };
        requestAnimationFrame(draw);
      }),
    pixels,
  );
}

/** Frames per second of the same fling through a page with nothing in it but stripes, as large as the grid: what this machine's drawing allows. */
function scrollBare(page: Page, pixels: number): Promise<number> {
  return page.locator('[role=grid]').first().evaluate(
    (grid, step) =>
      new Promise<number>((done) => {
        const { width, height, left, top } = grid.getBoundingClientRect();
        const bare = document.createElement('div');
        Object.assign(bare.style, { position: 'fixed', overflow: 'auto', contain: 'strict', zIndex: '1000', width: `${width}px`, height: `${height}px`, left: `${left}px`, top: `${top}px`, background: 'white' });
        const long = document.createElement('div');
        Object.assign(long.style, { height: '20000000px', background: 'repeating-linear-gradient(white 0 27px, silver 27px 28px)' });
        bare.append(long);
        document.body.append(bare);
        let frames = 0;
        let from = 0;
        const draw = (now: number): void => {
          from ||= now;
          bare.scrollTop += step;
          frames++;
          if (now - from < 3000) {
            requestAnimationFrame(draw);
            return;
          }
          bare.remove();
          done((frames - 1) / ((now - from) / 1000));
        };
        requestAnimationFrame(draw);
      }),
    pixels,
  );
}

/** Milliseconds until the rows at a place far away are filled. */
function jump(page: Page, part: number): Promise<number> {
  return page.locator('[role=grid]').first().evaluate(
    (grid, wanted) =>
      new Promise<number>((done) => {
        const from = performance.now();
        grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * wanted;
        const isFilled = (): boolean => {
          const rows = [...grid.querySelectorAll<HTMLElement>('.grid-row')];
          const frame = grid.getBoundingClientRect();
          const seen = rows.filter((row) => {
            const place = row.getBoundingClientRect();
            return place.bottom > frame.top && place.top < frame.bottom;
          });
          return seen.length > 5 && seen.every((row) => row.querySelector('.skeleton') === null);
        };
        const look = (): void => {
          if (isFilled() || performance.now() - from > 10_000) done(performance.now() - from);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    part,
  );
}
