// The command line's thread for the record's frames of rows: this file starts it, and is what it runs.
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import type { EncodedFrame } from '../../shared/log/frame.ts';
import { encodeBatch, type RowBatch, type RowEncoder } from '../../shared/state/encodeBatches.ts';
import { random } from '../workspace/random.ts';

if (!isMainThread) parentPort?.on('message', (batch: RowBatch) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort!.postMessage(encodeBatch(batch, random));
});

export function startRecordThread(): RowEncoder {
  const worker = new Worker(new URL(import.meta.url));
  const waiting: PromiseWithResolvers<readonly EncodedFrame[]>[] = [];
  worker.on('message', (frames: readonly EncodedFrame[]) => waiting.shift()?.resolve(frames));
  worker.on('error', (error) => {
    for (const one of waiting.splice(0)) one.reject(error);
  });
  return {
    encode: (batch) => {
      const answer = Promise.withResolvers<readonly EncodedFrame[]>();
      waiting.push(answer);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage(batch);
      return answer.promise;
    },
    end: () => void worker.terminate(),
  };
}
