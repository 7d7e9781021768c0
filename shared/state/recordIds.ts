// Names golden records for others: by their ids in this workspace, or by ids that follow from what was delivered alone.
import { sha256 } from '../kernel/digest.adapter.ts';
import { toHex } from '../kernel/hex.ts';
import type { GoldenId, RowId } from '../model/ids.ts';
import { textAt, type TextColumn } from '../table/TextColumn.ts';
import type { Workspace } from './workspace.ts';

export type RecordIds = {
  /** Of the golden record that a row stands in. */
  of(row: RowId): string;
  /** The newest version of the row that a record is named after; undefined where the id is of no record here. */
  rowOf(id: string): RowId | undefined;
  /** By which a source row itself is known. */
  numberOf(row: RowId): string;
};

const encoder = new TextEncoder();
const looksLikeId = /^[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether a text could be an id that this app gave. */
export function isRecordId(text: string): boolean {
  return looksLikeId.test(text);
}

export function goldenRecordIds({ state }: Workspace): RecordIds {
  return { of: (row) => state.goldenOf(row), rowOf: (id) => (isRecordId(id) && id[14] === '7' ? state.rowOfGolden(id as GoldenId) : undefined), numberOf: String };
}

/**
 * The same delivery gives the same ids in every workspace: UUIDs of version 8 made of source, file and place of the row
 * that a golden record is named after, or of its customer id where the source has such.
 */
export function contentRecordIds(workspace: Workspace): RecordIds {
  const { state, rows } = workspace;
  const customerId = rows.raw('customerId');
  const made = new Map<RowId, string>();
  let repeated: ReadonlyMap<number, number> | undefined;
  const repeats = (): ReadonlyMap<number, number> => (repeated ??= customerId === undefined ? new Map() : countRepeats(workspace, customerId));
  const idOf = (row: RowId): string => {
    const known = made.get(row);
    if (known !== undefined) return known;
    const load = state.loadOf(row);
    const source = load === undefined ? '' : (state.source(load.source)?.name ?? '');
    const own = customerId === undefined ? '' : textAt(customerId, row).trim();
    const again = repeats().get(row);
    const place = own === '' ? `${load?.fileSha256 ?? ''}\u0000${row - (load?.firstRow ?? 0)}` : `\u0001${own}${again === undefined ? '' : `\u0000${again}`}`;
    const hex = toHex(sha256(encoder.encode(`${source}\u0000${place}`)));
    const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16)}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    made.set(row, id);
    return id;
  };
  const anchor = (row: RowId): RowId => state.versionsOf(state.merges.anchorOf(row))[0]!;
  // Reference tables are loaded sooner or later, and their rows are no part of what was delivered.
  const references = state.loads.filter(({ reference }) => reference !== undefined);
  const referenceRowsBefore = (row: RowId): number => references.reduce((sum, load) => sum + (load.firstRow < row ? load.rows : 0), 0);
  let rowsById: Map<string, RowId> | undefined;
  return {
    of: (row) => idOf(anchor(row)),
    numberOf: (row) => String(row - referenceRowsBefore(row)),
    rowOf: (id) => {
      if (!isRecordId(id) || id[14] !== '8') return undefined;
      if (rowsById === undefined) {
        rowsById = new Map();
        // Of every row, not only of those that lead a record: it may have led one when the id went out.
        rows.currentRows().forEach((isCurrent, row) => {
          if (isCurrent === 1) rowsById!.set(idOf(state.versionsOf(row as RowId)[0]!), row as RowId);
        });
      }
      return rowsById.get(id);
    },
  };
}

/** For rows whose source used their customer id before: how often. */
function countRepeats({ rows }: Workspace, customerId: TextColumn): Map<number, number> {
  const repeats = new Map<number, number>();
  const met = new Map<string, number>();
  const sources = rows.sourceOfRows();
  for (let row = 0; row < customerId.length; row++) {
    const own = textAt(customerId, row).trim();
    if (own === '') continue;
    const key = `${sources[row]} ${own}`;
    const before = met.get(key) ?? 0;
    if (before > 0) repeats.set(row, before);
    met.set(key, before + 1);
  }
  return repeats;
}
