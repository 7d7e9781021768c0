// A thread that makes the frames of a load without committing to anything: what a load costs if nobody could check it.
import { parentPort } from 'node:worker_threads';
import { random } from '../../electron/workspace/random.ts';
import { rowsContent, saltBytes, type EncodedFrame } from '../../shared/log/frame.ts';
import type { Subtrees } from '../../shared/log/merkle.ts';
import { rowsPerFrame } from '../../shared/log/PayloadBuilder.ts';
import type { ThreadRequest } from '../../shared/state/files/encodeBatches.ts';

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
const answer = (value: readonly EncodedFrame[] | Uint8Array): void => parentPort?.postMessage(value);

parentPort?.on('message', (request: ThreadRequest) => {
  if (request.kind === 'digest') answer(new Uint8Array(32));
  if (request.kind !== 'rows') return;
  const { columns, rows, firstRow, firstItem } = request.batch;
  const frames: EncodedFrame[] = [];
  for (let from = 0; from < rows; from += rowsPerFrame) {
    const to = Math.min(rows, from + rowsPerFrame);
    frames.push({ bytes: rowsContent(columns, from, to, firstRow + from, firstItem + from, random((to - from) * saltBytes)), subtrees: emptyTrees(firstItem + from, to - from), firstItem: firstItem + from, count: to - from });
  }
  answer(frames);
});

/** Places in the tree that nothing was hashed for. */
function emptyTrees(first: number, count: number): Subtrees {
  const sizes: number[] = [];
  for (let done = 0; done < count; ) {
    let size = 1;
    while (done + 2 * size <= count && (first + done) % (2 * size) === 0) size *= 2;
    sizes.push(size);
    done += size;
  }
  return { sizes, roots: new Uint8Array(32 * sizes.length) };
}
