// How long a stage of work may still take, and how fast it takes rows, judged by its last ten seconds.

export type Sample = { readonly atMs: number; readonly stage: string; readonly done: number; readonly rows?: number };
const windowMs = 10_000;
const leastMs = 1000;

/** Milliseconds left, or null while there is too little to judge by. Samples are in order of time; the last one is now. */
export function estimateRemaining(samples: readonly Sample[], total: number): number | null {
  const judged = ends(samples);
  if (!judged || total <= 0) return null;
  const { first, now } = judged;
  if (now.done <= first.done) return null;
  return ((total - now.done) * (now.atMs - first.atMs)) / (now.done - first.done);
}

/** Null while there is too little to judge by, or where the work counts no rows. */
export function rowsPerSecond(samples: readonly Sample[]): number | null {
  const judged = ends(samples);
  if (!judged) return null;
  const { first, now } = judged;
  return now.rows === undefined || first.rows === undefined || now.rows <= first.rows ? null : ((now.rows - first.rows) * 1000) / (now.atMs - first.atMs);
}

/** The first and the last sample of the stage that runs, within the window. */
function ends(samples: readonly Sample[]): { readonly first: Sample; readonly now: Sample } | null {
  const now = samples.at(-1);
  const first = now && samples.find((sample) => sample.stage === now.stage && sample.atMs >= now.atMs - windowMs);
  return now && first && now.atMs - first.atMs >= leastMs ? { first, now } : null;
}
