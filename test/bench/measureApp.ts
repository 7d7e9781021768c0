// One measured life of the app with one file: create, load, ask, scroll, take the load out, close, open again, match, export.
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { launchApp, makeTestFolder } from '../e2e/support/launchApp.ts';
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
  readonly longestBlockMs: number;
  readonly matchBlockMs: number;
  readonly exportBlockMs: number;
  readonly scrollFps: number;
  readonly flingFps: number;
  readonly jumpMs: number;
  readonly takeOutS: number;
  readonly undoS: number;
};

type Started = { readonly electron: ElectronApplication; readonly page: Page; readonly engine: EngineLine; readonly close: () => Promise<void> };

export async function measureApp(file: string, rows: number, tell: (line: string) => void): Promise<AppFigures> {
  const folder = makeTestFolder();
  const path = resolve(folder.path, 'Bench.fichero');
  const today = Math.floor(Date.now() / 86_400_000);
  const start = async (): Promise<Started> => {
    const app = await launchApp(folder, {});
    const engine = await connectEngine(app.page);
    return { ...app, engine };
  };
  const answer = (electron: ElectronApplication, save: string | null, open: string): Promise<void> =>
    electron.evaluate(({ dialog }, given) => {
      Object.assign(dialog, {
        showSaveDialog: async () => ({ canceled: given.save === null, filePath: given.save ?? '' }),
        showOpenDialog: async () => ({ canceled: false, filePaths: [given.open] }),
      });
    }, { save, open });

  let app = await start();
  await answer(app.electron, path, file);
  await app.page.getByRole('button', { name: 'New workspace' }).click();
  await app.page.getByRole('textbox', { name: 'Name' }).fill('Bench');
  await app.page.getByRole('button', { name: 'Choose a place…' }).click();
  await app.engine.ready();
  await app.page.getByRole('navigation').first().waitFor();
  const picked = (await app.engine.desktop('files.pick', { purpose: 'load', multiple: false })) as { token: string }[];
  const preview = (await app.engine.call('load.preview', { file: picked[0]!.token, overrides: {} })) as { preview: { mapping: { column: string; field: string | null }[] } };
  const mapping = preview.preview.mapping.map(({ column, field }) => ({ column, field }));
  await app.engine.watchBlocks();
  const memory = watchMemory(app.electron);
  const loadS = (await app.engine.time('load.run', { file: picked[0]!.token, overrides: {}, mapping, source: { kind: 'new', name: 'bench' }, mode: { kind: 'append' } })) / 1000;
  const loadPeakMb = await memory.stop();
  const longestBlockMs = await app.engine.longestBlockMs();
  tell(`loaded in ${loadS.toFixed(1)} s, peak ${loadPeakMb.toFixed(0)} MB, longest block ${longestBlockMs.toFixed(0)} ms`);
  await app.close();

  // The app opens its last workspace by itself; the records come on screen when somebody goes there.
  const openedAt = performance.now();
  app = await start();
  await showRecords(app.page);
  const openS = (performance.now() - openedAt) / 1000;
  await app.page.waitForTimeout(5000);
  const openMb = await watchMemory(app.electron).stop();
  tell(`open in ${openS.toFixed(2)} s (with the start of the app), ${openMb.toFixed(0)} MB`);

  const { engine } = app;
  await engine.ready();
  // First of all: the worker holds the answers of a few queries, and the grid's own would be let go.
  const scrollFps = await scrollSteadily(app.page, 8);
  const flingFps = await scrollSteadily(app.page, 280);
  const jumps = await inTurn([0.1, 0.9, 0.5, 0.3, 0.7, 0.99], (part) => jump(app.page, part));
  const jumpMs = p95(jumps);
  tell(`scroll ${scrollFps.toFixed(0)} fps, fling ${flingFps.toFixed(0)} fps, jumps ${jumps.map((ms) => ms.toFixed(0)).join(' ')} ms`);

  const query = (filter: unknown, sort: unknown = []): unknown => ({ of: 'rows', filter, sort });
  const every = { kind: 'all', of: [] };
  const cities = ['Madrid', 'Barcelona', 'Valencia', 'Sevilla', 'Zaragoza'];
  const contains = (text: string): unknown => ({ kind: 'contains', field: 'email', text });
  // The first use of a column folds or reads it; the second turn is what a person meets.
  await engine.time('records.query', query(contains('x')));
  const filters = [...cities.map((city) => ({ kind: 'equals', field: 'city', values: [city] })), ...['garcia', 'lopez', 'z1', 'gmail', 'ruiz7'].map(contains)];
  const filterMs = p95(await inTurn(filters, (filter) => engine.time('records.query', query(filter))));
  const facets = ['city', 'province', 'surname', 'email', 'city'];
  await inTurn(facets, (field) => engine.time('records.facet', { query: query(every), field, limit: 200, search: '' }));
  const facetMs = p95(await inTurn([...facets, ...facets], (field) => engine.time('records.facet', { query: query({ kind: 'equals', field: 'province', values: ['Madrid'] }), field, limit: 200, search: '' })));
  const sorted = ['city', 'email', 'surname', 'updatedOn', 'address'];
  const firstSortMs = p95(await inTurn(sorted, (field) => engine.time('records.query', query(every, [{ field, descending: false }]))), 0.5);
  const sortMs = p95(await inTurn([...sorted, ...sorted], (field) => engine.time('records.query', query(every, [{ field, descending: true }]))));
  tell(`filter ${filterMs.toFixed(0)}, facet ${facetMs.toFixed(0)}, first sort ${firstSortMs.toFixed(0)}, sort ${sortMs.toFixed(0)} ms`);
  const phrases = ['maria garcia', 'calle dos de mayo', 'hidroinox', '28486 alcorcon', 'rodriguez'];
  const fields = ((await engine.call('records.query', query(every))) as { fields: string[] }).fields;
  const typed = phrases.flatMap((phrase) => Array.from({ length: phrase.length }, (_, at) => phrase.slice(0, at + 1)));
  const search = (text: string): unknown => query({ kind: 'search', text, fields, mode: 'substring' });
  await engine.time('records.query', search('ab'));
  const searchMs = p95(await inTurn(typed, (text) => engine.time('records.query', search(text))));
  const answered = (await engine.call('records.query', query(every))) as { query: number; count: number };
  const windowMs = p95(await inTurn(Array.from({ length: 40 }, (_, turn) => turn), (turn) => engine.time('records.window', { query: answered.query, from: (turn * 24_983) % Math.max(1, rows - 100), count: 100 })));
  const pageMs = p95(await inTurn(Array.from({ length: 10 }, (_, turn) => turn), (turn) => engine.time('records.page', { row: (turn * 9973) % rows, today })));
  const overviewMs = p95(await inTurn([0, 1, 2, 3, 4], () => engine.time('overview', { today })));
  tell(`search ${searchMs.toFixed(0)}, window ${windowMs.toFixed(0)}, record ${pageMs.toFixed(0)}, overview ${overviewMs.toFixed(0)} ms`);

  const takeOutS = (await takeOut(app.page)) / 1000;
  await engine.call('undo.redo', undefined);
  const undoS = (await engine.time('undo.undo', undefined)) / 1000;
  await engine.call('undo.redo', undefined);
  await app.close();

  // Without its working data the workspace is made again from the folder.
  rmSync(resolve(folder.path, 'profile/IndexedDB'), { recursive: true, force: true });
  app = await start();
  const rebuiltAt = performance.now();
  await showRecords(app.page);
  const rebuildS = (performance.now() - rebuiltAt) / 1000;
  tell(`load taken out in ${takeOutS.toFixed(2)} s, its undo ${undoS.toFixed(2)} s, rebuilt in ${rebuildS.toFixed(1)} s`);
  const { matchBlockMs, exportBlockMs } = await blocksOfJobs(app, folder.make('exported'));
  tell(`longest block while matching ${matchBlockMs.toFixed(0)} ms, while exporting ${exportBlockMs.toFixed(0)} ms`);
  await app.close();
  rmSync(folder.path, { recursive: true, force: true });
  return { loadS, loadPeakMb, openS, openMb, rebuildS, filterMs, facetMs, firstSortMs, sortMs, searchMs, windowMs, pageMs, overviewMs, longestBlockMs, matchBlockMs, exportBlockMs, scrollFps, flingFps, jumpMs, takeOutS, undoS };
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
  await page.locator('[role=grid] [data-row="0"][data-column="1"]').first().waitFor({ timeout: 120_000 });
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
