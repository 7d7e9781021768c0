// Gathers rows whose cells come with names (JSON objects, cards): columns appear as their names are met.
import type { NamedColumn } from '../table/Table.ts';
import { sliceColumn } from '../table/sliceColumn.ts';
import { TextColumnBuilder } from '../table/TextColumnBuilder.ts';
import { nameColumns, type ColumnName } from './headers.ts';
import type { LoadProblem, Quarantined, QuarantineKind } from './problem.ts';
import type { LoadBatch, RowCounts } from './rowCollector.ts';
import { quarantine, utf8Size } from './rowReader.ts';

/** Cells of one row as name, value, name, value, …; a name met twice in a row gets a second column. */
export type KeyedRow = readonly string[];

export class KeyedCollector {
  private readonly columnLimit: number;
  private readonly batchRows: number;
  private readonly cellLimit: number;
  private readonly columnOf = new Map<string, number>();
  private readonly builders: TextColumnBuilder[] = [];
  /** Row number + 1 of the last value added to each column. */
  private readonly filledTo: number[] = [];
  private rows = 0;
  private lines = new Uint32Array(1024);
  private readonly quarantined: Quarantined[] = [];
  private readonly quarantinedBy: Partial<Record<QuarantineKind, number>> = {};
  private blanks = 0;
  private readonly cells: (string | undefined)[] = [];
  /** Columns that the row at hand has. */
  private readonly touched: number[] = [];

  constructor(columnLimit: number, batchRows: number, cellLimit: number) {
    this.columnLimit = columnLimit;
    this.batchRows = batchRows;
    this.cellLimit = cellLimit;
  }

  get length(): number {
    return this.rows;
  }

  /** Puts these columns first, in this order, whether or not rows have them. */
  expect(names: readonly string[]): void {
    for (const name of names) this.columnFor(name);
  }

  /** @param raw the row's text in the file, kept if it is set aside. */
  add(row: KeyedRow, line: number, raw: string): LoadProblem | undefined {
    for (let i = 1; i < row.length; i += 2) {
      const cell = row[i]!;
      if (cell.length * 3 > this.cellLimit && utf8Size(cell) > this.cellLimit) {
        this.bad(quarantine(line, { kind: 'cellTooLong', column: (i + 1) / 2, length: utf8Size(cell), limit: this.cellLimit }, raw));
        return undefined;
      }
    }
    for (let i = 0; i < row.length; i += 2) {
      let column = this.columnFor(row[i]!);
      for (let n = 2; this.cells[column] !== undefined; n++) column = this.columnFor(`${row[i]!} (${n})`);
      if (column >= this.columnLimit) return { kind: 'tooManyColumns', columns: column + 1, limit: this.columnLimit, line };
      this.cells[column] = row[i + 1]!;
      this.touched.push(column);
    }
    for (const column of this.touched) {
      this.fill(column, this.rows);
      this.builders[column]!.add(this.cells[column]);
      this.filledTo[column] = this.rows + 1;
      this.cells[column] = undefined;
    }
    this.touched.length = 0;
    if (this.rows === this.lines.length) {
      const larger = new Uint32Array(this.lines.length * 2);
      larger.set(this.lines);
      this.lines = larger;
    }
    this.lines[this.rows++] = line;
    return undefined;
  }

  bad(bad: Quarantined): void {
    this.quarantined.push(bad);
    this.quarantinedBy[bad.reason.kind] = (this.quarantinedBy[bad.reason.kind] ?? 0) + 1;
  }

  blank(): void {
    this.blanks++;
  }

  get counts(): RowCounts {
    return {
      rowsIn: this.rows + this.quarantined.length,
      rowsLoaded: this.rows,
      rowsQuarantined: this.quarantined.length,
      quarantinedBy: { ...this.quarantinedBy },
      blankLines: this.blanks,
      restoredFormulas: 0,
    };
  }

  /** All rows, in batches of one set of columns; the collector must not be used afterwards. */
  finish(): { columns: ColumnName[]; batches: LoadBatch[] } {
    const columns = nameColumns([...this.columnOf.keys()], this.columnOf.size);
    const whole: NamedColumn[] = this.builders.map((builder, i) => {
      this.fill(i, this.rows);
      return { name: columns[i]!.name, column: builder.finish() };
    });
    const batches: LoadBatch[] = [];
    for (let from = 0; from < this.rows || batches.length === 0; from += this.batchRows) {
      const to = Math.min(this.rows, from + this.batchRows);
      const isWhole = from === 0 && to === this.rows;
      const named = isWhole ? whole : whole.map(({ name, column }) => ({ name, column: sliceColumn(column, from, to) }));
      batches.push({ table: { length: to - from, columns: named }, firstRow: from, lines: this.lines.slice(from, to), quarantined: from === 0 ? this.quarantined : [] });
      if (isWhole) break;
    }
    return { columns, batches };
  }

  private columnFor(name: string): number {
    let column = this.columnOf.get(name);
    if (column === undefined) {
      column = this.builders.length;
      this.columnOf.set(name, column);
      this.builders.push(new TextColumnBuilder());
      this.filledTo.push(0);
      this.cells.push(undefined);
    }
    return column;
  }

  private fill(column: number, to: number): void {
    const builder = this.builders[column]!;
    for (let row = this.filledTo[column]!; row < to; row++) builder.add(undefined);
    this.filledTo[column] = to;
  }
}
