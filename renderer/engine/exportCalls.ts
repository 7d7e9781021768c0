// Writes an export: every file by temporary name, fsync and rename; then the log says what left the workspace.
import type { ExportCheck, ExportReport } from '../../shared/contract/engine.ts';
import type { FolderToken } from '../../shared/contract/desktop.ts';
import type { Job } from '../../shared/kernel/job.ts';
import type { ExportProfile } from '../../shared/model/exportProfile.ts';
import type { EpochDay } from '../../shared/model/ids.ts';
import { checkExport, runExport, type ExportSubject } from '../../shared/state/files/runExport.ts';
import type { Desk } from './desk.ts';
import type { Machine } from './machineClient.ts';
import { writeOutput } from './writeOutput.ts';

/** @param stamp names the files, such as 2026-03-14; '' for names without a day */
export async function writeExport(desk: Desk, machine: Machine, folder: FolderToken, profile: ExportProfile, today: EpochDay, stamp: string, job: Job): Promise<{ readonly report: ExportReport }> {
  const { engine } = desk;
  const subject = await subjectOf(desk, profile, today, job);
  const done = await runExport(
    subject,
    profile,
    stamp,
    Date.now(),
    async (file) => {
      const { file: written, end } = await writeOutput(machine, { folder, name: file.name }, file.bytes(job), job);
      return { ...written, rows: end.rows };
    },
    job,
  );
  await engine.written(await engine.workspace.commit(done.change));
  return { report: { files: done.files, leftOut: done.leftOut } };
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
    rowSet: (name) => records.rowSet(name, true),
    today,
  };
}
