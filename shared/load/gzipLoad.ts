// Loads the one file that a gzip file holds, as it unpacks.
import { err, ok, type Result } from '../kernel/result.ts';
import { SAMPLE_BYTES, type LoadOptions, type LoadReport, type OnBatch, type RunningLoad } from './options.ts';
import { concatBytes } from './concatBytes.ts';
import { detectFormat } from './detectFormat.ts';
import { defaultLimits, type LoadProblem } from './problem.ts';
import { GzipUnpacker } from './zip.adapter.ts';

const LF = 10;

export class GzipLoad implements RunningLoad {
  private readonly options: LoadOptions;
  private readonly name: string;
  private readonly unpacker: GzipUnpacker;
  private readonly inner: RunningLoad;
  /** For a preview, the first bytes are enough where lines are rows. */
  private sample: Uint8Array[] | undefined;
  private sampled = 0;

  /** @param start starts the load of what is inside. */
  constructor(options: LoadOptions, start: (options: LoadOptions, onBatch: OnBatch) => RunningLoad, onBatch: OnBatch) {
    this.options = options;
    this.name = (options.fileName ?? '').replace(/\.gz$/i, '');
    this.unpacker = new GzipUnpacker(options.limits ?? defaultLimits, this.name);
    const { size: _size, ...rest } = options;
    const { format: _format, ...overrides } = options.overrides ?? {};
    this.inner = start({ ...rest, fileName: this.name, packed: true, overrides }, onBatch);
    this.sample = options.maxRows === undefined ? undefined : [];
  }

  async push(bytes: Uint8Array): Promise<Result<undefined, LoadProblem>> {
    const unpacked = this.unpacker.push(bytes);
    return unpacked.ok ? this.hand(unpacked.value) : unpacked;
  }

  async end(): Promise<Result<LoadReport, LoadProblem>> {
    const rest = this.unpacker.end();
    if (!rest.ok) return rest;
    const handed = await this.hand(rest.value);
    if (!handed.ok) return handed;
    if (this.sample !== undefined) {
      const pushed = await this.inner.push(this.firstLines(concatBytes(this.sample)));
      if (!pushed.ok) return pushed;
    }
    return this.inner.end();
  }

  private async hand(pieces: readonly Uint8Array[]): Promise<Result<undefined, LoadProblem>> {
    for (const piece of pieces) {
      if (this.sample !== undefined) {
        this.sample.push(piece);
        this.sampled += piece.length;
        continue;
      }
      const pushed = await this.inner.push(piece);
      if (!pushed.ok) return pushed;
    }
    const { limits = defaultLimits } = this.options;
    return this.sampled > limits.fileBytes ? err({ kind: 'fileTooLarge', bytes: this.sampled, limit: limits.fileBytes }) : ok(undefined);
  }

  private firstLines(bytes: Uint8Array): Uint8Array {
    const format = detectFormat(bytes.subarray(0, SAMPLE_BYTES), this.name);
    if ((format !== 'delimited' && format !== 'ndjson') || bytes.length <= SAMPLE_BYTES) return bytes;
    const end = bytes.lastIndexOf(LF, SAMPLE_BYTES) + 1;
    return end > 0 ? bytes.subarray(0, end) : bytes;
  }
}
