// A recipe is derived from what was done, says what it leaves out, and run on the same file gives the same bytes anywhere.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCreate } from '../../../electron/cli/create.ts';
import { runEnrich } from '../../../electron/cli/enrich.ts';
import { runExport } from '../../../electron/cli/export.ts';
import type { Command, Io } from '../../../electron/cli/io.ts';
import { runLoad } from '../../../electron/cli/load.ts';
import { accept, withWorkspace } from '../../../electron/cli/openForCommand.ts';
import { runRecipeCommand } from '../../../electron/cli/recipe.ts';
import { runRun } from '../../../electron/cli/run.ts';
import type { Recipe } from '../../../shared/model/recipe.ts';
import { planSourceUpdate } from '../../../shared/state/plan/planSources.ts';
import { planCorrection } from '../../../shared/state/plan/planCorrection.ts';
import { planEdit, planMerge, planPolicies } from '../../../shared/state/plan/plan.ts';
import { readRecipe, writeRecipe } from '../../../shared/state/recipe/recipe.ts';
import type { RowId } from '../../../shared/model/ids.ts';

let folder: string;
let clock = 1_700_000_000_000;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fichero-recipe-'));
});
afterEach(() => rm(folder, { recursive: true }));

const ioOf = (sink: { out: string; err: string }): Io => ({
  out: (text) => void (sink.out += text),
  err: (text) => void (sink.err += text),
  isTerminal: false,
  now: () => (clock += 86_400_000),
  env: { FICHERO_HOME: join(folder, 'home') },
  cwd: folder,
});
async function run(command: Command, ...args: string[]) {
  const sink = { out: '', err: '' };
  return { code: await command(args, ioOf(sink)), ...sink };
}

const people = Array.from({ length: 40 }, (_, i) => `${i + 1};${['Ana', 'Luis', 'Eva', 'Marta', 'José'][i % 5]};${['Gil', 'Sol', 'Mora', 'Peña', 'Núñez', 'Ruiz', 'Vidal', 'Lara'][i % 8]};p${i}@ejemplo.es;6001234${String(i).padStart(2, '0')};${i % 2 === 0 ? 'madriz' : 'Madrid'}`);
const twice = people.slice(0, 8).map((line, i) => line.replace(/^\d+/, String(100 + i)).replace(/;(\p{L})/u, (_, letter: string) => `;${letter.toLowerCase()}`));
const header = 'id;Nombre;Apellidos;Correo;Teléfono;Ciudad';
const file = `Clientes de la tienda\n\n${header}\n${[...people, ...twice].join('\n')}\n`;

/** Loads, corrects, sets a rule, finds duplicates, merges a band, decides on single rows, exports. */
async function work(): Promise<Recipe> {
  await writeFile(join(folder, 'enero.csv'), Buffer.from(file, 'latin1'));
  await run(runCreate, 'w.fichero');
  expect((await run(runLoad, 'w.fichero', 'enero.csv', '--source', 'Tienda')).code).toBe(0);
  await withWorkspace('w.fichero', ioOf({ out: '', err: '' }), false, async ({ workspace }) => {
    accept(await workspace.commit(accept(planCorrection(workspace.state, workspace.rows, { field: 'city', changes: [{ before: 'madriz', after: 'Madrid' }], reason: 'cluster', comment: '' }), 'plan')), 'commit');
    accept(await workspace.commit(planPolicies({ policies: [{ field: 'phone', months: 12 }] })), 'commit');
    const item = { kind: 'match' as const, rows: 48, groups: 8, candidatePairs: 8, matchedPairs: 8, thresholdPpm: 900_000, model: 'learned' };
    accept(await workspace.commit({ act: 'find-duplicates', items: [item], undoes: null, note: {}, basis: null }), 'commit');
    accept(await workspace.commit(accept(planMerge(workspace.state, [0, 1, 2].map((row) => ({ rows: [row, 40 + row] as RowId[], pins: [] }))), 'plan')), 'commit');
    accept(await workspace.commit(accept(planEdit(workspace.state, workspace.state.goldenOf(9 as RowId), { field: 'city', before: 'Madrid', after: 'Getafe', comment: '' }), 'plan')), 'commit');
  });
  expect((await run(runExport, 'w.fichero', '--out', 'first', '--parts', 'golden,crosswalk,sourceRows,duplicates,findings,merges,log', '--format', 'csv')).code).toBe(0);
  const derived = await run(runRecipeCommand, 'w.fichero', '--source', 'Tienda', '--out', 'receta.json');
  expect(derived).toMatchObject({ code: 0, err: 'Left out, because it is about single rows: edits (1).\n' });
  return readRecipe(await readFile(join(folder, 'receta.json'), 'utf8'))!;
}

async function bytesIn(name: string): Promise<Record<string, string>> {
  const names = (await readdir(join(folder, name))).toSorted();
  return Object.fromEntries(await Promise.all(names.map(async (one) => [one, (await readFile(join(folder, name, one))).toString('base64')] as const)));
}

describe('a recipe', () => {
  it('says in order how the file was read, what was corrected, which rules hold, what was matched and handed on', async () => {
    const recipe = await work();
    expect(recipe.steps.map(({ kind }) => kind)).toEqual(['load', 'setting', 'correct', 'match', 'export']);
    expect(recipe.steps[0]).toMatchObject({ reading: { encoding: 'windows-1252', delimiter: ';', headerLine: 3 }, keys: ['id'] });
    expect(recipe.steps[2]).toMatchObject({ field: 'city', changes: [{ before: 'madriz', after: 'Madrid' }] });
    expect(recipe.steps[3]).toEqual({ kind: 'match', mergeAbovePpm: 990_000 });
    expect(recipe.steps[4]).toMatchObject({ profile: { ids: 'content', parts: ['golden', 'crosswalk', 'sourceRows', 'duplicates', 'findings', 'merges'] } });
    expect(readRecipe(writeRecipe(recipe))).toEqual(recipe);
  });

  it('run twice on the same file, in workspaces of their own, on other days, gives the same bytes', async () => {
    await work();
    const outcome = async (name: string) => {
      const done = await run(runRun, 'receta.json', '--in', 'enero.csv', '--workspace', `${name}.fichero`, '--out', name, '--json');
      expect([done.code, done.err]).toEqual([0, '']);
      return { report: JSON.parse(done.out) as { steps: { kind: string; done: number }[] }, bytes: await bytesIn(name) };
    };
    const one = await outcome('uno');
    const two = await outcome('dos');
    expect(Object.keys(one.bytes)).toContain('golden-records.csv');
    expect(two.bytes).toEqual(one.bytes);
    expect(one.report.steps.map(({ kind, done }) => [kind, done > 0])).toEqual([['load', true], ['setting', true], ['correct', true], ['match', true], ['export', true]]);
  });

  it('run on next month’s file refreshes by key, and tells what no longer fits', async () => {
    await work();
    const next = file.replace('madriz', 'Madrid').replace('p3@', 'nueva3@').replaceAll('madriz', 'Toledo');
    await writeFile(join(folder, 'febrero.csv'), Buffer.from(next, 'latin1'));
    expect((await run(runRun, 'receta.json', '--in', 'enero.csv', '--workspace', 'm.fichero')).code).toBe(0);
    const done = await run(runRun, 'receta.json', '--in', 'febrero.csv', '--workspace', 'm.fichero', '--json');
    const { steps } = JSON.parse(done.out) as { steps: { kind: string; done: number; unused: number }[] };
    expect(steps.find(({ kind }) => kind === 'correct')).toMatchObject({ done: 0, unused: 1 });
    await withWorkspace('m.fichero', ioOf({ out: '', err: '' }), true, ({ workspace }) => {
      expect(workspace.state.currentRowCount).toBe(48);
      return Promise.resolve();
    });
  });

  it('reads the next file as that one is written, where a spreadsheet saved it in UTF-8 or with other delimiters, and says so', async () => {
    await work();
    const outcomes: string[] = [];
    for (const [name, bytes] of [['utf8', Buffer.from(file)], ['tabs', Buffer.from(file.replaceAll(';', '\t'))]] as const) {
      await writeFile(join(folder, `${name}.csv`), bytes);
      const ran = await run(runRun, 'receta.json', '--in', `${name}.csv`, '--workspace', `${name}.fichero`, '--out', name, '--json');
      expect(ran.code).toBe(0);
      expect((JSON.parse(ran.out) as { misfits: object[] }).misfits).toMatchObject([{ kind: 'otherReading', encoding: 'utf-8' }]);
      outcomes.push(await readFile(join(folder, name, 'golden-records.csv'), 'utf8'));
    }
    const same = await run(runRun, 'receta.json', '--in', 'enero.csv', '--workspace', 'latin.fichero', '--out', 'latin', '--json');
    expect((JSON.parse(same.out) as { misfits: object[] }).misfits).toEqual([]);
    const latin = await readFile(join(folder, 'latin', 'golden-records.csv'), 'utf8');
    const names = (text: string): string[] => text.split('\n').map((line) => line.slice(line.indexOf(',')));
    expect(outcomes.map(names)).toEqual([1, 2].map(() => names(latin)));
    expect(latin).toContain('Peña');
  });

  it('stops where a column is missing, proposes what it is called now, and goes on with it', async () => {
    await work();
    const renamed = file.replace('Correo', 'Correo electrónico').replace('Ciudad', 'Localidad');
    await writeFile(join(folder, 'marzo.csv'), Buffer.from(renamed, 'latin1'));
    const stopped = await run(runRun, 'receta.json', '--in', 'marzo.csv', '--workspace', 'x.fichero', '--json');
    expect(stopped.code).toBe(1);
    expect(stopped.err).toContain('--rename "Correo=Correo electrónico"');
    const { misfits } = JSON.parse(stopped.out) as { misfits: unknown[] };
    expect(misfits).toMatchObject([{ kind: 'missingColumn', column: 'Correo', proposal: 'Correo electrónico' }, { kind: 'missingColumn', column: 'Ciudad', proposal: 'Localidad' }, { kind: 'missingField', field: 'city' }]);
    const repaired = await run(runRun, 'receta.json', '--in', 'marzo.csv', '--workspace', 'x.fichero', '--repair', '--out', 'x', '--json');
    expect(repaired.code).toBe(0);
    const plain = await run(runRun, 'receta.json', '--in', 'enero.csv', '--workspace', 'y.fichero', '--out', 'y', '--json');
    expect(plain.code).toBe(0);
    // The ids and values are the same; only the file's own name differs.
    expect((await bytesIn('x'))['golden-records.csv']).toEqual((await bytesIn('y'))['golden-records.csv']);
  });

  describe('with a reference table and an order of trust', () => {
    const directory = `Correo,Sector,Web\n${Array.from({ length: 12 }, (_, i) => `p${i}@ejemplo.es,${['Comercio', 'Industria'][i % 2]},w${i}.ejemplo.es`).join('\n')}\n`;
    /** Two sources, the second trusted more, and values of a directory accepted; then exported and derived. */
    async function workWithDirectory(): Promise<Recipe> {
      await writeFile(join(folder, 'directorio.csv'), directory);
      await writeFile(join(folder, 'enero.csv'), Buffer.from(file, 'latin1'));
      await writeFile(join(folder, 'web.csv'), 'id;Correo;Ciudad\nW1;web@ejemplo.es;Getafe\n');
      await run(runCreate, 'w.fichero');
      await run(runLoad, 'w.fichero', 'enero.csv', '--source', 'Tienda');
      await run(runLoad, 'w.fichero', 'web.csv', '--source', 'Web');
      await withWorkspace('w.fichero', ioOf({ out: '', err: '' }), false, async ({ workspace }) => {
        const [shop, web] = workspace.state.sources;
        accept(await workspace.commit(planSourceUpdate({ ...shop!, trustRank: 2 }, { ...web!, trustRank: 1 })), 'commit');
      });
      expect((await run(runEnrich, 'w.fichero', '--from', 'directorio.csv', '--key', 'email=Correo', '--fields', 'category=Sector,website=Web', '--rule', 'always', '--accept-above', '0.5')).code).toBe(0);
      await run(runExport, 'w.fichero', '--out', 'first', '--parts', 'golden,crosswalk,sourceRows', '--format', 'csv');
      const derived = await run(runRecipeCommand, 'w.fichero', '--source', 'Tienda', '--out', 'receta.json');
      expect(derived).toMatchObject({ code: 0, err: '' });
      return readRecipe(await readFile(join(folder, 'receta.json'), 'utf8'))!;
    }
    const again = async (name: string, ...more: string[]) => {
      const done = await run(runRun, 'receta.json', '--in', 'enero.csv', '--workspace', `${name}.fichero`, '--out', name, '--json', ...more);
      const { misfits, steps } = JSON.parse(done.out) as { misfits: unknown[]; steps: { kind: string; done: number; unused: number; missing?: string[] }[] };
      return { code: done.code, misfits, enrich: steps.find(({ kind }) => kind === 'enrich'), trust: steps.find(({ kind }) => kind === 'trust'), bytes: await bytesIn(name) };
    };

    it('says which table is tied by what, what is taken from which confidence, and who is trusted more', async () => {
      const recipe = await workWithDirectory();
      expect(recipe.steps.map(({ kind }) => kind)).toEqual(['load', 'trust', 'enrich', 'export']);
      expect(recipe.steps[1]).toEqual({ kind: 'trust', sources: ['Web', 'Tienda'] });
      expect(recipe.steps[2]).toMatchObject({ table: { name: 'directorio', trustRank: 1, asOf: null }, keys: [{ field: 'email', column: 'Correo' }], bring: [{ field: 'category', column: 'Sector', rule: 'always' }, { field: 'website', column: 'Web', rule: 'always' }] });
      const { acceptAbovePpm } = recipe.steps[2] as { acceptAbovePpm: number };
      expect(acceptAbovePpm).toBeGreaterThan(500_000);
      expect(readRecipe(writeRecipe(recipe))).toEqual(recipe);
    });

    it('gives the same bytes wherever it is run with that table, and brings what was brought', async () => {
      await workWithDirectory();
      const one = await again('uno', '--reference', 'directorio.csv');
      expect(one).toMatchObject({ code: 0, misfits: [], enrich: { unused: 0 }, trust: { done: 0, unused: 1 } });
      expect(one.enrich!.done).toBeGreaterThan(20);
      expect(Buffer.from(one.bytes['golden-records.csv']!, 'base64').toString()).toContain('w3.ejemplo.es');
      expect((await again('dos', '--reference', 'directorio.csv')).bytes).toEqual(one.bytes);
      // Once more on the same workspace: nothing is loaded or brought twice.
      expect(await again('uno', '--reference', 'directorio.csv')).toMatchObject({ code: 0, enrich: { done: 0, unused: 0 } });
    });

    it('gives the same bytes whether the table was loaded before the file or after it', async () => {
      await workWithDirectory();
      const before = await again('uno', '--reference', 'directorio.csv');
      await run(runCreate, 'tarde.fichero');
      await run(runLoad, 'tarde.fichero', 'enero.csv', '--source', 'Tienda');
      await run(runEnrich, 'tarde.fichero', '--from', 'directorio.csv', '--key', 'email=Correo', '--fields', 'category=Sector');
      // The same file again has nothing new, so its rows stand before those of the table.
      const after = await again('tarde');
      expect(after).toMatchObject({ code: 0, misfits: [] });
      for (const name of ['golden-records.csv', 'crosswalk.csv', 'source-rows.csv']) expect([name, after.bytes[name]]).toEqual([name, before.bytes[name]]);
    });

    it('does the rest where the table is not there, and says so', async () => {
      await workWithDirectory();
      const without = await again('sin');
      expect(without).toMatchObject({ code: 0, misfits: [{ kind: 'missingReference', step: 2, name: 'directorio', columns: [] }], enrich: { done: 0, missing: ['directorio'] } });
      await writeFile(join(folder, 'directorio.csv'), directory.replace('Sector', 'Ramo'));
      expect(await again('otra', '--reference', 'directorio.csv')).toMatchObject({ misfits: [{ kind: 'missingReference', columns: ['Sector'] }], enrich: { done: 0, missing: ['directorio: Sector'] } });
    });

    it('takes a newer table of that name in place of the older one', async () => {
      await workWithDirectory();
      await again('mes', '--reference', 'directorio.csv');
      await writeFile(join(folder, 'directorio.csv'), directory.replaceAll('Comercio', 'Venta'));
      expect((await again('mes', '--reference', 'directorio.csv')).enrich).toMatchObject({ done: 10, unused: 0 });
    });

    it('sets the order again where both sources are there', async () => {
      await workWithDirectory();
      await run(runCreate, 'x.fichero');
      await run(runLoad, 'x.fichero', 'enero.csv', '--source', 'Tienda');
      await run(runLoad, 'x.fichero', 'web.csv', '--source', 'Web');
      expect((await again('x')).trust).toMatchObject({ done: 2, unused: 0 });
      await withWorkspace('x.fichero', ioOf({ out: '', err: '' }), true, ({ workspace }) => {
        expect(workspace.state.sources.map(({ name }) => name)).toEqual(['Web', 'Tienda']);
        return Promise.resolve();
      });
    });
  });

  it.each(['{}', '[]', 'null', '{"kind":"fichero-recipe","v":1,"source":"x","steps":[{"kind":"__proto__"}]}', '{"kind":"fichero-recipe","v":2,"source":"x","steps":[]}'])('%s is none', (text) => {
    expect(readRecipe(text)).toBeUndefined();
  });
});
