// Batches: after so many groups the steward pauses, sees what was done, and goes on or stops.
import { useEffect, useRef, useState } from 'react';
import { useStored } from '../../session/stored.ts';

export const batchSizes = [10, 25, 50, 100] as const;

/** What became of a group that was looked at. */
export type LookedAt = 'merged' | 'distinct' | 'skipped' | 'waiting';
export type BatchRun = { readonly startedAt: number; readonly done: Readonly<Record<LookedAt, number>> };

const nothing = { merged: 0, distinct: 0, skipped: 0, waiting: 0 } as const;
const sumOf = (done: BatchRun['done']): number => done.merged + done.distinct + done.skipped + done.waiting;

/** Size and count survive a restart. */
export function useBatch() {
  const [size, setSize] = useStored<number | null>('queue.batchSize', null);
  const [run, setRun] = useStored<BatchRun | null>('queue.batch', null);
  /** How long the batch took, once it is done. */
  const [elapsedMs, setElapsed] = useState<number | null>(null);
  // Two decisions may come faster than the page draws.
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  }, [run]);
  const done = run === null ? 0 : sumOf(run.done);
  const keep = (next: BatchRun | null) => {
    latest.current = next;
    setRun(next);
  };
  return {
    size,
    done,
    run,
    isPaused: elapsedMs !== null,
    elapsedMs: elapsedMs ?? 0,
    choose: (next: number | null) => {
      setSize(next);
      keep(null);
      setElapsed(null);
    },
    count: (how: LookedAt) => {
      if (size === null) return;
      const before = latest.current ?? { startedAt: Date.now(), done: nothing };
      const next = { ...before, done: { ...before.done, [how]: before.done[how] + 1 } };
      keep(next);
      if (sumOf(next.done) >= size) setElapsed(Date.now() - next.startedAt);
    },
    next: () => {
      keep(null);
      setElapsed(null);
    },
  };
}
