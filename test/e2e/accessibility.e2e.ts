// Every screen against the rules of axe, in both themes, and reached by keys alone.
import { AxeBuilder } from '@axe-core/playwright';
import { englishDelivery } from './support/deliveries.ts';
import { allPlaces, stewardOf, type Steward } from './support/steward.ts';
import { expect, test, type OpenApp } from './support/test.ts';

for (const { language, theme } of [{ language: 'en', theme: 'light' }, { language: 'es', theme: 'dark' }] as const) {
  test(`no screen has a serious fault for people who see, hear or move otherwise (${language}, ${theme})`, async ({ openApp, folder }) => {
    const delivery = englishDelivery(new Date());
    const app = await openApp({ settings: { language, theme } });
    const steward = stewardOf(app, folder, language);
    const { page, say } = steward;
    const faults: string[] = [];
    const check = async (screen: string) => faults.push(...(await faultsOf(app, screen)));
    await check('welcome');
    await steward.createWorkspace('Clientes');
    await check('empty');
    await steward.openFiles(folder.write(delivery.fileName, delivery.bytes));
    await expect(steward.dialog.getByRole('button', { name: say('load.run'), exact: true })).toBeEnabled();
    await check('load');
    await steward.loadAsGuessed();
    await check('loaded');
    await steward.press('ui.close');
    await steward.findDuplicates();
    for (const place of allPlaces) {
      await steward.goTo(place);
      // What is asked of the engine has come.
      await expect(page.locator('.skeleton, .spinner')).toHaveCount(0);
      await check(place);
    }
    await steward.goTo('log');
    for (const tab of ['trust', 'past', 'sample', 'protection'] as const) {
      await page.getByRole('tab', { name: say(`audit.tabs.${tab}`) }).click();
      await expect(page.locator('.skeleton, .spinner')).toHaveCount(0);
      if (tab === 'sample') await steward.press('audit.sample.draw');
      await check(`log, ${tab}`);
    }
    await page.evaluate(() => (globalThis.location.hash = '#/history/1'));
    await expect(page.locator('.history-steps')).toBeVisible();
    await page.locator('.history-steps').getByRole('button', { name: say('audit.item.prove') }).first().click();
    await expect(page.getByText(say('audit.proof.holds'))).toBeVisible();
    await check('history');
    await steward.goTo('records');
    await page.getByRole('grid').focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(say('records.title'));
    await check('record');
    await page.keyboard.press('Control+k');
    await expect(steward.dialog).toBeVisible();
    await check('palette');
    expect(faults).toEqual([]);
  });
}

test('every place and the main job are reached by keys alone', async ({ openApp, folder }) => {
  const delivery = englishDelivery(new Date());
  const app = await openApp();
  const steward = stewardOf(app, folder, 'en');
  const { page, say } = steward;
  await app.answer({ save: [`${folder.path}/Keys.fichero`], open: [[folder.write(delivery.fileName, delivery.bytes)]] });
  await tabTo(steward, say('welcome.create'));
  await page.keyboard.press('Enter');
  await page.keyboard.type('Keys');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: say('overview.emptyTitle') })).toBeVisible();
  await page.keyboard.press('Control+o');
  await expect(steward.dialog.getByRole('button', { name: say('load.run'), exact: true })).toBeEnabled();
  await tabTo(steward, say('load.run'));
  await page.keyboard.press('Enter');
  await expect(steward.dialog.getByTestId('rows-in-sum')).toBeVisible();
  await tabTo(steward, say('load.showRows'));
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('row-count')).toBeVisible();

  for (const [index, place] of allPlaces.entries()) {
    await page.keyboard.press(`Control+${index < 9 ? index + 1 : ','}`);
    await expect(page.getByRole('heading', { level: 1, name: say(`place.${place}`) })).toBeVisible();
  }
  // A screen of one piece is one stop of F6.
  await page.keyboard.press('Control+1');
  for (let step = 0; step < 3 && (await page.locator('#content :focus').count()) === 0; step++) await page.keyboard.press('F6');
  await expect(page.locator('#content :focus')).toHaveCount(1);
  // The palette runs a command by name.
  await page.keyboard.press('Control+k');
  await page.keyboard.type(say('palette.findDuplicates'));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: say('place.duplicates') })).toBeVisible();
  if (await page.getByRole('button', { name: say('duplicates.run'), exact: true }).isVisible()) {
    await tabTo(steward, say('duplicates.run'));
    await page.keyboard.press('Enter');
  }
  await expect(page.getByTestId('queue-position')).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('m');
  await expect(steward.toast(say('duplicates.merged', { count: 2 }))).toBeVisible();

  // In the grid the arrows move one cursor, and F6 leaves it.
  await page.keyboard.press('Control+3');
  const grid = page.getByRole('grid');
  for (let step = 0; step < 8 && !(await grid.evaluate((element) => element === document.activeElement)); step++) await page.keyboard.press('F6');
  await expect(grid).toBeFocused();
  await page.keyboard.press('Control+End');
  await expect(grid.getByRole('row', { name: new RegExp(`^${delivery.rows.length} `) })).toBeVisible();
  await page.keyboard.press('F6');
  await expect(grid).not.toBeFocused();
  expect(app.complaints).toEqual([]);
});

/** Serious and critical violations, one line each. */
async function faultsOf({ page }: OpenApp, screen: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${screen}: ${id}: ${node.target.join(' ')} ${node.html.slice(0, 160)} ${node.any[0]?.message ?? node.all[0]?.message ?? ''}`));
}

/** Presses Tab until the button of that name has the focus. */
async function tabTo({ page }: Steward, name: string): Promise<void> {
  const target = page.getByRole('button', { name, exact: true }).last();
  for (let step = 0; step < 60; step++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach “${name}”.`);
}
