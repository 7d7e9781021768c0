// Finds every item of a log that says something about some rows: what erasing a person has to destroy.
import { isJsonObject, jsonToText, type JsonObject, type JsonValue } from './canonicalJson.ts';
import { isErased, itemAt, type Frame } from './frame.ts';
import type { ItemRange } from './entry.ts';

export type Trace = { readonly entry: number; readonly item: number; readonly reason: TraceReason };
/** The row itself; an item that names the row; an item in which a telling value of the row occurs; a digest that such items went into. */
export type TraceReason = 'row' | 'names' | 'mentions' | 'digest';

export type Wanted = {
  readonly rows: ReadonlySet<number>;
  /** Golden records that stand for these rows. */
  readonly golden: ReadonlySet<string>;
  /** See `tellingValues`; also whole names. Looked for in texts without regard to capitals, numbers also where they are written with other gaps. */
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
  const values = wanted.values.map((value) => ({ text: value.toLowerCase(), digits: digitsOf(value) }));
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
    else if (mentions(found, values)) traces.push({ entry, item, reason: 'mentions' });
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

type Sought = { readonly text: string; readonly digits: string };

/** The last nine digits of a number, without a country's code; '' for what is no number of at least seven digits. */
function digitsOf(value: string): string {
  if (value.includes('@')) return '';
  const digits = value.replaceAll(/\D/g, '');
  return digits.length < 7 ? '' : digits.slice(-9);
}

function mentions(value: JsonValue | undefined, values: readonly Sought[]): boolean {
  if (value === undefined || values.length === 0) return false;
  const text = jsonToText(value);
  if (text !== undefined) {
    const lower = text.toLowerCase();
    const joined = /\d/.test(text) ? text.replaceAll(/(?<=\d)[ .\-()/]+(?=\d)/g, '') : '';
    return values.some((sought) => lower.includes(sought.text) || (sought.digits !== '' && joined.includes(sought.digits)));
  }
  if (Array.isArray(value)) return (value as readonly JsonValue[]).some((member) => mentions(member, values));
  return isJsonObject(value) && Object.values(value).some((member) => mentions(member, values));
}
