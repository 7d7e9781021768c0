// Starts the record's workers: one for a load, several for a verification.
import { judgesInTurn } from '../../shared/log/judgeFrame.ts';
import type { Speed } from '../../shared/log/verifyPayload.ts';
import { askThread, KeptThread, type RecordThread } from '../../shared/state/files/encodeBatches.ts';

function startRecordThread(): RecordThread {
  const worker = new Worker(new URL('./recordWorker.ts', import.meta.url), { type: 'module', name: 'record' });
  const { thread, answered, fail } = askThread((request) => worker.postMessage(request), () => worker.terminate());
  worker.addEventListener('message', ({ data }) => answered(data));
  worker.addEventListener('error', (event) => fail(new Error(event.message || 'the record worker stopped')));
  return thread;
}

/** The one that takes part in writing; the data worker has one workspace at a time. */
export const writingThread = new KeptThread(startRecordThread);

/** More workers than these wait for the disk. */
const MOST_JUDGES = 4;

/** What this machine can do for a verification. */
export const verifySpeed: Speed = {
  startJudge: () => judgesInTurn(Array.from({ length: Math.max(1, Math.min(MOST_JUDGES, navigator.hardwareConcurrency - 1)) }, startRecordThread)),
};
