// The checks that need no test: types, layers, lint, dead code.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import { checkLayers } from './cruise.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export type CheckOutcome = { readonly name: string; readonly passed: boolean; readonly output: string; readonly elapsedMs: number };

export async function runChecks(): Promise<readonly CheckOutcome[]> {
  return [
    await timed('types', () => tool('tsc', ['-b'])),
    await timed('layers', layers),
    await timed('lint', () => tool('oxlint', ['--type-aware'])),
    await timed('dead code', () => tool('knip', ['--config', 'build/knip.json', '--no-progress'])),
  ];
}

async function timed(name: string, check: () => Promise<{ passed: boolean; output: string }> | { passed: boolean; output: string }): Promise<CheckOutcome> {
  const startMs = performance.now();
  return { name, ...(await check()), elapsedMs: Math.round(performance.now() - startMs) };
}

async function layers() {
  const { violations, modules } = await checkLayers(root);
  const output = modules.length === 0 ? 'No file was looked at.' : violations.map(({ rule, from, to }) => `${rule}: ${from} → ${to}`).join('\n');
  return { passed: violations.length === 0 && modules.length > 0, output };
}

function tool(name: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(resolve(root, 'node_modules/.bin', name), args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return { passed: status === 0, output: `${stdout ?? ''}${stderr ?? ''}`.trim() };
}
