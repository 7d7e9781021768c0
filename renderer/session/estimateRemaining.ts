// How long a stage of work may still take, judged by its last ten seconds.

export type Sample = { readonly atMs: number; readonly stage: string; readonly done: number };
const windowMs = 10_000;
const leastMs = 1000;

/** Milliseconds left, or null while there is too little to judge by. Samples are in order of time; the last one is now. */
export function estimateRemaining(samples: readonly Sample[], total: number): number | null {
  const now = samples.at(-1);
  if (!now || total <= 0) return null;
  const first = samples.find((sample) => sample.stage === now.stage && sample.atMs >= now.atMs - windowMs);
  if (!first || now.atMs - first.atMs < leastMs || now.done <= first.done) return null;
  return ((total - now.done) * (now.atMs - first.atMs)) / (now.done - first.done);
}
