// Measures enriching: a file's records from a reference of a tenth as many rows, by key and by the engine; accepting; opening the list.
//
//   npm run bench:enrich
//   node build/bench/enrich.ts FILE.csv [--json]
//
// The reference is made of every tenth row of the file: its keys as others write them, and a sector and a site that the file lacks.
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { matchThreads } from '../../electron/cli/matchThreads.ts';
import { createFolder } from '../../electron/workspace/createFolder.ts';
import { folderKeys } from '../../electron/workspace/keys.ts';
import { thisMachine } from '../../electron/workspace/lockFile.ts';
import { nodeFiles } from '../../electron/workspace/nodeFiles.ts';
import { openFolder } from '../../electron/workspace/openFolder.ts';
import { random } from '../../electron/workspace/random.ts';
import type { Linkage } from '../../shared/enrich/enrichTypes.ts';
import { ProposalList, type Proposal } from '../../shared/enrich/ProposalList.ts';
import { quietJob } from '../../shared/kernel/job.ts';
import { ok, type Result } from '../../shared/kernel/result.ts';
import { loadTable } from '../../shared/load/loadTable.ts';
import type { FieldId } from '../../shared/model/fields.ts';
import { linkRecords, proposeFromInside, proposeLinked, showsOf, type Records } from '../../shared/state/enrich/enrichWorkspace.ts';
import { FieldKnowledge } from '../../shared/state/analyse/fieldKnowledge.ts';
import { GoldenTable } from '../../shared/state/golden/goldenTable.ts';
import { GoldenView } from '../../shared/state/golden/goldenView.ts';
import { linkByEngine } from '../../shared/state/enrich/linkByEngine.ts';
import { loadFile } from '../../shared/state/files/loadFile.ts';
import { planUndo } from '../../shared/state/plan/plan.ts';
import { planAccept } from '../../shared/state/plan/planEnrich.ts';
import type { FileSource } from '../../shared/state/files/readFile.ts';
import { loadReference } from '../../shared/state/files/referenceFile.ts';
import { Workspace } from '../../shared/state/workspace.ts';
import { textAt } from '../../shared/table/TextColumn.ts';
import { startBench } from './report.ts';

const bench = startBench('enrich');
const EVERY = 10;
const PAGE = 100;

function must<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** Every tenth row with its names, phone and e-mail in capitals and prefixes of their own, and what only the reference knows. */
async function referenceText(): Promise<string> {
  const { table } = must(await loadTable(createReadStream(bench.file, { highWaterMark: 1 << 20 }), { fileName: basename(bench.file) }));
  const lines = [[...table.columns.map(({ name }) => name), 'Sector', 'Site'].join(',')];
  for (let row = 0; row < table.length; row += EVERY) {
    const cells = table.columns.map(({ column }) => textAt(column, row)).map((text) => (text.includes('@') ? text.toUpperCase() : text));
    lines.push([...cells, `Sector ${row % 97}`, `https://site${row}.example.es`].map((text) => `"${text.replaceAll('"', '""')}"`).join(','));
  }
  return lines.join('\n');
}

const folder = await mkdtemp(join(tmpdir(), 'fichero-bench-'));
try {
  const path = join(folder, 'bench.fichero');
  const keys = folderKeys(nodeFiles, join(folder, 'keys'));
  const who = { actor: 'bench', role: 'steward' as const, app: '0' };
  const stamp = () => ({ ...who, at: Date.now() });
  must(await createFolder(path, { files: nodeFiles, keys, title: 'bench', stamp: stamp() }));
  const record = must(await openFolder(path, { files: nodeFiles, keys, machine: thisMachine(), now: () => Date.now(), who, readOnly: false }));
  const workspace = must(await Workspace.open({ journal: record, stamp, randomBytes: random }, quietJob));
  const handle = await open(bench.file);
  const bytes = (await handle.stat()).size;
  const file: FileSource = {
    name: basename(bench.file),
    bytes,
    read: async (offset, length) => {
      const buffer = new Uint8Array(length);
      return ok(buffer.subarray(0, (await handle.read(buffer, 0, length, offset)).bytesRead));
    },
  };
  must(await loadFile(workspace, file, { overrides: {}, mapping: null, source: { kind: 'new', name: 'bench' }, mode: { kind: 'append' } }, quietJob));
  await handle.close();
  const text = new TextEncoder().encode(await referenceText());
  const source: FileSource = { name: 'reference.csv', bytes: text.length, read: (offset, length) => Promise.resolve(ok(text.slice(offset, offset + length))) };
  const recordsNow = async (before?: Records): Promise<Records> => {
    const golden = new GoldenView(workspace, new FieldKnowledge(workspace.rows, 'en'));
    return { workspace, golden, table: await GoldenTable.make(workspace, golden, before?.table, quietJob) };
  };
  let records = await recordsNow();
  let list = new ProposalList();
  const fieldFor = (wanted: readonly FieldId[]): FieldId => wanted.find((field) => workspace.rows.field(field) !== undefined)!;
  const key = fieldFor(['email', 'phone', 'taxId']);
  const load = must(await loadReference(workspace, source, { overrides: {}, fields: null, table: { name: 'reference', standsFor: null, trustRank: 1, asOf: null }, replaces: [] }, quietJob));
  const column = load.reference!.fields.find(({ field }) => field === key)!.column;
  const bring = [{ column: 'Sector', field: 'custom:Sector' as const, rule: 'ifEmpty' as const }, { column: 'Site', field: 'website' as const, rule: 'ifEmpty' as const }];
  const byKey: Linkage = { reference: load.id, by: 'key', keys: [{ field: key, column }], bring };
  const byPostcode: Linkage = { ...byKey, keys: [{ field: 'postcode', column: load.reference!.fields.find(({ field }) => field === 'postcode')?.column ?? column }], bring: [bring[0]!] };

  const enrichByKey = async (linkage: Linkage): Promise<string> => {
    list = new ProposalList();
    const links = await linkRecords(records, linkage, quietJob);
    await proposeLinked(list, records, linkage, links, quietJob);
    return `${links.counts.matched} matched, ${links.counts.ambiguous} ambiguous, ${list.size} values`;
  };
  await bench.measure(`by key (${key}): tie all records and propose two fields`, 3, () => enrichByKey(byKey));
  const accepted = list;
  await bench.measure('by a key that nearly all records share with the table', 1, () => enrichByKey(byPostcode));
  list = accepted;
  await bench.measure('accept all of them, durable', 1, async () => {
    function* all(): Generator<Proposal> {
      for (let at = 0; at < list.size; at++) yield list.at(at);
    }
    must(await workspace.commit(must(planAccept(workspace.state, all(), showsOf(records)))));
    return `${list.size} values`;
  });
  await bench.measure('golden records with accepted values', 1, async () => {
    records = await recordsNow(records);
    return records.table.field('custom:Sector')!.length;
  });
  await bench.measure('take the accepting back', 1, async () => {
    must(await workspace.commit(must(planUndo(workspace.state))));
  });
  records = await recordsNow();
  const inside = new ProposalList();
  await bench.measure('from what values tell and from like records', 1, async () => {
    const knowledge = new FieldKnowledge(workspace.rows, 'en');
    await proposeFromInside(inside, records, { language: 'en', contextOf: (field) => knowledge.contextOf(field) }, quietJob);
    return `${inside.size} values`;
  });
  await bench.measure('open that list: find what is open, first page', 20, () => inside.find({ source: null, field: null, leastConfidence: 0 }).subarray(0, PAGE).reduce((sum, at) => sum + inside.at(at).value.length, 0));
  await bench.measure('that list by field and confidence', 20, () => inside.find({ source: null, field: 'gender', leastConfidence: 0.9 }).length);
  const pool = matchThreads(availableParallelism());
  await bench.measure('by the matching engine: tie all records and propose', 1, async () => {
    const engine: Linkage = { ...byKey, by: 'engine', keys: [] };
    const links = await linkByEngine(records, engine, pool, () => performance.now(), quietJob);
    const found = new ProposalList();
    await proposeLinked(found, records, engine, links, quietJob, (one) => links.confidenceOf(one));
    return `${links.counts.matched} matched, ${links.counts.ambiguous} ambiguous, ${found.size} values`;
  });
  await pool.close();
  await record.close();
  bench.finish(workspace.rows.length);
} finally {
  await rm(folder, { recursive: true, force: true });
}
