// Gives tests a display: the one that is there, or an Xvfb of their own.
import { spawn } from 'node:child_process';

export type OpenDisplay = { readonly name: string; close(): void };

const startLimitMs = 15_000;

/** FICHERO_SHOW=1 uses the display of the desktop, to watch the tests; without it they never steal the focus. */
export async function openDisplay(): Promise<OpenDisplay> {
  const own = process.env['DISPLAY'];
  if (process.platform !== 'linux' || (own && process.env['FICHERO_SHOW'])) return { name: own ?? '', close: () => {} };
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp', '-ac'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise<string>((found, failed) => {
    const timer = setTimeout(() => failed(new Error('Xvfb did not start.')), startLimitMs);
    server.on('error', () => failed(new Error('Xvfb is missing: install the package xvfb.')));
    // Xvfb writes the number of the display it took, and a line feed, once it can be used.
    server.stdio[3]?.on('data', (bytes: Uint8Array) => {
      clearTimeout(timer);
      found(Buffer.from(bytes).toString().trim());
    });
  });
  return { name: `:${number}`, close: () => server.kill() };
}
