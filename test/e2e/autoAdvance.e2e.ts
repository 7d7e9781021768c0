// The queue goes on by itself after a decision, never calls back somebody who has gone elsewhere meanwhile, and stands where it was left after a restart.
import { spanishDelivery } from './support/deliveries.ts';
import { stewardOf } from './support/steward.ts';
import { expect, test } from './support/test.ts';

test('stays at the export that was opened right after a merge', async ({ openApp, folder }) => {
  const delivery = spanishDelivery(new Date());
  const app = await openApp({ settings: { language: 'es' } });
  const steward = stewardOf(app, folder, 'es');
  await steward.createWorkspace('Clientes');
  await steward.openFiles(folder.write(delivery.fileName, delivery.bytes));
  await steward.loadAsGuessed();
  await steward.press('ui.close');
  await steward.findDuplicates();
  await steward.openGroup(delivery.twice[0]!.name);
  await steward.page.keyboard.press('m');
  await steward.page.keyboard.press('Control+e');
  await expect(steward.toast(steward.say('duplicates.merged', { count: 2 }))).toBeVisible();
  await expect(steward.button(steward.say('export.chooseFolder'))).toBeVisible();
  await steward.page.waitForTimeout(500);
  await expect(steward.button(steward.say('export.chooseFolder'))).toBeVisible();

  // Filters and place are a person's own, and survive a restart.
  const { say } = steward;
  await steward.goTo('duplicates');
  await steward.page.locator('.queue-filters button').first().click();
  await steward.page.getByRole('option', { name: say('duplicates.state.all') }).click();
  const total = delivery.twice.length;
  await expect(steward.page.getByTestId('queue-position')).toHaveText(say('duplicates.position', { position: 1, total }));
  await steward.page.keyboard.press('j');
  await expect(steward.page.getByTestId('queue-position')).toHaveText(say('duplicates.position', { position: 2, total }));
  const title = await steward.page.getByRole('heading', { level: 2 }).first().textContent();
  await steward.goTo('records');
  await app.close();
  const again = await openApp();
  const later = stewardOf(again, folder, 'es');
  await later.goTo('duplicates');
  await expect(later.page.getByTestId('queue-position')).toHaveText(say('duplicates.position', { position: 2, total }));
  await expect(later.page.locator('.queue-filters button').first()).toContainText(say('duplicates.state.all'));
  await expect(later.page.getByRole('heading', { level: 2 }).first()).toHaveText(title!);
  await again.close();
});
