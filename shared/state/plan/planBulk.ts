// Plans edits of many source rows at once: fill, clear, find and replace over the values of one field.
import type { BulkPreview, BulkWork } from '../../contract/engine.ts';
import type { Job } from '../../kernel/job.ts';
import { assertNever } from '../../kernel/assertNever.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { FieldId } from '../../model/fields.ts';
import type { RowId } from '../../model/ids.ts';
import { isMissingAt, valueIndexOf, valueText } from '../../table/TextColumn.ts';
import type { CorrectionReason, ValueChange } from './planCorrection.ts';
import type { Workspace } from '../workspace.ts';

/** Rows are looked at this many at a time. */
const ROWS_PER_BREATH = 16_384;
/** Changes shown before they are made. */
const SHOWN = 50;

export type BulkChanges = { readonly changes: readonly Required<ValueChange>[]; readonly cells: number };

/** What the work makes of each different value of the rows. Refused where its regular expression can't be read. @throws Cancelled */
export async function bulkChanges(workspace: Workspace, rows: readonly RowId[], field: FieldId, work: BulkWork, job: Job): Promise<Result<BulkChanges, string>> {
  const made = textMaker(work);
  if (!made.ok) return made;
  const column = workspace.rows.field(field);
  const afterByValue = new Map<number, { readonly before: string; readonly after: string; readonly rows: RowId[] } | null>();
  const byText = new Map<string, { readonly before: string; readonly after: string; readonly rows: RowId[] }>();
  let cells = 0;
  for (const [index, row] of rows.entries()) {
    if (index % ROWS_PER_BREATH === 0) {
      job.report({ stage: 'planning', done: index, total: rows.length, unit: 'rows' });
      await job.breathe();
    }
    const value = column === undefined ? -1 : valueIndexOf(column, row);
    let change = afterByValue.get(value);
    if (change === undefined) {
      const before = column === undefined || isMissingAt(column, row) ? '' : valueText(column, value);
      const after = made.value(before);
      change = after === before ? null : (byText.get(before) ?? { before, after, rows: [] });
      if (change !== null) byText.set(before, change);
      afterByValue.set(value, change);
    }
    if (change === null) continue;
    change.rows.push(row);
    cells++;
  }
  return ok({ changes: [...byText.values()], cells });
}

/** What is shown before anything is written. */
export function bulkPreview(rowsInScope: number, found: Result<BulkChanges, string>): BulkPreview {
  if (!found.ok) return { rowsInScope, cells: 0, values: 0, some: [], trouble: found.error };
  const { changes, cells } = found.value;
  const some = changes.toSorted((a, b) => b.rows.length - a.rows.length).slice(0, SHOWN);
  return { rowsInScope, cells, values: changes.length, some: some.map(({ before, after, rows }) => ({ before, after, rows: rows.length })), trouble: null };
}

export function reasonOf(work: BulkWork): CorrectionReason {
  return work.kind;
}

function textMaker(work: BulkWork): Result<(text: string) => string, string> {
  switch (work.kind) {
    case 'fill':
      return ok((text) => (work.onlyBlank && text.trim() !== '' ? text : work.value));
    case 'clear':
      return ok(() => '');
    case 'replace':
      return replacer(work);
    default:
      return assertNever(work);
  }
}

function replacer({ find, with: replacement, how, ignoresCase }: BulkWork & { kind: 'replace' }): Result<(text: string) => string, string> {
  if (find === '' && how !== 'cell') return ok((text) => text);
  try {
    const source = how === 'regex' ? find : find.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    const pattern = new RegExp(how === 'cell' ? `^(?:${source})$` : source, ignoresCase ? 'giu' : 'gu');
    // A plain replacement means its dollars as they are.
    return ok((text) => (how === 'regex' ? text.replace(pattern, replacement) : text.replace(pattern, () => replacement)));
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}
