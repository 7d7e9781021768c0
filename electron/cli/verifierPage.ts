// Finds the auditor's page that goes into every bundle. Releases carry it; a checkout makes it when it is first needed.
import { readFile } from 'node:fs/promises';
import { codeOf } from '../workspace/files.ts';

const page = new URL('../resources/verifier.html', import.meta.url);
const maker = new URL('../../build/verifier/buildVerifier.ts', import.meta.url);

export async function readVerifierPage(): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(page));
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  const { writeVerifier } = (await import(maker.href)) as { writeVerifier: () => Promise<void> };
  await writeVerifier();
  return new Uint8Array(await readFile(page));
}
