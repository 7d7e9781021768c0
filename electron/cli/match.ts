// fichero match: finds the duplicates of a file or a workspace and says how sure it is.
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, resolve } from 'node:path';
import { quietJob, type Job } from '../../shared/kernel/job.ts';
import { loadTable } from '../../shared/load/loadTable.ts';
import { findDuplicates, type MatchRun } from '../../shared/match/findDuplicates.ts';
import type { PairConstraint } from '../../shared/match/cluster/clusterPairs.ts';
import { measureClusters, measurePairs, type TruthFigures } from '../../shared/match/cluster/measureTruth.ts';
import { readModel, type ModelOptions } from '../../shared/match/savedModel.ts';
import { constraintsOf, matchTable } from '../../shared/state/match/matchWorkspace.ts';
import type { Table } from '../../shared/table/Table.ts';
import type { Allocate } from '../../shared/table/allocate.ts';
import { textAt, type Codes, type TextColumn } from '../../shared/table/TextColumn.ts';
import type { Command, Io } from './io.ts';
import { writeMatchFiles } from './matchFiles.ts';
import { matchThreads } from './matchThreads.ts';
import { CommandError, readArguments, UsageError, withWorkspace } from './openForCommand.ts';
import { jobFor } from './progressLine.ts';
import { counted, grouped, troubleWords } from './words.ts';

export type MatchReport = {
  readonly rows: number;
  readonly roles: readonly { readonly column: string; readonly role: string; readonly confidence: number; readonly ignored?: string }[];
  readonly keys: readonly { readonly name: string; readonly pairs: number; readonly tooLarge: number; readonly dropped: number; readonly splitBy: readonly string[] }[];
  readonly candidatePairs: number;
  readonly scoredPairs: number;
  readonly matchedPairs: number;
  readonly clusters: number;
  readonly rowsInClusters: number;
  readonly threshold: number;
  readonly expected: { readonly precision: number; readonly recall: number };
  readonly seconds: { readonly read: number; readonly prepare: number; readonly block: number; readonly train: number; readonly score: number; readonly cluster: number; readonly total: number };
  readonly peakMemoryMB: number;
  readonly generic: readonly { readonly column: string; readonly text: string; readonly rows: number }[];
  readonly truth?: { readonly pairs: TruthFigures; readonly pairsBeforeClustering: TruthFigures; readonly bcubed: TruthFigures };
};

export const runMatch: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, {
    out: { type: 'string' },
    truth: { type: 'string' },
    exclude: { type: 'string', multiple: true },
    'source-column': { type: 'string' },
    'link-only': { type: 'boolean' },
    'one-to-one': { type: 'boolean' },
    threshold: { type: 'string' },
    model: { type: 'string' },
    workers: { type: 'string' },
    json: { type: 'boolean' },
  });
  const path = positionals[0];
  if (path === undefined) throw new UsageError('Name a file or a workspace.');
  const threshold = values.threshold === undefined ? undefined : Number(values.threshold);
  if (threshold !== undefined && !(threshold > 0 && threshold < 1)) throw new UsageError('--threshold is a probability between 0 and 1.');
  const workers = values.workers === undefined ? Math.min(8, availableParallelism()) : Number(values.workers);
  if (!Number.isInteger(workers) || workers < 1 || workers > 64) throw new UsageError('--workers is a whole number from 1 to 64.');
  const from = performance.now();
  const found = await readTable(resolve(io.cwd, path), io);
  const names = found.columns.map(({ name }) => name);
  const read = (performance.now() - from) / 1000;
  const named = (name: string, option: string): number => {
    const column = names.indexOf(name);
    if (column < 0) throw new CommandError(`${option}: there is no column "${name}". Columns: ${names.join(', ')}.`);
    return column;
  };
  const exclude = new Set((values.exclude ?? []).flatMap((list) => list.split(',')).map((name) => named(name.trim(), '--exclude')));
  const truthColumn = values.truth === undefined ? undefined : named(values.truth, '--truth');
  if (truthColumn !== undefined) exclude.add(truthColumn);
  const sourceColumn = values['source-column'] === undefined ? undefined : named(values['source-column'], '--source-column');
  if (sourceColumn !== undefined) exclude.add(sourceColumn);
  const sourceNumbers = sourceColumn === undefined ? found.sources : numberValues(found.columns[sourceColumn]!.column);
  if (values['link-only'] === true && sourceNumbers === undefined) throw new CommandError('--link-only needs several sources: name the column with --source-column.');
  if (values['link-only'] === true && sourceNumbers?.every((source) => source === sourceNumbers[0]) === true) throw new CommandError('--link-only needs several sources: all rows are of one.');
  const model = values.model === undefined ? undefined : await readModelFile(resolve(io.cwd, values.model), found);
  // Rows of a file are counted from 1; those of a workspace go by their ids.
  const firstRow = found.mustLink === undefined ? 1 : 0;
  // What the command says goes before what the model says.
  const settings = { ...(values['link-only'] === true ? { pairing: 'between' as const } : {}), ...(values['one-to-one'] === true ? { oneToOne: true } : {}), ...(threshold === undefined ? {} : { threshold }) };
  const pool = matchThreads(found.length < 3000 ? 1 : workers);
  // Threads read the columns where they are instead of copies of them.
  const table: Table = pool.size > 1 ? shareTable(found, pool.allocate) : { length: found.length, columns: found.columns };
  let run: MatchRun;
  try {
    run = await findDuplicates(
      table,
      { ...model, ...settings, mustLink: found.mustLink ?? [], cannotLink: found.cannotLink ?? [], exclude, clock: () => performance.now(), ...(sourceNumbers === undefined ? {} : { sources: sourceNumbers }) },
      pool,
      commandJob(io),
    );
  } finally {
    await pool.close();
  }
  const total = (performance.now() - from) / 1000;
  const report = reportOf(table, run, read, total, truthColumn === undefined ? undefined : numberValues(table.columns[truthColumn]!.column));
  if (values.out !== undefined) await writeMatchFiles(resolve(io.cwd, values.out), table, run, { ...model, ...settings }, (row) => found.rowOf?.[row] ?? row + firstRow);
  if (values.json === true) io.out(`${JSON.stringify(report)}\n`);
  else io.out(wordsOf(report));
  return 0;
};

type Found = {
  readonly length: number;
  readonly columns: Table['columns'][number][];
  readonly sources: Uint32Array | undefined;
  /** Of a workspace: the id of each row, and what its decisions hold together and apart. */
  readonly rowOf?: Uint32Array | undefined;
  readonly mustLink?: readonly PairConstraint[];
  readonly cannotLink?: readonly PairConstraint[];
};

/** Takes the columns out one by one, so that the memory of each is free before the next is copied. */
function shareTable({ length, columns }: Found, allocate: Allocate): Table {
  const bytesOf = (array: Uint8Array): Uint8Array => {
    const copy = new Uint8Array(allocate(Math.max(1, array.length)), 0, array.length);
    copy.set(array);
    return copy;
  };
  const copyOf = <A extends Codes>(array: A): A => {
    const bytes = bytesOf(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    const make = array.constructor as new (buffer: ArrayBufferLike, offset: number, length: number) => A;
    return new make(bytes.buffer, 0, array.length);
  };
  const shared: Table['columns'][number][] = [];
  for (let own = columns.shift(); own !== undefined; own = columns.shift()) {
    const { name, column } = own;
    const copy: TextColumn =
      column.kind === 'arena'
        ? { ...column, bytes: bytesOf(column.bytes), offsets: copyOf(column.offsets) }
        : { ...column, codes: copyOf(column.codes), bytes: bytesOf(column.bytes), offsets: copyOf(column.offsets) };
    shared.push({ name, column: copy });
  }
  return { length, columns: shared };
}

async function readModelFile(path: string, table: Table): Promise<ModelOptions> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, 'utf8'));
  } catch {
    throw new CommandError(`${path} can't be read as JSON.`);
  }
  const model = readModel(json, table);
  if (model.ok) return model.value;
  throw new CommandError(model.error.kind === 'notAModel' ? `${path} is no match model.` : `The model compares a column "${model.error.column}", which is not there.`);
}

async function readTable(path: string, io: Io): Promise<Found> {
  const facts = await stat(path).catch(() => undefined);
  if (facts === undefined) throw new CommandError(`There is no file or workspace ${path}.`);
  if (facts.isDirectory()) {
    return withWorkspace(path, io, true, ({ workspace }) => {
      const { table, rowOf, sources } = matchTable(workspace);
      return Promise.resolve({ length: table.length, columns: [...table.columns], sources, rowOf, ...constraintsOf(workspace, rowOf) });
    });
  }
  const loaded = await loadTable(createReadStream(path, { highWaterMark: 1 << 20 }), { fileName: basename(path), size: facts.size, fillShort: true });
  if (!loaded.ok) throw new CommandError(`${path} can't be read. ${troubleWords(loaded.error)}`);
  const { table, quarantined } = loaded.value;
  if (quarantined.length > 0) io.err(`${counted(quarantined.length, 'line')} could not be read as rows and were left out.\n`);
  return { length: table.length, columns: [...table.columns], sources: undefined };
}

function numberValues(column: TextColumn): Uint32Array {
  const numbers = new Map<string, number>();
  return Uint32Array.from({ length: column.length }, (_, row) => {
    const text = textAt(column, row);
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, numbers.size + 1);
    return numbers.size;
  });
}

/** Lets messages of the threads in between steps. */
function commandJob(io: Io): Job {
  const job = jobFor(io);
  return job === quietJob ? quietJob : { ...job, breathe: () => new Promise((resolveTurn) => setImmediate(resolveTurn)) };
}

function reportOf(table: Table, run: MatchRun, read: number, total: number, truth: Uint32Array | undefined): MatchReport {
  const over = overThreshold(run);
  const round = (seconds: number): number => Math.round(seconds * 1000) / 1000;
  const { seconds } = run;
  return {
    rows: table.length,
    roles: run.roles.map(({ name, role, confidence, ignored }) => ({ column: name, role, confidence: Math.round(confidence * 100) / 100, ...(ignored === undefined ? {} : { ignored }) })),
    keys: run.keys.map(({ name, pairs, tooLarge, dropped, splitBy }) => ({ name, pairs, tooLarge, dropped, splitBy })),
    candidatePairs: run.candidatePairs,
    scoredPairs: run.scoredPairs,
    matchedPairs: over.left.length,
    clusters: run.clusters.count,
    rowsInClusters: run.clusters.rowsInClusters,
    threshold: run.threshold,
    expected: run.expected,
    seconds: { read: round(read), prepare: round(seconds.prepare), block: round(seconds.block), train: round(seconds.train), score: round(seconds.score), cluster: round(seconds.cluster), total: round(total) },
    peakMemoryMB: Math.round(process.resourceUsage().maxRSS / 1024),
    generic: run.generic,
    ...(truth === undefined ? {} : { truth: { ...measureClusters(run.clusters.ids, truth), pairsBeforeClustering: measurePairs(over.left, over.right, over.left.length, truth) } }),
  };
}

function overThreshold({ pairs, judged, thresholdBits }: MatchRun): { left: Uint32Array; right: Uint32Array } {
  let size = 0;
  for (let i = 0; i < pairs.size; i++) if (judged[i]! >= thresholdBits) size++;
  const left = new Uint32Array(size);
  const right = new Uint32Array(size);
  let at = 0;
  for (let i = 0; i < pairs.size; i++) {
    if (judged[i]! < thresholdBits) continue;
    left[at] = pairs.left[i]!;
    right[at++] = pairs.right[i]!;
  }
  return { left, right };
}

function wordsOfKey({ name, pairs, tooLarge, dropped, splitBy }: MatchReport['keys'][number]): string {
  if (tooLarge === 0) return `${name} ${grouped(pairs)}`;
  const blocks = tooLarge === 1 ? '1 oversized block' : `${tooLarge} oversized blocks`;
  return `${name} ${grouped(pairs)} (${blocks}${splitBy.length === 0 ? '' : ` split by ${splitBy.join(', then ')}`}; ${grouped(dropped)} pairs left to other keys)`;
}

function wordsOf(report: MatchReport): string {
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  const lines = [
    `${counted(report.rows, 'row')}, ${counted(report.candidatePairs, 'pair')} compared, ${grouped(report.matchedPairs)} matched: ${counted(report.clusters, 'group')} of ${counted(report.rowsInClusters, 'row')}.`,
    `Threshold ${report.threshold.toFixed(3)}; expected precision ${percent(report.expected.precision)}, recall ${percent(report.expected.recall)}.`,
    `Columns: ${report.roles.map(({ column, role, ignored }) => `${column} = ${role}${ignored === undefined ? '' : ` (${ignored})`}`).join(', ')}.`,
    `Keys: ${report.keys.map(wordsOfKey).join(', ')}.`,
    `Seconds: ${Object.entries(report.seconds).map(([stage, time]) => `${stage} ${time}`).join(', ')}. Peak memory ${report.peakMemoryMB} MB.`,
  ];
  if (report.truth !== undefined) {
    for (const [name, { precision, recall, f1 }] of Object.entries(report.truth)) lines.push(`${name}: F1 ${f1.toFixed(4)}, precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}.`);
  }
  return `${lines.join('\n')}\n`;
}
