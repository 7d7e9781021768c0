// Classifying records in the real app: by rules after a look at what they give, by hand, found again by facet, taken back.
import type { Language } from '../../shared/contract/desktop.ts';
import { stewardOf } from './support/steward.ts';
import { expect, test } from './support/test.ts';

const customers = 'Company,Name,Email\nTalleres Ruiz SL,,info@ruiz.example.org\nZapatos Mar SA,,info@mar.example.org\n,Ana Gil,ana@example.org\n';

for (const [language, theme] of [['en', 'dark'], ['es', 'light']] as readonly (readonly [Language, 'light' | 'dark'])[]) {
  test(`classifies by rules and by hand (${language})`, async ({ openApp, folder }) => {
    const app = await openApp({ settings: { language, theme, personName: 'Ana Steward' } });
    const steward = stewardOf(app, folder, language);
    const { page, say } = steward;
    await steward.createWorkspace('Clientes');
    await steward.openFiles(folder.write('customers.csv', customers));
    await steward.loadAsGuessed();
    await steward.press('load.showRows');
    await steward.goTo('enrich');
    await page.getByRole('tab', { name: say('enrich.views.categories') }).click();
    await steward.press('categories.add');
    await page.getByLabel(say('categories.name')).fill('Sector');
    await page.getByLabel(say('categories.values')).fill('Industry / Metal\nTrade');
    await steward.press('categories.addRule');
    const condition = page.locator('.category-condition');
    await condition.locator('.select-button').first().click();
    await page.getByRole('option', { name: say('field.companyName') }).click();
    await condition.locator('.select-button').nth(1).click();
    await page.getByRole('option', { name: say('categories.tests.contains') }).click();
    await page.getByLabel(say('categories.text')).fill('talleres');
    const preview = page.getByTestId('category-preview');
    await expect(preview.getByRole('row').filter({ hasText: 'Industry / Metal' })).toContainText('1');
    await app.capture(`categories-${language}-rules`);
    await steward.press('categories.save');
    await expect(steward.toast(say('categories.saved', { name: 'Sector' }))).toBeVisible();
    await steward.press('categories.classify');
    await steward.press('categories.classifyRun');
    await expect(steward.toast(say('categories.classified', { name: 'Sector' }))).toBeVisible();

    await steward.goTo('records');
    await page.getByRole('radio', { name: say('records.golden') }).click();
    const golden = page.getByRole('grid', { name: say('records.golden') });
    await expect(golden.getByRole('row').filter({ hasText: 'Talleres Ruiz' })).toContainText('Industry / Metal');
    // By hand, for all that a search found.
    await page.keyboard.press('Control+f');
    await page.keyboard.type('zapatos');
    await expect(page.getByTestId('row-count')).toHaveText(say('grid.recordsOf', { shown: 1, total: 3 }));
    await steward.press('categories.giveTo');
    await steward.dialog.locator('.select-button').nth(1).click();
    await page.getByRole('option', { name: 'Trade' }).click();
    await app.capture(`categories-${language}-by-hand`);
    await steward.press('categories.give');
    await expect(golden.getByRole('row').filter({ hasText: 'Zapatos Mar' })).toContainText('Trade');
    await app.capture(`categories-${language}-records`);
    await page.keyboard.press('Escape');
    await page.locator('body').click({ position: { x: 5, y: 400 } });
    await page.keyboard.press('Control+z');
    await expect(golden.getByRole('row').filter({ hasText: 'Zapatos Mar' })).not.toContainText('Trade');
    expect(app.complaints).toEqual([]);
  });
}
