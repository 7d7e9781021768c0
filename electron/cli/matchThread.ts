// One thread of a match run: takes tasks from the command and answers them.
import { parentPort } from 'node:worker_threads';
import { allocateShared } from '../../shared/table/allocate.ts';
import { MatchWorker, type MatchTask } from '../../shared/match/MatchWorker.ts';

const worker = new MatchWorker(allocateShared);

parentPort!.on('message', ({ id, task }: { id: number; task: MatchTask }) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort!.postMessage({ id, answer: worker.handle(task) });
});
