// fichero unmerge, undo, redo: takes decisions back from the command line.
import type { Result } from '../../shared/kernel/result.ts';
import type { RowId } from '../../shared/model/ids.ts';
import { logLineOf } from '../../shared/state/logLines.ts';
import { planRedo, planUndo, type Change, type Refusal } from '../../shared/state/plan.ts';
import { planUnmerge } from '../../shared/state/planSplit.ts';
import type { Projection } from '../../shared/state/projection.ts';
import type { Command, Io } from './io.ts';
import { accept, CommandError, readArguments, withWorkspace, type OpenCommand } from './openForCommand.ts';

/** fichero unmerge DIR --row ID */
export const runUnmerge: Command = (args, io) => {
  const { values, positionals } = readArguments(args, { row: { type: 'string' }, json: { type: 'boolean' } });
  const row = Number(values.row);
  if (values.row === undefined || !Number.isInteger(row)) throw new CommandError('Name the row: unmerge DIR --row ID');
  return decide(positionals[0], values.json === true, io, (state) => planUnmerge(state, row as RowId));
};

/** fichero undo DIR */
export const runUndo: Command = (args, io) => {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' } });
  return decide(positionals[0], values.json === true, io, planUndo);
};

/** fichero redo DIR */
export const runRedo: Command = (args, io) => {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' } });
  return decide(positionals[0], values.json === true, io, planRedo);
};

function decide(path: string | undefined, asJson: boolean, io: Io, plan: (state: Projection) => Result<Change, Refusal>): Promise<number> {
  return withWorkspace(path, io, false, (open) => writePlanned(open, asJson, io, plan(open.workspace.state)));
}

/** Commits a plan and says what was written; a refusal is exit code 1. */
export async function writePlanned({ workspace }: OpenCommand, asJson: boolean, io: Io, planned: Result<Change, Refusal>): Promise<number> {
  if (!planned.ok) {
    io.err(`Nothing was changed: ${JSON.stringify(planned.error)}\n`);
    return 1;
  }
  const entry = accept(await workspace.commit(planned.value), 'not saved');
  const line = logLineOf(workspace, entry.seq);
  io.out(asJson ? `${JSON.stringify({ ...line, stateDigest: workspace.state.digest() })}\n` : `Entry ${line.seq}: ${line.act} ${JSON.stringify(line.facts)}\n`);
  return 0;
}
