// Installs the Debian packages that a bare machine lacks (as root), or says in one sentence which to install.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';

/**
 * What is looked for, and the package that brings it. Several names: the first that the system's
 * package lists know (Debian 13 and Ubuntu 24.04 renamed libraries for 64-bit time).
 */
const needs = {
  libraries: [
    { soname: 'libgtk-3.so.0', packages: ['libgtk-3-0t64', 'libgtk-3-0'] },
    { soname: 'libnss3.so', packages: ['libnss3'] },
    { soname: 'libasound.so.2', packages: ['libasound2t64', 'libasound2'] },
    { soname: 'libgbm.so.1', packages: ['libgbm1'] },
    { soname: 'libXss.so.1', packages: ['libxss1'] },
    { soname: 'libatk-bridge-2.0.so.0', packages: ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'] },
    { soname: 'libdrm.so.2', packages: ['libdrm2'] },
  ],
  fonts: [
    { file: '/usr/share/fonts/truetype/dejavu', packages: ['fonts-dejavu-core'] },
    { file: '/usr/share/fonts/truetype/liberation', packages: ['fonts-liberation'] },
  ],
  display: [
    { command: 'Xvfb', packages: ['xvfb'] },
    { command: 'xauth', packages: ['xauth'] },
    { command: 'dbus-daemon', packages: ['dbus'] },
  ],
};

/** Makes sure that the named groups of `needs` are there. Throws one sentence where something is missing and can't be installed. */
export function installSystemPackages(groups) {
  if (process.platform !== 'linux' || groups.length === 0) return;
  const libraries = knownLibraries();
  const missing = groups.flatMap((group) => needs[group]).filter((need) => !isThere(need, libraries));
  if (missing.length === 0) return;
  if (!findCommand('apt-get')) {
    throw new Error(`This machine lacks ${missing.map((need) => need.soname ?? need.command ?? need.file).join(', ')}: install what brings them and start again.`);
  }
  if (process.getuid() !== 0) {
    throw new Error(`This machine lacks some packages: run \`sudo apt-get install ${choosePackages(missing).join(' ')}\` and start again.`);
  }
  console.error('Installing system packages …');
  apt(['update']);
  apt(['install', '--yes', '--no-install-recommends', ...choosePackages(missing)]);
}

function choosePackages(missing) {
  return missing.map(({ packages }) => packages.find(isKnownPackage) ?? packages.at(-1));
}

function isKnownPackage(name) {
  const answer = spawnSync('apt-cache', ['show', '--no-all-versions', name], { stdio: 'ignore' });
  return answer.status === 0;
}

function isThere(need, libraries) {
  if (need.soname) return libraries === null || libraries.includes(`\t${need.soname} `);
  if (need.command) return findCommand(need.command) !== null;
  return existsSync(need.file);
}

/** The loader's list of libraries as text; null where the system has no such list. */
function knownLibraries() {
  const ldconfig = findCommand('ldconfig');
  if (!ldconfig) return null;
  const answer = spawnSync(ldconfig, ['-p'], { encoding: 'utf8' });
  return answer.status === 0 ? answer.stdout : null;
}

/** The system folders are searched as well: an ordinary user's PATH may lack them. */
function findCommand(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin', '/usr/bin'];
  return folders.map((folder) => resolve(folder, name)).find((file) => existsSync(file)) ?? null;
}

function apt(args) {
  const result = spawnSync('apt-get', ['-qq', '-o', 'Dpkg::Use-Pty=0', ...args], {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (result.status !== 0) throw new Error(`apt-get ${args[0]} failed; its message is above.`);
}
