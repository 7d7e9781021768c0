// Loads one sheet of a workbook; the file is needed whole, because its directory stands at its end.
import type { Job } from '../kernel/job.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { GridFeed } from './gridFeed.ts';
import { readBook } from './hucre.adapter.ts';
import { BATCH_ROWS, type LoadOptions, type LoadReport, type OnBatch, type RunningLoad } from './options.ts';
import { defaultLimits, type LoadLimits, type LoadProblem } from './problem.ts';
import { XlsxBook } from './readXlsx.ts';
import { WholeFile } from './WholeFile.ts';

type BookFormat = 'xlsx' | 'xlsb' | 'xls' | 'ods';

/** One sheet, ready to be read; `read` hands over rows with their numbers until told to stop. */
type OpenSheet = {
  readonly name: string;
  readonly hidden: boolean;
  read(take: (cells: string[], row: number) => LoadProblem | false | undefined, frozen: (rows: number) => void): LoadProblem | undefined;
};

export class BookLoad implements RunningLoad {
  private readonly format: BookFormat;
  private readonly options: LoadOptions;
  private readonly onBatch: OnBatch;
  private readonly job: Job;
  private readonly file = new WholeFile();

  constructor(format: BookFormat, options: LoadOptions, onBatch: OnBatch, job: Job) {
    this.format = format;
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
    const opened = await openSheets(bytes, this.format, limits);
    if (!opened.ok) return opened;
    const sheets = opened.value;
    const names = sheets.map(({ name }) => name);
    const chosen = this.chooseSheet(sheets);
    if (!chosen.ok) return chosen;
    const feed = new GridFeed(this.options.overrides ?? {}, limits, this.options.batchRows ?? BATCH_ROWS);
    const most = this.options.maxRows ?? Infinity;
    let taken = 0;
    const problem = chosen.value.read((cells, row) => {
      if (row % 4096 === 0) this.job.throwIfCancelled();
      const answer = feed.row(cells, row);
      return answer ?? (++taken >= most ? false : undefined);
    }, (rows) => {
      feed.frozenRows = rows;
    }) ?? feed.end();
    if (problem !== undefined) return err(problem);
    const { layout, columns, collector } = feed.outcome!;
    for (const batch of collector.finish()) {
      await this.onBatch(batch);
      await this.job.breathe();
    }
    const counts = collector.counts;
    if (counts.rowsLoaded === 0) {
      if (counts.rowsQuarantined > 0) return err({ kind: 'noRowsFit', quarantined: counts.rowsQuarantined });
      return err({ kind: 'headerOnly', line: layout.headerLine ?? 1, columns: columns.length });
    }
    return ok({
      ...counts,
      format: this.format,
      bytes: this.file.bytes,
      encoding: 'utf-8',
      layout,
      columns,
      linesAboveData: layout.firstDataLine - 1,
      parts: [{ kind: 'sheet', chosen: chosen.value.name, names }],
    });
  }

  /** The one asked for, else the first visible one that has rows. */
  private chooseSheet(sheets: readonly OpenSheet[]): Result<OpenSheet, LoadProblem> {
    const wanted = this.options.overrides?.sheet;
    if (wanted !== undefined) {
      const found = sheets.find(({ name }) => name === wanted);
      return found === undefined ? err({ kind: 'noSuchSheet', sheet: wanted, sheets: sheets.map(({ name }) => name) }) : ok(found);
    }
    const visible = sheets.filter(({ hidden }) => !hidden);
    for (const sheet of visible) {
      let filled = false;
      const problem = sheet.read((cells) => {
        filled = cells.some((cell) => cell !== '');
        return filled ? false : undefined;
      }, () => undefined);
      if (problem !== undefined) return err(problem);
      if (filled) return ok(sheet);
    }
    return err({ kind: 'emptyFile' });
  }
}

async function openSheets(bytes: Uint8Array, format: BookFormat, limits: LoadLimits): Promise<Result<OpenSheet[], LoadProblem>> {
  if (format === 'xlsx') {
    const book = XlsxBook.open(bytes, limits);
    if (!book.ok) return book;
    return ok(book.value.sheets.map(({ name, hidden }, i) => ({ name, hidden, read: (take, frozen) => book.value.readRows(i, take, frozen) })));
  }
  const sheets = await readBook(bytes, format, limits);
  if (!sheets.ok) return sheets;
  return ok(
    sheets.value.map(({ name, hidden, rows }) => ({
      name,
      hidden,
      read: (take) => {
        let row = 0;
        for (const cells of rows()) {
          const answer = take(cells, ++row);
          if (answer !== undefined) return answer === false ? undefined : answer;
        }
        return undefined;
      },
    })),
  );
}
