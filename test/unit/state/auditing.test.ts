// What the auditor's view is made of: entries by filter, items in words, samples that can be drawn again, one record's history.
import { describe, expect, it } from 'vitest';
import { everyEntry, type LogFilter } from '../../../shared/contract/engine.ts';
import { quietJob } from '../../../shared/kernel/job.ts';
import { judgeFrame, type FrameJudge } from '../../../shared/log/judgeFrame.ts';
import type { EntrySeq, RowId, SourceId } from '../../../shared/model/ids.ts';
import { findEntries, logFacets } from '../../../shared/state/history/findEntries.ts';
import { factsOfItem } from '../../../shared/state/history/itemWords.ts';
import { LogReading } from '../../../shared/state/history/LogReading.ts';
import { planCorrection } from '../../../shared/state/plan/planCorrection.ts';
import { planConfirm, planEdit, planMerge, planUndo, type Change } from '../../../shared/state/plan/plan.ts';
import { sampleItems } from '../../../shared/state/history/sampleItems.ts';
import { Workspace } from '../../../shared/state/workspace.ts';
import { columnOf } from '../../../shared/table/TextColumnBuilder.ts';
import { MemoryJournal } from '../../support/memoryJournal.ts';
import { must } from '../../support/workspaces.ts';

const dayMs = 86_400_000;

/** Two loads of two sources, then decisions by two people on different days. */
async function makeLog(): Promise<Workspace> {
  let at = Date.parse('2026-03-01T10:00:00Z');
  let actor = 'ana';
  let byte = 0;
  const workspace = must(
    await Workspace.open({ journal: new MemoryJournal(), stamp: () => ({ at: (at += dayMs), actor, role: 'steward', app: '0' }), randomBytes: (count) => Uint8Array.from({ length: count }, () => (byte = (byte * 7 + 5) & 255)) }, quietJob),
  );
  const quiet: Omit<Change, 'act' | 'items'> = { undoes: null, note: {}, basis: null };
  const load = async (source: number, name: string, firstRow: number): Promise<void> => {
    const append = must(await workspace.beginAppend(1));
    must(await append.addRows({ length: 3, columns: [{ name: 'Email', column: columnOf([`a${source}@x.es`, `b${source}@x.es`, `c${source}@x.es`]) }, { name: 'City', column: columnOf(['Leon', 'Leon', 'Jaen']) }] }));
    must(await append.settleRows(quietJob));
    const id = source as SourceId;
    const item = { kind: 'load' as const, source: id, fileName: `${name}.csv`, fileSha256: '00', fileBytes: 1, firstRow, rows: 3, quarantined: 0, columns: ['Email', 'City'], mapping: [{ column: 'Email', field: 'email' as const }, { column: 'City', field: 'city' as const }], choices: { format: 'delimited', encoding: 'utf-8', delimiter: ',', quote: '"' as const, escape: 'doubled' as const, padded: false, headerLine: 1 }, replaces: [] };
    must(await append.finish({ ...quiet, act: 'load', items: [{ kind: 'source', id, name, trustRank: source }, item] }, { rows: 3, quarantined: 0 }, []));
  };
  await load(1, 'CRM', 0);
  await load(2, 'Tienda', 3);
  const { state } = workspace;
  must(await workspace.commit(must(planMerge(state, [{ rows: [0, 4] as unknown as RowId[], pins: [{ field: 'email', value: 'picked@x.es' }] }], { comment: 'same Telephone', reason: null }))));
  actor = 'luis';
  must(await workspace.commit(must(planCorrection(state, workspace.rows, { field: 'city', changes: [{ before: 'Leon', after: 'León' }], reason: 'facet', comment: '' }))));
  must(await workspace.commit(must(planEdit(state, state.goldenOf(5 as RowId), { field: 'email', before: 'c2@x.es', after: 'nueva@x.es', comment: 'llamó' }))));
  must(await workspace.commit(planConfirm(2 as RowId, 20_000)));
  must(await workspace.commit(must(planUndo(state))));
  return workspace;
}

const seqs = async (workspace: Workspace, filter: Partial<LogFilter>): Promise<number[]> => (await findEntries(workspace, { ...everyEntry, ...filter }, quietJob)).map(({ seq }) => seq);

describe('finding entries', () => {
  it('goes by person, kind, field, source, row, day and words, and by all of them together', async () => {
    const workspace = await makeLog();
    expect(await seqs(workspace, {})).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(await seqs(workspace, { actor: 'luis' })).toEqual([3, 4, 5, 6]);
    expect(await seqs(workspace, { act: 'load' })).toEqual([0, 1]);
    expect(await seqs(workspace, { field: 'city' as never })).toEqual([3]);
    // A value picked in a merge is about its field too.
    expect(await seqs(workspace, { field: 'email' as never })).toEqual([2, 4]);
    expect(await seqs(workspace, { source: 2 as SourceId })).toEqual([1, 2, 3]);
    // Row 4 and all that was done to the record that it stands in.
    expect(await seqs(workspace, { row: 4 as RowId })).toEqual([0, 1, 2, 3]);
    expect(await seqs(workspace, { row: 5 as RowId })).toEqual([1, 4]);
    const at = (seq: number): number => workspace.state.entries[seq]!.at;
    expect(await seqs(workspace, { from: at(2), to: at(4) })).toEqual([2, 3, 4]);
    expect(await seqs(workspace, { text: 'LLAMO' })).toEqual([4]);
    expect(await seqs(workspace, { text: 'telephone' })).toEqual([2]);
    expect(await seqs(workspace, { text: 'crm.csv' })).toEqual([0]);
    expect(await seqs(workspace, { text: 'x.es', actor: 'luis', to: at(4) })).toEqual([4]);
    expect(await seqs(workspace, { text: 'nowhere' })).toEqual([]);
    expect(logFacets(workspace)).toMatchObject({ actors: [{ actor: 'luis', entries: 4 }, { actor: 'ana', entries: 3 }], fields: ['city', 'email'], sources: [{ name: 'CRM' }, { name: 'Tienda' }] });
  });

  it('gives one record its whole history with the changes that are about it', async () => {
    const workspace = await makeLog();
    const history = await new LogReading(workspace).history(0 as RowId);
    expect(history.map(({ seq }) => seq)).toEqual([0, 1, 2, 3]);
    expect(history.map(({ items }) => items.map(({ kind, row, after }) => [kind, row, after]))).toEqual([
      [['row', 0, '["a1@x.es","Leon"]']],
      [['row', 4, '["b2@x.es","Leon"]']],
      [['merge', null, workspace.state.goldenOf(0 as RowId)]],
      [['correct', null, 'León']],
    ]);
    expect(history[2]!.items[0]).toMatchObject({ rows: [0, 4], reason: 'same Telephone', evidence: [{ name: 'pins' }] });
    // An undone change stays in the history.
    expect((await new LogReading(workspace).history(2 as RowId)).map(({ seq }) => seq)).toEqual([0, 5]);
  });

  it('finds the change of one record in an entry of thousands, wherever it stands', async () => {
    const workspace = await makeLog();
    const others = Array.from({ length: 20_000 }, (_, other) => ({ kind: 'confirm' as const, row: (other === 12_345 ? 5 : 3) as RowId, on: 20_000 + other }));
    must(await workspace.commit({ act: 'confirm', items: others, undoes: null, note: {}, basis: null }));
    const { items } = (await new LogReading(workspace).history(5 as RowId)).at(-1)!;
    expect(items).toMatchObject([{ kind: 'confirm', row: 5, index: 12_345, state: 'present' }]);
  });

  it('proves any change it shows, and none that is not there', async () => {
    const workspace = await makeLog();
    const reading = new LogReading(workspace);
    for (const entry of workspace.entries) {
      for (let index = 0; index < entry.items.count; index++) expect(await reading.showProof(entry, index, quietJob)).toMatchObject({ holds: true, index, root: entry.items.root });
      expect(await reading.items(entry, 0, entry.items.count)).toHaveLength(entry.items.count);
    }
    expect(await reading.prove(workspace.entries[2]!, 9, quietJob)).toBeNull();
  });
});

describe('items in words', () => {
  it('say what was, what is, why, by which rule and on what ground', () => {
    expect(factsOfItem({ kind: 'edit', golden: 'g', field: 'email', before: 'a', after: 'b', row: 3, comment: 'called', reason: 'phone', rule: 'longest' })).toMatchObject({ row: 3, golden: 'g', field: 'email', before: 'a', after: 'b', reason: 'phone: called', rule: 'longest' });
    expect(factsOfItem({ kind: 'enrich', golden: 'g', field: 'city', before: '', after: 'Leon', source: 'ref', confidencePpm: 900_000, because: [{ field: 'postcode', value: '24001' }] }).evidence).toEqual([
      { name: 'source', value: 'ref' },
      { name: 'confidencePpm', value: '900000' },
      { name: 'because', value: '[{"field":"postcode","value":"24001"}]' },
    ]);
  });
});

describe('a sample', () => {
  const entries = Array.from({ length: 40 }, (_, seq) => ({ seq, items: (seq * 13) % 7 }));
  const of = entries.reduce((sum, { items }) => sum + items, 0);

  it('is the same for the same seed, another for another, and never holds an item twice', () => {
    const sample = sampleItems(entries, 'seven', 25);
    expect(sample).toEqual(sampleItems(entries, 'seven', 25));
    expect(sample.drawn).not.toEqual(sampleItems(entries, 'eight', 25).drawn);
    expect(sample.of).toBe(of);
    expect(new Set(sample.drawn.map(({ seq, index }) => `${seq}.${index}`)).size).toBe(25);
    for (const { seq, index } of sample.drawn) expect(index).toBeLessThan(entries[seq]!.items);
    expect(sampleItems(entries, 'all', 10_000).drawn).toHaveLength(of);
    expect(sampleItems([], 'none', 5)).toEqual({ of: 0, drawn: [] });
  });

  it('draws every item about as often', () => {
    const often = new Map<string, number>();
    for (let seed = 0; seed < 2_000; seed++) for (const { seq, index } of sampleItems(entries, String(seed), 10).drawn) often.set(`${seq}.${index}`, (often.get(`${seq}.${index}`) ?? 0) + 1);
    const expected = (2_000 * 10) / of;
    for (const count of often.values()) expect(Math.abs(count - expected)).toBeLessThan(6 * Math.sqrt(expected));
    expect(often.size).toBe(of);
  });
});

it('one item of a large entry, and its proof, ask for the frames that they need and no other', async () => {
  class CountingJournal extends MemoryJournal {
    asked: string[] = [];
    override frame(request: { payload: string }): ReturnType<MemoryJournal['frame']> {
      this.asked.push(request.payload);
      return super.frame(request);
    }
  }
  const journal = new CountingJournal();
  const workspace = must(await Workspace.open({ journal, stamp: () => ({ at: 1, actor: 'a', role: 'steward', app: '0' }), randomBytes: (count) => new Uint8Array(count) }, quietJob));
  must(await workspace.commit({ act: 'confirm', items: Array.from({ length: 60_000 }, (_, row) => ({ kind: 'confirm' as const, row: row as RowId, on: 20_000 })), undoes: null, note: {}, basis: null }));
  const entry = workspace.entry(0 as EntrySeq)!;
  expect(entry.payload).toBeGreaterThan(5);
  const judges = { asked: 0, ended: 0 };
  const startJudge = (): FrameJudge => ({ judge: (content) => (judges.asked++, Promise.resolve(judgeFrame(content))), end: () => void judges.ended++ });
  const reading = new LogReading(workspace, { startJudge });
  journal.asked = [];
  // The first item says what state was there before.
  expect((await reading.items(entry, 3, 5)).map(({ row }) => row)).toEqual([2, 3]);
  expect(journal.asked).toEqual(['0.0']);
  journal.asked = [];
  const proof = await reading.showProof(entry, 30_000, quietJob);
  expect(proof).toMatchObject({ holds: true, index: 30_000, count: entry.items.count });
  expect(new Set(journal.asked).size).toBe(entry.payload);
  // Frames are judged elsewhere as long as few are on their way there; all but the one that holds the item could be.
  expect(judges.ended).toBe(1);
  expect(judges.asked).toBeGreaterThan(3);
  expect(judges.asked).toBeLessThan(entry.payload);
  // The next item of the same entry asks for its own frame alone, and its proof is the one that is made from all.
  judges.asked = 0;
  for (const index of [3, 30_001, entry.items.count - 1]) {
    journal.asked = [];
    const next = await reading.showProof(entry, index, quietJob);
    // Showing the item itself looks for its frame among the few before.
    expect(new Set(journal.asked).size).toBeLessThan(entry.payload - 1);
    expect(next).toMatchObject({ holds: true });
    expect(next).toEqual(await new LogReading(workspace).showProof(entry, index, quietJob));
  }
  expect(judges).toEqual({ asked: 0, ended: 1 });
  expect(await reading.prove(entry, 60_000_000, quietJob)).toBeNull();
});
