// How much the change log costs, and how fast it answers: node build/bench/log.ts FILE.csv [--json]
//
// Logging is measured as the difference between an operation with its record on disk and the same operation with a
// record that keeps nothing (rows are read and folded, nothing is hashed, packed or written).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withFiles } from '../../electron/cli/fileSource.ts';
import { startRecordThread } from '../../electron/cli/recordThread.ts';
import { createFolder } from '../../electron/workspace/createFolder.ts';
import { folderReader } from '../../electron/workspace/folderReader.ts';
import { memoryKeys, verifySignature } from '../../electron/workspace/keys.ts';
import { thisMachine } from '../../electron/workspace/lockFile.ts';
import { nodeFiles } from '../../electron/workspace/nodeFiles.ts';
import { openFolder } from '../../electron/workspace/openFolder.ts';
import { random } from '../../electron/workspace/random.ts';
import type { Journal } from '../../shared/contract/journal.ts';
import { quietJob } from '../../shared/kernel/job.ts';
import { ok, type Result } from '../../shared/kernel/result.ts';
import { firstPrevious, hashLine } from '../../shared/log/entry.ts';
import type { EntrySeq, RowId } from '../../shared/model/ids.ts';
import { inlineHash, type RowEncoder } from '../../shared/state/files/encodeBatches.ts';
import { FieldKnowledge } from '../../shared/state/analyse/fieldKnowledge.ts';
import { GoldenTable } from '../../shared/state/golden/goldenTable.ts';
import { GoldenView } from '../../shared/state/golden/goldenView.ts';
import { loadFile } from '../../shared/state/files/loadFile.ts';
import { LogReading } from '../../shared/state/history/LogReading.ts';
import { planConfirm, planMerge, type MergeGroup } from '../../shared/state/plan/plan.ts';
import { Projection } from '../../shared/state/facts/projection.ts';
import { verifyWorkspace } from '../../shared/state/history/verifyWorkspace.ts';
import { Workspace } from '../../shared/state/workspace.ts';
import { startBench } from './report.ts';

const smallEntries = 100_000;
const bench = startBench('log');
const who = { actor: 'bench', role: 'steward', app: '0' } as const;
const stamp = () => ({ at: Date.now(), ...who });

function must<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** A record in memory, which keeps payload or throws it away. */
function journalInMemory(keeps: boolean): Journal {
  const lines: Uint8Array[] = [];
  const frames = new Map<string, Uint8Array>();
  const head = () => ({ size: lines.length, hash: lines.length === 0 ? firstPrevious : hashLine(lines.at(-1)!) });
  return {
    info: () => Promise.resolve({ id: '0'.repeat(32), title: '', displayPath: '', createdAt: 0, publicKey: '', readOnly: false }),
    head: () => Promise.resolve(head()),
    entries: ({ from }) => Promise.resolve(lines.slice(from, from + 1_000)),
    frame: ({ payload }) => Promise.resolve(frames.get(payload) ?? null),
    begin: () => Promise.resolve(ok(undefined)),
    append: ({ payload, bytes }) => {
      if (keeps) frames.set(payload, bytes);
      return Promise.resolve(ok(undefined));
    },
    commit: ({ line }) => {
      lines.push(line);
      return Promise.resolve(ok(head()));
    },
    write: (request) => {
      if (keeps) for (const { payload, bytes } of request.frames) frames.set(payload, bytes);
      lines.push(request.line);
      return Promise.resolve(ok(head()));
    },
    abort: () => Promise.resolve(undefined),
    checkpoint: () => Promise.resolve(ok(null)),
    erase: () => Promise.resolve(ok({ segments: 0, backups: 0, removed: [], unreadable: [] })),
  };
}

const noEncoder = (): RowEncoder => ({ encode: () => Promise.resolve([]), file: inlineHash(), end: () => undefined });

async function load(workspace: Workspace): Promise<number> {
  await withFiles([bench.file], async (source) => void must(await loadFile(workspace, source, { overrides: {}, mapping: null, source: { kind: 'new', name: 'bench' }, mode: { kind: 'append' } }, quietJob)));
  return workspace.rows.length;
}

const place = mkdtempSync(join(tmpdir(), 'fichero-bench-'));
try {
  const keys = memoryKeys();
  const path = join(place, 'bench.fichero');
  must(await createFolder(path, { files: nodeFiles, keys, title: 'bench', stamp: stamp() }));
  const folder = must(await openFolder(path, { files: nodeFiles, keys, machine: thisMachine(), now: () => Date.now(), who }));
  const workspace = must(await Workspace.open({ journal: folder, stamp, randomBytes: random, startEncoder: startRecordThread }, quietJob));
  const bare = must(await Workspace.open({ journal: journalInMemory(false), stamp, randomBytes: random, startEncoder: noEncoder }, quietJob));
  await bench.measure('load without a log', 1, () => load(bare));
  const rows = await bench.measure('load with its log on disk', 1, () => load(workspace));

  // Groups of three rows over a third of the file, one operation.
  const groups: MergeGroup[] = Array.from({ length: Math.floor(rows / 9) }, (_, group) => ({ rows: [group * 9, group * 9 + 3, group * 9 + 6] as unknown as RowId[], pins: [] }));
  const planned = await bench.measure('plan and fold one merge of many groups, without a log', 1, () => {
    const twin = new Projection(workspace.info.id);
    for (const entry of workspace.state.entries) twin.apply(entry);
    const change = must(planMerge(twin, groups));
    twin.apply({ seq: twin.entries.length as EntrySeq, at: 0, actor: '', act: 'merge', clockBack: false, undoes: null, items: change.items });
    return change.items.length;
  });
  await bench.measure(`plan, fold and log it (${planned} groups)`, 1, async () => (await workspace.commit(must(planMerge(workspace.state, groups)))).ok && groups.length);

  await bench.measure('digest of that state, noted beside loads, runs and exports', 3, () => workspace.state.digest().slice(0, 8));
  const report = await bench.measure('verify and replay it from disk', 1, async () => {
    const outcome = await verifyWorkspace(folderReader(nodeFiles, path), { verifySignature });
    return outcome.kind === 'verified' && outcome.report.clean ? `${outcome.report.items} items` : JSON.stringify(outcome).slice(0, 200);
  });
  if (!report.endsWith('items')) throw new Error(report);

  await bench.measure('the state as of the load', 3, () => workspace.asOf(1 as EntrySeq).state.currentRowCount);
  await bench.measure('its golden records as a table', 1, async () => {
    const past = workspace.asOf(1 as EntrySeq);
    return (await GoldenTable.make(past, new GoldenView(past, new FieldKnowledge(past.rows, 'en')), undefined, quietJob)).length;
  });
  await bench.measure('one record as of the load', 5, () => {
    const past = workspace.asOf(1 as EntrySeq);
    return new GoldenView(past, new FieldKnowledge(past.rows, 'en')).values(3 as RowId).length;
  });
  const reading = new LogReading(workspace);
  await bench.measure('the history of one record of the large load', 5, async () => (await reading.history(6 as RowId)).length);
  await folder.close();

  const many = must(await Workspace.open({ journal: journalInMemory(true), stamp, randomBytes: random, startEncoder: noEncoder }, quietJob));
  const first = Math.min(1_000, rows);
  await load(many);
  await bench.measure(`enter ${smallEntries} small decisions in memory`, 1, async () => {
    for (let entry = 0; entry < smallEntries; entry++) must(await many.commit(planConfirm((entry % first) as RowId, 20_000)));
    return many.entries.length;
  });
  const histories = new LogReading(many);
  await bench.measure('the history of one record among them', 5, async (turn) => (await histories.history((turn + 1) as RowId)).length);
  bench.finish(rows);
} finally {
  rmSync(place, { recursive: true, force: true });
}
