// Learns the model from pairs without labels: u from random pairs, m, λ and the share of relatives by expectation–maximisation.
import { randomInteger, seededRandom } from '../../kernel/random.ts';
import { LEVELS, type ComparisonKind } from '../matchTypes.ts';
import type { MatchWorld } from '../MatchWorld.ts';
import type { PreparedField } from '../prepare/PreparedField.ts';
import type { Dependence } from '../score/dependence.ts';
import { levelIndex, rarityOf, weightsOf } from '../score/Scorer.ts';
import { exactChance, exactLevel, isFirm, priorMatchSets, type Relation, relations, SETS, valueChances, type ScoreModel, type ValueCounts } from '../score/ScoreModel.ts';
import { countLevels, PairOdds } from './PairOdds.ts';

/** Pairs and their levels: `left[i]`, `right[i]`, levels at `i * width`. */
export type GradedPairs = {
  readonly left: Uint32Array;
  readonly right: Uint32Array;
  readonly levels: Uint8Array;
};

/** As many true matches as the prior counts for. */
const PRIOR_PAIRS = 40;
const ROUNDS = 25;
/** 1 + odds of anything but strangers below which a pair is left out: far under in the first rounds, while little is known. */
const EARLY_STRANGER = 1 + 2 ** -22;
const LATE_STRANGER = 1.000_02;
/** How far the share of matches inside sources and between them may be apart. */
const MOST_APART = 64;

/** Random pairs of different rows, the same whatever the order of rows. */
export function randomPairs(order: Uint32Array, count: number, seed: number): { left: Uint32Array; right: Uint32Array } {
  const rows = order.length;
  const total = (rows * (rows - 1)) / 2;
  if (total <= count) {
    const left = new Uint32Array(total);
    const right = new Uint32Array(total);
    let at = 0;
    for (let i = 0; i < rows; i++) {
      for (let j = i + 1; j < rows; j++) {
        left[at] = order[i]!;
        right[at++] = order[j]!;
      }
    }
    return { left, right };
  }
  const random = seededRandom(seed);
  const left = new Uint32Array(count);
  const right = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const first = randomInteger(random, rows);
    let second = randomInteger(random, rows - 1);
    if (second >= first) second++;
    left[i] = order[first]!;
    right[i] = order[second]!;
  }
  return { left, right };
}

/** A model before any learning, good enough to grade with. */
export function priorModel(world: MatchWorld, { parents, shared }: Dependence): ScoreModel {
  const m = world.fields.map(({ plan }) => priorMatchSets(plan.kind));
  const u = world.fields.map((field) => {
    const levels = new Float64Array(SETS * LEVELS);
    const top = exactLevel(field.plan.kind);
    const same = exactChance(field.values.counts);
    for (let set = 0; set < SETS; set++) {
      for (let level = 1; level < top; level++) levels[set * LEVELS + level] = level === 1 ? 0.9 : 0.1 / Math.max(1, top - 2);
      levels[set * LEVELS + top] = same;
    }
    return levels;
  });
  const rows = Math.max(2, world.rows);
  // Without addresses and phones nobody can tell a home or a branch, and the relations would only blur names.
  const knowsHomes = world.fields.some(({ plan }) => plan.kind === 'address' || plan.kind === 'phone');
  const knowsArticles = !knowsHomes && world.fields.some(({ plan }) => plan.kind === 'name') && world.fields.some((field) => field.plan.kind === 'identifier' && isArticle(field));
  // Persons and the firm that they stand for: who works there shares its name, its domain, its telephone.
  const knowsFirms = knowsEmployers(world);
  // Several names of which one is the title: songs of a record, papers of an author.
  const knowsWholes = !knowsHomes && world.fields.filter(({ plan }) => plan.kind === 'name').length > 1;
  const share = (relation: Relation): number => {
    if (relation === 'pieces') return knowsWholes ? Math.min(0.05, 0.3 / rows) : 0;
    if (relation === 'variants') return knowsArticles ? Math.min(0.05, 1 / rows) : 0;
    return (relation === 'colleagues' ? knowsFirms : knowsHomes) ? Math.min(0.05, 0.1 / rows) : 0;
  };
  return { parents, sharedWithParent: shared, m, u, lambda: Math.min(0.05, 0.3 / rows), lambdaWithin: Math.min(0.05, 0.3 / rows), related: Float64Array.from(relations, (relation) => share(relation)) };
}

/** Whether firms' names stand beside persons' rather than for firms themselves. */
function knowsEmployers({ fields, codes, rows }: MatchWorld): boolean {
  const width = fields.length;
  const firm = fields.findIndex(({ plan }) => isFirm(plan.field));
  const person = fields.findIndex(({ plan }) => plan.kind === 'surname' || plan.kind === 'given');
  if (firm < 0 || person < 0) return false;
  let [firms, persons] = [0, 0];
  for (let row = 0; row < rows; row++) {
    if (codes[row * width + firm] === 0) continue;
    firms++;
    if (codes[row * width + person] !== 0) persons++;
  }
  return persons > firms / 2;
}

/** Article numbers mix letters and digits; plain numbers of a column may count anything. */
function isArticle({ values }: PreparedField): boolean {
  let mixed = 0;
  for (let value = 1; value < values.size; value++) {
    let seen = 0;
    for (let i = values.offsets[value]!; i < values.offsets[value + 1]!; i++) seen |= values.bytes[i]! >= 48 && values.bytes[i]! <= 57 ? 1 : 2;
    if (seen === 3) mixed++;
  }
  return mixed > values.size / 2;
}

export type Training = {
  readonly model: ScoreModel;
  /** P(same customer) of each candidate, at the end. */
  readonly posteriors: Float64Array;
  /** Which candidates are not strangers beyond doubt. */
  readonly open: Uint32Array;
  /** Per comparison how much true matches may differ, from what the first rounds saw. */
  readonly limits: readonly Unlike[];
  readonly rounds: number;
};

/**
 * `candidates` hold (nearly) all true matches of a population of `totalPairs`; all other pairs are taken for strangers.
 * A start that was learned already needs fewer rounds, and keeps the limits `known` from then.
 */
export function trainModel(world: MatchWorld, start: ScoreModel, candidates: GradedPairs, strangers: Strangers, counts: ValueCounts, totalPairs: number, leastRounds = 10, known?: readonly Unlike[]): Training {
  const width = world.fields.length;
  const rarity = rarityOf(valueChances(counts));
  const model: ScoreModel = { ...start, m: start.m.map((levels) => levels.slice()), u: start.u.map((levels) => levels.slice()), related: start.related.slice() };
  const tops = world.fields.map(({ plan }) => exactLevel(plan.kind));
  const priors = world.fields.map(({ plan }) => priorMatchSets(plan.kind));
  const articles = world.fields.map((field) => model.related[relations.indexOf('variants')]! > 0 && field.plan.kind === 'identifier' && isArticle(field));
  const employers = world.fields.map(({ plan }) => model.related[relations.indexOf('colleagues')]! > 0 && isFirm(plan.field));
  const within = world.sources === undefined ? undefined : shareWithin(world.sources);
  const posteriors = new Float64Array(candidates.left.length);
  let active = Uint32Array.from(candidates.left.keys());
  learnU(world, model, strangers.sums, counts);
  const odds = new PairOdds(world, weightsOf(world, model, rarity), candidates);
  const suspects = new PairOdds(world, weightsOf(world, model, rarity), strangers.suspects);
  const unlike = world.fields.map(({ plan }, c) => UNLIKE[articles[c] ? 'article' : employers[c] ? 'employer' : plan.kind]);
  const limits: Unlike[] = known?.slice() ?? [];
  let rounds = 0;
  let previous = -1;
  for (; rounds < ROUNDS; rounds++) {
    if (rounds > 0) odds.use(weightsOf(world, model, rarity));
    const sums = new Float64Array(SETS * width * LEVELS);
    let matches = 0;
    let matchesWithin = 0;
    const related = new Float64Array(relations.length);
    let kept = 0;
    const certain = rounds < 2 ? EARLY_STRANGER : LATE_STRANGER;
    for (const i of active) {
      const p = odds.posterior(i);
      const { all } = odds;
      posteriors[i] = p;
      const [from, to] = odds.rangeAt(i);
      for (let relation = from; relation < to; relation++) related[relation]! += odds.related[relation]! / all;
      // Pairs that are strangers beyond doubt need not be looked at again.
      if (all > certain) active[kept++] = i;
      if (p < 1e-4) continue;
      matches += p;
      if (odds.isWithinSource(i)) matchesWithin += p;
      odds.addTo(sums, i, p);
    }
    active = active.slice(0, kept);
    for (let c = 0; c < width; c++) learnM(model.m[c]!, sums, width, c, tops[c]!, priors[c]!, limits[c], unlike[c]);
    if (rounds === EARLY_ROUND && known === undefined) for (let c = 0; c < width; c++) limits[c] = leewayOf(model.m[c]!, unlike[c]?.levels ?? 1);
    const least = 0.02 / Math.max(10, totalPairs);
    if (within === undefined) model.lambda = Math.min(0.3, Math.max(rounds < HELD_ROUNDS && known === undefined ? start.lambda : least, matches / totalPairs));
    else {
      const pairsWithin = totalPairs * within;
      model.lambda = Math.min(0.3, Math.max(least, (matches - matchesWithin) / Math.max(1, totalPairs - pairsWithin)));
      model.lambdaWithin = Math.min(0.3, Math.max(least, matchesWithin / Math.max(1, pairsWithin)));
      // A few pairs, or none, must not rule out one of the two.
      const [low, high] = [Math.min(model.lambda, model.lambdaWithin), Math.max(model.lambda, model.lambdaWithin)];
      if (low < high / MOST_APART) {
        if (low === model.lambda) model.lambda = high / MOST_APART;
        else model.lambdaWithin = high / MOST_APART;
      }
    }
    for (const relation of relations.keys()) if (model.related[relation]! > 0) model.related[relation] = Math.min(0.3, Math.max(0.02 / Math.max(10, totalPairs), related[relation]! / totalPairs));
    if (rounds === 3 || rounds === 8) {
      suspects.use(weightsOf(world, model, rarity));
      learnU(world, model, sumsWithout(strangers, suspects), counts);
    }
    if (Math.abs(matches - previous) < 0.0005 * matches && rounds + 1 >= leastRounds) break;
    previous = matches;
  }
  return { model, posteriors, open: active, limits, rounds };
}

/** P(same customer) of each pair under a model. */
export function posteriorsOf(world: MatchWorld, model: ScoreModel, pairs: GradedPairs, counts: ValueCounts): Float64Array {
  const odds = new PairOdds(world, weightsOf(world, model, rarityOf(valueChances(counts))), pairs);
  return Float64Array.from(pairs.left, (_, i) => odds.posterior(i));
}

/** The share of all pairs of rows whose rows are of one source. */
function shareWithin(sources: Uint32Array): number {
  const counts = new Map<number, number>();
  for (const source of sources) counts.set(source, (counts.get(source) ?? 0) + 1);
  let pairs = 0;
  for (const count of counts.values()) pairs += (count * (count - 1)) / 2;
  return pairs / Math.max(1, (sources.length * (sources.length - 1)) / 2);
}

/**
 * The first rounds look at pairs that are hardly to be doubted. What those differ in seldom, others may differ in somewhat
 * more often; where the learning goes on to pairs that differ in it far more often, it has left the customers for others
 * that look alike: rows of one town, hotels of one chain, songs of one record.
 */
const EARLY_ROUND = 1;

/** So many rounds the share of matches is not taken for smaller than it is at first: only then is it known what tells them. */
const HELD_ROUNDS = 4;

function leewayOf(m: Float64Array, levels: number): Unlike {
  let share = 0;
  for (let level = 1; level <= levels; level++) share += m[level]!;
  return { levels, most: 2 * share + 0.05 };
}

function learnM(m: Float64Array, sums: Float64Array, width: number, comparison: number, top: number, prior: Float64Array, early: Unlike | undefined, unlike: Unlike | undefined): void {
  for (let set = 0; set < SETS; set++) {
    const base = levelIndex(width, set, comparison, 0);
    let total = 0;
    for (let level = 1; level <= top; level++) total += sums[base + level]!;
    for (let level = 1; level <= top; level++) m[set * LEVELS + level] = (sums[base + level]! + PRIOR_PAIRS * prior[set * LEVELS + level]!) / (total + PRIOR_PAIRS);
    for (const limit of [early, unlike]) if (set === 0 && limit !== undefined) limitShare(m, 1, limit.levels, limit.most, top);
  }
}

/**
 * However often pairs that fit in all else differ in what names a customer, they are others of the home, the firm, the
 * range of products: without a limit the learning would take those for the customers. Per kind the levels, from
 * "different" on, that at most this share of true matches may have.
 */
export type Unlike = { readonly levels: number; readonly most: number };
const UNLIKE: Readonly<Partial<Record<ComparisonKind | 'article' | 'employer', Unlike>>> = {
  given: { levels: 2, most: 0.3 },
  surname: { levels: 3, most: 0.3 },
  name: { levels: 2, most: 0.35 },
  date: { levels: 2, most: 0.3 },
  identifier: { levels: 3, most: 0.5 },
  article: { levels: 3, most: 0.12 },
  employer: { levels: 2, most: 0.12 },
};

/** Scales levels `from` to `to` down to a share of `most`, and the others up. */
function limitShare(m: Float64Array, from: number, to: number, most: number, top: number): void {
  let share = 0;
  for (let level = from; level <= to; level++) share += m[level]!;
  if (share <= most) return;
  for (let level = 1; level <= top; level++) m[level]! *= level >= from && level <= to ? most / share : (1 - most) / Math.max(1e-9, 1 - share);
}

/** What a plain sample of pairs shows: how often they have each level, and those of them that may be matches. */
export type Strangers = { readonly sums: Float64Array; readonly suspects: GradedPairs };

/** Odds under which a pair of the sample is no match whatever is learned, each equal value taken for a rare one of 30 bits. */
const NEVER_ODDS = 2 ** -22;
const RARE_BITS = 30;

export function lookAtStrangers(world: MatchWorld, model: ScoreModel, counts: ValueCounts, random: GradedPairs): Strangers {
  const weights = weightsOf(world, model, rarityOf(valueChances(counts)));
  const { sums, over } = countLevels(world, weights, random, RARE_BITS, NEVER_ODDS);
  return { sums, suspects: pickPairs(random, over, weights.width) };
}

/** The pairs but those that are no matches whatever is learned: of all pairs of a table, nearly all. */
export function withoutStrangers(world: MatchWorld, model: ScoreModel, counts: ValueCounts, pairs: GradedPairs): GradedPairs {
  const weights = weightsOf(world, model, rarityOf(valueChances(counts)));
  return pickPairs(pairs, countLevels(world, weights, pairs, RARE_BITS, NEVER_ODDS).over, weights.width);
}

export function pickPairs({ left, right, levels }: GradedPairs, picked: Uint32Array, width: number): GradedPairs {
  const own = new Uint8Array(picked.length * width);
  for (let at = 0; at < picked.length; at++) own.set(levels.subarray(picked[at]! * width, (picked[at]! + 1) * width), at * width);
  return { left: picked.map((i) => left[i]!), right: picked.map((i) => right[i]!), levels: own };
}

/** Where e-mails are made of names, those of namesakes are alike in their user part without being one person's: how often, per level. */
const namesakeEmails: readonly number[] = [0, 0, 0, 0.1, 0.03, 0.02];

const FEW_PAIRS = 2000;
const USUAL_PAIRS = 50;

/** How often strangers have each level, each pair weighed by how surely it is no match. */
function sumsWithout({ sums, suspects: { left } }: Strangers, odds: PairOdds): Float64Array {
  const weighed = sums.slice();
  for (let i = 0; i < left.length; i++) {
    const own = odds.matchOdds(i);
    if (own > 2 ** -8) odds.addTo(weighed, i, -own / (1 + own));
  }
  return weighed;
}

/** Levels of strangers: equal values from counts, the rest from how often random pairs have them. */
function learnU(world: MatchWorld, model: ScoreModel, sums: Float64Array, counts: ValueCounts): void {
  const width = world.fields.length;
  for (let c = 0; c < width; c++) {
    const top = exactLevel(world.fields[c]!.plan.kind);
    const all = new Float64Array(LEVELS);
    let total = 0;
    for (let set = 0; set < SETS; set++) for (let level = 1; level <= top; level++) all[level]! += sums[levelIndex(width, set, c, level)]!;
    for (let level = 1; level <= top; level++) total += all[level]!;
    // Half a pair of every level keeps what was never seen possible.
    const smooth = 0.5;
    // Of few pairs little is seen: what strangers are like anywhere counts as so many more.
    const usual = total < FEW_PAIRS ? USUAL_PAIRS : 0;
    for (let level = 1; level <= top; level++) all[level] = (all[level]! + usual * (level === 1 ? 0.97 : 0.03 / Math.max(1, top - 1)) + (usual > 0 ? 0 : smooth)) / (total + usual + (usual > 0 ? 0 : smooth * top));
    if (total > 0 && counts.total > 2000) all[top] = Math.max(1e-9, exactChance(counts.counts[c]!));
    const u = model.u[c]!;
    const isEmail = world.fields[c]!.plan.kind === 'email';
    for (let set = 0; set < SETS; set++) {
      const shared = set === 1 && !isEmail ? model.sharedWithParent[c]! : 0;
      const namesakes = set === 1 && isEmail ? model.sharedWithParent[c]! : 0;
      let seen = 0;
      for (let level = 1; level <= top; level++) seen += sums[levelIndex(width, set, c, level)]!;
      for (let level = 1; level <= top; level++) {
        // What all pairs show stands in for what too few pairs of this set show.
        const marginal = shared > 0 ? (level === top ? shared : (all[level]! * (1 - shared)) / Math.max(1e-6, 1 - all[top]!)) : all[level]! + namesakes * (namesakeEmails[level] ?? 0);
        const weight = set === 0 || model.parents[c]! < 0 ? 0 : seen;
        u[set * LEVELS + level] = level === top ? marginal : (marginal * 200 + (weight === 0 ? 0 : sums[levelIndex(width, set, c, level)]!)) / (200 + weight);
      }
    }
  }
}
