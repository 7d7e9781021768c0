// A steward has duplicates found in an unknown file, changes what the run chose, saves it, restarts, and asks why.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { labelledSets } from '../../build/generate/labelled.ts';
import { csvLine } from '../../build/generate/csv.ts';
import { expect, test } from './support/test.ts';
import { stewardOf } from './support/steward.ts';
import type { Language } from '../../shared/contract/desktop.ts';

const runs: readonly { readonly language: Language; readonly theme: 'light' | 'dark' }[] = [
  { language: 'en', theme: 'light' },
  { language: 'es', theme: 'dark' },
];

for (const { language, theme } of runs) {
  test(`changes a match model, saves it, restarts and explains any two rows (${language}, ${theme})`, async ({ openApp, folder }) => {
    const settings = { language, theme, personName: 'Ana Steward' };
    let app = await openApp({ settings });
    let steward = stewardOf(app, folder, language);
    await steward.createWorkspace('Modelo');
    const { headers, cells } = labelledSets().find(({ name }) => name.startsWith('German persons'))!;
    const lines = [headers, ...cells.slice(0, 2400)].map((line) => csvLine(line, ',')).join('\n');
    await steward.openFiles(folder.write('kunden.csv', Buffer.from(lines)));
    await steward.loadAsGuessed();
    await steward.press('ui.close');
    await steward.findDuplicates();
    let { page, say } = steward;
    const capture = (name: string) => app.capture(`model-${language}-${name}`);

    // The threshold: what it would change is shown, then done.
    await steward.press('duplicates.settings');
    const before = (await page.locator('.preview').textContent())!;
    const slider = steward.dialog.getByRole('slider', { name: say('duplicates.threshold') });
    await slider.focus();
    await page.keyboard.press('End');
    await expect(page.locator('.preview')).not.toHaveText(before);
    await capture('threshold');

    // A level of a comparison, a key, and a forecast of the pairs.
    await steward.dialog.getByRole('tab', { name: say('model.tab.levels') }).click();
    const share = steward.dialog.getByRole('row', { name: new RegExp(say('level.exact')) }).getByRole('textbox').first();
    await share.fill('0.5');
    await steward.dialog.getByRole('checkbox', { name: say('model.useLevel', { level: say('level.close') }) }).press('Space');
    await capture('levels');
    await steward.dialog.getByRole('tab', { name: say('model.tab.keys') }).click();
    await steward.press('model.forecast');
    await expect(steward.dialog.getByText(/\d+/).filter({ hasText: say('model.forecastResult', { pairs: 0, dropped: 0, budget: 0 }).split(/[.;,]/).at(-2)!.trim().split(' ')[0]! }).first()).toBeVisible({ timeout: 60_000 });
    await capture('keys');
    await steward.dialog.getByRole('tab', { name: say('model.tab.columns') }).click();
    await capture('columns');
    await steward.dialog.getByLabel(say('model.name')).fill('Kunden');
    await steward.press('model.saveAndFind');
    await expect(page.getByText(say('model.usedBy', { name: 'Kunden' }))).toBeVisible({ timeout: 60_000 });

    // One decision, and what it teaches.
    await page.keyboard.press('m');
    await expect(page.locator('.toast').first()).toBeVisible();
    await steward.press('duplicates.settings');
    await steward.dialog.getByRole('tab', { name: say('model.tab.models') }).click();
    await expect(steward.dialog.getByRole('row', { name: /Kunden/ })).toContainText(say('model.inUse'));
    await steward.press('model.relearn');
    await expect(steward.dialog.getByText(say('model.relearnTitle'))).toBeVisible({ timeout: 60_000 });
    await capture('models');
    // Out to a file.
    const file = resolve(folder.path, 'kunden.json');
    await app.answer({ save: [file] });
    await steward.press('model.exportModel', { name: 'Kunden' });
    await expect(steward.toast('kunden.json')).toBeVisible();
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ format: 'fichero-match-model', learn: false });
    await page.keyboard.press('Escape');
    await app.close();

    // After a restart: groups, explanations and the model are there, and nothing runs.
    app = await openApp({ settings });
    steward = stewardOf(app, folder, language);
    ({ page, say } = steward);
    await steward.goTo('duplicates');
    await expect(page.getByText(say('model.usedBy', { name: 'Kunden' }))).toBeVisible();
    await steward.press('duplicates.explain');
    await expect(page.locator('.waterfall')).toBeVisible();
    await capture('explained');
    await expect(page.locator('.run-progress')).toHaveCount(0);
    await steward.press('model.whyNot');
    await steward.dialog.getByLabel(say('model.rowNumber', { which: 'A' })).fill('1');
    await steward.dialog.getByLabel(say('model.rowNumber', { which: 'B' })).fill('8');
    await page.keyboard.press('Enter');
    await expect(steward.dialog.getByText(say('model.neverCompared'))).toBeVisible();
    await expect(steward.dialog.locator('.missed-keys li').first()).toBeVisible();
    await capture('why-not');
    await steward.dialog.getByLabel(say('model.rowNumber', { which: 'B' })).fill('99999');
    await page.keyboard.press('Enter');
    await expect(steward.dialog.getByText(say('model.noSuchRow'))).toBeVisible();
    await page.keyboard.press('Escape');

    // The same from the grid, for two rows that are selected there.
    await steward.goTo('records');
    await page.getByRole('gridcell').nth(3).click();
    await page.keyboard.press('Shift+ArrowDown');
    await steward.press('model.whyNot');
    await expect(steward.dialog.locator('.waterfall')).toBeVisible();
    await page.keyboard.press('Escape');
    // And rows that say too little lead to themselves.
    await steward.goTo('duplicates');
    await steward.press('duplicates.settings');
    await steward.dialog.getByRole('tab', { name: say('model.tab.columns') }).click();
    await steward.dialog.getByRole('link', { name: say('model.show') }).click();
    await expect(page.getByTestId('row-count')).toContainText(/^[1-9]\d* /);

    // The threshold can be moved without comparing anything again, as is said before.
    await steward.goTo('duplicates');
    await steward.press('duplicates.settings');
    await expect(steward.dialog.getByText(say('model.needsPairs'))).toBeVisible();
    const kept = (await page.locator('.preview').textContent())!;
    await steward.dialog.getByRole('slider', { name: say('duplicates.threshold') }).focus();
    await page.keyboard.press('Home');
    await expect(page.locator('.preview')).not.toHaveText(kept, { timeout: 30_000 });
    await expect(steward.dialog.getByText(say('model.needsPairs'))).toHaveCount(0);
    await capture('threshold-again');
    await app.close();
  });
}
