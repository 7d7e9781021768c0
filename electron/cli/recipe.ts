// fichero recipe: what was done on a source, as a recipe for its next file.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { deriveRecipe, writeRecipe } from '../../shared/state/recipe/recipe.ts';
import type { Command } from './io.ts';
import { CommandError, readArguments, UsageError, withWorkspace } from './openForCommand.ts';

export const runRecipeCommand: Command = (args, io) => {
  const { values, positionals } = readArguments(args, { source: { type: 'string' }, out: { type: 'string' } });
  if (values.source === undefined) throw new UsageError('Name the workspace and the source.');
  return withWorkspace(positionals[0], io, true, async ({ workspace }) => {
    const source = workspace.state.sources.find(({ name }) => name === values.source);
    if (source === undefined) throw new CommandError(`There is no source "${values.source}". There are: ${workspace.state.sources.map(({ name }) => name).join(', ') || 'none'}.`);
    const { recipe, leftOut } = deriveRecipe(workspace.state, source.id, source.name);
    if (values.out === undefined) io.out(writeRecipe(recipe));
    else {
      const out = resolve(io.cwd, values.out);
      await mkdir(dirname(out), { recursive: true });
      await writeFile(out, writeRecipe(recipe));
    }
    for (const { kind, count } of leftOut) io.err(`Left out, because it is about single rows: ${kind} (${count}).\n`);
    return 0;
  });
};
