// Brings node_modules to what package-lock.json says, and only where it differs.
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const modules = resolve(root, 'node_modules');

/** The Node that the project pins; the running one where its package could not bring a binary. */
export function pinnedNode() {
  const binary = resolve(modules, process.platform === 'win32' ? 'node/bin/node.exe' : 'node/bin/node');
  if (existsSync(binary)) return binary;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  throw new Error('The pinned Node is missing: run `npm rebuild node`, or use Node 22.18 or newer.');
}

/** Installs what is missing or out of date; throws one sentence where it can't. */
export function installPackages() {
  const difference = firstDifference();
  if (difference !== null) {
    if (existsSync(modules) && lstatSync(modules).isSymbolicLink()) {
      // A linked node_modules belongs to another checkout: npm ci would empty it.
      console.error(`node_modules is a link and differs from package-lock.json (${difference}); left as it is.`);
    } else {
      console.error(`Installing packages (${difference}) …`);
      npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
    }
  }
  if (!existsSync(resolve(modules, 'node/bin/node')) && process.platform !== 'win32') npm(['rebuild', 'node', '--loglevel=error']);
}

/** Names the first package of the lock file that is not installed in the locked version; null where all are. */
function firstDifference() {
  const installedFile = resolve(modules, '.package-lock.json');
  if (!existsSync(installedFile)) return 'none are there';
  const locked = JSON.parse(readFileSync(resolve(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  for (const [place, entry] of Object.entries(locked)) {
    // Packages for other platforms are optional and rightly absent.
    if (place === '' || (entry.optional === true && !installed[place])) continue;
    if (installed[place]?.version !== entry.version) return `${place.replace(/^.*node_modules\//, '')} ${entry.version} is missing`;
  }
  return null;
}

function npm(args) {
  // Standard output is left to the command that was asked for.
  const result = spawnSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) throw new Error(`npm ${args[0]} failed; its message is above.`);
}
