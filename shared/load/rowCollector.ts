// Gathers rows of any format into batches of columns, and rows that do not fit into quarantine; counts everything.
import { TextColumnBuilder } from '../table/TextColumnBuilder.ts';
import type { Table } from '../table/Table.ts';
import { isNeutralised, restoreFormula } from '../values/formula.ts';
import { isBlankRow, quarantine, type RowSink } from './rowReader.ts';
import type { Quarantined, QuarantineKind } from './problem.ts';

/** Rows of a load, ready to be kept. */
export type LoadBatch = {
  /** Columns in file order, values as delivered; a cell that was not there is missing, not empty. */
  readonly table: Table;
  /** Number of the batch's first row within the load, from 0, quarantined rows not counted. */
  readonly firstRow: number;
  /** Physical line (or row number) where each row starts. */
  readonly lines: Uint32Array;
  /** Rows set aside since the batch before, in file order. */
  readonly quarantined: readonly Quarantined[];
};

/** What a row must look like to be loaded. */
export type RowShape = {
  readonly names: readonly string[];
  /** Rows of this many cells are whole too; their last cells are missing. */
  readonly shortWidth: number;
  readonly header: readonly string[] | undefined;
  /** The header's raw text: met again among the rows, it is set aside. */
  readonly headerRaw: string;
  /** Fill rows that are too short with missing cells instead of setting them aside. */
  readonly fillShort: boolean;
  /** Rows of delimiters only are loaded, not passed over as blank. */
  readonly keepEmpty: boolean;
  /** Take away the apostrophe that keeps spreadsheets from running a value as a formula. */
  readonly restoreFormulas: boolean;
};

export type RowCounts = {
  readonly rowsIn: number;
  readonly rowsLoaded: number;
  readonly rowsQuarantined: number;
  readonly quarantinedBy: Readonly<Partial<Record<QuarantineKind, number>>>;
  readonly blankLines: number;
  /** Cells from which an apostrophe before a formula was taken away. */
  readonly restoredFormulas: number;
};

/** A batch is handed on early when this part of its rows was set aside since the last one. */
const QUARANTINE_PART = 10;
const APOSTROPHE = 39;

export class RowCollector implements RowSink {
  private readonly shape: RowShape;
  private readonly width: number;
  private readonly batchRows: number;
  private builders: TextColumnBuilder[] = [];
  private lines = new Uint32Array(1024);
  private held = 0;
  private firstRow = 0;
  private quarantined: Quarantined[] = [];
  private finished: LoadBatch[] = [];
  private loaded = 0;
  private quarantinedCount = 0;
  private readonly quarantinedBy: Partial<Record<QuarantineKind, number>> = {};
  private blanks = 0;
  private restored = 0;
  private waiting: (string | undefined)[][] = [];
  private waitingLines: number[] = [];

  /** @param batchRows rows of a full batch; Infinity for one batch only. */
  constructor(shape: RowShape, batchRows: number) {
    this.shape = shape;
    this.width = shape.names.length;
    this.batchRows = batchRows;
    this.startBuilders();
  }

  get keepsEmpty(): boolean {
    return this.shape.keepEmpty;
  }

  /** Takes one row as a reader found it; `text.slice(start, end)` is its raw text, used only if it is set aside. */
  row(cells: (string | undefined)[], line: number, text: string, start: number, end: number): void {
    const { width, shape } = this;
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i];
      if (cell !== undefined && !cell.isWellFormed()) {
        this.bad(quarantine(line, { kind: 'undecodableBytes', column: i + 1 }, text.slice(start, end)));
        return;
      }
    }
    let fitted = cells;
    if (cells.length > width) {
      if (cells.findLastIndex((cell) => cell !== undefined && cell.trim() !== '') >= width) {
        this.bad(quarantine(line, { kind: 'tooManyCells', cells: cells.length, expected: width }, text.slice(start, end)));
        return;
      }
      fitted = cells.slice(0, width);
    } else if (cells.length < width && cells.length !== shape.shortWidth && !shape.fillShort) {
      this.bad(quarantine(line, { kind: 'tooFewCells', cells: cells.length, expected: width }, text.slice(start, end)));
      return;
    }
    if (this.repeatsHeader(fitted) && text.slice(start, end) === shape.headerRaw) {
      this.bad(quarantine(line, { kind: 'repeatedHeader' }, text.slice(start, end)));
      return;
    }
    this.accept(fitted, line);
  }

  /** Takes a row of a format whose cells need no checks: any text, fitted to the columns already. */
  accept(cells: (string | undefined)[], line: number): void {
    this.waiting.push(cells);
    this.waitingLines.push(line);
    if (this.waiting.length >= 4096) this.settle();
  }

  blank(_line: number): void {
    this.blanks++;
  }

  bad(bad: Quarantined): void {
    this.quarantined.push(bad);
    this.quarantinedCount++;
    this.quarantinedBy[bad.reason.kind] = (this.quarantinedBy[bad.reason.kind] ?? 0) + 1;
    if (this.quarantined.length * QUARANTINE_PART >= this.batchRows) {
      this.settle();
      this.finishBatch();
    }
  }

  /**
   * Takes rows known to be free of faults except in their number of cells. Returns false, having taken nothing,
   * where one of them does not fit the table, repeats the header, or is blank only if it has no quotes.
   */
  takeRegular(rows: string[][], lineOf: (index: number) => number, mayHoldQuotes: boolean): boolean {
    const { width } = this;
    const firstHeader = this.shape.header?.[0];
    let blanks = 0;
    for (const row of rows) {
      const first = row[0]!;
      if (first === '' || row.length === 1) {
        if (isBlankRow(row, this.shape.keepEmpty)) {
          if (mayHoldQuotes) return false;
          blanks++;
          continue;
        }
      } else if (first === firstHeader && this.repeatsHeader(row)) return false;
      if (row.length === width) continue;
      // Delimiters at the end of the line make no cells.
      if (row.length < width || row.findLastIndex((cell) => cell.trim() !== '') >= width) return false;
    }
    this.settle();
    this.blanks += blanks;
    if (blanks === 0) {
      this.add(rows, lineOf);
      return true;
    }
    const kept: string[][] = [];
    const keptAt: number[] = [];
    rows.forEach((row, i) => {
      if (isBlankRow(row, this.shape.keepEmpty)) return;
      kept.push(row);
      keptAt.push(i);
    });
    this.add(kept, (i) => lineOf(keptAt[i]!));
    return true;
  }

  /** Batches that are full. */
  takeBatches(): LoadBatch[] {
    const taken = this.finished;
    this.finished = [];
    return taken;
  }

  /** The last batch, if anything is left. */
  finish(): LoadBatch[] {
    this.settle();
    if (this.held > 0 || this.quarantined.length > 0) this.finishBatch();
    return this.takeBatches();
  }

  get counts(): RowCounts {
    this.settle();
    const rowsLoaded = this.loaded;
    return {
      rowsIn: rowsLoaded + this.quarantinedCount,
      rowsLoaded,
      rowsQuarantined: this.quarantinedCount,
      quarantinedBy: { ...this.quarantinedBy },
      blankLines: this.blanks,
      restoredFormulas: this.restored,
    };
  }

  private restore(cell: string): string {
    if (!this.shape.restoreFormulas || !isNeutralised(cell)) return cell;
    this.restored++;
    return restoreFormula(cell);
  }

  private repeatsHeader(cells: readonly (string | undefined)[]): boolean {
    const header = this.shape.header;
    if (header === undefined || header.length < 2 || cells[0] !== header[0] || cells.length !== header.length) return false;
    return header.every((cell, i) => cell === cells[i]) && header.some((cell) => cell !== '');
  }

  private settle(): void {
    if (this.waiting.length === 0) return;
    const rows = this.waiting;
    const lines = this.waitingLines;
    this.waiting = [];
    this.waitingLines = [];
    this.add(rows, (i) => lines[i]!);
  }

  private add(rows: readonly (readonly (string | undefined)[])[], lineOf: (index: number) => number): void {
    let from = 0;
    while (from < rows.length) {
      const to = Math.min(rows.length, from + this.batchRows - this.held);
      for (let column = 0; column < this.width; column++) {
        const builder = this.builders[column]!;
        for (let i = from; i < to; i++) {
          const cell = rows[i]![column];
          builder.add(cell !== undefined && cell.charCodeAt(0) === APOSTROPHE ? this.restore(cell) : cell);
        }
      }
      if (this.held + to - from > this.lines.length) {
        const larger = new Uint32Array(Math.max(this.lines.length * 2, this.held + to - from));
        larger.set(this.lines);
        this.lines = larger;
      }
      for (let i = from; i < to; i++) this.lines[this.held + i - from] = lineOf(i);
      this.held += to - from;
      this.loaded += to - from;
      from = to;
      if (this.held === this.batchRows) this.finishBatch();
    }
  }

  private finishBatch(): void {
    const columns = this.shape.names.map((name, i) => ({ name, column: this.builders[i]!.finish() }));
    const table: Table = { length: this.held, columns };
    this.finished.push({ table, firstRow: this.firstRow, lines: this.lines.slice(0, this.held), quarantined: this.quarantined });
    this.firstRow += this.held;
    this.held = 0;
    this.quarantined = [];
    this.startBuilders();
  }

  private startBuilders(): void {
    this.builders = this.shape.names.map(() => new TextColumnBuilder());
  }
}
