// End-to-end tests: the built app in a real Electron, on a display of its own, as an ordinary user.
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';

const root = fileURLToPath(new URL('../..', import.meta.url));

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.e2e.ts',
  globalSetup: './support/prepareRun.ts',
  outputDir: `${root}test-results`,
  reporter: [['list'], ['json', { outputFile: `${root}out/reports/e2e.json` }]],
  // Each test starts a whole app with workers of its own; more at once only slow each other down.
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env['CI']),
});
