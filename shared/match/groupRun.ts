// Forms the groups of a run, at its threshold or another, and says how right and how complete they are to be expected.
import type { MatchWorld } from './MatchWorld.ts';
import { clusterPairs, type Clusters, probabilityOf } from './cluster/clusterPairs.ts';
import { OWN_PARTNER_BITS, pairsWithOwnPartners } from './cluster/ownPartners.ts';
import { strayBits } from './cluster/strayPairs.ts';
import type { MatchOptions, MatchRun } from './findDuplicates.ts';
import { exactLevel, type ScoreModel } from './score/ScoreModel.ts';
import { Scorer, type Weights, weightsOf } from './score/Scorer.ts';
import type { ScoredPairs } from './score/scoreBlocks.ts';
import { groupsVouch } from './train/settledPairs.ts';
import { scorerOf } from './scorerOf.ts';

/** What grouping again at another threshold gives; nothing is scored again. */
export type Regrouped = Pick<MatchRun, 'threshold' | 'thresholdBits' | 'clusters' | 'expected'>;

/** Groups the run's pairs at another threshold (a probability). */
export function regroup(run: Pick<MatchRun, 'world' | 'weights' | 'pairs' | 'judged'>, threshold: number, constraints: Pick<MatchOptions, 'mustLink' | 'cannotLink' | 'oneToOne'> = {}): Regrouped {
  const { clusters, thresholdBits, expected } = group(run.world, run.weights, run.pairs, run.judged, { ...constraints, threshold });
  return { threshold, thresholdBits, clusters, expected };
}

const PRECISION_FLOOR = 0.8;

/** The run's pairs under another model and grouped anew, without comparing any; for looking what a model would change. */
export function reweighRun(run: MatchRun, model: ScoreModel, constraints: Pick<MatchOptions, 'mustLink' | 'cannotLink' | 'oneToOne'> = {}): Regrouped {
  const weights = weightsOf(run.world, model, run.weights.rarityBits);
  const pairs = reweigh(run.world, weights, run.pairs);
  const { clusters, thresholdBits, expected } = group(run.world, weights, pairs, judge(pairs, run.world), { ...constraints, threshold: run.threshold });
  return { threshold: run.threshold, thresholdBits, clusters, expected };
}

/** Groups of one grouping whose rows are not together, all of them and nobody else, in the other. */
export function changedGroups(one: Clusters, other: Clusters): number {
  const partner = new Int32Array(one.count + 1).fill(-1);
  const sizes = new Uint32Array(one.count + 1);
  const otherSizes = new Uint32Array(other.count + 1);
  for (let row = 0; row < one.ids.length; row++) {
    const id = one.ids[row]!;
    const own = other.ids[row]!;
    otherSizes[own]!++;
    if (id === 0) continue;
    sizes[id]!++;
    if (partner[id] === -1) partner[id] = own;
    else if (partner[id] !== own) partner[id] = 0;
  }
  let changed = 0;
  for (let id = 1; id <= one.count; id++) if (partner[id]! <= 0 || otherSizes[partner[id]!] !== sizes[id]) changed++;
  return changed;
}

/** Rows with so little to go by that no partner could be told: even an equal row would stay under the threshold. */
export function unlinkableRows({ world, weights, thresholdBits }: Pick<MatchRun, 'world' | 'weights' | 'thresholdBits'>): Uint32Array {
  const scorer = new Scorer(world, weights);
  const width = world.fields.length;
  const levels = new Uint8Array(width);
  const found: number[] = [];
  const tops = world.fields.map(({ plan }) => exactLevel(plan.kind));
  for (let row = 0; row < world.rows; row++) {
    for (let c = 0; c < width; c++) levels[c] = world.codes[row * width + c] === 0 ? 0 : tops[c]!;
    if (scorer.sumOf(row, row, levels) < thresholdBits) found.push(row);
  }
  return Uint32Array.from(found);
}

/** Without pairs inside sources: they may not stand in one group. */
function betweenSources({ sources }: MatchWorld, pairs: ScoredPairs): ScoredPairs {
  if (sources === undefined) return pairs;
  return { ...pairs, weights: pairs.weights.map((weight, i) => (sources[pairs.left[i]!] === sources[pairs.right[i]!] ? -Infinity : weight)) };
}

/** The same pairs under other weights: their levels are known. */
export function reweigh(world: MatchWorld, weights: Weights, pairs: ScoredPairs): ScoredPairs {
  const scorer = new Scorer(world, weights);
  const bits = new Float32Array(pairs.size);
  for (let i = 0; i < pairs.size; i++) bits[i] = scorer.weigh(pairs.left[i]!, pairs.right[i]!, pairs.levels, i * pairs.width);
  return { ...pairs, weights: bits };
}

/** Weights of the pairs with what other pairs say of them; see `pairsWithOwnPartners` and `strayBits`. */
export function judge(scored: ScoredPairs, world: MatchWorld): Float32Array {
  const apart = pairsWithOwnPartners(scored, scored.weights, world);
  const weights = apart === undefined || apart.length === 0 ? scored.weights : scored.weights.slice();
  for (const i of apart ?? []) weights[i]! += OWN_PARTNER_BITS;
  const added = strayBits({ ...scored, weights }, world.rows);
  return added === undefined ? weights : weights.map((bits, i) => bits + added[i]!);
}

export function findStray(pairs: ScoredPairs, judged: Float32Array, rows: number): MatchRun['strayBitsOf'] {
  let strays: Map<number, number> | undefined;
  return (left, right) => {
    if (strays === undefined) {
      strays = new Map();
      for (let i = 0; i < pairs.size; i++) if (judged[i] !== pairs.weights[i]) strays.set(pairs.left[i]! * rows + pairs.right[i]!, judged[i]! - pairs.weights[i]!);
    }
    return strays.get(Math.min(left, right) * rows + Math.max(left, right)) ?? 0;
  };
}

export function group(world: MatchWorld, weights: Weights, scored: ScoredPairs, judged: Float32Array, options: MatchOptions): Grouped {
  const scorer = scorerOf({ world, weights });
  const pairs = { ...scored, weights: judged };
  const canVouch = groupsVouch(pairs, world.rows);
  const linked = options.oneToOne === true ? betweenSources(world, pairs) : pairs;
  const groupAt = (thresholdBits: number): Grouped => {
    const clusters = clusterPairs({
      rows: world.rows,
      pairs: linked,
      threshold: thresholdBits,
      rowHashes: world.rowHashes,
      mustLink: options.mustLink ?? [],
      cannotLink: options.cannotLink ?? [],
      scoreMissing: (left, right) => (options.oneToOne === true && world.sources !== undefined && world.sources[left] === world.sources[right] ? -Infinity : scorer.scoreOver(left, right, -60)),
      chainSay: CHAIN_SAY[canVouch ? 'vouched' : 'plain'],
    });
    return { clusters, thresholdBits, expected: expectedOf(clusters, expectedOutside(pairs, clusters)) };
  };
  if (options.threshold !== undefined) return groupAt(Math.log2(options.threshold / (1 - options.threshold)));
  let best = groupAt(chooseThreshold(pairs));
  if (!canVouch) return best;
  // Groups that vouch for their pairs also turn false ones away: a lower threshold may come out better than its pairs do.
  const highest = best.thresholdBits;
  for (let bits = highest - LOWER_STEP; bits >= Math.max(LOWEST_THRESHOLD, highest - LOWER_BY); bits -= LOWER_STEP) {
    const other = groupAt(bits);
    if (other.expected.precision >= PRECISION_FLOOR && expectedF1(other) > expectedF1(best)) best = other;
  }
  return best;
}

type Grouped = { readonly clusters: Clusters; readonly thresholdBits: number; readonly expected: Expected };

/** What chains of strong pairs say for the pairs that they join, by whether groups vouch for their pairs. */
const CHAIN_SAY = { plain: 0.35, vouched: 0.8 };

const LOWEST_THRESHOLD = -4;
const LOWER_STEP = 0.5;
const LOWER_BY = 3;

function expectedF1({ expected: { precision, recall } }: Grouped): number {
  return (2 * precision * recall) / Math.max(1e-9, precision + recall);
}

/** What a run says of its own precision and recall, each with the interval that it lies in by its own lights. */
export type Expected = { readonly precision: number; readonly recall: number; readonly precisionRange: Range; readonly recallRange: Range };

export type Range = readonly [low: number, high: number];

/** Beside chance (1.96 standard deviations), this much is never known. */
const NEVER_KNOWN = 0.005;

function expectedOf({ pairs, expectedTruePairs, leastTruePairs, mostTruePairs }: Clusters, outside: number): Expected {
  const share = (found: number, all: number): number => (all <= 0 ? 1 : Math.min(1, found / all));
  const around = (low: number, middle: number, high: number, size: number): Range => {
    const chance = NEVER_KNOWN + 1.96 * Math.sqrt((middle * (1 - middle) + 0.25 / Math.max(1, size)) / Math.max(1, size));
    return [Math.max(0, Math.min(low, middle) - chance), Math.min(1, Math.max(high, middle) + chance)];
  };
  const precision = share(expectedTruePairs, pairs);
  const recall = share(expectedTruePairs, expectedTruePairs + outside);
  return {
    precision,
    recall,
    precisionRange: around(share(leastTruePairs, pairs), precision, share(mostTruePairs, pairs), pairs),
    // What lies outside is the harder half to know: between half of it and half as much again.
    recallRange: around(share(leastTruePairs, leastTruePairs + outside * 1.5), recall, share(mostTruePairs, mostTruePairs + outside * 0.5), expectedTruePairs + outside),
  };
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
  return Math.max(LOWEST_THRESHOLD, bestBits);
}
