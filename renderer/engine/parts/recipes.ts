// Answers the calls about recipes.
import type { RecipesCalls } from '../../../shared/contract/calls/recipes.ts';
import type { ExportReport, RecipeFiles } from '../../../shared/contract/engine.ts';
import type { Job } from '../../../shared/kernel/job.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { several, readAll, type LoadFailure } from '../../../shared/state/files/readFile.ts';
import { misfitReferences } from '../../../shared/state/recipe/enrichStep.ts';
import { checkRecipe, deriveRecipe, readRecipe, repairRecipe, runRecipe, writeRecipe } from '../../../shared/state/recipe/recipe.ts';
import type { Desk, Part, Reach } from '../desk.ts';
import { enterExport } from '../enterExport.ts';
import { writeExport } from '../exportCalls.ts';
import { grantedFile, keepLoad } from '../loadCalls.ts';
import type { Machine } from '../machineClient.ts';
import { acceptMachine, Refused } from '../refused.ts';
import { whole, writeOutput } from '../writeOutput.ts';

/** More is no recipe. */
const MOST_BYTES = 16 * 1024 * 1024;

export const recipesPart = ({ at, machine }: Reach): Part<RecipesCalls> => ({
  handlers: {
    'recipe.derive': ({ source }) => {
      const { state } = at().engine.workspace;
      return deriveRecipe(state, source, state.source(source)?.name ?? '');
    },
    'recipe.save': async ({ recipe, target }, job) => {
      const { file } = await writeOutput(machine, { target }, whole(new TextEncoder().encode(writeRecipe(recipe))), job);
      // It may hold values of customers: corrections say what was read as what.
      await enterExport(at().engine, 'recipe', [file], recipe.steps.length);
      return file;
    },
    'recipe.read': async ({ file }) => {
      const granted = await grantedFile(machine, file);
      return granted.bytes > MOST_BYTES ? null : (readRecipe(new TextDecoder().decode(acceptMachine(await readAll(granted)))) ?? null);
    },
    'recipe.check': async ({ recipe, repairs, ...files }) => {
      const checked = await checkRecipe(repairRecipe(recipe, repairs), await filesOf(machine, files));
      if (!checked.ok) return problemOf(checked.error);
      const { misfits, columns } = checked.value;
      return { ok: true, check: { misfits: [...misfits, ...misfitReferences(recipe, at().engine.workspace.state)], columns } };
    },
    'recipe.run': (request, job) => run(at(), machine, request, job),
  },
  writes: ['recipe.save', 'recipe.run'],
});

async function run(desk: Desk, machine: Machine, { recipe, repairs, folder, today, ...files }: RecipesCalls['recipe.run']['request'], job: Job): Promise<RecipesCalls['recipe.run']['response']> {
  const { engine, match } = desk;
  const written: ExportReport['files'][number][] = [];
  const outcomes = await runRecipe(
    repairRecipe(recipe, repairs),
    {
      workspace: engine.workspace,
      source: recipe.source,
      file: await filesOf(machine, files),
      commit: async (change) => ok(await engine.commit(ok(change))),
      loaded: (load) => keepLoad(engine, load),
      findDuplicates: async (matchJob) => {
        await match.run({ threshold: null }, matchJob);
        return match.results?.groups ?? [];
      },
      exportFiles:
        folder === null
          ? null
          : async (profile, _, exportJob) => {
              const { report } = await writeExport(desk, machine, folder, profile, today, '', exportJob);
              written.push(...report.files);
              return report.files.length;
            },
    },
    job,
  );
  if (!outcomes.ok) return problemOf(outcomes.error);
  return { ok: true, report: { outcomes: outcomes.value, files: written } };
}

async function filesOf(machine: Machine, { file, more = [] }: RecipeFiles): Promise<ReturnType<typeof several>> {
  return several(await Promise.all([file, ...more].map((token) => grantedFile(machine, token))));
}

function problemOf(failure: LoadFailure): Extract<RecipesCalls['recipe.run']['response'], { ok: false }> {
  if (failure.kind === 'machine') throw new Refused(failure);
  return { ok: false, problem: failure.problem };
}
