// Finds an Electron to run: the one asked for, the pinned release, or the stand-in for closed networks.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import { hasStandIn, prepareStandIn } from './standIn.ts';

export type ElectronRuntime = {
  /** The folder that holds the executable; electron-builder's `electronDist`. */
  readonly folder: string;
  readonly executable: string;
  readonly version: string;
  readonly kind: 'chosen' | 'pinned' | 'standIn';
};

const electronPackage = fileURLToPath(new URL('../../node_modules/electron/', import.meta.url));
const pinnedVersion = (JSON.parse(readFileSync(resolve(electronPackage, 'package.json'), 'utf8')) as { version: string }).version;
const executableName = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform as string] ?? 'electron';

const downloadLimitMs = 300_000;
/** How long the release page may take to answer; shorter where there is something to run already. */
const probeLimitMs = { withStandIn: 1_500, without: 5_000 };

/** Looks in the order of preference; says in one line on standard error when it is not the pinned release. */
export async function findElectron(say: (line: string) => void = (line) => console.error(line)): Promise<ElectronRuntime> {
  const chosen = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (chosen) {
    const runtime = runtimeIn(resolve(chosen), 'chosen');
    if (!runtime) throw new Error(`ELECTRON_OVERRIDE_DIST_PATH names ${chosen}, which holds no Electron.`);
    return runtime;
  }
  const own = pinnedRuntime();
  if (own) return own;
  if (await canDownload()) {
    say(`Fetching Electron ${pinnedVersion} …`);
    spawnSync(process.execPath, [resolve(electronPackage, 'install.js')], { stdio: ['ignore', 2, 2], timeout: downloadLimitMs });
    const fetched = pinnedRuntime();
    if (fetched) return fetched;
  }
  const folder = await prepareStandIn(say);
  const standIn = runtimeIn(folder, 'standIn');
  if (!standIn) throw new Error(`The stand-in Electron in ${folder} is incomplete: delete the folder and start again.`);
  say(`Electron ${pinnedVersion} can't be downloaded here: running on the stand-in ${standIn.version}, which is for building, testing and showing only.`);
  return standIn;
}

function pinnedRuntime(): ElectronRuntime | null {
  const runtime = runtimeIn(resolve(electronPackage, 'dist'), 'pinned');
  return runtime?.version === pinnedVersion ? runtime : null;
}

function runtimeIn(folder: string, kind: ElectronRuntime['kind']): ElectronRuntime | null {
  const executable = resolve(folder, executableName);
  const versionFile = resolve(folder, 'version');
  if (!existsSync(executable) || !existsSync(versionFile)) return null;
  return { folder, executable, version: readFileSync(versionFile, 'utf8').trim().replace(/^v/, ''), kind };
}

async function canDownload(): Promise<boolean> {
  const base = process.env['ELECTRON_MIRROR'] ?? 'https://github.com/electron/electron/releases/download/';
  const limitMs = hasStandIn() ? probeLimitMs.withStandIn : probeLimitMs.without;
  try {
    const answer = await fetch(`${base}v${pinnedVersion}/SHASUMS256.txt`, { method: 'HEAD', signal: AbortSignal.timeout(limitMs) });
    return answer.ok;
  } catch {
    return false;
  }
}
