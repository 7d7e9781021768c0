// fichero merge DIR --above P: finds duplicates and merges every group that is at least so probable, as one entry.
import { availableParallelism } from 'node:os';
import type { Job } from '../../shared/kernel/job.ts';
import { matchWorkspace, modelInUse, type WorkspaceMatch } from '../../shared/state/matchWorkspace.ts';
import { planMerge } from '../../shared/state/plan.ts';
import type { Workspace } from '../../shared/state/workspace.ts';
import { writePlanned } from './decide.ts';
import type { Command } from './io.ts';
import { CommandError, readArguments, withWorkspace } from './openForCommand.ts';
import { matchThreads } from './matchThreads.ts';
import { jobFor } from './progressLine.ts';

/** Below this many rows a thread costs more to start than it saves. */
const ROWS_WORTH_THREADS = 3000;

export const runMerge: Command = (args, io) => {
  const { values, positionals } = readArguments(args, { above: { type: 'string' }, json: { type: 'boolean' } });
  const above = Number(values.above);
  if (values.above === undefined || !(above > 0 && above <= 1)) throw new CommandError('Say from which probability: merge DIR --above P, with P between 0 and 1.');
  return withWorkspace(positionals[0], io, false, async (open) => {
    const { groups } = await matchOnThreads(open.workspace, jobFor(io));
    const certain = groups.filter(({ probability }) => probability >= above).map(({ rows }) => ({ rows, pins: [] }));
    return writePlanned(open, values.json === true, io, planMerge(open.workspace.state, certain));
  });
};

/** One run over the workspace on as many threads as the machine has. */
export async function matchOnThreads(workspace: Workspace, job: Job): Promise<WorkspaceMatch> {
  const pool = matchThreads(workspace.rows.length < ROWS_WORTH_THREADS ? 1 : Math.min(8, availableParallelism()));
  try {
    return await matchWorkspace(workspace, { model: modelInUse(workspace) }, pool, () => performance.now(), job);
  } finally {
    await pool.close();
  }
}
