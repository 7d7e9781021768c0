// Tells, where sources hold nobody twice, that two rows are two customers because each has a better partner of its own.
import type { MatchWorld } from '../MatchWorld.ts';
import type { ScoredPairs } from '../score/scoreBlocks.ts';

/** Lighter pairs are no partners. */
const LEAST_BITS = 4;
/** By how much a row's partner in a source must be better than any other row there. */
const MARGIN_BITS = 0.5;
/** Of fewer linked pairs nothing is concluded. */
const LEAST_LINKS = 30;
/** Pairs inside sources that may be one customer can be this share of all links. */
const MOST_TWICE = 0.03;
/** More sources, or rows times sources, than this are not looked at. */
const MOST_SOURCES = 32;
const MOST_PLACES = 8_000_000;

/** What such a pair is given in bits: no evidence makes it one customer. */
export const OWN_PARTNER_BITS = -60;

/**
 * Pairs whose rows both have a partner of their own, as positions in `pairs`; undefined where sources hold customers more
 * than once, so that nothing follows from it. A pair inside a source whose rows link to two different rows of another
 * source is two customers that look alike (an edition, a branch, a room of one hotel), and so is a link across to the
 * other's partner. Of two that look alike each has a partner as often as rows have one in general: so many more of the pairs inside
 * sources are no customer met twice either, and what is left of them tells whether sources hold customers twice.
 */
export function pairsWithOwnPartners({ size, left, right }: ScoredPairs, weights: Float32Array, world: MatchWorld): Uint32Array | undefined {
  if (world.sources === undefined) return undefined;
  const numbers = new Map<number, number>();
  const sourceOf = world.sources.map((source) => numbers.get(source) ?? (numbers.set(source, numbers.size), numbers.size - 1));
  const sources = numbers.size;
  if (sources > MOST_SOURCES || world.rows * sources > MOST_PLACES) return undefined;
  const best = new Float32Array(world.rows * sources).fill(-Infinity);
  const second = new Float32Array(world.rows * sources).fill(-Infinity);
  const partner = new Uint32Array(world.rows * sources);
  const take = (row: number, other: number, weight: number): void => {
    const at = row * sources + sourceOf[other]!;
    if (weight > best[at]!) {
      second[at] = best[at]!;
      best[at] = weight;
      partner[at] = other;
    } else if (weight > second[at]!) second[at] = weight;
  };
  let links = 0;
  for (let i = 0; i < size; i++) {
    if (sourceOf[left[i]!] === sourceOf[right[i]!]) continue;
    take(left[i]!, right[i]!, weights[i]!);
    take(right[i]!, left[i]!, weights[i]!);
    if (weights[i]! >= LEAST_BITS) links++;
  }
  if (links < LEAST_LINKS) return undefined;
  /** The row's own partner in a source, -1 for none: the best by far, from both sides. */
  const own = (row: number, source: number): number => {
    const at = row * sources + source;
    if (best[at]! < LEAST_BITS || best[at]! - second[at]! < MARGIN_BITS) return -1;
    const back = partner[at]! * sources + sourceOf[row]!;
    return partner[back] === row && best[back]! - second[back]! >= MARGIN_BITS ? partner[at]! : -1;
  };
  const haveOwn = (one: number, other: number): boolean => {
    const [oneSource, otherSource] = [sourceOf[one]!, sourceOf[other]!];
    if (oneSource !== otherSource) {
      const [mine, theirs] = [own(one, otherSource), own(other, oneSource)];
      return mine >= 0 && theirs >= 0 && mine !== other;
    }
    for (let source = 0; source < sources; source++) {
      if (source === oneSource) continue;
      const [mine, theirs] = [own(one, source), own(other, source)];
      if (mine >= 0 && theirs >= 0 && mine !== theirs) return true;
    }
    return false;
  };
  let inside = 0;
  let explained = 0;
  const found: number[] = [];
  for (let i = 0; i < size; i++) {
    const isExplained = haveOwn(left[i]!, right[i]!);
    if (isExplained) found.push(i);
    if (sourceOf[left[i]!] !== sourceOf[right[i]!] || weights[i]! < LEAST_BITS) continue;
    inside++;
    if (isExplained) explained++;
  }
  let partnered = 0;
  for (let row = 0; row < world.rows; row++) {
    let has = false;
    for (let source = 0; source < sources && !has; source++) has = source !== sourceOf[row]! && own(row, source) >= 0;
    if (has) partnered++;
  }
  const twice = inside - explained / (Math.max(1, partnered) / world.rows) ** 2;
  return twice > MOST_TWICE * links ? undefined : Uint32Array.from(found);
}
