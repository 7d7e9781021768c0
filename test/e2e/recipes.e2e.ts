// Next month in one go: a recipe saved from the history is run on a second file in the app, headless it gives the same bytes;
// and what a CRM exports back is recognised, shown, and makes no duplicates.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import { stewardOf } from './support/steward.ts';
import { expect, test } from './support/test.ts';

const cli = fileURLToPath(new URL('../../electron/cli/main.ts', import.meta.url));
const given = ['Ana', 'Luis', 'Eva', 'Marta', 'José', 'Íñigo', 'Laura', 'Pablo'];
const surnames = ['Gil', 'Sol', 'Mora', 'Peña', 'Núñez', 'Güell', 'Ruiz', 'Vidal', 'Serra', 'Lara', 'Cano', 'Reyes', 'Soto'];
const person = (i: number, id = `C${i}`) => `${id};${given[i % 8]};${surnames[i % 13]};${given[i % 8]!.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '')}.${i}@ejemplo.es;6001234${String(i).padStart(2, '0')}`;
const month = (header: string, count: number) => `${[header, ...Array.from({ length: count }, (_, i) => person(i)), ...Array.from({ length: 6 }, (_, i) => person(i, `D${i}`))].join('\n')}\n`;
const header = 'id;Nombre;Apellidos;Correo;Teléfono';

for (const language of ['en', 'es'] as const) {
  test(`does last month's work again on this month's file, in the app and headless alike (${language})`, async ({ openApp, folder }) => {
    const app = await openApp({ settings: { language, theme: language === 'es' ? 'dark' : 'light' } });
    const steward = stewardOf(app, folder, language);
    const { page, dialog, say, press } = steward;
    await steward.createWorkspace('Enero');
    await steward.openFiles(folder.write('tienda.csv', month(header, 60)));
    await expect(dialog.getByRole('button', { name: say('load.run'), exact: true })).toBeEnabled();
    await steward.loadAsGuessed();
    await page.keyboard.press('Escape');
    await steward.findDuplicates();
    await steward.exportTo('enero');

    await steward.goTo('sources');
    await press('recipe.button');
    await expect(page.getByTestId('recipe-steps').getByRole('listitem')).toHaveCount(3);
    await app.capture(`recipe-save-${language}`);
    const recipe = resolve(folder.path, 'receta.json');
    await app.answer({ save: [recipe] });
    await press('recipe.save');
    await expect(steward.toast(say('recipe.saved', { path: recipe }))).toBeVisible();
    expect(JSON.parse(readFileSync(recipe, 'utf8'))).toMatchObject({ kind: 'fichero-recipe', source: 'tienda' });

    // Next month: a file with a column that is called otherwise.
    const february = folder.write('febrero.csv', month('id;Nombre;Apellidos;Correo electrónico;Teléfono', 70));
    const out = folder.make('febrero-app');
    await app.answer({ open: [[recipe], [february], [out]] });
    await press('recipe.runButton');
    await expect(dialog.getByText(say('recipe.missing', { count: 1 }))).toBeVisible();
    await expect(dialog.getByRole('button', { name: say('recipe.calledNow', { column: 'Correo' }) })).toContainText('Correo electrónico');
    await press('export.chooseFolder');
    await app.capture(`recipe-run-${language}`);
    await press('recipe.run');
    await expect(dialog.getByText(/(?:Done|Hecho); /)).toBeVisible({ timeout: 60_000 });
    await app.capture(`recipe-done-${language}`);
    expect(readdirSync(out)).toContain('golden-records.csv');
    await page.keyboard.press('Escape');
    expect(app.complaints).toEqual([]);
    await app.close();

    // Headless on the same workspace history: January's file and then February's.
    const run = (file: string, place: string) =>
      execFileSync(process.execPath, [cli, 'run', recipe, '--in', file, '--workspace', resolve(folder.path, 'cli.fichero'), '--out', resolve(folder.path, place), '--repair', '--json'], { env: { ...process.env, FICHERO_HOME: resolve(folder.path, 'home') } });
    run(resolve(folder.path, 'tienda.csv'), 'enero-cli');
    run(february, 'febrero-cli');
    for (const name of ['golden-records.csv', 'crosswalk.csv']) {
      expect([name, readFileSync(resolve(folder.path, 'febrero-cli', name), 'utf8')]).toEqual([name, readFileSync(resolve(out, name), 'utf8')]);
    }
  });

  test(`brings what a reference table says again, in the app and headless alike (${language})`, async ({ openApp, folder }) => {
    const app = await openApp({ settings: { language, theme: language === 'es' ? 'dark' : 'light', personName: 'Ana Steward' } });
    const steward = stewardOf(app, folder, language);
    const { page, dialog, say, press } = steward;
    await steward.createWorkspace('Enero');
    await steward.openFiles(folder.write('tienda.csv', `${[header, ...Array.from({ length: 20 }, (_, i) => person(i))].join('\n')}\n`));
    await expect(dialog.getByRole('button', { name: say('load.run'), exact: true })).toBeEnabled();
    await steward.loadAsGuessed();
    await page.keyboard.press('Escape');
    const directory = folder.write('directorio.csv', `Correo,Sector\n${Array.from({ length: 26 }, (_, i) => `${person(i).split(';')[3]},${['Comercio', 'Industria'][i % 2]}`).join('\n')}\n`);
    await steward.goTo('enrich');
    await app.answer({ open: [[directory]] });
    await page.getByRole('button', { name: say('enrich.addTable') }).first().click();
    await steward.press('enrich.load.run');
    await expect(dialog.getByTestId('tie-counts')).toContainText(say('enrich.tie.matched'));
    await steward.press('enrich.tie.run');
    const grid = page.getByRole('grid', { name: say('enrich.views.proposals') });
    await expect(grid.getByRole('row').filter({ hasText: 'Comercio' }).first()).toBeVisible();
    await page.getByRole('navigation', { name: say('enrich.sources') }).getByRole('button', { name: 'directorio', exact: false }).click();
    await steward.press('enrich.acceptShown');
    await expect(dialog.getByRole('row').nth(1)).toBeVisible();
    await steward.press('enrich.accept');
    await expect(grid.getByRole('row').filter({ hasText: 'Comercio' })).toHaveCount(0);
    await steward.exportTo('enero');

    await steward.goTo('sources');
    await press('recipe.button');
    const steps = page.getByTestId('recipe-steps').getByRole('listitem');
    await expect(steps).toHaveCount(3);
    await expect(steps.filter({ hasText: 'directorio' })).toHaveCount(1);
    await app.capture(`recipe-enrich-save-${language}`);
    const recipe = resolve(folder.path, 'receta.json');
    await app.answer({ save: [recipe] });
    await press('recipe.save');
    await expect(steward.toast(say('recipe.saved', { path: recipe }))).toBeVisible();

    const february = folder.write('febrero.csv', `${[header, ...Array.from({ length: 26 }, (_, i) => person(i))].join('\n')}\n`);
    const out = folder.make('febrero-app');
    await app.answer({ open: [[recipe], [february], [out]] });
    await press('recipe.runButton');
    await expect(dialog.getByText(say('recipe.fits'))).toBeVisible();
    await press('export.chooseFolder');
    await press('recipe.run');
    await expect(dialog.getByText(say('recipe.outcome.enrich', { count: 6, unused: 0 }))).toBeVisible({ timeout: 60_000 });
    await app.capture(`recipe-enrich-done-${language}`);
    await page.keyboard.press('Escape');

    // Where the table is not there, that is said before and after.
    const elsewhere = folder.write('otra.json', readFileSync(recipe, 'utf8').replace('"name": "directorio"', '"name": "padrón"').replace(/"sha256": "[0-9a-f]{64}"/, `"sha256": "${'0'.repeat(64)}"`));
    await app.answer({ open: [[elsewhere], [february]] });
    await press('recipe.runButton');
    await expect(dialog.getByText(say('recipe.missingReference', { name: 'padrón' }))).toBeVisible();
    await app.capture(`recipe-enrich-missing-${language}`);
    await press('recipe.run');
    await expect(dialog.getByText(say('recipe.stepMissing', { missing: 'padrón' }))).toBeVisible({ timeout: 60_000 });
    await page.keyboard.press('Escape');
    expect(app.complaints).toEqual([]);
    await app.close();

    const run = (file: string, place: string) =>
      execFileSync(process.execPath, [cli, 'run', recipe, '--in', file, '--reference', directory, '--workspace', resolve(folder.path, 'cli.fichero'), '--out', resolve(folder.path, place), '--json'], { env: { ...process.env, FICHERO_HOME: resolve(folder.path, 'home') } });
    run(resolve(folder.path, 'tienda.csv'), 'enero-cli');
    run(february, 'febrero-cli');
    for (const name of ['golden-records.csv', 'crosswalk.csv']) {
      expect([name, readFileSync(resolve(folder.path, 'febrero-cli', name), 'utf8')]).toEqual([name, readFileSync(resolve(out, name), 'utf8')]);
    }
    expect(readFileSync(resolve(out, 'golden-records.csv'), 'utf8').match(/Comercio|Industria/g)).toHaveLength(26);
  });

  test(`takes back what the CRM exports, shows what changed there, and makes no duplicates (${language})`, async ({ openApp, folder }) => {
    const app = await openApp({ settings: { language, theme: language === 'es' ? 'dark' : 'light' } });
    const steward = stewardOf(app, folder, language);
    const { page, dialog, say } = steward;
    await steward.createWorkspace('CRM');
    await steward.openFiles(folder.write('tienda.csv', `${[header, ...Array.from({ length: 12 }, (_, i) => person(i))].join('\n')}\n`));
    await expect(dialog.getByRole('button', { name: say('load.run'), exact: true })).toBeEnabled();
    await steward.loadAsGuessed();
    await page.keyboard.press('Escape');
    await steward.goTo('export');
    await page.getByRole('button', { name: say('export.system') }).first().click();
    await page.getByRole('option', { name: say('export.systems.salesforce') }).click();
    const out = await steward.exportTo('salida');
    const sent = readFileSync(resolve(out, readdirSync(out).find((name) => name.startsWith('salesforce-contacts'))!), 'utf8');

    // The CRM changed one address and has one new customer.
    const back = `${sent.replace('ana.0@ejemplo.es', 'ana.nueva@ejemplo.es')},,Nuevo,Cliente,nuevo@ejemplo.es,,,,,,,,,\r\n`;
    await steward.openFiles(folder.write('salesforce.csv', back));
    await expect(dialog.getByTestId('return-preview')).toContainText(say('load.returnKnown', { count: 12 }));
    await expect(dialog.getByTestId('return-preview')).toContainText(say('load.returnChanged', { count: 1 }));
    await expect(dialog.getByTestId('return-preview')).toContainText('ana.nueva@ejemplo.es');
    await app.capture(`crm-return-${language}`);
    await steward.loadAsGuessed();
    await page.keyboard.press('Escape');
    await steward.goTo('records');
    await page.getByRole('radio', { name: say('records.golden') }).click();
    // The header is a row too.
    await expect(page.getByRole('grid', { name: say('records.golden') })).toHaveAttribute('aria-rowcount', '14');
    expect(app.complaints).toEqual([]);
  });
}
