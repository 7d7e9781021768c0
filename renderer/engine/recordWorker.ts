// Makes the record's frames of rows on a thread of its own: hashing costs as much as reading the file.
import { encodeBatch, type RowBatch } from '../../shared/state/encodeBatches.ts';
import { randomBytes } from './randomBytes.ts';

self.addEventListener('message', ({ data }: MessageEvent<RowBatch>) => {
  const frames = encodeBatch(data, randomBytes);
  self.postMessage(frames, frames.flatMap(({ bytes, leaves }) => [bytes.buffer, leaves.buffer]));
});
