// Writes an export: every file by temporary name, fsync and rename; then the log says what left the workspace.
import type { ExportCheck, ExportReport } from '../../shared/contract/engine.ts';
import type { FolderToken } from '../../shared/contract/desktop.ts';
import type { WrittenFile } from '../../shared/contract/machine.ts';
import type { Job } from '../../shared/kernel/job.ts';
import type { ExportProfile } from '../../shared/model/exportProfile.ts';
import type { EpochDay } from '../../shared/model/ids.ts';
import { checkExport, runExport, type ExportSubject, type WriteFile } from '../../shared/state/runExport.ts';
import type { Desk } from './desk.ts';
import type { Machine } from './machineClient.ts';

/** @param stamp names the files, such as 2026-03-14 */
export async function exportTo(desk: Desk, machine: Machine, folder: FolderToken, profile: ExportProfile, today: EpochDay, stamp: string, job: Job): Promise<ExportReport> {
  const { engine } = desk;
  const subject = await subjectOf(desk, profile, today, job);
  const done = await runExport(subject, profile, stamp, Date.now(), (file) => writeFile(machine, folder, file, job), job);
  await engine.written(await engine.workspace.commit(done.change));
  return { files: done.files, leftOut: done.leftOut };
}

export async function checkFor(desk: Desk, profile: ExportProfile, today: EpochDay, job: Job): Promise<ExportCheck> {
  const { records, taken, leftOut, problems, comparedWith } = await checkExport(await subjectOf(desk, profile, today, job), profile, job);
  return { records, taken, leftOut, problems: problems.slice(0, PROBLEMS_SHOWN), comparedWith };
}

const PROBLEMS_SHOWN = 200;

async function subjectOf({ engine, records, match }: Desk, profile: ExportProfile, today: EpochDay, job: Job): Promise<ExportSubject> {
  await records.readySets(profile.filter, job);
  return {
    workspace: engine.workspace,
    golden: await engine.goldenTable(),
    knowledge: engine.knowledge,
    language: engine.language,
    groups: match.results?.groups ?? null,
    rowSet: (name) => records.rowSet(name),
    today,
  };
}

export async function writeFile(machine: Machine, folder: FolderToken, file: Parameters<WriteFile>[0], job: Job): Promise<WrittenFile & { rows: number }> {
  const { output } = await machine('output.create', { folder, name: file.name });
  try {
    const chunks = file.bytes(job);
    for (;;) {
      const next = await chunks.next();
      if (next.done === true) return { ...(await machine('output.commit', { output })), rows: next.value.rows };
      await machine('output.write', { output, bytes: next.value });
      await job.breathe();
    }
  } catch (error) {
    await machine('output.abort', { output });
    throw error;
  }
}
