// Finds what standardising a field would change, value by value, grouped by how the spelling changes.
import type { Job } from '../kernel/job.ts';
import { canonicalOf, type FieldId } from '../model/fields.ts';
import type { RowId } from '../model/ids.ts';
import { valueText } from '../table/TextColumn.ts';
import { columnOf } from '../table/TextColumnBuilder.ts';
import { capitaliseName } from '../values/capitals.ts';
import { cleanText } from '../values/cleanText.ts';
import { mendMojibake } from '../values/mojibake.ts';
import { readValue } from '../values/readValue.ts';
import type { ColumnContext, ColumnReadings } from './ColumnReadings.ts';
import type { StandardWay } from './standardWays.ts';
import { patternOf } from './valuePattern.ts';

export type StandardOptions = {
  readonly way: StandardWay;
  /** Of repairs only those at least this sure; 0 to 1. */
  readonly minConfidence: number;
};

/** What cells of one text shall read; `rows` where only some of them do, because they are read in another way. */
export type StandardChange = { readonly before: string; readonly after: string; readonly count: number; readonly rows?: readonly RowId[] };

/** Changes whose texts have the same shape before and after. */
export type StandardGroup = {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly rows: number;
  readonly changes: readonly StandardChange[];
};

const VALUES_BETWEEN_BREATHS = 20_000;

/** Groups with most rows first. Values that would not change are in none. Applying them once leaves nothing to change. */
export async function standardiseField(readings: ColumnReadings, field: FieldId, options: StandardOptions, job: Job): Promise<StandardGroup[]> {
  const column = readings.view.field(field);
  const judged = readings.distinctOf(field);
  if (column === undefined || judged === undefined) return [];
  const change = changerOf(field, options);
  /** What each judged value becomes; undefined where it stays. */
  const afters: (string | undefined)[] = [];
  const differs = new Set<number>();
  const first = new Map<number, string | undefined>();
  for (let value = 0; value < judged.length; value++) {
    if (value % VALUES_BETWEEN_BREATHS === 0) await job.breathe();
    if (judged.counts[value] === 0) continue;
    const before = valueText(column, judged.stored[value]!);
    const after = change(before, readings.contextAt(field, value));
    afters[value] = after === undefined || after === before ? undefined : after;
    if (judged.text === undefined) continue;
    // The same text in another country may become another one.
    const text = judged.text[value]!;
    if (!first.has(text)) first.set(text, afters[value]);
    else if (first.get(text) !== afters[value]) differs.add(text);
  }
  const rowsOf = differs.size === 0 ? new Map<number, RowId[]>() : collectRows(readings, judged, differs);
  const changes = new Map<string, { before: string; after: string; count: number; rows?: RowId[] }>();
  for (let value = 0; value < judged.length; value++) {
    const after = afters[value];
    if (after === undefined) continue;
    const before = valueText(column, judged.stored[value]!);
    const rows = rowsOf.get(value);
    const key = JSON.stringify([before, after]);
    const known = changes.get(key);
    if (known === undefined) changes.set(key, { before, after, count: judged.counts[value]!, ...(rows === undefined ? {} : { rows: [...rows] }) });
    else {
      known.count += judged.counts[value]!;
      if (rows !== undefined) (known.rows ??= []).push(...rows);
    }
  }
  return groupByShape([...changes.values()]);
}

/** Rows of the judged values whose text is read in several ways with different outcomes. */
function collectRows(readings: ColumnReadings, judged: NonNullable<ReturnType<ColumnReadings['distinctOf']>>, texts: ReadonlySet<number>): Map<number, RowId[]> {
  const rows = new Map<number, RowId[]>();
  const visit = (row: number): void => {
    const value = judged.ofRow[row]!;
    if (!texts.has(judged.text![value]!)) return;
    const known = rows.get(value);
    if (known === undefined) rows.set(value, [row as RowId]);
    else known.push(row as RowId);
  };
  if (readings.selectedRows === undefined) for (let row = 0; row < readings.view.length; row++) visit(row);
  else for (const row of readings.selectedRows) visit(row);
  return rows;
}

function changerOf(field: FieldId, { way, minConfidence }: StandardOptions): (text: string, context: ColumnContext) => string | undefined {
  const canonical = canonicalOf(field);
  switch (way) {
    case 'canonical':
      return (text, context) => {
        if (canonical === undefined) return cleanText(text);
        const { canonical: form, validity, reason } = readValue(canonical, text, context);
        // Where several values or damaged letters stand, one form would hide that.
        return validity === 'invalid' || validity === 'empty' || reason?.kind === 'severalValues' || reason?.kind === 'mojibake' ? undefined : form;
      };
    case 'repairs':
      return (text, context) => {
        if (canonical === undefined) return undefined;
        const { repair, reason } = readValue(canonical, text, context);
        if (reason?.kind === 'placeholder') return '';
        return repair !== undefined && repair.confidence >= minConfidence ? repair.value : undefined;
      };
    case 'mojibake':
      return (text) => mendMojibake(text)?.value;
    case 'spaces':
      return cleanText;
    case 'capitals':
      return capitaliseName;
  }
}

function groupByShape(changes: readonly StandardChange[]): StandardGroup[] {
  if (changes.length === 0) return [];
  const shapes = columnOf(changes.flatMap(({ before, after }) => [before, after]));
  const shapeAt = (row: number): string => patternOf(shapes, shapes.kind === 'arena' ? row : shapes.codes[row]!);
  const groups = new Map<string, { from: string; to: string; rows: number; changes: StandardChange[] }>();
  changes.forEach((change, index) => {
    const from = shapeAt(index * 2);
    const to = shapeAt(index * 2 + 1);
    const key = `${from}\n${to}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { from, to, rows: change.count, changes: [change] });
    else {
      known.rows += change.count;
      known.changes.push(change);
    }
  });
  return Array.from(groups, ([key, group]) => ({ key, ...group, changes: group.changes.sort((left, right) => right.count - left.count || (left.before < right.before ? -1 : 1)) })).sort((left, right) => right.rows - left.rows || (left.key < right.key ? -1 : 1));
}
