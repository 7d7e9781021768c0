// A match worker: takes one task at a time from the pool and answers it.
import { MatchWorker, type MatchTask } from '../../shared/match/MatchWorker.ts';
import { allocateOrdinary, allocateShared } from '../../shared/table/allocate.ts';

const worker = new MatchWorker(self.crossOriginIsolated ? allocateShared : allocateOrdinary);

self.addEventListener('message', ({ data }: MessageEvent<{ id: number; task: MatchTask }>) => {
  try {
    self.postMessage({ id: data.id, answer: worker.handle(data.task) });
  } catch (error) {
    self.postMessage({ id: data.id, bug: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
self.postMessage('ready');
