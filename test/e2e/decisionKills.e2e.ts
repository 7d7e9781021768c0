// The process is killed between any two decisions, of every kind: what was acknowledged is there at the next start, the log is whole, and what is worked with is what its replay gives.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { randomInteger, seededRandom } from '../../shared/kernel/random.ts';
import { connectEngine, type EngineLine } from './support/engineLine.ts';
import { expect, test, type OpenApp, type TestFolder } from './support/test.ts';

/** Once per kind on every commit; FICHERO_KILLS=500 makes rounds of kills at random moments of it. */
const rounds = Math.floor(Number(process.env['FICHERO_KILLS'] ?? 0) / 15);
const today = 20_000;
const TWINS = 30;

type Row = { readonly entry: number; readonly kind: string; readonly rows: readonly number[]; readonly value: string | null };
/** What the app says of its decisions after a start. */
type Standing = { readonly decisions: readonly Row[]; readonly golden: number; readonly rule: unknown; readonly approvals: { readonly agreed: number; readonly judged: number; readonly waiting: number }; readonly undo: { act: string } | null; readonly redo: { act: string } | null; readonly corrected: number };
type Kind = { readonly name: string; /** Who decides. */ readonly by?: string; readonly decide: (engine: EngineLine, standing: Standing) => Promise<unknown>; readonly shows: (before: Standing, after: Standing) => void };

const said = { comment: 'ficha', reason: null };
const everything = { state: 'open', band: null, reason: null, source: null, rows: null, order: 'risk' };
const has = (standing: Standing, kind: string, ...rows: number[]): boolean => standing.decisions.some((one) => one.kind === kind && rows.every((row) => one.rows.includes(row)));
const golden = (change: number) => (before: Standing, after: Standing): void => expect(after.golden).toBe(before.golden + change);

/** In an order in which each builds on others. */
const kinds: readonly Kind[] = [
  { name: 'merge', decide: (engine) => engine.call('decide.merge', { rows: [0, 1], pins: [], ...said }), shows: golden(-1) },
  { name: 'merge with a value set by hand', decide: (engine) => engine.call('decide.merge', { rows: [1, 2, 3], pins: [{ field: 'city', value: 'Lugo' }], ...said }), shows: (_, after) => expect(has(after, 'merge', 0, 1, 2, 3)).toBe(true) },
  { name: 'not duplicates', decide: (engine) => engine.call('decide.distinct', { rows: [4, 5], ...said }), shows: (_, after) => expect(has(after, 'distinct', 4, 5)).toBe(true) },
  { name: 'a row taken out', decide: (engine) => engine.call('split.run', { row: 3, taken: 'row', kept: [], open: false, ...said }), shows: golden(1) },
  { name: 'a value typed', decide: (engine) => engine.call('handSet.set', { row: 0, field: 'email', value: 'typed@example.com', from: null, hold: 'latest', comment: '' }), shows: (_, after) => expect(after.decisions.some(({ kind, value }) => kind === 'handSet' && value === 'typed@example.com')).toBe(true) },
  { name: 'a facet edited', decide: (engine) => engine.call('standardise.replace', { field: 'city', changes: [{ before: 'madrid', after: 'Madrid' }], reason: 'facet' }), shows: (before, after) => expect([before.corrected, after.corrected]).toEqual([TWINS, 0]) },
  { name: 'a rule changed', decide: (engine) => engine.call('survivorship.apply', { settings: { fields: [{ field: 'email', rules: ['longest'], trust: [] }], units: null }, flips: 0 }), shows: (_, after) => expect(after.rule).toEqual({ fields: [{ field: 'email', rules: ['longest'], trust: [] }], units: null }) },
  {
    name: 'a band accepted',
    decide: async (engine) => {
      const filter = { ...everything, band: 'automatic' };
      const { groups } = (await engine.call('band.foresee', { filter, seed: 7 })) as { groups: number };
      await engine.call('band.accept', { filter, groups, seed: 7, ...said });
    },
    shows: (before, after) => expect(after.golden).toBeLessThan(before.golden - 10),
  },
  { name: 'undo', decide: (engine) => engine.call('undo.undo', undefined), shows: (_, after) => expect(after.redo?.act).toBe('merge') },
  { name: 'redo', decide: (engine) => engine.call('undo.redo', undefined), shows: (_, after) => expect([after.undo?.act, after.redo]).toEqual(['merge', null]) },
  {
    name: 'a ruling revoked',
    decide: (engine, { decisions }) => engine.call('decisions.revoke', { line: decisions.find(({ kind, rows }) => kind === 'distinct' && rows.includes(4)), comment: '', reason: null }),
    shows: (_, after) => expect(has(after, 'distinct', 4, 5)).toBe(false),
  },
  { name: 'second persons asked for', decide: (engine) => engine.call('approvals.set', { rule: { minRows: 2, bands: [] } }), shows: (_, after) => expect(after.undo?.act).toBe('rules') },
  { name: 'the first half', decide: (engine) => engine.call('decide.distinct', { rows: [4, 5], ...said }), shows: (_, after) => expect([after.undo?.act, has(after, 'distinct', 4, 5)]).toEqual(['decide', false]) },
  { name: 'the second half', by: 'berta', decide: (engine) => engine.call('decide.distinct', { rows: [4, 5], ...said }), shows: (_, after) => expect([after.approvals.agreed, after.approvals.judged, has(after, 'distinct', 4, 5)]).toEqual([1, 1, true]) },
];

/** Entries but those that the app makes of itself at some time. */
const entriesIn = (workspace: string): number => readFileSync(resolve(workspace, 'log/entries.jsonl'), 'utf8').trimEnd().split('\n').filter((line) => (JSON.parse(line) as { act: string }).act !== 'measure').length;

async function standingOf(engine: EngineLine): Promise<Standing> {
  const { goldenRecords } = (await engine.call('overview', { today })) as { goldenRecords: number };
  const { lines } = (await engine.call('decisions.list', { filter: 'all', from: 0, count: 500 })) as { lines: Row[] };
  const { settings } = (await engine.call('survivorship.read', undefined)) as { settings: unknown };
  const { undo, redo } = (await engine.call('undo.state', undefined)) as Pick<Standing, 'undo' | 'redo'>;
  const { count } = (await engine.call('records.query', { of: 'rows', filter: { kind: 'equals', field: 'city', values: ['madrid'] }, sort: [] })) as { count: number };
  return { decisions: lines, golden: goldenRecords, rule: settings, approvals: (await engine.call('approvals.read', undefined)) as Standing['approvals'], undo, redo, corrected: count };
}

async function expectWhole(engine: EngineLine, where: string): Promise<void> {
  // Verifying replays the log, and compares the end with the state that is being worked with.
  const verdict = (await engine.call('log.verify', { receipts: [], language: 'en' })) as { clean: boolean; faults: unknown[] };
  expect([verdict.faults, verdict.clean], where).toEqual([[], true]);
}

async function open(openApp: () => Promise<OpenApp>, folder: TestFolder, by: string): Promise<{ app: OpenApp; engine: EngineLine }> {
  folder.write('profile/settings.json', JSON.stringify({ language: 'en', actor: by }));
  const app = await openApp();
  const engine = await connectEngine(app.page);
  await app.page.getByRole('navigation').first().waitFor({ timeout: 60_000 });
  await app.page.getByRole('link', { name: 'Records', exact: true }).click();
  await engine.ready();
  return { app, engine };
}

/** Every customer twice, with little between the two. */
function twins(): string {
  const names = ['Ana', 'Luis', 'Eva', 'Olga', 'Pedro', 'Nuria'];
  const lines = ['customer id,given name,surname,email,birth date,city'];
  for (let index = 0; index < TWINS; index++) {
    const surname = `Prueba${String.fromCodePoint(97 + (index % 26))}${String.fromCodePoint(97 + ((index * 7) % 26))}ez`;
    for (const copy of [0, 1]) lines.push(`${index * 2 + copy + 1},${names[index % names.length]!},${surname},${surname.toLowerCase()}${index}@example.com,19${50 + index}-03-1${index % 10},${copy === 0 ? 'Madrid' : 'madrid'}`);
  }
  return `${lines.join('\n')}\n`;
}

test('killed between any two decisions it has every one that it acknowledged', async ({ openApp, folder }) => {
  test.setTimeout(240_000 + rounds * kinds.length * 15_000);
  const random = seededRandom(31);
  const file = folder.write('twins.csv', twins());
  const workspace = resolve(folder.path, 'Kills.fichero');
  folder.write('profile/settings.json', JSON.stringify({ language: 'en', actor: 'ana' }));
  let app = await openApp();
  let engine = await connectEngine(app.page);
  await app.answer({ save: [workspace], open: [[file]] });
  await app.page.getByRole('button', { name: 'New workspace' }).click();
  await app.page.getByRole('textbox', { name: 'Name' }).fill('Kills');
  await app.page.keyboard.press('Enter');
  await engine.ready();
  await app.page.getByRole('navigation').first().waitFor();
  const [picked] = (await engine.desktop('files.pick', { purpose: 'load', multiple: false })) as { token: string }[];
  const fields = ['customerId', 'givenName', 'surname', 'email', 'birthDate', 'city'];
  await engine.call('load.run', { file: picked!.token, overrides: {}, mapping: twins().split('\n')[0]!.split(',').map((column, at) => ({ column, field: fields[at] })), source: { kind: 'new', name: 'CRM' }, mode: { kind: 'append' } });
  await engine.call('match.run', { threshold: null });
  let person = 'ana';
  for (const { name, by = 'ana', decide, shows } of kinds) {
    if (by !== person) {
      await app.kill();
      ({ app, engine } = await open(openApp, folder, by));
      person = by;
    }
    const before = await standingOf(engine);
    const entries = entriesIn(workspace);
    // Rounds of kills at some moment of it come first: it is there whole, or not at all. The last kill is right after the acknowledgement.
    for (let round = rounds; round >= 0; round--) {
      const moment = round === 0 ? Infinity : randomInteger(random, 40);
      const line = engine;
      const acknowledged = decide(line, before).then(() => true);
      const isAcknowledged = await Promise.race([acknowledged, ...(moment === Infinity ? [] : [new Promise<false>((done) => setTimeout(() => done(false), moment))])]);
      await app.kill();
      await acknowledged.catch(() => undefined);
      ({ app, engine } = await open(openApp, folder, person));
      const where = `${name}, killed after ${moment} ms, ${isAcknowledged ? '' : 'not '}acknowledged`;
      const isThere = entriesIn(workspace) > entries;
      if (isAcknowledged) expect(isThere, where).toBe(true);
      const after = await standingOf(engine);
      if (isThere) shows(before, after);
      else expect(after, where).toEqual(before);
      await expectWhole(engine, where);
      if (isThere) break;
    }
  }
  expect(app.complaints).toEqual([]);
});
