import { describe, expect, it } from 'vitest';
import { quietJob } from '../../../shared/kernel/job.ts';
import { seededRandom } from '../../../shared/kernel/random.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { RowId, SourceId } from '../../../shared/model/ids.ts';
import { planMerge, planUndo, type Change } from '../../../shared/state/plan/plan.ts';
import { Workspace, type Surroundings } from '../../../shared/state/workspace.ts';
import type { Table } from '../../../shared/table/Table.ts';
import { textsOf } from '../../../shared/table/TextColumn.ts';
import { columnOf } from '../../../shared/table/TextColumnBuilder.ts';
import { MemoryJournal } from '../../support/memoryJournal.ts';

const names = ['Nombre', 'Email'];
const tableOf = (rows: readonly (readonly (string | undefined)[])[]): Table => ({
  length: rows.length,
  columns: names.map((name, index) => ({ name, column: columnOf(rows.map((row) => row[index])) })),
});

function surroundings(journal: MemoryJournal): Surroundings {
  const random = seededRandom(7);
  let at = 1_700_000_000_000;
  return {
    journal,
    stamp: () => ({ at: at++, actor: 'tester', role: 'steward', app: '0.1.0' }),
    randomBytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(random() * 256)),
  };
}

function must<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

function loadChange(firstRow: number, rows: number, name = 'CRM'): Change {
  return {
    act: 'load',
    items: [
      { kind: 'source', id: 1 as SourceId, name, trustRank: 1 },
      {
        kind: 'load',
        source: 1 as SourceId,
        fileName: 'crm.csv',
        fileSha256: 'aa',
        fileBytes: 1,
        firstRow,
        rows,
        quarantined: 1,
        columns: names,
        mapping: [
          { column: 'Nombre', field: 'fullName' },
          { column: 'Email', field: 'email' },
        ],
        choices: { format: 'csv', escape: 'doubled', padded: false, encoding: 'utf-8', delimiter: ';', quote: '"', headerLine: 1 },
        replaces: [],
      },
    ],
    undoes: null,
    note: {},
    basis: null,
  };
}

async function loaded(journal: MemoryJournal, batches: readonly Table[]): Promise<Workspace> {
  const workspace = must(await Workspace.open(surroundings(journal), quietJob));
  const append = must(await workspace.beginAppend(1000));
  for (const batch of batches) must(await append.addRows(batch));
  const rows = batches.reduce((sum, batch) => sum + batch.length, 0);
  must(await append.finish(loadChange(workspace.state.rowCount, rows), { rows, quarantined: 1 }, [{ kind: 'quarantine', line: 9, raw: 'bad\ud800' }]));
  return workspace;
}

const first = tableOf([
  ['José', 'a@b.es'],
  ['Jose\ud800', undefined],
]);
const second = tableOf([['', 'c@d.es']]);

describe('an open workspace', () => {
  it('reads back from the record alone what was loaded and decided', async () => {
    const journal = new MemoryJournal();
    const workspace = await loaded(journal, [first, second]);
    must(await workspace.commit(must(planMerge(workspace.state, [{ rows: [0, 1] as RowId[], pins: [] }], { comment: 'same person', reason: 'confirmed' }))));
    expect(textsOf(workspace.rows.field('email')!)).toEqual(['a@b.es', '', 'c@d.es']);
    const again = must(await Workspace.open(surroundings(journal), quietJob));
    expect(again.state.digest()).toBe(workspace.state.digest());
    expect(textsOf(again.rows.field('fullName')!)).toEqual(['José', 'Jose\ud800', '']);
    expect(textsOf(again.rows.field('email')!)).toEqual(['a@b.es', '', 'c@d.es']);
    expect(again.state.merges.records()).toEqual([[0, 1]]);
    must(await again.commit(must(planUndo(again.state))));
    expect(again.state.merges.records()).toEqual([]);
  });

  it('has nothing of a load that was not finished', async () => {
    const journal = new MemoryJournal();
    const workspace = await loaded(journal, [first]);
    const append = must(await workspace.beginAppend(1000));
    must(await append.addRows(second));
    await append.abort();
    const again = must(await Workspace.open(surroundings(journal), quietJob));
    expect(again.rows.length).toBe(2);
    expect(again.state.digest()).toBe(workspace.state.digest());
  });

  it('names the entry at which a log was tampered with', async () => {
    const journal = new MemoryJournal();
    await loaded(journal, [first]);
    await loaded(journal, [second]);
    journal.lines[0] = new TextEncoder().encode(new TextDecoder().decode(journal.lines[0]).replace('tester', 'nobody'));
    expect(await Workspace.open(surroundings(journal), quietJob)).toEqual({ ok: false, error: { kind: 'damagedLog', seq: 1, detail: 'chain' } });
  });
});
