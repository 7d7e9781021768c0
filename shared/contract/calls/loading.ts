// Sources and loads: preview, mapping, load, refresh.
import type { FieldId } from '../../model/fields.ts';
import type { GoldenId, LoadId, SourceId } from '../../model/ids.ts';
import { encodings, type Encoding } from '../../load/encoding.ts';
import type { PartChoice } from '../../load/options.ts';
import { defaultLimits, type LoadLimits, type LoadProblem, type Quarantined } from '../../load/problem.ts';
import type { PreviewColumn, PreviewNotice } from '../../load/previewFile.ts';
import type { LoadOverrides } from '../../load/startLoad.ts';
import type { FieldMapping, Load, LoadChoices, Source } from '../../model/source.ts';
import type { FileToken } from '../desktop.ts';
import type { LogLine } from './log.ts';

export type { Encoding, LoadLimits, LoadProblem, PartChoice, PreviewNotice };
export { defaultLimits, encodings };
export type { QuarantineReason } from '../../load/problem.ts';
/** `file` where several were loaded as one. */
export type QuarantinedLine = Quarantined & { readonly file?: string };

/** What the user corrected of the guesses about a file. */
export type ReadOverrides = LoadOverrides;

export type MappingProposal = {
  readonly column: string;
  readonly field: FieldId | null;
  /** 0 to 1. */
  readonly confidence: number;
  readonly reason: 'remembered' | 'header' | 'similarHeader' | 'content' | 'none';
  readonly samples: readonly string[];
};

export type LoadPreview = {
  readonly fileName: string;
  readonly bytes: number;
  readonly format: string;
  readonly choices: LoadChoices;
  readonly encodingConfidence: number;
  readonly columns: readonly string[];
  /** What each column seems to hold and how it is written, in their order. */
  readonly hints: readonly PreviewColumn['hint'][];
  /** Sheets of a workbook, files of an archive, to choose from. */
  readonly parts: readonly PartChoice[];
  /** The first rows, at most 100. */
  readonly rows: readonly (readonly string[])[];
  /** Lines among the first ones that would be set aside. */
  readonly quarantined: readonly QuarantinedLine[];
  /** Guesses that a person should look at. */
  readonly notices: readonly PreviewNotice[];
  readonly mapping: readonly MappingProposal[];
  /** The column with ids that went out from here, and how many of the first rows are known by it; null where there is none. */
  readonly returning: { readonly column: string; readonly known: number } | null;
  /** A name for the source, from the file's name. */
  readonly sourceName: string;
  /** Sources of the workspace that look like this file's, best first. */
  readonly knownSources: readonly Source[];
};

export type LoadMode =
  /** The rows come beside those that are there. */
  | { readonly kind: 'append' }
  /** The source's earlier rows leave the current state; they stay in the record. */
  | { readonly kind: 'replace' }
  /** Rows are told apart by these columns of the file; ids and decisions of rows that were there stay. */
  | { readonly kind: 'refresh'; readonly keys: readonly string[] }
  /** The file comes back from a system that got it from here: rows join their records by the ids in this column. */
  | { readonly kind: 'return'; readonly column: string };

/** What a refresh would do, told before anything is written. Counts are rows. */
export type RefreshPreview = {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly vanished: number;
  readonly quarantined: number;
  /** Columns that differ, in how many rows each, most first. */
  readonly changesByColumn: readonly { readonly column: string; readonly rows: number }[];
  /** Keys that more than one row has; such rows are paired only where all their cells are equal. */
  readonly repeatedKeys: number;
  readonly withoutKey: number;
};

/** Which files, how they are read. Several files are read as one. */
export type FilesToRead = {
  readonly file: FileToken;
  readonly more?: readonly FileToken[];
  readonly overrides: ReadOverrides;
  readonly limits?: LoadLimits;
};

export type LoadRequest = FilesToRead & {
  readonly mapping: FieldMapping;
  readonly source: { readonly kind: 'new'; readonly name: string } | { readonly kind: 'known'; readonly id: SourceId };
  readonly mode: LoadMode;
};

/** What a file that comes back would do, told before anything is written. */
export type ReturnPreview = {
  /** Rows that belong to records of this workspace, and rows that are new. */
  readonly known: number;
  readonly unknown: number;
  /** Records that read otherwise in the file, and in which fields, most first. */
  readonly changedRecords: number;
  readonly changesByField: readonly { readonly field: FieldId; readonly records: number }[];
  readonly changes: readonly { readonly golden: GoldenId; readonly field: FieldId; readonly before: string; readonly after: string }[];
};

export type LoadReport = {
  readonly load: Load;
  /** rowsIn = load.rows + load.unchanged + load.quarantined, always. */
  readonly rowsIn: number;
};

export type LoadingCalls = {
  /** `takenOut` are the loads that can be brought back, unless a later refresh was compared without them. */
  'sources.list': { request: undefined; response: readonly { source: Source; loads: readonly Load[]; takenOut: readonly LoadId[] }[] };
  /** All of them in one step. */
  'sources.update': { request: { sources: readonly Source[] }; response: LogLine };
  /** How the columns of the source's last load are read, with samples, to be changed. */
  'sources.mapping': { request: { source: SourceId }; response: { mapping: readonly MappingProposal[]; hints: LoadPreview['hints'] } };
  'sources.map': { request: { source: SourceId; mapping: FieldMapping }; response: LogLine };
  /** Takes a source out of the list that has no rows left. */
  'sources.drop': { request: { source: SourceId }; response: LogLine };
  /** Takes a load out of the current state as if it had never come; redo brings it back. Its source stays known. */
  'sources.takeOut': { request: { load: LoadId }; response: LogLine };
  'sources.bringBack': { request: { load: LoadId }; response: LogLine };
  'load.preview': { request: FilesToRead; response: { ok: true; preview: LoadPreview } | { ok: false; problem: LoadProblem } };
  'load.run': { request: LoadRequest; response: { ok: true; report: LoadReport } | { ok: false; problem: LoadProblem } };
  /** Compares a file with what its source delivered before. */
  'load.compare': {
    request: FilesToRead & { source: SourceId; keys: readonly string[] };
    response: { ok: true; preview: RefreshPreview } | { ok: false; problem: LoadProblem };
  };
  /** Compares a file that comes back with the golden records. */
  'load.return': {
    request: FilesToRead & { source: LoadRequest['source']; mapping: FieldMapping; column: string };
    response: { ok: true; preview: ReturnPreview } | { ok: false; problem: LoadProblem };
  };
  'load.quarantined': { request: { load: LoadId; from: number; count: number }; response: readonly QuarantinedLine[] };
};
