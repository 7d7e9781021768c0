// Long work that is under way: progress, time left, cancel; shown in the task tray wherever one is.
import { create } from 'zustand';
import type { Progress } from '../../shared/kernel/job.ts';
import type { EngineCall, EngineCalls } from '../../shared/contract/engine.ts';
import type { Session } from './session.ts';
import { estimateRemaining, rowsPerSecond, type Sample } from './estimateRemaining.ts';

export const jobKinds = ['loading', 'matching', 'threshold', 'forecasting', 'relearning', 'merging', 'exporting', 'recipe', 'verifying', 'erasing', 'enriching', 'editing'] as const;
export type JobKind = (typeof jobKinds)[number];
export type RunningJob = {
  readonly id: number;
  readonly kind: JobKind;
  /** A file name or the like. */
  readonly subject: string;
  readonly progress: Progress | null;
  readonly remainingMs: number | null;
  readonly rowsPerSecond: number | null;
  readonly startedAt: number;
  readonly isCancelling: boolean;
  readonly cancel: () => void;
};
export const useJobs = create<{ readonly jobs: readonly RunningJob[] }>(() => ({ jobs: [] }));

let nextId = 1;
const change = (id: number, with_: Partial<RunningJob>) => useJobs.setState((state) => ({ jobs: state.jobs.map((job) => (job.id === id ? { ...job, ...with_ } : job)) }));

/**
 * Runs a long call with its progress in the task tray and on the taskbar, and resolves or rejects as the call
 * does. A cancelled call rejects with the trouble `cancelled`, and the data is as it was.
 */
export async function runJob<Name extends EngineCall>({ engine, desktop }: Session, kind: JobKind, subject: string, call: Name, request: EngineCalls[Name]['request']): Promise<EngineCalls[Name]['response']> {
  const id = nextId++;
  const abort = new AbortController();
  const samples: Sample[] = [];
  const job: RunningJob = {
    id, kind, subject, progress: null, remainingMs: null, rowsPerSecond: null, startedAt: performance.now(), isCancelling: false,
    cancel: () => {
      change(id, { isCancelling: true });
      abort.abort();
    },
  };
  useJobs.setState((state) => ({ jobs: [...state.jobs, job] }));
  void desktop.call('window.busy', { busy: true });
  const onProgress = (progress: Progress) => {
    samples.push(sampleOf(progress));
    change(id, { progress, remainingMs: estimateRemaining(samples, progress.total), rowsPerSecond: rowsPerSecond(samples) });
    if (progress.total > 0) void desktop.call('window.progress', { fraction: Math.min(1, progress.done / progress.total) });
  };
  try {
    return await engine.call(call, request, { onProgress, signal: abort.signal });
  } finally {
    useJobs.setState((state) => ({ jobs: state.jobs.filter((other) => other.id !== id) }));
    if (useJobs.getState().jobs.length === 0) {
      void desktop.call('window.progress', { fraction: null });
      void desktop.call('window.busy', { busy: false });
    }
  }
}

/** What time left and speed are judged by. */
export function sampleOf({ stage, done, rows }: Progress): Sample {
  return { atMs: performance.now(), stage, done, ...(rows === undefined ? {} : { rows }) };
}
