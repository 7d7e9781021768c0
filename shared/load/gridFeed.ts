// Takes the rows of a spreadsheet: finds the header among the first ones, then fills batches of columns.
import { layRows, type Layout, type LayoutOverrides, type SampleRow } from './guessDialect.ts';
import { nameColumns, type ColumnName } from './headers.ts';
import { defaultLimits, type LoadLimits, type LoadProblem } from './problem.ts';
import { RowCollector } from './rowCollector.ts';
import { quarantine, utf8Size } from './rowReader.ts';

/** Rows looked at for the header. */
const SAMPLE_ROWS = 400;
/** A column without a header counts if this part of the sampled rows has something in it. */
const FILLED_PART = 0.02;

export class GridFeed {
  private readonly overrides: LayoutOverrides;
  private readonly limits: LoadLimits;
  private readonly batchRows: number;
  private sample: { cells: string[]; line: number }[] = [];
  private started: { layout: Layout; columns: ColumnName[]; collector: RowCollector } | undefined;
  private blanks = 0;

  constructor(overrides: LayoutOverrides, limits: LoadLimits = defaultLimits, batchRows = Infinity) {
    this.overrides = overrides;
    this.limits = limits;
    this.batchRows = batchRows;
  }

  /** Rows kept in view when scrolling, if the sheet has such: the last of them is the header. */
  frozenRows = 0;

  /** @param line row number, from 1. Cells that are not there may be left out at the end. */
  row(cells: string[], line: number): LoadProblem | undefined {
    if (cells.every((cell) => cell === '')) {
      if (this.started === undefined) this.blanks++;
      else this.started.collector.blank(line);
      return undefined;
    }
    if (this.started !== undefined) {
      this.take(cells, line);
      return undefined;
    }
    this.sample.push({ cells, line });
    return this.sample.length < SAMPLE_ROWS ? undefined : this.start();
  }

  /** To be called after the last row. */
  end(): LoadProblem | undefined {
    return this.started === undefined ? this.start() : undefined;
  }

  get outcome(): { layout: Layout; columns: ColumnName[]; collector: RowCollector } | undefined {
    return this.started;
  }

  private start(): LoadProblem | undefined {
    const rows = this.sample;
    if (rows.length === 0) return { kind: 'emptyFile' };
    const frozen = rows.some(({ line }) => line === this.frozenRows) ? this.frozenRows : undefined;
    const headerLine = this.overrides.headerLine ?? frozen;
    const width = usedWidth(rows);
    const padded: SampleRow[] = rows.map(({ cells, line }) => ({ cells: Array.from({ length: width }, (_, i) => cells[i] ?? ''), line, raw: '' }));
    const laid = layRows(padded, headerLine, 1);
    const layout: Layout = { ...laid, dialect: { delimiter: '', quote: '', escape: 'doubled', padded: false }, confidence: 0.9 };
    const columns = nameColumns(layout.header, layout.width);
    if (columns.length > this.limits.columns) return { kind: 'tooManyColumns', columns: columns.length, limit: this.limits.columns, line: layout.headerLine ?? 1 };
    const collector = new RowCollector(
      { names: columns.map(({ name }) => name), shortWidth: layout.width, header: layout.header, headerRaw: '', fillShort: true, keepEmpty: false, restoreFormulas: false },
      this.batchRows,
    );
    this.started = { layout, columns, collector };
    for (; this.blanks > 0; this.blanks--) collector.blank(0);
    this.sample = [];
    for (const { cells, line } of rows) if (line >= layout.firstDataLine) this.take(cells, line);
    return undefined;
  }

  private take(cells: string[], line: number): void {
    const { layout, collector } = this.started!;
    const { width } = layout;
    const filled = cells.findLastIndex((cell) => cell !== '') + 1;
    if (filled > width) {
      collector.bad(quarantine(line, { kind: 'tooManyCells', cells: filled, expected: width }, cells.join('\t')));
      return;
    }
    for (let i = 0; i < filled; i++) {
      const cell = cells[i]!;
      if (cell.length * 3 > this.limits.cellBytes && utf8Size(cell) > this.limits.cellBytes) {
        collector.bad(quarantine(line, { kind: 'cellTooLong', column: i + 1, length: utf8Size(cell), limit: this.limits.cellBytes }, cells.join('\t')));
        return;
      }
    }
    const { header } = layout;
    if (header !== undefined && width > 1 && cells[0] === header[0] && filled === header.length && header.every((cell, i) => cell === cells[i])) {
      collector.bad(quarantine(line, { kind: 'repeatedHeader' }, cells.join('\t')));
      return;
    }
    if (cells.length !== width) {
      cells.length = width;
      for (let i = filled; i < width; i++) cells[i] = '';
    }
    collector.accept(cells, line);
  }
}

/** Columns that hold more than a stray note. */
function usedWidth(rows: readonly { readonly cells: readonly string[] }[]): number {
  const filled: number[] = [];
  for (const { cells } of rows) {
    cells.forEach((cell, i) => {
      if (cell !== '') filled[i] = (filled[i] ?? 0) + 1;
    });
  }
  const enough = Math.max(2, rows.length * FILLED_PART);
  const used = filled.findLastIndex((count) => (count ?? 0) >= Math.min(enough, rows.length)) + 1;
  // The header row is the longest run of filled cells near the top, even above columns that are empty so far.
  const runs = rows.slice(0, 10).map(({ cells }) => {
    const first = cells.findIndex((cell) => cell !== '');
    const gap = cells.findIndex((cell, i) => i > first && cell === '');
    return first > 2 ? 0 : gap < 0 ? cells.length : gap;
  });
  return Math.max(1, used, ...runs);
}
