// The command line's threads for the record, which make its frames of rows and judge them: this file starts one, and is what it runs.
import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { judgesInTurn } from '../../shared/log/judgeFrame.ts';
import type { Speed } from '../../shared/log/verifyPayload.ts';
import { answerThread, askThread, type RecordThread } from '../../shared/state/files/encodeBatches.ts';
import { unpackFrame } from '../workspace/packFrame.ts';
import { random } from '../workspace/random.ts';

if (!isMainThread) {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.on('message', answerThread({ randomBytes: random, startHash: () => createHash('sha256'), unpack: unpackFrame }, (value) => parentPort!.postMessage(value)));
}

export function startRecordThread(): RecordThread {
  const worker = new Worker(new URL(import.meta.url));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  const { thread, answered, fail } = askThread((request) => worker.postMessage(request), () => void worker.terminate());
  worker.on('message', answered);
  worker.on('error', fail);
  return thread;
}

/** More threads than these wait for the disk. */
const MOST_JUDGES = 4;

/** What this machine can do for a verification. */
export const verifySpeed: Speed = {
  unpack: unpackFrame,
  startJudge: () => judgesInTurn(Array.from({ length: Math.max(1, Math.min(MOST_JUDGES, availableParallelism() - 1)) }, startRecordThread)),
};
