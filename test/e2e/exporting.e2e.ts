// Hands on in the app: a system's files with what it would refuse said before, chosen columns, a kept profile, only what changed.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { stewardOf } from './support/steward.ts';
import { expect, test } from './support/test.ts';

const crm = 'id;Nombre;Apellidos;Correo;Teléfono\nS1;Ana;Gil;ana@x.es;600111222\nS2;Luis;;l@x.es;\nS3;Eva;Sol;e@x.es;911234567\n';

for (const language of ['en', 'es'] as const) {
  test(`hands on what was decided in the form that is wanted (${language})`, async ({ openApp, folder }) => {
    const app = await openApp({ settings: { language, theme: language === 'es' ? 'dark' : 'light' } });
    const steward = stewardOf(app, folder, language);
    const { page, dialog, say, button } = steward;
    await steward.createWorkspace('Clientes');
    await steward.openFiles(folder.write('crm.csv', crm));
    await expect(dialog.getByRole('button', { name: say('load.run'), exact: true })).toBeEnabled();
    await steward.loadAsGuessed();
    await page.keyboard.press('Escape');
    await steward.goTo('export');
    const choose = async (label: string, option: string) => {
      await page.getByRole('button', { name: label }).first().click();
      await page.getByRole('option', { name: option }).first().click();
    };
    const check = page.getByTestId('export-check');

    await choose(say('export.system'), say('export.systems.salesforce'));
    await expect(check).toContainText(say('export.wouldLeaveOut', { count: 1 }));
    await expect(page.getByText(say('export.problem.missing', { header: 'LastName' }))).toBeVisible();
    await page.getByText(say('export.onlyChanged')).click();
    await expect(check).toContainText(say('export.firstTime'));
    await app.capture(`export-system-${language}`);

    await button(say('export.profiles')).click();
    await page.getByRole('menuitem', { name: say('export.keepProfile') }).click();
    await page.getByLabel(say('export.profileName')).fill('Semanal');
    await page.keyboard.press('Enter');
    await expect(button('Semanal')).toBeVisible();
    const first = await exportHere('uno');
    expect(first.filter((name) => name.startsWith('salesforce-contacts')).length).toBe(1);
    expect(read('uno', 'salesforce-contacts').trim().split('\r\n').length).toBe(3);
    await expect(page.getByText(say('export.leftOut', { count: 1 }))).toBeVisible();

    // Nothing changed since.
    await expect(check).toContainText(say('export.taken', { count: 0 }));

    // The columns at hand, by keyboard.
    await choose(say('export.system'), say('export.noSystem'));
    await choose(say('export.format'), say('export.formats.xlsx'));
    await page.getByText(say('export.onlyChanged')).click();
    await button(say('export.chooseColumns')).click();
    const header = page.getByLabel(say('export.headerOf', { field: say('field.email') }));
    await header.fill('Correo e');
    await page.getByRole('button', { name: say('export.up', { field: say('field.email') }) }).focus();
    await page.keyboard.press('Enter');
    await app.capture(`export-columns-${language}`);
    const second = await exportHere('dos');
    expect(second.some((name) => name.endsWith('.xlsx'))).toBe(true);

    // The profile is a fact: the log has it.
    await steward.goTo('log');
    await expect(page.getByText(say('log.act.rules')).locator('visible=true').first()).toBeVisible();
    expect(app.complaints).toEqual([]);

    async function exportHere(name: string): Promise<string[]> {
      const path = folder.make(name);
      await app.answer({ open: [[path]] });
      await page.getByRole('button', { name: new RegExp(`^(?:${say('export.chooseFolder')}|${say('export.changeFolder')})$`) }).click();
      await page.getByRole('button', { name: new RegExp(`^(?:${say('export.run')}|${say('export.again')})$`) }).click();
      await expect.poll(() => readdirSync(path).some((one) => one.startsWith('manifest'))).toBe(true);
      await expect(page.getByTestId('exported-files')).toContainText(path);
      return readdirSync(path);
    }
    function read(name: string, start: string): string {
      const path = resolve(folder.path, name);
      return readFileSync(resolve(path, readdirSync(path).find((one) => one.startsWith(start))!), 'utf8');
    }
  });
}
