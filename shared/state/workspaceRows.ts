// Holds the rows of all loads as columns and shows them by field, whichever source they came from.
import type { CanonicalField, FieldId } from '../model/fields.ts';
import { canonicalFields, canonicalOf } from '../model/fields.ts';
import type { LoadId, RowId } from '../model/ids.ts';
import type { Load } from '../model/source.ts';
import { allocateOrdinary, type Allocate } from '../table/allocate.ts';
import type { FieldView } from '../table/FieldView.ts';
import { correctColumn } from '../table/correctColumn.ts';
import { joinColumns, type AbsentColumn } from '../table/joinColumns.ts';
import type { Table } from '../table/Table.ts';
import type { TextColumn } from '../table/TextColumn.ts';
import { Corrections } from './facts/corrections.ts';

/**
 * Rows as delivered, by load; columns by field are joined when first asked for and kept until loads change, and read as
 * corrected until corrections change.
 * Row ids are positions: a load that left the current state keeps its place.
 */
export class WorkspaceRows implements FieldView {
  private readonly allocate: Allocate;
  private readonly tables = new Map<LoadId, Table>();
  private shown: readonly Load[] = [];
  private hidden: ReadonlySet<RowId> = new Set();
  private corrections = new Corrections();
  private joined = new Map<FieldId, TextColumn>();
  private corrected = new Map<FieldId, { readonly key: string; readonly column: TextColumn }>();
  private order: readonly FieldId[] = [];

  /** @param allocate where joined columns live; shared memory lets match workers read them */
  constructor(allocate: Allocate = allocateOrdinary) {
    this.allocate = allocate;
  }

  /** What is shown; another array whenever anything was written. */
  get loads(): readonly Load[] {
    return this.shown;
  }

  get length(): number {
    return this.shown.reduce((end, load) => Math.max(end, load.firstRow + load.rows), 0);
  }

  get fields(): readonly FieldId[] {
    return this.order;
  }

  /** Gives a load its rows. Call `show` afterwards. */
  setTable(load: LoadId, table: Table): void {
    this.tables.set(load, table);
  }

  table(load: LoadId): Table | undefined {
    return this.tables.get(load);
  }

  /**
   * Shows these loads, in order of their rows; each has its table set.
   * @param all loads with references among them
   * @param hidden rows of theirs that are not part of the current state
   * @param corrections what cells shall read instead of what was delivered
   */
  show(all: readonly Load[], hidden: ReadonlySet<RowId>, corrections: Corrections): void {
    // References at the end say nothing of records: without them the columns stay what they were.
    const loads = all.slice(0, all.findLastIndex(({ reference }) => reference === undefined) + 1);
    this.hidden = hidden;
    this.corrections = corrections;
    const sameRows = loads.length === this.shown.length && loads.every((load, index) => isShownAlike(load, this.shown[index]!));
    this.shown = loads;
    // The order is another array only where it differs: what is derived from the fields hangs on it.
    const order = fieldOrder(loads, corrections.fields);
    if (order.length !== this.order.length || order.some((field, index) => field !== this.order[index])) this.order = order;
    if (sameRows) return;
    this.joined = new Map();
    this.corrected = new Map();
  }

  /** A field as it reads with all corrections. */
  field(id: FieldId): TextColumn | undefined {
    const raw = this.raw(id);
    const corrections = raw === undefined ? undefined : this.corrections.of(id);
    if (raw === undefined || corrections === undefined) return raw;
    const known = this.corrected.get(id);
    if (known?.key === corrections.key) return known.column;
    const column = correctColumn(raw, corrections.steps, this.allocate);
    this.corrected.set(id, { key: corrections.key, column });
    return column;
  }

  /** A field as it was delivered. */
  raw(id: FieldId): TextColumn | undefined {
    if (!this.order.includes(id)) return undefined;
    const known = this.joined.get(id);
    if (known !== undefined) return known;
    const parts = this.shown.map((load): TextColumn | AbsentColumn => columnOfField(load, this.tables.get(load.id), id));
    const column = joinColumns(parts, this.allocate);
    this.joined.set(id, column);
    return column;
  }

  /** What each load delivered of a field, in order of their rows; no column where it has none. */
  parts(id: FieldId): { load: LoadId; firstRow: number; rows: number; column: TextColumn | undefined }[] {
    return this.shown.map((load) => {
      const part = columnOfField(load, this.tables.get(load.id), id);
      return { load: load.id, firstRow: load.firstRow, rows: load.rows, column: part.kind === 'absent' ? undefined : part };
    });
  }

  /** 1 for each row that is part of the current state. */
  currentRows(): Uint8Array {
    const current = new Uint8Array(this.length);
    for (const load of this.shown) if (load.current) current.fill(1, load.firstRow, load.firstRow + load.rows);
    for (const row of this.hidden) current[row] = 0;
    return current;
  }

  /** The source number of each row. */
  sourceOfRows(): Uint16Array {
    const sources = new Uint16Array(this.length);
    for (const load of this.shown) sources.fill(load.source, load.firstRow, load.firstRow + load.rows);
    return sources;
  }
}

function isShownAlike(left: Load, right: Load): boolean {
  // Rows that left the current state keep their places, so columns stay what they are.
  return left.id === right.id && left.mapping === right.mapping;
}

function columnOfField(load: Load, table: Table | undefined, field: FieldId): TextColumn | AbsentColumn {
  const mapped = load.mapping.find((one) => one.field === field);
  const column = mapped === undefined ? undefined : table?.columns.find((one) => one.name === mapped.column)?.column;
  return column ?? { kind: 'absent', length: load.rows };
}

/** Canonical fields in their order, then custom ones in the order of the files; only fields of current loads, and those that stewards added. */
function fieldOrder(loads: readonly Load[], added: Iterable<FieldId>): FieldId[] {
  const present = new Set<FieldId>();
  for (const load of loads) {
    if (!load.current) continue;
    for (const { field } of load.mapping) if (field !== null) present.add(field);
  }
  for (const field of added) present.add(field);
  const rank = (field: FieldId): number => {
    const canonical: CanonicalField | undefined = canonicalOf(field);
    return canonical === undefined ? canonicalFields.length : canonicalFields.indexOf(canonical);
  };
  return [...present].sort((a, b) => rank(a) - rank(b));
}
