// Loads bytes in chunks of a chosen size and shows the outcome as plain rows, for tests.
import { textAt, isMissingAt } from '../../shared/table/TextColumn.ts';
import { loadTable, type LoadedTable } from '../../shared/load/loadTable.ts';
import type { LoadOptions } from '../../shared/load/startLoad.ts';
import type { LoadProblem } from '../../shared/load/problem.ts';
import type { Result } from '../../shared/kernel/result.ts';

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

export function* chunksOf(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export type Shown = {
  header: string[];
  rows: (string | null)[][];
  lines: number[];
  quarantined: { line: number; reason: string; raw: string }[];
};

/** Missing cells are shown as null. */
export function showTable({ table, lines, quarantined }: Pick<LoadedTable, 'table' | 'lines' | 'quarantined'>): Shown {
  return {
    header: table.columns.map((column) => column.name),
    rows: Array.from({ length: table.length }, (_, row) => table.columns.map(({ column }) => (isMissingAt(column, row) ? null : textAt(column, row)))),
    lines: [...lines],
    quarantined: quarantined.map(({ line, reason, raw }) => ({ line, reason: reason.kind, raw })),
  };
}

export async function loadBytes(bytes: Uint8Array, options: LoadOptions = {}, chunk = 65_536): Promise<Result<LoadedTable, LoadProblem>> {
  return loadTable(chunksOf(bytes, chunk), options);
}

/** The outcome of text that is expected to load. */
export async function loadText(text: string | Uint8Array, options: LoadOptions = {}, chunk = 65_536): Promise<Shown> {
  const loaded = await loadBytes(typeof text === 'string' ? utf8(text) : text, options, chunk);
  if (!loaded.ok) throw new Error(`not loaded: ${JSON.stringify(loaded.error)}`);
  return showTable(loaded.value);
}
