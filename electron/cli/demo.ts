// fichero demo: the product's main job on the bundled sample, without a window, and a table of what it did.
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultPolicies } from '../../shared/freshness/policies.ts';
import { freshnessOf } from '../../shared/freshness/freshnessOf.ts';
import { epochDayAt } from '../../shared/freshness/months.ts';
import { summarise } from '../../shared/freshness/summary.ts';
import { plainProfile } from '../../shared/model/exportProfile.ts';
import { verifyWorkspace } from '../../shared/state/history/verifyWorkspace.ts';
import { FieldKnowledge } from '../../shared/state/analyse/fieldKnowledge.ts';
import { GoldenView } from '../../shared/state/golden/goldenView.ts';
import type { MatchItem } from '../../shared/state/facts/items.ts';
import { loadFile } from '../../shared/state/files/loadFile.ts';
import { bandOf } from '../../shared/state/match/matchWorkspace.ts';
import { planMerge } from '../../shared/state/plan/plan.ts';
import { createFolder } from '../workspace/createFolder.ts';
import { folderReader } from '../workspace/folderReader.ts';
import { verifySignature } from '../workspace/keys.ts';
import { nodeFiles } from '../workspace/nodeFiles.ts';
import { exportToFolder } from './exportToFolder.ts';
import { withFile } from './fileSource.ts';
import type { Command } from './io.ts';
import { matchOnThreads } from './merge.ts';
import { accept, keysFor, readArguments, stampFor, withWorkspace } from './openForCommand.ts';
import { jobFor } from './progressLine.ts';

const sample = ['crm.csv', 'facturacion.csv', 'tienda-online.csv'];
const sampleFolder = fileURLToPath(new URL('../resources/sample/', import.meta.url));
/** The sample's facts are dated before this day, so that it grows stale for nobody. */
const sampleDay = '2026-10-01';

export const runDemo: Command = async (args, io) => {
  const { values } = readArguments(args, { out: { type: 'string' } }, 0);
  const out = values.out === undefined ? await mkdtemp(join(tmpdir(), 'fichero-demo-')) : resolve(io.cwd, values.out);
  await mkdir(out, { recursive: true });
  const folder = join(out, `demo-${new Date(io.now()).toISOString().replaceAll(/[:.]/g, '-')}.fichero`);
  accept(await createFolder(folder, { files: nodeFiles, keys: keysFor(io), title: 'Demo', stamp: stampFor(io)() }), folder);
  const table: [string, string][] = [];
  const row = (name: string, value: number | string): void => void table.push([name, typeof value === 'number' ? value.toLocaleString('en') : value]);
  const code = await withWorkspace(folder, io, false, async ({ workspace, folder: record }) => {
    const job = jobFor(io);
    for (const name of sample) {
      const load = await withFile(join(sampleFolder, name), async (file) =>
        accept(await loadFile(workspace, file, { overrides: {}, mapping: null, source: { kind: 'new', name: name.replace('.csv', '') }, mode: { kind: 'append' } }, job), name),
      );
      row(`Rows of ${workspace.state.source(load.source)!.name}`, `${load.rows.toLocaleString('en')} loaded, ${load.quarantined} quarantined, ${(load.rows + load.quarantined).toLocaleString('en')} in the file`);
    }
    const { groups, run } = await matchOnThreads(workspace, job);
    const found: MatchItem = {
      kind: 'match',
      rows: run.world.rows,
      groups: groups.length,
      candidatePairs: run.candidatePairs,
      matchedPairs: run.clusters.pairs,
      thresholdPpm: Math.round(run.threshold * 1e6),
      model: 'learned',
    };
    accept(await workspace.commit({ act: 'find-duplicates', items: [found], undoes: null, note: { rows: found.rows, groups: groups.length }, basis: null }), 'not saved');
    const certain = groups.filter(({ probability }) => bandOf(probability) === 'automatic');
    row('Duplicate clusters', `${groups.length.toLocaleString('en')}, ${certain.length.toLocaleString('en')} of them certain`);
    const { rows } = workspace;
    const knowledge = new FieldKnowledge(rows, 'en');
    const today = epochDayAt(Date.parse(sampleDay), 0);
    row('Stale records', summarise(freshnessOf({ view: rows, policies: defaultPolicies, today, datesOf: knowledge.datesOf, rows: rows.currentRows() })).stale);
    accept(await workspace.commit(accept(planMerge(workspace.state, certain.map((group) => ({ rows: group.rows, pins: [] }))), 'nothing to merge')), 'not saved');
    row('Merges', certain.length);
    row('Golden records', new GoldenView(workspace, knowledge).leads().length);
    const { files } = await exportToFolder(workspace, join(out, 'export'), plainProfile, new Date(io.now()).toISOString().slice(0, 10), io.now(), job);
    accept(await record.checkpoint(), 'not signed');
    for (const file of files) row(`File: ${file.part}`, file.displayPath);
    const verified = await verifyWorkspace(folderReader(nodeFiles, folder), { verifySignature });
    const isClean = verified.kind === 'verified' && verified.report.clean;
    row('Change log', isClean ? `${verified.report.entries} entries, verified clean` : 'NOT clean');
    row('Workspace', folder);
    return isClean ? 0 : 1;
  });
  const width = Math.max(...table.map(([name]) => name.length));
  io.out(`${table.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n')}\n`);
  return code;
};
