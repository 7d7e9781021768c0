// fichero erase DIR --row ID [--row ID …] --reason CODE [--only] [--dry-run]: destroys what the record holds about a person.
import { textAt } from '../../shared/table/TextColumn.ts';
import type { RowId } from '../../shared/model/ids.ts';
import { parseEntry, payloadId, sealEntry, type Entry, type EntryDraft } from '../../shared/log/entry.ts';
import { itemAt, readFrame, type Frame } from '../../shared/log/frame.ts';
import { jsonToText } from '../../shared/log/canonicalJson.ts';
import { rangesOf, tellingValues, tracesInFrame, type Trace, type Wanted } from '../../shared/log/traces.ts';
import type { Workspace as WorkspaceFolder } from '../workspace/Workspace.ts';
import type { Command } from './io.ts';
import { accept, CommandError, readArguments, stampFor, withWorkspace } from './openForCommand.ts';

/**
 * The rows named, and unless --only is given every row merged with them, are one person. Prints a certificate.
 * Exit code 1 where there was nothing to erase, or something could not be erased.
 */
export const runErase: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, {
    row: { type: 'string', multiple: true },
    reason: { type: 'string' },
    only: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
    json: { type: 'boolean' },
  });
  const asked = (values.row ?? []).map(Number);
  if (asked.length === 0 || asked.some((row) => !Number.isInteger(row) || row < 0)) throw new CommandError('Name the row: erase DIR --row ID --reason CODE');
  // The reason stays readable for ever, so it may be a code and nothing that names anybody.
  if (values.reason === undefined || !/^[A-Za-z0-9._-]{1,40}$/.test(values.reason)) throw new CommandError('Give the reason as a code of letters, digits, dots and dashes: --reason art17');
  const { reason } = values;
  return withWorkspace(positionals[0], io, false, async ({ workspace, folder }) => {
    const { state } = workspace;
    const rows = new Set<number>();
    const golden = new Set<string>();
    for (const row of asked) {
      if (row >= state.rowCount) throw new CommandError(`There is no row ${row}.`);
      golden.add(state.goldenOf(row as RowId));
      for (const member of values.only === true ? [row] : state.merges.membersOf(row as RowId)) rows.add(member);
    }
    const { traces, sameValues } = await findTraces(folder, rows, golden);
    const facts = { rows: [...rows].sort((a, b) => a - b), items: traces.length, entries: new Set(traces.map(({ entry }) => entry)).size, sameValues };
    if (sameValues.length > 0) io.err(`Rows ${sameValues.slice(0, 20).join(', ')} hold some of the same values and are left as they are. Add them with --row if they are the same person.\n`);
    if (values['dry-run'] === true || traces.length === 0) {
      io.out(values.json === true ? `${JSON.stringify({ ...facts, traces })}\n` : `${facts.items} items in ${facts.entries} entries about rows ${facts.rows.join(', ')}.\n`);
      return traces.length === 0 ? 1 : 0;
    }
    accept(await folder.begin({ neededBytes: 0 }), 'erase');
    const draft: EntryDraft = { act: 'erase', why: reason, erases: rangesOf(traces), note: { items: traces.length, rows: rows.size } };
    const sealed = sealEntry(draft, folder.end, stampFor(io)());
    accept(await folder.commit({ line: sealed.line, previous: folder.end.hash }), 'erase');
    const outcome = accept(await folder.applyErasures(), 'erase');
    accept(await folder.checkpoint(), 'erase');
    const certificate = { ...facts, entry: sealed.entry.seq, hash: sealed.hash, at: sealed.entry.at, reason, ...outcome };
    if (values.json === true) io.out(`${JSON.stringify(certificate)}\n`);
    else {
      io.out(`Erased ${facts.items} items in ${facts.entries} entries about rows ${facts.rows.join(', ')}, in ${outcome.backups} backups too.\nEntry ${certificate.entry}, ${certificate.hash}.\n`);
      for (const frame of outcome.unreadable) io.err(`Could not be read, so may still hold something: ${frame}\n`);
    }
    return outcome.unreadable.length === 0 ? 0 : 1;
  });
};

/** `sameValues`: other rows that hold one of the telling values; perhaps the same person, perhaps a family. */
export type Traces = { readonly traces: readonly Trace[]; readonly sameValues: readonly number[] };

/** Every item about these rows. Values that tell the person apart are looked for in all other items. */
export async function findTraces(folder: WorkspaceFolder, rows: ReadonlySet<number>, golden: ReadonlySet<string>): Promise<Traces> {
  const cells: (string | null)[] = [];
  await eachFrame(folder, (frame) => {
    if (frame.kind !== 'rows') return;
    for (let i = 0; i < frame.count; i++) {
      if (!rows.has(frame.firstRow + i)) continue;
      const row = itemAt(frame, i)?.['cells'];
      if (Array.isArray(row)) cells.push(...row.map((cell) => jsonToText(cell) ?? null));
    }
  });
  const wanted: Wanted = { rows, golden, values: tellingValues(cells) };
  const traces: Trace[] = [];
  const telling = new Set(wanted.values);
  const sameValues: number[] = [];
  await eachFrame(folder, (frame, { seq }) => {
    for (const trace of tracesInFrame(frame, seq, wanted)) traces.push(trace);
    if (frame.kind !== 'rows') return;
    for (let i = 0; i < frame.count; i++) {
      const row = frame.firstRow + i;
      if (!rows.has(row) && frame.columns.some((column) => telling.has(textAt(column, i)))) sameValues.push(row);
    }
  });
  return { traces, sameValues };
}

async function eachFrame(folder: WorkspaceFolder, visit: (frame: Frame, entry: Entry) => void): Promise<void> {
  for (let from = 0; from < folder.end.size; ) {
    const lines = await folder.entries({ from });
    from += lines.length;
    for (const line of lines) {
      const entry = accept(parseEntry(line), 'entry');
      for (let part = 0; part < entry.payload; part++) {
        const bytes = await folder.frame({ payload: payloadId(entry.seq, part) });
        const frame = bytes === null ? undefined : readFrame(bytes);
        if (frame?.ok === true) visit(frame.value, entry);
      }
    }
  }
}
