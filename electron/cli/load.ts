// fichero load DIR FILE --source NAME: loads a delimited file into a workspace, all of it or nothing.
import { resolve } from 'node:path';
import { loadFile } from '../../shared/state/loadFile.ts';
import type { Encoding } from '../../shared/load/encoding.ts';
import { withFile } from './fileSource.ts';
import type { Command } from './io.ts';
import { CommandError, readArguments, withWorkspace } from './openForCommand.ts';
import { jobFor } from './progressLine.ts';

export const runLoad: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, {
    source: { type: 'string' },
    encoding: { type: 'string' },
    delimiter: { type: 'string' },
    replace: { type: 'boolean' },
    json: { type: 'boolean' },
  });
  const [path, file] = positionals;
  if (file === undefined || values.source === undefined) throw new CommandError('Name workspace, file and source: load DIR FILE --source NAME [--replace] [--encoding E] [--delimiter D] [--json]');
  const name = values.source;
  return withWorkspace(path, io, false, ({ workspace }) =>
    withFile(resolve(io.cwd, file), async (source) => {
      const overrides = {
        ...(values.encoding === undefined ? {} : { encoding: values.encoding as Encoding }),
        ...(values.delimiter === undefined ? {} : { delimiter: values.delimiter }),
      };
      const mode = values.replace === true ? ({ kind: 'replace' } as const) : ({ kind: 'append' } as const);
      const loaded = await loadFile(workspace, source, { overrides, mapping: null, source: { kind: 'new', name }, mode }, jobFor(io));
      if (!loaded.ok) {
        io.err(`${file} was not loaded: ${JSON.stringify('problem' in loaded.error ? loaded.error.problem : loaded.error.trouble)}\n`);
        return 1;
      }
      const { id, rows, quarantined, mapping } = loaded.value;
      if (values.json === true) io.out(`${JSON.stringify({ load: id, source: name, rowsIn: rows + quarantined, rows, quarantined, mapping })}\n`);
      else io.out(`Loaded ${rows} rows of ${name}, ${quarantined} quarantined, of ${rows + quarantined} in ${file}.\n`);
      return 0;
    }),
  );
};
