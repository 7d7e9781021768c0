// The command line's thread for the record's frames of rows: this file starts it, and is what it runs.
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { answerEncoder, askEncoder, type RowEncoder } from '../../shared/state/files/encodeBatches.ts';
import { random } from '../workspace/random.ts';

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
if (!isMainThread) parentPort?.on('message', answerEncoder(random, (value) => parentPort!.postMessage(value)));

export function startRecordThread(): RowEncoder {
  const worker = new Worker(new URL(import.meta.url));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  const { encoder, answered, fail } = askEncoder((request) => worker.postMessage(request), () => void worker.terminate());
  worker.on('message', answered);
  worker.on('error', fail);
  return encoder;
}
