// Writes the files of an export into a folder and logs what left the workspace.
import { mkdir } from 'node:fs/promises';
import { epochDayAt } from '../../shared/freshness/months.ts';
import type { Job } from '../../shared/kernel/job.ts';
import type { ExportProfile } from '../../shared/model/exportProfile.ts';
import { FieldKnowledge } from '../../shared/state/analyse/fieldKnowledge.ts';
import { GoldenTable } from '../../shared/state/golden/goldenTable.ts';
import { GoldenView } from '../../shared/state/golden/goldenView.ts';
import type { FoundGroup } from '../../shared/state/match/matchWorkspace.ts';
import { runExport, type ExportOutcome } from '../../shared/state/files/runExport.ts';
import type { Workspace } from '../../shared/state/workspace.ts';
import { Outputs } from '../workspace/Outputs.ts';
import { matchOnThreads } from './merge.ts';
import { accept } from './openForCommand.ts';

/**
 * @param stamp names the files, such as 2026-03-14; '' for names without a day
 * @param found groups of a run that was made already; else one is made where the profile wants its report
 * @throws CommandError where a file can't be written
 */
export async function exportToFolder(workspace: Workspace, folder: string, profile: ExportProfile, stamp: string, at: number, job: Job, found?: readonly FoundGroup[]): Promise<ExportOutcome> {
  await mkdir(folder, { recursive: true });
  const knowledge = new FieldKnowledge(workspace.rows, 'en');
  const golden = await GoldenTable.make(workspace, new GoldenView(workspace, knowledge), undefined, job);
  const groups = found ?? (profile.parts.includes('duplicates') ? (await matchOnThreads(workspace, job)).groups : null);
  const outputs = new Outputs();
  try {
    const done = await runExport(
      { workspace, golden, knowledge, language: 'en', groups, rowSet: (name) => rowSet(workspace, name), today: epochDayAt(at, 0) },
      profile,
      stamp,
      at,
      async (file) => {
        const { output } = accept(await outputs.create(folder, file.name), file.name);
        const chunks = file.bytes(job);
        let next = await chunks.next();
        for (; next.done !== true; next = await chunks.next()) accept(await outputs.write(output, next.value), file.name);
        return { ...accept(await outputs.commit(output), file.name), rows: next.value.rows };
      },
      job,
    );
    accept(await workspace.commit(done.change), 'not saved');
    return done;
  } finally {
    await outputs.abortAll();
  }
}

/** Rows of a source or a load, by its number, and those of the current state. */
function rowSet({ rows, state }: Workspace, name: string): Uint8Array | undefined {
  if (name === 'current') return rows.currentRows();
  const [kind, id] = name.split(':');
  if (kind !== 'load' && kind !== 'source') return undefined;
  const mask = new Uint8Array(rows.length);
  for (const load of state.loads) if ((kind === 'load' ? load.id : load.source) === Number(id)) mask.fill(1, load.firstRow, load.firstRow + load.rows);
  return mask;
}
