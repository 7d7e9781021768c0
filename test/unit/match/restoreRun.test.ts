// A run that is taken up in a later session groups, and compares on, as the run itself would have.
import { describe, expect, it } from 'vitest';
import { bulkText } from '../../../build/generate/bulk.ts';
import { quietJob } from '../../../shared/kernel/job.ts';
import { loadTable } from '../../../shared/load/loadTable.ts';
import { findDuplicates, type MatchRun } from '../../../shared/match/findDuplicates.ts';
import { regroup } from '../../../shared/match/groupRun.ts';
import { keepRun } from '../../../shared/match/keptRun.ts';
import { inlinePool, type MatchTask } from '../../../shared/match/MatchWorker.ts';
import { restoreRun } from '../../../shared/match/restoreRun.ts';
import { takeRows } from '../../../shared/table/sliceColumn.ts';
import type { Table } from '../../../shared/table/Table.ts';

async function customers(rows: number): Promise<Table> {
  const bytes = new TextEncoder().encode([...bulkText({ rows, seed: 6, language: 'es' })].join(''));
  const loaded = await loadTable(new Blob([bytes]).stream(), { fileName: 'clientes.csv', size: bytes.length });
  if (!loaded.ok) throw new Error(loaded.error.kind);
  return loaded.value.table;
}

const firstRows = ({ columns }: Table, rows: number): Table => {
  const picked = Uint32Array.from({ length: rows }, (_, row) => row);
  return { length: rows, columns: columns.map(({ name, column }) => ({ name, column: takeRows(column, picked) })) };
};

describe('a run of an earlier session', () => {
  it('groups at any threshold as it did, without comparing, and goes on as it would have', async () => {
    const all = await customers(1800);
    const table = firstRows(all, 1700);
    const sources = Uint32Array.from({ length: 1700 }, (_, row) => row % 2);
    const run = await findDuplicates(table, { sources }, inlinePool(), quietJob);
    const asked: MatchTask['kind'][] = [];
    const pool = inlinePool();
    const noted = { ...pool, run: (task: MatchTask) => (asked.push(task.kind), pool.run(task)) };
    const restored = await restoreRun(keepRun(run), { ...run.pairs, judged: run.judged }, run, table, sources, { mustLink: [], cannotLink: [], oneToOne: false }, noted, quietJob);
    expect(new Set(asked)).toEqual(new Set(['prepare']));
    expect(restored.clusters.ids).toEqual(run.clusters.ids);
    for (const threshold of [0.05, 0.4, 0.9, 0.999]) {
      const [then, now] = [regroup(run, threshold), regroup(restored, threshold)];
      expect(now.clusters.ids).toEqual(then.clusters.ids);
      expect(now.expected).toEqual(then.expected);
    }
    const more = Uint32Array.from({ length: 1800 }, (_, row) => row % 2);
    const onward = (previous: MatchRun): Promise<MatchRun> => findDuplicates(all, { sources: more, previous }, inlinePool(), quietJob);
    const [fromRun, fromRestored] = [await onward(run), await onward(restored)];
    expect(fromRestored.changedRows).toBe(fromRun.changedRows);
    expect(fromRestored.candidatePairs).toBe(fromRun.candidatePairs);
    expect(fromRestored.clusters.ids).toEqual(fromRun.clusters.ids);
    expect(restored.thresholdBits).toBeCloseTo(run.thresholdBits, 12);
    expect({ ...keepRun(restored), thresholdBits: 0 }).toEqual({ ...keepRun(run), thresholdBits: 0 });
  });
});
