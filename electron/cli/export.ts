// fichero export DIR --out FOLDER [--parts golden,crosswalk,log] [--excel-es]: files for others, and a log entry that says so.
import { resolve } from 'node:path';
import { exportParts, type ExportPart } from '../../shared/contract/engine.ts';
import { exportToFolder } from './exportToFolder.ts';
import type { Command } from './io.ts';
import { CommandError, readArguments, withWorkspace } from './openForCommand.ts';
import { jobFor } from './progressLine.ts';

export const runExport: Command = (args, io) => {
  const { values, positionals } = readArguments(args, { out: { type: 'string' }, parts: { type: 'string' }, 'excel-es': { type: 'boolean' }, json: { type: 'boolean' } });
  if (values.out === undefined) throw new CommandError('Name the folder to write into: export DIR --out FOLDER');
  const out = resolve(io.cwd, values.out);
  const parts = (values.parts ?? 'golden,crosswalk,log').split(',').map((part): ExportPart => {
    const known = exportParts.find((one) => one === part);
    if (known === undefined) throw new CommandError(`There is no part "${part}". Parts: ${exportParts.join(', ')}.`);
    return known;
  });
  return withWorkspace(positionals[0], io, false, async ({ workspace }) => {
    const dialect = values['excel-es'] === true ? 'excelEs' : 'rfc4180';
    const files = await exportToFolder(workspace, out, parts, dialect, new Date(io.now()).toISOString().slice(0, 10), jobFor(io));
    if (values.json === true) io.out(`${JSON.stringify({ files })}\n`);
    else for (const file of files) io.out(`${file.rows} rows  ${file.displayPath}\n`);
    return 0;
  });
};
