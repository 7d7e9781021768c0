// A whole session at the queue with the keyboard alone, in Spanish, ending in golden records that are checked cell by cell.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readCsv, withoutGuard } from './support/readCsv.ts';
import { stewardOf } from './support/steward.ts';
import { expect, test } from './support/test.ts';

const header = ['Código', 'Nombre', 'Primer apellido', 'Segundo apellido', 'NIF', 'Correo electrónico', 'Teléfono', 'Localidad', 'Importe', 'Último contacto'];
const fields = ['customerId', 'givenName', 'surname', 'surname2', 'taxId', 'email', 'phone', 'city', 'amount', 'lastContactOn'];
const towns = ['Madrid', 'Sevilla', 'Valencia', 'Zaragoza', 'Málaga', 'Murcia', 'Bilbao', 'Córdoba', 'Vigo', 'Gijón'];
const given = ['Lucía', 'Hugo', 'Martina', 'Mateo', 'Sofía', 'Leo', 'Paula', 'Daniel', 'Julia', 'Álvaro', 'Carmen', 'Pablo', 'Elena', 'Adrián', 'Irene', 'Diego', 'Alba', 'Marcos', 'Nerea', 'Rubén'];
const surnames = ['Garrido', 'Lozano', 'Cano', 'Prieto', 'Méndez', 'Cruz', 'Calvo', 'Gallego', 'Vidal', 'León', 'Márquez', 'Herrera', 'Peña', 'Flores', 'Cabrera', 'Campos', 'Vega', 'Fuentes', 'Carrasco', 'Diez'];
const letters = 'TRWAGMYFPDXBNJZSQVHLCKE';

type Row = Record<string, string>;

/** 60 customers; the first `twice` of them stand in the file a second time, written otherwise. */
function delivery(twice: number): { rows: Row[]; pairs: [Row, Row][] } {
  const rows: Row[] = [];
  const pairs: [Row, Row][] = [];
  for (let index = 0; index < 60; index++) {
    const number = 20_000_000 + index * 7919;
    const name = given[index % 20]!;
    const surname = surnames[(index * 7) % 20]!;
    const surname2 = surnames[(index * 3 + 5) % 20]!;
    const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
    rows.push({
      Código: String(7001 + index), Nombre: name, 'Primer apellido': surname, 'Segundo apellido': surname2, NIF: `${number}${letters[number % 23]!}`,
      'Correo electrónico': `${plain(name)}.${plain(surname)}${index}@example.es`, Teléfono: `6${String(10_000_000 + index * 104_729).slice(0, 8)}`,
      Localidad: towns[index % 10]!, Importe: String(100 + ((index * 37) % 900)), 'Último contacto': `${String(1 + (index % 28)).padStart(2, '0')}/03/2026`,
    });
  }
  for (let index = 0; index < twice; index++) {
    const row = rows[index]!;
    const again = { ...row, Código: String(8001 + index), 'Correo electrónico': row['Correo electrónico']!.replace('@example.es', '@example.org'), Importe: '50', 'Último contacto': `${String(1 + (index % 28)).padStart(2, '0')}/05/2026`, 'Segundo apellido': '' };
    rows.push(again);
    pairs.push([row, again]);
  }
  return { rows, pairs };
}

test('a queue worked off by keyboard alone, in Spanish, gives the golden records that were decided', async ({ openApp, folder }) => {
  const { rows, pairs } = delivery(12);
  const csv = `${[header.join(';'), ...rows.map((row) => header.map((name) => row[name]).join(';'))].join('\r\n')}\r\n`;
  const app = await openApp({ settings: { language: 'es', personName: 'Ana' } });
  const steward = stewardOf(app, folder, 'es');
  const { page, say, dialog } = steward;
  await steward.createWorkspace('Cola');
  await steward.openFiles(folder.write('clientes.csv', csv));
  await steward.loadAsGuessed();
  await steward.press('ui.close');
  await steward.findDuplicates();
  const position = page.getByTestId('queue-position');
  await expect(position).toHaveText(say('duplicates.position', { position: 1, total: pairs.length }));
  const title = page.locator('.group h2');
  const codeOf = async (): Promise<string> => (await page.getByRole('row', { name: new RegExp(`^${say('field.customerId')} `) }).locator('td').allTextContents()).join(' ');
  const pairInHand = async (): Promise<[Row, Row]> => {
    const codes = await codeOf();
    return pairs.find(([left, right]) => codes.includes(left['Código']!) && codes.includes(right['Código']!))!;
  };
  // What is worth most where the machine is least sure comes first, and the amounts are said.
  await expect(page.getByRole('listbox', { name: say('duplicates.queue') }).getByRole('option').first()).toContainText(say('steward.atRisk', { value: '' }).trim());

  const expected = new Map<string, { rows: Row[]; pinned?: Row }>();
  const times: number[] = [];
  const decide = async (key: 'm' | 'n' | 's'): Promise<void> => {
    const before = await title.textContent();
    const from = performance.now();
    await page.keyboard.press(key);
    await expect.poll(async () => (await title.count()) === 0 || (await title.textContent()) !== before, { intervals: [10, 10, 20] }).toBe(true);
    times.push(performance.now() - from);
  };

  const giveReason = async (): Promise<void> => {
    await page.keyboard.press('r');
    await expect(dialog).toBeVisible();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('option', { name: say('steward.reason.none') })).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.locator('.list-box')).toHaveCount(0);
    await page.keyboard.press('Tab');
    await page.keyboard.type('visto en la ficha');
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  };

  // 1: merged with a value picked by number. 2: kept apart. 3: put off. 4: one row taken out and back. The others: merged.
  const picked = await pairInHand();
  await page.keyboard.press('ArrowDown');
  const fieldNames = await page.locator('.compare tbody th').allTextContents();
  const down = fieldNames.findIndex((name) => name === say('field.email')) - 1;
  for (let step = 0; step < down; step++) await page.keyboard.press('ArrowDown');
  const head = await page.locator('.compare thead th').allTextContents();
  const olderAt = head.findIndex((text) => text.includes(say('duplicates.row', { row: rows.indexOf(picked[0]) }))) - 1;
  await page.keyboard.press(String(olderAt));
  await expect(page.getByRole('row', { name: new RegExp(`^${say('field.email')} `) }).locator('td').first()).toContainText(say('duplicates.pinned'));
  await app.capture('stewardship-compare');
  await decide('m');
  expected.set(picked[0]['Código']!, { rows: picked, pinned: picked[0] });

  const apart = await pairInHand();
  await giveReason();
  await app.capture('stewardship-reason');
  await decide('n');
  for (const row of apart) expected.set(row['Código']!, { rows: [row] });
  const putOff = await pairInHand();
  await decide('s');
  for (const row of putOff) expected.set(row['Código']!, { rows: [row] });

  // Taken back with U, and decided again.
  const again = await pairInHand();
  await page.keyboard.press('n');
  await expect(position).toContainText(String(pairs.length - 4));
  await page.keyboard.press('u');
  await expect(position).toContainText(String(pairs.length - 3));
  await expect.poll(async () => (await pairInHand())[0]['Código']).toBe(again[0]['Código']);
  await page.keyboard.press('x');
  await expect(page.locator('.member-flags').filter({ hasText: say('duplicates.takenOut') })).toBeVisible();
  await page.keyboard.press('m');
  await expect(steward.toast(say('duplicates.needTwo'))).toBeVisible();
  // Whoever leaves a group undecided finds it as it was at first.
  const here = await title.textContent();
  await page.keyboard.press('j');
  await expect(title).not.toHaveText(here!);
  await page.keyboard.press('k');
  await expect(title).toHaveText(here!);
  await expect(page.locator('.member-flags').filter({ hasText: say('duplicates.takenOut') })).toHaveCount(0);
  // A row that no run brought in is found and added, and taken out again.
  await page.keyboard.press('a');
  await expect(dialog).toBeVisible();
  await page.keyboard.type(rows[40]!['NIF']!);
  await expect(dialog.getByRole('listitem')).toHaveCount(1);
  await app.capture('stewardship-add');
  await page.keyboard.press('Enter');
  await expect(page.locator('.member-flags').filter({ hasText: say('steward.added') })).toBeVisible();
  await expect(dialog).toHaveCount(0);
  for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('x');
  await expect(page.locator('.member-flags').filter({ hasText: say('steward.added') })).toContainText(say('duplicates.takenOut'));
  await page.keyboard.press('e');
  await expect(page.getByRole('heading', { name: say('duplicates.explanation') })).toBeVisible();
  await page.keyboard.press('e');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  for (let left = pairs.length - 3; left > 0; left--) {
    const pair = await pairInHand();
    expected.set(pair[0]['Código']!, { rows: pair });
    if (left > 1) await decide('m');
    else await page.keyboard.press('m');
  }
  await expect(page.getByText(say('duplicates.doneTitle'))).toBeVisible();
  for (const row of rows) if (![...expected.values()].some((one) => one.rows.includes(row))) expected.set(row['Código']!, { rows: [row] });

  const exported = await steward.exportTo('salida');
  const file = readdirSync(exported).find((name) => name.startsWith('golden-records'))!;
  const golden = readCsv(readFileSync(resolve(exported, file), 'utf8'), ';');
  expect(golden.rows).toHaveLength(expected.size);
  for (const record of golden.rows) {
    const one = [...expected.values()].find((all) => all.rows.some((row) => row['Código'] === record['customerId']))!;
    expect(record['sourceRows']).toBe(String(one.rows.length));
    const [older, newer] = [one.rows[0]!, one.rows.at(-1)!];
    const survives: Row = { ...newer, Código: record['customerId']!, 'Segundo apellido': older['Segundo apellido']!, 'Correo electrónico': (one.pinned ?? newer)['Correo electrónico']! };
    header.forEach((name, at) => {
      // Which amount stays is a matter of the rule for amounts: one of those delivered.
      const cell = withoutGuard(record[fields[at]!]!);
      if (name === 'Importe') expect(one.rows.map((row) => row[name])).toContain(cell);
      else expect(cell, `${record['customerId']} ${name}`).toBe(survives[name]);
    });
  }
  // 600 decisions an hour leave six seconds for each; the app takes a small part of them.
  const worst = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)]!;
  expect(worst).toBeLessThan(1500);
  await app.close();
});

test('a record is split, corrected with its rule, ruled and listed; every dialog says first what it would do', async ({ openApp, folder }) => {
  const { rows } = delivery(12);
  const csv = `${[header.join(';'), ...rows.map((row) => header.map((name) => row[name]).join(';'))].join('\r\n')}\r\n`;
  const app = await openApp({ settings: { language: 'en', theme: 'dark', personName: 'Ana' } });
  const steward = stewardOf(app, folder, 'en');
  const { page, say, dialog } = steward;
  await steward.createWorkspace('Queue');
  await steward.openFiles(folder.write('clientes.csv', csv));
  await steward.loadAsGuessed();
  await steward.press('ui.close');
  await steward.findDuplicates();

  // Only groups with a row that the records' filter lets through.
  await steward.goTo('records');
  await page.getByRole('checkbox', { name: 'Madrid' }).press('Space');
  await steward.press('steward.filter.amongThese');
  await expect(page.getByTestId('queue-position')).toHaveText(say('duplicates.position', { position: 1, total: 2 }));
  await app.capture('stewardship-among');
  await steward.goTo('duplicates');
  await expect(page.getByTestId('queue-position')).toHaveText(say('duplicates.position', { position: 1, total: 12 }));

  // A batch of ten pauses after the tenth group and says what was done.
  await steward.button(say('steward.batch.label')).click();
  await page.getByRole('menuitem', { name: say('steward.batch.of', { count: 10 }), exact: true }).click();
  for (let left = 12; left > 2; left--) {
    await expect(page.getByTestId('queue-position')).toHaveText(say('duplicates.position', { position: 1, total: left }));
    await page.keyboard.press('m');
  }
  await expect(dialog.getByText(say('steward.batch.doneTitle'))).toBeVisible();
  await app.capture('stewardship-batch');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('batch-progress')).toContainText(say('steward.batch.progress', { done: 0, size: 10 }));

  // All that is almost certain at once, after a sample with its seed.
  await expect(dialog).toBeHidden();
  await page.keyboard.press('b');
  await expect(dialog.getByTestId('sample-seed')).toHaveText(/seed \d+/);
  await app.capture('stewardship-band');
  await dialog.getByRole('button', { name: /^Merge \d+ groups$/ }).click();
  await expect(steward.toast(/^Merged/)).toBeVisible();

  // Which values a rule flips, then the rule.
  await steward.button(say('steward.more')).click();
  await page.getByRole('menuitem', { name: say('steward.rules.open') }).click();
  await app.capture('stewardship-rules');
  const email = dialog.getByRole('row', { name: new RegExp(`^${say('field.email')}`) });
  for (const rule of ['validFirst', 'mostRecent'] as const) await email.getByRole('button', { name: say('steward.rules.removeRule', { rule: say(`rule.${rule}`) }) }).click();
  await email.getByRole('button', { name: new RegExp(say('steward.rules.addRule')) }).click();
  await page.getByRole('option', { name: say('rule.longest') }).click();
  await email.getByRole('button', { name: say('steward.rules.earlier', { name: say('rule.longest') }) }).click();
  await email.getByRole('button', { name: say('steward.rules.earlier', { name: say('rule.longest') }) }).click();
  await steward.press('steward.rules.preview');
  await expect(dialog.getByTestId('flips')).toBeVisible();
  await app.capture('stewardship-flips');
  await steward.press('steward.rules.apply');
  await expect(steward.toast(say('steward.rules.applied'))).toBeVisible();

  // A value set by hand until a source is newer; then the merge is taken back, and the value goes where it is said to.
  await steward.goTo('records');
  await page.getByRole('radio', { name: say('records.golden') }).click();
  await page.keyboard.press('Control+f');
  await page.keyboard.type(rows[3]!['NIF']!);
  await expect(page.getByTestId('row-count')).toContainText('1 of');
  await page.getByRole('gridcell', { name: rows[3]!['NIF']!, exact: true }).dblclick();
  await expect(page.getByRole('heading', { name: say('steward.lineage.tree') })).toBeVisible();
  await page.getByRole('row', { name: new RegExp(`^${say('field.city')} `) }).hover();
  await page.getByRole('button', { name: say('record.edit', { field: say('field.city') }) }).click();
  await dialog.getByLabel(say('record.editValue')).fill('Toledo');
  await dialog.getByRole('button', { name: new RegExp(say('steward.holdLabel')) }).click();
  await page.getByRole('option', { name: say('steward.hold.latest') }).click();
  await app.capture('stewardship-edit');
  await steward.press('ui.save');
  await expect(page.getByRole('row', { name: new RegExp(`^${say('field.city')} `) })).toContainText('Toledo');
  await app.capture('stewardship-record');
  await page.getByRole('region', { name: say('steward.lineage.tree') }).getByRole('button', { name: /^Take back the merge/ }).click();
  await expect(dialog.getByText(say('steward.split.parts', { count: 2 }))).toBeVisible();
  await expect(dialog.getByRole('button', { name: say('steward.split.action'), exact: true })).toBeDisabled();
  await dialog.getByRole('button', { name: /Toledo/ }).click();
  await page.getByRole('option').first().click();
  await app.capture('stewardship-split');
  await dialog.getByRole('button', { name: say('steward.split.action'), exact: true }).click();
  await expect(steward.toast(say('steward.split.done', { count: 2 }))).toBeVisible();

  // Every decision is listed; the ruling of the split is revoked.
  await steward.goTo('duplicates');
  await steward.button(say('steward.more')).click();
  await page.getByRole('menuitem', { name: say('steward.decisions.open') }).click();
  await expect(page.getByText(say('steward.decisions.kind.distinct')).first()).toBeVisible();
  await app.capture('stewardship-decisions');
  await page.locator('.decision').filter({ has: page.locator('.badge', { hasText: say('steward.decisions.kind.distinct') }) }).getByRole('button', { name: say('steward.decisions.revoke') }).click();
  await dialog.getByRole('button', { name: say('steward.decisions.revoke'), exact: true }).click();
  await expect(steward.toast(say('steward.decisions.revoked'))).toBeVisible();

  // Values of many rows: counted and shown, then changed in one step, then taken back.
  await steward.goTo('records');
  await steward.button(say('steward.bulk.open')).click();
  await page.getByRole('menuitem', { name: /^Of all/ }).click();
  await dialog.getByRole('button', { name: new RegExp(`${say('steward.bulk.field')}$`) }).click();
  await page.getByRole('option', { name: say('field.city'), exact: true }).click();
  await dialog.getByLabel(say('steward.bulk.find')).fill('Gijón');
  await dialog.getByLabel(say('steward.bulk.with')).fill('Xixón');
  const hits = rows.filter((row) => row['Localidad'] === 'Gijón').length;
  await expect(dialog.getByTestId('bulk-would')).toHaveText(say('steward.bulk.would', { cells: hits, values: 1 }));
  // An expression that never ends is given up, said in words, and nothing else waits for it.
  const whole = say('steward.bulk.how.plain');
  await dialog.getByRole('button', { name: new RegExp(`${say('steward.bulk.howLabel')}$`) }).click();
  await page.getByRole('option', { name: say('steward.bulk.how.regex') }).click();
  await dialog.getByLabel(say('steward.bulk.find')).fill(String.raw`^((.?){40}){4}\d$`);
  await expect(dialog.getByText(/^The expression comes to no end on/)).toBeVisible();
  await expect(dialog.getByRole('button', { name: say('steward.bulk.apply', { count: 0 }) })).toBeDisabled();
  await app.capture('stewardship-pattern');
  await dialog.getByRole('button', { name: new RegExp(`${say('steward.bulk.howLabel')}$`) }).click();
  await page.getByRole('option', { name: whole }).click();
  await dialog.getByLabel(say('steward.bulk.find')).fill('Gijón');
  await expect(dialog.getByTestId('bulk-would')).toHaveText(say('steward.bulk.would', { cells: hits, values: 1 }));
  await app.capture('stewardship-bulk');
  await dialog.getByRole('button', { name: say('steward.bulk.apply', { count: hits }) }).click();
  await expect(steward.toast(say('steward.bulk.done', { cells: hits }))).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(steward.toast(say('app.undone', { what: '' }).trim())).toBeVisible();

  // Two records that stand apart in the grid are marked, one by key and one by click, and become one.
  await expect(page.locator('.skeleton, .statusbar .spinner')).toHaveCount(0);
  await page.getByRole('gridcell', { name: rows[20]!['Código']!, exact: true }).click();
  await page.keyboard.press('Space');
  await expect(page.getByTestId('marked')).toHaveText(say('grid.marked', { count: 1 }));
  await page.getByRole('gridcell', { name: rows[23]!['Código']!, exact: true }).click({ modifiers: ['Control'] });
  await expect(page.getByTestId('marked')).toHaveText(say('grid.marked', { count: 2 }));
  await app.capture('stewardship-marked');
  await steward.button(say('steward.mergeRows.open')).click();
  await expect(dialog.getByRole('columnheader', { name: say('duplicates.survivor') })).toBeVisible();
  // The keys that the dialog names work in it: the id of the first one is taken, then of the second, and the next field has the cursor.
  const taken = dialog.locator('tr.at .compare-golden .golden-value');
  await page.keyboard.press('1');
  await expect(taken).toHaveText(rows[20]!['Código']!);
  await page.keyboard.press('2');
  await expect(taken).toHaveText(rows[23]!['Código']!);
  await page.keyboard.press('ArrowDown');
  await expect(dialog.locator('tr.at .compare-field')).toHaveText(say('field.givenName'));
  await app.capture('stewardship-merge');
  await steward.press('steward.mergeRows.action');
  await expect(page.getByText(say('record.members', { count: 2 }))).toBeVisible();
  await app.close();
});

test('a second person decides without seeing the first decision, and agreement is counted', async ({ openApp, folder }) => {
  const { rows } = delivery(6);
  const csv = `${[header.join(';'), ...rows.map((row) => header.map((name) => row[name]).join(';'))].join('\r\n')}\r\n`;
  const first = await openApp({ settings: { language: 'en', personName: 'Ana' } });
  const ana = stewardOf(first, folder, 'en');
  const { say } = ana;
  const path = await ana.createWorkspace('Two');
  await ana.openFiles(folder.write('clientes.csv', csv));
  await ana.loadAsGuessed();
  await ana.press('ui.close');
  await ana.findDuplicates();
  await ana.button(say('steward.more')).click();
  await ana.page.getByRole('menuitem', { name: say('steward.approvals.open') }).click();
  for (const band of ['automatic', 'review', 'unlikely'] as const) await ana.dialog.getByText(say(`duplicates.band.${band}`), { exact: true }).click();
  await first.capture('stewardship-approvals');
  await ana.press('ui.save');
  const position = ana.page.getByTestId('queue-position');
  await expect(position).toHaveText(say('duplicates.position', { position: 1, total: 6 }));
  const title = await ana.page.locator('.group h2').textContent();
  await ana.page.keyboard.press('m');
  await expect(ana.toast(say('steward.firstDone'))).toBeVisible();
  await expect(position).toHaveText(say('duplicates.position', { position: 1, total: 5 }));
  await first.close();

  const second = await openApp({ profile: 'berta', settings: { language: 'en', personName: 'Berta' } });
  const berta = stewardOf(second, folder, 'en');
  await second.answer({ open: [[path]] });
  await berta.press('welcome.open');
  await berta.goTo('duplicates');
  if ((await berta.button(say('duplicates.run')).count()) > 0) await berta.findDuplicates();
  await berta.openGroup(title!);
  await expect(berta.page.locator('.group-title').getByText(say('steward.secondLook'))).toBeVisible();
  await expect(berta.page.getByText('Ana')).toHaveCount(0);
  await berta.page.keyboard.press('m');
  await expect(berta.toast(say('steward.agreed'))).toBeVisible();
  await berta.button(say('steward.more')).click();
  await berta.page.getByRole('menuitem', { name: say('steward.approvals.open') }).click();
  await expect(berta.dialog.getByTestId('agreement')).toContainText('100');
  await second.close();
});
