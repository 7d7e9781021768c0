// `npm run fuzz`: the tests of hostile and broken input at their long sizes: spoilt files of every format, round trips of any strings.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sizes = { FICHERO_MUTATED_FILES: '12000', FICHERO_ROUNDTRIPS: '500', FICHERO_CORPUS_MUTATIONS: '100000' };

const { status } = spawnSync(
  resolve(root, 'node_modules/.bin/vitest'),
  ['run', '--config', 'build/vitest.config.ts', '--testTimeout', '7200000', 'test/unit/load', 'test/laws/load', 'test/laws/export', ...process.argv.slice(2)],
  // A size given from outside wins, for a machine with less patience.
  { cwd: root, stdio: 'inherit', env: { ...sizes, ...process.env } },
);
process.exitCode = status ?? 1;
