// Scores pairs of rows: levels, match weight in bits, and an early exit for pairs that cannot reach the cut.
// Longer than other files because weighing, relations and the early exit must agree on every bit.
import { comparerOf, type Comparer } from '../compare/comparer.ts';
import { jaroWinkler } from '../compare/jaroWinkler.ts';
import { LEVELS, type ComparisonKind } from '../matchTypes.ts';
import type { MatchWorld } from '../MatchWorld.ts';
import { exactLevel, relatedLevels, relationRange, relations, SETS, titleOf, type ScoreModel } from './ScoreModel.ts';

/** Bits per comparison, set (state of its parent) and level; see `levelIndex`. */
export type Weights = {
  readonly width: number;
  readonly parents: Int8Array;
  /** log2(m/u). */
  readonly levelBits: Float64Array;
  /** -log2(P(another customer has the value too)), per comparison and value. */
  readonly rarityBits: readonly Float32Array[];
  /** log2(m) of equal values, at `set * width + c`. */
  readonly equalBits: Float64Array;
  /** The most that equal values give, at `set * width + c`: what the parent has told already is not told again. */
  readonly equalMost: Float64Array;
  /** Per relation log2(h/u), as `levelBits`. */
  readonly relatedBits: readonly Float64Array[];
  /** Per relation the share of `m` in `h` for equal values. */
  readonly relatedShares: readonly Float64Array[];
  readonly priorBits: number;
  /** The prior of two rows of one source, where there are several sources. */
  readonly withinBits: number;
  readonly relatedPriorBits: readonly number[];
};

const NOTHING = 1e-300;

/** Where a comparison's level stands: 0 no parent or parent missing, 1 parent equal, 2 parent not equal. */
export function levelIndex(width: number, set: number, comparison: number, level: number): number {
  return (set * width + comparison) * LEVELS + level;
}

/** -log2 of each chance: computed once, as there may be a million of them. */
export function rarityOf(chances: readonly Float64Array[]): Float32Array[] {
  return chances.map((own) => {
    const bits = new Float32Array(own.length);
    let last = 1;
    let ofLast = 0;
    for (let value = 1; value < bits.length; value++) {
      const chance = own[value]!;
      // Most values are as rare as the one before: a logarithm for each would take longer than reading them all.
      if (chance !== last) {
        last = chance;
        ofLast = -Math.log2(Math.max(chance, 1e-12));
      }
      bits[value] = ofLast;
    }
    return bits;
  });
}

export function weightsOf(world: MatchWorld, model: ScoreModel, rarityBits: readonly Float32Array[]): Weights {
  const width = world.fields.length;
  const levelBits = new Float64Array(SETS * width * LEVELS);
  const equalBits = new Float64Array(SETS * width);
  const equalMost = new Float64Array(SETS * width).fill(60);
  const related = relations.map(() => new Float64Array(SETS * width * LEVELS));
  const shares = relations.map(() => new Float64Array(width));
  const title = titleOf(world.fields.map(({ plan }) => plan));
  for (let c = 0; c < width; c++) {
    const kind = world.fields[c]!.plan.kind;
    const top = exactLevel(kind);
    for (let set = 0; set < SETS; set++) {
      const base = levelIndex(width, set, c, 0);
      const m = model.m[c]!.subarray(set * LEVELS, (set + 1) * LEVELS);
      const u = model.u[c]!.subarray(set * LEVELS, (set + 1) * LEVELS);
      for (let level = 1; level <= top; level++) levelBits[base + level] = Math.log2(Math.max(m[level]!, NOTHING) / Math.max(u[level]!, NOTHING));
      limitWeights(kind, levelBits, base, top);
      equalBits[set * width + c] = Math.log2(Math.max(m[top]!, NOTHING));
      if (set === 1 && model.sharedWithParent[c]! > 0 && kind !== 'email') equalMost[set * width + c] = Math.max(0, levelBits[base + top]!);
      for (const [side, relation] of relations.entries()) {
        const h = relatedLevels(world.fields[c]!.plan, relation, m, u, c === title);
        shares[side]![c] = h[top]! / Math.max(m[top]!, NOTHING);
        for (let level = 1; level <= top; level++) related[side]![base + level] = Math.log2(Math.max(h[level]!, NOTHING) / Math.max(u[level]!, NOTHING));
      }
    }
  }
  return {
    width,
    parents: model.parents,
    levelBits,
    rarityBits,
    equalBits,
    equalMost,
    relatedBits: related,
    relatedShares: shares,
    priorBits: Math.log2(model.lambda / (1 - model.lambda)),
    withinBits: Math.log2(model.lambdaWithin / (1 - model.lambdaWithin)),
    relatedPriorBits: Array.from(model.related, (share) => Math.log2(share / (1 - share))),
  };
}

/** A category tells little when it differs, and agreement never speaks against a match. */
function limitWeights(kind: ComparisonKind, bits: Float64Array, base: number, top: number): void {
  if (kind === 'category' || kind === 'number') {
    bits[base + 1] = Math.min(0, Math.max(-6, bits[base + 1]!));
    for (let level = 2; level <= top; level++) bits[base + level] = Math.max(0, bits[base + level]!);
  }
  for (let level = 1; level <= top; level++) bits[base + level] = Math.max(-9, bits[base + level]!);
}

/** Marks in `levels` a comparison whose values differ and are not graded yet. */
const OPEN = 255;

const comparersOfWorlds = new WeakMap<MatchWorld, readonly Comparer[]>();

/** They weigh all words of a table, so that there is one set of them for all scorers of a world. */
function comparersOf(world: MatchWorld): readonly Comparer[] {
  let comparers = comparersOfWorlds.get(world);
  if (comparers === undefined) {
    comparers = world.fields.map((field) => comparerOf(field, world.countedRows));
    comparersOfWorlds.set(world, comparers);
  }
  return comparers;
}

export class Scorer {
  readonly world: MatchWorld;
  readonly weights: Weights;
  /** Level of each comparison of the last pair. */
  readonly levels: Uint8Array;
  /** Pairs weighed to the end, for the report. */
  completed = 0;
  private known: readonly Comparer[] | undefined;
  private readonly tops: Uint8Array;
  private readonly isCategory: Uint8Array;
  /** Most bits that unequal values can give, at `set * width + c`. */
  private readonly bestUnequal: Float64Array;
  /** Comparisons, those that decide most and cost least first. */
  private readonly order: Uint8Array;
  private readonly given: number;
  private readonly surname: number;
  private readonly identifiers: readonly number[];

  /** Made when first asked for: much is weighed whose levels are known. */
  private get comparers(): readonly Comparer[] {
    return (this.known ??= comparersOf(this.world));
  }

  constructor(world: MatchWorld, weights: Weights) {
    this.world = world;
    this.weights = weights;
    const width = world.fields.length;
    this.tops = Uint8Array.from(world.fields, ({ plan }) => exactLevel(plan.kind));
    this.isCategory = Uint8Array.from(world.fields, ({ plan }) => (plan.kind === 'category' ? 1 : 0));
    this.bestUnequal = new Float64Array(SETS * width);
    for (let set = 0; set < SETS; set++) {
      for (let c = 0; c < width; c++) {
        let best = weights.levelBits[levelIndex(width, set, c, 1)]!;
        for (let level = 2; level < this.tops[c]!; level++) best = Math.max(best, weights.levelBits[levelIndex(width, set, c, level)]!);
        this.bestUnequal[set * width + c] = best;
      }
    }
    const cost: Partial<Record<ComparisonKind, number>> = { name: 3, address: 3, email: 1.5, surname: 1.5, category: 0.1, date: 0.6, postcode: 0.6 };
    const worth = world.fields.map(({ plan }, c) => (this.bestUnequal[c]! - weights.levelBits[levelIndex(width, 0, c, 1)]!) / (cost[plan.kind] ?? 1));
    this.order = Uint8Array.from(Array.from({ length: width }, (_, c) => c).sort((left, right) => worth[right]! - worth[left]! || left - right));
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

  /** The set that the pair's state of the parent puts a comparison in. */
  setOf(levels: Uint8Array, at: number, comparison: number): number {
    const parent = this.weights.parents[comparison]!;
    if (parent < 0) return 0;
    const level = levels[at + parent]!;
    return level === 0 ? 0 : level === this.tops[parent] ? 1 : 2;
  }

  /** Bits of an equal value. */
  equalWeight(set: number, comparison: number, value: number): number {
    const { equalBits, equalMost, rarityBits, width } = this.weights;
    const bits = Math.min(equalBits[set * width + comparison]! + rarityBits[comparison]![value]!, equalMost[set * width + comparison]!);
    return this.isCategory[comparison] === 1 && bits < 0 ? 0 : bits;
  }

  /** Bits of one comparison of a graded pair. */
  partOf(left: number, levels: Uint8Array, at: number, comparison: number): number {
    const level = levels[at + comparison]!;
    if (level === 0) return 0;
    const width = this.weights.width;
    const set = this.setOf(levels, at, comparison);
    return level === this.tops[comparison] ? this.equalWeight(set, comparison, this.world.codes[left * width + comparison]!) : this.weights.levelBits[levelIndex(width, set, comparison, level)]!;
  }

  /** What is known of two rows before they are compared. */
  priorOf(left: number, right: number): number {
    const { sources } = this.world;
    return sources !== undefined && sources[left] === sources[right] ? this.weights.withinBits : this.weights.priorBits;
  }

  /** Match weight of a graded pair in bits, prior included, relations not. */
  sumOf(left: number, right: number, levels: Uint8Array, at = 0): number {
    let sum = this.priorOf(left, right);
    for (let c = 0; c < this.weights.width; c++) if (levels[at + c] !== 0) sum += this.partOf(left, levels, at, c);
    return sum;
  }

  /** Match weight of a graded pair in bits, all included. */
  weigh(left: number, right: number, levels: Uint8Array, at = 0): number {
    return this.sumOf(left, right, levels, at) - this.relatedPenalty(left, right, levels, at);
  }

  /** Odds (to strangers) that the pair stands in the relation rather. */
  relatedOdds(left: number, levels: Uint8Array, relation: number, at = 0): number {
    const { width, relatedBits, relatedShares, relatedPriorBits } = this.weights;
    const { codes } = this.world;
    const bits = relatedBits[relation]!;
    let related = relatedPriorBits[relation]!;
    if (related === -Infinity) return 0;
    for (let c = 0; c < width; c++) {
      const level = levels[at + c]!;
      if (level === 0) continue;
      const set = this.setOf(levels, at, c);
      if (level === this.tops[c]) {
        const share = relatedShares[relation]![c]!;
        const equal = this.equalWeight(set, c, codes[left * width + c]!);
        if (share > 0) related += Math.log2(share * 2 ** equal + (1 - share));
      } else related += bits[levelIndex(width, set, c, level)]!;
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
    const { levelBits, width, parents } = this.weights;
    const codes = this.world.codes;
    const levels = this.levels;
    const tops = this.tops;
    const baseLeft = left * width;
    const baseRight = right * width;
    let open = 0;
    for (let c = 0; c < width; c++) {
      const a = codes[baseLeft + c]!;
      const b = codes[baseRight + c]!;
      if (a === 0 || b === 0) levels[c] = 0;
      else if (a === b) levels[c] = tops[c]!;
      else {
        levels[c] = OPEN;
        open++;
      }
    }
    let bound = this.priorOf(left, right);
    for (let c = 0; c < width; c++) {
      const level = levels[c]!;
      if (level === 0) continue;
      const parent = parents[c]!;
      const set = parent < 0 || levels[parent] === 0 ? 0 : levels[parent] === tops[parent] ? 1 : 2;
      bound += level === OPEN ? this.bestUnequal[set * width + c]! : this.equalWeight(set, c, codes[baseLeft + c]!);
    }
    if (bound < cut) return -Infinity;
    if (open > 0) {
      if (this.given >= 0 && levels[this.given] === OPEN && levels[this.surname] === OPEN && this.namesSwapped(left, right)) {
        bound += levelBits[levelIndex(width, 0, this.surname, 7)]! - this.bestUnequal[this.surname]! - this.bestUnequal[this.given]!;
        levels[this.surname] = 7;
        levels[this.given] = 0;
        open -= 2;
      }
      const order = this.order;
      for (let i = 0; i < width && open > 0; i++) {
        const c = order[i]!;
        if (levels[c] !== OPEN) continue;
        open--;
        const level = this.comparers[c]!(codes[baseLeft + c]!, codes[baseRight + c]!);
        levels[c] = level;
        const parent = parents[c]!;
        const set = parent < 0 || levels[parent] === 0 ? 0 : levels[parent] === tops[parent] ? 1 : 2;
        bound += levelBits[levelIndex(width, set, c, level)]! - this.bestUnequal[set * width + c]!;
        if (bound < cut) return -Infinity;
      }
    }
    this.completed++;
    const weight = bound - this.relatedPenalty(left, right, levels);
    return weight < cut || this.isForbidden(left, right) ? -Infinity : weight;
  }
}
