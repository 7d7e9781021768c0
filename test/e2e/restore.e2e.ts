// A record that was damaged behind the app's back: verifying says so and enters it, opening keeps it readable, a backup brings it back.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { englishDelivery } from './support/deliveries.ts';
import { stewardOf } from './support/steward.ts';
import { expect, test } from './support/test.ts';

test('a failed verification is entered, and a backup becomes a workspace again', async ({ openApp, folder }) => {
  test.setTimeout(120_000);
  const delivery = englishDelivery(new Date());
  const app = await openApp();
  const steward = stewardOf(app, folder, 'en');
  const { page, say } = steward;
  const workspace = await steward.createWorkspace('Clientes');
  await steward.openFiles(folder.write(delivery.fileName, delivery.bytes));
  await steward.loadAsGuessed();
  await steward.press('load.showRows');
  await expect(page.getByTestId('row-count')).toContainText('72 of 72');
  await steward.goTo('settings');
  await expect(page.getByText(say('audit.backups.none'), { exact: false }).first()).toBeVisible();
  await steward.press('audit.backups.make');
  await expect(steward.toast(say('audit.backups.made'))).toBeVisible();

  // One byte of what was loaded.
  const segment = join(workspace, 'payloads', readdirSync(join(workspace, 'payloads'))[0]!);
  const bytes = readFileSync(segment);
  bytes[Math.floor(bytes.length / 2)]! ^= 1;
  writeFileSync(segment, bytes);
  await steward.goTo('log');
  await steward.press('log.verify');
  await expect(page.getByTestId('verdict')).toContainText('fault', { timeout: 60_000 });
  await expect(page.locator('.faults').first()).toContainText('Entry 1');
  await page.getByRole('tab', { name: say('audit.tabs.entries') }).click();
  await expect(page.locator('.log-table')).toContainText('A verification found');
  await app.capture('restore-01-failed');
  await app.close();

  const again = await openApp();
  const later = stewardOf(again, folder, 'en');
  // What is damaged is opened for reading, or not at all; either way the backups are offered.
  const offer = again.page.getByRole('button', { name: say('recovery.restore') });
  const readOnly = again.page.getByText(say('app.readOnly'));
  await expect(offer.or(readOnly)).toBeVisible({ timeout: 60_000 });
  if (await offer.isVisible()) await offer.click();
  else {
    await later.goTo('settings');
    await later.press('audit.backups.restore');
  }
  await again.capture('restore-02-offer');
  await later.dialog.getByRole('button', { name: say('audit.backups.restoreAction') }).click();
  await expect(again.page.getByRole('navigation', { name: say('app.places') })).toBeVisible({ timeout: 60_000 });
  await expect(readOnly).toHaveCount(0);
  await later.goTo('records');
  await expect(again.page.getByTestId('row-count')).toContainText('72 of 72');
  await later.goTo('log');
  await expect(again.page.locator('.log-table')).toContainText(say('log.said.restoreBackup'));
  await later.press('log.verify');
  await expect(again.page.getByTestId('verdict')).toContainText('The change log is whole', { timeout: 60_000 });
  // The damaged one stays as it was.
  expect(readdirSync(folder.path).filter((name) => name.endsWith('.fichero'))).toHaveLength(2);
  await again.close();
});
