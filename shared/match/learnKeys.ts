// Learns from the rows: a model, and the blocking keys that bring most true pairs together for their cost.
import type { Job } from '../kernel/job.ts';
import type { MatchAnswer, MatchPool, MatchTask } from './MatchWorker.ts';
import type { MatchWorld } from './MatchWorld.ts';
import type { MatchOptions } from './findDuplicates.ts';
import type { Atom } from './keys/atoms.ts';
import { type BlockingKey, type KeyCount, keyHashes, slotsOf, type SortedKey } from './keys/blocks.ts';
import { type KeyForecast, pickKeys, proposeKeys, type SampledAtom } from './keys/chooseKeys.ts';
import { finishHash } from './prepare/Interner.ts';
import type { ModelChoices, SavedAtom } from './savedModel.ts';
import { exactChance, leastSizes, type ScoreModel, valueChances, type ValueCounts } from './score/ScoreModel.ts';
import { rarityOf, weightsOf } from './score/Scorer.ts';
import { findDependence } from './score/dependence.ts';
import type { KeyTable } from './score/scoreBlocks.ts';
import { soleModel } from './train/soleModel.ts';
import { type GradedPairs, lookAtStrangers, pickPairs, posteriorsOf, priorModel, randomPairs, type Strangers, type Training, trainModel, withoutStrangers } from './train/trainModel.ts';

/** Where all pairs are at most this many, all are compared. */
export const COMPARE_ALL = 1_200_000;

/** Tables of up to this many rows are learnt from as a whole. */
const WHOLE_ROWS = 40_000;
const LEAST_SAMPLE = 25_000;

/** Rows to learn from: as many pairs of them are the same customer in a table of 100,000 rows as in one of a million. */
const sampleSize = (rows: number): number => (rows <= WHOLE_ROWS ? rows : Math.max(LEAST_SAMPLE, Math.round(Math.sqrt(rows * 1600))));

/** How many pairs are looked at to learn from: candidates of keys, and any two rows. */
type Effort = { readonly candidates: number; readonly random: number };

const THOROUGH: Effort = { candidates: 240_000, random: 300_000 };
const BRISK: Effort = { candidates: 70_000, random: 70_000 };

/** Of larger tables fewer pairs are looked at, as grading them would take longer than all the rest. */
const THOROUGH_ROWS = 60_000;

/** With fewer matches than this among a few pairs, many are looked at after all. */
const FEW_MATCHES = 1000;

const MOST_KEYS = 40;

/** Keys forecast by one task of a worker. */
const KEYS_PER_TASK = 12;

export async function ask<Kind extends MatchAnswer['kind']>(pool: MatchPool, kind: Kind, task: MatchTask): Promise<Extract<MatchAnswer, { kind: Kind }>> {
  const answer = await pool.run(task);
  if (answer.kind !== kind) throw new Error(`A worker answered ${answer.kind} to ${task.kind}`);
  return answer as Extract<MatchAnswer, { kind: Kind }>;
}

/** Known keys on the rows at hand; where all pairs were compared and are too many now, keys are chosen anew. */
export async function takeUpKeys(world: MatchWorld, order: Uint32Array, cap: number, names: ModelChoices['keys'], options: MatchOptions, pool: MatchPool, job: Job): Promise<{ keys: BlockingKey[]; cap: number }> {
  if (names.length === 0 || (cap === Infinity && (world.rows * (world.rows - 1)) / 2 > 2 * COMPARE_ALL)) return learn(world, order, options, pool, job);
  return { keys: await sameKeys(names, pool), cap };
}

/** Keys by the names of their parts, on the rows at hand. */
async function sameKeys(keys: ModelChoices['keys'], pool: MatchPool): Promise<BlockingKey[]> {
  const atoms = new Map<string, Atom>();
  for (const field of new Set(keys.flatMap((key) => [...key.atoms, ...(key.splitters ?? [])].map(({ comparison }) => comparison)))) {
    for (const atom of (await ask(pool, 'atoms', { kind: 'atoms', field, sample: new Uint32Array(0) })).atoms) atoms.set(`${field} ${atom.name}`, atom);
  }
  const known = (names: readonly SavedAtom[]): Atom[] => names.flatMap(({ comparison, name }) => atoms.get(`${comparison} ${name}`) ?? []);
  return keys.map((key) => ({ name: key.name, atoms: known(key.atoms), splitters: known(key.splitters ?? []) }));
}

export function countsOf(world: MatchWorld): ValueCounts {
  return { counts: world.fields.map(({ values }) => values.counts), total: world.rows, least: leastSizes(world.fields, world.rows) };
}

/** Blocks larger than this are left to narrower keys. */
function blockCap(rows: number): number {
  return rows <= 20_000 ? 600 : rows <= 200_000 ? 300 : 150;
}

export function pairBudget(rows: number): number {
  return rows <= 30_000 ? 2_500_000 : Math.max(4_000_000, rows * 10);
}

/** `isFixed`: there was nothing to learn from, see `soleModel`. `candidates` are those that are not strangers beyond doubt. */
type Draft = { model: ScoreModel; limits: Training['limits']; isFixed: boolean; counts: ValueCounts; keys: BlockingKey[]; cap: number; candidates: GradedPairs; strangers: Strangers; totalPairs: number };

export async function learn(world: MatchWorld, order: Uint32Array, options: MatchOptions, pool: MatchPool, job: Job): Promise<Draft> {
  job.report({ stage: 'train', done: 0, total: 3, unit: 'steps' });
  const allPairs = (world.rows * (world.rows - 1)) / 2;
  const sample = order.slice(0, sampleSize(world.rows));
  // Workers begin with the parts of keys while this thread is still busy with the first model.
  const parts = allPairs <= COMPARE_ALL ? [] : world.fields.map((_, field) => ask(pool, 'atoms', { kind: 'atoms', field, sample }));
  const first = priorModel(world, findDependence(world, order));
  const sole = soleModel(world, first);
  const { model: start, counts } = sole ?? { model: first, counts: countsOf(world) };
  const isFixed = sole !== undefined;
  const answered = Promise.all(parts);
  await pool.run({ kind: 'weights', weights: weightsOf(world, start, rarityOf(valueChances(counts))) });
  const effort = world.rows <= THOROUGH_ROWS ? THOROUGH : BRISK;
  const gradeRandom = (count: number): Promise<GradedPairs> => grade(randomPairs(order, count, options.seed ?? 1), pool);
  const graded = gradeRandom(effort.random);
  const everything: BlockingKey = { name: '*', atoms: [], splitters: [] };
  if (allPairs <= COMPARE_ALL) {
    const strangers = lookAtStrangers(world, start, counts, await graded);
    await job.breathe();
    const candidates = withoutStrangers(world, start, counts, await grade(randomPairs(order, COMPARE_ALL, 1), pool));
    const { model, limits, open } = isFixed ? unlearnt(start) : trainModel(world, start, candidates, strangers, counts, allPairs);
    return { model, limits, isFixed, counts, keys: [everything], cap: Infinity, candidates: pickPairs(candidates, open, world.fields.length), strangers, totalPairs: allPairs };
  }
  const [answers, random] = await Promise.all([answered, graded]);
  const proposed = proposeKeys(answers.flatMap(({ atoms }) => atoms));
  const sampled = new Map(answers.flatMap(({ atoms, sampled: own }) => atoms.map((atom, i) => [atom, own[i]!] as const)));
  const parted = proposed.map(({ atoms }) => atoms.map((atom) => sampled.get(atom)!));
  const forecasting = forecastAll(world, parted, sample.length, effort.candidates, pool, job);
  let strangers = lookAtStrangers(world, start, counts, random);
  let forecasts = await forecasting;
  job.report({ stage: 'train', done: 1, total: 3, unit: 'steps' });
  const totalPairs = (sample.length * (sample.length - 1)) / 2;
  const learnFrom = async (most: number): Promise<Learnt & { candidates: GradedPairs }> => {
    const candidates = await grade(drawCandidates(forecasts, sample, options, world, most), pool);
    return { candidates, ...(isFixed ? { ...unlearnt(start), posteriors: posteriorsOf(world, start, candidates, counts) } : trainModel(world, start, candidates, strangers, counts, totalPairs)) };
  };
  let learnt = await learnFrom(effort.candidates);
  if (effort === BRISK && learnt.posteriors.reduce((sum, p) => sum + p, 0) < FEW_MATCHES) {
    strangers = lookAtStrangers(world, start, counts, await gradeRandom(THOROUGH.random));
    forecasts = await forecastAll(world, parted, sample.length, THOROUGH.candidates, pool, job);
    learnt = await learnFrom(THOROUGH.candidates);
  }
  const { candidates, model, limits, posteriors, open } = learnt;
  await job.breathe();
  job.report({ stage: 'train', done: 2, total: 3, unit: 'steps' });
  const { covered, worth, agreeing } = coverage(world, proposed, forecasts, candidates, posteriors);
  const chosen = pickKeys(proposed, forecasts, covered, worth, pairBudget(world.rows), world.rows, MOST_KEYS);
  const fitting = fittingSplitters(world, agreeing, worth);
  return { model, limits, isFixed, counts, keys: chosen.map((k) => ({ ...proposed[k]!, splitters: splittersOf(proposed[k]!, fitting) })), cap: blockCap(world.rows), candidates: pickPairs(candidates, open, world.fields.length), strangers, totalPairs };
}

type Learnt = Omit<Training, 'rounds'>;

/** What training gives where there is nothing to learn. */
function unlearnt(model: ScoreModel): Omit<Learnt, 'posteriors'> {
  return { model, open: new Uint32Array(0), limits: [] };
}

/** Forecasts the keys, a few by each task, and draws enough pairs for so many candidates. */
async function forecastAll(world: MatchWorld, keys: readonly (readonly SampledAtom[])[], rows: number, candidates: number, pool: MatchPool, job: Job): Promise<KeyForecast[]> {
  const share = Math.max(2000, Math.ceil((3 * candidates) / Math.max(1, keys.length)));
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
function drawCandidates(forecasts: readonly KeyForecast[], sample: Uint32Array, options: MatchOptions, world: MatchWorld, most: number): { left: Uint32Array; right: Uint32Array } {
  const seen = new PairSet(most);
  const left = new Uint32Array(most);
  const right = new Uint32Array(most);
  let size = 0;
  const bySize = forecasts.map((forecast, k) => ({ forecast, k })).sort((a, b) => a.forecast.pairs - b.forecast.pairs || a.k - b.k);
  const { pairing = 'both' } = options;
  for (const { forecast } of bySize) {
    const { drawn } = forecast;
    for (let i = 0; i < drawn.length && size < most; i += 2) {
      const [a, b] = [drawn[i]!, drawn[i + 1]!];
      if (a === b) continue;
      const one = sample[a]!;
      const other = sample[b]!;
      if (pairing !== 'both' && world.sources !== undefined && (world.sources[one] === world.sources[other]) === (pairing === 'between')) continue;
      if (!seen.add(Math.min(a, b), Math.max(a, b))) continue;
      left[size] = one;
      right[size++] = other;
    }
  }
  return { left: left.slice(0, size), right: right.slice(0, size) };
}

/** Pairs of numbers, each once, up to a known number of them. */
class PairSet {
  private readonly left: Uint32Array;
  private readonly right: Uint32Array;
  private readonly mask: number;

  constructor(most: number) {
    let size = 1 << 10;
    while (size < most * 2) size *= 2;
    this.mask = size - 1;
    this.left = new Uint32Array(size);
    this.right = new Uint32Array(size);
  }

  /** False where the pair was there already. */
  add(left: number, right: number): boolean {
    let slot = finishHash(Math.imul(left, 0x9e3779b1) ^ right) & this.mask;
    // A right of 0 is an empty slot: pairs are ascending.
    while (this.right[slot] !== 0) {
      if (this.left[slot] === left && this.right[slot] === right) return false;
      slot = (slot + 1) & this.mask;
    }
    this.left[slot] = left;
    this.right[slot] = right;
    return true;
  }
}

/** Which likely true pairs each key brings together, and what each is worth. */
function coverage(world: MatchWorld, keys: readonly BlockingKey[], forecasts: readonly KeyForecast[], candidates: GradedPairs, posteriors: Float64Array): { covered: Uint32Array[]; worth: Float64Array; agreeing: ReadonlyMap<Atom, Uint8Array> } {
  const likely: number[] = [];
  for (let i = 0; i < posteriors.length && likely.length < 20_000; i++) if (posteriors[i]! > 0.5) likely.push(i);
  const worth = Float64Array.from(likely, (i) => posteriors[i]!);
  const width = world.fields.length;
  const agreeing = new Map<Atom, Uint8Array>();
  for (const atom of new Set(keys.flatMap(({ atoms }) => atoms))) agreeing.set(atom, Uint8Array.from(likely, (i) => (sharesAtom(world, atom, candidates.left[i]! * width, candidates.right[i]! * width) ? 1 : 0)));
  const covered = forecasts.map(({ tooLarge }, k) => {
    const key = keys[k]!;
    const own = key.atoms.map((atom) => agreeing.get(atom)!);
    const pairs: number[] = [];
    for (let n = 0; n < likely.length; n++) {
      const i = likely[n]!;
      if (own.every((agree) => agree[n] === 1) && (tooLarge.size === 0 || !inLargeBlock(world, key, candidates.left[i]!, candidates.right[i]!, tooLarge))) pairs.push(n);
    }
    return Uint32Array.from(pairs);
  });
  return { covered, worth, agreeing };
}

const MOST_SPLITTERS = 3;
/** A splitter that fewer of the likely true pairs agree in would part what belongs together. */
const LEAST_AGREEING = 0.5;

/** Atoms that most likely true pairs agree in, the one that parts a block furthest first. */
function fittingSplitters(world: MatchWorld, agreeing: ReadonlyMap<Atom, Uint8Array>, worth: Float64Array): Atom[] {
  const all = worth.reduce((sum, own) => sum + own, 0);
  const fitting: { atom: Atom; spread: number }[] = [];
  for (const [atom, agrees] of agreeing) {
    if (atom.slots > 1) continue;
    let share = 0;
    for (let n = 0; n < agrees.length; n++) share += agrees[n]! * worth[n]!;
    if (share >= LEAST_AGREEING * all && all > 0) fitting.push({ atom, spread: share / all + (1 - exactChance(world.fields[atom.field]!.values.counts)) });
  }
  fitting.sort((one, other) => other.spread - one.spread || one.atom.field - other.atom.field || (one.atom.name < other.atom.name ? -1 : 1));
  return fitting.map(({ atom }) => atom);
}

/** What splits blocks of the key that are too large: atoms of other comparisons. */
function splittersOf(key: BlockingKey, fitting: readonly Atom[]): Atom[] {
  const taken = new Set(key.atoms.map(({ field }) => field));
  const picked: Atom[] = [];
  for (const atom of fitting) {
    if (picked.length === MOST_SPLITTERS) break;
    if (taken.has(atom.field)) continue;
    taken.add(atom.field);
    picked.push(atom);
  }
  return picked;
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

export async function sortKeys(world: MatchWorld, keys: readonly BlockingKey[], order: Uint32Array, cap: number, pool: MatchPool, job: Job): Promise<{ table: KeyTable; sorted: SortedKey[]; counts: KeyCount[]; tooLarge: Uint32Array[] }> {
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
  return { table, sorted: answers.map(({ sorted }) => sorted), counts: answers.map(({ count }) => count), tooLarge: answers.map((answer) => answer.tooLarge) };
}
