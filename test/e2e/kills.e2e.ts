// R1: the whole app is killed at a random moment of loads, merges, undo and exports: what was acknowledged is there, nothing by halves, and the record is whole.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pick, randomInteger, seededRandom } from '../../shared/kernel/random.ts';
import { plainProfile } from '../../shared/model/exportProfile.ts';
import { connectEngine, type EngineLine } from './support/engineLine.ts';
import { expect, test, type OpenApp } from './support/test.ts';

/** 20 on every commit; FICHERO_KILLS=500 for the long run. */
const kills = Number(process.env['FICHERO_KILLS'] ?? 20);
const ROWS = 3_000;
const today = 20_000;

/** What the workspace says of itself. */
type Standing = { readonly entries: number; readonly rows: number; readonly merged: number };
const works = ['load', 'merge', 'undo', 'export'] as const;

async function standingOf(engine: EngineLine, workspace: string): Promise<Standing> {
  // Quality is measured by itself, after loads and at some time: those entries are nobody's.
  const total = readFileSync(resolve(workspace, 'log/entries.jsonl'), 'utf8').trimEnd().split('\n').filter((line) => (JSON.parse(line) as { act: string }).act !== 'measure').length;
  const { rows, goldenRecords } = (await engine.call('overview', { today })) as { rows: number; goldenRecords: number };
  return { entries: total, rows, merged: rows - goldenRecords };
}

/** Starts a work on the open workspace; resolves when the app acknowledged it. */
async function start(work: (typeof works)[number], app: OpenApp, engine: EngineLine, file: string, folder: string, turn: number): Promise<void> {
  if (work === 'load') {
    await app.answer({ open: [[file]] });
    const [picked] = (await engine.desktop('files.pick', { purpose: 'load', multiple: false })) as { token: string }[];
    await engine.call('load.run', { file: picked!.token, overrides: {}, mapping: ['id', 'given name', 'surname'].map((column, at) => ({ column, field: ['customerId', 'givenName', 'surname'][at] })), source: { kind: 'new', name: 'CRM' }, mode: { kind: 'append' } });
  } else if (work === 'merge') await engine.call('decide.merge', { rows: [turn * 2, turn * 2 + 1], pins: [], comment: '' });
  else if (work === 'undo') await engine.call('undo.undo', undefined);
  else {
    await app.answer({ open: [[folder]] });
    const picked = (await engine.desktop('folders.pick', { purpose: 'export' })) as { token: string };
    await engine.call('export.run', { folder: picked.token, profile: { ...plainProfile, parts: ['golden', 'sourceRows'] }, today });
  }
}

test('killed at any moment it loses nothing that it acknowledged', async ({ openApp, folder }) => {
  test.setTimeout(120_000 + kills * 15_000);
  const random = seededRandom(20);
  const names = ['Ana', 'Luis', 'Eva', 'Olga'];
  const file = folder.write('many.csv', `id,given name,surname\n${Array.from({ length: ROWS }, (_, row) => `${row + 1},${pick(random, names)},Prueba${row}\n`).join('')}`);
  const exported = folder.make('exported');
  let app = await openApp();
  const workspace = resolve(folder.path, 'Kills.fichero');
  await app.answer({ save: [workspace] });
  let engine = await connectEngine(app.page);
  await app.page.getByRole('button', { name: 'New workspace' }).click();
  await app.page.getByRole('textbox', { name: 'Name' }).fill('Kills');
  await app.page.keyboard.press('Enter');
  await engine.ready();
  await app.page.getByRole('navigation').first().waitFor();
  await start('load', app, engine, file, exported, 0);
  let before = await standingOf(engine, workspace);
  const seen = { acknowledged: 0, lost: 0, whole: 0 };
  for (let turn = 0; turn < kills; turn++) {
    const work = works[turn % works.length]!;
    const line = engine;
    const acknowledged = start(work, app, line, file, exported, turn + 1).then(() => true);
    // Half of them right after the acknowledgement, the others at some moment before or after it.
    const moment = turn % 2 === 0 ? Infinity : randomInteger(random, work === 'load' ? 700 : work === 'export' ? 200 : 40);
    const isAcknowledged = await Promise.race([acknowledged, ...(moment === Infinity ? [] : [new Promise<false>((done) => setTimeout(() => done(false), moment))])]);
    await app.kill();
    await acknowledged.catch(() => undefined);
    app = await openApp();
    engine = await connectEngine(app.page);
    await app.page.getByRole('navigation').first().waitFor({ timeout: 60_000 });
    await app.page.getByRole('link', { name: 'Records', exact: true }).click();
    await engine.ready();
    const after = await standingOf(engine, workspace);
    const where = `kill ${turn}, ${work} after ${moment} ms, ${isAcknowledged ? '' : 'not '}acknowledged`;
    const isThere = after.entries === before.entries + 1;
    if (isAcknowledged) expect(isThere, where).toBe(true);
    else expect([before.entries, before.entries + 1], where).toContain(after.entries);
    // All of it or nothing.
    if (!isThere) expect(after, where).toEqual(before);
    else if (work === 'load') expect(after, where).toMatchObject({ rows: before.rows + ROWS, merged: before.merged });
    else if (work === 'merge') expect(after, where).toMatchObject({ rows: before.rows, merged: before.merged + 1 });
    else if (work === 'export') expect(after, where).toMatchObject({ rows: before.rows, merged: before.merged });
    seen.acknowledged += isAcknowledged ? 1 : 0;
    seen[isThere ? 'whole' : 'lost']++;
    before = after;
  }
  // Every exported file that has its name is whole: a header, and the rows of its time.
  for (const name of readdirSync(exported)) {
    if (name.startsWith('.')) continue;
    const text = readFileSync(resolve(exported, name), 'utf8');
    expect(text.endsWith('\n'), name).toBe(true);
    expect(text.trimEnd().split('\n').length, name).toBeGreaterThan(1);
  }
  expect(seen.acknowledged).toBeGreaterThanOrEqual(kills / 2);
  const verdict = (await engine.call('log.verify', { receipts: [], language: 'en' })) as { clean: boolean; faults: unknown[] };
  expect(verdict.faults).toEqual([]);
  expect(verdict.clean).toBe(true);
});
