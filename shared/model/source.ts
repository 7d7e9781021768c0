// The nouns of delivery: sources, their loads, and how columns became fields.
import type { FieldId } from './fields.ts';
import type { EntrySeq, LoadId, SourceId } from './ids.ts';

export type Source = {
  readonly id: SourceId;
  readonly name: string;
  /** Who answers for what it delivers: a person or a department; absent where nobody was named. */
  readonly owner?: string;
  /** 1 is trusted most. */
  readonly trustRank: number;
};

/** One column of a delivery and the field it was mapped to; `null` leaves the column out of every view. */
export type ColumnMapping = {
  readonly column: string;
  readonly field: FieldId | null;
  /** How the column writes decimals, where the user said so; else its values decide. */
  readonly decimal?: ',' | '.';
  /** The order of day, month and year, where the user said so; else its values decide. */
  readonly dates?: 'dmy' | 'mdy' | 'ymd';
};
export type FieldMapping = readonly ColumnMapping[];

/** How the file's bytes were read; part of the history, so that a load can be repeated. */
export type LoadChoices = {
  readonly format: string;
  readonly encoding: string;
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: 'doubled' | 'backslash';
  readonly padded: boolean;
  /** Line of the header, from 1; 0 where the file has none. */
  readonly headerLine: number;
  /** The sheet of a workbook. */
  readonly sheet?: string;
  /** The file in an archive; `*` for all of them as one. */
  readonly entry?: string;
  /** Rows that are too short got missing cells. */
  readonly fillShort?: true;
  /** Apostrophes before formulas were kept. */
  readonly keepApostrophes?: true;
};

/** One of several files that were loaded as one. */
export type LoadedFile = { readonly name: string; readonly bytes: number; readonly sha256: string; readonly rows: number; readonly quarantined: number; readonly choices: LoadChoices };

/** A table to learn from: not customers of ours, but what others know of them, or facts such as postcodes. */
export type ReferenceTable = {
  readonly name: string;
  /** What its columns probably hold. */
  readonly fields: FieldMapping;
  /** The bundled table whose place it takes; null for one of its own. */
  readonly standsFor: string | null;
  /** 1 is trusted most; compared with the trust in sources. */
  readonly trustRank: number;
  /** The day that it tells of, where no column has one; null where that is not known. */
  readonly asOf: number | null;
};

export type Load = {
  readonly id: LoadId;
  readonly source: SourceId;
  readonly fileName: string;
  readonly fileSha256: string;
  readonly fileBytes: number;
  /** UTC milliseconds. */
  readonly at: number;
  /** Rows `firstRow … firstRow + rows − 1` of the workspace. */
  readonly firstRow: number;
  readonly rows: number;
  readonly quarantined: number;
  /** Rows of the file that were there already and were not loaded again; only of a refresh. */
  readonly unchanged?: number;
  readonly columns: readonly string[];
  readonly mapping: FieldMapping;
  /** The entry that changed the mapping since the load, where one did. */
  readonly mappedBy?: EntrySeq;
  readonly choices: LoadChoices;
  /** Columns by which this delivery was compared with the one before; only of a refresh. */
  readonly keys?: readonly string[];
  /** The files, where several were loaded as one: then `fileSha256` is of their bytes one after the other. */
  readonly files?: readonly LoadedFile[];
  /** Only of a reference, which is beside the records and so never current. */
  readonly reference?: ReferenceTable;
  /** false once a replace or an undo took the load out of the current state; its rows keep their ids. */
  readonly current: boolean;
};
