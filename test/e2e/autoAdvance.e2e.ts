// The queue goes on by itself after a decision, but never calls back somebody who has gone elsewhere meanwhile.
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
  await app.close();
});
