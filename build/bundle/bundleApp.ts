// Makes the whole app in out/ (main, preload and page) and the pages that ship with it: the verifier and the refresh form.
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { writeForm } from '../form/buildForm.ts';
import { writeVerifier } from '../verifier/buildVerifier.ts';
import { bundleDesktop } from './bundleDesktop.ts';

export const viteConfig = fileURLToPath(new URL('./vite.config.ts', import.meta.url));

export async function bundleApp(): Promise<void> {
  await Promise.all([bundleDesktop(), writeVerifier(), writeForm(), build({ configFile: viteConfig, logLevel: 'warn' })]);
}
