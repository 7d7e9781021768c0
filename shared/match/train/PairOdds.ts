// Odds of many graded pairs under ever new weights: what does not change between rounds of learning is laid out once.
import { LEVELS } from '../matchTypes.ts';
import type { MatchWorld } from '../MatchWorld.ts';
import { exactLevel, relationRange, relations, SETS } from '../score/ScoreModel.ts';
import { levelIndex, Scorer, type Weights } from '../score/Scorer.ts';
import type { GradedPairs } from './trainModel.ts';

/** No value on one side. */
const NONE = 0xffff;
const MOST_ODDS = 2 ** 60;
const MOST_RELATED = 2 ** 100;
/** Likelier pairs are held against what no pair may be. */
const LOOKED_AT = 1e-5;

/** Per `levelIndex` whether it is that of equal values, and whether of a category's. */
function topPlaces(world: MatchWorld): { isTop: Uint8Array; isCategory: Uint8Array } {
  const width = world.fields.length;
  const isTop = new Uint8Array(SETS * width * LEVELS);
  const isCategory = new Uint8Array(isTop.length);
  for (let set = 0; set < SETS; set++) {
    for (const [c, { plan }] of world.fields.entries()) {
      const place = levelIndex(width, set, c, exactLevel(plan.kind));
      isTop[place] = 1;
      if (plan.kind === 'category') isCategory[place] = 1;
    }
  }
  return { isTop, isCategory };
}

/** The `levelIndex` of a comparison of a graded pair, as `Scorer.setOf` would have it. */
function placeFinder(world: MatchWorld, { parents }: Weights): (levels: Uint8Array, at: number, comparison: number) => number {
  const width = world.fields.length;
  const tops = Uint8Array.from(world.fields, ({ plan }) => exactLevel(plan.kind));
  return (levels, at, comparison) => {
    const level = levels[at + comparison]!;
    if (level === 0) return NONE;
    const parent = parents[comparison]!;
    const parentLevel = parent < 0 ? 0 : levels[at + parent]!;
    const set = parentLevel === 0 ? 0 : parentLevel === tops[parent] ? 1 : 2;
    return (set * width + comparison) * LEVELS + level;
  };
}

/** Adds up how often pairs have each level, and finds those with odds over `least`, each equal value taken for one of `rarityBits`. */
export function countLevels(world: MatchWorld, weights: Weights, { left, right, levels }: GradedPairs, rarityBits: number, least: number): { sums: Float64Array; over: Uint32Array } {
  const { width } = weights;
  const { isTop, isCategory } = topPlaces(world);
  const factors = weights.levelBits.map((bits, place) => {
    const comparison = Math.floor(place / LEVELS);
    if (isTop[place] === 0) return 2 ** bits;
    const equal = Math.min(weights.equalBits[comparison]! + rarityBits, weights.equalMost[comparison]!);
    return 2 ** (isCategory[place] === 1 ? Math.max(0, equal) : equal);
  });
  const placeOf = placeFinder(world, weights);
  const { sources } = world;
  const [prior, within] = [2 ** weights.priorBits, 2 ** weights.withinBits];
  const sums = new Float64Array(factors.length);
  const over: number[] = [];
  for (let i = 0; i < left.length; i++) {
    let odds = sources !== undefined && sources[left[i]!] === sources[right[i]!] ? within : prior;
    for (let c = 0; c < width; c++) {
      const place = placeOf(levels, i * width, c);
      if (place === NONE) continue;
      sums[place]!++;
      odds *= factors[place]!;
    }
    if (odds > least) over.push(i);
  }
  return { sums, over: Uint32Array.from(over) };
}

/**
 * Says the same as `Scorer.sumOf` and `Scorer.relatedOdds`, as odds instead of bits: products of factors that are looked
 * up, where those take a logarithm and a power for each comparison of each pair.
 */
export class PairOdds {
  /** Odds of each relation of the last pair that was looked at, within its range. */
  readonly related: Float64Array = new Float64Array(relations.length);
  /** Per pair and comparison the `levelIndex` of its level, NONE where a value is missing. */
  readonly places: Uint16Array;
  private readonly rarity: Float64Array;
  private readonly pairs: GradedPairs;
  private readonly world: MatchWorld;
  private readonly scorer: Scorer;
  private readonly width: number;
  private readonly isTop: Uint8Array;
  private readonly isCategory: Uint8Array;
  private factors: Float64Array;
  private most: Float64Array;
  private relatedFactors: Float64Array[] = [];
  private relatedShares: readonly Float64Array[] = [];
  private relatedPriors: readonly number[] = [];
  private prior = 0;
  private within = 0;

  constructor(world: MatchWorld, weights: Weights, pairs: GradedPairs) {
    const width = world.fields.length;
    const size = pairs.left.length;
    this.world = world;
    this.pairs = pairs;
    this.width = width;
    this.places = new Uint16Array(size * width);
    this.rarity = new Float64Array(size * width);
    const { isTop, isCategory } = topPlaces(world);
    this.isTop = isTop;
    this.isCategory = isCategory;
    this.factors = new Float64Array(isTop.length);
    this.most = new Float64Array(isTop.length);
    this.scorer = new Scorer(world, weights);
    const { codes } = world;
    const placeOf = placeFinder(world, weights);
    for (let i = 0; i < size; i++) {
      const left = pairs.left[i]! * width;
      const at = i * width;
      for (let c = 0; c < width; c++) {
        const place = placeOf(pairs.levels, at, c);
        this.places[at + c] = place;
        if (place !== NONE && isTop[place] === 1) this.rarity[at + c] = 2 ** weights.rarityBits[c]![codes[left + c]!]!;
      }
    }
    this.use(weights);
  }

  /** Takes other weights of the same comparisons. */
  use(weights: Weights): void {
    const { width } = this;
    this.factors = weights.levelBits.map((bits) => 2 ** bits);
    for (let place = 0; place < this.isTop.length; place++) {
      if (this.isTop[place] === 0) continue;
      const comparison = Math.floor(place / LEVELS);
      this.factors[place] = 2 ** weights.equalBits[comparison]!;
      this.most[place] = 2 ** weights.equalMost[comparison]!;
    }
    this.relatedFactors = weights.relatedBits.map((own) => own.map((bits) => 2 ** bits));
    this.relatedShares = weights.relatedShares.map((shares) => Float64Array.from({ length: SETS * width * LEVELS }, (_, place) => shares[Math.floor(place / LEVELS) % width]!));
    this.relatedPriors = weights.relatedPriorBits.map((bits) => 2 ** bits);
    this.prior = 2 ** weights.priorBits;
    this.within = 2 ** weights.withinBits;
  }

  /** Which relations the pair may have; see `relationRange`. */
  rangeAt(pair: number): readonly [number, number] {
    const { kinds } = this.world;
    return relationRange(kinds[this.pairs.left[pair]!]!, kinds[this.pairs.right[pair]!]!);
  }

  isWithinSource(pair: number): boolean {
    const { sources } = this.world;
    return sources !== undefined && sources[this.pairs.left[pair]!] === sources[this.pairs.right[pair]!];
  }

  /** Odds that the pair is one customer, prior included, relations not; at most 2^60. */
  matchOdds(pair: number): number {
    const { width, places } = this;
    const from = pair * width;
    let odds = this.isWithinSource(pair) ? this.within : this.prior;
    for (let at = from; at < from + width; at++) if (places[at] !== NONE) odds *= this.factorAt(at);
    return odds > MOST_ODDS ? MOST_ODDS : odds;
  }

  /** By what one comparison of a pair multiplies its odds: equal values by how rare they are. */
  private factorAt(at: number): number {
    const place = this.places[at]!;
    const factor = this.factors[place]!;
    if (this.isTop[place] !== 1) return factor;
    const weighed = Math.min(factor * this.rarity[at]!, this.most[place]!);
    return weighed < 1 && this.isCategory[place] === 1 ? 1 : weighed;
  }

  /** P(one customer) among that, relatives and strangers; leaves `related` and `all` behind. */
  posterior(pair: number): number {
    const { width, places, isTop, related, relatedFactors, relatedShares } = this;
    const [first, last] = this.rangeAt(pair);
    const from = pair * width;
    let odds = this.isWithinSource(pair) ? this.within : this.prior;
    for (let relation = first; relation < last; relation++) related[relation] = this.relatedPriors[relation]!;
    for (let at = from; at < from + width; at++) {
      const place = places[at]!;
      if (place === NONE) continue;
      const factor = this.factorAt(at);
      if (isTop[place] === 1) {
        for (let relation = first; relation < last; relation++) {
          const share = relatedShares[relation]![place]!;
          related[relation]! *= share * factor + (1 - share);
        }
      } else for (let relation = first; relation < last; relation++) related[relation]! *= relatedFactors[relation]![place]!;
      odds *= factor;
    }
    if (odds > MOST_ODDS) odds = MOST_ODDS;
    let all = 1 + odds;
    for (let relation = first; relation < last; relation++) {
      if (related[relation]! > MOST_RELATED) related[relation] = MOST_RELATED;
      all += related[relation]!;
    }
    this.all = all;
    const p = odds / all;
    return p > LOOKED_AT && this.scorer.isForbidden(this.pairs.left[pair]!, this.pairs.right[pair]!) ? 0 : p;
  }

  /** 1 + all odds of the last pair that `posterior` looked at. */
  all = 1;

  /** Adds `weight` to the sum of each level that the pair has. */
  addTo(sums: Float64Array, pair: number, weight: number): void {
    const from = pair * this.width;
    for (let at = from; at < from + this.width; at++) if (this.places[at] !== NONE) sums[this.places[at]!]! += weight;
  }
}
