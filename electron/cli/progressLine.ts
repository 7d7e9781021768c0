// Shows a long command's progress on one line of the terminal, and nothing where output is not one.
import { quietJob, type Job } from '../../shared/kernel/job.ts';
import type { Io } from './io.ts';

const EVERY_MS = 200;

export function jobFor(io: Io): Job {
  if (!io.isTerminal) return quietJob;
  let shownAt = 0;
  return {
    ...quietJob,
    report: ({ stage, done, total, unit }) => {
      const now = io.now();
      if (now - shownAt < EVERY_MS) return;
      shownAt = now;
      io.err(`\r${stage} ${done.toLocaleString('en')}${total > 0 ? ` of ${total.toLocaleString('en')}` : ''} ${unit}   `);
    },
  };
}
