// Completing records in the real app: from what values tell, and from a file of somebody else's, with proof and by keyboard.
import type { Language } from '../../shared/contract/desktop.ts';
import { stewardOf } from './support/steward.ts';
import { expect, test } from './support/test.ts';

const customers = {
  en: 'Customer,Tax id,Email,Phone,City,Postcode,Province,Website\nAna Gil,12345678Z,ana@gmail.com,600111222,,28013,,\nTalleres Ruiz SL,B12345674,info@talleresruiz.es,,Toledo,,,\nLuis Sol,00000001R,luis@gmail.com,,,8001,,\nEva Mar,X1234567L,eva@gmail.com,,,,,\n',
  es: 'Cliente;NIF;Correo;Teléfono;Ciudad;Código postal;Provincia;Web\nAna Gil;12345678Z;ana@gmail.com;600111222;;28013;;\nTalleres Ruiz SL;B12345674;info@talleresruiz.es;;Toledo;;;\nLuis Sol;00000001R;luis@gmail.com;;;8001;;\nEva Mar;X1234567L;eva@gmail.com;;;;;\n',
} as const;
const directory = 'Tax id,Phone,Town,Sector\n12345678-z,915550001,Madrid,Retail\nES B12345674,915550000,Toledo,Industry\n1R,916660000,Barcelona,Farming\nX1234567L,944440001,Bilbao,Services\nX1234567L,944440002,Bilbao,Services\n,900000000,Nowhere,\n';

const runs: readonly { readonly language: Language; readonly theme: 'light' | 'dark' }[] = [
  { language: 'en', theme: 'light' },
  { language: 'es', theme: 'dark' },
];

for (const { language, theme } of runs) {
  test(`proposes what records lack, and changes only what is accepted (${language}, ${theme})`, async ({ openApp, folder }) => {
    const app = await openApp({ settings: { language, theme, personName: 'Ana Steward' } });
    const steward = stewardOf(app, folder, language);
    const { page, say } = steward;
    const capture = (name: string) => app.capture(`enrich-${language}-${name}`);
    await steward.createWorkspace('Clientes');
    await steward.openFiles(folder.write('customers.csv', customers[language]));
    await steward.loadAsGuessed();
    await steward.press('load.showRows');

    await steward.goTo('enrich');
    await capture('empty');
    await steward.press('enrich.look');
    const grid = page.getByRole('grid', { name: say('enrich.views.proposals') });
    await expect(grid.getByRole('row').filter({ hasText: say('enrich.derived.provinceFromPostcode') }).first()).toContainText('Madrid');
    await capture('proposals');

    // A table of somebody else's: added, tied by the key that is suggested, counted before anything is proposed.
    await app.answer({ open: [[folder.write('directory.csv', directory)]] });
    await page.getByRole('button', { name: say('enrich.addTable') }).first().click();
    await expect(steward.dialog.getByText('915550001')).toBeVisible();
    await capture('add-table');
    await steward.press('enrich.load.run');
    const counts = steward.dialog.getByTestId('tie-counts');
    await expect(counts).toContainText(say('enrich.tie.matched'));
    await expect(counts.locator('dd')).toHaveText(['3', '1', '0', '0']);
    await expect(steward.dialog.getByText(say('enrich.tie.someWithoutKey', { count: 1, all: 6 }))).toBeVisible();
    await capture('tie');
    await steward.press('enrich.tie.run');
    await expect(grid.getByRole('row').filter({ hasText: '915550000' })).toBeVisible();
    await capture('with-table');

    // One by keyboard, with its evidence beside it.
    await grid.getByRole('row').filter({ hasText: '915550000' }).getByRole('gridcell').first().click();
    await expect(page.locator('.evidence')).toContainText('915550000');
    await capture('evidence');
    await page.keyboard.press('a');
    await expect(steward.toast(say('enrich.accepted', { field: say('field.phone') }))).toBeVisible();
    await expect(grid.getByRole('row').filter({ hasText: '915550000' })).toHaveCount(0);

    // The rest of the table after a preview.
    await page.getByRole('navigation', { name: say('enrich.sources') }).getByRole('button', { name: 'directory', exact: false }).click();
    await steward.press('enrich.acceptShown');
    await expect(steward.dialog.getByRole('row').nth(1)).toBeVisible();
    await capture('bulk');
    await steward.press('enrich.accept');
    await expect(grid.getByRole('row').filter({ hasText: 'Retail' })).toHaveCount(0);

    // Two rows fit one record: a person chooses.
    await page.getByRole('tab', { name: say('enrich.views.choose') }).click();
    await expect(page.getByRole('heading', { level: 2, name: 'Eva Mar' })).toBeVisible();
    await capture('choose');
    await page.keyboard.press('2');
    await expect(page.getByText(say('enrich.choose.none'), { exact: true })).toBeVisible();
    await page.getByRole('tab', { name: say('enrich.views.tables') }).click();
    await expect(page.getByRole('row').filter({ hasText: 'directory.csv' })).toBeVisible();
    await capture('tables');

    // What was accepted stands in the golden records, says where it came from, and goes away again.
    await steward.goTo('records');
    await page.getByRole('radio', { name: say('records.golden') }).click();
    const golden = page.getByRole('grid', { name: say('records.golden') });
    await expect(golden.getByRole('row').filter({ hasText: 'Eva Mar' })).toContainText('944440002');
    await golden.getByRole('row').filter({ hasText: 'Talleres Ruiz' }).getByRole('gridcell').first().dblclick();
    await page.getByRole('button', { name: `${say('rule.enriched')}: directory` }).first().click();
    await expect(page.locator('.accepted-evidence')).toContainText('ES B12345674');
    await capture('record');
    await page.keyboard.press('Escape');
    for (let step = 0; step < 3; step++) await page.keyboard.press('Control+z');
    await expect(page.getByText('915550000')).toHaveCount(0);
    expect(app.complaints).toEqual([]);
  });
}
