// Draws from lists with unequal shares in constant time.
import type { Random } from '../../shared/kernel/random.ts';

/** Weights (rank + shift)^-exponent, heaviest first, summing to 1. */
export function zipfWeights(count: number, exponent: number, shift: number): Float64Array {
  const weights = Float64Array.from({ length: count }, (_, rank) => (rank + shift) ** -exponent);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** A draw of an index in proportion to its weight. */
export type Draw = (random: Random) => number;

/** Walker's alias method, as Vose gave it. Weights are positive and need not sum to 1. */
export function drawByWeight(weights: ArrayLike<number>): Draw {
  const count = weights.length;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += weights[i]!;
  const share = Float64Array.from({ length: count }, (_, i) => (weights[i]! * count) / sum);
  const alias = new Uint32Array(count);
  const small: number[] = [];
  const large: number[] = [];
  for (let i = 0; i < count; i++) (share[i]! < 1 ? small : large).push(i);
  while (small.length > 0 && large.length > 0) {
    const low = small.pop() as number;
    const high = large.at(-1) as number;
    alias[low] = high;
    share[high] = share[high]! + share[low]! - 1;
    if (share[high]! < 1) small.push(large.pop() as number);
  }
  for (const left of [...small, ...large]) share[left] = 1;
  return (random) => {
    const at = random() * count;
    const index = Math.floor(at);
    return at - index < share[index]! ? index : alias[index]!;
  };
}
