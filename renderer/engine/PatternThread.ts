// Regular expressions that somebody typed, at work in a worker with a limit of time: (a+)+$ on forty letters would never end.
import type { Job } from '../../shared/kernel/job.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import type { PatternWork, ReplacePattern } from '../../shared/state/plan/planBulk.ts';

/** `at` tells through shared memory which text is at work. */
export type PatternRequest = PatternWork & { readonly texts: readonly string[]; readonly at: Int32Array };

/** Texts given to the worker at once, and how long they may take; expressions that end do millions in that time. */
const TEXTS_AT_ONCE = 2_000;
const MOST_MS = 2_000;
const LOOK_EVERY_MS = 50;

export class PatternThread {
  private worker: Worker | undefined;
  /** One after the other: who ends a worker ends only their own work. */
  private last: Promise<unknown> = Promise.resolve();

  readonly replace: ReplacePattern = async (work, texts, job) => {
    const replaced: string[] = [];
    for (let from = 0; from < texts.length; from += TEXTS_AT_ONCE) {
      job.report({ stage: 'planning', done: from, total: texts.length, unit: 'steps' });
      const some = texts.slice(from, from + TEXTS_AT_ONCE);
      const turn = this.last.then(() => this.run(work, some, job));
      this.last = turn.catch(() => undefined);
      const done = await turn;
      if (!done.ok) return done;
      for (const text of done.value) replaced.push(text);
    }
    return ok(replaced);
  };

  private run(work: PatternWork, texts: readonly string[], job: Job): Promise<Result<readonly string[], string>> {
    job.throwIfCancelled();
    const worker = (this.worker ??= new Worker(new URL('./patternWorker.ts', import.meta.url), { type: 'module', name: 'pattern' }));
    const at = new Int32Array(globalThis.crossOriginIsolated ? new SharedArrayBuffer(4) : new ArrayBuffer(4));
    const until = performance.now() + MOST_MS;
    return new Promise((resolve, reject) => {
      const end = (): void => {
        worker.removeEventListener('message', hear);
        worker.removeEventListener('error', fail);
        clearInterval(timer);
      };
      const giveUp = (): void => {
        end();
        worker.terminate();
        this.worker = undefined;
      };
      const hear = ({ data }: MessageEvent<readonly string[]>): void => {
        end();
        resolve(ok(data));
      };
      const fail = (event: ErrorEvent): void => {
        giveUp();
        reject(new Error(event.message || 'the pattern worker stopped'));
      };
      const timer = setInterval(() => {
        try {
          job.throwIfCancelled();
        } catch (error) {
          giveUp();
          reject(error as Error);
          return;
        }
        if (performance.now() < until) return;
        giveUp();
        resolve(err(texts[at[0]!]!));
      }, LOOK_EVERY_MS);
      worker.addEventListener('message', hear);
      worker.addEventListener('error', fail);
      worker.postMessage({ ...work, texts, at } satisfies PatternRequest);
    });
  }
}
