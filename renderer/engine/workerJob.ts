// Lets a long job in a worker report progress in good measure, hear that it was cancelled, and let others in.
import { Cancelled, type Job, type Progress } from '../../shared/kernel/job.ts';

const REPORT_EVERY_MS = 100;
const BREATHE_EVERY_MS = 12;

export type WorkerJob = Job & { cancel(): void };

/** @param post sends progress on; called at most ten times a second, and at each change of stage */
export function startWorkerJob(post: (progress: Progress) => void): WorkerJob {
  let cancelled = false;
  let reportedAtMs = 0;
  let reportedStage = '';
  let breathedAtMs = performance.now();
  const throwIfCancelled = (): void => {
    if (cancelled) throw new Cancelled();
  };
  return {
    cancel: () => {
      cancelled = true;
    },
    throwIfCancelled,
    report: (progress) => {
      const now = performance.now();
      if (progress.stage === reportedStage && now - reportedAtMs < REPORT_EVERY_MS && progress.done !== progress.total) return;
      reportedAtMs = now;
      reportedStage = progress.stage;
      post(progress);
    },
    breathe: async () => {
      throwIfCancelled();
      if (performance.now() - breathedAtMs < BREATHE_EVERY_MS) return;
      await letMessagesIn();
      breathedAtMs = performance.now();
      throwIfCancelled();
    },
  };
}

/** A turn of the event loop through a message, because timers are held back to 4 ms. */
function letMessagesIn(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.addEventListener(
      'message',
      () => {
        channel.port1.close();
        resolve();
      },
      { once: true },
    );
    channel.port1.start();
    channel.port2.postMessage(null);
  });
}
