// Gives repeatable randomness: the same seed gives the same numbers on every machine.

/** A stream of numbers in [0, 1). Advance it by calling it. */
export type Random = () => number;

/** sfc32 (Chris Doty-Humphrey, PractRand), 32-bit seed spread by splitmix32. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let t = state ^ (state >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    return (t ^ (t >>> 15)) | 0;
  };
  let a = next();
  let b = next();
  let c = next();
  let d = 1;
  const random = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i++) random();
  return random;
}

/** An integer in [0, bound). `bound` is a positive integer. */
export function randomInteger(random: Random, bound: number): number {
  return Math.floor(random() * bound);
}

/** One member of a list that is not empty. */
export function pick<T>(random: Random, list: readonly T[]): T {
  return list[randomInteger(random, list.length)] as T;
}
