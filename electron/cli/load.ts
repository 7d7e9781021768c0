// fichero load DIR FILE … --source NAME [--key COLUMN]: loads a file, or several as one, into a workspace, all of it or nothing. With a key, a
// source that is there already is refreshed: rows that did not change keep their ids, and every decision stays.
import { resolve } from 'node:path';
import { loadFile } from '../../shared/state/files/loadFile.ts';
import type { FileSource } from '../../shared/state/files/readFile.ts';
import { compareFile, countsOf, refreshSource } from '../../shared/state/files/refreshFile.ts';
import { FieldKnowledge } from '../../shared/state/analyse/fieldKnowledge.ts';
import { GoldenTable } from '../../shared/state/golden/goldenTable.ts';
import { GoldenView } from '../../shared/state/golden/goldenView.ts';
import { compareReturn, loadReturn, type ReturnRequest } from '../../shared/state/files/returnFile.ts';
import type { Workspace } from '../../shared/state/workspace.ts';
import type { Encoding } from '../../shared/load/encoding.ts';
import { withFiles } from './fileSource.ts';
import type { Command, Io } from './io.ts';
import { accept, CommandError, readArguments, withWorkspace } from './openForCommand.ts';
import { jobFor } from './progressLine.ts';

export const runLoad: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, {
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
  });
  const [path, ...files] = positionals;
  if (files.length === 0 || values.source === undefined) throw new CommandError('Name workspace, file and source: load DIR FILE … --source NAME [--key COLUMN … | --replace | --returned COLUMN] [--encoding E] [--delimiter D] [--header LINE] [--sheet NAME] [--entry NAME|*] [--fill-short] [--json]');
  const name = values.source;
  return withWorkspace(path, io, false, ({ workspace }) =>
    withFiles(files.map((file) => resolve(io.cwd, file)), async (source) => {
      const overrides = {
        ...(values.encoding === undefined ? {} : { encoding: values.encoding as Encoding }),
        ...(values.delimiter === undefined ? {} : { delimiter: values.delimiter }),
        ...(values.sheet === undefined ? {} : { sheet: values.sheet }),
        ...(values.entry === undefined ? {} : { entry: values.entry }),
        ...(values.header === undefined ? {} : { headerLine: Number(values.header) }),
        ...(values['fill-short'] === true ? { fillShort: true } : {}),
      };
      const known = workspace.state.sources.find((one) => one.name === name);
      if (values.key !== undefined && known !== undefined) return refresh(workspace, source, { source: known.id, keys: values.key.flatMap((list) => list.split(',')), overrides }, values.json === true, io);
      if (values.returned !== undefined) return takeBack(workspace, source, { source: known === undefined ? { kind: 'new', name } : { kind: 'known', id: known.id }, column: values.returned, overrides, mapping: null }, values.json === true, io);
      const mode = values.replace === true ? ({ kind: 'replace' } as const) : ({ kind: 'append' } as const);
      const loaded = await loadFile(workspace, source, { overrides, mapping: null, source: { kind: 'new', name }, mode }, jobFor(io));
      if (!loaded.ok) {
        io.err(`${source.name} was not loaded: ${JSON.stringify('problem' in loaded.error ? loaded.error.problem : loaded.error.trouble)}\n`);
        return 1;
      }
      const { id, rows, quarantined, mapping } = loaded.value;
      if (values.json === true) io.out(`${JSON.stringify({ load: id, source: name, rowsIn: rows + quarantined, rows, quarantined, mapping })}\n`);
      else io.out(`Loaded ${rows} rows of ${name}, ${quarantined} quarantined, of ${rows + quarantined} in ${source.name}.\n`);
      return 0;
    }),
  );
};

/** A file that comes back from a system: rows with ids of this workspace join their records. */
async function takeBack(workspace: Workspace, file: FileSource, request: ReturnRequest, asJson: boolean, io: Io): Promise<number> {
  const job = jobFor(io);
  const knowledge = new FieldKnowledge(workspace.rows, 'en');
  const golden = await GoldenTable.make(workspace, new GoldenView(workspace, knowledge), undefined, job);
  const compared = await compareReturn(workspace, golden, knowledge, file, request, job);
  if (!compared.ok) {
    io.err(`${file.name} was not loaded: ${JSON.stringify('problem' in compared.error ? compared.error.problem : compared.error.trouble)}\n`);
    return 1;
  }
  const { known, unknown, changedRecords, changesByField, changes } = compared.value;
  const load = accept(await loadReturn(workspace, compared.value, job), file.name);
  if (asJson) io.out(`${JSON.stringify({ load: load.id, known, unknown, changedRecords, changesByField, changes, quarantined: load.quarantined })}\n`);
  else io.out(`${known} rows belong to records that are here, ${unknown} are new; ${changedRecords} records were changed there.\n`);
  return 0;
}

type RefreshRequest = Parameters<typeof compareFile>[2];

async function refresh(workspace: Workspace, file: FileSource, request: RefreshRequest, asJson: boolean, io: Io): Promise<number> {
  const compared = await compareFile(workspace, file, request, jobFor(io));
  if (!compared.ok) {
    io.err(`${file.name} was not loaded: ${JSON.stringify('problem' in compared.error ? compared.error.problem : compared.error.trouble)}\n`);
    return 1;
  }
  const missing = request.keys.filter((key) => !compared.value.table.columns.some(({ name }) => name === key));
  if (missing.length > 0) throw new CommandError(`--key: there is no column "${missing[0]}". Columns: ${compared.value.table.columns.map(({ name }) => name).join(', ')}.`);
  const load = accept(await refreshSource(workspace, compared.value, jobFor(io)), file.name);
  const counts = countsOf(compared.value);
  if (asJson) io.out(`${JSON.stringify({ load: load.id, source: workspace.state.source(request.source)?.name, rowsIn: counts.added + counts.changed + counts.unchanged + load.quarantined, ...counts, quarantined: load.quarantined })}\n`);
  else io.out(`${counts.added} added, ${counts.changed} changed, ${counts.unchanged} unchanged, ${counts.vanished} vanished, ${load.quarantined} quarantined.\n`);
  return 0;
}
