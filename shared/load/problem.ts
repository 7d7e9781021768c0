// Names everything that can be wrong with a delivered file or one of its rows; the screens and the cli word it.

/** Why a whole file is refused. Nothing of it is loaded. */
export type LoadProblem =
  | { readonly kind: 'emptyFile' }
  | { readonly kind: 'headerOnly'; readonly line: number; readonly columns: number }
  | { readonly kind: 'binaryFile'; readonly looksLike: BinaryKind }
  | { readonly kind: 'unreadableEncoding'; readonly encoding: string; readonly line: number }
  | { readonly kind: 'fileTooLarge'; readonly bytes: number; readonly limit: number }
  | { readonly kind: 'tooManyColumns'; readonly columns: number; readonly limit: number; readonly line: number }
  | { readonly kind: 'noRowsFit'; readonly quarantined: number }
  | { readonly kind: 'sourceFailed'; readonly message: string }
  | { readonly kind: 'damagedFile'; readonly format: string; readonly detail: string }
  | { readonly kind: 'encryptedFile'; readonly format: string }
  | { readonly kind: 'unsupportedFormat'; readonly format: string }
  | { readonly kind: 'noSuchSheet'; readonly sheet: string; readonly sheets: readonly string[] }
  | { readonly kind: 'archiveTooDeep'; readonly entry: string }
  | { readonly kind: 'archiveTooManyEntries'; readonly entries: number; readonly limit: number }
  | { readonly kind: 'archiveRatioTooHigh'; readonly entry: string; readonly limit: number }
  | { readonly kind: 'archiveUnsafePath'; readonly entry: string }
  | { readonly kind: 'archiveHasNoTable'; readonly entries: number };

export type BinaryKind = 'zip' | 'pdf' | 'image' | 'executable' | 'gzip' | 'ole' | 'parquet' | 'sqlite' | 'unknown';

/** Why one row was set aside. `raw` and the line tell where to look for it. */
export type QuarantineReason =
  | { readonly kind: 'tooFewCells'; readonly cells: number; readonly expected: number }
  | { readonly kind: 'tooManyCells'; readonly cells: number; readonly expected: number }
  | { readonly kind: 'unclosedQuote'; readonly column: number }
  | { readonly kind: 'undecodableBytes'; readonly column: number }
  | { readonly kind: 'cellTooLong'; readonly column: number; readonly length: number; readonly limit: number }
  | { readonly kind: 'rowTooLong'; readonly length: number; readonly limit: number }
  | { readonly kind: 'repeatedHeader' }
  | { readonly kind: 'badJson'; readonly detail: string }
  | { readonly kind: 'notAnObject' }
  | { readonly kind: 'badCard'; readonly detail: string };

export type QuarantineKind = QuarantineReason['kind'];

/**
 * A row that was not loaded. `line` is the physical line (1-based) on which it starts; for formats without lines,
 * the row number. `raw` is the row as it stood in the file, without its line end; a byte that could not be decoded
 * is the lone surrogate U+DC00 + byte. `rawCut` says that only the first part of a very long row is kept.
 */
export type Quarantined = {
  readonly line: number;
  readonly reason: QuarantineReason;
  readonly raw: string;
  readonly rawCut: boolean;
  /** Characters of the whole row, where `raw` is cut and the reason does not tell. */
  readonly rawLength?: number;
};

/** Limits that can be seen and changed. */
export type LoadLimits = {
  readonly fileBytes: number;
  readonly columns: number;
  readonly cellBytes: number;
  readonly archiveEntries: number;
  /** Inflated bytes per deflated byte. */
  readonly archiveRatio: number;
};

export const defaultLimits: LoadLimits = {
  fileBytes: 2 * 1024 ** 3,
  columns: 1000,
  cellBytes: 1024 ** 2,
  archiveEntries: 1000,
  archiveRatio: 100,
};
