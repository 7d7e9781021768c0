// Runs the tests against LibreOffice, where it is installed; `npm test` needs no office suite.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  cacheDir: 'out/.cache/vite',
  test: { include: ['test/office/**/*.test.ts'], environment: 'node', testTimeout: 240_000, hookTimeout: 240_000 },
});
