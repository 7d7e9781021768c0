// Makes the whole app in out/ (main, preload and page) and the verifier page that ships with it.
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { writeVerifier } from '../verifier/buildVerifier.ts';
import { bundleDesktop } from './bundleDesktop.ts';

export const viteConfig = fileURLToPath(new URL('./vite.config.ts', import.meta.url));

export async function bundleApp(): Promise<void> {
  await Promise.all([bundleDesktop(), writeVerifier(), build({ configFile: viteConfig, logLevel: 'warn' })]);
}
