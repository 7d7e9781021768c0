// The packaged app: it starts, keeps its walls, reads its bundled files, and its fuses are burnt.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import type { Desktop } from '../../shared/contract/desktop.ts';
import { openMachineLine } from './support/openMachineLine.ts';
import { readRunPlace } from './support/runPlace.ts';
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
