// fichero rows: source rows as delivered, by field.
import type { FieldId } from '../../shared/model/fields.ts';
import { quietJob } from '../../shared/kernel/job.ts';
import { FieldKnowledge } from '../../shared/state/analyse/fieldKnowledge.ts';
import { type Filter } from '../../shared/table/query/Filter.ts';
import { filterRows } from '../../shared/table/query/filterRows.ts';
import { rowsWindow } from '../../shared/table/query/rowsWindow.ts';
import type { RowId } from '../../shared/model/ids.ts';
import type { Command } from './io.ts';
import { CommandError, readArguments, UsageError, withWorkspace } from './openForCommand.ts';
import { rowWords } from './words.ts';

const DEFAULT_LIMIT = 100;

export const runRows: Command = (args, io) => {
  const { values, positionals } = readArguments(args, {
    where: { type: 'string', multiple: true },
    limit: { type: 'string' },
    json: { type: 'boolean' },
  });
  const limit = values.limit === undefined ? DEFAULT_LIMIT : Number(values.limit);
  if (!Number.isInteger(limit) || limit < 0) throw new UsageError('--limit takes a whole number.');
  return withWorkspace(positionals[0], io, true, async ({ workspace }) => {
    const { rows, state } = workspace;
    const knowledge = new FieldKnowledge(rows, 'en');
    const current = rows.currentRows();
    const filter: Filter = { kind: 'all', of: [{ kind: 'rows', set: 'current' }, ...(values.where ?? []).map((text) => conditionOf(text, rows.fields))] };
    const found = await filterRows(rows, filter, knowledge.queryContext((set) => (set === 'current' ? current : undefined)), quietJob);
    const window = rowsWindow(rows, found, 0, limit, rows.fields);
    const lines = window.map((cells, index) => {
      const row = found[index]! as RowId;
      const values = Object.fromEntries(rows.fields.map((field, column) => [field, cells[column]]));
      return { row, golden: state.goldenOf(row), source: state.source(state.loadOf(row)!.source)?.name, values };
    });
    if (values.json === true) io.out(`${JSON.stringify({ count: found.length, rows: lines })}\n`);
    else {
      for (const { row, source, values: cells } of lines) io.out(`${rowWords(row)} ${source}: ${Object.entries(cells).filter(([, text]) => text !== null && text !== '').map(([field, text]) => `${field}=${text}`).join(' · ')}\n`);
      io.out(`${Math.min(limit, found.length)} of ${found.length} rows\n`);
    }
    return 0;
  });
};

/** FIELD=TEXT is equal as delivered, FIELD= is blank, FIELD~TEXT contains with case and accents folded. */
export function conditionOf(text: string, fields: readonly FieldId[]): Filter {
  const match = /^(.+?)([=~])(.*)$/s.exec(text);
  const field = fields.find((one) => one === match?.[1] || one === `custom:${match?.[1]}`);
  if (match === null || field === undefined) throw new CommandError(`--where ${text}: write FIELD=TEXT or FIELD~TEXT; fields are ${fields.join(', ')}.`);
  if (match[2] === '~') return { kind: 'contains', field, text: match[3]! };
  return match[3] === '' ? { kind: 'blank', field } : { kind: 'equals', field, values: [match[3]!] };
}
