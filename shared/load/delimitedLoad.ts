// Loads a delimited file as it streams in: bytes → text → rows → batches of columns.
import type { Job } from '../kernel/job.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { restoreFormula } from '../values/formula.ts';
import { concatBytes } from './concatBytes.ts';
import { guessEncoding, startDecoding, type Decoding, type EncodingGuess } from './encoding.ts';
import { guessLayout, type Layout } from './guessDialect.ts';
import { nameColumns, type ColumnName } from './headers.ts';
import { BATCH_ROWS, SAMPLE_BYTES, type LoadOptions, type LoadReport, type OnBatch, type RunningLoad } from './options.ts';
import { defaultLimits, type LoadLimits, type LoadProblem } from './problem.ts';
import { RowCollector, type RowShape } from './rowCollector.ts';
import { TextFeed } from './textFeed.ts';

export type FileStart = {
  readonly encoding: EncodingGuess & { readonly kind: 'text' };
  readonly layout: Layout;
  readonly columns: readonly ColumnName[];
};

/** Decides how to read a file from its first bytes. */
export function decideStart(sample: Uint8Array, whole: boolean, options: LoadOptions): Result<FileStart, LoadProblem> {
  const limits = options.limits ?? defaultLimits;
  if (sample.length === 0) return err({ kind: 'emptyFile' });
  const guess = guessEncoding(sample, whole);
  const chosen = options.overrides?.encoding;
  if (guess.kind === 'binary' && (chosen === undefined || guess.looksLike !== 'unknown')) return err({ kind: 'binaryFile', looksLike: guess.looksLike });
  const encoding: FileStart['encoding'] =
    chosen === undefined && guess.kind === 'text' ? guess : { kind: 'text', encoding: chosen ?? 'utf-8', confidence: 1, bom: false, asciiOnly: false };
  const text = startDecoding(encoding.encoding).decode(sample, whole);
  if (text.trim() === '') return err({ kind: 'emptyFile' });
  const broken = findBrokenLines(text, whole);
  if (broken.share > 0.2) return err({ kind: 'unreadableEncoding', encoding: encoding.encoding, line: broken.firstLine });
  const layout = guessLayout(text, whole, options.fileName ?? '', options.overrides ?? {});
  const restore = options.overrides?.restoreFormulas ?? true;
  const columns = nameColumns(restore ? layout.header?.map(restoreFormula) : layout.header, layout.width);
  if (columns.length > limits.columns) return err({ kind: 'tooManyColumns', columns: columns.length, limit: limits.columns, line: layout.headerLine ?? layout.firstDataLine });
  return ok({ encoding, layout, columns });
}

export function shapeOf({ layout, columns }: FileStart, options: LoadOptions): RowShape {
  return {
    names: columns.map((column) => column.name),
    shortWidth: layout.shortWidth,
    header: layout.header,
    headerRaw: layout.headerRaw,
    fillShort: options.overrides?.fillShort ?? options.fillShort ?? false,
    keepEmpty: options.overrides?.keepEmptyRows ?? false,
    restoreFormulas: options.overrides?.restoreFormulas ?? true,
  };
}

/** Lines that hold a character which does not fit the encoding: their share, and the first one's number (1-based). */
function findBrokenLines(text: string, whole: boolean): { readonly share: number; readonly firstLine: number } {
  if (text.isWellFormed()) return { share: 0, firstLine: 0 };
  const lines = text.split(/\r\n|\n|\r/);
  // The sample may end inside a character.
  if (!whole) lines.pop();
  const isBroken = (line: string) => !line.isWellFormed();
  return { share: lines.filter(isBroken).length / Math.max(1, lines.length), firstLine: lines.findIndex(isBroken) + 1 };
}

/** Loads a delimited file as it streams in. */
export class DelimitedLoad implements RunningLoad {
  private readonly options: LoadOptions;
  private readonly onBatch: OnBatch;
  private readonly job: Job;
  private readonly limits: LoadLimits;
  private sample: Uint8Array[] = [];
  private bytes = 0;
  private running: { start: FileStart; decoding: Decoding; feed: TextFeed; collector: RowCollector } | undefined;

  constructor(options: LoadOptions, onBatch: OnBatch, job: Job) {
    this.options = options;
    this.onBatch = onBatch;
    this.job = job;
    this.limits = options.limits ?? defaultLimits;
  }

  async push(bytes: Uint8Array): Promise<Result<undefined, LoadProblem>> {
    this.bytes += bytes.length;
    const size = Math.max(this.bytes, this.options.size ?? 0);
    if (size > this.limits.fileBytes) return err({ kind: 'fileTooLarge', bytes: size, limit: this.limits.fileBytes });
    if (this.running === undefined) {
      this.sample.push(bytes.slice());
      return this.bytes < SAMPLE_BYTES ? ok(undefined) : this.begin(false);
    }
    await this.feed(bytes, false);
    return ok(undefined);
  }

  async end(): Promise<Result<LoadReport, LoadProblem>> {
    if (this.running === undefined) {
      const begun = await this.begin(true);
      if (!begun.ok) return begun;
    } else await this.feed(new Uint8Array(0), true);
    const { start, decoding, feed, collector } = this.running!;
    for (const batch of collector.finish()) await this.onBatch(batch);
    const counts = collector.counts;
    if (counts.rowsLoaded === 0) {
      if (counts.rowsQuarantined > 0) return err({ kind: 'noRowsFit', quarantined: counts.rowsQuarantined });
      return err({ kind: 'headerOnly', line: start.layout.headerLine ?? 1, columns: start.columns.length });
    }
    return ok({
      ...counts,
      format: 'delimited',
      parts: [],
      bytes: this.bytes,
      encoding: decoding.encoding,
      layout: start.layout,
      columns: start.columns,
      linesAboveData: feed.linesAboveData,
    });
  }

  /** Decides on a sample of fixed size, whatever the sizes of the chunks. */
  private async begin(whole: boolean): Promise<Result<undefined, LoadProblem>> {
    const bytes = concatBytes(this.sample);
    this.sample = [];
    const start = decideStart(bytes.subarray(0, SAMPLE_BYTES), whole && bytes.length <= SAMPLE_BYTES, this.options);
    if (!start.ok) return start;
    const { encoding, layout } = start.value;
    const collector = new RowCollector(shapeOf(start.value, this.options), this.options.batchRows ?? BATCH_ROWS);
    const decoding = startDecoding(encoding.asciiOnly ? 'ascii-first' : encoding.encoding);
    const feed = new TextFeed(layout.dialect, layout.firstDataLine, this.limits.cellBytes, collector);
    this.running = { start: start.value, decoding, feed, collector };
    await this.feed(bytes, whole);
    return ok(undefined);
  }

  private async feed(bytes: Uint8Array, last: boolean): Promise<void> {
    const { decoding, feed, collector } = this.running!;
    feed.add(decoding.decode(bytes, last), last);
    while (feed.step()) {
      for (const batch of collector.takeBatches()) await this.onBatch(batch);
    }
    this.job.report({ stage: 'load', done: this.bytes, total: this.options.size ?? 0, unit: 'bytes' });
    await this.job.breathe();
  }
}
