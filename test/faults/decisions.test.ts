// A power cut between, or within, any two decisions: after opening again the state is exactly that of the last acknowledged decision, or of the next one.
import { describe, expect, it } from 'vitest';
import { createFolder } from '../../electron/workspace/createFolder.ts';
import { memoryKeys } from '../../electron/workspace/keys.ts';
import { openFolder } from '../../electron/workspace/openFolder.ts';
import { quietJob } from '../../shared/kernel/job.ts';
import { seededRandom } from '../../shared/kernel/random.ts';
import { ok } from '../../shared/kernel/result.ts';
import type { EntrySeq, RowId } from '../../shared/model/ids.ts';
import { loadFile } from '../../shared/state/files/loadFile.ts';
import { planApprovals, planDistinct, planEdit, planMerge, planRedo, planSurvivorship, planUndo, planUnpin, unsaid, type Change, type Refusal } from '../../shared/state/plan/plan.ts';
import { planCorrection } from '../../shared/state/plan/planCorrection.ts';
import { planDecision } from '../../shared/state/plan/planDecision.ts';
import { foreseeSplit, planRevoke, planSplit, planUnmerge } from '../../shared/state/plan/planSplit.ts';
import { Workspace } from '../../shared/state/workspace.ts';
import type { Result } from '../../shared/kernel/result.ts';
import { SimulatedDisk } from '../support/SimulatedDisk.ts';
import { lonelyMachine, must, options, ticking, who } from '../support/workspaces.ts';

const folder = '/w.fichero';
const keys = memoryKeys();
const ROWS = 12;
const text = new TextEncoder().encode(`name,email,city\n${Array.from({ length: ROWS }, (_, row) => `Ana ${row},a${row % 4}@x.es,Vigo`).join('\n')}\n`);
const file = { name: 'a.csv', bytes: text.length, read: (from: number, length: number) => Promise.resolve(ok(text.slice(from, from + length))) };
const rows = (...ids: number[]): RowId[] => ids as RowId[];
let pid = 100;

type Step = (workspace: Workspace) => Result<Change, Refusal>;
/** One of each kind of decision, in an order in which each builds on others. */
const steps: readonly Step[] = [
  ({ state }) => planMerge(state, [{ rows: rows(0, 1), pins: [{ field: 'email', value: 'chosen@x.es' }] }]),
  ({ state }) => planMerge(state, [{ rows: rows(2, 3), pins: [] }, { rows: rows(4, 5, 6), pins: [] }]),
  ({ state }) => planMerge(state, [{ rows: rows(1, 3), pins: [] }], { comment: 'ficha', reason: 'confirmed' }),
  ({ state }) => planDistinct(state, rows(7, 8)),
  ({ state }) => planEdit(state, state.goldenOf(3 as RowId), { field: 'city', before: 'Vigo', after: 'Lugo', comment: '', hold: 'latest' }),
  ({ state }) => planUndo(state),
  ({ state }) => planRedo(state),
  () => ok(planSurvivorship({ fields: [{ field: 'email', rules: ['longest'], trust: [] }], units: null }, 1)),
  ({ state }) => {
    const taken = { merge: state.merges.mergesAbove(2 as RowId).at(-1)! };
    return planSplit(state, { row: 2 as RowId, taken, kept: foreseeSplit(state, 2 as RowId, taken).unclear.map(({ field }) => ({ field, row: 0 as RowId })), open: false });
  },
  ({ state }) => planUnmerge(state, 5 as RowId),
  ({ state }) => planUnpin(state, state.goldenOf(0 as RowId), { field: 'city', before: 'Lugo', comment: '' }),
  ({ state }) => planRevoke(state, state.distinct[0]!.seq, state.distinct[0]!.rows),
  () => ok(planApprovals({ minRows: 2, bands: [] })),
  ({ state }) => planDecision(state, 'a', { rows: rows(9, 10), ruling: 'merge', pins: [], band: null }, unsaid),
  ({ state }) => planDecision(state, 'b', { rows: rows(9, 10), ruling: 'merge', pins: [], band: null }, unsaid),
  ({ state, rows: cells }) => planCorrection(state, cells, { field: 'city', changes: [{ before: 'Vigo', after: 'Cangas' }], reason: 'facet', comment: '' }),
  ({ state }) => planUndo(state),
];

async function openOn(disk: SimulatedDisk): Promise<{ workspace: Workspace; close: () => Promise<void> }> {
  const journal = must(await openFolder(folder, options(keys, disk.files, { machine: lonelyMachine(++pid) })));
  const opened = must(await Workspace.open({ journal, stamp: () => ({ at: 1_700_000_000_000 + pid, ...who }), randomBytes: (count) => new Uint8Array(count).fill(7) }, quietJob));
  return { workspace: opened, close: () => journal.close() };
}

describe('the process killed between any two decisions', () => {
  it('has every one that was acknowledged, whole, and nothing of one that was not', { timeout: 600_000 }, async () => {
    const disk = new SimulatedDisk();
    must(await createFolder(folder, { files: disk.files, keys, title: 'Clientes', stamp: { at: ticking(), ...who } }));
    const { workspace, close } = await openOn(disk);
    must(await loadFile(workspace, file, { overrides: {}, mapping: null, source: { kind: 'new', name: 'CRM' }, mode: { kind: 'append' } }, quietJob));
    const acknowledged = [{ operations: disk.operations.length, digest: workspace.state.digest(), entries: workspace.entries.length as EntrySeq }];
    for (const [index, step] of steps.entries()) {
      const planned = step(workspace);
      if (!planned.ok) throw new Error(`step ${index}: ${JSON.stringify(planned.error)}`);
      must(await workspace.commit(planned.value));
      acknowledged.push({ operations: disk.operations.length, digest: workspace.state.digest(), entries: workspace.entries.length as EntrySeq });
    }
    const end = disk.operations.length;
    await close();
    let between = 0;
    for (let operations = acknowledged[0]!.operations; operations <= end; operations++) {
      const known = acknowledged.findLastIndex((one) => one.operations <= operations);
      const crashed = disk.crash(operations, seededRandom(operations + 1));
      const again = await openOn(crashed);
      const { digest } = { digest: again.workspace.state.digest() };
      const allowed = acknowledged.slice(known, known + 2).map((one) => one.digest);
      expect(allowed, `after ${operations} of ${end} operations`).toContain(digest);
      expect(again.workspace.entries.length).toBeGreaterThanOrEqual(acknowledged[known]!.entries);
      if (digest !== allowed[0]) between++;
      // And it goes on: the next undo takes back exactly one step.
      must(await again.workspace.commit(must(planUndo(again.workspace.state))));
      await again.close();
    }
    expect(between).toBeGreaterThan(0);
  });
});
