// fichero erase: destroys what the record holds about a person.
import type { EntrySeq, RowId } from '../../shared/model/ids.ts';
import { planApproveErasure, planBlock, planErase } from '../../shared/state/plan/planPrivacy.ts';
import { findPerson, rowsOfPerson, type PersonTraces } from '../../shared/state/history/personTraces.ts';
import { planKeepOthers, rememberOthers } from '../../shared/state/plan/keepOthers.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { Change, Refusal } from '../../shared/state/plan/plan.ts';
import type { Workspace } from '../../shared/state/workspace.ts';
import type { Command } from './io.ts';
import { accept, CommandError, openAgain, readArguments, stampFor, UsageError, withWorkspace } from './openForCommand.ts';
import { jobFor } from './progressLine.ts';
import { counted, rowWords } from './words.ts';

/**
 * The rows named, and unless --only is given every row merged with them, are one person, in all versions that refreshes
 * brought. They are blocked first, if they are not yet; --block stops there, --approve lets another person agree.
 * Prints a certificate. Exit code 1 where there was nothing to erase, or something could not be erased.
 */
export const runErase: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, {
    row: { type: 'string', multiple: true },
    reason: { type: 'string' },
    only: { type: 'boolean' },
    block: { type: 'boolean' },
    approve: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
    json: { type: 'boolean' },
  });
  const asked = (values.row ?? []).map(Number);
  if (asked.length === 0 || asked.some((row) => !Number.isInteger(row) || row < 0)) throw new UsageError('Name the row.');
  // The reason stays readable for ever, so it may be a code and nothing that names anybody.
  if (values.reason === undefined || !/^[A-Za-z0-9._-]{1,40}$/.test(values.reason)) throw new UsageError('Give the reason as a code of letters, digits, dots and dashes: --reason art17');
  const { reason } = values;
  const say = (facts: object, words: string): void => io.out(values.json === true ? `${JSON.stringify(facts)}\n` : `${words}\n`);
  return withWorkspace(positionals[0], io, false, async ({ workspace, folder }) => {
    const { state } = workspace;
    const missing = asked.find((row) => row >= state.rowCount);
    if (missing !== undefined) throw new CommandError(`There is no ${rowWords(missing)}.`);
    const known = state.privacy.blocks.find(({ rows }) => asked.some((row) => rows.includes(row as RowId)));
    const rows = known !== undefined ? known.rows : [...new Set(asked.flatMap((row) => (values.only === true ? state.versionsOf(row as RowId) : rowsOfPerson(workspace, row as RowId))))].sort((a, b) => a - b);
    const found = await findPerson(workspace, rows, jobFor(io));
    const facts = factsOf(found);
    if (found.sameValues.length > 0) io.err(`Some of the same values are in ${found.sameValues.slice(0, 20).map(rowWords).join(', ')} too, left as they are. Add them with --row if they are the same person.\n`);
    const nothingLeft = found.traces.length === 0 || (known?.erasedBy ?? null) !== null;
    if (values['dry-run'] === true || nothingLeft) {
      say({ ...facts, traces: found.traces }, `${aboutWords(facts)}.`);
      return nothingLeft ? 1 : 0;
    }
    const block = known?.seq ?? (await commit(workspace, planBlock(state, rows, reason, '')));
    if (values.block === true) {
      say({ ...facts, block }, `Blocked ${facts.rows.map(rowWords).join(', ')}: entry ${block}.`);
      return 0;
    }
    if (values.approve === true) {
      const approval = await commit(workspace, planApproveErasure(state, block, stampFor(io)().actor));
      say({ ...facts, block, approval }, `Approved: entry ${approval}.`);
      return 0;
    }
    const others = rememberOthers(workspace, found);
    const erased = await commit(workspace, planErase(state, block, found.traces, reason));
    const outcome = accept(await folder.erase(), 'erase');
    const after = await openAgain(folder, io);
    const kept = planKeepOthers(after, others);
    if (kept !== null) accept(await after.commit(kept), 'restore');
    accept(await folder.checkpoint(), 'erase');
    const entry = after.entry(erased)!;
    const certificate = { ...facts, block, entry: erased, hash: after.entry(erased + 1 as EntrySeq)?.prev ?? after.head.hash, at: entry.at, reason, ...outcome };
    say(certificate, `Erased ${aboutWords(facts)}, in ${counted(outcome.backups, 'backup')} too.\nEntry ${certificate.entry}, ${certificate.hash}.`);
    for (const frame of outcome.unreadable) io.err(`Could not be read, so may still hold something: ${frame}\n`);
    return outcome.unreadable.length === 0 ? 0 : 1;
  });
};

function factsOf({ rows, traces, sameValues, exports }: PersonTraces) {
  return { rows, items: traces.length, entries: new Set(traces.map(({ entry }) => entry)).size, sameValues, exports };
}

function aboutWords({ items, entries, rows }: ReturnType<typeof factsOf>): string {
  return `${counted(items, 'item')} in ${counted(entries, 'entry', 'entries')} about ${rows.map(rowWords).join(', ')}`;
}

async function commit(workspace: Workspace, planned: Result<Change, Refusal>): Promise<EntrySeq> {
  return accept(await workspace.commit(accept(planned, 'Nothing was changed')), 'not saved').seq;
}
