// Collects a file that can be read only when all of it is there, because its directory stands at its end.
import type { Job } from '../kernel/job.ts';
import { concatBytes } from './concatBytes.ts';

export class WholeFile {
  private readonly chunks: Uint8Array[] = [];
  /** How much came so far. */
  bytes = 0;

  /**
   * Keeps a copy of a chunk, tells how far the file has come, and lets others work.
   * @param size of the whole file in bytes, where it is known
   * @throws Cancelled
   */
  async push(bytes: Uint8Array, size: number | undefined, job: Job): Promise<void> {
    this.chunks.push(bytes.slice());
    this.bytes += bytes.length;
    job.report({ stage: 'load', done: this.bytes, total: size ?? 0, unit: 'bytes' });
    await job.breathe();
  }

  /** The whole file; it is not kept any longer. */
  take(): Uint8Array<ArrayBuffer> {
    const bytes = concatBytes(this.chunks);
    this.chunks.length = 0;
    return bytes;
  }
}
