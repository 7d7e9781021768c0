// Says why two rows match or not, for any two rows, whether or not a key brought them together.
import { keyHashes, slotsOf, splitHash, type BlockingKey } from '../keys/blocks.ts';
import { probabilityOf } from '../cluster/clusterPairs.ts';
import type { Explainable } from '../keptRun.ts';
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

/** A key that did not bring two rows together: the parts in which they differ; none where its block was too large to compare. */
export type MissedKey = { readonly name: string; readonly unlike: readonly string[] };

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
  /** Blocking keys that brought the two together. */
  readonly keys: readonly string[];
  /** Where none did: the keys that came nearest, fewest unlike parts first. */
  readonly missedKeys: readonly MissedKey[];
  /** Two different valid tax ids: never one customer. */
  readonly forbidden: 'taxIds' | undefined;
  /** The comparison without which the pair falls under the threshold; undefined where several are needed or none. */
  readonly decisive: string | undefined;
};

export function explainPair(run: Explainable, left: number, right: number): ExplainedPair {
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
  const strayBits = run.strayBitsOf(left, right);
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
    ...keysOf(run, left, right),
    forbidden: scorer.isForbidden(left, right) ? 'taxIds' : undefined,
    decisive: decisiveOf(parts, weightBits, run.thresholdBits),
  };
}

function likeliestRelation(run: Explainable, left: number, right: number, levels: Uint8Array): Relation {
  const { kinds } = run.world;
  const [from, to] = relationRange(kinds[left]!, kinds[right]!);
  const scorer = scorerOf(run);
  let best = from;
  for (let relation = from; relation < to; relation++) if (scorer.relatedOdds(left, levels, relation) > scorer.relatedOdds(left, levels, best)) best = relation;
  return relations[best]!;
}

const NEAREST_KEYS = 4;

function keysOf(run: Explainable, left: number, right: number): Pick<ExplainedPair, 'keys' | 'missedKeys'> {
  const keys: string[] = [];
  const missed: MissedKey[] = [];
  for (const [k, key] of run.blocking.entries()) {
    const shared = sharedHashes(run, key, left, right);
    const isTooLarge = (hash: number): boolean => run.tooLarge[k]?.includes(hash) ?? false;
    const meet = (hash: number): boolean => {
      const own = splitHash(run.world, key, hash, left, isTooLarge);
      return own !== 0 && own === splitHash(run.world, key, hash, right, isTooLarge);
    };
    if (shared.some(meet)) keys.push(key.name);
    else missed.push({ name: key.name, unlike: shared.length > 0 ? [] : key.atoms.filter((atom) => sharedHashes(run, { name: atom.name, atoms: [atom], splitters: [] }, left, right).length === 0).map(({ name }) => name) });
  }
  missed.sort((one, other) => one.unlike.length - other.unlike.length);
  return { keys, missedKeys: keys.length > 0 ? [] : missed.slice(0, NEAREST_KEYS) };
}

function sharedHashes({ world }: Explainable, key: BlockingKey, left: number, right: number): number[] {
  const slots = slotsOf(key);
  const own = new Uint32Array(slots);
  const other = new Uint32Array(slots);
  keyHashes(world, key, left, own, 0);
  keyHashes(world, key, right, other, 0);
  return Array.from(own).filter((hash) => hash !== 0 && other.includes(hash));
}

function decisiveOf(parts: readonly ExplainedPart[], weightBits: number, thresholdBits: number): string | undefined {
  if (weightBits < thresholdBits) return undefined;
  const needed = parts.filter((part) => weightBits - part.weightBits < thresholdBits);
  return needed.length === 1 ? needed[0]!.name : undefined;
}
