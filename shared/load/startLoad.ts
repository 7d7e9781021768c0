// Loads a file of any format as it streams in: the first bytes tell the format, which has its own reader.
import { quietJob, type Job } from '../kernel/job.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { assertNever } from '../kernel/assertNever.ts';
import { BookLoad } from './bookLoad.ts';
import { concatBytes } from './concatBytes.ts';
import { DelimitedLoad } from './delimitedLoad.ts';
import { GzipLoad } from './gzipLoad.ts';
import { ParquetLoad } from './parquetLoad.ts';
import { detectFormat } from './detectFormat.ts';
import { KeyedLoad } from './keyedLoad.ts';
import { SAMPLE_BYTES, type LoadOptions, type LoadReport, type OnBatch, type RunningLoad } from './options.ts';
import { defaultLimits, type LoadProblem } from './problem.ts';
import { ZipLoad } from './zipLoad.ts';

export { SAMPLE_BYTES } from './options.ts';
export type { LoadOptions, LoadOverrides, LoadReport, OnBatch, PartChoice, RunningLoad } from './options.ts';

/**
 * Starts a load. `onBatch` gets batches in file order and is awaited; what it was given counts only once `end`
 * succeeds. Throws `Cancelled` through `job`.
 */
export function startLoad(options: LoadOptions, onBatch: OnBatch, job: Job = quietJob): RunningLoad {
  return new FormatLoad(options, onBatch, job);
}

class FormatLoad implements RunningLoad {
  private readonly options: LoadOptions;
  private readonly onBatch: OnBatch;
  private readonly job: Job;
  private sample: Uint8Array[] = [];
  private bytes = 0;
  private running: RunningLoad | undefined;

  constructor(options: LoadOptions, onBatch: OnBatch, job: Job) {
    this.options = options;
    this.onBatch = onBatch;
    this.job = job;
  }

  async push(bytes: Uint8Array): Promise<Result<undefined, LoadProblem>> {
    this.bytes += bytes.length;
    const limit = (this.options.limits ?? defaultLimits).fileBytes;
    const size = Math.max(this.bytes, this.options.size ?? 0);
    if (size > limit) return err({ kind: 'fileTooLarge', bytes: size, limit });
    if (this.running !== undefined) return this.running.push(bytes);
    this.sample.push(bytes.slice());
    return this.bytes < SAMPLE_BYTES ? ok(undefined) : this.begin();
  }

  async end(): Promise<Result<LoadReport, LoadProblem>> {
    if (this.running === undefined) {
      const begun = await this.begin();
      if (!begun.ok) return begun;
    }
    return this.running!.end();
  }

  private async begin(): Promise<Result<undefined, LoadProblem>> {
    const bytes = concatBytes(this.sample);
    this.sample = [];
    const { options, onBatch, job } = this;
    const format = options.overrides?.format ?? detectFormat(bytes.subarray(0, SAMPLE_BYTES), options.fileName ?? '');
    switch (format) {
      case 'delimited':
        this.running = new DelimitedLoad(options, onBatch, job);
        break;
      case 'json':
      case 'ndjson':
      case 'vcard':
        this.running = new KeyedLoad(format, options, onBatch, job);
        break;
      case 'xlsx':
      case 'xlsb':
      case 'xls':
      case 'ods':
        this.running = new BookLoad(format, options, onBatch, job);
        break;
      case 'gzip':
        if (options.packed === true) return err({ kind: 'archiveTooDeep', entry: options.fileName ?? '' });
        this.running = new GzipLoad(options, (inner, batch) => startLoad(inner, batch, job), onBatch);
        break;
      case 'zip':
        if (options.packed === true) return err({ kind: 'archiveTooDeep', entry: options.fileName ?? '' });
        this.running = new ZipLoad(options, (inner, batch) => startLoad(inner, batch, job), onBatch);
        break;
      case 'parquet':
        this.running = new ParquetLoad(options, onBatch, job);
        break;
      case 'html':
      case 'xml':
        return err({ kind: 'unsupportedFormat', format });
      default:
        return assertNever(format);
    }
    return this.running.push(bytes);
  }
}
