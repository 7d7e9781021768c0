// Work that nobody waits for: one piece after the other, and only while the page has asked nothing for a while.
import { Cancelled, type Job } from '../../shared/kernel/job.ts';
import { startWorkerJob, type WorkerJob } from './workerJob.ts';

const LOOK_AGAIN_MS = 15;
/** A little longer than people pause between two letters or two decisions: whoever is at work meets no piece of this. */
const QUIET_MS = 800;

const page = { calls: 0, lastAtMs: Number.NEGATIVE_INFINITY };

/** Counts a call of the page while it runs. */
export async function inForeground<T>(run: () => Promise<T>): Promise<T> {
  page.calls++;
  try {
    return await run();
  } finally {
    page.calls--;
    page.lastAtMs = performance.now();
  }
}

export class Background {
  private job: WorkerJob | undefined;
  private last: Promise<void> = Promise.resolve();

  /** Leaves what was going on, and starts these works. A fault in one of them is nobody's trouble: what it prepared is made when asked for. */
  start(works: readonly ((job: Job) => Promise<void>)[]): void {
    this.stop();
    const job = startWorkerJob(() => undefined);
    this.job = job;
    const yielding: Job = { ...job, breathe: () => standBack(job) };
    this.last = runAll(this.last, works, job, yielding);
  }

  stop(): void {
    this.job?.cancel();
  }
}

async function runAll(before: Promise<void>, works: readonly ((job: Job) => Promise<void>)[], job: Job, yielding: Job): Promise<void> {
  await before;
  for (const work of works) {
    try {
      await standBack(job);
      await work(yielding);
    } catch (error) {
      if (error instanceof Cancelled) return;
    }
  }
}

/** Waits until the page is quiet, unless one of its calls waits for this very work. */
export async function standBack(job: Job, waiting: () => number = () => 0): Promise<void> {
  await job.breathe();
  while ((page.calls > 0 || performance.now() - page.lastAtMs < QUIET_MS) && waiting() === 0) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    job.throwIfCancelled();
  }
}
