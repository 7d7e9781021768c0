// How much the change log costs, and how fast it answers: node build/bench/log.ts FILE.csv [--json]
//
// A load is run with its log and without: the same folder, the same blocks of rows, packed, written and durable, on the
// same threads, but nothing salted, hashed or committed to (bareThread.ts). Of every other operation the engine's profile
// says how much of its time is the log: salts, leaves, tree, the digest of the state, sealing and signing, and all waiting
// for other threads and the disk. Spelling the items as JSON is shown apart: any record would have to write those facts.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { exportToFolder } from '../../electron/cli/exportToFolder.ts';
import { withFiles } from '../../electron/cli/fileSource.ts';
import { matchOnThreads } from '../../electron/cli/merge.ts';
import { startRecordThread, verifySpeed } from '../../electron/cli/recordThread.ts';
import { createFolder } from '../../electron/workspace/createFolder.ts';
import { folderReader } from '../../electron/workspace/folderReader.ts';
import { memoryKeys, verifySignature } from '../../electron/workspace/keys.ts';
import { thisMachine } from '../../electron/workspace/lockFile.ts';
import { nodeFiles } from '../../electron/workspace/nodeFiles.ts';
import type { Workspace as WorkspaceFolder } from '../../electron/workspace/Workspace.ts';
import { openFolder } from '../../electron/workspace/openFolder.ts';
import { random } from '../../electron/workspace/random.ts';
import type { Journal } from '../../shared/contract/journal.ts';
import { quietJob, type Job } from '../../shared/kernel/job.ts';
import { ok, type Result } from '../../shared/kernel/result.ts';
import { foldItems } from '../../shared/log/frame.ts';
import { firstPrevious, hashLine } from '../../shared/log/entry.ts';
import { plainProfile } from '../../shared/model/exportProfile.ts';
import type { EntrySeq, RowId } from '../../shared/model/ids.ts';
import { textAt } from '../../shared/table/TextColumn.ts';
import { askThread, inlineHash, KeptThread, type RowEncoder } from '../../shared/state/files/encodeBatches.ts';
import { FieldKnowledge } from '../../shared/state/analyse/fieldKnowledge.ts';
import { GoldenTable } from '../../shared/state/golden/goldenTable.ts';
import { GoldenView } from '../../shared/state/golden/goldenView.ts';
import { loadFile } from '../../shared/state/files/loadFile.ts';
import { LogReading } from '../../shared/state/history/LogReading.ts';
import type { FoundGroup } from '../../shared/state/match/matchWorkspace.ts';
import { planCorrection, type ValueChange } from '../../shared/state/plan/planCorrection.ts';
import { planDecisions, type GroupDecision } from '../../shared/state/plan/planDecision.ts';
import { planConfirm, planMerge, planRedo, planSurvivorship, planUndo, unsaid, type Change, type MergeGroup } from '../../shared/state/plan/plan.ts';
import { verifyWorkspace } from '../../shared/state/history/verifyWorkspace.ts';
import { Workspace } from '../../shared/state/workspace.ts';
import { startBench } from './report.ts';
import { timeIn } from './timeIn.ts';

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
  const head = () => ({ size: lines.length, hash: lines.length === 0 ? firstPrevious : hashLine(lines.at(-1)!), signed: 0 });
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

const noEncoder = (): RowEncoder => ({ encode: () => Promise.resolve([]), fold: (content) => Promise.resolve(foldItems(content)), file: inlineHash(), end: () => undefined });

function startBareThread(): RowEncoder {
  const worker = new Worker(new URL('bareThread.ts', import.meta.url));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  const { thread, answered } = askThread((request) => worker.postMessage(request), () => void worker.terminate());
  worker.on('message', answered);
  return thread;
}

async function load(workspace: Workspace): Promise<number> {
  await withFiles([bench.file], async (source) => void must(await loadFile(workspace, source, { overrides: {}, mapping: null, source: { kind: 'new', name: 'bench' }, mode: { kind: 'append' } }, quietJob)));
  return workspace.rows.length;
}

/** Lets messages in as often as the app's jobs do. */
function breathing(): Job {
  let breathedAtMs = performance.now();
  return {
    ...quietJob,
    breathe: async () => {
      if (performance.now() - breathedAtMs < 12) return;
      await new Promise(setImmediate);
      breathedAtMs = performance.now();
    },
  };
}

const place = mkdtempSync(join(tmpdir(), 'fichero-bench-'));
const keys = memoryKeys();

async function openNew(name: string, startEncoder: () => RowEncoder): Promise<{ path: string; folder: WorkspaceFolder; workspace: Workspace }> {
  const path = join(place, `${name}.fichero`);
  must(await createFolder(path, { files: nodeFiles, keys, title: name, stamp: stamp() }));
  const folder = must(await openFolder(path, { files: nodeFiles, keys, machine: thisMachine(), now: () => Date.now(), who }));
  return { path, folder, workspace: must(await Workspace.open({ journal: folder, stamp, randomBytes: random, startEncoder }, quietJob)) };
}

/** Facts are what any record has to write down; the log is what proves them. The digest of the state is work for the log as well. */
function kindOf(url: string, name: string): 'log' | 'facts' | null {
  if (name === 'itemsContent' || name === 'packFrame') return 'facts';
  return /shared\/log\/(?!canonicalJson)|electron\/workspace\//.test(url) || (name === 'digest' && url.endsWith('projection.ts')) ? 'log' : null;
}

/** @param waitsForOthers whether idle time is waiting for other threads, not for the disk */
async function share(work: string, run: () => Promise<unknown>, waitsForOthers = false): Promise<void> {
  const { elapsedMs, ms } = await timeIn(['log', 'facts'], (url, name) => (name === '(idle)' ? (waitsForOthers ? null : 'log') : kindOf(url, name)), run);
  const percent = (part: number): string => ((100 * part) / elapsedMs).toFixed(1);
  bench.note(`of ${work}`, ms.log, `${percent(ms.log)} % of ${elapsedMs.toFixed(0)} ms is the log; ${percent(ms.facts)} % writing the facts as JSON`);
}

try {
  const times: Record<'bare' | 'full', number[]> = { bare: [], full: [] };
  for (const turn of [0, 1, 2]) {
    for (const kind of ['bare', 'full'] as const) {
      const { folder, workspace, path: made } = await openNew(`${kind}${turn}`, kind === 'bare' ? startBareThread : startRecordThread);
      const from = performance.now();
      await load(workspace);
      times[kind].push(performance.now() - from);
      await folder.close();
      rmSync(made, { recursive: true });
    }
  }
  // The first turn warms up.
  const [bare, full] = [Math.min(...times.bare.slice(1)), Math.min(...times.full.slice(1))];
  bench.note('load, its blocks kept and nothing committed to', bare, '');
  bench.note('load with its log', full, `${((100 * (full - bare)) / full).toFixed(1)} % is the log`);

  const writing = new KeptThread(startRecordThread);
  const { path, folder, workspace } = await openNew('bench', () => writing.take());
  const rows = await load(workspace);
  const commit = async (change: Change): Promise<void> => void must(await workspace.commit(change, breathing()));
  // Groups of three rows over a third of the file, one operation.
  const groups: MergeGroup[] = Array.from({ length: Math.floor(rows / 9) }, (_, group) => ({ rows: [group * 9, group * 9 + 3, group * 9 + 6] as unknown as RowId[], pins: [] }));
  await share(`merging ${groups.length} groups`, async () => commit(must(planMerge(workspace.state, groups))));
  await share('undoing it', async () => commit(must(planUndo(workspace.state))));
  await share('redoing it', async () => commit(must(planRedo(workspace.state))));
  await share('a rule changed, golden records anew', async () => {
    await commit(planSurvivorship({ fields: [{ field: 'email', rules: ['longest'], trust: [] }], units: null }, 0));
    await GoldenTable.make(workspace, new GoldenView(workspace, new FieldKnowledge(workspace.rows, 'en')), undefined, quietJob);
  });
  const emails = workspace.rows.field('email')!;
  const capitals = Array.from({ length: Math.floor(rows / 10) }, (_, row): ValueChange => ({ before: textAt(emails, row), after: textAt(emails, row).toUpperCase(), rows: [row as RowId] })).filter(({ before }) => before !== '');
  await share(`correcting ${capitals.length} cells, each to its own`, async () => {
    await commit(must(planCorrection(workspace.state, workspace.rows, { field: 'email', changes: capitals, reason: 'replace', comment: '' })));
    workspace.rows.field('email');
  });
  const towns = workspace.rows.field('city')!;
  const town = textAt(towns, 0);
  await share('correcting a value of a facet everywhere', async () => {
    await commit(must(planCorrection(workspace.state, workspace.rows, { field: 'city', changes: [{ before: town, after: town.toUpperCase() }], reason: 'facet', comment: '' })));
    workspace.rows.field('city');
  });
  let found: readonly FoundGroup[] = [];
  await share('a match run', async () => {
    const { groups: proposed, run } = await matchOnThreads(workspace, quietJob);
    found = proposed;
    await commit({ act: 'find-duplicates', items: [{ kind: 'match', rows: run.world.rows, groups: proposed.length, candidatePairs: run.candidatePairs, matchedPairs: run.clusters.pairs, thresholdPpm: Math.round(run.threshold * 1e6), model: 'learned' }], undoes: null, note: {}, basis: null });
  }, true);
  const band = found.slice(0, Math.floor(rows / 10)).map((group): GroupDecision => ({ rows: group.rows, ruling: 'merge', pins: [], band: null }));
  await share(`accepting a band of ${band.length} groups`, async () => {
    await commit(must(await planDecisions(workspace.state, 'bench', band, unsaid, {}, quietJob)).change);
    await GoldenTable.make(workspace, new GoldenView(workspace, new FieldKnowledge(workspace.rows, 'en')), undefined, quietJob);
  });
  await share('an export as CSV', () => exportToFolder(workspace, join(place, 'out'), { ...plainProfile, parts: ['golden', 'crosswalk'] }, '', Date.now(), quietJob));

  await bench.measure('digest of that state, noted beside loads, runs and exports', 3, () => workspace.state.digest().slice(0, 8));
  const report = await bench.measure('verify and replay it from disk', 1, async () => {
    const outcome = await verifyWorkspace(folderReader(nodeFiles, path), { verifySignature, speed: verifySpeed });
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
  writing.end();

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
