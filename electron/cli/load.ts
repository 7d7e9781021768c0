// fichero load: loads a file, or several as one, into a workspace, all of it or nothing. With a key, a
// source that is there already is refreshed: rows that did not change keep their ids, and every decision stays.
import { resolve } from 'node:path';
import { loadFile, type LoadFileRequest } from '../../shared/state/files/loadFile.ts';
import { previewFiles, type FileSource } from '../../shared/state/files/readFile.ts';
import { compareFile, countsOf, refreshSource } from '../../shared/state/files/refreshFile.ts';
import { FieldKnowledge } from '../../shared/state/analyse/fieldKnowledge.ts';
import { GoldenTable } from '../../shared/state/golden/goldenTable.ts';
import { GoldenView } from '../../shared/state/golden/goldenView.ts';
import { compareReturn, loadReturn, type ReturnRequest } from '../../shared/state/files/returnFile.ts';
import type { Workspace } from '../../shared/state/workspace.ts';
import { encodings, type Encoding } from '../../shared/load/encoding.ts';
import { withFiles } from './fileSource.ts';
import type { Command, Io } from './io.ts';
import { accept, CommandError, readArguments, UsageError, withWorkspace } from './openForCommand.ts';
import { jobFor } from './progressLine.ts';
import { counted, grouped, troubleWords } from './words.ts';

const options = {
  source: { type: 'string' },
  encoding: { type: 'string' },
  delimiter: { type: 'string' },
  sheet: { type: 'string' },
  entry: { type: 'string' },
  header: { type: 'string' },
  'fill-short': { type: 'boolean' },
  returned: { type: 'string' },
  replace: { type: 'boolean' },
  key: { type: 'string', multiple: true },
  json: { type: 'boolean' },
} as const;
type Values = ReturnType<typeof readArguments<typeof options>>['values'];

export const runLoad: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, options, Infinity);
  const [path, ...files] = positionals;
  if (files.length === 0 || values.source === undefined) throw new UsageError('Name the workspace, the file and the source.');
  const name = values.source;
  const overrides = overridesOf(values);
  const keys = values.key?.flatMap((list) => list.split(','));
  const asJson = values.json === true;
  return withWorkspace(path, io, false, ({ workspace }) =>
    withFiles(files.map((file) => resolve(io.cwd, file)), async (file) => {
      const known = workspace.state.sources.find((one) => one.name === name);
      if (keys !== undefined && known !== undefined) return refresh(workspace, file, { source: known.id, keys, overrides }, asJson, io);
      if (keys !== undefined || values.returned !== undefined) {
        const { columns } = accept(await previewFiles(file, overrides, undefined), `${file.name} was not loaded`);
        if (keys !== undefined) needColumns('--key', keys, columns);
        if (values.returned !== undefined) needColumns('--returned', [values.returned], columns);
      }
      if (values.returned !== undefined) return takeBack(workspace, file, { source: known === undefined ? { kind: 'new', name } : { kind: 'known', id: known.id }, column: values.returned, overrides, mapping: null }, asJson, io);
      return add(workspace, file, { overrides, mapping: null, source: { kind: 'new', name }, mode: { kind: values.replace === true ? 'replace' : 'append' } }, asJson, io);
    }),
  );
};

function overridesOf(values: Values): LoadFileRequest['overrides'] {
  return {
    ...(values.encoding === undefined ? {} : { encoding: encodingOf(values.encoding) }),
    ...(values.delimiter === undefined ? {} : { delimiter: delimiterOf(values.delimiter) }),
    ...(values.sheet === undefined ? {} : { sheet: values.sheet }),
    ...(values.entry === undefined ? {} : { entry: values.entry }),
    ...(values.header === undefined ? {} : { headerLine: lineOf(values.header) }),
    ...(values['fill-short'] === true ? { fillShort: true } : {}),
  };
}

/** One character; a tab by its name, as shells make it hard to type. */
function delimiterOf(text: string): string {
  const delimiter = text === '\\t' || text === 'tab' ? '\t' : text;
  if (delimiter.length !== 1) throw new UsageError('--delimiter takes one character, or tab.');
  return delimiter;
}

function encodingOf(text: string): Encoding {
  const known = encodings.find((one) => one === text.toLowerCase());
  if (known === undefined) throw new UsageError(`--encoding: there is no "${text}". There are: ${encodings.join(', ')}.`);
  return known;
}

/** A line of the file, from 1; 0 where it has no header. */
function lineOf(text: string): number {
  if (!/^\d+$/.test(text)) throw new UsageError('--header takes the number of a line, 0 for none.');
  return Number(text);
}

async function add(workspace: Workspace, file: FileSource, request: LoadFileRequest & { readonly source: { readonly kind: 'new'; readonly name: string } }, asJson: boolean, io: Io): Promise<number> {
  const loaded = await loadFile(workspace, file, request, jobFor(io));
  if (!loaded.ok) {
    io.err(`${file.name} was not loaded. ${troubleWords(loaded.error)}\n`);
    return 1;
  }
  const { id, rows, quarantined, mapping } = loaded.value;
  const source = request.source.name;
  if (asJson) io.out(`${JSON.stringify({ load: id, source, rowsIn: rows + quarantined, rows, quarantined, mapping })}\n`);
  else io.out(`Loaded ${counted(rows, 'row')} of ${source}, ${grouped(quarantined)} quarantined, of ${grouped(rows + quarantined)} in ${file.name}.\n`);
  return 0;
}

/** A file that comes back from a system: rows with ids of this workspace join their records. */
async function takeBack(workspace: Workspace, file: FileSource, request: ReturnRequest, asJson: boolean, io: Io): Promise<number> {
  const job = jobFor(io);
  const knowledge = new FieldKnowledge(workspace.rows, 'en');
  const golden = await GoldenTable.make(workspace, new GoldenView(workspace, knowledge), undefined, job);
  const compared = await compareReturn(workspace, golden, knowledge, file, request, job);
  if (!compared.ok) {
    io.err(`${file.name} was not loaded. ${troubleWords(compared.error)}\n`);
    return 1;
  }
  const { known, unknown, changedRecords, changesByField, changes } = compared.value;
  const load = accept(await loadReturn(workspace, compared.value, job), file.name);
  if (asJson) io.out(`${JSON.stringify({ load: load.id, known, unknown, changedRecords, changesByField, changes, quarantined: load.quarantined })}\n`);
  else io.out(`${known} rows belong to records that are here, ${unknown} are new; ${changedRecords} records were changed there.\n`);
  return 0;
}

/** A key that is not there now could not tell next month's rows from these, nor ids that are not there known records from new ones. */
function needColumns(option: string, keys: readonly string[], columns: readonly { readonly name: string }[]): void {
  const missing = keys.find((key) => !columns.some(({ name }) => name === key));
  if (missing !== undefined) throw new CommandError(`${option}: there is no column "${missing}". Columns: ${columns.map(({ name }) => name).join(', ')}.`);
}

type RefreshRequest = Parameters<typeof compareFile>[2];

async function refresh(workspace: Workspace, file: FileSource, request: RefreshRequest, asJson: boolean, io: Io): Promise<number> {
  const compared = await compareFile(workspace, file, request, jobFor(io));
  if (!compared.ok) {
    io.err(`${file.name} was not loaded. ${troubleWords(compared.error)}\n`);
    return 1;
  }
  needColumns('--key', request.keys, compared.value.table.columns);
  const load = accept(await refreshSource(workspace, compared.value, jobFor(io)), file.name);
  const counts = countsOf(compared.value);
  if (asJson) io.out(`${JSON.stringify({ load: load.id, source: workspace.state.source(request.source)?.name, rowsIn: counts.added + counts.changed + counts.unchanged + load.quarantined, ...counts, quarantined: load.quarantined })}\n`);
  else io.out(`${counts.added} added, ${counts.changed} changed, ${counts.unchanged} unchanged, ${counts.vanished} vanished, ${load.quarantined} quarantined.\n`);
  return 0;
}
