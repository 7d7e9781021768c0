// Enters in the log that a file left the workspace; where it is open for reading only, nothing can be entered and nothing is.
import type { WrittenFile } from '../../shared/contract/machine.ts';
import type { OpenEngine } from './openEngine.ts';

/** @param rows what the file holds of the workspace: rows, entries, changes; 0 for a page of figures */
export async function enterExport(engine: OpenEngine, part: string, files: readonly WrittenFile[], rows: number, why?: string): Promise<void> {
  if (engine.workspace.info.readOnly) return;
  const items = files.map((file) => ({ kind: 'export' as const, part, fileName: file.name, rows, bytes: file.bytes, sha256: file.sha256, where: file.displayPath }));
  await engine.written(await engine.workspace.commit({ act: 'export', items, undoes: null, note: { files: files.length, rows }, basis: null, ...(why === undefined ? {} : { why }) }));
}
