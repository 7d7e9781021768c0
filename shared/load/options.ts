// Names what a load is given and what it reports, whatever the file's format.
import type { Result } from '../kernel/result.ts';
import type { FileFormat } from './detectFormat.ts';
import type { Encoding } from './encoding.ts';
import type { Layout, LayoutOverrides } from './guessDialect.ts';
import type { ColumnName } from './headers.ts';
import type { LoadLimits, LoadProblem } from './problem.ts';
import type { LoadBatch, RowCounts } from './rowCollector.ts';

/** Choices of the user; what is left out is guessed. */
export type LoadOverrides = LayoutOverrides & {
  readonly format?: FileFormat;
  readonly encoding?: Encoding;
  /** Name of the sheet of a workbook; the first visible one with rows unless said otherwise. */
  readonly sheet?: string;
  /** Name of the file in an archive; the first table unless said otherwise. */
  readonly entry?: string;
  /** Undo what exports do against formulas: `'=1+1` reads as `=1+1`. True unless said otherwise; the report counts it. */
  readonly restoreFormulas?: boolean;
  /** Rows that are too short get missing cells instead of being set aside. */
  readonly fillShort?: boolean;
  /** Load rows of delimiters only as rows of empty values; otherwise they count as blank lines. */
  readonly keepEmptyRows?: boolean;
};

export type LoadOptions = {
  readonly fileName?: string;
  /** Bytes in the file, for progress and for refusing it at once; 0 where unknown. */
  readonly size?: number;
  readonly overrides?: LoadOverrides;
  readonly limits?: LoadLimits;
  /** As the override of that name. */
  readonly fillShort?: boolean;
  readonly batchRows?: number;
  /** Stop soon after so many rows: for previews. */
  readonly maxRows?: number;
  /** The bytes came out of an archive: no further archive is opened in there. */
  readonly packed?: boolean;
};

/** Which part of a workbook or an archive was read. */
export type PartChoice = { readonly kind: 'sheet' | 'entry'; readonly chosen: string; readonly names: readonly string[] };

/** What was read and how. rowsIn = rowsLoaded + rowsQuarantined; blank lines and lines above the data are counted apart. */
export type LoadReport = RowCounts & {
  readonly format: FileFormat;
  readonly bytes: number;
  readonly encoding: Encoding;
  /** For formats without delimiters, with an empty dialect. */
  readonly layout: Layout;
  readonly columns: readonly ColumnName[];
  /** Physical lines above the first data line: notes, header. */
  readonly linesAboveData: number;
  /** Outermost first; empty for a plain file. */
  readonly parts: readonly PartChoice[];
};

/** Bytes that guesses are made from. */
export const SAMPLE_BYTES = 262_144;
export const BATCH_ROWS = 50_000;

/** Gets batches in file order and is awaited. */
export type OnBatch = (batch: LoadBatch) => void | Promise<void>;

export interface RunningLoad {
  /** Takes the next bytes; returns a problem where the load is over. */
  push(bytes: Uint8Array): Promise<Result<undefined, LoadProblem>>;
  /** To be called once, after the last bytes. */
  end(): Promise<Result<LoadReport, LoadProblem>>;
}

/** For formats that have no delimiters. */
export const noLayout: Layout = {
  dialect: { delimiter: '', quote: '', escape: 'doubled', padded: false },
  headerLine: undefined,
  headerRows: 0,
  header: undefined,
  headerRaw: '',
  firstDataLine: 1,
  width: 0,
  shortWidth: 0,
  confidence: 1,
};
