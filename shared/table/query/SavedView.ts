// A way of looking at records that a person keeps: which columns, in what order, filtered and sorted how.
import { fieldFromText, type FieldId } from '../../model/fields.ts';
import { everyRow, type Filter } from './Filter.ts';
import { parseFilter } from './parseFilter.ts';
import type { SortKey } from './sortRows.ts';

export type ViewColumn = {
  readonly field: FieldId;
  readonly widthPx: number;
  readonly hidden: boolean;
  /** Stays at the start while the rest scrolls. */
  readonly pinned: boolean;
};

/** Columns stand in the order in which they are shown; pinned ones come first on screen. */
export type SavedView = {
  readonly id: string;
  readonly name: string;
  readonly columns: readonly ViewColumn[];
  readonly filter: Filter;
  readonly sort: readonly SortKey[];
};

export const COLUMN_WIDTH_PX = { least: 48, usual: 160, most: 960 } as const;

/** A view that shows every field in its own order. */
export function plainView(id: string, name: string, fields: readonly FieldId[]): SavedView {
  return { id, name, columns: fields.map(plainColumn), filter: everyRow, sort: [] };
}

/** The view for the fields that there are now: new fields come last, gone ones leave columns and sort order. */
export function fitView(view: SavedView, fields: readonly FieldId[]): SavedView {
  const known = new Set(fields);
  const shown = new Set<FieldId>();
  const columns: ViewColumn[] = [];
  for (const column of view.columns) {
    if (!known.has(column.field) || shown.has(column.field)) continue;
    shown.add(column.field);
    columns.push({ ...column, widthPx: clampWidth(column.widthPx) });
  }
  for (const field of fields) if (!shown.has(field)) columns.push(plainColumn(field));
  return { ...view, columns, sort: view.sort.filter(({ field }) => known.has(field)) };
}

/** Moves a column to stand before the one at `to`, as counted without it. */
export function moveColumn(view: SavedView, field: FieldId, to: number): SavedView {
  const column = view.columns.find((one) => one.field === field);
  if (column === undefined) return view;
  const others = view.columns.filter((one) => one !== column);
  return { ...view, columns: [...others.slice(0, Math.max(0, to)), column, ...others.slice(Math.max(0, to))] };
}

export function changeColumn(view: SavedView, field: FieldId, change: Partial<Omit<ViewColumn, 'field'>>): SavedView {
  return { ...view, columns: view.columns.map((column) => (column.field === field ? { ...column, ...change, widthPx: clampWidth(change.widthPx ?? column.widthPx) } : column)) };
}

/** Ascending, then descending, then not at all. `isAdded` keeps the other keys, as a click with Shift does. */
export function cycleSort(sort: readonly SortKey[], field: FieldId, isAdded: boolean): readonly SortKey[] {
  const now = sort.find((key) => key.field === field);
  const next = now === undefined ? [{ field, descending: false }] : now.descending ? [] : [{ field, descending: true }];
  if (!isAdded) return next;
  if (now === undefined) return [...sort, ...next];
  return sort.flatMap((key) => (key.field === field ? next : [key]));
}

/** The view that `JSON.stringify` wrote; undefined where the text is not one. */
export function parseView(text: string): SavedView | undefined {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(read) || typeof read['id'] !== 'string' || typeof read['name'] !== 'string') return undefined;
  const filter = parseFilter(read['filter']);
  const columns = listOf(read['columns'], parseColumn);
  const sort = listOf(read['sort'], parseSortKey);
  if (filter === undefined || columns === undefined || sort === undefined) return undefined;
  return { id: read['id'], name: read['name'], columns, filter, sort };
}

function plainColumn(field: FieldId): ViewColumn {
  return { field, widthPx: COLUMN_WIDTH_PX.usual, hidden: false, pinned: false };
}

function clampWidth(widthPx: number): number {
  return Math.min(COLUMN_WIDTH_PX.most, Math.max(COLUMN_WIDTH_PX.least, Math.round(widthPx)));
}

function parseColumn(value: unknown): ViewColumn | undefined {
  if (!isObject(value) || typeof value['field'] !== 'string' || typeof value['widthPx'] !== 'number') return undefined;
  const field = fieldFromText(value['field']);
  if (field === undefined || !Number.isFinite(value['widthPx'])) return undefined;
  return { field, widthPx: clampWidth(value['widthPx']), hidden: value['hidden'] === true, pinned: value['pinned'] === true };
}

function parseSortKey(value: unknown): SortKey | undefined {
  if (!isObject(value) || typeof value['field'] !== 'string') return undefined;
  const field = fieldFromText(value['field']);
  return field === undefined ? undefined : { field, descending: value['descending'] === true };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf<T>(value: unknown, parse: (item: unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items = value.map(parse);
  return items.some((item) => item === undefined) ? undefined : (items as T[]);
}
