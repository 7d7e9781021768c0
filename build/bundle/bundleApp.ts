// Makes the whole app in out/: main, preload and page.
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { bundleDesktop } from './bundleDesktop.ts';

export const viteConfig = fileURLToPath(new URL('./vite.config.ts', import.meta.url));

export async function bundleApp(): Promise<void> {
  await Promise.all([bundleDesktop(), build({ configFile: viteConfig, logLevel: 'warn' })]);
}
