// A whole match run, readable top to bottom: prepare, learn, block, score, group. Over 300 lines, so that the whole of a
// run is read in one place.
import { detectFields, type DetectedColumn } from '../fields/detectFields.ts';
import type { Job } from '../kernel/job.ts';
import type { Table } from '../table/Table.ts';
import { canonicalOf } from '../model/fields.ts';
import { textAt, valueCount } from '../table/TextColumn.ts';
import { foldWords } from '../values/fold.ts';
import { allocateOrdinary } from '../table/allocate.ts';
import { inlinePool, type MatchAnswer, type MatchPool } from './MatchWorker.ts';
import { buildWorld, type MatchWorld, rowsByContent } from './MatchWorld.ts';
import { type Clusters, type PairConstraint, probabilityOf } from './cluster/clusterPairs.ts';
import { type Expected, findStray, group, judge, reweigh } from './groupRun.ts';
import type { BlockingKey, KeyCount, SortedKey } from './keys/blocks.ts';
import { ask, COMPARE_ALL, countsOf, learn, pairBudget, sortKeys, takeUpKeys } from './learnKeys.ts';
import type { ColumnRole, ComparisonPlan, MatchRole, Pairing } from './matchTypes.ts';
import { planComparisons } from './planComparisons.ts';
import { hashText, type ValuePool } from './prepare/Interner.ts';
import type { FieldBefore, PreparedField } from './prepare/PreparedField.ts';
import { canReuse, countsAsBefore, joinDistinct, NEW_ROW, pairsAsBefore, rowsAsBefore } from './reuse.ts';
import { namesOfKeys, type ModelChoices } from './savedModel.ts';
import { chanceScale, chancesOf, leastSizes, type ScoreModel, valueChances, type ValueCounts } from './score/ScoreModel.ts';
import { rarityOf, type Weights, weightsOf } from './score/Scorer.ts';
import type { KeyTable, ScoredPairs } from './score/scoreBlocks.ts';
import { settledBits } from './train/settledPairs.ts';
import { trainModel } from './train/trainModel.ts';

export type MatchOptions = {
  readonly exclude?: ReadonlySet<number>;
  readonly roles?: ReadonlyMap<number, MatchRole>;
  /** Source number per row. */
  readonly sources?: Uint32Array;
  /** Where there are several sources: only pairs between them, only pairs inside each, or both (left out). */
  readonly pairing?: Pairing;
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

/** A key's pairs: see `KeyCount`. `splitBy` names what its blocks that were too large were split by. */
export type NamedCount = KeyCount & { readonly name: string; readonly splitBy: readonly string[] };

export type StageSeconds = { prepare: number; block: number; train: number; score: number; cluster: number };

export type MatchRun = {
  readonly roles: readonly ColumnRole[];
  readonly comparisons: readonly ComparisonPlan[];
  readonly keys: readonly NamedCount[];
  /** Pairs that some key brought together, each once. */
  readonly candidatePairs: number;
  /** Pairs whose weight was reckoned to the end: those that could reach the least weight that is kept. */
  readonly scoredPairs: number;
  readonly pairs: ScoredPairs;
  /** Weights of the pairs with what chance says of stray pairs (see `strayBits`): what groups are formed by. */
  readonly judged: Float32Array;
  readonly strayBitsOf: (left: number, right: number) => number;
  readonly threshold: number;
  readonly thresholdBits: number;
  readonly clusters: Clusters;
  readonly expected: Expected;
  readonly model: ScoreModel;
  readonly weights: Weights;
  readonly world: MatchWorld;
  /** The keys with their parts, for explanations. */
  readonly blocking: readonly BlockingKey[];
  /** How often each value was taken to occur, and among how many. */
  readonly counts: ValueCounts;
  /** Largest block that is compared. */
  readonly cap: number;
  /** Per key the hashes of blocks over the cap; see `splitHash`. */
  readonly tooLarge: readonly Uint32Array[];
  /** Rows that an earlier run did not know, where one was taken up. */
  readonly changedRows: number;
  readonly seconds: StageSeconds;
  readonly generic: readonly { readonly column: string; readonly text: string; readonly rows: number }[];
};

const RELEARN_ROUNDS = 5;
const PRIOR_ROUNDS = 4;

/** Up to this many rows values are counted over customers; beyond, repetitions hardly change a value's share. */
const COUNT_CUSTOMERS = 200_000;

/** Kept pairs reach this weight or more: far under any threshold, so that it can be moved without scoring again. */
const KEPT_BITS = -8;

/** What a run would compare, before anything is scored. */
export type PairForecast = {
  readonly keys: readonly NamedCount[];
  /** Pairs that keys bring together, those of several keys counted for each. */
  readonly pairs: number;
  readonly dropped: number;
  /** Largest block that is compared; undefined where all pairs are. */
  readonly cap: number | undefined;
  /** Keys were chosen so as not to bring more pairs than about this. */
  readonly budget: number;
};

/** Counts pairs per key, as `findDuplicates` would compare them. @throws Cancelled when the job is cancelled. */
export async function forecastPairs(table: Table, options: MatchOptions, workers: MatchPool, job: Job): Promise<PairForecast> {
  const pool = workers.allocate === allocateOrdinary ? inlinePool() : workers;
  const { comparisons } = options.model ?? choosePlan(table, options);
  const world = buildWorld(await prepareAll(table, comparisons, pool, job, undefined), table.length, severalSources(options.sources, pool), pool.allocate);
  await pool.run({ kind: 'world', world });
  const order = rowsByContent(world);
  const { keys, cap } = options.model === undefined ? await learn(world, order, options, pool, job) : await takeUpKeys(world, order, options.model.cap, options.model.keys, options, pool, job);
  const { counts } = await sortKeys(world, keys, order, cap, pool, job);
  const counted = nameCounts(keys, counts);
  const sum = (of: (one: KeyCount) => number): number => counts.reduce((total, one) => total + of(one), 0);
  return { keys: counted, pairs: sum(({ pairs }) => pairs), dropped: sum(({ dropped }) => dropped), cap: Number.isFinite(cap) ? cap : undefined, budget: Number.isFinite(cap) ? pairBudget(world.rows) : COMPARE_ALL };
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
  const fields = await prepareAll(table, comparisons, pool, job, previous?.world.fields.map(beforeOf));
  const world = buildWorld(fields, table.length, severalSources(options.sources ?? sourcesOf(table, roles), pool), pool.allocate, previous?.world.countedRows);
  await pool.run({ kind: 'world', world });
  const order = rowsByContent(world);
  lap('prepare');

  const draft = chosen === undefined ? await learn(world, order, options, pool, job) : undefined;
  lap('train');
  let model = draft?.model ?? chosen!.model;
  let counts = draft?.counts ?? (previous === undefined ? countsOf(world) : countsAsBefore(world, previous));
  const { keys, cap } = draft ?? (await takeUpKeys(world, order, chosen!.cap, previous === undefined ? options.model!.keys : namesOfKeys(previous.blocking), options, pool, job));
  const { table: keyTable, sorted, counts: keyCounts, tooLarge } = await sortKeys(world, keys, order, cap, pool, job);
  lap('block');
  let weights = weightsOf(world, model, rarityOf(previous === undefined ? valueChances(counts) : chancesAsBefore(counts, previous)));
  const oldOf = previous === undefined || options.compareAnew === true ? undefined : rowsAsBefore(world, previous.world);
  const scored = await scoreAll(world, weights, keys, keyTable, sorted, cap, options, pool, job, oldOf === undefined ? undefined : { oldOf, tooLarge: previous!.tooLarge }, keyCounts.reduce((sum, count) => sum + count.pairs, 0));
  lap('score');
  let pairs = oldOf === undefined ? scored.pairs : joinDistinct([scored.pairs, pairsAsBefore(previous!, oldOf, keyTable)], world.rows);
  if (draft?.isFixed === false && pairs.size > 0 && world.rows <= COUNT_CUSTOMERS) {
    // Once customers are known, a value's rarity is counted over customers, not over their repetitions.
    counts = countCustomers(world, group(world, weights, pairs, judge(pairs, world), withoutThreshold(options)).clusters);
    lap('cluster');
    ({ model } = trainModel(world, model, draft.candidates, draft.strangers, counts, draft.totalPairs, RELEARN_ROUNDS, draft.limits));
    lap('train');
    const rarity = rarityOf(valueChances(counts));
    weights = weightsOf(world, model, rarity);
    pairs = reweigh(world, weights, pairs);
    // A likelier prior settles more rows, which then tell more of the prior.
    for (let round = 0, raised = 0; round < PRIOR_ROUNDS; round++) {
      const bits = settledBits(pairs, world.rows, raised);
      if (bits === 0) break;
      raised += bits;
      model = { ...model, lambda: Math.min(0.3, model.lambda * 2 ** bits), lambdaWithin: Math.min(0.3, model.lambdaWithin * 2 ** bits) };
      weights = weightsOf(world, model, rarity);
      pairs = reweigh(world, weights, pairs);
    }
    lap('score');
  }
  const judged = judge(pairs, world);
  const clustered = group(world, weights, pairs, judged, options);
  lap('cluster');
  return {
    roles,
    comparisons,
    keys: nameCounts(keys, keyCounts),
    candidatePairs: scored.candidates,
    scoredPairs: scored.scored,
    pairs,
    judged,
    strayBitsOf: findStray(pairs, judged, world.rows),
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
    tooLarge,
    changedRows: oldOf === undefined ? world.rows : oldOf.reduce((sum, old) => sum + (old === NEW_ROW ? 1 : 0), 0),
    seconds,
    generic: fields.flatMap((field) => field.generic.map((value) => ({ column: field.plan.name, ...value }))),
  };
}

function nameCounts(keys: readonly BlockingKey[], counts: readonly KeyCount[]): NamedCount[] {
  return keys.map(({ name, splitters }, k) => ({ name, ...counts[k]!, splitBy: counts[k]!.tooLarge === 0 ? [] : splitters.map((atom) => atom.name) }));
}

/** Rows looked at to tell whether a whole name is made of the others. */
const NAMES_LOOKED_AT = 400;

/** Columns of whole names that stand beside their parts: compared too, each name would count twice. */
function wholeNames(table: Table, detected: readonly DetectedColumn[]): number[] {
  const columnOf = (field: string): DetectedColumn | undefined => detected.find((one) => one.field === field);
  const [given, surname] = [columnOf('givenName'), columnOf('surname')];
  if (given === undefined || surname === undefined) return [];
  const step = Math.max(1, Math.floor(table.length / NAMES_LOOKED_AT));
  return detected.flatMap(({ column, field }) => {
    if (field === undefined || canonicalOf(field) !== 'fullName') return [];
    let filled = 0;
    let made = 0;
    for (let row = 0; row < table.length; row += step) {
      const [whole, ...parts] = [column, given.column, surname.column].map((one) => foldWords(textAt(table.columns[one]!.column, row)).split(' ').filter(Boolean)) as [string[], string[], string[]];
      if (whole.length === 0 || parts.some((part) => part.length === 0)) continue;
      filled++;
      if (parts.flat().every((word) => whole.includes(word))) made++;
    }
    return filled >= 5 && made >= 0.8 * filled ? [column] : [];
  });
}

function choosePlan(table: Table, options: MatchOptions): { roles: readonly ColumnRole[]; comparisons: readonly ComparisonPlan[] } {
  const detected = detectFields(table, options.exclude === undefined ? {} : { exclude: options.exclude });
  const excluded = Array.from(options.exclude ?? [], (column) => ({ column, name: table.columns[column]?.name ?? '' }));
  const roles = new Map<number, MatchRole>(options.roles);
  const doubled = wholeNames(table, detected).filter((column) => !roles.has(column));
  return planComparisons(detected, roles, excluded, new Set(doubled));
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
export function severalSources(sources: Uint32Array | undefined, pool: MatchPool): Uint32Array | undefined {
  if (sources === undefined || sources.every((source) => source === sources[0])) return undefined;
  const shared = new Uint32Array(pool.allocate(sources.length * 4), 0, sources.length);
  shared.set(sources);
  return shared;
}

/** What is learned must not depend on the threshold asked for, or moving it would change the model. */
function withoutThreshold({ mustLink = [], cannotLink = [], oneToOne = false }: MatchOptions): MatchOptions {
  return { mustLink, cannotLink, oneToOne };
}

/** Reads the columns of each comparison; `before` makes values count as in an earlier run. */
export async function prepareAll(table: Table, comparisons: readonly ComparisonPlan[], pool: MatchPool, job: Job, before: readonly FieldBefore[] | undefined): Promise<PreparedField[]> {
  let done = 0;
  const fields = new Array<PreparedField>(comparisons.length);
  // The longest go first, so that workers end at about the same time.
  const lengthOf = ({ columns }: ComparisonPlan): number =>
    columns.reduce((sum, number) => {
      const { column } = table.columns[number]!;
      // Columns that are joined are read row by row, others value by value.
      return sum + (columns.length === 1 ? column.bytes.length : (column.bytes.length / Math.max(1, valueCount(column))) * table.length);
    }, 0);
  const order = comparisons.map((plan, c) => ({ plan, c, length: lengthOf(plan) })).sort((left, right) => right.length - left.length || left.c - right.c);
  await Promise.all(
    order.map(async ({ plan, c }) => {
      const { field } = await ask(pool, 'prepare', { kind: 'prepare', plan, columns: plan.columns.map((column) => table.columns[column]!.column), before: before?.[c] });
      job.report({ stage: 'prepare', done: ++done, total: comparisons.length, unit: 'steps' });
      await job.breathe();
      fields[c] = field;
    }),
  );
  return fields;
}

function beforeOf(field: PreparedField): FieldBefore {
  const counted = (pool: ValuePool): Pick<ValuePool, 'hashes' | 'counts'> => ({ hashes: pool.hashes, counts: pool.counts });
  return { reading: field.reading, values: counted(field.values), words: field.words === undefined ? undefined : counted(field.words) };
}

async function scoreAll(world: MatchWorld, weights: Weights, keys: readonly BlockingKey[], table: KeyTable, sorted: readonly SortedKey[], cap: number, options: MatchOptions, pool: MatchPool, job: Job, since: { oldOf: Uint32Array; tooLarge: readonly Uint32Array[] } | undefined, forecast: number): Promise<{ pairs: ScoredPairs; candidates: number; scored: number }> {
  const changed = since === undefined ? undefined : new Uint8Array(pool.allocate(Math.max(1, world.rows)), 0, world.rows);
  since?.oldOf.forEach((old, row) => (changed![row] = old === NEW_ROW ? 1 : 0));
  // The forecast stands in the progress from the first pair on.
  job.report({ stage: 'score', done: 0, total: forecast, unit: 'pairs' });
  await pool.run({ kind: 'weights', weights });
  const tasks: Promise<Extract<MatchAnswer, { kind: 'score' }>>[] = [];
  let done = 0;
  let total = 0;
  for (const [key] of keys.entries()) {
    const entries = sorted[key]!.hashes.length;
    const step = Math.max(16_000, Math.ceil(entries / 16));
    for (let from = 0; from < entries; from += step) {
      total++;
      tasks.push(
        ask(pool, 'score', { kind: 'score', key, sorted: sorted[key]!, table, from, to: Math.min(entries, from + step), cap, cut: KEPT_BITS, pairing: options.pairing ?? 'both', changed, reopened: since?.tooLarge[key] }).then(async (answer) => {
          job.report({ stage: 'score', done: Math.round((forecast * ++done) / total), total: forecast, unit: 'pairs' });
          await job.breathe();
          return answer;
        }),
      );
    }
  }
  const answers = await Promise.all(tasks);
  return { pairs: joinPairs(answers.map(({ pairs }) => pairs), world.fields.length), candidates: answers.reduce((sum, { candidates }) => sum + candidates, 0), scored: answers.reduce((sum, { scored }) => sum + scored, 0) };
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

/** Chances of values by the counts of the earlier run; texts unknown then are as rare as can be. */
function chancesAsBefore(counts: ValueCounts, previous: MatchRun): Float64Array[] {
  return counts.counts.map((own, c) => chancesOf(own, chanceScale(previous.counts.counts[c]!, previous.counts.total, previous.counts.least[c]!)));
}

/** In how many customers each value stands. */
function countCustomers(world: MatchWorld, clusters: Clusters): ValueCounts {
  const width = world.fields.length;
  const starts = new Uint32Array(clusters.count + 2);
  for (const id of clusters.ids) starts[id + 1]!++;
  for (let id = 1; id < starts.length; id++) starts[id]! += starts[id - 1]!;
  const total = starts[1]! + clusters.count;
  const members = new Uint32Array(world.rows);
  const next = starts.slice();
  for (let row = 0; row < world.rows; row++) members[next[clusters.ids[row]!]!++] = row;
  const counts = world.fields.map((field, c) => {
    const own = new Uint32Array(field.values.size);
    const seenIn = new Uint32Array(field.values.size);
    for (let at = 0; at < starts[1]!; at++) own[world.codes[members[at]! * width + c]!]!++;
    for (let id = 1; id <= clusters.count; id++) {
      for (let at = starts[id]!; at < starts[id + 1]!; at++) {
        const value = world.codes[members[at]! * width + c]!;
        if (seenIn[value] === id) continue;
        seenIn[value] = id;
        own[value]!++;
      }
    }
    own[0] = 0;
    return own;
  });
  return { counts, total, least: leastSizes(world.fields, world.rows) };
}
