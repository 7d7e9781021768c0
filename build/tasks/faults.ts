// `npm run faults`: the fault tests at their long sizes. Takes hours on a small machine; every seed is fixed, so a failure repeats.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sizes = { FICHERO_CRASHES: '50000', FICHERO_CORRUPTIONS: '1000', FICHERO_MUTATIONS: '10000', FICHERO_ERASURES: '100', FICHERO_KILLS: '500', FICHERO_FULL_DISKS: '2000', FICHERO_REAL_DISKS: '100', FICHERO_FLIPS: '1', FICHERO_SEQUENCES: '20000' };
// A size given from outside wins, for a machine with less patience.
const env = { ...sizes, ...process.env };

const run = (tool: string, args: readonly string[]): boolean => spawnSync(resolve(root, 'node_modules/.bin', tool), [...args, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit', env }).status === 0;

const isSound = [
  run('vitest', ['run', '--config', 'build/vitest.config.ts', '--testTimeout', '7200000', 'test/faults', 'test/laws/log', 'test/laws/state/stewardship.law.test.ts', 'test/oracle/log']),
  run('playwright', ['test', '--config', 'test/e2e/playwright.config.ts', 'kills.e2e.ts', 'decisionKills.e2e.ts']),
];
process.exitCode = isSound.every(Boolean) ? 0 : 1;
