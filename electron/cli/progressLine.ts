// Shows a long command's progress on one line of the terminal, and nothing where output is not one.
import { quietJob, type Job } from '../../shared/kernel/job.ts';
import type { Io } from './io.ts';

const EVERY_MS = 200;
/** Before this nobody can tell how long it will take. */
const SURE_AFTER_MS = 2_000;

export function jobFor(io: Io): Job {
  if (!io.isTerminal) return quietJob;
  let shownAt = 0;
  let current = '';
  let startedAt = 0;
  return {
    ...quietJob,
    report: ({ stage, done, total, unit }) => {
      const now = io.now();
      if (stage !== current) {
        current = stage;
        startedAt = now;
      }
      if (now - shownAt < EVERY_MS) return;
      shownAt = now;
      const left = now - startedAt < SURE_AFTER_MS || done === 0 || total <= done ? '' : `, about ${Math.ceil(((now - startedAt) * (total - done)) / done / 1000)} s left`;
      io.err(`\r${stage} ${done.toLocaleString('en')}${total > 0 ? ` of ${total.toLocaleString('en')}` : ''} ${unit}${left}\u001b[K`);
    },
  };
}
