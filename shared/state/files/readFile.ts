// Reads a file from the machine, or several as one: bytes → batches of rows with one set of columns, and what the log says of it.
import type { MachineTrouble } from '../../contract/machine.ts';
import { startSha256 } from '../../kernel/digest.adapter.ts';
import { toHex } from '../../kernel/hex.ts';
import type { Job } from '../../kernel/job.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { readEntries, type ArchiveFile } from '../../load/archiveFiles.ts';
import type { LoadLimits, LoadProblem } from '../../load/problem.ts';
import { PREVIEW_ROWS, previewSource, type Preview, type PreviewNotice } from '../../load/previewFile.ts';
import type { LoadBatch } from '../../load/rowCollector.ts';
import { SAMPLE_BYTES, startLoad, type LoadOverrides, type LoadReport } from '../../load/startLoad.ts';
import type { LoadChoices, LoadedFile } from '../../model/source.ts';
import type { TextColumn } from '../../table/TextColumn.ts';
import { TextColumnBuilder } from '../../table/TextColumnBuilder.ts';
import { inlineHash, type FileHash } from './encodeBatches.ts';

/** A file as the machine grants it. */
export interface FileSource {
  readonly name: string;
  readonly bytes: number;
  /** Fewer bytes than asked only at the end. */
  read(offset: number, length: number): Promise<Result<Uint8Array, MachineTrouble>>;
  /** The files that are loaded as this one. */
  readonly parts?: readonly FileSource[];
}

export type LoadFailure = { readonly kind: 'problem'; readonly problem: LoadProblem } | { readonly kind: 'machine'; readonly trouble: MachineTrouble };

/** `choices` and `files` where it was several files. */
export type ReadFile = { readonly report: LoadReport; readonly sha256: string; readonly choices?: LoadChoices; readonly files?: readonly LoadedFile[] };

/** @param part name of the file, where several are read as one. May end the reading with the machine's trouble. */
export type OnRows = (batch: LoadBatch, part: string | undefined) => Promise<Result<undefined, MachineTrouble>>;

/** Stands for every table of an archive in `overrides.entry`. */
export const everyEntry = '*';

const READ_BYTES = 1024 * 1024;
const NAME_LENGTH = 200;

/** Several files as one, in this order. */
export function several(parts: readonly FileSource[]): FileSource {
  if (parts.length === 1) return parts[0]!;
  const name = parts.map((part) => part.name).join(' + ');
  return {
    name: name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH - 1)}…` : name,
    bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
    read: (offset, length) => parts[0]!.read(offset, length),
    parts,
  };
}

/** Reads all of it; `onRows` gets its rows in order. @throws Cancelled */
export async function readFile(file: FileSource, overrides: LoadOverrides, onRows: OnRows, job: Job, hash: FileHash = inlineHash(), limits?: LoadLimits): Promise<Result<ReadFile, LoadFailure>> {
  let rows = 0;
  const counted: OnRows = (batch, part) => {
    rows += batch.table.length;
    return onRows(batch, part);
  };
  const counting: Job = { report: (progress) => job.report(progress.unit === 'bytes' ? { ...progress, rows } : progress), breathe: () => job.breathe(), throwIfCancelled: () => job.throwIfCancelled() };
  if (file.parts !== undefined) return readSeveral(file.parts, overrides, counted, counting, hash, limits);
  if (overrides.entry === everyEntry) return readArchive(file, overrides, counted, counting, hash, limits);
  return readOne(file, overrides, (batch) => counted(batch, undefined), counting, hash, limits);
}

/** How a file was read, for the history. */
export function choicesOf({ format, encoding, layout, parts }: Pick<LoadReport, 'format' | 'encoding' | 'layout' | 'parts'>, overrides: LoadOverrides = {}): LoadChoices {
  const { delimiter, quote, escape, padded } = layout.dialect;
  const sheet = parts.find(({ kind }) => kind === 'sheet')?.chosen;
  const entry = parts.find(({ kind }) => kind === 'entry')?.chosen;
  return {
    format,
    encoding,
    delimiter,
    quote,
    escape,
    padded,
    headerLine: layout.headerLine ?? 0,
    ...(sheet === undefined ? {} : { sheet }),
    ...(entry === undefined ? {} : { entry }),
    ...(overrides.fillShort === true ? { fillShort: true as const } : {}),
    ...(overrides.restoreFormulas === false ? { keepApostrophes: true as const } : {}),
  };
}

async function readOne(file: FileSource, overrides: LoadOverrides, onRows: (batch: LoadBatch) => Promise<Result<undefined, MachineTrouble>>, job: Job, hash: FileHash, limits: LoadLimits | undefined): Promise<Result<ReadFile, LoadFailure>> {
  let trouble: MachineTrouble | undefined;
  const running = startLoad(
    { fileName: file.name, size: file.bytes, overrides, ...(limits === undefined ? {} : { limits }) },
    async (batch) => {
      if (trouble !== undefined) return;
      const taken = await onRows(batch);
      if (!taken.ok) trouble = taken.error;
    },
    job,
  );
  // The next piece is on its way while this one is read.
  let next = file.bytes === 0 ? undefined : file.read(0, READ_BYTES);
  for (let offset = 0; next !== undefined; ) {
    const bytes = await next;
    next = undefined;
    if (!bytes.ok) return err({ kind: 'machine', trouble: bytes.error });
    // The file was longer when it was picked.
    if (bytes.value.length === 0) return err({ kind: 'machine', trouble: { kind: 'fileChanged', name: file.name } });
    offset += bytes.value.length;
    if (offset < file.bytes) {
      next = file.read(offset, READ_BYTES);
      // A load that stops early leaves it unheard.
      next.catch(() => undefined);
    }
    hash.update(bytes.value);
    const pushed = await running.push(bytes.value);
    if (!pushed.ok) return err({ kind: 'problem', problem: pushed.error });
    if (trouble !== undefined) return err({ kind: 'machine', trouble });
  }
  const report = await running.end();
  if (!report.ok) return err({ kind: 'problem', problem: report.error });
  if (trouble !== undefined) return err({ kind: 'machine', trouble });
  return ok({ report: report.value, sha256: toHex(await hash.digest()), choices: choicesOf(report.value, overrides) });
}

/** The columns of all files, in the order in which they are first met; a file that lacks one has missing cells there. */
async function readSeveral(parts: readonly FileSource[], overrides: LoadOverrides, onRows: OnRows, job: Job, hash: FileHash, limits: LoadLimits | undefined): Promise<Result<ReadFile, LoadFailure>> {
  const names: string[] = [];
  for (const part of parts) {
    const columns = await columnsOf(part, overrides, limits, job);
    if (!columns.ok) return columns;
    for (const name of columns.value) if (!names.includes(name)) names.push(name);
    await job.breathe();
  }
  const files: LoadedFile[] = [];
  const reports: LoadReport[] = [];
  let firstRow = 0;
  for (const part of parts) {
    const own = startSha256();
    const both: FileHash = {
      update: (bytes) => {
        own.update(bytes);
        hash.update(bytes);
      },
      digest: () => Promise.resolve(own.digest()),
    };
    const read = await readOne(part, overrides, (batch) => onRows(align(batch, names, firstRow), part.name), job, both, limits);
    if (!read.ok) return read;
    const { report, sha256 } = read.value;
    files.push({ name: part.name, bytes: part.bytes, sha256, rows: report.rowsLoaded, quarantined: report.rowsQuarantined, choices: choicesOf(report, overrides) });
    reports.push(report);
    firstRow += report.rowsLoaded;
  }
  const first = reports[0]!;
  const sum = (count: (report: LoadReport) => number): number => reports.reduce((total, report) => total + count(report), 0);
  const report: LoadReport = {
    ...first,
    rowsIn: sum(({ rowsIn }) => rowsIn),
    rowsLoaded: sum(({ rowsLoaded }) => rowsLoaded),
    rowsQuarantined: sum(({ rowsQuarantined }) => rowsQuarantined),
    blankLines: sum(({ blankLines }) => blankLines),
    restoredFormulas: sum(({ restoredFormulas }) => restoredFormulas),
    bytes: sum(({ bytes }) => bytes),
    columns: names.map((name) => reports.flatMap(({ columns }) => columns).find((column) => column.name === name)!),
  };
  return ok({ report, sha256: toHex(await hash.digest()), choices: files[0]!.choices, files });
}

/** Every table of an archive as one. */
async function readArchive(file: FileSource, overrides: LoadOverrides, onRows: OnRows, job: Job, hash: FileHash, limits: LoadLimits | undefined): Promise<Result<ReadFile, LoadFailure>> {
  const bytes = await readAll(file);
  if (!bytes.ok) return err({ kind: 'machine', trouble: bytes.error });
  const entries = readEntries(bytes.value, limits);
  if (!entries.ok) return err({ kind: 'problem', problem: entries.error });
  const { entry: _, ...inner } = overrides;
  // The log's digest is of the file as delivered, not of what is inside.
  const read = await readSeveral(entries.value.map(inMemory), inner, onRows, job, { update: () => undefined, digest: () => Promise.resolve(new Uint8Array(32)) }, limits);
  if (!read.ok) return read;
  hash.update(bytes.value);
  return ok({ ...read.value, sha256: toHex(await hash.digest()), choices: { ...read.value.choices!, entry: everyEntry } });
}

function inMemory({ name, bytes }: ArchiveFile): FileSource {
  return { name, bytes: bytes.length, read: (offset, length) => Promise.resolve(ok(bytes.subarray(offset, offset + length))) };
}

export async function readAll(file: FileSource): Promise<Result<Uint8Array, MachineTrouble>> {
  const bytes = new Uint8Array(file.bytes);
  for (let offset = 0; offset < file.bytes; ) {
    const piece = await file.read(offset, READ_BYTES * 8);
    if (!piece.ok) return piece;
    if (piece.value.length === 0) return err({ kind: 'fileChanged', name: file.name });
    bytes.set(piece.value, offset);
    offset += piece.value.length;
  }
  return ok(bytes);
}

/** The names of a file's columns. Files whose rows name their own cells are read to their end: a column may come late. @throws Cancelled */
async function columnsOf(file: FileSource, overrides: LoadOverrides, limits: LoadLimits | undefined, job: Job): Promise<Result<string[], LoadFailure>> {
  const preview = await previewOf(file, overrides, limits);
  if (!preview.ok) return preview;
  const { format, columns } = preview.value;
  if (file.bytes <= SAMPLE_BYTES || (format !== 'json' && format !== 'ndjson' && format !== 'vcard')) return ok(columns.map(({ name }) => name));
  const nothing: FileHash = { update: () => undefined, digest: () => Promise.resolve(new Uint8Array(32)) };
  const read = await readOne(file, overrides, () => Promise.resolve(ok(undefined)), job, nothing, limits);
  return read.ok ? ok(read.value.report.columns.map(({ name }) => name)) : read;
}

/** How one file would be read. */
export async function previewOf(file: FileSource, overrides: LoadOverrides, limits: LoadLimits | undefined): Promise<Result<Preview, LoadFailure>> {
  const sample = await file.read(0, SAMPLE_BYTES);
  if (!sample.ok) return err({ kind: 'machine', trouble: sample.error });
  let trouble: MachineTrouble | undefined;
  const whole = async (): Promise<Uint8Array> => {
    const bytes = await readAll(file);
    if (!bytes.ok) trouble = bytes.error;
    return bytes.ok ? bytes.value : new Uint8Array(0);
  };
  const preview = await previewSource({ name: file.name, size: file.bytes, sample: sample.value, readAll: whole }, overrides, limits);
  if (trouble !== undefined) return err({ kind: 'machine', trouble });
  return preview.ok ? preview : err({ kind: 'problem', problem: preview.error });
}

/** How several files, or every table of an archive, would be read as one: all columns, and the first rows of each file. */
export async function previewFiles(file: FileSource, overrides: LoadOverrides, limits: LoadLimits | undefined): Promise<Result<Preview, LoadFailure>> {
  let { parts } = file;
  let inner = overrides;
  let archive: Preview['parts'] = [];
  if (parts === undefined && overrides.entry === everyEntry) {
    const bytes = await readAll(file);
    if (!bytes.ok) return err({ kind: 'machine', trouble: bytes.error });
    const entries = readEntries(bytes.value, limits);
    if (!entries.ok) return err({ kind: 'problem', problem: entries.error });
    parts = entries.value.map(inMemory);
    inner = { ...overrides };
    delete (inner as { entry?: string }).entry;
    archive = [{ kind: 'entry', chosen: everyEntry, names: parts.map(({ name }) => name) }];
  }
  if (parts === undefined) return previewOf(file, overrides, limits);
  const previews: Preview[] = [];
  for (const part of parts) {
    const preview = await previewOf(part, inner, limits);
    if (!preview.ok) return preview;
    previews.push(preview.value);
  }
  const first = previews[0]!;
  const names = [...new Set(previews.flatMap(({ columns }) => columns.map(({ name }) => name)))];
  const each = Math.max(1, Math.floor(PREVIEW_ROWS / previews.length));
  return ok({
    ...first,
    parts: [...archive, ...first.parts],
    columns: names.map((name) => previews.flatMap(({ columns }) => columns).find((column) => column.name === name)!),
    rows: previews.flatMap(({ rows, columns }) => rows.slice(0, each).map((row) => names.map((name) => row[columns.findIndex((column) => column.name === name)] ?? ''))),
    lines: Uint32Array.from(previews.flatMap(({ lines }) => [...lines.subarray(0, each)])),
    quarantined: previews.flatMap(({ quarantined }) => quarantined),
    notices: uniqueNotices(previews.flatMap(({ notices }) => notices)),
  });
}

function uniqueNotices(notices: readonly PreviewNotice[]): PreviewNotice[] {
  return [...new Map(notices.map((notice) => [JSON.stringify(notice), notice])).values()];
}

/** The batch with these columns in this order. */
function align(batch: LoadBatch, names: readonly string[], firstRow: number): LoadBatch {
  const { table } = batch;
  const columns = names.map((name) => ({ name, column: table.columns.find((one) => one.name === name)?.column ?? absent(table.length) }));
  return { ...batch, firstRow: batch.firstRow + firstRow, table: { length: table.length, columns } };
}

function absent(length: number): TextColumn {
  const builder = new TextColumnBuilder();
  for (let row = 0; row < length; row++) builder.add(undefined);
  return builder.finish();
}
