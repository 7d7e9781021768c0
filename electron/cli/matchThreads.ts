// Runs match tasks on threads, each taking the next one when it is free.
import { Worker } from 'node:worker_threads';
import { allocateShared } from '../../shared/table/allocate.ts';
import { inlinePool, isForAll, type MatchAnswer, type MatchPool, type MatchTask } from '../../shared/match/MatchWorker.ts';

type Waiting = { readonly task: MatchTask; readonly resolve: (answer: MatchAnswer) => void; readonly reject: (error: Error) => void };

/** A pool of `size` threads, or this thread for one. `close` ends the threads. */
export function matchThreads(size: number): MatchPool & { close(): Promise<void> } {
  if (size <= 1) return { ...inlinePool(), close: () => Promise.resolve() };
  const queue: Waiting[] = [];
  const threads = Array.from({ length: size }, () => {
    const worker = new Worker(new URL('./matchThread.ts', import.meta.url), { resourceLimits: { maxYoungGenerationSizeMb: 32 } });
    const open = new Map<number, Waiting>();
    let next = 0;
    const send = (waiting: Waiting): void => {
      const id = next++;
      open.set(id, waiting);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage({ id, task: waiting.task });
    };
    const thread = { worker, open, send };
    worker.on('message', ({ id, answer }: { id: number; answer: MatchAnswer }) => {
      const waiting = open.get(id)!;
      open.delete(id);
      waiting.resolve(answer);
      if (open.size === 0) {
        const waitingNext = queue.shift();
        if (waitingNext !== undefined) send(waitingNext);
      }
    });
    worker.on('error', (error) => {
      for (const waiting of open.values()) waiting.reject(error instanceof Error ? error : new Error(String(error)));
      open.clear();
    });
    return thread;
  });
  return {
    size,
    allocate: allocateShared,
    run: (task) =>
      new Promise<MatchAnswer>((resolve, reject) => {
        if (isForAll(task)) {
          let missing = threads.length;
          for (const thread of threads) thread.send({ task, reject, resolve: (answer) => (--missing === 0 ? resolve(answer) : undefined) });
          return;
        }
        const waiting: Waiting = { task, resolve, reject };
        const free = threads.find(({ open }) => open.size === 0);
        if (free === undefined) queue.push(waiting);
        else free.send(waiting);
      }),
    close: async () => {
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}
