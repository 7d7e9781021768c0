// Measures what stewards wait for on many rows: merging and splitting, undo, golden records, changes of rules, opening a group, bulk edits.
//
//   npm run bench:steward
//   node build/bench/steward.ts FILE.csv [--json]
//
// The groups are the true customers of the generated file that stand in several rows.
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createFolder } from '../../electron/workspace/createFolder.ts';
import { folderKeys } from '../../electron/workspace/keys.ts';
import { thisMachine } from '../../electron/workspace/lockFile.ts';
import { nodeFiles } from '../../electron/workspace/nodeFiles.ts';
import { openFolder } from '../../electron/workspace/openFolder.ts';
import { random } from '../../electron/workspace/random.ts';
import { quietJob } from '../../shared/kernel/job.ts';
import { ok, type Result } from '../../shared/kernel/result.ts';
import type { SurvivorshipSettings } from '../../shared/model/decision.ts';
import type { EntrySeq, RowId } from '../../shared/model/ids.ts';
import { FieldKnowledge } from '../../shared/state/analyse/fieldKnowledge.ts';
import { GoldenTable } from '../../shared/state/golden/goldenTable.ts';
import { GoldenView } from '../../shared/state/golden/goldenView.ts';
import { loadFile } from '../../shared/state/files/loadFile.ts';
import { planEdit, planMerge, planRedo, planSurvivorship, planUndo, unsaid, type Change } from '../../shared/state/plan/plan.ts';
import { planDecisions } from '../../shared/state/plan/planDecision.ts';
import { planSplit } from '../../shared/state/plan/planSplit.ts';
import { survivorshipFlips } from '../../shared/state/golden/survivorshipFlips.ts';
import { Workspace } from '../../shared/state/workspace.ts';
import { planRows } from '../generate/bulk.ts';
import { startBench } from './report.ts';

const bench = startBench('steward');
const GROUPS = 100_000;
const DECISIONS = 400;

function must<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** Rows of one true customer, group by group, as the generator planned them; from its file's name. */
function trueGroups(rows: number): RowId[][] {
  const seed = Number(/-(\d+)\.csv$/.exec(bench.file)?.[1] ?? 1);
  const { customer } = planRows({ rows, seed });
  const byCustomer = new Map<number, RowId[]>();
  for (let row = 0; row < rows; row++) {
    const known = byCustomer.get(customer(row));
    if (known === undefined) byCustomer.set(customer(row), [row as RowId]);
    else known.push(row as RowId);
  }
  return [...byCustomer.values()].filter((group) => group.length > 1);
}

const folder = await mkdtemp(join(tmpdir(), 'fichero-bench-'));
try {
  const path = join(folder, 'bench.fichero');
  const keys = folderKeys(nodeFiles, join(folder, 'keys'));
  const who = { actor: 'bench', role: 'steward' as const, app: '0' };
  const stamp = () => ({ ...who, at: Date.now() });
  must(await createFolder(path, { files: nodeFiles, keys, title: 'bench', stamp: stamp() }));
  const journal = must(await openFolder(path, { files: nodeFiles, keys, machine: thisMachine(), now: Date.now, who, readOnly: false }));
  const workspace = must(await Workspace.open({ journal, stamp, randomBytes: random }, quietJob));
  const file = await open(bench.file);
  const { size } = await file.stat();
  const source = {
    name: basename(bench.file),
    bytes: size,
    read: async (from: number, length: number) => {
      const bytes = new Uint8Array(Math.min(length, size - from));
      await file.read(bytes, 0, bytes.length, from);
      return ok(bytes);
    },
  };
  await bench.measure('load', 1, async () => must(await loadFile(workspace, source, { overrides: {}, mapping: null, source: { kind: 'new', name: 'bench' }, mode: { kind: 'append' } }, quietJob)).rows);
  await file.close();
  const { state } = workspace;
  const commit = async (change: Change): Promise<EntrySeq> => must(await workspace.commit(change)).seq;
  const viewNow = (before?: GoldenView): GoldenView => new GoldenView(workspace, new FieldKnowledge(workspace.rows, 'es'), before);

  const groups = trueGroups(workspace.rows.length).slice(0, GROUPS);
  const count = groups.length;
  const decisions = groups.map((rows) => ({ rows, ruling: 'merge' as const, pins: [], band: null }));
  const empty = state.digest();
  await bench.measure(`plan a merge of ${count} groups`, 1, async () => must(await planDecisions(state, 'bench', decisions, unsaid, {}, quietJob)).change.items.length);
  await bench.measure(`merge ${count} groups in one operation`, 1, async () => commit(must(await planDecisions(state, 'bench', decisions, unsaid, {}, quietJob)).change));
  const merged = state.digest();
  await bench.measure('take it back', 1, async () => commit(must(planUndo(state))));
  if (state.digest() !== empty) throw new Error('taking back left something');
  await bench.measure('do it again', 1, async () => commit(must(planRedo(state))));
  if (state.digest() !== merged) throw new Error('doing it again gave something else');
  await bench.measure('digest of the state', 3, () => state.digest());

  let view = viewNow();
  let table = await bench.measure('golden records of all rows, from nothing', 1, () => GoldenTable.make(workspace, view, undefined, quietJob));
  const settings: SurvivorshipSettings = { fields: [{ field: 'email', rules: ['longest'], trust: [] }], units: null };
  await bench.measure('what a rule for one field would change', 1, async () => (await survivorshipFlips(workspace, view, table, settings, 100, quietJob)).values);
  const everything: SurvivorshipSettings = { fields: view.units.map(({ fields }) => ({ field: fields[0]!, rules: ['longest', 'mostRecent'], trust: [] })), units: null };
  await bench.measure('what rules for every field would change', 1, async () => (await survivorshipFlips(workspace, view, table, everything, 100, quietJob)).values);
  await bench.measure('change the rule of every field, all golden records anew', 1, async () => {
    await commit(planSurvivorship(everything, 0));
    view = viewNow(view);
    table = await GoldenTable.make(workspace, view, table, quietJob);
    return table.length;
  });
  await bench.measure('take that back, all golden records anew', 1, async () => {
    await commit(must(planUndo(state)));
    view = viewNow(view);
    table = await GoldenTable.make(workspace, view, table, quietJob);
    return table.length;
  });

  const taken = new Set(groups.flat());
  const alone = Array.from({ length: workspace.rows.length }, (_, row) => row as RowId).filter((row) => !taken.has(row));
  const free = Array.from({ length: DECISIONS }, (_, turn) => alone.slice(turn * 2, turn * 2 + 2));
  await bench.measure('decide one group, durable', free.length, async (turn) => commit(must(planMerge(state, [{ rows: free[turn]!, pins: [] }]))));
  await bench.measure('… with the golden records after it', 50, async (turn) => {
    await commit(must(planEdit(state, state.goldenOf(groups[turn]![0]!), { field: 'email', before: '', after: `x${turn}@example.es`, comment: '' })));
    view = viewNow(view);
    table = await GoldenTable.make(workspace, view, table, quietJob);
  });
  await bench.measure('take one decision back', 50, async () => commit(must(planUndo(state))));
  await bench.measure('bring one back', 50, async () => commit(must(planRedo(state))));
  await bench.measure('split one row off', 50, async (turn) => commit(must(planSplit(state, { row: groups[turn + 100]![0]!, taken: 'row', kept: [], open: false }, unsaid))));
  await bench.measure('open a group: members and proposal', 200, (turn) => view.valuesOf(groups[turn]!).length);
  await journal.close();
  await bench.measure('open the workspace again', 1, async () => {
    const again = must(await openFolder(path, { files: nodeFiles, keys, machine: thisMachine(), now: Date.now, who, readOnly: true }));
    const opened = must(await Workspace.open({ journal: again, stamp, randomBytes: random }, quietJob));
    if (opened.state.digest() !== state.digest()) throw new Error('opened again it is another state');
    await again.close();
    return opened.entries.length;
  });
  bench.finish(workspace.rows.length);
} finally {
  await rm(folder, { recursive: true, force: true });
}
