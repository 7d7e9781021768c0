// The records grid by hand and by key: histograms with a range, ways to search, columns, saved views, copying for Excel.
import { stewardOf } from './support/steward.ts';
import { expect, test } from './support/test.ts';

const names = ['Ana', 'Luis', 'Marta', 'Pedro', 'Lucía', 'José', 'Elena', 'Pablo'];
const surnames = ['Mont', 'Vill', 'Serr', 'Camp', 'Font', 'Roj', 'Torr', 'Verg', 'Zarz', 'Quint'];
const endings = ['ero', 'anueva', 'ano', 'osa', 'ales', 'ana', 'ez', 'illa'];

/** 80 customers: amounts 0 … 790, one date a month from January 2018, every tenth without, two dates that are none. */
function customers(): string {
  const lines = ['id,given name,surname,city,amount,last contact'];
  for (let index = 0; index < 80; index++) {
    const date = index % 10 === 9 ? '' : index === 3 || index === 4 ? 'unknown' : `${2018 + Math.floor(index / 12)}-${String(1 + (index % 12)).padStart(2, '0')}-15`;
    lines.push(`${String(index + 1).padStart(5, '0')},${names[index % 8]},${index === 7 ? 'Núñez' : index === 8 ? 'Nuñes' : `${surnames[index % 10]}${endings[Math.floor(index / 10)]}`},${index % 2 === 0 ? 'Madrid' : 'Vigo'},${index * 10},${date}`);
  }
  return `${lines.join('\n')}\n`;
}

test('filters by ranges, searches in three ways, arranges columns, and comes back to it all by a saved view', async ({ openApp, folder }) => {
  test.slow();
  const app = await openApp();
  const steward = stewardOf(app, folder, 'en');
  const { page, say, press } = steward;
  await steward.createWorkspace('Customers');
  await steward.openFiles(folder.write('customers.csv', customers()));
  await steward.loadAsGuessed();
  await press('load.showRows');
  const count = page.getByTestId('row-count');
  const counts = async (shown: number) => expect(count).toHaveText(say('grid.rowsOf', { shown, total: 80 }));
  // Show rows filters by the load.
  await press('records.clearFilters');
  await counts(80);

  // A histogram of dates: by key, by typing, by dragging.
  const facets = page.locator('.facets');
  // What Fichero found out is counted, and the counts are those of the rows that are left.
  const stale = facets.locator('.facet-line').filter({ hasText: say('records.flag.stale') });
  await expect(facets.locator('.facet-line').filter({ hasText: say('records.flag.merged') }).locator('.count')).toHaveText('0');
  const staleRows = Number(await stale.locator('.count').textContent());
  expect(staleRows).toBeGreaterThan(0);
  await stale.getByRole('checkbox').press('Space');
  await counts(staleRows);
  await expect(stale.locator('.count')).toHaveText(String(staleRows));
  await stale.getByRole('checkbox').press('Space');
  await counts(80);
  const addFacet = async (name: string) => {
    await press('records.addFacet');
    await page.getByRole('menuitem', { name, exact: true }).click();
  };
  await addFacet('Last contact');
  const dates = facets.getByRole('region', { name: 'Last contact' });
  // The table behind the chart, which only a screen reader meets, makes the pane no wider.
  expect(await page.locator('.pane.start').evaluate((pane) => pane.scrollWidth - pane.clientWidth)).toBeLessThanOrEqual(0);
  const low = dates.getByRole('slider', { name: /From/ });
  await expect(dates.getByText('not a date')).toBeVisible();
  await low.focus();
  await page.keyboard.press('End');
  await expect(count).not.toHaveText(say('grid.rowsOf', { shown: 80, total: 80 }));
  await page.keyboard.press('Home');
  await counts(80);
  await dates.getByRole('textbox', { name: /From/ }).fill('2019');
  await page.keyboard.press('Enter');
  await dates.getByRole('textbox', { name: /To/ }).fill('31/12/2019');
  await page.keyboard.press('Enter');
  await counts(11);
  await expect(page.locator('.toolbar.filters')).toContainText('Jan 1, 2019 – Dec 31, 2019');
  await dates.getByText('blank', { exact: true }).click();
  await counts(19);
  await dates.getByText('not a date', { exact: true }).click();
  await counts(21);
  await app.capture('records-dates');

  await addFacet('Amount');
  const amounts = facets.getByRole('region', { name: 'Amount' });
  const chart = amounts.locator('.range-chart');
  await chart.scrollIntoViewIfNeeded();
  const box = (await chart.boundingBox())!;
  await page.mouse.move(box.x + 2, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 4, box.y + 20, { steps: 4 });
  await page.mouse.up();
  // 2019 are the rows 12 to 23, blank 9 19 29 …, no date 3 and 4; up to about 200 are the rows 0 to 20.
  await expect(count).toHaveText(/^1[0-4] of 80 rows$/);
  const narrowed = (await count.textContent())!;
  // Filtered too, a row keeps the number that its record and the change log know it by, from 1.
  await expect(page.getByRole('rowheader').first()).toHaveText(/^(1[3-9]|2[01])$/);

  // Columns: fit by double click, widen, move, hide and pin by key.
  const grid = page.getByRole('grid').first();
  const header = (name: string) => grid.getByRole('columnheader', { name: new RegExp(`^${name}`) });
  const widthOf = async (name: string) => (await header(name).boundingBox())!.width;
  const idWidth = await widthOf('Customer id');
  await grid.locator('[data-row="0"][data-column="2"]').click();
  await page.keyboard.press('Alt+Shift+ArrowRight');
  await page.keyboard.press('Alt+Shift+ArrowRight');
  expect(await widthOf('Customer id')).toBe(idWidth + 48);
  await header('Customer id').locator('.grid-resize').dblclick();
  await expect.poll(() => widthOf('Customer id')).not.toBe(idWidth + 48);
  await grid.locator('[data-row="0"][data-column="2"]').click();
  await page.keyboard.press('Control+Alt+ArrowRight');
  await expect(header('Customer id')).toHaveAttribute('aria-colindex', '5');
  await page.keyboard.press('Alt+ArrowDown');
  await page.getByRole('menuitem', { name: say('grid.pin') }).click();
  await expect(header('Customer id')).toHaveAttribute('aria-colindex', '2');
  await header('City').hover();
  await header('City').getByRole('button', { name: say('grid.menu', { column: 'City' }) }).click();
  await page.getByRole('menuitem', { name: say('grid.hide') }).click();
  await expect(header('City')).toHaveCount(0);
  await header('Amount').getByRole('button').first().click();
  await header('Amount').getByRole('button').first().click();
  await expect(header('Amount')).toHaveAttribute('aria-sort', 'descending');

  // All of it under a name.
  await press('records.views');
  await page.getByRole('menuitem', { name: say('records.saveView') }).click();
  await page.getByRole('textbox', { name: say('records.viewName') }).fill('Quiet in 2019');
  await page.keyboard.press('Enter');
  await expect(steward.toast('Quiet in 2019')).toBeVisible();
  await app.capture('records-view');
  await page.getByRole('button', { name: 'Quiet in 2019' }).click();
  await page.getByRole('menuitem', { name: say('records.plainView') }).click();
  await counts(80);
  await expect(header('City')).toBeVisible();
  await expect(header('Customer id')).toHaveAttribute('aria-colindex', '4');

  // Three ways to search, in all fields or in some.
  const field = page.getByRole('searchbox').first();
  const options = page.getByRole('button', { name: say('records.searchOptions') });
  await field.fill('nunez');
  await counts(1);
  await options.click();
  await page.getByText(say('records.mode.fuzzy')).click();
  await counts(2);
  await app.capture('records-search');
  await page.getByText(say('records.mode.exact')).click();
  await counts(1);
  await page.keyboard.press('Escape');
  await field.fill('nuñe');
  await counts(0);
  await page.locator('.statusbar').click();
  await field.fill('madrid');
  await counts(40);
  await options.click();
  await page.getByRole('group', { name: say('records.searchFields') }).getByText('Surname', { exact: true }).click();
  await counts(0);
  await page.keyboard.press('Escape');
  await page.locator('.toolbar.filters').getByRole('button', { name: say('records.clearFilters') }).click();
  await counts(80);

  // What is selected is copied as Excel pastes it, all of the filtered set at once.
  await field.fill('Núñez');
  await counts(1);
  await grid.locator('[data-row="0"][data-column="2"]').click();
  await page.keyboard.press('Control+a');
  await expect(page.locator('.statusbar')).toContainText('1 × 8 selected');
  await page.keyboard.press('Control+c');
  await expect(steward.toast('Copied')).toBeVisible();
  const copied = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied.split('\t').slice(2)).toEqual(['00008', 'Pablo', 'Núñez', 'Vigo', '2018-08-15', '70']);
  await page.keyboard.press('Escape');
  await expect(page.locator('.statusbar')).not.toContainText('selected');

  // After a restart the view is there, ranges, columns and all.
  await app.close();
  const again = await openApp();
  const later = stewardOf(again, folder, 'en');
  await later.goTo('records');
  await later.press('records.views');
  await again.page.getByRole('menuitem', { name: 'Quiet in 2019' }).first().click();
  await expect(again.page.getByTestId('row-count')).toHaveText(narrowed);
  await expect(again.page.getByRole('columnheader', { name: /^Customer id/ })).toHaveAttribute('aria-colindex', '2');
  await expect(again.page.getByRole('columnheader', { name: /^City/ })).toHaveCount(0);
  await expect(again.page.getByRole('columnheader', { name: /^Amount/ })).toHaveAttribute('aria-sort', 'descending');
  expect([...app.complaints, ...again.complaints]).toEqual([]);
});
