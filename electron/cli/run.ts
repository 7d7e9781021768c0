// fichero run: does again on these files what a recipe says.
import { createHash } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { loadReference } from '../../shared/state/files/referenceFile.ts';
import { misfitReferences } from '../../shared/state/recipe/enrichStep.ts';
import { checkRecipe, readRecipe, repairRecipe, runRecipe } from '../../shared/state/recipe/recipe.ts';
import type { Job } from '../../shared/kernel/job.ts';
import type { Recipe, RecipeMisfit } from '../../shared/model/recipe.ts';
import type { Workspace } from '../../shared/state/workspace.ts';
import { createFolder } from '../workspace/createFolder.ts';
import { nodeFiles } from '../workspace/nodeFiles.ts';
import { exportToFolder } from './exportToFolder.ts';
import { withFile, withFiles } from './fileSource.ts';
import type { Command } from './io.ts';
import { matchOnThreads } from './merge.ts';
import { accept, CommandError, keysFor, readArguments, stampFor, UsageError, withWorkspace } from './openForCommand.ts';
import { jobFor } from './progressLine.ts';
import { counted, troubleWords } from './words.ts';

export const runRun: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, { in: { type: 'string', multiple: true }, workspace: { type: 'string' }, out: { type: 'string' }, reference: { type: 'string', multiple: true }, rename: { type: 'string', multiple: true }, repair: { type: 'boolean' }, json: { type: 'boolean' } });
  const path = positionals[0];
  if (path === undefined || values.in === undefined || values.workspace === undefined) throw new UsageError('Name the recipe, the files and the workspace.');
  const text = await readFile(resolve(io.cwd, path), 'utf8').catch(() => undefined);
  if (text === undefined) throw new CommandError(`There is no recipe ${path}.`);
  const recipe = readRecipe(text);
  if (recipe === undefined) throw new CommandError(`${path} is no recipe that this version understands.`);
  const renamed = Object.fromEntries((values.rename ?? []).map((one) => one.split('=', 2) as [string, string]));
  const folder = resolve(io.cwd, values.workspace);
  const job = jobFor(io);
  return withFiles(values.in.map((file) => resolve(io.cwd, file)), async (file) => {
    const checked = await checkRecipe(repairRecipe(recipe, renamed), file);
    if (!checked.ok) {
      io.err(`${file.name} can't be read. ${troubleWords(checked.error)}\n`);
      return 1;
    }
    const misfits = [...checked.value.misfits];
    const proposals = Object.fromEntries(misfits.flatMap((one) => (one.kind === 'missingColumn' && one.proposal !== null ? [[one.column, one.proposal]] : [])));
    const repaired = repairRecipe(repairRecipe(recipe, renamed), values.repair === true ? proposals : {});
    const missing = misfits.filter((one) => one.kind === 'missingColumn' && !(values.repair === true && one.proposal !== null));
    if (missing.length > 0) {
      if (values.json === true) io.out(`${JSON.stringify({ misfits })}\n`);
      for (const misfit of misfits) io.err(`${wordsOf(misfit)}\n`);
      return 1;
    }
    if (await access(folder).then(() => false, () => true)) accept(await createFolder(folder, { files: nodeFiles, keys: keysFor(io), title: basename(folder).replace(/\.fichero$/, ''), stamp: stampFor(io)() }), folder);
    return withWorkspace(folder, io, false, async ({ workspace }) => {
      const files: { name: string; rows: number; bytes: number; sha256: string }[] = [];
      for (const one of values.reference ?? []) await takeReference(workspace, resolve(io.cwd, one), recipe, job);
      misfits.push(...misfitReferences(recipe, workspace.state));
      const { out } = values;
      const done = await runRecipe(
        repaired,
        {
          workspace,
          source: recipe.source,
          file,
          commit: async (change) => workspace.commit(change),
          loaded: () => Promise.resolve(),
          findDuplicates: async (matchJob) => {
            const { groups, run } = await matchOnThreads(workspace, matchJob);
            accept(
              await workspace.commit({
                act: 'find-duplicates',
                items: [{ kind: 'match', rows: run.world.rows, groups: groups.length, candidatePairs: run.candidatePairs, matchedPairs: run.clusters.pairs, thresholdPpm: Math.round(run.threshold * 1e6), model: workspace.state.matchModels.used ?? 'learned' }],
                undoes: null,
                note: { rows: run.world.rows, groups: groups.length },
                basis: null,
              }),
              'not saved',
            );
            return groups;
          },
          exportFiles:
            out === undefined
              ? null
              : async (profile, groups, exportJob) => {
                  const written = await exportToFolder(workspace, resolve(io.cwd, out), profile, '', io.now(), exportJob, groups ?? undefined);
                  files.push(...written.files.map(({ name, rows, bytes, sha256 }) => ({ name, rows, bytes, sha256 })));
                  return written.files.length;
                },
        },
        job,
      );
      if (!done.ok) {
        io.err(`${file.name} was not loaded. ${troubleWords(done.error)}\n`);
        return 1;
      }
      if (values.json === true) io.out(`${JSON.stringify({ recipe: recipe.name, misfits, steps: done.value, files })}\n`);
      else {
        for (const { kind, done: count, unused, missing } of done.value) io.out(missing !== undefined ? `${kind}: nothing done, because this is not there: ${missing.join(', ')}\n` : `${kind}: ${count} done${unused > 0 ? `, ${unused} ${kind === 'load' ? 'quarantined' : 'without effect'}` : ''}\n`);
        for (const misfit of misfits) io.err(`${wordsOf(misfit)}\n`);
        for (const one of files) io.out(`${counted(one.rows, 'row')}  ${one.name}\n`);
      }
      return 0;
    });
  });
};

/** Loads a table as the step that names it says, in place of an older version; the same bytes are never loaded twice. */
async function takeReference(workspace: Workspace, path: string, recipe: Recipe, job: Job): Promise<void> {
  const name = basename(path).replace(/\.[^.]+$/, '');
  const steps = recipe.steps.flatMap((step) => (step.kind === 'enrich' ? [step.table] : []));
  const sha256 = createHash('sha256').update(await readFile(path).catch(() => '')).digest('hex');
  const table = steps.find((one) => one.sha256 === sha256) ?? steps.find((one) => one.name === name) ?? { name, trustRank: 1, asOf: null };
  const older = workspace.state.enrichment.liveReferences.filter((id) => workspace.state.load(id)?.reference?.name === table.name && workspace.state.load(id)?.fileSha256 !== sha256);
  await withFile(path, async (file) => {
    const loaded = await loadReference(workspace, file, { overrides: {}, fields: null, table: { name: table.name, standsFor: null, trustRank: table.trustRank, asOf: table.asOf }, replaces: older, reuse: true }, job);
    if (!loaded.ok) throw new CommandError(`${path} was not loaded. ${troubleWords(loaded.error)}`);
  });
}

function wordsOf(misfit: RecipeMisfit): string {
  switch (misfit.kind) {
    case 'missingColumn':
      return `The column "${misfit.column}" is not in the file${misfit.proposal === null ? '' : `; perhaps it is "${misfit.proposal}" now: --rename "${misfit.column}=${misfit.proposal}"`}.`;
    case 'otherReading':
      return `The file is written otherwise than the one of the recipe; it is read as ${misfit.encoding} with "${misfit.delimiter === '\t' ? 'tab' : misfit.delimiter}" between cells.`;
    case 'newColumn':
      return `The column "${misfit.column}" is new; it is kept as it is.`;
    case 'missingReference':
      return misfit.columns.length === 0 ? `The reference table "${misfit.name}" is not in the workspace: --reference FILE.` : `The reference table "${misfit.name}" has no column ${misfit.columns.join(', ')}.`;
    case 'missingField':
      return `Step ${misfit.step + 1} is about ${misfit.field}, which no column gives.`;
  }
}
