// Finds every item of a log that says something about some rows: what erasing a person has to destroy.
import { isJsonObject, jsonToText, type JsonObject, type JsonValue } from './canonicalJson.ts';
import { isErased, itemAt, type Frame } from './frame.ts';
import type { ItemRange } from './entry.ts';

export type Trace = { readonly entry: number; readonly item: number; readonly reason: TraceReason };
/** The row itself; an item that names the row; an item in which a telling value of the row occurs. */
export type TraceReason = 'row' | 'names' | 'mentions';

export type Wanted = {
  readonly rows: ReadonlySet<number>;
  /** Golden records that stand for these rows. */
  readonly golden: ReadonlySet<string>;
  /** See `tellingValues`. */
  readonly values: readonly string[];
};

/**
 * Values by which a person can be recognised wherever they occur: addresses with @, and texts with six or more digits
 * (phones, tax ids, accounts). Names and streets are left out: others have the same.
 */
export function tellingValues(cells: readonly (string | null)[]): string[] {
  return [...new Set(cells.filter((cell): cell is string => cell !== null && (cell.includes('@') || (cell.match(/\d/g)?.length ?? 0) >= 6)))];
}

/** The traces in one frame of an entry. Items that carry nothing but ids, and so nothing personal, are left alone. */
export function tracesInFrame(frame: Frame, entry: number, wanted: Wanted): Trace[] {
  const traces: Trace[] = [];
  for (let i = 0; i < frame.count; i++) {
    if (isErased(frame, i)) continue;
    const item = frame.firstItem + i;
    if (frame.kind === 'rows') {
      if (wanted.rows.has(frame.firstRow + i)) traces.push({ entry, item, reason: 'row' });
      continue;
    }
    const found = itemAt(frame, i);
    if (found === null) continue;
    if (namesOne(found, wanted) && carriesText(found)) traces.push({ entry, item, reason: 'names' });
    else if (mentions(found, wanted.values)) traces.push({ entry, item, reason: 'mentions' });
  }
  return traces;
}

/** Neighbouring items as ranges, for an erase entry. */
export function rangesOf(traces: readonly Trace[]): ItemRange[] {
  const sorted = traces.toSorted((left, right) => left.entry - right.entry || left.item - right.item);
  const ranges: { entry: number; first: number; count: number }[] = [];
  for (const { entry, item } of sorted) {
    const last = ranges.at(-1);
    if (last?.entry === entry && last.first + last.count === item) last.count++;
    else ranges.push({ entry, first: item, count: 1 });
  }
  return ranges;
}

function namesOne(item: JsonObject, { rows, golden }: Wanted): boolean {
  const listed = item['rows'];
  const named = [item['row'], ...(Array.isArray(listed) ? (listed as readonly JsonValue[]) : [])];
  return named.some((row) => typeof row === 'number' && rows.has(row)) || (typeof item['golden'] === 'string' && golden.has(item['golden']));
}

/** Members whose text is the program's own and says nothing about a person. */
const ownMembers = new Set(['kind', 'golden', 'field', 'rule', 'on', 'row', 'rows']);

function carriesText(value: JsonValue | undefined, name = ''): boolean {
  if (value === undefined || ownMembers.has(name)) return false;
  const text = jsonToText(value);
  if (text !== undefined) return text !== '' && !isGoldenId(text);
  if (Array.isArray(value)) return (value as readonly JsonValue[]).some((member) => carriesText(member));
  return isJsonObject(value) && Object.entries(value).some(([key, member]) => carriesText(member, key));
}

function isGoldenId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
}

function mentions(value: JsonValue | undefined, values: readonly string[]): boolean {
  if (value === undefined || values.length === 0) return false;
  const text = jsonToText(value);
  if (text !== undefined) return values.some((wanted) => text.includes(wanted));
  if (Array.isArray(value)) return (value as readonly JsonValue[]).some((member) => mentions(member, values));
  return isJsonObject(value) && Object.values(value).some((member) => mentions(member, values));
}
