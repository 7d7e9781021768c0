// fichero unmerge, undo, redo: takes decisions back from the command line.
import type { Result } from '../../shared/kernel/result.ts';
import { fieldFromText } from '../../shared/model/fields.ts';
import type { EntrySeq, RowId } from '../../shared/model/ids.ts';
import type { KeptPin } from '../../shared/state/facts/items.ts';
import { logLineOf } from '../../shared/state/history/logLines.ts';
import { planRedo, planUndo, type Change, type Refusal } from '../../shared/state/plan/plan.ts';
import { planSplit, type Taken } from '../../shared/state/plan/planSplit.ts';
import type { Projection } from '../../shared/state/facts/projection.ts';
import type { Command, Io } from './io.ts';
import { accept, CommandError, readArguments, UsageError, wholeNumber, withWorkspace, type OpenCommand } from './openForCommand.ts';
import { entryWords, rowWords, troubleWords } from './words.ts';

export const runUnmerge: Command = (args, io) => {
  const { values, positionals } = readArguments(args, {
    row: { type: 'string' },
    merge: { type: 'string' },
    all: { type: 'boolean' },
    open: { type: 'boolean' },
    keep: { type: 'string', multiple: true },
    json: { type: 'boolean' },
  });
  if (values.row === undefined) throw new UsageError('Name the row.');
  if (values.merge !== undefined && values.all === true) throw new UsageError('--merge takes one merge back, --all every one: say which.');
  const named = wholeNumber(values.row, '--row', 'the id of a row');
  const taken: Taken = values.all === true ? 'all' : values.merge === undefined ? 'row' : { merge: wholeNumber(values.merge, '--merge', 'the number of an entry') as EntrySeq };
  const kept = (values.keep ?? []).map((text) => keptPin(text));
  return decide(positionals[0], values.json === true, io, (state) => {
    if (named >= state.rowCount) throw new CommandError(`There is no ${rowWords(named)}.`);
    // A row that a refresh replaced is named in the log by its older version.
    const row = state.versionsOf(named as RowId).at(-1)!;
    if (typeof taken === 'object' && state.merges.isMerged(row) && !state.merges.mergesAbove(row).includes(taken.merge)) throw new CommandError(`Entry ${taken.merge} made no merge in which ${rowWords(named)} stands.`);
    const members = state.merges.membersOf(row);
    const newest = kept.map((pin) => (pin.row === null ? pin : { ...pin, row: pin.row < state.rowCount ? state.versionsOf(pin.row).at(-1)! : pin.row }));
    const astray = newest.findIndex((pin) => pin.row !== null && !members.includes(pin.row));
    if (astray >= 0) throw new CommandError(`--keep ${values.keep![astray]!}: ${rowWords(kept[astray]!.row!)} is not part of this record.`);
    return planSplit(state, { row, taken, kept: newest, open: values.open === true });
  });
};

/** "email=17" says that the value set by hand goes with row 17, "email=" that it goes with none. */
function keptPin(text: string): KeptPin {
  const at = text.indexOf('=');
  const field = fieldFromText(text.slice(0, at));
  const row = text.slice(at + 1);
  if (at < 1 || field === undefined || (row !== '' && !/^\d+$/.test(row))) throw new CommandError(`--keep ${text}: say FIELD=ID, or FIELD= for none.`);
  return { field, row: row === '' ? null : (Number(row) as RowId) };
}

export const runUndo: Command = (args, io) => {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' } });
  return decide(positionals[0], values.json === true, io, planUndo);
};

export const runRedo: Command = (args, io) => {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' } });
  return decide(positionals[0], values.json === true, io, planRedo, 'There is nothing to do again.');
};

function decide(path: string | undefined, asJson: boolean, io: Io, plan: (state: Projection) => Result<Change, Refusal>, nothing?: string): Promise<number> {
  return withWorkspace(path, io, false, (open) => writePlanned(open, asJson, io, plan(open.workspace.state), nothing));
}

/** Commits a plan and says what was written; a refusal is exit code 1. @param nothing says that there is nothing to change */
export async function writePlanned({ workspace }: OpenCommand, asJson: boolean, io: Io, planned: Result<Change, Refusal>, nothing?: string): Promise<number> {
  if (!planned.ok) {
    io.err(`Nothing was changed. ${planned.error.kind === 'nothingToUndo' && nothing !== undefined ? nothing : troubleWords(planned.error)}\n`);
    return 1;
  }
  const entry = accept(await workspace.commit(planned.value), 'not saved');
  const line = logLineOf(workspace, entry.seq);
  io.out(asJson ? `${JSON.stringify({ ...line, stateDigest: workspace.state.digest() })}\n` : `${entryWords(line, planned.value.act)}\n`);
  return 0;
}
