// fichero merge: finds duplicates and merges every group that is at least so probable, as one entry.
import { availableParallelism } from 'node:os';
import type { Job } from '../../shared/kernel/job.ts';
import { bandOf, matchWorkspace, modelInUse, type WorkspaceMatch } from '../../shared/state/match/matchWorkspace.ts';
import { ok } from '../../shared/kernel/result.ts';
import { unsaid } from '../../shared/state/plan/plan.ts';
import { planDecisions, type GroupDecision } from '../../shared/state/plan/planDecision.ts';
import type { Workspace } from '../../shared/state/workspace.ts';
import { writePlanned } from './decide.ts';
import type { Command } from './io.ts';
import { CommandError, readArguments, stampFor, UsageError, withWorkspace } from './openForCommand.ts';
import { matchThreads } from './matchThreads.ts';
import { jobFor } from './progressLine.ts';
import { counted } from './words.ts';

/** Below this many rows a thread costs more to start than it saves. */
const ROWS_WORTH_THREADS = 3000;

export const runMerge: Command = (args, io) => {
  const { values, positionals } = readArguments(args, { above: { type: 'string' }, json: { type: 'boolean' } });
  const above = Number(values.above);
  if (values.above === undefined || !/^[\d.]+$/.test(values.above) || !(above > 0 && above <= 1)) throw new UsageError('Say from which probability, above 0 and up to 1.');
  return withWorkspace(positionals[0], io, false, async (open) => {
    const { state } = open.workspace;
    if (state.currentRowCount === 0) throw new CommandError('There are no rows yet.');
    const { groups } = await matchOnThreads(open.workspace, jobFor(io));
    const certain = groups.filter(({ probability }) => probability >= above).map(({ rows, probability }): GroupDecision => ({ rows, ruling: 'merge', pins: [], band: bandOf(probability) }));
    if (certain.length === 0) {
      io.err(`Nothing was changed. No group of duplicates is so probable${groups.length === 0 ? '' : `; ${counted(groups.length, 'group')} below that`}.\n`);
      return 1;
    }
    const planned = await planDecisions(state, stampFor(io)().actor, certain, unsaid, {}, jobFor(io));
    if (!planned.ok) {
      io.err(`Nothing was changed. What is so probable is decided already: ${counted(certain.length, 'group')}.\n`);
      return 1;
    }
    return writePlanned(open, values.json === true, io, ok(planned.value.change));
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
