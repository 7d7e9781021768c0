// fichero create: makes an empty workspace folder.
import { basename, resolve } from 'node:path';
import { createFolder } from '../workspace/createFolder.ts';
import { nodeFiles } from '../workspace/nodeFiles.ts';
import type { Command } from './io.ts';
import { accept, keysFor, readArguments, stampFor, UsageError } from './openForCommand.ts';

export const runCreate: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, { title: { type: 'string' }, json: { type: 'boolean' } });
  const [path] = positionals;
  if (path === undefined) throw new UsageError('Name the folder.');
  const folder = resolve(io.cwd, path);
  const title = values.title ?? basename(folder).replace(/\.fichero$/, '');
  const file = accept(await createFolder(folder, { files: nodeFiles, keys: keysFor(io), title, stamp: stampFor(io)() }), path);
  io.out(values.json === true ? `${JSON.stringify({ id: file.id, title: file.title, folder })}\n` : `Created ${folder} (workspace ${file.id}).\n`);
  return 0;
};
