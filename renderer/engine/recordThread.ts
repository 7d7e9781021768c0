// Hands batches of rows to the record worker, which answers in order; started with the first batch of a load, ended with the load.
import type { EncodedFrame } from '../../shared/log/frame.ts';
import type { RowEncoder } from '../../shared/state/encodeBatches.ts';

type Waiting = PromiseWithResolvers<readonly EncodedFrame[]>;

export function startRecordThread(): RowEncoder {
  const worker = new Worker(new URL('./recordWorker.ts', import.meta.url), { type: 'module', name: 'record' });
  const waiting: Waiting[] = [];
  worker.addEventListener('message', ({ data }: MessageEvent<readonly EncodedFrame[]>) => waiting.shift()?.resolve(data));
  worker.addEventListener('error', (event) => {
    for (const one of waiting.splice(0)) one.reject(new Error(event.message || 'the record worker stopped'));
  });
  return {
    encode: (batch) => {
      const answer = Promise.withResolvers<readonly EncodedFrame[]>();
      waiting.push(answer);
      worker.postMessage(batch);
      return answer.promise;
    },
    end: () => worker.terminate(),
  };
}
