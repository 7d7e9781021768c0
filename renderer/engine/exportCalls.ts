// Writes an export: every file by temporary name, fsync and rename; then the log says what left the workspace.
import type { EngineCalls, ExportReport } from '../../shared/contract/engine.ts';
import type { Job } from '../../shared/kernel/job.ts';
import type { ExportItem, StateItem } from '../../shared/state/items.ts';
import { exportFiles, type ExportFile } from '../../shared/state/exportFiles.ts';
import type { FolderToken } from '../../shared/contract/desktop.ts';
import type { WrittenFile } from '../../shared/contract/machine.ts';
import type { Machine } from './machineClient.ts';
import type { OpenEngine } from './openEngine.ts';

/** @param stamp names the files, such as 2026-03-14 */
export async function runExport(engine: OpenEngine, machine: Machine, request: EngineCalls['export.run']['request'], stamp: string, job: Job): Promise<ExportReport> {
  const { folder, parts, dialect } = request;
  const files = exportFiles(engine.workspace, await engine.goldenTable(), parts, dialect, stamp);
  const written: (WrittenFile & { part: ExportFile['part']; rows: number })[] = [];
  for (const file of files) {
    job.report({ stage: 'exporting', done: written.length, total: files.length, unit: 'steps' });
    written.push({ part: file.part, ...(await writeFile(machine, folder, file, job)) });
  }
  const items: StateItem[] = written.map(
    (file): ExportItem => ({ kind: 'export', part: file.part, fileName: file.name, rows: file.rows, bytes: file.bytes, sha256: file.sha256 }),
  );
  const rows = written.reduce((sum, file) => sum + file.rows, 0);
  await engine.written(await engine.workspace.commit({ act: 'export', items, undoes: null, note: { files: written.length, rows }, basis: null }));
  return { files: written };
}

async function writeFile(machine: Machine, folder: FolderToken, file: ExportFile, job: Job): Promise<WrittenFile & { rows: number }> {
  const { output } = await machine('output.create', { folder, name: file.name });
  try {
    const chunks = file.bytes(job);
    for (;;) {
      const next = await chunks.next();
      if (next.done === true) {
        return { ...(await machine('output.commit', { output })), rows: next.value.rows };
      }
      await machine('output.write', { output, bytes: next.value });
      await job.breathe();
    }
  } catch (error) {
    await machine('output.abort', { output });
    throw error;
  }
}
