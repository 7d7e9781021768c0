// Bundles what runs in Electron's own processes: main and preload, each into one CommonJS file without imports from node_modules.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { context, type BuildOptions } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

const description = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { devDependencies: { electron: string } };

const options: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  // CommonJS: a sandboxed preload must be, and main must run before the ready event.
  format: 'cjs',
  target: 'node20',
  external: ['electron'],
  // The app says in About whether it runs on the release that it was made for.
  define: { pinnedElectron: JSON.stringify(description.devDependencies.electron) },
  logLevel: 'warning',
  legalComments: 'none',
};

const outputs: readonly BuildOptions[] = [
  { entryPoints: ['electron/main/main.ts'], outfile: 'out/main/main.cjs', sourcemap: 'linked' },
  { entryPoints: ['electron/preload/preload.ts'], outfile: 'out/preload/preload.cjs' },
];

/** Writes out/main and out/preload once. */
export async function bundleDesktop(): Promise<void> {
  const contexts = await Promise.all(outputs.map((output) => context({ ...options, ...output })));
  try {
    await Promise.all(contexts.map((one) => one.rebuild()));
  } finally {
    await Promise.all(contexts.map((one) => one.dispose()));
  }
}

/** Writes them again at each change, and tells so after each time. */
export async function watchDesktop(onBuilt: () => void): Promise<void> {
  const told = { name: 'told', setup: (build: { onEnd: (callback: (result: { errors: unknown[] }) => void) => void }) => build.onEnd(({ errors }) => errors.length === 0 && onBuilt()) };
  for (const output of outputs) {
    const one = await context({ ...options, ...output, plugins: [told] });
    await one.watch();
  }
}
