// The sample's planted problems are found, worked off by keyboard and counted in the score; all is kept across a restart.
import { copyFileSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { TextKey } from '../../renderer/i18n/index.ts';
import { readSampleTruth, sampleFiles, type SampleTruthRow } from '../support/sample.ts';
import { stewardOf, type Steward } from './support/steward.ts';
import { expect, test, type TestFolder } from './support/test.ts';

/** The day that the sample was exported: ages and future dates are told by it. */
const SAMPLE_DAY = '2026-10-01';
const truth = readSampleTruth();
const planted = (...problems: readonly string[]): readonly SampleTruthRow[] => truth.filter((row) => row.problems.some((problem) => problems.includes(problem)));

test('finds what was planted in the sample, and keeps what a steward ruled', async ({ openApp, folder }) => {
  test.setTimeout(180_000);
  const first = await openApp({ settings: { language: 'en', personName: 'Ana' } });
  let steward = stewardOf(first, folder, 'en');
  const path = await steward.createWorkspace('Sample');
  await loadSample(steward, folder);
  const { say } = steward;
  await chooseDay(steward, SAMPLE_DAY);

  // Every planted problem of a kind that nothing else brings about is counted, no more and no less.
  await showView(steward, 'findings');
  for (const [rule, reason, problem] of [
    ['birthDate', 'futureDate', 'futureBirth'],
    ['birthDate', 'genericDate', 'genericBirth'],
    ['birthDate', 'impossibleDate', 'impossibleDate'],
    ['email', 'disposableAddress', 'disposableEmail'],
    ['email', 'emailSyntax', 'badEmail'],
    ['phone', 'severalValues', 'twoPhones'],
    ['postcode', 'lostZeros', 'lostPostcodeZero'],
  ] as const) {
    await chooseRule(steward, say('quality.rule.valid', { field: say(`field.${rule}`) }));
    await expect(steward.page.getByRole('link', { name: new RegExp(`^${say(`finding.name.${reason}` as TextKey)}`) }), `${problem} in ${rule}`).toContainText(String(planted(problem).length));
  }
  await chooseRule(steward, say('quality.rule.valid', { field: say('field.iban') }));
  await expect(position(steward)).toHaveText(say('quality.position', { at: 1, total: planted('wrongIban').length }));

  // The record says the same, and leads back.
  await steward.page.getByRole('link', { name: say('quality.openRecord') }).click();
  const found = steward.page.getByTestId('record-findings');
  await expect(found).toContainText(say('field.iban'));
  await first.capture('record-findings');
  await found.getByRole('listitem').filter({ hasText: say('field.iban') }).getByRole('link').first().click();
  await expect(position(steward)).toBeVisible();

  // One by suggestion, one by hand, one accepted with a reason, one ignored: each leaves the list.
  await chooseRule(steward, say('quality.rule.valid', { field: say('field.taxId') }));
  const all = await total(steward);
  await steward.page.keyboard.press('f');
  await expect(position(steward)).toHaveText(say('quality.position', { at: 1, total: all - 1 }));
  await steward.page.keyboard.press('e');
  const field = steward.page.getByRole('textbox', { name: say('quality.newValue', { field: say('field.taxId') }) });
  await field.fill('12345679S');
  await field.press('Enter');
  await expect(position(steward)).toHaveText(say('quality.position', { at: 1, total: all - 2 }));
  await steward.page.keyboard.press('a');
  await steward.dialog.getByLabel(say('quality.acceptReason')).fill('Seen on the card');
  await steward.page.keyboard.press('Enter');
  await expect(position(steward)).toHaveText(say('quality.position', { at: 1, total: all - 3 }));
  await steward.page.keyboard.press('i');
  await expect(position(steward)).toHaveText(say('quality.position', { at: 1, total: all - 4 }));
  await steward.page.keyboard.press('u');
  await expect(position(steward)).toHaveText(say('quality.position', { at: 1, total: all - 3 }));
  await steward.page.keyboard.press('Control+Shift+z');
  await expect(position(steward)).toHaveText(say('quality.position', { at: 1, total: all - 4 }));

  await steward.page.keyboard.press('j');
  await steward.page.keyboard.press('j');
  await expect(position(steward)).toHaveText(say('quality.position', { at: 3, total: all - 4 }));

  // A rule by form finds rows, is switched off, and comes back by undo.
  await steward.page.getByRole('button', { name: say('quality.addRule') }).click();
  await steward.dialog.getByRole('button', { name: new RegExp(say('quality.ruleKind')) }).click();
  await steward.page.getByRole('option', { name: say('quality.kindName.allowed') }).click();
  const fieldBox = steward.dialog.getByRole('combobox', { name: say('quality.field') });
  await fieldBox.fill(say('field.language'));
  await steward.page.getByRole('option', { name: say('field.language'), exact: true }).click();
  await steward.dialog.getByLabel(say('quality.valuesLabel')).fill('es');
  await expect(steward.dialog.getByText(/rows break it/)).toBeVisible();
  await steward.press('ui.save');
  await chooseRule(steward, say('quality.rule.allowed', { field: say('field.language'), count: 1 }));
  const speakers = await total(steward);
  expect(speakers).toBeGreaterThan(100);

  // Suggestions in bulk: mistyped domains are mended at once, and the score of the field rises.
  const before = await validityOf(steward, say('field.email'));
  await showView(steward, 'findings');
  await chooseRule(steward, say('quality.rule.valid', { field: say('field.email') }));
  await steward.page.getByRole('link', { name: say('quality.allSuggestions') }).click();
  await steward.page.getByRole('button', { name: /^Apply to \d+ cells?$/ }).click();
  await expect(steward.toast(say('standardise.applied'))).toBeVisible();
  await showView(steward, 'findings');
  await chooseRule(steward, say('quality.rule.valid', { field: say('field.email') }));
  await expect(steward.page.getByRole('link', { name: new RegExp(`^${say('finding.name.emailTypo')}`) })).toHaveCount(0);
  const after = await validityOf(steward, say('field.email'));
  expect(after).toBeGreaterThan(before);

  // Over all fields nothing is taken before it was looked at.
  await showView(steward, 'standardise');
  await steward.page.getByRole('navigation', { name: say('quality.columnsTitle') }).getByRole('link', { name: say('standardise.allFields') }).click();
  await expect(steward.button(say('standardise.choose'))).toBeDisabled();
  await steward.page.locator('.shape-table').getByRole('checkbox').first().check({ force: true });
  await expect(steward.page.getByRole('button', { name: /^Apply to [\d,]+ cells?$/ })).toBeEnabled();

  // Clusters of spellings become one.
  await steward.page.getByRole('navigation', { name: say('quality.columnsTitle') }).getByRole('link', { name: new RegExp(`^${say('field.city')}`) }).click();
  await steward.page.getByRole('radio', { name: say('standardise.mode.clusters') }).click();
  const cluster = steward.page.getByRole('checkbox', { name: say('standardise.takeCluster', { target: 'Barcelona' }) });
  // The box of the input lies under the drawn one.
  await cluster.check({ force: true });
  await steward.page.getByRole('button', { name: /^Merge \d+ rows?$/ }).click();
  await expect(steward.toast(say('standardise.merged'))).toBeVisible();
  await expect(cluster).toHaveCount(0);

  // Confirmed today, by one key, and so no longer stale as of today.
  await steward.goTo('stale');
  await steward.page.getByRole('button', { name: /^As of/ }).click();
  await steward.page.getByRole('button', { name: say('quality.referenceToday') }).click();
  await expect(steward.page.getByRole('button', { name: /Oct 1, 2026/ })).toHaveCount(0);
  // A letter that is pressed while something still lies over the page belongs to that.
  await expect(steward.page.locator('.popover')).toHaveCount(0);
  const stale = await staleCount(steward);
  await expect(steward.page.getByRole('button', { name: new RegExp(`^${say('stale.confirm')}`) })).toBeEnabled();
  await steward.page.keyboard.press('c');
  await expect(steward.toast(/confirmed as right today/)).toBeVisible();
  await expect.poll(() => staleCount(steward)).toBe(stale - 1);
  await first.capture('quality-stale');
  await steward.press('stale.policies');
  await expect(steward.dialog.getByRole('heading', { name: say('stale.dates') })).toBeVisible();
  await first.capture('quality-policies');
  await steward.press('ui.cancel');
  await first.close();

  const second = await openApp({ args: [path] });
  steward = stewardOf(second, folder, 'en');
  await steward.goTo('quality');
  await showView(steward, 'findings');
  await chooseRule(steward, say('quality.rule.valid', { field: say('field.taxId') }));
  // Where the list was left.
  await expect(position(steward)).toHaveText(say('quality.position', { at: 3, total: all - 4 }));
  await steward.page.getByRole('button', { name: new RegExp(say('quality.stateLabel')) }).click();
  await steward.page.getByRole('option', { name: say('quality.state.accepted') }).click();
  await expect(steward.page.getByText('Seen on the card')).toBeVisible();
  await expect(steward.page.getByRole('link', { name: new RegExp(`^.*${say('quality.rule.allowed', { field: say('field.language'), count: 1 })}`) })).toContainText(speakers.toLocaleString('en'));
  expect(await validityOf(steward, say('field.email'))).toBe(after);
  await second.capture('quality-after-restart');

  // The report is one page in either language.
  for (const language of ['en', 'es'] as const) {
    const name = `quality-${language}.pdf`;
    await second.answer({ save: [resolve(folder.path, name)] });
    await steward.press('quality.report');
    await steward.page.getByRole('menuitem', { name: say(`quality.reportIn.${language}`) }).click();
    await expect(steward.toast(say('quality.reportSaved', { name }))).toBeVisible({ timeout: 30_000 });
    expect(folder.read(name).toString('latin1').match(/\/Type \/Page\b/g), language).toHaveLength(1);
    copyFileSync(resolve(folder.path, name), resolve('screenshots', name));
  }
  expect([...first.complaints, ...second.complaints]).toEqual([]);
});

async function loadSample(steward: Steward, folder: TestFolder): Promise<void> {
  for (const [name, url] of Object.entries(sampleFiles)) {
    await steward.openFiles(folder.write(`${name}.csv`, readFileSync(url)));
    await expect(steward.dialog.getByRole('button', { name: steward.say('load.run'), exact: true })).toBeEnabled();
    await steward.loadAsGuessed();
    await steward.press('ui.close');
    await expect(steward.dialog).toHaveCount(0);
  }
}

async function chooseDay({ page, say, goTo }: Steward, day: string): Promise<void> {
  await goTo('quality');
  await page.getByRole('button', { name: /^As of/ }).click();
  await page.getByLabel(say('quality.referenceDay'), { exact: true }).last().fill(day);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /Oct 1, 2026/ })).toBeVisible();
}

async function showView({ page, say, goTo }: Steward, view: 'score' | 'findings' | 'standardise'): Promise<void> {
  await goTo('quality');
  await page.getByRole('radio', { name: say(`quality.view.${view}`) }).click();
}

async function chooseRule({ page, say }: Steward, name: string): Promise<void> {
  await page.getByRole('navigation', { name: say('quality.rules') }).getByTitle(name, { exact: true }).click();
  await expect(page.getByRole('navigation', { name: say('quality.rules') }).locator('.rule-head [aria-current]')).toContainText(name);
}

const position = ({ page }: Steward) => page.getByTestId('finding-position');

async function total(steward: Steward): Promise<number> {
  await expect(position(steward)).toBeVisible();
  return Number(/of ([\d,]+)/.exec((await position(steward).textContent())!)![1]!.replaceAll(',', ''));
}

/** Share of valid values of a field, as the score's table shows it. */
async function validityOf(steward: Steward, field: string): Promise<number> {
  await showView(steward, 'score');
  const row = steward.page.getByRole('row', { name: new RegExp(`^${field} \\d`) });
  return Number.parseFloat((await row.getByRole('cell').nth(3).textContent())!);
}

async function staleCount({ page, say }: Steward): Promise<number> {
  const text = await page.getByRole('link', { name: new RegExp(`^${say('stale.allReasons')}`) }).locator('.count').textContent();
  return Number(text!.replaceAll(',', ''));
}
