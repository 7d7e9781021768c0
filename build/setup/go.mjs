// Runs one of the project's commands on any machine that has Node 20 and npm: `node build/setup/go.mjs <command> …`.
// Plain JavaScript without packages, because it runs before anything is installed. What follows the
// installation runs on the pinned Node of node_modules, so that every machine behaves alike.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, resolve } from 'node:path';
import { installPackages, pinnedNode, root } from './installPackages.mjs';
import { installSystemPackages } from './installSystemPackages.mjs';

const desktop = ['libraries'];
const headless = ['libraries', 'fonts', 'display'];

// glibc gives each thread its own heap and hardly returns what one of them let go: a sixth more memory for a large match run.
const oneHeap = { MALLOC_ARENA_MAX: '1' };

/** What each command runs, and what it needs of the system beforehand. */
const commands = {
  start: { script: 'build/tasks/start.ts', system: hasDisplay() ? desktop : [] },
  dev: { script: 'build/tasks/dev.ts', system: desktop },
  demo: { script: 'electron/cli/main.ts', arguments: ['demo'], system: [], environment: oneHeap },
  cli: { script: 'electron/cli/main.ts', system: [], environment: oneHeap },
  build: { script: 'build/tasks/build.ts', system: [] },
  check: { script: 'build/tasks/check.ts', system: [] },
  test: { script: 'build/tasks/test.ts', system: headless },
  unit: { script: 'build/tasks/test.ts', arguments: ['unit'], system: [] },
  e2e: { script: 'build/tasks/test.ts', arguments: ['e2e'], system: headless },
  package: { script: 'build/tasks/package.ts', system: [] },
  bench: { script: 'build/bench/main.ts', system: [] },
  'bench:match': { script: 'build/bench/match.ts', system: [], environment: oneHeap },
  'bench:quality': { script: 'build/bench/quality.ts', system: [] },
  'bench:files': { script: 'build/bench/files.ts', system: [] },
  'bench:steward': { script: 'build/bench/main.ts', arguments: ['--only', 'steward', '--rows', '1000000'], system: [] },
  'bench:enrich': { script: 'build/bench/main.ts', arguments: ['--only', 'enrich', '--rows', '1000000'], system: [] },
  'bench:log': { script: 'build/bench/main.ts', arguments: ['--only', 'log', '--rows', '1000000'], system: [] },
  'bench:quality-checks': { script: 'build/bench/main.ts', arguments: ['--only', 'qualityChecks'], system: [] },
  'bench:app': { script: 'test/bench/app.ts', system: headless },
  'bench:match-app': { script: 'test/bench/matchApp.ts', system: headless },
  'bench:decisions': { script: 'test/bench/steward.ts', system: headless },
  faults: { script: 'build/tasks/faults.ts', system: headless },
  fuzz: { script: 'build/tasks/fuzz.ts', system: [] },
};

const [name, ...rest] = process.argv.slice(2);
const command = commands[name];
if (!command) {
  console.error(`Say which command: ${Object.keys(commands).join(', ')}.`);
  process.exit(2);
}
try {
  installPackages();
  installSystemPackages(command.system);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

const child = spawn(pinnedNode(), [resolve(root, command.script), ...(command.arguments ?? []), ...rest], {
  stdio: 'inherit',
  // Commands started from here find the pinned Node and the installed tools first.
  env: { ...command.environment, ...process.env, PATH: `${resolve(root, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}` },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 0)));

function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
