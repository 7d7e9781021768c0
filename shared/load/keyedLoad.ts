// Loads JSON, NDJSON and vCards as they stream in; rows are handed on at the end, when all columns are known.
import type { Job } from '../kernel/job.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { concatBytes } from './concatBytes.ts';
import { guessEncoding, startDecoding, type Decoding } from './encoding.ts';
import { KeyedCollector } from './keyedCollector.ts';
import { BATCH_ROWS, noLayout, SAMPLE_BYTES, type LoadOptions, type LoadReport, type OnBatch, type RunningLoad } from './options.ts';
import { defaultLimits, type LoadProblem } from './problem.ts';
import { JsonFeed } from './readJson.ts';
import { VcardFeed } from './readVcards.ts';

export class KeyedLoad implements RunningLoad {
  private readonly format: 'json' | 'ndjson' | 'vcard';
  private readonly options: LoadOptions;
  private readonly onBatch: OnBatch;
  private readonly job: Job;
  private readonly collector: KeyedCollector;
  private readonly feed: { add(text: string, last: boolean): LoadProblem | undefined };
  private decoding: Decoding | undefined;
  private sample: Uint8Array[] = [];
  private bytes = 0;

  constructor(format: 'json' | 'ndjson' | 'vcard', options: LoadOptions, onBatch: OnBatch, job: Job) {
    this.format = format;
    this.options = options;
    this.onBatch = onBatch;
    this.job = job;
    this.collector = new KeyedCollector((options.limits ?? defaultLimits).columns, options.batchRows ?? BATCH_ROWS, (options.limits ?? defaultLimits).cellBytes);
    this.feed = format === 'vcard' ? new VcardFeed(this.collector) : new JsonFeed(this.collector, format === 'ndjson');
  }

  async push(bytes: Uint8Array): Promise<Result<undefined, LoadProblem>> {
    this.bytes += bytes.length;
    if (this.decoding === undefined) {
      this.sample.push(bytes.slice());
      return this.bytes < SAMPLE_BYTES ? ok(undefined) : this.begin(false);
    }
    return this.take(bytes, false);
  }

  async end(): Promise<Result<LoadReport, LoadProblem>> {
    const taken = this.decoding === undefined ? await this.begin(true) : await this.take(new Uint8Array(0), true);
    if (!taken.ok) return taken;
    const { counts } = this.collector;
    if (counts.rowsLoaded === 0) {
      if (counts.rowsQuarantined > 0) return err({ kind: 'noRowsFit', quarantined: counts.rowsQuarantined });
      return err({ kind: 'emptyFile' });
    }
    const { columns, batches } = this.collector.finish();
    for (const batch of batches) await this.onBatch(batch);
    return ok({
      ...counts,
      format: this.format,
      bytes: this.bytes,
      encoding: this.decoding!.encoding,
      layout: { ...noLayout, width: columns.length, shortWidth: columns.length },
      columns,
      linesAboveData: 0,
      parts: [],
    });
  }

  private async begin(whole: boolean): Promise<Result<undefined, LoadProblem>> {
    const bytes = concatBytes(this.sample);
    this.sample = [];
    const guess = guessEncoding(bytes.subarray(0, SAMPLE_BYTES), whole && bytes.length <= SAMPLE_BYTES);
    if (guess.kind === 'binary' && this.options.overrides?.encoding === undefined) return err({ kind: 'binaryFile', looksLike: guess.looksLike });
    const guessed = guess.kind === 'binary' ? 'utf-8' : guess.asciiOnly ? 'ascii-first' : guess.encoding;
    this.decoding = startDecoding(this.options.overrides?.encoding ?? guessed);
    return this.take(bytes, whole);
  }

  private async take(bytes: Uint8Array, last: boolean): Promise<Result<undefined, LoadProblem>> {
    const problem = this.feed.add(this.decoding!.decode(bytes, last), last);
    if (problem !== undefined) return err(problem);
    this.job.report({ stage: 'load', done: this.bytes, total: this.options.size ?? 0, unit: 'bytes' });
    await this.job.breathe();
    return ok(undefined);
  }
}
