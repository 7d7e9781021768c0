import { describe, expect, it } from 'vitest';
import { quietJob } from '../../../shared/kernel/job.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import type { RowId, SourceId } from '../../../shared/model/ids.ts';
import { GoldenView } from '../../../shared/state/golden/goldenView.ts';
import { loadFile } from '../../../shared/state/files/loadFile.ts';
import type { FileSource } from '../../../shared/state/files/readFile.ts';
import { planDistinct, planEdit, planMerge, planUndo } from '../../../shared/state/plan/plan.ts';
import { compareFile, countsOf, refreshSource } from '../../../shared/state/files/refreshFile.ts';
import { Workspace } from '../../../shared/state/workspace.ts';
import { MemoryJournal } from '../../support/memoryJournal.ts';

function fileOf(name: string, text: string): FileSource {
  const bytes = new TextEncoder().encode(text);
  return { name, bytes: bytes.length, read: (offset, length) => Promise.resolve(ok(bytes.slice(offset, offset + length))) };
}
function must<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
const open = async (journal: MemoryJournal): Promise<Workspace> =>
  must(
    await Workspace.open(
      { journal, stamp: () => ({ at: 1_700_000_000_000, actor: 'tester', role: 'steward', app: '0.1.0' }), randomBytes: (count) => new Uint8Array(count) },
      quietJob,
    ),
  );
const source = 1 as SourceId;
const january = 'Id,First name,Email\n1,Ana,ana@x.es\n2,Anna,anna@x.es\n3,Bob,bob@x.uk\n4,Eve,eve@x.uk\n';
/** 1 changed, 2 and 3 stayed, 4 vanished, 5 is new, one line is broken. */
const february = 'Id,First name,Email\n2,Anna,anna@x.es\n1,Ana,ana@new.es\n3,Bob,bob@x.uk\n5,Zoe,zoe@x.uk\n9,x\n';

async function refreshed(journal: MemoryJournal, decide: (workspace: Workspace) => Promise<void>): Promise<Workspace> {
  const workspace = await open(journal);
  must(await loadFile(workspace, fileOf('january.csv', january), { overrides: {}, mapping: null, source: { kind: 'new', name: 'CRM' }, mode: { kind: 'append' } }, quietJob));
  await decide(workspace);
  const compared = must(await compareFile(workspace, fileOf('february.csv', february), { source, keys: ['Id'], overrides: {} }, quietJob));
  expect(countsOf(compared)).toEqual({ added: 1, changed: 1, unchanged: 2, vanished: 1 });
  must(await refreshSource(workspace, compared, quietJob));
  return workspace;
}
const emails = (workspace: Workspace): string[] => {
  const golden = new GoldenView(workspace, { validity: () => undefined, dayOf: () => undefined });
  const column = golden.fields.indexOf('email');
  return Array.from(golden.leads(), (lead) => golden.cells(lead as RowId)[column]!);
};

describe('refreshing a source by key', () => {
  it('shows the new state, keeps ids of rows that stayed, and counts every row of the file', async () => {
    const workspace = await refreshed(new MemoryJournal(), async () => {});
    expect(emails(workspace).sort()).toEqual(['ana@new.es', 'anna@x.es', 'bob@x.uk', 'zoe@x.uk']);
    expect([workspace.state.currentRowCount, workspace.state.currentRowsOf(source)]).toEqual([4, 4]);
    expect(workspace.state.isCurrent(1 as RowId)).toBe(true);
    expect(workspace.state.loads[1]).toMatchObject({ rows: 2, quarantined: 1, unchanged: 2 });
  });

  it('keeps golden ids, merges, verdicts and edits of rows that changed', async () => {
    let ids: readonly string[] = [];
    const journal = new MemoryJournal();
    const workspace = await refreshed(journal, async (before) => {
      must(await before.commit(must(planMerge(before.state, [{ rows: [0, 1] as RowId[], pins: [] }]))));
      must(await before.commit(must(planDistinct(before.state, [0, 2] as RowId[]))));
      must(await before.commit(must(planEdit(before.state, before.state.goldenOf(0 as RowId), { field: 'givenName', before: 'Ana', after: 'Ana María', comment: '' }))));
      ids = [0, 2].map((row) => before.state.goldenOf(row as RowId));
    });
    const newer = workspace.state.rowOfGolden(ids[0] as never)!;
    expect(newer).toBeGreaterThan(3);
    expect(workspace.state.goldenOf(newer)).toBe(ids[0]);
    expect(workspace.state.goldenOf(1 as RowId)).toBe(ids[0]);
    expect(workspace.state.merges.membersOf(newer)).toEqual([1, newer]);
    expect(workspace.state.areDistinct(newer, 2 as RowId)).toBe(true);
    expect(workspace.state.pinsOf(1 as RowId).map((pin) => pin.value)).toEqual(['Ana María']);
    const again = await open(journal);
    expect(again.state.digest()).toBe(workspace.state.digest());
    expect(emails(again)).toEqual(emails(workspace));
  });

  it('is taken back by undo as one step', async () => {
    let before = '';
    const workspace = await refreshed(new MemoryJournal(), async (loaded) => {
      before = JSON.stringify([loaded.state.merges.records(), emails(loaded)]);
    });
    must(await workspace.commit(must(planUndo(workspace.state))));
    expect(JSON.stringify([workspace.state.merges.records(), emails(workspace)])).toBe(before);
  });
});
