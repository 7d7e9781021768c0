// What a steward does with sources once they are loaded: name an owner, read a column as another field, take a load out again.
import { stewardOf } from './support/steward.ts';
import { expect, test } from './support/test.ts';

const january = 'id,given name,surname,town of birth\n001,Ana,García,Vigo\n002,Luis,Pérez,Lugo\n003,Eva,Ruiz,Vigo\n';
const february = 'id,given name,surname,town of birth\n004,Olga,Sanz,Toro\n005,Iván,Gil,Vigo\n';

test('names an owner, changes the mapping, takes a load out, and takes each of it back', async ({ openApp, folder }) => {
  const app = await openApp();
  const steward = stewardOf(app, folder, 'en');
  const { page, say, press, dialog } = steward;
  await steward.createWorkspace('Customers');
  await steward.openFiles(folder.write('january.csv', january));
  await dialog.getByRole('textbox', { name: say('load.sourceName') }).fill('CRM');
  await steward.loadAsGuessed();
  await press('ui.close');
  await steward.openFiles(folder.write('february.csv', february));
  await steward.loadAsGuessed();
  await press('ui.close');
  await steward.goTo('sources');
  const table = page.locator('.sources-table');
  await expect(table.getByText(say('sources.loads', { count: 2 }))).toBeVisible();

  await page.getByRole('button', { name: `${say('sources.edit')}: CRM` }).click();
  await dialog.getByRole('textbox', { name: say('sources.owner') }).fill('Ventas');
  await page.keyboard.press('Enter');
  await expect(table.getByText(say('sources.ownedBy', { owner: 'Ventas' }))).toBeVisible();

  // A column that stayed its own becomes a field, in both loads, and is remembered for the next file.
  await press('sources.changeMapping');
  await expect(dialog.getByText('Vigo', { exact: false }).first()).toBeVisible();
  const field = dialog.getByRole('combobox', { name: /town of birth/ });
  await field.fill('City');
  await page.getByRole('option', { name: 'City', exact: true }).click();
  await app.capture('sources-mapping');
  await press('ui.save');
  await expect(steward.toast(say('sources.mapped', { source: 'CRM' }))).toBeVisible();
  await steward.goTo('records');
  const rows = page.getByTestId('row-count');
  await expect(page.getByRole('columnheader', { name: /^City/ })).toBeVisible();
  await page.locator('label.checkbox', { hasText: 'Vigo' }).click();
  await expect(rows).toHaveText(say('grid.rowsOf', { shown: 3, total: 5 }));
  await steward.openFiles(folder.write('march.csv', january));
  await expect(dialog.getByRole('combobox', { name: /town of birth/ })).toHaveValue('City');
  await page.keyboard.press('Escape');

  // The older of the two loads goes, and comes back.
  await steward.goTo('sources');
  await table.getByRole('link', { name: 'january.csv' }).click();
  await press('sources.takeOut');
  await expect(steward.toast(say('sources.takenOut', { file: 'january.csv' }))).toBeVisible();
  await expect(table.getByText(say('sources.isTakenOut'))).toBeVisible();
  await app.capture('sources-taken-out');
  await steward.goTo('records');
  await expect(rows).toHaveText(say('grid.rowsOf', { shown: 2, total: 2 }));
  await steward.toast(say('sources.takenOut', { file: 'january.csv' })).getByRole('button', { name: say('ui.undo') }).click();
  await expect(rows).toHaveText(say('grid.rowsOf', { shown: 5, total: 5 }));
  await app.close();

  const again = await openApp();
  const later = stewardOf(again, folder, 'en');
  await later.goTo('records');
  await expect(again.page.getByTestId('row-count')).toHaveText(say('grid.rowsOf', { shown: 5, total: 5 }));
  await later.goTo('sources');
  await expect(again.page.getByText(say('sources.ownedBy', { owner: 'Ventas' }))).toBeVisible();

  // A source without rows stays with its owner until it is taken off the list.
  const left = again.page.locator('.sources-table');
  for (const file of ['january.csv', 'february.csv']) {
    await left.getByRole('link', { name: file }).click();
    await later.press('sources.takeOut');
    await expect(later.toast(say('sources.takenOut', { file }))).toBeVisible();
  }
  await expect(left.getByText(say('sources.ownedBy', { owner: 'Ventas' }))).toBeVisible();
  await again.capture('sources-without-rows');
  await again.page.getByRole('button', { name: `${say('sources.drop')}: CRM` }).click();
  await expect(again.page.getByText(say('sources.emptyTitle'))).toBeVisible();
  await later.toast(say('sources.dropped', { source: 'CRM' })).getByRole('button', { name: say('ui.undo') }).click();
  await expect(left.getByText(say('sources.ownedBy', { owner: 'Ventas' }))).toBeVisible();
  await later.press('sources.bringBack');
  await expect(later.toast(say('sources.broughtBack', { file: 'february.csv' }))).toBeVisible();
  await later.goTo('records');
  await expect(again.page.getByTestId('row-count')).toHaveText(say('grid.rowsOf', { shown: 2, total: 2 }));
  expect([...app.complaints, ...again.complaints]).toEqual([]);
});
