// `npm start`: builds, finds an Electron and opens the app; without a display runs the demo instead.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import { bundleApp } from '../bundle/bundleApp.ts';
import { electronArguments } from '../runtime/electronArguments.ts';
import { findElectron } from '../runtime/findElectron.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const hasDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);

if (hasDisplay) {
  const [runtime] = await Promise.all([findElectron(), bundleApp()]);
  run(runtime.executable, [...electronArguments(root), ...process.argv.slice(2)]);
} else {
  console.log('There is no display to open a window on, so here is the demo, which needs none.');
  run(process.execPath, [resolve(root, 'electron/cli/main.ts'), 'demo', ...process.argv.slice(2)]);
}

function run(executable: string, args: readonly string[]): void {
  const child = spawn(executable, args, { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}
