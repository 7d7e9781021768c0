// `npm run dev`: opens the app and follows the sources: a change of the page reloads it, a change of main or preload restarts the app.
// The page comes from files through the app's own scheme, as in a release, so that development runs under the same policy.
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { viteConfig } from '../bundle/bundleApp.ts';
import { watchDesktop } from '../bundle/bundleDesktop.ts';
import { electronArguments } from '../runtime/electronArguments.ts';
import { findElectron } from '../runtime/findElectron.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const runtime = await findElectron();
let app: ChildProcess | null = null;
let restarting = false;
let soon: NodeJS.Timeout | undefined;

await followPage();
// Main and preload are bundled apart: one change may finish both.
await watchDesktop(() => {
  clearTimeout(soon);
  soon = setTimeout(restart, 500);
});

/** Resolves after the first build. */
async function followPage(): Promise<void> {
  const watcher = await build({ configFile: viteConfig, mode: 'development', logLevel: 'warn', build: { watch: {}, minify: false, sourcemap: true } });
  if (!('on' in watcher)) throw new Error('The bundler does not watch.');
  await new Promise<void>((started) => {
    watcher.on('event', (event) => {
      if (event.code === 'ERROR') console.error(event.error.message);
      if (event.code !== 'END') return;
      app?.send?.('reload');
      started();
    });
  });
}

function restart(): void {
  if (app) {
    restarting = true;
    app.kill();
    return;
  }
  app = spawn(runtime.executable, electronArguments(root), { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  app.on('exit', (code) => {
    app = null;
    if (!restarting) process.exit(code ?? 0);
    restarting = false;
    restart();
  });
}
