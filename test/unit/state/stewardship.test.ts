// What stewards see and do beyond one group: the queue's order and filters, hand-set values that give way, earlier decisions after a delivery, bulk edits, the dated crosswalk.
import { describe, expect, it } from 'vitest';
import type { QueueFilter } from '../../../shared/contract/engine.ts';
import { Cancelled, quietJob } from '../../../shared/kernel/job.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import type { EntrySeq, RowId, SourceId } from '../../../shared/model/ids.ts';
import { listDecisions } from '../../../shared/state/golden/decisionList.ts';
import { FieldKnowledge } from '../../../shared/state/analyse/fieldKnowledge.ts';
import { GoldenTable } from '../../../shared/state/golden/goldenTable.ts';
import { GoldenView } from '../../../shared/state/golden/goldenView.ts';
import { loadFile } from '../../../shared/state/files/loadFile.ts';
import type { FileSource } from '../../../shared/state/files/readFile.ts';
import { planApprovals, planDistinct, planEdit, planMerge, planSurvivorship, planUndo, unsaid, type Change } from '../../../shared/state/plan/plan.ts';
import { bulkChanges } from '../../../shared/state/plan/planBulk.ts';
import { planCorrection } from '../../../shared/state/plan/planCorrection.ts';
import { planDecision, planDecisions } from '../../../shared/state/plan/planDecision.ts';
import { planSplit, planUphold } from '../../../shared/state/plan/planSplit.ts';
import { compareFile, refreshSource } from '../../../shared/state/files/refreshFile.ts';
import { crosswalkHistoryTables } from '../../../shared/state/files/exportTables.ts';
import { ReviewQueue } from '../../../shared/state/golden/reviewQueue.ts';
import { survivorshipFlips } from '../../../shared/state/golden/survivorshipFlips.ts';
import { Workspace } from '../../../shared/state/workspace.ts';
import { textAt, textsOf } from '../../../shared/table/TextColumn.ts';
import { MemoryJournal } from '../../support/memoryJournal.ts';

const DAY = 86_400_000;
const rows = (...ids: number[]): RowId[] => ids as RowId[];
const first = 'customer_id,full_name,email,city,amount,updated_on\n1,Ana Ruiz,ana@x.es,Vigo,900,2024-01-01\n2,Ana Ruiz,ana.ruiz@example.es,Vigo,10,2024-02-01\n3,Luis Gil,luis@x.es,Gijon,5,2024-01-01\n4,Luis Gil,luis@x.es,Lugo,5,2024-03-01\n5,Eva Sanz,eva@x.es,gijon,,2024-01-01\n6,Eva Sanz,eva@y.es,,,2024-01-01\n';

function must<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
function fileOf(text: string): FileSource {
  const bytes = new TextEncoder().encode(text);
  return { name: 'a.csv', bytes: bytes.length, read: (from, length) => Promise.resolve(ok(bytes.slice(from, from + length))) };
}
async function start(at = 0): Promise<Workspace> {
  let time = Date.UTC(2024, 5, 1) + at;
  const workspace = must(await Workspace.open({ journal: new MemoryJournal(), stamp: () => ({ at: (time += 1000), actor: 'a', role: 'steward', app: '0' }), randomBytes: (count) => new Uint8Array(count) }, quietJob));
  must(await loadFile(workspace, fileOf(first), { overrides: {}, mapping: null, source: { kind: 'new', name: 'CRM' }, mode: { kind: 'append' } }, quietJob));
  return workspace;
}
const viewOf = (workspace: Workspace): GoldenView => new GoldenView(workspace, new FieldKnowledge(workspace.rows, 'en'));
const valueOf = (workspace: Workspace, row: RowId, field: string): string | undefined => viewOf(workspace).values(row).find((one) => one.field === field)?.value;
const commit = async (workspace: Workspace, change: Result<Change, unknown> | Change): Promise<EntrySeq> => must(await workspace.commit('ok' in change ? must(change) : change)).seq;
async function refresh(workspace: Workspace, text: string): Promise<void> {
  must(await refreshSource(workspace, must(await compareFile(workspace, fileOf(text), { source: 1 as SourceId, keys: ['customer_id'], overrides: {} }, quietJob)), quietJob));
}

describe('the queue', () => {
  const groups = [
    { rows: rows(0, 1), probability: 0.95 },
    { rows: rows(2, 3), probability: 0.6 },
    { rows: rows(4, 5), probability: 0.97 },
  ];
  const filter: QueueFilter = { state: 'open', band: null, reason: null, source: null, rows: null, order: 'risk' };
  const amount = (workspace: Workspace) => (row: RowId): number => Number.parseFloat(textAt(workspace.rows.field('amount')!, row));

  it('asks first where much may go wrong, and by the reasons that are chosen', async () => {
    const workspace = await start();
    const queue = new ReviewQueue(workspace, 'a', amount(workspace), new Set());
    queue.show(groups);
    const leads = async (change: Partial<QueueFilter>, mask?: Uint8Array): Promise<number[]> => Array.from(await queue.chosen({ ...filter, ...change }, mask, quietJob), (index) => queue.group(index).rows[0]!);
    // 910 × 0.1, the ordinary 10 (of the amounts known) × 0.06, 10 × 0.8
    expect(await leads({})).toEqual([0, 4, 2]);
    expect(await leads({ order: 'unsure' })).toEqual([2, 0, 4]);
    expect(await leads({ order: 'sure' })).toEqual([4, 0, 2]);
    expect(await leads({ reason: 'sameEmail' })).toEqual([2]);
    expect(await leads({ reason: 'sameName', order: 'unsure' })).toEqual([2, 0, 4]);
    expect(await leads({ source: 2 as SourceId })).toEqual([]);
    expect(await leads({ rows: { kind: 'equals', field: 'fullName', values: ['Luis Gil'] } }, Uint8Array.from([0, 0, 1, 0, 0, 0]))).toEqual([2]);
  });

  it('follows every decision, also those that wait for a second person', async () => {
    const workspace = await start();
    const skipped = new Set<RowId>();
    const queue = new ReviewQueue(workspace, 'a', amount(workspace), skipped);
    const states = (): string[] => {
      queue.show(groups);
      return groups.map((_, index) => queue.stateOf(index));
    };
    expect(states()).toEqual(['open', 'open', 'open']);
    await commit(workspace, planMerge(workspace.state, [{ rows: rows(0, 1), pins: [] }]));
    await commit(workspace, planDistinct(workspace.state, rows(2, 3)));
    expect(states()).toEqual(['merged', 'distinct', 'open']);
    await commit(workspace, planUndo(workspace.state));
    expect(states()).toEqual(['merged', 'open', 'open']);
    await commit(workspace, planApprovals({ minRows: 2, bands: [] }));
    await commit(workspace, planDecision(workspace.state, 'a', { rows: rows(4, 5), ruling: 'merge', pins: [], band: 'review' }, unsaid));
    expect(states()).toEqual(['merged', 'open', 'waiting']);
    const other = new ReviewQueue(workspace, 'b', amount(workspace), skipped);
    other.show(groups);
    expect([other.stateOf(2), other.isSecondLook(2)]).toEqual(['open', true]);
    skipped.add(2 as RowId);
    queue.skippedChanged(2 as RowId);
    expect(states()).toEqual(['merged', 'skipped', 'waiting']);
  });
});

describe('many decisions at once', () => {
  it('leave out what would contradict a decision, and leave everything as it was when they are cancelled', async () => {
    const workspace = await start();
    await commit(workspace, planDistinct(workspace.state, rows(2, 3)));
    const digest = workspace.state.digest();
    const decisions = [rows(0, 1), rows(2, 3), rows(4, 5)].map((group) => ({ rows: group, ruling: 'merge' as const, pins: [], band: null }));
    const { change, left } = must(await planDecisions(workspace.state, 'a', decisions, unsaid, { seed: 7 }, quietJob));
    expect([change.items.length, left, change.note]).toEqual([2, 1, { seed: 7, rows: 4, groups: 2 }]);
    for (const at of ['planning', 'writing'] as const) {
      let stage = '';
      const job = { report: (progress: { stage: string }) => void (stage = progress.stage), throwIfCancelled: () => undefined, breathe: () => (stage === at ? Promise.reject(new Cancelled()) : Promise.resolve()) };
      const run = async (): Promise<unknown> => workspace.commit(must(await planDecisions(workspace.state, 'a', decisions, unsaid, {}, job)).change, job);
      await expect(run()).rejects.toThrow(Cancelled);
      expect(workspace.state.digest()).toBe(digest);
    }
    await commit(workspace, change);
    expect(workspace.state.merges.records()).toEqual([rows(0, 1), rows(4, 5)]);
  });
});

describe('a value set by hand', () => {
  it('holds for good, until its source delivers another value, or until a source is newer', async () => {
    for (const hold of ['always', 'untilSourceChanges', 'latest'] as const) {
      const workspace = await start();
      await commit(workspace, planEdit(workspace.state, workspace.state.goldenOf(0 as RowId), { field: 'city', before: 'Vigo', after: 'Toledo', comment: '', hold }));
      expect(valueOf(workspace, 0 as RowId, 'city')).toBe('Toledo');
      // Another e-mail, an old date: nothing to do with the city.
      await refresh(workspace, first.replace('ana@x.es', 'ana@new.es'));
      const newer = workspace.state.rowOfGolden(workspace.state.ownGoldenId(0 as RowId))!;
      expect(valueOf(workspace, newer, 'city')).toBe('Toledo');
      await refresh(workspace, first.replace('ana@x.es', 'ana@new.es').replace('Vigo,900,2024-01-01', 'Ourense,900,2025-01-01'));
      const newest = workspace.state.rowOfGolden(workspace.state.ownGoldenId(0 as RowId))!;
      expect(valueOf(workspace, newest, 'city')).toBe(hold === 'always' ? 'Toledo' : 'Ourense');
      const [line] = listDecisions(workspace, viewOf(workspace));
      expect(line!.trouble).toEqual(hold === 'always' ? null : { kind: 'gaveWay', hold });
    }
  });
});

describe('earlier decisions after a delivery', () => {
  it('move on with their rows, and need a look where these say something else or are gone, until a steward looked', async () => {
    const workspace = await start();
    const merge = await commit(workspace, planMerge(workspace.state, [{ rows: rows(0, 1), pins: [] }], { comment: 'seen', reason: 'confirmed' }));
    await commit(workspace, planDistinct(workspace.state, rows(2, 3)));
    const list = () => listDecisions(workspace, viewOf(workspace));
    expect(list().map(({ kind, trouble }) => [kind, trouble])).toEqual([['distinct', null], ['merge', null]]);
    expect(list()[1]).toMatchObject({ comment: 'seen', reason: 'confirmed' });
    await refresh(workspace, first.replace('1,Ana Ruiz,ana@x.es', '1,Ana María Ruiz,ana@x.es').replace('Lugo', 'Burela').replace('3,Luis Gil,luis@x.es,Gijon,5,2024-01-01\n', ''));
    const [distinct, merged] = list();
    expect(merged).toMatchObject({ movedOn: 1, trouble: { kind: 'valuesChanged', fields: ['fullName'] } });
    expect(distinct!.trouble).toMatchObject({ kind: 'rowGone' });
    await commit(workspace, planUphold(merge, merged!.rows, null, ''));
    expect(list().find(({ kind }) => kind === 'merge')!.trouble).toBeNull();
    await commit(workspace, planUndo(workspace.state));
    expect(list().find(({ kind }) => kind === 'merge')!.trouble).not.toBeNull();
  });
});

describe('a change of rules', () => {
  it('flips what was foretold, and is taken back', async () => {
    const workspace = await start();
    await commit(workspace, planMerge(workspace.state, [{ rows: rows(0, 1), pins: [] }, { rows: rows(2, 3), pins: [] }]));
    const view = viewOf(workspace);
    const table = await GoldenTable.make(workspace, view, undefined, quietJob);
    const settings = { fields: [{ field: 'city' as const, rules: ['longest' as const], trust: [] }, { field: 'address' as const, rules: ['longest' as const], trust: [] }], units: null };
    const flips = await survivorshipFlips(workspace, view, table, settings, 10, quietJob);
    expect(flips.some.map(({ lead, field, before, after }) => [lead, field, before, after])).toEqual([[2, 'city', 'Lugo', 'Gijon']]);
    await commit(workspace, planSurvivorship(settings, flips.values));
    expect(valueOf(workspace, 2 as RowId, 'city')).toBe('Gijon');
    const after = await GoldenTable.make(workspace, viewOf(workspace), table, quietJob);
    expect(textsOf(after.field('city')!)).toEqual(['Vigo', 'Gijon', 'gijon', '']);
    await commit(workspace, planUndo(workspace.state));
    expect(valueOf(workspace, 2 as RowId, 'city')).toBe('Lugo');
  });
});

describe('bulk edits', () => {
  const all = rows(0, 1, 2, 3, 4, 5);
  it('fill, clear, and replace plainly, whole values, or by expression', async () => {
    const workspace = await start();
    const changes = async (work: Parameters<typeof bulkChanges>[3]): Promise<[string, string, number][]> => must(await bulkChanges(workspace, all, 'city', work, quietJob)).changes.map(({ before, after, rows: hit }) => [before, after, hit.length]);
    expect(await changes({ kind: 'fill', value: 'Lugo', onlyBlank: true })).toEqual([['', 'Lugo', 1]]);
    expect(await changes({ kind: 'clear' })).toEqual([['Vigo', '', 2], ['Gijon', '', 1], ['Lugo', '', 1], ['gijon', '', 1]]);
    expect(await changes({ kind: 'replace', find: 'o', with: '$&', how: 'plain', ignoresCase: false })).toContainEqual(['Vigo', 'Vig$&', 2]);
    expect(await changes({ kind: 'replace', find: 'gijon', with: 'Gijón', how: 'cell', ignoresCase: true })).toEqual([['Gijon', 'Gijón', 1], ['gijon', 'Gijón', 1]]);
    expect(await changes({ kind: 'replace', find: String.raw`^(\w)igo$`, with: '$1', how: 'regex', ignoresCase: false })).toEqual([['Vigo', 'V', 2]]);
    expect((await bulkChanges(workspace, all, 'city', { kind: 'replace', find: '(', with: '', how: 'regex', ignoresCase: false }, quietJob)).ok).toBe(false);
  });

  it('are one entry over the chosen rows, and are taken back', async () => {
    const workspace = await start();
    const digest = workspace.state.digest();
    const { changes } = must(await bulkChanges(workspace, rows(0), 'city', { kind: 'replace', find: 'Vigo', with: 'Cangas', how: 'cell', ignoresCase: false }, quietJob));
    await commit(workspace, planCorrection(workspace.state, workspace.rows, { field: 'city', changes, reason: 'replace', comment: 'moved' }));
    expect(all.map((row) => textAt(workspace.rows.field('city')!, row))).toEqual(['Cangas', 'Vigo', 'Gijon', 'Lugo', 'gijon', '']);
    await commit(workspace, planUndo(workspace.state));
    expect(workspace.state.digest()).toBe(digest);
    expect(textAt(workspace.rows.field('city')!, 0)).toBe('Vigo');
  });
});

describe('the crosswalk with dates', () => {
  it('tells from when until when each row stood in which golden record', async () => {
    const workspace = await start();
    const ids = all4().map((row) => workspace.state.goldenOf(row));
    await commit(workspace, planMerge(workspace.state, [{ rows: rows(0, 1), pins: [] }]));
    await commit(workspace, planSplit(workspace.state, { row: 1 as RowId, taken: 'all', kept: [], open: true }));
    const [table] = [...crosswalkHistoryTables(workspace, null)];
    const cells = (name: number): string[] => textsOf(table!.columns[name]!.column);
    const lines = cells(2).map((row, index) => [row, cells(3)[index], cells(6)[index], cells(7)[index]]).filter(([row]) => row === '0' || row === '1');
    expect(lines).toEqual([
      ['0', ids[0], '0', ''],
      ['1', ids[1], '0', '1'],
      ['1', ids[0], '1', '2'],
      ['1', ids[1], '2', ''],
    ]);
    expect(Date.parse(cells(4)[1]!)).toBeLessThan(Date.parse(cells(5)[1]!) + DAY);
  });
  const all4 = (): RowId[] => rows(0, 1, 2, 3);
});
