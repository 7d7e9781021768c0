// Makes the page of refresh forms, as yet without what it asks: node build/form/buildForm.ts
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const formPath = fileURLToPath(new URL('../../electron/resources/form.html', import.meta.url));

/** The page as text; the same sources give the same bytes. */
export async function makeForm(): Promise<string> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const bundled = await build({ absWorkingDir: root, entryPoints: ['build/form/page.ts'], bundle: true, write: false, format: 'iife', target: 'es2022', minify: true, lineLimit: 200, charset: 'ascii', legalComments: 'none' });
  const script = `${bundled.outputFiles[0]!.text.replaceAll('</script', String.raw`<\/script`).trimEnd()}\n`;
  const style = readFileSync(new URL('page.css', import.meta.url), 'utf8');
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  // The page may run exactly this script and this style, and reach nothing at all.
  const policy = `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; base-uri 'none'; form-action 'none'`;
  return [
    '<!doctype html>',
    '<html lang="es">',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width">',
    '<meta name="robots" content="noindex">',
    '<title>Fichero</title>',
    `<style>${style}</style>`,
    '<body><main id="root"></main>',
    '<!--fichero-form-->',
    `<script>${script}</script>`,
    '</html>',
    '',
  ].join('\n');
}

export async function writeForm(): Promise<void> {
  writeFileSync(formPath, await makeForm());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeForm();
