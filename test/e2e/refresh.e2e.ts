// The round trip of a refresh pack in the real app: stale records → pack → a form filled in a plain browser window → answers
// loaded → records fresh, and the log says why.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import type { Language } from '../../shared/contract/desktop.ts';
import { stewardOf } from './support/steward.ts';
import { expect, test } from './support/test.ts';

const old = (years: number): string => `${new Date().getFullYear() - years}-01-15`;
const customers = `Customer,Email,Phone,Last update\nAna Gil,ana@example.org,600111222,${old(5)}\nLuis Sol,luis@example.org,600333444,${old(5)}\nEva Mar,eva@example.org,600555666,${new Date().getFullYear()}-01-01\n`;

/** A plain browser window, as far from the app as one can get in the same process; downloads go to a folder. */
async function openForm(electron: ElectronApplication, file: string, downloads: string): Promise<Page> {
  const opening = electron.waitForEvent('window');
  await electron.evaluate(
    ({ BrowserWindow }, { path, folder }) => {
      const window = new BrowserWindow({ show: true, width: 900, height: 1000, webPreferences: { partition: 'customer', sandbox: true } });
      window.webContents.session.on('will-download', (_, item) => item.setSavePath(`${folder}/${item.getFilename()}`));
      void window.loadFile(path);
    },
    { path: file, folder: downloads },
  );
  const page = await opening;
  await page.waitForSelector('form');
  return page;
}

const runs: readonly { readonly language: Language; readonly theme: 'light' | 'dark' }[] = [
  { language: 'en', theme: 'light' },
  { language: 'es', theme: 'dark' },
];

for (const { language, theme } of runs) {
  test(`renews stale records by asking the customers (${language}, ${theme})`, async ({ openApp, folder }) => {
    const app = await openApp({ settings: { language, theme, personName: 'Ana Steward' } });
    const steward = stewardOf(app, folder, language);
    const { page, say } = steward;
    const capture = (name: string) => app.capture(`refresh-${language}-${name}`);
    await steward.createWorkspace('Clientes');
    await steward.openFiles(folder.write('customers.csv', customers));
    await steward.loadAsGuessed();
    await steward.press('load.showRows');

    await steward.goTo('stale');
    const stale = page.getByRole('grid', { name: say('stale.title') });
    await expect(stale.getByRole('row').filter({ hasText: 'Ana Gil' })).toBeVisible();
    await steward.press('refresh.staleButton');
    await expect(steward.dialog).toBeVisible();
    await capture('pack');
    await steward.dialog.getByRole('tab', { name: say('refresh.tabs.form') }).click();
    await capture('designer');
    await steward.dialog.getByRole('tab', { name: say('refresh.tabs.who') }).click();
    await steward.dialog.getByRole('checkbox', { name: new RegExp(say('refresh.part.blankForm')) }).click({ force: true });
    const out = folder.make('pack');
    await app.answer({ open: [[out]] });
    await steward.press('refresh.run');
    await expect(page.getByRole('grid', { name: say('refresh.asked') }).getByRole('row').filter({ hasText: 'Ana Gil' })).toBeVisible({ timeout: 30_000 });
    const files = readdirSync(out);
    expect(files.filter((name) => name.endsWith('.html'))).toHaveLength(3);
    const merge = readFileSync(resolve(out, files.find((name) => name.startsWith('mail-merge') && name.endsWith('.csv'))!), 'utf8');
    expect(merge).toContain('ana@example.org');
    await capture('asked');

    // The customer: what is known stands there, one thing is new; nothing is asked of any network.
    const downloads = folder.make('downloads');
    const forms = files.filter((name) => /^form-(?!blank)/.test(name)).map((name) => resolve(out, name));
    const anas = forms.find((file) => readFileSync(file, 'utf8').includes('ana@example.org'))!;
    const form = await openForm(app.electron, anas, downloads);
    const requests: string[] = [];
    const complaints: string[] = [];
    form.on('request', (request) => requests.push(request.url()));
    form.on('pageerror', (error) => complaints.push(String(error)));
    await form.getByRole('button', { name: language === 'en' ? 'Español' : 'English' }).click();
    await form.getByRole('button', { name: language === 'en' ? 'English' : 'Español' }).click();
    await expect(form.locator('#email')).toHaveValue('ana@example.org');
    await form.fill('#phone', '611 999 888');
    await form.screenshot({ path: resolve(import.meta.dirname, `../../screenshots/refresh-${language}-form.png`) });
    await form.click('#save');
    await expect(form.locator('#saved')).toBeVisible();
    await form.screenshot({ path: resolve(import.meta.dirname, `../../screenshots/refresh-${language}-form-saved.png`) });
    await expect.poll(() => readdirSync(downloads)).toHaveLength(1);
    const answer = resolve(downloads, readdirSync(downloads)[0]!);
    expect(requests.filter((url) => !url.startsWith('blob:') && !url.startsWith('file:'))).toEqual([]);
    expect(complaints).toEqual([]);
    await form.close();

    // What comes back: the answer, the answer again, one edited by hand, one of somebody else's workspace, one that is none.
    const text = readFileSync(answer, 'utf8');
    const edited = folder.write('edited.json', text.replace('611 999 888', '611 000 000').replace(/answeredOn":"[^"]+"/, 'answeredOn":"2020-01-01"'));
    const foreign = folder.write('foreign.json', text.replace(/"workspace":"[0-9a-f]+"/, '"workspace":"00000000000000000000000000000000"').replace(/"reference":"[^"]+"/, '"reference":"1-2-3456"'));
    const broken = folder.write('broken.json', '{"format":"fichero-answer",');
    await app.answer({ open: [[answer, answer, edited, foreign, broken]] });
    await steward.press('refresh.load');
    await expect(steward.dialog.getByTestId('answers-sum')).toHaveText(say('refresh.answersSum', { taken: 2, fresh: 0, aside: 3 }));
    await expect(steward.dialog.getByText(say('refresh.editedByHand'))).toBeVisible();
    await expect(steward.dialog.getByText(say('refresh.aside.twice'))).toBeVisible();
    await expect(steward.dialog.getByText(say('refresh.aside.unreadable'))).toBeVisible();
    await capture('answers');
    await steward.press('refresh.take');
    await expect(steward.toast(say('refresh.taken', { count: 2 }))).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('grid', { name: say('refresh.asked') }).getByRole('row').filter({ hasText: 'Ana Gil' })).not.toContainText(say('refresh.notYet'));
    await capture('answered');

    // What she repeated is fresh at once; what she said anew is a proposal, and fresh once it is accepted.
    await page.getByRole('tab', { name: say('enrich.views.proposals') }).click();
    const proposals = page.getByRole('grid', { name: say('enrich.views.proposals') });
    const said = proposals.getByRole('row').filter({ hasText: '611 999 888' }).or(proposals.getByRole('row').filter({ hasText: '611 000 000' })).first();
    await said.getByRole('gridcell').first().click();
    await page.keyboard.press('a');
    await expect(steward.toast(say('enrich.accepted', { field: say('field.phone') }))).toBeVisible();
    await steward.goTo('stale');
    await expect(stale.getByRole('row').filter({ hasText: 'Luis Sol' })).toBeVisible();
    await expect(stale.getByRole('row').filter({ hasText: 'Ana Gil' })).toHaveCount(0);
    await capture('fresh');

    // The log has the evidence.
    await steward.goTo('log');
    await page.getByText(say('log.said.enrich', { values: 1, records: 1 }), { exact: true }).first().click();
    await expect(page.locator('.entry-details')).toContainText(say('enrich.answersTo', { name: '' }).trim());
    await capture('log');
    expect(app.complaints).toEqual([]);
  });
}
