// Plans edits of many source rows at once: fill, clear, find and replace over the values of one field.
import type { BulkPreview, BulkTrouble, BulkWork } from '../../contract/engine.ts';
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

type Change = { readonly before: string; readonly after: string; readonly rows: RowId[] };

/** A regular expression at work on texts. Some never come to an end, so whoever runs one sets it a limit. */
export type PatternWork = { readonly pattern: RegExp; readonly replacement: string };
/** Each text as it reads afterwards, or the text that took too long. @throws Cancelled */
export type ReplacePattern = (work: PatternWork, texts: readonly string[], job: Job) => Promise<Result<readonly string[], string>>;

/** Without a limit: for expressions that are known. */
const replaceHere: ReplacePattern = ({ pattern, replacement }, texts) => Promise.resolve(ok(texts.map((text) => text.replace(pattern, replacement))));

/** What the work makes of each different value of the rows. Refused where its regular expression can't be read or takes too long. @throws Cancelled */
export async function bulkChanges(workspace: Workspace, rows: readonly RowId[], field: FieldId, work: BulkWork, job: Job, replacePattern: ReplacePattern = replaceHere): Promise<Result<BulkChanges, BulkTrouble>> {
  const column = workspace.rows.field(field);
  const valueOf = (row: RowId): number => (column === undefined ? -1 : valueIndexOf(column, row));
  const textOf = new Map<number, string>();
  const eachRow = async (visit: (row: RowId) => void): Promise<void> => {
    for (const [index, row] of rows.entries()) {
      if (index % ROWS_PER_BREATH === 0) {
        job.report({ stage: 'planning', done: index, total: rows.length, unit: 'rows' });
        await job.breathe();
      }
      visit(row);
    }
  };
  await eachRow((row) => {
    const value = valueOf(row);
    if (!textOf.has(value)) textOf.set(value, column === undefined || isMissingAt(column, row) ? '' : valueText(column, value));
  });
  const before = [...textOf.values()];
  const after = await textsAfter(work, before, job, replacePattern);
  if (!after.ok) return after;
  const byText = new Map<string, Change>();
  const byValue = new Map<number, Change | null>();
  for (const [index, value] of [...textOf.keys()].entries()) {
    const text = before[index]!;
    const change = after.value[index] === text ? null : (byText.get(text) ?? { before: text, after: after.value[index]!, rows: [] });
    if (change !== null) byText.set(text, change);
    byValue.set(value, change);
  }
  let cells = 0;
  await eachRow((row) => {
    const change = byValue.get(valueOf(row)) ?? null;
    if (change === null) return;
    change.rows.push(row);
    cells++;
  });
  return ok({ changes: [...byText.values()], cells });
}

/** What is shown before anything is written. */
export function bulkPreview(rowsInScope: number, found: Result<BulkChanges, BulkTrouble>): BulkPreview {
  if (!found.ok) return { rowsInScope, cells: 0, values: 0, some: [], trouble: found.error };
  const { changes, cells } = found.value;
  const some = changes.toSorted((a, b) => b.rows.length - a.rows.length).slice(0, SHOWN);
  return { rowsInScope, cells, values: changes.length, some: some.map(({ before, after, rows }) => ({ before, after, rows: rows.length })), trouble: null };
}

export function reasonOf(work: BulkWork): CorrectionReason {
  return work.kind;
}

async function textsAfter(work: BulkWork, texts: readonly string[], job: Job, replacePattern: ReplacePattern): Promise<Result<readonly string[], BulkTrouble>> {
  switch (work.kind) {
    case 'fill':
      return ok(texts.map((text) => (work.onlyBlank && text.trim() !== '' ? text : work.value)));
    case 'clear':
      return ok(texts.map(() => ''));
    case 'replace': {
      const { find, with: replacement, how, ignoresCase } = work;
      if (find === '' && how !== 'cell') return ok(texts);
      const flags = ignoresCase ? 'giu' : 'gu';
      if (how !== 'regex') {
        const source = find.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
        const pattern = new RegExp(how === 'cell' ? `^(?:${source})$` : source, flags);
        // A plain replacement means its dollars as they are.
        return ok(texts.map((text) => text.replace(pattern, () => replacement)));
      }
      const pattern = readPattern(find, flags);
      if (!pattern.ok) return err({ kind: 'unreadable', detail: pattern.error });
      const replaced = await replacePattern({ pattern: pattern.value, replacement }, texts, job);
      return replaced.ok ? replaced : err({ kind: 'tooSlow', value: replaced.error });
    }
    default:
      return assertNever(work);
  }
}

function readPattern(source: string, flags: string): Result<RegExp, string> {
  try {
    return ok(new RegExp(source, flags));
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}
