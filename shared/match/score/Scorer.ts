// Scores pairs of rows: levels, match weight in bits, and an early exit for pairs that cannot reach the cut.
import { comparerOf, type Comparer } from '../compare/comparer.ts';
import { jaroWinkler } from '../compare/jaroWinkler.ts';
import { LEVELS, type ComparisonKind } from '../matchTypes.ts';
import type { MatchWorld } from '../MatchWorld.ts';
import { exactLevel, relationRange, relatedLevels, relations, sharedShare, type ScoreModel } from './ScoreModel.ts';

/** Bits per comparison and level, and per value for equal values. */
export type Weights = {
  readonly width: number;
  /** log2(m/u) at `c * LEVELS + level`. */
  readonly levelBits: Float64Array;
  /** Bits of an equal value, per comparison and value. */
  readonly exactBits: readonly Float32Array[];
  /** Per relation log2(h/u) at `c * LEVELS + level`; equal values from `exactBits` and the shares. */
  readonly relatedBits: readonly Float64Array[];
  readonly relatedShares: readonly Float64Array[];
  readonly priorBits: number;
  readonly relatedPriorBits: readonly number[];
};

const NOTHING = 1e-300;

export function weightsOf(world: MatchWorld, model: ScoreModel, chances: readonly Float64Array[]): Weights {
  const width = world.fields.length;
  const levelBits = new Float64Array(width * LEVELS);
  const related = relations.map(() => new Float64Array(width * LEVELS));
  const shares = relations.map(() => new Float64Array(width));
  const exactBits: Float32Array[] = [];
  for (let c = 0; c < width; c++) {
    const kind = world.fields[c]!.plan.kind;
    const top = exactLevel(kind);
    const m = model.m[c]!;
    const u = model.u[c]!;
    for (let level = 1; level <= top; level++) levelBits[c * LEVELS + level] = Math.log2(Math.max(m[level]!, NOTHING) / Math.max(u[level]!, NOTHING));
    limitWeights(kind, levelBits, c * LEVELS, top);
    for (const [side, relation] of relations.entries()) {
      shares[side]![c] = sharedShare(kind, relation);
      const h = relatedLevels(kind, relation, m, u);
      for (let level = 1; level <= top; level++) related[side]![c * LEVELS + level] = Math.log2(Math.max(h[level]!, NOTHING) / Math.max(u[level]!, NOTHING));
    }
    const bits = new Float32Array(chances[c]!.length);
    for (let value = 1; value < bits.length; value++) {
      const own = Math.log2(Math.max(m[top]!, NOTHING) / Math.max(chances[c]![value]!, 1e-12));
      bits[value] = kind === 'category' ? Math.max(0, own) : own;
    }
    exactBits.push(bits);
  }
  return {
    width,
    levelBits,
    exactBits,
    relatedBits: related,
    relatedShares: shares,
    priorBits: Math.log2(model.lambda / (1 - model.lambda)),
    relatedPriorBits: Array.from(model.related, (share) => Math.log2(share / (1 - share))),
  };
}

/** A category tells little when it differs, and agreement never speaks against a match. */
function limitWeights(kind: ComparisonKind, bits: Float64Array, base: number, top: number): void {
  if (kind === 'category' || kind === 'number') {
    bits[base + 1] = Math.min(0, Math.max(-3, bits[base + 1]!));
    for (let level = 2; level <= top; level++) bits[base + level] = Math.max(0, bits[base + level]!);
  }
  for (let level = 1; level <= top; level++) bits[base + level] = Math.max(-9, bits[base + level]!);
}

const EXACT = 255;

export class Scorer {
  readonly world: MatchWorld;
  readonly weights: Weights;
  private readonly comparers: Comparer[];
  private readonly tops: Uint8Array;
  /** Most bits that unequal values of a comparison can give. */
  private readonly bestUnequal: Float64Array;
  /** Comparisons, those that decide most and cost least first. */
  private readonly order: Uint8Array;
  readonly levels: Uint8Array;
  private readonly given: number;
  private readonly surname: number;
  private readonly identifiers: readonly number[];
  /** Pairs weighed to the end, for the report. */
  completed = 0;

  constructor(world: MatchWorld, weights: Weights, comparers: Comparer[] = world.fields.map((field) => comparerOf(field, world.rows))) {
    this.world = world;
    this.weights = weights;
    this.comparers = comparers;
    const width = world.fields.length;
    this.tops = Uint8Array.from(world.fields, ({ plan }) => exactLevel(plan.kind));
    this.bestUnequal = new Float64Array(width);
    const spread = new Float64Array(width);
    for (let c = 0; c < width; c++) {
      let best = -99;
      for (let level = 1; level < this.tops[c]!; level++) best = Math.max(best, weights.levelBits[c * LEVELS + level]!);
      if (this.tops[c] === 2) best = weights.levelBits[c * LEVELS + 1]!;
      this.bestUnequal[c] = best;
      spread[c] = best - weights.levelBits[c * LEVELS + 1]!;
    }
    const cost: Partial<Record<ComparisonKind, number>> = { name: 3, address: 3, email: 1.5, surname: 1.5, category: 0.1, date: 0.6, postcode: 0.6 };
    this.order = Uint8Array.from(Array.from({ length: width }, (_, c) => c).sort((left, right) => {
      const worth = (c: number): number => spread[c]! / (cost[world.fields[c]!.plan.kind] ?? 1);
      return worth(right) - worth(left) || left - right;
    }));
    this.levels = new Uint8Array(width);
    this.given = world.fields.findIndex(({ plan }) => plan.kind === 'given');
    this.surname = world.fields.findIndex(({ plan }) => plan.kind === 'surname');
    this.identifiers = world.fields.flatMap(({ plan, marks }, c) => (plan.kind === 'identifier' && marks !== undefined && (plan.field === undefined || plan.field.startsWith('taxId')) ? [c] : []));
  }

  /** Writes the level of every comparison of the pair into `levels`. */
  grade(left: number, right: number): Uint8Array {
    const { codes } = this.world;
    const width = this.weights.width;
    const swapped = this.namesSwapped(left, right);
    for (let c = 0; c < width; c++) {
      const a = codes[left * width + c]!;
      const b = codes[right * width + c]!;
      this.levels[c] = a === 0 || b === 0 ? 0 : a === b ? this.tops[c]! : this.comparers[c]!(a, b);
    }
    if (swapped) {
      this.levels[this.surname] = 7;
      this.levels[this.given] = 0;
    }
    return this.levels;
  }

  /** Given name and surname stand in each other's place, slips forgiven. */
  private namesSwapped(left: number, right: number): boolean {
    if (this.given < 0 || this.surname < 0) return false;
    const width = this.weights.width;
    const { codes } = this.world;
    const leftGiven = codes[left * width + this.given]!;
    const rightGiven = codes[right * width + this.given]!;
    const leftSurname = codes[left * width + this.surname]!;
    const rightSurname = codes[right * width + this.surname]!;
    if (leftGiven === 0 || rightGiven === 0 || leftSurname === 0 || rightSurname === 0 || leftGiven === rightGiven || leftSurname === rightSurname) return false;
    return this.areCrossed(leftGiven, rightSurname) && this.areCrossed(rightGiven, leftSurname);
  }

  private areCrossed(given: number, surname: number): boolean {
    const givens = this.world.fields[this.given]!.values;
    const surnames = this.world.fields[this.surname]!.values;
    if (givens.hashes[given] === surnames.hashes[surname]) return true;
    const from = givens.offsets[given]!;
    const to = givens.offsets[given + 1]!;
    const otherFrom = surnames.offsets[surname]!;
    const otherTo = surnames.offsets[surname + 1]!;
    if (givens.bytes[from] !== surnames.bytes[otherFrom] || Math.abs(to - from - otherTo + otherFrom) > 2 || to - from < 4) return false;
    return jaroWinkler(givens.bytes, from, to, surnames.bytes, otherFrom, otherTo) >= 0.9;
  }

  /** Match weight of the graded pair in bits, prior and relatives' correction included. `levels` must be those of the pair. */
  weigh(left: number, right: number, levels: Uint8Array, at = 0): number {
    return this.sumOf(left, levels, at) - this.relatedPenalty(left, right, levels, at);
  }

  sumOf(left: number, levels: Uint8Array, at = 0): number {
    const { levelBits, exactBits, width } = this.weights;
    const codes = this.world.codes;
    let sum = this.weights.priorBits;
    for (let c = 0; c < width; c++) {
      const level = levels[at + c]!;
      if (level === 0) continue;
      sum += level === this.tops[c] ? exactBits[c]![codes[left * width + c]!]! : levelBits[c * LEVELS + level]!;
    }
    return sum;
  }

  /** Odds (to strangers) that the pair stands in the relation rather. */
  relatedOdds(left: number, levels: Uint8Array, relation: number, at = 0): number {
    const { exactBits, width, relatedBits, relatedShares, relatedPriorBits } = this.weights;
    const { codes } = this.world;
    const bits = relatedBits[relation]!;
    let related = relatedPriorBits[relation]!;
    for (let c = 0; c < width; c++) {
      const level = levels[at + c]!;
      if (level === 0) continue;
      if (level === this.tops[c]) {
        const share = relatedShares[relation]![c]!;
        if (share > 0) related += Math.log2(share * 2 ** exactBits[c]![codes[left * width + c]!]! + (1 - share));
      } else related += bits[c * LEVELS + level]!;
    }
    return 2 ** Math.min(100, related);
  }

  /** Bits to take off because the pair may be merely related. */
  relatedPenalty(left: number, right: number, levels: Uint8Array, at = 0): number {
    const { kinds } = this.world;
    const [from, to] = relationRange(kinds[left]!, kinds[right]!);
    let odds = 0;
    for (let relation = from; relation < to; relation++) odds += this.relatedOdds(left, levels, relation, at);
    return odds < 1e-4 ? 0 : Math.log2(1 + odds);
  }

  /** Two different valid tax ids are two customers. */
  isForbidden(left: number, right: number): boolean {
    const width = this.weights.width;
    const { codes, fields } = this.world;
    for (const c of this.identifiers) {
      const a = codes[left * width + c]!;
      const b = codes[right * width + c]!;
      const marks = fields[c]!.marks!;
      if (a !== 0 && b !== 0 && a !== b && marks[a] !== 0 && marks[b] !== 0) return true;
    }
    return false;
  }

  /** The weight in bits where it reaches `cut`, else -Infinity as soon as that is certain. Fills `levels` where it reaches it. */
  scoreOver(left: number, right: number, cut: number): number {
    const { levelBits, exactBits, width } = this.weights;
    const codes = this.world.codes;
    const levels = this.levels;
    const tops = this.tops;
    let bound = this.weights.priorBits;
    let open = 0;
    const baseLeft = left * width;
    const baseRight = right * width;
    for (let c = 0; c < width; c++) {
      const a = codes[baseLeft + c]!;
      const b = codes[baseRight + c]!;
      if (a === 0 || b === 0) {
        levels[c] = 0;
        continue;
      }
      if (a === b) {
        levels[c] = tops[c]!;
        bound += exactBits[c]![a]!;
        continue;
      }
      levels[c] = EXACT;
      open++;
      bound += this.bestUnequal[c]!;
    }
    if (bound < cut) return -Infinity;
    if (open > 0) {
      if (this.given >= 0 && levels[this.given] === EXACT && levels[this.surname] === EXACT && this.namesSwapped(left, right)) {
        bound += levelBits[this.surname * LEVELS + 7]! - this.bestUnequal[this.surname]! - this.bestUnequal[this.given]!;
        levels[this.surname] = 7;
        levels[this.given] = 0;
        open -= 2;
      }
      const order = this.order;
      for (let i = 0; i < width && open > 0; i++) {
        const c = order[i]!;
        if (levels[c] !== EXACT) continue;
        open--;
        const level = this.comparers[c]!(codes[baseLeft + c]!, codes[baseRight + c]!);
        levels[c] = level;
        bound += levelBits[c * LEVELS + level]! - this.bestUnequal[c]!;
        if (bound < cut) return -Infinity;
      }
    }
    this.completed++;
    const weight = bound - this.relatedPenalty(left, right, levels);
    return weight < cut || this.isForbidden(left, right) ? -Infinity : weight;
  }
}
