// Makes the record's frames of rows on a thread of its own: hashing and packing cost as much as reading the file.
import { deflate } from '../../shared/log/deflate.adapter.ts';
import { encodeBatch, type RowBatch } from '../../shared/state/encodeBatches.ts';
import { randomBytes } from './randomBytes.ts';

self.addEventListener('message', ({ data }: MessageEvent<RowBatch>) => {
  const frames = encodeBatch(data, randomBytes, deflate);
  self.postMessage(frames, frames.flatMap(({ bytes, leaves }) => [bytes.buffer, leaves.buffer]));
});
