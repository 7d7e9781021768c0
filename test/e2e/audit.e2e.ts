// An auditor's visit in the real app, in both languages: everything can be read, followed and proved, and nothing can be changed.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join, resolve } from 'node:path';
import type { Language } from '../../shared/contract/desktop.ts';
import { englishDelivery, spanishDelivery } from './support/deliveries.ts';
import { openMachineLine } from './support/openMachineLine.ts';
import { stewardOf, type Place } from './support/steward.ts';
import type { TextKey } from '../../renderer/i18n/index.ts';
import { expect, test, type OpenApp, type TestFolder } from './support/test.ts';

const cli = fileURLToPath(new URL('../../electron/cli/main.ts', import.meta.url));

/** Every file of a folder with its content and when it was written. */
function stateOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .toSorted()
    .map((name) => {
      const found = statSync(join(folder, name));
      return found.isDirectory() ? `${name}/` : `${name} ${found.mtimeMs} ${createHash('sha256').update(readFileSync(join(folder, name))).digest('hex')}`;
    });
}

function verifyWith(path: string, ...args: string[]): { code: number | null; out: string } {
  const { status, stdout } = spawnSync(process.execPath, [cli, 'verify', path, ...args], { encoding: 'utf8' });
  return { code: status, out: stdout };
}

/** A workspace with a load, a merge, a correction, a receipt in other hands, and work after it. */
async function prepare(app: OpenApp, folder: TestFolder, language: Language): Promise<{ workspace: string; receipt: string; person: string }> {
  const steward = stewardOf(app, folder, language);
  const { page, say } = steward;
  const delivery = language === 'en' ? englishDelivery(new Date()) : spanishDelivery(new Date());
  const workspace = await steward.createWorkspace('Clientes');
  await steward.openFiles(folder.write(delivery.fileName, delivery.bytes));
  await steward.loadAsGuessed();
  await steward.press('load.showRows');
  await steward.findDuplicates();
  const person = delivery.twice[0]!.name;
  await steward.openGroup(person);
  await page.keyboard.press('m');
  await expect(steward.toast(/./).first()).toBeVisible();
  await steward.goTo('log');
  await page.getByRole('tab', { name: say('audit.tabs.trust') }).click();
  await expect(page.getByText(say('audit.trust.never'))).toBeVisible();
  const receipt = resolve(folder.path, 'receipt.json');
  const sheet = resolve(folder.path, 'receipt.pdf');
  await app.answer({ save: [receipt, sheet] });
  await steward.button(say('audit.trust.handFile')).click();
  await expect.poll(() => existsSync(receipt)).toBe(true);
  await steward.button(say('audit.trust.handPage')).click();
  await expect.poll(() => existsSync(sheet)).toBe(true);
  await app.capture(`audit-${language}-receipts`);
  // Work after the receipt.
  await steward.exportTo('out');
  return { workspace, receipt, person };
}

for (const language of ['en', 'es'] as const) {
  test(`an auditor reads, follows and proves everything, and changes nothing (${language})`, async ({ openApp, folder }) => {
    test.setTimeout(180_000);
    const theme = language === 'en' ? 'light' : 'dark';
    const first = await openApp({ settings: { language, theme } });
    const { workspace, receipt, person } = await prepare(first, folder, language);
    await first.close();
    expect(verifyWith(receipt)).toMatchObject({ code: 2 });
    const before = stateOf(workspace);

    const app = await openApp({ settings: { language, theme }, profile: 'auditor' });
    const auditor = stewardOf(app, folder, language);
    const { page, say } = auditor;
    const capture = (name: string) => app.capture(`audit-${language}-${name}`);
    await app.answer({ open: [[workspace]] });
    await capture('welcome');
    await auditor.button(say('welcome.audit')).click();
    await expect(page.getByRole('heading', { level: 1, name: say('log.title') })).toBeVisible();
    await expect(page.getByText(say('app.readOnly'))).toBeVisible();
    const rows = page.locator('.log-table tbody tr');
    await expect(rows.first()).toContainText(say('log.said.export', { files: 4, rows: 0 }).split('4')[0]!);
    await capture('entries');

    // Nothing is offered that only a steward can do.
    await auditor.goTo('overview');
    await expect(page.getByText(say('audit.stepVerify'))).toBeVisible();
    await expect(auditor.button(say('overview.stepFindAction'))).toHaveCount(0);
    await auditor.goTo('log');

    // Filters: the kind, the words, and both away again.
    await page.getByRole('search').getByRole('button', { name: say('audit.filter.act') }).click();
    await page.getByRole('option', { name: new RegExp(`^${say('log.act.merge')}`) }).click();
    await expect(rows).toHaveCount(1);
    await expect(page.getByText(say('log.items', { count: 1 })).first()).toBeVisible();
    await auditor.button(say('audit.filter.clear')).click();
    await page.getByRole('searchbox', { name: say('audit.filter.search') }).fill(language === 'en' ? 'CUSTOMERS' : 'clientes.csv');
    await expect(rows).toHaveCount(1);
    await expect(rows).toContainText('.csv');
    await auditor.button(say('audit.filter.clear')).click();

    // The merge, one change of it, its proof, and the proof as a file.
    await page.locator('.entry-what').filter({ hasText: say('log.said.merge', { rows: 2 }) }).click();
    const details = page.locator('.entry-details');
    await details.getByRole('button', { name: say('audit.item.prove') }).first().click();
    await expect(details.getByText(say('audit.proof.holds'))).toBeVisible();
    await capture('proof');
    const proof = resolve(folder.path, 'proof.json');
    await app.answer({ save: [proof] });
    await details.getByRole('button', { name: say('audit.proof.save') }).click();
    await expect.poll(() => existsSync(proof)).toBe(true);
    expect(verifyWith(proof)).toMatchObject({ code: 0 });

    // The whole history of one record on one page, and the record as it stood before the merge.
    await details.locator('.row-link').first().click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText(say('log.row', { row: 0 }).split(' ')[0]!);
    await expect(page.locator('.history-steps > li')).toHaveCount(2);
    await expect(page.locator('.history-steps')).toContainText(person.split(' ')[0]!);
    await capture('history');
    await page.getByRole('link', { name: say('audit.history.asOf') }).first().click();
    await expect(page.getByText(say('audit.past.record'))).toBeVisible();
    await expect(page.locator('.then-now')).toContainText(person.split(' ')[0]!);
    await capture('past');
    const past = resolve(folder.path, 'past.csv');
    await app.answer({ save: [past] });
    await page.getByRole('button', { name: /CSV|…$/ }).filter({ hasText: say('audit.past.export', { seq: 1 }).split('1')[0]! }).click();
    await expect.poll(() => existsSync(past)).toBe(true);

    // A sample that anybody can draw again.
    await page.getByRole('tab', { name: say('audit.tabs.sample') }).click();
    await page.getByLabel(say('audit.sample.seed')).fill('seven');
    await auditor.button(say('audit.sample.draw')).click();
    await expect(page.getByTestId('sample')).toContainText('seven');
    const drawn = await page.locator('.log-tab .step-head').allTextContents();
    expect(drawn).toHaveLength(25);
    await capture('sample');

    // Against the receipt that was handed out.
    await page.getByRole('tab', { name: say('audit.tabs.trust') }).click();
    await app.answer({ open: [[receipt]] });
    await auditor.button(say('audit.trust.against')).click();
    await expect(page.getByTestId('verdict')).toContainText(say('log.clean', { entries: 0, items: 0, checkpoints: 0 }).split(':')[0]!, { timeout: 60_000 });
    await expect(page.getByTestId('receipt-verdict')).toContainText(say('audit.verdict.proves', { name: 'receipt.json', entry: 4, when: '', words: '' }).split('4')[0]!.trim());
    await expect(page.getByRole('button', { name: say('audit.trust.handFile') })).toHaveCount(0);
    await capture('trust');

    // What the auditor takes away.
    for (const [format, name] of [['bundle', 'audit.zip'], ['report', 'report.pdf'], ['csv', 'log.csv'], ['jsonl', 'log.jsonl']] as const) {
      const path = resolve(folder.path, name);
      await app.answer({ save: [path] });
      await auditor.button(say('audit.export')).click();
      await page.getByRole('menuitem', { name: say(`audit.formats.${format}`) }).click();
      await expect.poll(() => existsSync(path), { timeout: 60_000 }).toBe(true);
    }
    const checked = verifyWith(resolve(folder.path, 'audit.zip'), '--receipt', receipt, '--lang', language);
    expect(checked.code, checked.out).toBe(0);
    expect(checked.out).toMatch(language === 'en' ? /proves the log unchanged up to entry/ : /prueba que nada ha cambiado hasta la entrada/);
    // The entries shown: those about the record whose history was looked at.
    const pdf = folder.read('report.pdf').toString('latin1');
    expect(pdf).toContain('/StructTreeRoot');
    expect((pdf.match(/\/Type \/Page\b/g) ?? []).length).toBeGreaterThan(1);
    expect(folder.read('log.jsonl').toString('utf8').trim().split('\n').map((line) => (JSON.parse(line) as { act: string }).act)).toEqual(['load', 'merge']);

    // No place offers to change anything; what is asked for by key is refused in words.
    const offers: Readonly<Partial<Record<Place, readonly TextKey[]>>> = {
      overview: ['sources.load'],
      sources: ['sources.load', 'load.paste', 'recipe.runButton', 'sources.watch', 'sources.takeOut', 'sources.changeMapping', 'sources.moreTrusted', 'sources.lessTrusted'],
      quality: ['quality.addRule', 'quality.weights'],
      duplicates: ['duplicates.run', 'duplicates.runAgain'],
      stale: ['stale.policies', 'stale.confirm'],
      enrich: ['enrich.look', 'enrich.addTable'],
      export: ['export.run', 'export.again'],
      settings: ['audit.backups.make', 'audit.backups.copy'],
    };
    for (const [place, names] of Object.entries(offers) as [Place, readonly TextKey[]][]) {
      await auditor.goTo(place);
      for (const name of names) {
        const text = say(name);
        for (const offered of await page.getByRole('button', { name: text }).all()) expect(await offered.isDisabled(), `${place}: ${text}`).toBe(true);
      }
      if (place === 'export') await expect(page.getByText(say('audit.noExport'))).toBeVisible();
      if (place === 'sources' || place === 'export') await capture(place);
    }
    await page.keyboard.press('Control+o');
    await expect(auditor.toast(say('audit.readOnly'))).toBeVisible();
    await page.keyboard.press('Control+k');
    await page.keyboard.type(say('palette.load'));
    // What is left is the offer to look for those words in the records.
    await expect(page.getByRole('option').first()).toBeVisible();
    expect((await page.getByRole('option').allTextContents()).filter((text) => text.startsWith(say('palette.load')))).toEqual([]);
    await page.keyboard.press('Escape');

    // Nothing can be written, whoever asks, and nothing was.
    const ask = await openMachineLine(page);
    expect(await ask('journal.begin', { neededBytes: 1 })).toMatchObject({ trouble: { kind: 'readOnly' } });
    expect(await ask('journal.checkpoint', undefined)).toMatchObject({ trouble: { kind: 'readOnly' } });
    expect(await ask('journal.erase', undefined)).toMatchObject({ trouble: { kind: 'readOnly' } });
    expect(stateOf(workspace)).toEqual(before);
    expect(existsSync(join(workspace, 'lock.json'))).toBe(false);
    expect(app.complaints).toEqual([]);
    await app.close();
    expect(stateOf(workspace)).toEqual(before);
    expect(existsSync(join(folder.path, 'auditor/IndexedDB')) && readdirSync(join(folder.path, 'auditor/IndexedDB')).length > 0).toBe(false);
  });
}
