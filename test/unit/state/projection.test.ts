import { describe, expect, it } from 'vitest';
import type { EntrySeq, GoldenId, LoadId, RowId, SourceId } from '../../../shared/model/ids.ts';
import type { StateItem } from '../../../shared/state/facts/items.ts';
import { planDistinct, planEdit, planMerge, planRedo, planUndo, type Change } from '../../../shared/state/plan/plan.ts';
import { planSplit, planUnmerge } from '../../../shared/state/plan/planSplit.ts';
import { Projection } from '../../../shared/state/facts/projection.ts';

const workspace = '00112233445566778899aabbccddeeff';
const rows = (...ids: number[]): RowId[] => ids as RowId[];

const loadItems: StateItem[] = [
  { kind: 'source', id: 1 as SourceId, name: 'CRM', trustRank: 1 },
  {
    kind: 'load',
    source: 1 as SourceId,
    fileName: 'crm.csv',
    fileSha256: '00',
    fileBytes: 10,
    firstRow: 0,
    rows: 6,
    quarantined: 0,
    columns: ['Name'],
    mapping: [{ column: 'Name', field: 'fullName' }],
    choices: { format: 'csv', escape: 'doubled', padded: false, encoding: 'utf-8', delimiter: ',', quote: '"', headerLine: 1 },
    replaces: [],
  },
];

function loaded(): Projection {
  const state = new Projection(workspace);
  write(state, { act: 'load', items: loadItems, undoes: null, note: {}, basis: null });
  return state;
}

function write(state: Projection, change: Change): void {
  const seq = state.entries.length as EntrySeq;
  state.apply({ seq, at: 1_700_000_000_000 + seq, actor: 'a', act: change.act, clockBack: false, undoes: change.undoes, items: change.items });
}

function must<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

describe('the projection', () => {
  it('gives a merged record the id of its earliest row, and gives ids back on unmerge', () => {
    const state = loaded();
    const before = rows(0, 1, 2).map((row) => state.goldenOf(row));
    expect(new Set(before).size).toBe(3);
    write(state, must(planMerge(state, [{ rows: rows(1, 2, 0), pins: [] }])));
    expect(rows(0, 1, 2).map((row) => state.goldenOf(row))).toEqual([before[0], before[0], before[0]]);
    write(state, must(planUnmerge(state, 0 as RowId)));
    expect(rows(0, 1, 2).map((row) => state.goldenOf(row))).toEqual([before[0], before[1], before[1]]);
  });

  it('undo gives the digest of before, redo the digest of after', () => {
    const state = loaded();
    const digests = [state.digest()];
    write(state, must(planMerge(state, [{ rows: rows(0, 1), pins: [{ field: 'email', value: 'x@y.es' }] }])));
    digests.push(state.digest());
    write(state, must(planDistinct(state, rows(2, 3))));
    digests.push(state.digest());
    for (const expected of [1, 0]) {
      write(state, must(planUndo(state)));
      expect(state.digest()).toBe(digests[expected]);
    }
    for (const expected of [1, 2]) {
      write(state, must(planRedo(state)));
      expect(state.digest()).toBe(digests[expected]);
    }
    expect(planRedo(state).ok).toBe(false);
  });

  it('undo of a load takes its rows out of the current state but never gives their ids away', () => {
    const state = loaded();
    write(state, must(planUndo(state)));
    expect(state.loads.map((load) => [load.id, load.current])).toEqual([[0 as LoadId, false]]);
    expect(state.rowCount).toBe(6);
    write(state, must(planRedo(state)));
    expect(state.loads[0]!.current).toBe(true);
  });

  it('refuses to merge what a steward said is different, also after an unmerge', () => {
    const state = loaded();
    write(state, must(planDistinct(state, rows(0, 1))));
    expect(planMerge(state, [{ rows: rows(0, 1), pins: [] }])).toEqual({ ok: false, error: { kind: 'conflict', reason: 'differentCustomers' } });
    write(state, must(planMerge(state, [{ rows: rows(3, 4, 5), pins: [] }])));
    write(state, must(planUnmerge(state, 4 as RowId)));
    expect(planMerge(state, [{ rows: rows(3, 4), pins: [] }]).ok).toBe(false);
  });

  it('a value pinned with a merge goes when the merge goes; one edited later goes where the steward says', () => {
    const state = loaded();
    write(state, must(planMerge(state, [{ rows: rows(0, 1), pins: [{ field: 'email', value: 'chosen@x.es', row: 1 as RowId }] }])));
    expect(state.pinsOf(1 as RowId).map((pin) => pin.value)).toEqual(['chosen@x.es']);
    write(state, must(planEdit(state, state.goldenOf(1 as RowId), { field: 'email', before: 'chosen@x.es', after: 'typed@x.es', comment: '' })));
    expect(state.pinsOf(1 as RowId).map((pin) => pin.value)).toEqual(['typed@x.es']);
    const merged = state.digest();
    expect(planUnmerge(state, 1 as RowId)).toMatchObject({ ok: false, error: { reason: 'editedSince' } });
    for (const to of [0, 1, null] as (RowId | null)[]) {
      write(state, must(planSplit(state, { row: 1 as RowId, taken: 'row', kept: [{ field: 'email', row: to }], open: false })));
      for (const row of rows(0, 1)) expect(state.pinsOf(row).map((pin) => pin.value)).toEqual(row === to ? ['typed@x.es'] : []);
      write(state, must(planUndo(state)));
      expect(state.digest()).toBe(merged);
    }
  });

  it('refuses an edit of a golden record that is no more', () => {
    const state = loaded();
    const gone = state.goldenOf(1 as RowId);
    write(state, must(planMerge(state, [{ rows: rows(0, 1), pins: [] }])));
    expect(planEdit(state, gone, { field: 'email', before: '', after: 'x', comment: '' }).ok).toBe(false);
    expect(planEdit(state, 'nonsense' as GoldenId, { field: 'email', before: '', after: 'x', comment: '' }).ok).toBe(false);
  });
});
