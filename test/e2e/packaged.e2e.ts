// The packaged app: it starts, keeps its walls, reads its bundled files, does the main job, and its fuses are burnt.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import type { Desktop } from '../../shared/contract/desktop.ts';
import { spanishDelivery } from './support/deliveries.ts';
import { openMachineLine } from './support/openMachineLine.ts';
import { readCsv } from './support/readCsv.ts';
import { readRunPlace } from './support/runPlace.ts';
import { stewardOf } from './support/steward.ts';
import { expect, test } from './support/test.ts';

const { wantedFuses } = createRequire(import.meta.url)('../../build/packaging/fuses.cjs') as { wantedFuses: (isForTests: boolean) => Record<FuseV1Options, boolean> };

test.skip(() => readRunPlace().packaged === null, 'Nothing is packaged: `npm test` packages first.');

test('starts behind the same walls', async ({ openApp }) => {
  const { page, electron, complaints, capture, close } = await openApp({ packaged: true });
  await expect(page.locator('#root')).not.toBeEmpty();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(await electron.evaluate(({ app }) => [app.isPackaged, app.getName()])).toEqual([true, 'Fichero']);
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.openDevTools());
  expect(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.isDevToolsOpened())).toBe(false);
  await capture('packaged');
  expect(complaints).toEqual([]);
  await close();
});

test('reads its bundled sample', async ({ openApp }) => {
  const { page } = await openApp({ packaged: true });
  const sample = await page.evaluate(() => (globalThis as unknown as { desktop: Desktop }).desktop.call('files.sample', undefined));
  expect(sample.map(({ name }) => name)).toContain('crm.csv');
  const ask = await openMachineLine(page);
  expect((await ask('file.read', { token: sample[0]!.token, offset: 0, length: 1_000 })).response).toHaveProperty('length');
});

test('does the main job: loads, finds duplicates, merges, exports, and has it all after a restart', async ({ openApp, folder }) => {
  const delivery = spanishDelivery(new Date());
  const app = await openApp({ packaged: true, settings: { language: 'es' } });
  const steward = stewardOf(app, folder, 'es');
  const { say } = steward;
  const workspace = await steward.createWorkspace('Clientes');
  await steward.openFiles(folder.write(delivery.fileName, delivery.bytes));
  expect(await steward.loadAsGuessed()).toContain(say('load.doneSum', { rowsIn: delivery.rows.length + delivery.broken.length, rows: delivery.rows.length, quarantined: delivery.broken.length }));
  await steward.press('ui.close');
  await steward.findDuplicates();
  await steward.openGroup(delivery.twice[0]!.name);
  await steward.page.keyboard.press('m');
  await expect(steward.toast(say('duplicates.merged', { count: 2 }))).toBeVisible();
  const exported = await steward.exportTo('export');
  await app.capture('packaged-export');
  const golden = readCsv(readFileSync(resolve(exported, readdirSync(exported).find((name) => name.startsWith('golden-records'))!), 'utf8'), ';');
  expect(golden.rows).toHaveLength(delivery.rows.length - 1);
  expect(golden.rows.find((row) => row['sourceRows'] === '2')).toMatchObject({ surname2: 'Goñi', city: 'Pamplona', postcode: '31001' });
  expect(app.complaints).toEqual([]);
  await app.close();

  const later = await openApp({ packaged: true });
  const again = stewardOf(later, folder, 'es');
  await again.goTo('records');
  await expect(later.page.getByTestId('row-count')).toHaveText(say('grid.rowsOf', { shown: delivery.rows.length, total: delivery.rows.length }));
  await again.goTo('log');
  await again.press('log.verify');
  await expect(later.page.getByTestId('verdict')).toContainText(say('log.clean', { entries: 0, items: 0, checkpoints: 0 }).split(':')[0]!);
  await later.close();
  const checked = spawnSync(process.execPath, [fileURLToPath(new URL('../../electron/cli/main.ts', import.meta.url)), 'verify', workspace, '--json'], { encoding: 'utf8' });
  expect(JSON.parse(checked.stdout)).toMatchObject({ clean: true, faults: [] });
});

test('has its fuses burnt', async () => {
  const executable = readRunPlace().packaged!;
  const found = await getCurrentFuseWire(executable);
  for (const [fuse, isOn] of Object.entries(wantedFuses(true))) {
    expect(found[Number(fuse) as FuseV1Options], FuseV1Options[Number(fuse)]!).toBe(isOn ? FuseState.ENABLE : FuseState.DISABLE);
  }
  // The tests' package differs from a release in the inspector alone.
  expect(wantedFuses(false)[FuseV1Options.EnableNodeCliInspectArguments]).toBe(false);
  const asNode = spawnSync(executable, ['-e', 'console.log("ran as Node")'], { env: { ELECTRON_RUN_AS_NODE: '1', PATH: process.env['PATH'] ?? '' }, encoding: 'utf8', timeout: 20_000 });
  expect(asNode.stdout).not.toContain('ran as Node');
});
