// Unpacks every table of a zip archive, to be loaded as one.
import { err, ok, type Result } from '../kernel/result.ts';
import { defaultLimits, type LoadLimits, type LoadProblem } from './problem.ts';
import { isUnsafePath, inflateWhole, listEntries, type ZipEntry } from './zip.adapter.ts';

export type ArchiveFile = { readonly name: string; readonly bytes: Uint8Array };

const tableNames = /\.(?:csv|tsv|tab|txt|json|ndjson|jsonl|vcf|xlsx|xlsm|xlsb|xls|ods|parquet)$/i;

/** No folder, no hidden file, nothing that an operating system left behind. */
export function isFile({ name }: ZipEntry): boolean {
  return !name.endsWith('/') && !name.startsWith('__MACOSX/') && !/(?:^|\/)\.[^/]*$/.test(name) && !/(?:^|\/)(?:Thumbs\.db|desktop\.ini)$/i.test(name);
}

export function isTable({ name }: ZipEntry): boolean {
  return tableNames.test(name);
}

/** In the order of their names, so that the same files give the same rows however they were packed. */
export function readEntries(bytes: Uint8Array, limits: LoadLimits = defaultLimits): Result<ArchiveFile[], LoadProblem> {
  const listed = listEntries(bytes, limits);
  if (!listed.ok) return listed;
  const unsafe = listed.value.find((entry) => isUnsafePath(entry.name));
  if (unsafe !== undefined) return err({ kind: 'archiveUnsafePath', entry: unsafe.name });
  const chosen = listed.value.filter((entry) => isFile(entry) && isTable(entry)).sort((a, b) => (a.name < b.name ? -1 : 1));
  if (chosen.length === 0) return err({ kind: 'archiveHasNoTable', entries: listed.value.length });
  const files: ArchiveFile[] = [];
  let total = 0;
  for (const entry of chosen) {
    const content = inflateWhole(bytes, entry, limits);
    if (!content.ok) return content;
    total += content.value.length;
    if (total > limits.fileBytes) return err({ kind: 'fileTooLarge', bytes: total, limit: limits.fileBytes });
    files.push({ name: entry.name, bytes: content.value });
  }
  return ok(files);
}
