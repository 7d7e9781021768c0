// fichero log DIR [--json] [--row ID] [--since SEQ]: the entries, or the history of one row.
import { parseEntry, payloadId } from '../../shared/log/entry.ts';
import { itemAt, readFrame, type Frame } from '../../shared/log/frame.ts';
import type { JsonObject, JsonValue } from '../../shared/log/canonicalJson.ts';
import { actWords } from '../../shared/log/bundleSummary.ts';
import type { Command } from './io.ts';
import { accept, CommandError, readArguments } from './openForCommand.ts';
import { withRecord } from './openRecord.ts';
import { languageOf } from './verify.ts';
import { dateTime } from '../../shared/log/verifyWords.ts';

export const runLog: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' }, row: { type: 'string' }, since: { type: 'string' }, lang: { type: 'string' } });
  const since = values.since === undefined ? 0 : Number(values.since);
  const row = values.row === undefined ? undefined : Number(values.row);
  if (!Number.isInteger(since) || since < 0 || (row !== undefined && !Number.isInteger(row))) throw new CommandError('Say numbers: log DIR [--row ID] [--since SEQ]');
  const language = languageOf(values.lang, io);
  return withRecord(positionals[0], io, true, async (record) => {
    for (let from = since; from < record.end.size; ) {
      const lines = await record.entries({ from });
      from += lines.length;
      for (const line of lines) {
        const entry = accept(parseEntry(line), 'entry');
        const items: { position: number; item: JsonObject }[] = [];
        if (row !== undefined) {
          for (let part = 0; part < entry.payload; part++) {
            const bytes = await record.frame({ payload: payloadId(entry.seq, part) });
            const frame = bytes === null ? undefined : readFrame(bytes);
            if (frame?.ok === true) items.push(...itemsAbout(frame.value, row));
          }
          if (items.length === 0) continue;
        }
        if (values.json === true) io.out(`${JSON.stringify(row === undefined ? entry : { ...entry, about: items })}\n`);
        else io.out(`${entry.seq}\t${dateTime(entry.at)}\t${entry.actor}\t${actWords(entry.act, language)}\t${entry.items.count}${items.map(({ item }) => `\n\t${JSON.stringify(item)}`).join('')}\n`);
      }
    }
    return 0;
  });
};

function itemsAbout(frame: Frame, row: number): { position: number; item: JsonObject }[] {
  if (frame.kind === 'rows') {
    const i = row - frame.firstRow;
    const item = i >= 0 && i < frame.count ? itemAt(frame, i) : null;
    return item === null ? [] : [{ position: frame.firstItem + i, item }];
  }
  const found = [];
  for (let i = 0; i < frame.count; i++) {
    const item = itemAt(frame, i);
    if (item === null || item['kind'] === 'load' || item['kind'] === 'match' || item['kind'] === 'export') continue;
    const rows = item['rows'];
    if (item['row'] === row || (Array.isArray(rows) && (rows as readonly JsonValue[]).includes(row))) found.push({ position: frame.firstItem + i, item });
  }
  return found;
}
