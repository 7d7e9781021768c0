// `npm test`: everything that must pass, with one closing line that sums the real results: checks, tests without a window, tests in the app.
// `npm run test:unit …` and `npm run test:e2e …` run one part and hand further arguments to its runner.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import { runChecks } from '../checks/checks.ts';
import { packageApp } from '../packaging/packageApp.ts';
import { addCounts, countPlaywright, countVitest, noCounts, type Counts } from '../checks/countResults.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const reports = resolve(root, 'out/reports');
const [part, ...rest] = process.argv.slice(2);
mkdirSync(reports, { recursive: true });

let exitCode = 0;
let counts = noCounts;
if (part === 'unit') counts = runUnit(rest);
else if (part === 'e2e') counts = await runE2e(rest);
else {
  counts = addCounts(counts, await runAllChecks());
  counts = addCounts(counts, runUnit([]));
  counts = addCounts(counts, await runE2e([], await packageApp({ forTests: true })));
}
// A run that executed nothing proves nothing.
if (counts.failed > 0 || counts.passed === 0) exitCode = 1;
console.log(`\n${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`);
process.exit(exitCode);

async function runAllChecks(): Promise<Counts> {
  const outcomes = await runChecks();
  for (const { name, passed, output, elapsedMs } of outcomes) {
    console.log(`${passed ? '✓' : '✗'} ${name} (${(elapsedMs / 1000).toFixed(1)} s)`);
    if (!passed) console.log(output);
  }
  const passed = outcomes.filter((outcome) => outcome.passed).length;
  return { passed, failed: outcomes.length - passed, skipped: 0 };
}

function runUnit(args: readonly string[]): Counts {
  return runTool('vitest', ['run', '--config', 'build/vitest.config.ts', '--reporter=default', '--reporter=json', `--outputFile.json=${resolve(reports, 'unit.json')}`, ...args], 'unit.json', countVitest);
}

async function runE2e(args: readonly string[], packaged?: string): Promise<Counts> {
  return runTool('playwright', ['test', '--config', 'test/e2e/playwright.config.ts', ...args], 'e2e.json', countPlaywright, packaged === undefined ? {} : { FICHERO_PACKAGED: packaged });
}

/** A runner that ends badly without naming a failed test, such as one that could not start, counts as one failure. */
function runTool(name: string, args: readonly string[], report: string, count: (report: unknown) => Counts, env: Record<string, string> = {}): Counts {
  rmSync(resolve(reports, report), { force: true });
  const { status } = spawnSync(resolve(root, 'node_modules/.bin', name), args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } });
  const found = readReport(resolve(reports, report), count);
  return status !== 0 && found.failed === 0 ? { ...found, failed: 1 } : found;
}

function readReport(file: string, count: (report: unknown) => Counts): Counts {
  try {
    return count(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { ...noCounts, failed: 1 };
  }
}
