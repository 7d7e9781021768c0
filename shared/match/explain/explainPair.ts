// Says why two rows match or not, for any two rows, whether or not a key brought them together.
import { keyHashes, slotsOf } from '../keys/blocks.ts';
import { probabilityOf } from '../cluster/clusterPairs.ts';
import type { MatchRun } from '../findDuplicates.ts';
import { LEVELS, levelNames, type ComparisonKind } from '../matchTypes.ts';
import { levelIndex } from '../score/Scorer.ts';
import { exactLevel, relationRange, relations, type Relation } from '../score/ScoreModel.ts';
import { scorerOf } from '../scorerOf.ts';

/** One comparison's share of the weight. */
export type ExplainedPart = {
  /** Number of the comparison in the run. */
  readonly comparison: number;
  readonly name: string;
  readonly kind: ComparisonKind;
  /** A word of `levelNames`. */
  readonly level: string;
  readonly weightBits: number;
  /** P(level | same customer) and P(level | different customers); for an equal value u is the value's own. */
  readonly m: number;
  readonly u: number;
  /** Rows that have the equal value; undefined where the values differ. */
  readonly count: number | undefined;
  /** The comparison that this one hangs on, where that changed its weight. */
  readonly dependsOn: string | undefined;
};

export type ExplainedPair = {
  readonly left: number;
  readonly right: number;
  readonly priorBits: number;
  /** Comparisons with a value on both sides, in the order of the run. */
  readonly parts: readonly ExplainedPart[];
  /** What is taken off because the two may be merely related, and as what. */
  readonly relation: { readonly kind: Relation; readonly bits: number } | undefined;
  /** What chance says of the pair, where nothing else comes near the two; 0 for most. */
  readonly strayBits: number;
  readonly weightBits: number;
  readonly probability: number;
  /** Blocking keys that the two share. */
  readonly keys: readonly string[];
  /** Two different valid tax ids: never one customer. */
  readonly forbidden: 'taxIds' | undefined;
  /** The comparison without which the pair falls under the threshold; undefined where several are needed or none. */
  readonly decisive: string | undefined;
};

export function explainPair(run: MatchRun, left: number, right: number): ExplainedPair {
  const { world, weights, model } = run;
  const scorer = scorerOf(run);
  const levels = scorer.grade(left, right).slice();
  const width = world.fields.length;
  const parts: ExplainedPart[] = [];
  for (let c = 0; c < width; c++) {
    const level = levels[c]!;
    if (level === 0) continue;
    const { plan, values } = world.fields[c]!;
    const set = scorer.setOf(levels, 0, c);
    const isEqual = level === exactLevel(plan.kind);
    const value = world.codes[left * width + c]!;
    const weightBits = scorer.partOf(left, levels, 0, c);
    const m = model.m[c]![set * LEVELS + level]!;
    const parent = weights.parents[c]!;
    parts.push({
      comparison: c,
      name: plan.name,
      kind: plan.kind,
      level: levelNames[plan.kind][level]!,
      weightBits,
      m,
      u: isEqual ? m / 2 ** weightBits : m / 2 ** weights.levelBits[levelIndex(width, set, c, level)]!,
      count: isEqual ? values.counts[value]! : undefined,
      dependsOn: parent >= 0 && set > 0 ? world.fields[parent]!.plan.name : undefined,
    });
  }
  const penalty = scorer.relatedPenalty(left, right, levels);
  const strayBits = strayPairsOf(run).get(Math.min(left, right) * world.rows + Math.max(left, right)) ?? 0;
  const weightBits = scorer.sumOf(left, right, levels) - penalty + strayBits;
  return {
    left,
    right,
    priorBits: scorer.priorOf(left, right),
    parts,
    relation: penalty > 0.05 ? { kind: likeliestRelation(run, left, right, levels), bits: -penalty } : undefined,
    strayBits,
    weightBits,
    probability: probabilityOf(weightBits),
    keys: run.blocking.filter((key) => sharesKey(run, key, left, right)).map(({ name }) => name),
    forbidden: scorer.isForbidden(left, right) ? 'taxIds' : undefined,
    decisive: decisiveOf(parts, weightBits, run.thresholdBits),
  };
}

const strays = new WeakMap<Float32Array, Map<number, number>>();

/** Bits of the pairs that chance speaks about. */
function strayPairsOf({ pairs, judged, world }: MatchRun): Map<number, number> {
  let found = strays.get(judged);
  if (found === undefined) {
    found = new Map();
    for (let i = 0; i < pairs.size; i++) if (judged[i] !== pairs.weights[i]) found.set(pairs.left[i]! * world.rows + pairs.right[i]!, judged[i]! - pairs.weights[i]!);
    strays.set(judged, found);
  }
  return found;
}

function likeliestRelation(run: MatchRun, left: number, right: number, levels: Uint8Array): Relation {
  const { kinds } = run.world;
  const [from, to] = relationRange(kinds[left]!, kinds[right]!);
  const scorer = scorerOf(run);
  let best = from;
  for (let relation = from; relation < to; relation++) if (scorer.relatedOdds(left, levels, relation) > scorer.relatedOdds(left, levels, best)) best = relation;
  return relations[best]!;
}

function sharesKey({ world }: MatchRun, key: MatchRun['blocking'][number], left: number, right: number): boolean {
  const slots = slotsOf(key);
  const own = new Uint32Array(slots);
  const other = new Uint32Array(slots);
  keyHashes(world, key, left, own, 0);
  keyHashes(world, key, right, other, 0);
  return own.some((hash) => hash !== 0 && other.includes(hash));
}

function decisiveOf(parts: readonly ExplainedPart[], weightBits: number, thresholdBits: number): string | undefined {
  if (weightBits < thresholdBits) return undefined;
  const needed = parts.filter((part) => weightBits - part.weightBits < thresholdBits);
  return needed.length === 1 ? needed[0]!.name : undefined;
}
