// Loads a Parquet file; the file is needed whole, because its directory stands at its end. The library is fetched only when one is met.
import { Cancelled, type Job } from '../kernel/job.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { TextColumnBuilder } from '../table/TextColumnBuilder.ts';
import { nameColumns } from './headers.ts';
import { BATCH_ROWS, noLayout, type LoadOptions, type LoadReport, type OnBatch, type RunningLoad } from './options.ts';
import type { ParquetBook, ParquetColumn } from './parquet.adapter.ts';
import { defaultLimits, type LoadProblem, type Quarantined, type QuarantineKind, type QuarantineReason } from './problem.ts';
import { quarantine, utf8Size } from './rowReader.ts';
import { WholeFile } from './WholeFile.ts';

export class ParquetLoad implements RunningLoad {
  private readonly options: LoadOptions;
  private readonly onBatch: OnBatch;
  private readonly job: Job;
  private readonly file = new WholeFile();
  private builders: TextColumnBuilder[] = [];
  private lines: number[] = [];
  private quarantined: Quarantined[] = [];
  private loaded = 0;
  private set = 0;
  private readonly setBy: Partial<Record<QuarantineKind, number>> = {};

  constructor(options: LoadOptions, onBatch: OnBatch, job: Job) {
    this.options = options;
    this.onBatch = onBatch;
    this.job = job;
  }

  async push(bytes: Uint8Array): Promise<Result<undefined, LoadProblem>> {
    await this.file.push(bytes, this.options.size, this.job);
    return ok(undefined);
  }

  async end(): Promise<Result<LoadReport, LoadProblem>> {
    const bytes = this.file.take();
    const limits = this.options.limits ?? defaultLimits;
    const { openParquet } = await import('./parquet.adapter.ts');
    let book: ParquetBook;
    try {
      book = openParquet(bytes);
    } catch (error) {
      return err(damaged(error));
    }
    if (book.names.length > limits.columns) return err({ kind: 'tooManyColumns', columns: book.names.length, limit: limits.columns, line: 1 });
    if (book.claimedBytes > limits.fileBytes) return err({ kind: 'fileTooLarge', bytes: book.claimedBytes, limit: limits.fileBytes });
    const columns = nameColumns(book.names, book.names.length);
    const names = columns.map(({ name }) => name);
    this.builders = names.map(() => new TextColumnBuilder());
    try {
      let row = 0;
      for await (const group of book.groups()) {
        const size = group[0]?.cells.length ?? 0;
        for (let from = 0; from < size; from += BATCH_ROWS) {
          this.take(group, row, from, Math.min(size, from + BATCH_ROWS), limits.cellBytes);
          if (this.lines.length >= (this.options.batchRows ?? BATCH_ROWS)) await this.hand(names);
          this.job.report({ stage: 'load', done: row + Math.min(size, from + BATCH_ROWS), total: book.rows, unit: 'rows' });
          await this.job.breathe();
        }
        row += size;
        if (row >= (this.options.maxRows ?? Infinity)) break;
      }
      await this.hand(names);
    } catch (error) {
      if (error instanceof Cancelled) throw error;
      return err(damaged(error));
    }
    const rowsIn = this.loaded + this.set;
    if (this.loaded === 0) return err(this.set > 0 ? { kind: 'noRowsFit', quarantined: this.set } : { kind: 'headerOnly', line: 1, columns: names.length });
    return ok({
      rowsIn,
      rowsLoaded: this.loaded,
      rowsQuarantined: this.set,
      quarantinedBy: this.setBy,
      blankLines: 0,
      restoredFormulas: 0,
      format: 'parquet',
      bytes: this.file.bytes,
      encoding: 'utf-8',
      layout: { ...noLayout, width: names.length, shortWidth: names.length },
      columns,
      linesAboveData: 0,
      parts: [],
    });
  }

  /** Takes the rows `[from, to)` of a group; those that can't be kept are set aside. */
  private take(group: readonly ParquetColumn[], row: number, from: number, to: number, limit: number): void {
    const faults = new Map<number, QuarantineReason>();
    group.forEach(({ cells }, column) => {
      for (let at = from; at < to; at++) {
        const cell = cells[at];
        if (cell === undefined || faults.has(at)) continue;
        if (cell.length * 3 > limit && utf8Size(cell) > limit) faults.set(at, { kind: 'cellTooLong', column: column + 1, length: utf8Size(cell), limit });
        else if (!cell.isWellFormed()) faults.set(at, { kind: 'undecodableBytes', column: column + 1 });
      }
    });
    group.forEach(({ cells }, column) => {
      const builder = this.builders[column]!;
      for (let at = from; at < to; at++) if (!faults.has(at)) builder.add(cells[at]);
    });
    for (let at = from; at < to; at++) if (!faults.has(at)) this.lines.push(row + at + 1);
    for (const [at, reason] of [...faults].sort(([left], [right]) => left - right)) {
      this.quarantined.push(quarantine(row + at + 1, reason, group.map(({ cells }) => cells[at] ?? '').join('\t')));
      this.setBy[reason.kind] = (this.setBy[reason.kind] ?? 0) + 1;
      this.set++;
    }
  }

  private async hand(names: readonly string[]): Promise<void> {
    const { lines, quarantined } = this;
    if (lines.length === 0 && quarantined.length === 0) return;
    const columns = names.map((name, i) => ({ name, column: this.builders[i]!.finish() }));
    const firstRow = this.loaded;
    this.loaded += lines.length;
    this.lines = [];
    this.quarantined = [];
    this.builders = names.map(() => new TextColumnBuilder());
    await this.onBatch({ table: { length: lines.length, columns }, firstRow, lines: Uint32Array.from(lines), quarantined });
  }
}

function damaged(error: unknown): LoadProblem {
  return { kind: 'damagedFile', format: 'parquet', detail: error instanceof Error ? error.message : String(error) };
}
