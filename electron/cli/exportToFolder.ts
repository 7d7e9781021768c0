// Writes the files of an export into a folder and logs what left the workspace.
import { mkdir } from 'node:fs/promises';
import type { Dialect, ExportPart } from '../../shared/contract/engine.ts';
import type { WrittenFile } from '../../shared/contract/machine.ts';
import type { Job } from '../../shared/kernel/job.ts';
import { exportFiles } from '../../shared/state/exportFiles.ts';
import { FieldKnowledge } from '../../shared/state/fieldKnowledge.ts';
import { GoldenTable } from '../../shared/state/goldenTable.ts';
import { GoldenView } from '../../shared/state/goldenView.ts';
import type { ExportItem } from '../../shared/state/items.ts';
import type { Workspace } from '../../shared/state/workspace.ts';
import { Outputs } from '../workspace/Outputs.ts';
import { accept } from './openForCommand.ts';

export type ExportedFile = WrittenFile & { readonly part: ExportPart; readonly rows: number };

/** @param stamp names the files, such as 2026-03-14. @throws CommandError where a file can't be written */
export async function exportToFolder(workspace: Workspace, folder: string, parts: readonly ExportPart[], dialect: Dialect, stamp: string, job: Job): Promise<ExportedFile[]> {
  await mkdir(folder, { recursive: true });
  const golden = await GoldenTable.make(workspace, new GoldenView(workspace, new FieldKnowledge(workspace.rows, 'en')), undefined, job);
  const outputs = new Outputs();
  const written: ExportedFile[] = [];
  try {
    for (const file of exportFiles(workspace, golden, parts, dialect, stamp)) {
      const { output } = accept(await outputs.create(folder, file.name), file.name);
      const chunks = file.bytes(job);
      let next = await chunks.next();
      for (; next.done !== true; next = await chunks.next()) accept(await outputs.write(output, next.value), file.name);
      written.push({ part: file.part, rows: next.value.rows, ...accept(await outputs.commit(output), file.name) });
    }
  } finally {
    await outputs.abortAll();
  }
  const items = written.map(({ part, name, rows, bytes, sha256 }): ExportItem => ({ kind: 'export', part, fileName: name, rows, bytes, sha256 }));
  const rows = written.reduce((sum, file) => sum + file.rows, 0);
  accept(await workspace.commit({ act: 'export', items, undoes: null, note: { files: written.length, rows }, basis: null }), 'not saved');
  return written;
}
