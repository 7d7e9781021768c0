// Reads what entries are about back from the record: their items, the rows of a load, the lines set aside.
import type { Journal } from '../../contract/journal.ts';
import type { Job } from '../../kernel/job.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { isJsonObject, jsonToText, type JsonObject, type JsonValue } from '../../log/canonicalJson.ts';
import { payloadId, type Entry } from '../../log/entry.ts';
import { isErased, itemAt, readFrame, type Frame } from '../../log/frame.ts';
import type { Allocate } from '../../table/allocate.ts';
import { joinColumns } from '../../table/joinColumns.ts';
import type { NamedColumn, Table } from '../../table/Table.ts';
import { enrichmentKinds, type EnrichmentItem } from '../enrich/enrichItems.ts';
import type { StateItem } from '../facts/items.ts';

export type PayloadFault = { readonly kind: 'missingPayload' | 'damagedPayload'; readonly payload: string };

/** Kinds of items that say something about the state, each of them named; others are kept for readers of the log. */
const ownKinds: Readonly<Record<Exclude<StateItem['kind'], EnrichmentItem['kind']>, true>> = {
  source: true,
  map: true,
  load: true,
  refresh: true,
  merge: true,
  distinct: true,
  unmerge: true,
  split: true,
  revoke: true,
  uphold: true,
  edit: true,
  unpin: true,
  survivorship: true,
  approvals: true,
  first: true,
  second: true,
  correct: true,
  block: true,
  remark: true,
  approveErasure: true,
  erased: true,
  erasureRule: true,
  confirm: true,
  policies: true,
  export: true,
  exportRun: true,
  exportProfile: true,
  match: true,
  pack: true,
  answer: true,
  matchModel: true,
  useModel: true,
  rule: true,
  weights: true,
  ruling: true,
  measure: true,
};
const stateKinds: ReadonlySet<unknown> = new Set<unknown>([...Object.keys(ownKinds), ...enrichmentKinds]);

/** Frames of rows come first in a load; the entry's note counts them. */
export function rowFramesOf(entry: Entry): number {
  const count = entry.note?.['rowFrames'];
  return typeof count === 'number' ? count : 0;
}

/** All items of an entry that are not rows, in order; erased ones are left out. */
export async function readItems(journal: Journal, entry: Entry): Promise<Result<JsonObject[], PayloadFault>> {
  const items: JsonObject[] = [];
  for (let part = rowFramesOf(entry); part < entry.payload; part++) {
    const frame = await readPart(journal, entry, part);
    if (!frame.ok) return frame;
    for (let index = 0; index < frame.value.count; index++) {
      const item = isErased(frame.value, index) ? null : itemAt(frame.value, index);
      if (item !== null) items.push(withTexts(item) as JsonObject);
    }
  }
  return ok(items);
}

/** The items of an entry that the projection folds. */
export async function readEntryItems(journal: Journal, entry: Entry): Promise<Result<StateItem[], PayloadFault>> {
  const items = await readItems(journal, entry);
  return items.ok ? ok(items.value.filter((item) => stateKinds.has(item['kind'])) as unknown as StateItem[]) : items;
}

/** Those of the items of a frame that the projection folds. */
export function stateItemsOf(frame: Frame): StateItem[] {
  if (frame.kind === 'rows') return [];
  const items: StateItem[] = [];
  for (const [index, text] of frame.texts.entries()) {
    // Lines that were set aside may be many, and say nothing about the state.
    if (isErased(frame, index) || text.includes('"kind":"quarantine"')) continue;
    const item = withTexts(JSON.parse(text) as JsonObject) as JsonObject;
    if (stateKinds.has(item['kind'])) items.push(item as unknown as StateItem);
  }
  return items;
}

/** The rows that an entry loaded, columns named as delivered; erased rows have missing cells. */
export async function readLoadedTable(
  journal: Journal,
  entry: Entry,
  names: readonly string[],
  allocate: Allocate,
  job: Job,
): Promise<Result<Table, PayloadFault>> {
  const batches: Table[] = [];
  const frames = rowFramesOf(entry);
  let length = 0;
  for (let part = 0; part < frames; part++) {
    const frame = await readPart(journal, entry, part);
    if (!frame.ok) return frame;
    if (frame.value.kind !== 'rows' || frame.value.columns.length !== names.length) return err({ kind: 'damagedPayload', payload: payloadId(entry.seq, part) });
    batches.push({ length: frame.value.count, columns: frame.value.columns.map((column, index) => ({ name: names[index]!, column })) });
    length += frame.value.count;
    job.report({ stage: 'rebuilding', done: length, total: entry.rows?.loaded ?? 0, unit: 'rows' });
    await job.breathe();
  }
  return ok(await joinTables(batches, allocate, job));
}

/** The rows of all batches one after another; batches have the same columns in the same order. @throws Cancelled */
export async function joinTables(batches: readonly Table[], allocate: Allocate, job: Job): Promise<Table> {
  const length = batches.reduce((rows, batch) => rows + batch.length, 0);
  const columns: NamedColumn[] = [];
  for (const [index, { name }] of (batches[0]?.columns ?? []).entries()) {
    columns.push({ name, column: joinColumns(batches.map((batch) => batch.columns[index]!.column), allocate) });
    await job.breathe();
  }
  return { length, columns };
}

async function readPart(journal: Journal, entry: Entry, part: number): Promise<Result<Frame, PayloadFault>> {
  const payload = payloadId(entry.seq, part);
  const bytes = await journal.frame({ payload });
  if (bytes === null) return err({ kind: 'missingPayload', payload });
  const frame = readFrame(bytes);
  return frame.ok ? frame : err({ kind: 'damagedPayload', payload });
}

/** Texts with lone surrogates are escaped in the log; here they become themselves again. */
function withTexts(value: JsonValue | undefined): JsonValue | undefined {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((one) => withTexts(one)!);
  if (!isJsonObject(value)) return value;
  if (Object.keys(value).length === 1 && 'wtf8' in value) return jsonToText(value) ?? value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withTexts(one)]));
}
