// Runs everything that needs no window: unit, law, oracle and architecture tests.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  cacheDir: 'out/.cache/vite',
  test: {
    include: ['test/{unit,laws,oracle,architecture,faults}/**/*.test.{ts,tsx}'],
    environment: 'node',
    testTimeout: 30_000,
  },
});
