// Deals match tasks out to nested workers, one at a time to each, and ends them all when the run is over.
import { isForAll, type MatchAnswer, type MatchPool, type MatchTask } from '../../shared/match/MatchWorker.ts';
import { allocateOrdinary, allocateShared } from '../../shared/table/allocate.ts';

/** More compute workers gained little where measured: memory, not arithmetic, is what they wait for. */
const MOST_WORKERS = 4;

export type WorkerPool = MatchPool & { end(): void };

type Waiting = { readonly task: MatchTask; readonly resolve: (answer: MatchAnswer) => void; readonly reject: (error: Error) => void };
type Answered = 'ready' | { readonly id: number; readonly answer: MatchAnswer } | { readonly id: number; readonly bug: string };

/** Resolves when every worker has started: a long loop in the parent would keep them from doing so. */
export async function startMatchPool(): Promise<WorkerPool> {
  // Two even where there are but two processors: this thread waits while they work, and the page hardly needs one.
  const size = Math.max(Math.min(2, navigator.hardwareConcurrency), Math.min(MOST_WORKERS, navigator.hardwareConcurrency - 1));
  const workers = await Promise.all(Array.from({ length: size }, startWorker));
  const queue: Waiting[] = [];
  const idle = [...workers];
  const dispatch = (): void => {
    while (idle.length > 0 && queue.length > 0) {
      const worker = idle.pop()!;
      const { task, resolve, reject } = queue.shift()!;
      void send(worker, task)
        .then(resolve, reject)
        .finally(() => {
          idle.push(worker);
          dispatch();
        });
    }
  };
  return {
    size,
    allocate: self.crossOriginIsolated ? allocateShared : allocateOrdinary,
    run: async (task) => {
      if (isForAll(task)) return (await Promise.all(workers.map((worker) => send(worker, task))))[0]!;
      return new Promise((resolve, reject) => {
        queue.push({ task, resolve, reject });
        dispatch();
      });
    },
    end: () => {
      queue.length = 0;
      for (const worker of workers) worker.terminate();
    },
  };
}

function startWorker(): Promise<Worker> {
  const worker = new Worker(new URL('./matchWorker.ts', import.meta.url), { type: 'module', name: 'match' });
  return new Promise((resolve, reject) => {
    worker.addEventListener('message', () => resolve(worker), { once: true });
    worker.addEventListener('error', (event) => reject(new Error(event.message)), { once: true });
  });
}

let lastId = 0;

function send(worker: Worker, task: MatchTask): Promise<MatchAnswer> {
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    const listen = ({ data }: MessageEvent<Answered>): void => {
      if (data === 'ready' || data.id !== id) return;
      worker.removeEventListener('message', listen);
      if ('answer' in data) resolve(data.answer);
      else reject(new Error(data.bug));
    };
    worker.addEventListener('message', listen);
    worker.postMessage({ id, task });
  });
}
