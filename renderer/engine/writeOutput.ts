// Writes one file over the port from pieces: a temporary name, fsync, rename; nothing is left where it fails.
import type { OutputPlace, WrittenFile } from '../../shared/contract/machine.ts';
import type { Job } from '../../shared/kernel/job.ts';
import type { Machine } from './machineClient.ts';

/** One message carries at most so much. */
const PIECE_BYTES = 8 * 1024 * 1024;

/** Answers with what the generator ended with, beside the file. */
export async function writeOutput<T>(machine: Machine, place: OutputPlace, chunks: AsyncGenerator<Uint8Array, T, undefined>, job: Job): Promise<{ readonly file: WrittenFile; readonly end: T }> {
  const { output } = await machine('output.create', place);
  try {
    for (;;) {
      const next = await chunks.next();
      if (next.done === true) return { file: await machine('output.commit', { output }), end: next.value };
      for (let from = 0; from < next.value.length; from += PIECE_BYTES) await machine('output.write', { output, bytes: next.value.subarray(from, from + PIECE_BYTES) });
      await job.breathe();
    }
  } catch (error) {
    await machine('output.abort', { output });
    throw error;
  }
}

export async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array, undefined, undefined> {
  yield await Promise.resolve(bytes);
  return undefined;
}
