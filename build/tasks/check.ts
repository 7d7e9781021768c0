// `npm run check`: types, layers, lint, dead code.
import { runChecks } from '../checks/checks.ts';

const outcomes = await runChecks();
for (const { name, passed, output, elapsedMs } of outcomes) {
  console.log(`${passed ? '✓' : '✗'} ${name} (${(elapsedMs / 1000).toFixed(1)} s)`);
  if (!passed) console.log(output);
}
process.exitCode = outcomes.every(({ passed }) => passed) ? 0 : 1;
