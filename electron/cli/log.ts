// fichero log: the entries, or the history of one row.
import { parseEntry, payloadId } from '../../shared/log/entry.ts';
import { itemAt, readFrame, type Frame } from '../../shared/log/frame.ts';
import type { JsonObject } from '../../shared/log/canonicalJson.ts';
import type { RowId } from '../../shared/model/ids.ts';
import { recordOf } from '../../shared/state/history/findEntries.ts';
import { isAbout } from '../../shared/state/history/itemWords.ts';
import { actWords } from '../../shared/log/bundleSummary.ts';
import type { Command, Io } from './io.ts';
import { CommandError, readArguments, UsageError, withWorkspace } from './openForCommand.ts';
import { withRecord } from './openRecord.ts';
import { rowWords } from './words.ts';
import { languageOf } from './verify.ts';
import { dateTime } from '../../shared/log/verifyWords.ts';

export const runLog: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' }, row: { type: 'string' }, since: { type: 'string' }, lang: { type: 'string' } });
  const since = values.since === undefined ? 0 : Number(values.since);
  const row = values.row === undefined ? undefined : Number(values.row);
  if (!Number.isInteger(since) || since < 0 || (row !== undefined && !Number.isInteger(row))) throw new UsageError('--row and --since take whole numbers.');
  const language = languageOf(values.lang, io);
  const about = row === undefined ? undefined : await recordWith(row, positionals[0], io);
  return withRecord(positionals[0], io, true, async (record) => {
    for (let from = since; from < record.end.size; ) {
      const lines = await record.entries({ from });
      from += lines.length;
      for (const line of lines) {
        const parsed = parseEntry(line);
        if (!parsed.ok) throw new CommandError('A line of the change log is damaged. The command verify tells more.');
        const entry = parsed.value;
        const items: { position: number; item: JsonObject }[] = [];
        if (about !== undefined) {
          for (let part = 0; part < entry.payload; part++) {
            const bytes = await record.frame({ payload: payloadId(entry.seq, part) });
            const frame = bytes === null ? undefined : readFrame(bytes);
            if (frame?.ok === true) items.push(...itemsAbout(frame.value, about));
          }
          if (items.length === 0) continue;
        }
        if (values.json === true) io.out(`${JSON.stringify(about === undefined ? entry : { ...entry, about: items })}\n`);
        else io.out(`${entry.seq}\t${dateTime(entry.at)}\t${entry.actor}\t${actWords(entry.act, language)}\t${entry.items.count}${items.map(({ item }) => `\n\t${JSON.stringify(item)}`).join('')}\n`);
      }
    }
    return 0;
  });
};

const wholes: ReadonlySet<string> = new Set(['load', 'match', 'export']);

type About = ReturnType<typeof recordOf>;

/** The record that a row belongs to now, in all versions that refreshes brought. */
function recordWith(row: number, path: string | undefined, io: Io): Promise<About> {
  return withWorkspace(path, io, true, ({ workspace }) => {
    if (row < 0 || row >= workspace.state.rowCount) throw new CommandError(`There is no ${rowWords(row)}.`);
    return Promise.resolve(recordOf(workspace, row as RowId));
  });
}

function itemsAbout(frame: Frame, { rows, golden }: About): { position: number; item: JsonObject }[] {
  const found: { position: number; item: JsonObject }[] = [];
  const take = (index: number): void => {
    const item = itemAt(frame, index);
    // What a whole file or run says is no word about this row.
    if (item !== null && (frame.kind === 'rows' || (!wholes.has(item['kind'] as string) && isAbout(item, rows, golden)))) found.push({ position: frame.firstItem + index, item });
  };
  if (frame.kind === 'rows') {
    for (const row of [...rows].sort((left, right) => left - right)) if (row >= frame.firstRow && row < frame.firstRow + frame.count) take(row - frame.firstRow);
  } else for (let index = 0; index < frame.count; index++) take(index);
  return found;
}
