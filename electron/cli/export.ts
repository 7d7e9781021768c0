// fichero export: files for others, and a log entry that says so.
import { resolve } from 'node:path';
import { crmKinds, exportFileFormats, exportParts, plainProfile, type ExportPart, type ExportProfile } from '../../shared/model/exportProfile.ts';
import { fieldFromText } from '../../shared/model/fields.ts';
import type { Workspace } from '../../shared/state/workspace.ts';
import { exportToFolder } from './exportToFolder.ts';
import type { Command } from './io.ts';
import { CommandError, readArguments, UsageError, withWorkspace } from './openForCommand.ts';
import { jobFor } from './progressLine.ts';
import { conditionOf } from './rows.ts';
import { counted } from './words.ts';

export const runExport: Command = (args, io) => {
  const { values, positionals } = readArguments(args, {
    out: { type: 'string' },
    parts: { type: 'string' },
    format: { type: 'string' },
    columns: { type: 'string' },
    where: { type: 'string', multiple: true },
    crm: { type: 'string' },
    'only-changed': { type: 'boolean' },
    profile: { type: 'string' },
    ids: { type: 'string' },
    'excel-es': { type: 'boolean' },
    json: { type: 'boolean' },
  });
  if (values.out === undefined) throw new UsageError('Name the folder to write into.');
  const out = resolve(io.cwd, values.out);
  const oneOf = <T extends string>(value: string, all: readonly T[], option: string): T => {
    const known = all.find((one) => one === value);
    if (known === undefined) throw new UsageError(`${option}: there is no "${value}". There are: ${all.join(', ')}.`);
    return known;
  };
  const parts = values.parts?.split(',').map((part): ExportPart => oneOf(part, exportParts, '--parts'));
  const format = values.format === undefined ? (values['excel-es'] === true ? ('excelEs' as const) : undefined) : oneOf(values.format, exportFileFormats, '--format');
  const crm = values.crm === undefined ? undefined : oneOf(values.crm, crmKinds, '--crm');
  return withWorkspace(positionals[0], io, false, async ({ workspace }) => {
    const profile: ExportProfile = {
      ...profileNamed(workspace, values.profile),
      ...(parts === undefined ? {} : { parts }),
      ...(format === undefined ? {} : { format }),
      ...(crm === undefined ? {} : { crm }),
      ...(values.columns === undefined ? {} : { columns: columnsOf(workspace, values.columns) }),
      ...(values.where === undefined ? {} : { filter: JSON.stringify({ kind: 'all', of: values.where.map((text) => conditionOf(text, workspace.rows.fields)) }) }),
      ...(values['only-changed'] === true ? { onlyChanged: true } : {}),
      ...(values.ids === 'content' ? { ids: 'content' as const } : {}),
    };
    const done = await exportToFolder(workspace, out, profile, new Date(io.now()).toISOString().slice(0, 10), io.now(), jobFor(io));
    if (values.json === true) io.out(`${JSON.stringify({ files: done.files, leftOut: done.leftOut, problems: done.problems })}\n`);
    else {
      for (const file of done.files) io.out(`${counted(file.rows, 'row')}  ${file.displayPath}\n`);
      if (done.leftOut > 0) io.err(`Left out, because the system would not take them: ${counted(done.leftOut, 'record')}; a file beside the others says why.\n`);
    }
    return 0;
  });
};

function profileNamed(workspace: Workspace, name: string | undefined): ExportProfile {
  if (name === undefined) return plainProfile;
  const { list } = workspace.state.exportProfiles;
  const known = list.find((one) => one.name === name);
  if (known === undefined) throw new CommandError(`There is no export profile "${name}". There are: ${list.map((one) => one.name).join(', ') || 'none'}.`);
  return known;
}

function columnsOf(workspace: Workspace, text: string): ExportProfile['columns'] {
  return text.split(',').map((one) => {
    const [name = '', header] = one.split('=');
    const field = workspace.rows.fields.find((known) => known === name || known === `custom:${name}`) ?? fieldFromText(name);
    if (field === undefined) throw new CommandError(`--columns: there is no field "${name}". Fields: ${workspace.rows.fields.join(', ')}.`);
    return { field, header: header ?? field.replace(/^custom:/, '') };
  });
}
