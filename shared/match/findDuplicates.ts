// A whole match run, readable top to bottom: prepare, learn, block, score, group.
import type { Job } from '../kernel/job.ts';
import { detectFields } from '../fields/detectFields.ts';
import type { Table } from '../table/Table.ts';
import { textAt } from '../table/TextColumn.ts';
import type { ColumnRole, ComparisonPlan, MatchRole } from './matchTypes.ts';
import { buildWorld, rowsByContent, type MatchWorld } from './MatchWorld.ts';
import { allocateOrdinary } from '../table/allocate.ts';
import { inlinePool, type MatchAnswer, type MatchPool, type MatchTask } from './MatchWorker.ts';
import { planComparisons } from './planComparisons.ts';
import { clusterPairs, probabilityOf, type Clusters, type PairConstraint } from './cluster/clusterPairs.ts';
import { strayBits } from './cluster/strayPairs.ts';
import type { Atom } from './keys/atoms.ts';
import { keyHashes, slotsOf, type BlockingKey, type KeyCount, type SortedKey } from './keys/blocks.ts';
import { pickKeys, proposeKeys, type KeyForecast, type SampledAtom } from './keys/chooseKeys.ts';
import { hashText, type ValuePool } from './prepare/Interner.ts';
import type { FieldBefore, PreparedField } from './prepare/PreparedField.ts';
import type { ModelChoices } from './savedModel.ts';
import { canReuse, countsAsBefore, joinDistinct, NEW_ROW, pairsAsBefore, rowsAsBefore } from './reuse.ts';
import { findDependence } from './score/dependence.ts';
import { scorerOf } from './scorerOf.ts';
import { rarityOf, Scorer, weightsOf, type Weights } from './score/Scorer.ts';
import type { KeyTable, ScoredPairs } from './score/scoreBlocks.ts';
import { chancesOf, chanceScale, valueChances, type ScoreModel, type ValueCounts } from './score/ScoreModel.ts';
import { priorModel, randomPairs, trainModel, type GradedPairs } from './train/trainModel.ts';

export type MatchOptions = {
  readonly exclude?: ReadonlySet<number>;
  readonly roles?: ReadonlyMap<number, MatchRole>;
  /** Source number per row. */
  readonly sources?: Uint32Array;
  /** Only pairs of rows from different sources. */
  readonly linkOnly?: boolean;
  /** At most one row of each source in a group. */
  readonly oneToOne?: boolean;
  /** Threshold as a probability; left out: chosen by expected F1 with a floor on expected precision. */
  readonly threshold?: number;
  readonly mustLink?: readonly PairConstraint[];
  readonly cannotLink?: readonly PairConstraint[];
  readonly seed?: number;
  /**
   * An earlier run to take up, with its choices, model, keys and counts of values (see `canReuse`). Only pairs with a
   * changed row are compared, unless `compareAnew`; both give the same groups.
   */
  readonly previous?: MatchRun;
  readonly compareAnew?: boolean;
  /** A saved model to use instead of learning one; how often values occur is counted in the table itself. */
  readonly model?: ModelChoices;
  /** Milliseconds from anywhere, to time the stages. */
  readonly clock?: () => number;
};

/** What grouping again at another threshold gives; nothing is scored again. */
export type Regrouped = Pick<MatchRun, 'threshold' | 'thresholdBits' | 'clusters' | 'expected'>;

/** Groups the run's pairs at another threshold (a probability). */
export function regroup(run: MatchRun, threshold: number, constraints: Pick<MatchOptions, 'mustLink' | 'cannotLink' | 'oneToOne'> = {}): Regrouped {
  const { clusters, thresholdBits, expected } = group(run.world, run.weights, run.pairs, run.judged, { ...constraints, threshold });
  return { threshold, thresholdBits, clusters, expected };
}

export type StageSeconds = { prepare: number; block: number; train: number; score: number; cluster: number };

export type MatchRun = {
  readonly roles: readonly ColumnRole[];
  readonly comparisons: readonly ComparisonPlan[];
  readonly keys: readonly { readonly name: string; readonly pairs: number; readonly dropped: number; readonly largest: number }[];
  /** Pairs that some key brought together, each once. */
  readonly candidatePairs: number;
  /** Pairs whose weight was reckoned to the end: those that could reach the least weight that is kept. */
  readonly scoredPairs: number;
  readonly pairs: ScoredPairs;
  /** Weights of the pairs with what chance says of stray pairs (see `strayBits`): what groups are formed by. */
  readonly judged: Float32Array;
  readonly threshold: number;
  readonly thresholdBits: number;
  readonly clusters: Clusters;
  readonly expected: { readonly precision: number; readonly recall: number };
  readonly model: ScoreModel;
  readonly weights: Weights;
  readonly world: MatchWorld;
  /** The keys with their parts, for explanations. */
  readonly blocking: readonly BlockingKey[];
  /** How often each value was taken to occur, and among how many. */
  readonly counts: ValueCounts;
  /** Largest block that is compared. */
  readonly cap: number;
  /** Per key the hashes of blocks over the cap. */
  readonly droppedHashes: readonly Uint32Array[];
  /** Rows that an earlier run did not know, where one was taken up. */
  readonly changedRows: number;
  readonly seconds: StageSeconds;
  readonly generic: readonly { readonly column: string; readonly text: string; readonly rows: number }[];
};

/** Where all pairs are at most this many, all are compared. */
const COMPARE_ALL = 1_200_000;
const SAMPLE_ROWS = 40_000;
/** Pairs to learn from; of large tables fewer, as grading them would take longer than all the rest. */
const trainingPairs = (rows: number): number => (rows <= 30_000 ? 240_000 : 150_000);
const randomPairsOf = (rows: number): number => (rows <= 30_000 ? 300_000 : 180_000);
const RELEARN_ROUNDS = 5;
const MOST_KEYS = 40;
/** Keys forecast by one task of a worker. */
const KEYS_PER_TASK = 12;
/** Up to this many rows values are counted over customers; beyond, repetitions hardly change a value's share. */
const COUNT_CUSTOMERS = 200_000;
/** Kept pairs reach this weight or more: far under any threshold, so that it can be moved without scoring again. */
const KEPT_BITS = -8;
const PRECISION_FLOOR = 0.8;

async function ask<Kind extends MatchAnswer['kind']>(pool: MatchPool, kind: Kind, task: MatchTask): Promise<Extract<MatchAnswer, { kind: Kind }>> {
  const answer = await pool.run(task);
  if (answer.kind !== kind) throw new Error(`A worker answered ${answer.kind} to ${task.kind}`);
  return answer as Extract<MatchAnswer, { kind: Kind }>;
}

/** @throws Cancelled when the job is cancelled. */
export async function findDuplicates(table: Table, options: MatchOptions, workers: MatchPool, job: Job): Promise<MatchRun> {
  // Workers build on each other's arrays; without shared memory all work is done here.
  const pool = workers.allocate === allocateOrdinary ? inlinePool() : workers;
  const clock = options.clock ?? (() => 0);
  const seconds: StageSeconds = { prepare: 0, block: 0, train: 0, score: 0, cluster: 0 };
  let since = clock();
  const lap = (stage: keyof StageSeconds): void => {
    const now = clock();
    seconds[stage] += (now - since) / 1000;
    since = now;
  };
  job.report({ stage: 'prepare', done: 0, total: table.length, unit: 'rows' });
  const previous = options.previous !== undefined && canReuse(options.previous, table) ? options.previous : undefined;
  const chosen = previous ?? options.model;
  const { roles, comparisons } = chosen ?? choosePlan(table, options);
  const fields = await prepareAll(table, comparisons, pool, job, previous);
  const world = buildWorld(fields, table.length, severalSources(options.sources ?? sourcesOf(table, roles), pool), pool.allocate, previous?.world.countedRows);
  await pool.run({ kind: 'world', world });
  const order = rowsByContent(world);
  lap('prepare');

  const draft = chosen === undefined ? await learn(world, order, options, pool, job) : undefined;
  lap('train');
  let model = draft?.model ?? chosen!.model;
  let counts = draft?.counts ?? (previous === undefined ? countsOf(world) : countsAsBefore(world, previous));
  const { keys, cap } = draft ?? (await takeUpKeys(world, order, chosen!.cap, previous === undefined ? options.model!.keys : namesOfKeys(previous.blocking), options, pool, job));
  const { table: keyTable, sorted, counts: keyCounts, droppedHashes } = await sortKeys(world, keys, order, cap, pool, job);
  lap('block');
  let weights = weightsOf(world, model, rarityOf(previous === undefined ? valueChances(counts) : chancesAsBefore(counts, previous)));
  const oldOf = previous === undefined || options.compareAnew === true ? undefined : rowsAsBefore(world, previous.world);
  const scored = await scoreAll(world, weights, keys, keyTable, sorted, cap, options, pool, job, oldOf === undefined ? undefined : { oldOf, droppedHashes: previous!.droppedHashes });
  lap('score');
  let pairs = oldOf === undefined ? scored.pairs : joinDistinct([scored.pairs, pairsAsBefore(previous!, oldOf, keyTable)], world.rows);
  if (draft !== undefined && pairs.size > 0 && world.rows <= COUNT_CUSTOMERS) {
    // Once customers are known, a value's rarity is counted over customers, not over their repetitions.
    counts = countCustomers(world, group(world, weights, pairs, judge(pairs, world.rows), withoutThreshold(options)).clusters);
    lap('cluster');
    ({ model } = trainModel(world, model, draft.candidates, draft.random, counts, draft.totalPairs, RELEARN_ROUNDS));
    lap('train');
    weights = weightsOf(world, model, rarityOf(valueChances(counts)));
    pairs = reweigh(world, weights, pairs);
    lap('score');
  }
  const judged = judge(pairs, world.rows);
  const clustered = group(world, weights, pairs, judged, options);
  lap('cluster');
  return {
    roles,
    comparisons,
    keys: keys.map((key, k) => ({ name: key.name, pairs: keyCounts[k]!.pairs, dropped: keyCounts[k]!.dropped, largest: keyCounts[k]!.largest })),
    candidatePairs: scored.candidates,
    scoredPairs: scored.scored,
    pairs,
    judged,
    threshold: probabilityOf(clustered.thresholdBits),
    thresholdBits: clustered.thresholdBits,
    clusters: clustered.clusters,
    expected: clustered.expected,
    model,
    weights,
    world,
    blocking: keys,
    counts,
    cap,
    droppedHashes,
    changedRows: oldOf === undefined ? world.rows : oldOf.reduce((sum, old) => sum + (old === NEW_ROW ? 1 : 0), 0),
    seconds,
    generic: fields.flatMap((field) => field.generic.map((value) => ({ column: field.plan.name, ...value }))),
  };
}

function choosePlan(table: Table, options: MatchOptions): { roles: readonly ColumnRole[]; comparisons: readonly ComparisonPlan[] } {
  const detected = detectFields(table, options.exclude === undefined ? {} : { exclude: options.exclude });
  const excluded = Array.from(options.exclude ?? [], (column) => ({ column, name: table.columns[column]?.name ?? '' }));
  return planComparisons(detected, options.roles, excluded);
}

/** Sources as the table's own column names them, where one does. */
function sourcesOf(table: Table, roles: readonly ColumnRole[]): Uint32Array | undefined {
  const role = roles.find(({ ignored }) => ignored === 'sourceName');
  if (role === undefined) return undefined;
  const { column } = table.columns[role.column]!;
  const numbers = new Map<string, number>();
  // By name, not by order of appearance, so that the order of rows does not matter.
  return Uint32Array.from({ length: column.length }, (_, row) => {
    const text = textAt(column, row);
    const known = numbers.get(text) ?? hashText(text);
    numbers.set(text, known);
    return known;
  });
}

/** Undefined for a single source; else the sources where all workers see them. */
function severalSources(sources: Uint32Array | undefined, pool: MatchPool): Uint32Array | undefined {
  if (sources === undefined || sources.every((source) => source === sources[0])) return undefined;
  const shared = new Uint32Array(pool.allocate(sources.length * 4), 0, sources.length);
  shared.set(sources);
  return shared;
}

/** Without pairs inside sources: they may not stand in one group. */
function betweenSources({ sources }: MatchWorld, pairs: ScoredPairs): ScoredPairs {
  if (sources === undefined) return pairs;
  return { ...pairs, weights: pairs.weights.map((weight, i) => (sources[pairs.left[i]!] === sources[pairs.right[i]!] ? -Infinity : weight)) };
}

/** What is learned must not depend on the threshold asked for, or moving it would change the model. */
function withoutThreshold({ mustLink = [], cannotLink = [], oneToOne = false }: MatchOptions): MatchOptions {
  return { mustLink, cannotLink, oneToOne };
}

function namesOfKeys(keys: readonly BlockingKey[]): ModelChoices['keys'] {
  return keys.map(({ name, atoms }) => ({ name, atoms: atoms.map((atom) => ({ comparison: atom.field, name: atom.name })) }));
}

/** Known keys on the rows at hand; where all pairs were compared and are too many now, keys are chosen anew. */
async function takeUpKeys(world: MatchWorld, order: Uint32Array, cap: number, names: ModelChoices['keys'], options: MatchOptions, pool: MatchPool, job: Job): Promise<{ keys: BlockingKey[]; cap: number }> {
  if (cap === Infinity && (world.rows * (world.rows - 1)) / 2 > 2 * COMPARE_ALL) return learn(world, order, options, pool, job);
  return { keys: await sameKeys(names, pool), cap };
}

/** Keys by the names of their parts, on the rows at hand. */
async function sameKeys(keys: ModelChoices['keys'], pool: MatchPool): Promise<BlockingKey[]> {
  const atoms = new Map<string, Atom>();
  for (const field of new Set(keys.flatMap((key) => key.atoms.map(({ comparison }) => comparison)))) {
    for (const atom of (await ask(pool, 'atoms', { kind: 'atoms', field, sample: new Uint32Array(0) })).atoms) atoms.set(`${field} ${atom.name}`, atom);
  }
  return keys.map((key) => ({ name: key.name, atoms: key.atoms.flatMap(({ comparison, name }) => atoms.get(`${comparison} ${name}`) ?? []) }));
}

function countsOf(world: MatchWorld): ValueCounts {
  return { counts: world.fields.map(({ values }) => values.counts), total: world.rows };
}

async function prepareAll(table: Table, comparisons: readonly ComparisonPlan[], pool: MatchPool, job: Job, previous: MatchRun | undefined): Promise<PreparedField[]> {
  let done = 0;
  return Promise.all(
    comparisons.map(async (plan, c) => {
      const { field } = await ask(pool, 'prepare', { kind: 'prepare', plan, columns: plan.columns.map((column) => table.columns[column]!.column), before: beforeOf(previous?.world.fields[c]) });
      job.report({ stage: 'prepare', done: ++done, total: comparisons.length, unit: 'steps' });
      await job.breathe();
      return field;
    }),
  );
}

function beforeOf(field: PreparedField | undefined): FieldBefore | undefined {
  if (field === undefined) return undefined;
  const counted = (pool: ValuePool): Pick<ValuePool, 'hashes' | 'counts'> => ({ hashes: pool.hashes, counts: pool.counts });
  return { reading: field.reading, values: counted(field.values), words: field.words === undefined ? undefined : counted(field.words) };
}

/** Blocks larger than this are left to narrower keys. */
function blockCap(rows: number): number {
  return rows <= 20_000 ? 600 : rows <= 200_000 ? 300 : 150;
}

function pairBudget(rows: number): number {
  return rows <= 30_000 ? 2_500_000 : Math.max(1_200_000, rows * 10);
}

type Draft = { model: ScoreModel; counts: ValueCounts; keys: BlockingKey[]; cap: number; candidates: GradedPairs; random: GradedPairs; totalPairs: number };

async function learn(world: MatchWorld, order: Uint32Array, options: MatchOptions, pool: MatchPool, job: Job): Promise<Draft> {
  job.report({ stage: 'train', done: 0, total: 3, unit: 'steps' });
  const counts = countsOf(world);
  const start = priorModel(world, findDependence(world, order));
  await pool.run({ kind: 'weights', weights: weightsOf(world, start, rarityOf(valueChances(counts))) });
  const random = await grade(randomPairs(order, randomPairsOf(world.rows), options.seed ?? 1), pool);
  await job.breathe();
  const allPairs = (world.rows * (world.rows - 1)) / 2;
  const everything: BlockingKey = { name: '*', atoms: [] };
  if (allPairs <= COMPARE_ALL) {
    const candidates = await grade(randomPairs(order, COMPARE_ALL, 1), pool);
    const { model } = trainModel(world, start, candidates, random, counts, allPairs);
    return { model, counts, keys: [everything], cap: Infinity, candidates, random, totalPairs: allPairs };
  }
  const sample = world.rows <= SAMPLE_ROWS ? order : order.slice(0, SAMPLE_ROWS);
  const answers = await Promise.all(world.fields.map((_, field) => ask(pool, 'atoms', { kind: 'atoms', field, sample })));
  const proposed = proposeKeys(answers.flatMap(({ atoms }) => atoms));
  const sampled = new Map(answers.flatMap(({ atoms, sampled: own }) => atoms.map((atom, i) => [atom, own[i]!] as const)));
  const forecasts = await forecastAll(world, proposed.map(({ atoms }) => atoms.map((atom) => sampled.get(atom)!)), sample.length, pool, job);
  job.report({ stage: 'train', done: 1, total: 3, unit: 'steps' });
  const drawn = drawCandidates(forecasts, sample, options, world);
  const candidates = await grade(drawn, pool);
  const totalPairs = (sample.length * (sample.length - 1)) / 2;
  const { model, posteriors } = trainModel(world, start, candidates, random, counts, totalPairs);
  await job.breathe();
  job.report({ stage: 'train', done: 2, total: 3, unit: 'steps' });
  const { covered, worth } = coverage(world, proposed, forecasts, candidates, posteriors);
  const chosen = pickKeys(forecasts, covered, worth, pairBudget(world.rows), world.rows, MOST_KEYS);
  return { model, counts, keys: chosen.map((k) => proposed[k]!), cap: blockCap(world.rows), candidates, random, totalPairs };
}

/** Forecasts the keys, a few by each task. */
async function forecastAll(world: MatchWorld, keys: readonly (readonly SampledAtom[])[], rows: number, pool: MatchPool, job: Job): Promise<KeyForecast[]> {
  const share = Math.max(2000, Math.ceil((3 * trainingPairs(world.rows)) / Math.max(1, keys.length)));
  const tasks: Promise<readonly KeyForecast[]>[] = [];
  for (let from = 0; from < keys.length; from += KEYS_PER_TASK) {
    const task: MatchTask = { kind: 'forecast', keys: keys.slice(from, from + KEYS_PER_TASK), rows, scale: world.rows / rows, cap: blockCap(world.rows), share };
    tasks.push(ask(pool, 'forecast', task).then(async ({ forecasts }) => {
      await job.breathe();
      return forecasts;
    }));
  }
  return (await Promise.all(tasks)).flat();
}

async function grade(drawn: { left: Uint32Array; right: Uint32Array }, pool: MatchPool): Promise<GradedPairs> {
  const size = drawn.left.length;
  const pieces = Math.max(1, Math.min(pool.size * 4, Math.ceil(size / 20_000)));
  const answers = await Promise.all(
    Array.from({ length: pieces }, (_, i) => {
      const from = Math.floor((size * i) / pieces);
      const to = Math.floor((size * (i + 1)) / pieces);
      return ask(pool, 'grade', { kind: 'grade', left: drawn.left.slice(from, to), right: drawn.right.slice(from, to) });
    }),
  );
  const levels = new Uint8Array(answers.reduce((sum, answer) => sum + answer.levels.length, 0));
  let at = 0;
  for (const answer of answers) {
    levels.set(answer.levels, at);
    at += answer.levels.length;
  }
  return { ...drawn, levels };
}

/** Pairs of the sample that any proposed key brings together, those of small keys first, each once. */
function drawCandidates(forecasts: readonly KeyForecast[], sample: Uint32Array, options: MatchOptions, world: MatchWorld): { left: Uint32Array; right: Uint32Array } {
  const seen = new Set<number>();
  const left: number[] = [];
  const right: number[] = [];
  const bySize = forecasts.map((forecast, k) => ({ forecast, k })).sort((a, b) => a.forecast.pairs - b.forecast.pairs || a.k - b.k);
  const sources = options.linkOnly === true ? world.sources : undefined;
  const most = trainingPairs(world.rows);
  for (const { forecast } of bySize) {
    const { drawn } = forecast;
    for (let i = 0; i < drawn.length && left.length < most; i += 2) {
      const [a, b] = [drawn[i]!, drawn[i + 1]!];
      const key = a < b ? a * sample.length + b : b * sample.length + a;
      if (a === b || seen.has(key)) continue;
      seen.add(key);
      if (sources !== undefined && sources[sample[a]!] === sources[sample[b]!]) continue;
      left.push(sample[a]!);
      right.push(sample[b]!);
    }
  }
  return { left: Uint32Array.from(left), right: Uint32Array.from(right) };
}

/** Which likely true pairs each key brings together, and what each is worth. */
function coverage(world: MatchWorld, keys: readonly BlockingKey[], forecasts: readonly KeyForecast[], candidates: GradedPairs, posteriors: Float64Array): { covered: Uint32Array[]; worth: Float64Array } {
  const likely: number[] = [];
  for (let i = 0; i < posteriors.length && likely.length < 20_000; i++) if (posteriors[i]! > 0.5) likely.push(i);
  const worth = Float64Array.from(likely, (i) => posteriors[i]!);
  const width = world.fields.length;
  const covered = forecasts.map(({ tooLarge }, k) => {
    const key = keys[k]!;
    const pairs: number[] = [];
    for (const [n, i] of likely.entries()) {
      const a = candidates.left[i]! * width;
      const b = candidates.right[i]! * width;
      if (key.atoms.every((atom) => sharesAtom(world, atom, a, b)) && (tooLarge.size === 0 || !inLargeBlock(world, key, candidates.left[i]!, candidates.right[i]!, tooLarge))) pairs.push(n);
    }
    return Uint32Array.from(pairs);
  });
  return { covered, worth };
}

function sharesAtom(world: MatchWorld, atom: Atom, a: number, b: number): boolean {
  const left = world.codes[a + atom.field]!;
  const right = world.codes[b + atom.field]!;
  if (left === 0 || right === 0) return false;
  for (let s = 0; s < atom.slots; s++) {
    const hash = atom.hashes[left * atom.slots + s]!;
    if (hash === 0) continue;
    for (let t = 0; t < atom.slots; t++) if (atom.hashes[right * atom.slots + t] === hash) return true;
  }
  return false;
}

function inLargeBlock(world: MatchWorld, key: BlockingKey, left: number, right: number, tooLarge: ReadonlySet<number>): boolean {
  const slots = slotsOf(key);
  const own = new Uint32Array(slots);
  const other = new Uint32Array(slots);
  keyHashes(world, key, left, own, 0);
  keyHashes(world, key, right, other, 0);
  for (const hash of own) if (hash !== 0 && other.includes(hash) && !tooLarge.has(hash)) return false;
  return true;
}

async function sortKeys(world: MatchWorld, keys: readonly BlockingKey[], order: Uint32Array, cap: number, pool: MatchPool, job: Job): Promise<{ table: KeyTable; sorted: SortedKey[]; counts: KeyCount[]; droppedHashes: Uint32Array[] }> {
  const starts = new Uint16Array(keys.length + 1);
  for (const [k, key] of keys.entries()) starts[k + 1] = starts[k]! + slotsOf(key);
  const slots = starts[keys.length]!;
  const table: KeyTable = { hashes: new Uint32Array(pool.allocate(Math.max(4, world.rows * slots * 4)), 0, world.rows * slots), slots, starts };
  let done = 0;
  const answers = await Promise.all(
    keys.map(async (key, number) => {
      const answer = await ask(pool, 'sortKey', { kind: 'sortKey', key, number, table, order, cap });
      job.report({ stage: 'block', done: ++done, total: keys.length, unit: 'steps' });
      await job.breathe();
      return answer;
    }),
  );
  return { table, sorted: answers.map(({ sorted }) => sorted), counts: answers.map(({ count }) => count), droppedHashes: answers.map((answer) => answer.droppedHashes) };
}

async function scoreAll(world: MatchWorld, weights: Weights, keys: readonly BlockingKey[], table: KeyTable, sorted: readonly SortedKey[], cap: number, options: MatchOptions, pool: MatchPool, job: Job, since: { oldOf: Uint32Array; droppedHashes: readonly Uint32Array[] } | undefined): Promise<{ pairs: ScoredPairs; candidates: number; scored: number }> {
  const changed = since === undefined ? undefined : new Uint8Array(pool.allocate(Math.max(1, world.rows)), 0, world.rows);
  since?.oldOf.forEach((old, row) => (changed![row] = old === NEW_ROW ? 1 : 0));
  await pool.run({ kind: 'weights', weights });
  const tasks: Promise<Extract<MatchAnswer, { kind: 'score' }>>[] = [];
  let done = 0;
  let total = 0;
  for (const [key] of keys.entries()) {
    const entries = sorted[key]!.hashes.length;
    const step = Math.max(2_000, Math.ceil(entries / 24));
    for (let from = 0; from < entries; from += step) {
      total++;
      tasks.push(
        ask(pool, 'score', { kind: 'score', key, sorted: sorted[key]!, table, from, to: Math.min(entries, from + step), cap, cut: KEPT_BITS, linkOnly: options.linkOnly === true, changed, reopened: since?.droppedHashes[key] }).then(async (answer) => {
          job.report({ stage: 'score', done: ++done, total, unit: 'steps' });
          await job.breathe();
          return answer;
        }),
      );
    }
  }
  const answers = await Promise.all(tasks);
  return { pairs: joinPairs(answers.map(({ pairs }) => pairs), world.fields.length), candidates: answers.reduce((sum, { candidates }) => sum + candidates, 0), scored: answers.reduce((sum, { scored }) => sum + scored, 0) };
}

/** The same pairs under other weights: their levels are known. */
function reweigh(world: MatchWorld, weights: Weights, pairs: ScoredPairs): ScoredPairs {
  const scorer = new Scorer(world, weights, []);
  const bits = new Float32Array(pairs.size);
  for (let i = 0; i < pairs.size; i++) bits[i] = scorer.weigh(pairs.left[i]!, pairs.right[i]!, pairs.levels, i * pairs.width);
  return { ...pairs, weights: bits };
}

function joinPairs(lists: readonly ScoredPairs[], width: number): ScoredPairs {
  const size = lists.reduce((sum, list) => sum + list.size, 0);
  const joined: ScoredPairs = { size, width, left: new Uint32Array(size), right: new Uint32Array(size), weights: new Float32Array(size), levels: new Uint8Array(size * width) };
  let at = 0;
  for (const list of lists) {
    joined.left.set(list.left, at);
    joined.right.set(list.right, at);
    joined.weights.set(list.weights, at);
    joined.levels.set(list.levels, at * width);
    at += list.size;
  }
  return joined;
}

function judge(pairs: ScoredPairs, rows: number): Float32Array {
  const added = strayBits(pairs, rows);
  return added === undefined ? pairs.weights : pairs.weights.map((bits, i) => bits + added[i]!);
}

function group(world: MatchWorld, weights: Weights, scored: ScoredPairs, judged: Float32Array, options: MatchOptions): { clusters: Clusters; thresholdBits: number; expected: { precision: number; recall: number } } {
  const scorer = scorerOf({ world, weights });
  const pairs = { ...scored, weights: judged };
  const thresholdBits = options.threshold === undefined ? chooseThreshold(pairs) : Math.log2(options.threshold / (1 - options.threshold));
  const clusters = clusterPairs({
    rows: world.rows,
    pairs: options.oneToOne === true ? betweenSources(world, pairs) : pairs,
    threshold: thresholdBits,
    rowHashes: world.rowHashes,
    mustLink: options.mustLink ?? [],
    cannotLink: options.cannotLink ?? [],
    scoreMissing: (left, right) => (options.oneToOne === true && world.sources !== undefined && world.sources[left] === world.sources[right] ? -Infinity : scorer.scoreOver(left, right, -60)),
  });
  const outside = expectedOutside(pairs, clusters);
  const truePairs = clusters.expectedTruePairs;
  return { clusters, thresholdBits, expected: { precision: clusters.pairs === 0 ? 1 : truePairs / clusters.pairs, recall: truePairs + outside === 0 ? 1 : truePairs / (truePairs + outside) } };
}

/**
 * True pairs that clusters do not hold. Beside a pair's own probability stands the share of pairs of its weight that
 * clusters do hold, where there are enough of them: what others of its kind came to.
 */
function expectedOutside(pairs: ScoredPairs, clusters: Clusters): number {
  const BINS = 128;
  const inside = new Uint32Array(BINS);
  const total = new Uint32Array(BINS);
  const binOf = (weight: number): number => Math.max(0, Math.min(BINS - 1, Math.floor(weight) + 20));
  const isInside = (i: number): boolean => clusters.ids[pairs.left[i]!] !== 0 && clusters.ids[pairs.left[i]!] === clusters.ids[pairs.right[i]!];
  for (let i = 0; i < pairs.size; i++) {
    const bin = binOf(pairs.weights[i]!);
    total[bin]!++;
    if (isInside(i)) inside[bin]!++;
  }
  let outside = 0;
  for (let i = 0; i < pairs.size; i++) {
    if (isInside(i)) continue;
    const bin = binOf(pairs.weights[i]!);
    let p = probabilityOf(pairs.weights[i]!);
    if (total[bin]! >= 30) p = Math.min(p, (p + (3 * inside[bin]!) / total[bin]!) / 4);
    // Both rows found their own customers: what the clusters say against the pair halves its chance.
    outside += clusters.ids[pairs.left[i]!] !== 0 && clusters.ids[pairs.right[i]!] !== 0 ? p / 2 : p;
  }
  return outside;
}

/** The weight at which expected F1 is greatest among those with expected precision over the floor. */
function chooseThreshold(pairs: ScoredPairs): number {
  const sorted = pairs.weights.slice(0, pairs.size).sort();
  let all = 0;
  for (const weight of sorted) all += probabilityOf(weight);
  let found = 0;
  let best = -1;
  let bestBits = 0;
  for (let i = sorted.length - 1; i >= 0; i--) {
    found += probabilityOf(sorted[i]!);
    if (i > 0 && sorted[i - 1] === sorted[i]) continue;
    const count = sorted.length - i;
    const f1 = (2 * found) / (count + all);
    if (found / count >= PRECISION_FLOOR && f1 > best) {
      best = f1;
      bestBits = i > 0 ? (sorted[i]! + sorted[i - 1]!) / 2 : sorted[i]! - 0.5;
    }
  }
  return Math.max(-4, bestBits);
}

/** Chances of values by the counts of the earlier run; texts unknown then are as rare as can be. */
function chancesAsBefore(counts: ValueCounts, previous: MatchRun): Float64Array[] {
  return counts.counts.map((own, c) => chancesOf(own, chanceScale(previous.counts.counts[c]!, previous.counts.total)));
}

/** In how many customers each value stands. */
function countCustomers(world: MatchWorld, clusters: Clusters): ValueCounts {
  const width = world.fields.length;
  const members: number[][] = Array.from({ length: clusters.count + 1 }, () => []);
  let total = 0;
  for (let row = 0; row < world.rows; row++) {
    if (clusters.ids[row] === 0) total++;
    else members[clusters.ids[row]!]!.push(row);
  }
  total += clusters.count;
  const counts = world.fields.map((field, c) => {
    const own = new Uint32Array(field.values.size);
    for (let row = 0; row < world.rows; row++) if (clusters.ids[row] === 0) own[world.codes[row * width + c]!]!++;
    for (const rows of members) {
      const values = new Set(rows.map((row) => world.codes[row * width + c]!));
      for (const value of values) own[value]!++;
    }
    own[0] = 0;
    return own;
  });
  return { counts, total };
}
