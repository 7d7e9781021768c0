// Bundles the page and its workers into out/renderer, as files that the app's own scheme serves under a strict CSP.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string };

const hasSideEffects = (id: string): boolean => !id.includes('node_modules/hyparquet-compressors/');

/** Stands in index.html where main puts a fresh nonce into every response. */
export const noncePlaceholder = '__STYLE_NONCE__';

export default defineConfig({
  root: `${root}renderer`,
  base: './',
  cacheDir: `${root}out/.cache/vite`,
  define: { APP_VERSION: JSON.stringify(version) },
  plugins: [react()],
  html: { cspNonce: noncePlaceholder },
  // What a part of these packages does when it is loaded (compiling WebAssembly, which the policy forbids) is never needed.
  worker: { format: 'es', rolldownOptions: { treeshake: { moduleSideEffects: hasSideEffects } } },
  build: {
    outDir: `${root}out/renderer`,
    emptyOutDir: true,
    target: 'chrome130',
    // The policy allows scripts, fonts and styles as files of the app only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4_000,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
