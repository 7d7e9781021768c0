// Prepares one run of the end-to-end tests: builds the app, finds an Electron, a display and an ordinary user, and takes all away afterwards.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { basename, dirname, resolve } from 'node:path';
import { bundleApp } from '../../../build/bundle/bundleApp.ts';
import { findElectron } from '../../../build/runtime/findElectron.ts';
import { openDisplay } from '../../../build/runtime/openDisplay.ts';
import type { RunPlace } from './runPlace.ts';

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Root can't run Chromium's sandbox, so root's tests run the app as this user. */
const ordinaryUser = 'fichero-e2e';

export default async function prepareRun(): Promise<() => void> {
  const [runtime] = await Promise.all([findElectron(), bundleApp()]);
  const display = await openDisplay();
  const folder = mkdtempSync(resolve(tmpdir(), 'fichero-e2e-'));
  const user = process.getuid?.() === 0 ? prepareUser() : null;
  chmodSync(folder, 0o755);

  // The project's own folder may lie where the ordinary user can't read: what runs is a copy.
  const appFolder = user ? resolve(folder, 'app') : root;
  if (user) for (const part of ['package.json', 'out/main', 'out/preload', 'out/renderer', 'electron/resources']) copy(part, appFolder);
  const packaged = process.env['FICHERO_PACKAGED'];
  const packagedFolder = packaged && user ? resolve(folder, 'packaged') : packaged ? dirname(packaged) : null;
  if (packaged && user && packagedFolder) cpSync(dirname(packaged), packagedFolder, { recursive: true });

  const loader = resolve(folder, 'loader.cjs');
  cpSync(resolve(dirname(require.resolve('playwright-core/package.json')), 'lib/server/electron/loader.js'), loader);
  const place: RunPlace = {
    folder,
    appFolder,
    user,
    electron: runtime.executable,
    loader,
    packaged: packaged && packagedFolder ? resolve(packagedFolder, basename(packaged)) : null,
  };
  // Workers are started after this and inherit the environment.
  process.env['FICHERO_E2E_PLACE'] = JSON.stringify(place);
  process.env['DISPLAY'] = display.name;
  return () => {
    display.close();
    if (!process.env['FICHERO_E2E_KEEP']) rmSync(folder, { recursive: true, force: true });
  };
}

function copy(part: string, target: string): void {
  if (!existsSync(resolve(root, part))) return;
  mkdirSync(dirname(resolve(target, part)), { recursive: true });
  cpSync(resolve(root, part), resolve(target, part), { recursive: true });
}

function prepareUser(): { uid: number; gid: number } {
  if (spawnSync('id', ['-u', ordinaryUser]).status !== 0) {
    const made = spawnSync('/usr/sbin/useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', ordinaryUser], { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`The user ${ordinaryUser} could not be made: ${made.stderr.trim()}`);
  }
  const number = (option: string) => Number(spawnSync('id', [option, ordinaryUser], { encoding: 'utf8' }).stdout.trim());
  return { uid: number('-u'), gid: number('-g') };
}
