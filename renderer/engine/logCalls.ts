// Answers the change log's screens: entries newest first, the items of one, whether everything still holds.
import type { EngineCalls, LogEvidence, LogItem } from '../../shared/contract/engine.ts';
import { sourceOfKey } from '../../shared/enrich/enrichTypes.ts';
import { toHex } from '../../shared/kernel/hex.ts';
import type { JsonObject, JsonValue } from '../../shared/log/canonicalJson.ts';
import { payloadId, type Entry } from '../../shared/log/entry.ts';
import { isErased, itemAt, leavesOf, readFrame } from '../../shared/log/frame.ts';
import type { GoldenId, RowId } from '../../shared/model/ids.ts';
import type { EnrichItem } from '../../shared/state/enrichItems.ts';
import type { OpenEngine } from './openEngine.ts';

export function listEntries(engine: OpenEngine, request: EngineCalls['log.list']['request']): EngineCalls['log.list']['response'] {
  const { from, count, act, row } = request;
  const chosen = engine.workspace.state.entries.filter((entry) => (act === null || entry.act === act) && (row === null || entry.items.some((item) => isAbout(item as unknown as JsonObject, row)))).reverse();
  return { total: chosen.length, lines: chosen.slice(from, from + count).map((entry) => engine.line(entry.seq)) };
}

export async function listItems(engine: OpenEngine, request: EngineCalls['log.items']['request']): Promise<EngineCalls['log.items']['response']> {
  const entry = engine.workspace.entry(request.seq);
  if (entry === undefined) return { total: 0, items: [] };
  const total = entry.items.count;
  const end = Math.min(total, request.from + request.count);
  const items: LogItem[] = [];
  for (let part = 0; part < entry.payload && items.length < end - request.from; part++) items.push(...(await itemsOfFrame(engine, entry, part, request.from, end)));
  return { total, items };
}

async function itemsOfFrame(engine: OpenEngine, entry: Entry, part: number, from: number, end: number): Promise<LogItem[]> {
  const bytes = await engine.workspace.journal.frame({ payload: payloadId(entry.seq, part) });
  const frame = bytes === null ? undefined : readFrame(bytes);
  if (frame === undefined || !frame.ok) return [];
  const { firstItem, count } = frame.value;
  if (firstItem + count <= from || firstItem >= end) return [];
  const leaves = leavesOf(frame.value);
  const items: LogItem[] = [];
  for (let index = Math.max(0, from - firstItem); index < count && firstItem + index < end; index++) {
    const leaf = toHex(leaves.subarray(index * 32, index * 32 + 32));
    const item = isErased(frame.value, index) ? null : itemAt(frame.value, index);
    items.push({ index: firstItem + index, leaf, state: item === null ? 'erased' : 'present', ...wordsOf(item) });
  }
  return items;
}

/** What changed from what to what, as far as the kind of item has it. */
function wordsOf(item: JsonObject | null): Pick<LogItem, 'row' | 'golden' | 'field' | 'before' | 'after' | 'evidence'> {
  const text = (value: JsonValue | undefined): string | null =>
    value === undefined || value === null ? null : typeof value === 'string' ? value : JSON.stringify(value);
  if (item === null) return { row: null, golden: null, field: null, before: null, after: null };
  const cells = item['cells'];
  const shown = cells === undefined ? (item['after'] ?? (item['kind'] === 'reject' ? item['value'] : undefined) ?? item['fileName'] ?? item['rows'] ?? item['raw'] ?? item['name'] ?? item['policies']) : cells;
  const evidence = evidenceOf(item);
  return {
    ...(evidence === undefined ? {} : { evidence }),
    row: evidence === undefined && typeof item['row'] === 'number' ? (item['row'] as RowId) : null,
    golden: typeof item['golden'] === 'string' ? (item['golden'] as GoldenId) : null,
    field: text(item['field'] ?? item['kind']),
    before: text(item['before']),
    after: text(shown),
  };
}

/** What a proposed value that was accepted or turned down rested on. */
function evidenceOf(item: JsonObject): LogEvidence | undefined {
  if (item['kind'] !== 'enrich' && item['kind'] !== 'reject') return undefined;
  const { source, row, confidencePpm, because } = item as unknown as EnrichItem;
  const read = sourceOfKey(source);
  return read === undefined ? undefined : { source: read, row: row ?? null, confidence: item['kind'] === 'reject' ? null : confidencePpm / 1e6, because };
}

function isAbout(item: JsonObject, row: RowId): boolean {
  if (item['row'] === row) return true;
  const { rows, firstRow } = item;
  if (typeof rows === 'number' && typeof firstRow === 'number') return row >= firstRow && row < firstRow + rows;
  return Array.isArray(rows) && rows.includes(row);
}
