// Long computations that pause: run at once, or piece by piece so that others get their turn in between.
import type { Job } from './job.ts';

/** Yields wherever it may be left waiting for a while. */
export type Pausing<T> = Generator<undefined, T, undefined>;

export function atOnce<T>(work: Pausing<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** @throws Cancelled */
export async function inPieces<T>(work: Pausing<T>, job: Job): Promise<T> {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    await job.breathe();
  }
}
