// A person asks for a copy and then to be forgotten: two people block, approve and destroy, and afterwards no byte of theirs is left on this machine.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { join, resolve } from 'node:path';
import { readSegment } from '../../shared/log/segment.ts';
import { englishDelivery } from './support/deliveries.ts';
import { stewardOf } from './support/steward.ts';
import { expect, test } from './support/test.ts';

const cli = fileURLToPath(new URL('../../electron/cli/main.ts', import.meta.url));

/**
 * Files below a folder in which one of the texts stands, in their names too, in UTF-8 or UTF-16, payload frames
 * unpacked. The app's own folder (Session Storage, caches of code and pictures, logs, crash reports) and its temporary files lie there as well.
 */
function filesWith(folder: string, texts: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(folder, name);
    if (!existsSync(path) || !statSync(path).isFile()) return false;
    if (texts.some((text) => name.includes(text))) return true;
    const bytes = readFileSync(path);
    const packed = name.endsWith('.seg') ? readSegment(bytes).frames.flatMap(({ bytes: frame }) => (frame[1] === 1 ? [inflateRawSync(frame.subarray(frame.length - Buffer.from(frame).readUInt32LE(24)))] : [])) : [];
    return [bytes, ...packed].some((content) => texts.some((text) => content.includes(Buffer.from(text, 'utf8')) || content.includes(Buffer.from(text, 'utf16le'))));
  });
}

test('a person gets a copy, is blocked, approved by another, destroyed, and nothing of them is left', async ({ openApp, folder }) => {
  test.setTimeout(180_000);
  const delivery = englishDelivery(new Date());
  const person = delivery.twice[0]!;
  const app = await openApp();
  const steward = stewardOf(app, folder, 'en');
  const { page, say } = steward;
  const workspace = await steward.createWorkspace('Clientes');
  await steward.openFiles(folder.write(`deliveries/${delivery.fileName}`, delivery.bytes));
  await steward.loadAsGuessed();
  await steward.press('load.showRows');
  await steward.findDuplicates();
  await steward.openGroup(person.name);
  await page.keyboard.press('m');
  await expect(steward.toast(/./).first()).toBeVisible();

  // A backup, asked for in the settings; a copy elsewhere is asked for until there is one.
  await steward.goTo('settings');
  await expect(page.getByText(say('audit.backups.askNever'))).toBeVisible();
  await steward.press('audit.backups.make');
  await expect(steward.toast(say('audit.backups.made'))).toBeVisible();
  const stick = folder.make('stick');
  await app.answer({ open: [[stick]] });
  await steward.press('audit.backups.copy');
  await expect(page.getByText(say('audit.backups.askNever'))).toHaveCount(0);
  expect(readdirSync(stick)).toHaveLength(1);
  await app.capture('erasure-01-backups');

  // Everything known about the person, as a page and as data.
  await page.evaluate((row) => (globalThis.location.hash = `#/record/${row}`), person.rows[0]);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Wilhelmina');
  const copies = folder.make('copies');
  await app.answer({ open: [[copies]] });
  await steward.button(say('audit.person.menu')).click();
  await page.getByRole('menuitem', { name: say('audit.person.access') }).click();
  await expect(steward.toast(say('audit.person.accessDone', { count: 2 }))).toBeVisible();
  const [html, json] = readdirSync(copies).toSorted().map((name) => readFileSync(join(copies, name), 'utf8'));
  for (const cell of ['wilhelmina.ashdown@example.com', '01632 960413', '01632 960414', '14 Tanners Row']) expect(html).toContain(cell);
  expect(html).not.toContain('<script');
  const data = JSON.parse(json!) as { rows: { row: number; cells: { value: string }[] }[]; history: { what: string }[] };
  expect(data.rows.map(({ row }) => row)).toEqual([...person.rows]);
  expect(data.history.map(({ what }) => what)).toEqual(['load', 'merge']);

  // A second person has to agree.
  await steward.goTo('log');
  await page.getByRole('tab', { name: say('audit.tabs.protection') }).click();
  await expect(page.getByText(say('audit.protection.empty'))).toBeVisible();
  await page.getByText(say('audit.protection.needsApproval')).click();
  await page.evaluate((row) => (globalThis.location.hash = `#/record/${row}`), person.rows[0]);
  await steward.button(say('audit.person.menu')).click();
  await page.getByRole('menuitem', { name: say('audit.person.block') }).click();
  await expect(steward.dialog.getByText(say('audit.person.rows', { count: 2 }), { exact: false })).toBeVisible();
  await steward.dialog.getByLabel(say('audit.person.comment')).fill('Letter of wilhelmina.ashdown@example.com');
  await app.capture('erasure-02-block');
  await steward.dialog.getByRole('button', { name: say('audit.person.doBlock') }).click();
  await expect(steward.toast(say('audit.person.blocked'))).toBeVisible();
  await steward.goTo('records');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('Ashdown');
  await expect(page.getByTestId('row-count')).toContainText('0 of');
  await steward.goTo('log');
  await page.getByRole('tab', { name: say('audit.tabs.protection') }).click();
  await expect(page.getByText(say('audit.protection.own'))).toBeVisible();
  await expect(page.getByRole('button', { name: say('audit.protection.erase') })).toHaveCount(0);
  await app.close();

  const secondApp = await openApp({ profile: 'second' });
  const second = stewardOf(secondApp, folder, 'en');
  await secondApp.answer({ open: [[workspace]] });
  await second.press('welcome.open');
  await second.goTo('log');
  await expect(second.page.locator('.log-table')).toContainText(say('log.said.open'));
  await second.page.getByRole('tab', { name: say('audit.tabs.protection') }).click();
  await second.press('audit.protection.approve');
  await expect(second.toast(say('audit.protection.approvedDone'))).toBeVisible();
  await secondApp.close();

  const theirs = ['wilhelmina.ashdown', 'Wilhelmina', '01632 960413', '01632 960414', 'Ashdwon', 'Tanners Row'];
  // What is about to be looked for can be found now: in the record, its backup and the working data of both.
  const held = filesWith(folder.path, theirs).map((name) => name.split('/').slice(0, 2).join('/'));
  expect(held).toEqual(expect.arrayContaining(['Clientes.fichero/payloads', 'Clientes.fichero/backups', 'profile/IndexedDB']));

  const again = await openApp();
  const last = stewardOf(again, folder, 'en');
  await again.page.getByRole('button', { name: /^Clientes / }).or(again.page.getByRole('navigation', { name: say('app.places') })).first().waitFor();
  await last.goTo('log');
  await again.page.getByRole('tab', { name: say('audit.tabs.protection') }).click();
  await again.capture('erasure-03-approved');
  await last.press('audit.protection.erase');
  await last.dialog.getByRole('button', { name: say('audit.protection.confirmAction') }).click();
  await expect(last.toast(/destroyed, in 2 backups too/)).toBeVisible({ timeout: 60_000 });
  const certificate = resolve(folder.path, 'certificate.pdf');
  await again.answer({ save: [certificate] });
  await last.press('audit.protection.certificate');
  await expect.poll(() => existsSync(certificate)).toBe(true);
  await again.capture('erasure-04-destroyed');
  await again.page.getByRole('button', { name: say('log.verify'), exact: true }).click();
  await expect(again.page.getByTestId('verdict')).toContainText('The change log is whole', { timeout: 60_000 });
  await last.goTo('records');
  await expect(again.page.getByTestId('row-count')).toContainText('70 of 70');
  expect(again.complaints).toEqual([]);
  await again.close();

  // The second person's machine forgets at its next opening.
  const after = await openApp({ profile: 'second' });
  await expect(after.page.getByRole('navigation', { name: say('app.places') })).toBeVisible({ timeout: 60_000 });
  await after.close();

  for (const own of ['profile/Session Storage', 'profile/Code Cache', 'tmp']) expect(existsSync(join(folder.path, own)), own).toBe(true);
  const outOfReach = /^(deliveries|copies|stick)\//;
  expect(filesWith(folder.path, theirs).filter((name) => !outOfReach.test(name))).toEqual([]);
  expect(filesWith(folder.path, ['c.fairweather@example.com']).some((name) => name.startsWith('Clientes.fichero/payloads'))).toBe(true);
  const checked = spawnSync(process.execPath, [cli, 'verify', workspace], { encoding: 'utf8' });
  expect(checked.status, checked.stdout + checked.stderr).toBe(0);
});
