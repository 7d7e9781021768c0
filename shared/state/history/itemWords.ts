// Reads an item of any kind as the log shows it: what it is about, from what to what, why, and on what ground.
import type { LogItem } from '../../contract/calls/log.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../log/canonicalJson.ts';
import type { GoldenId, RowId } from '../../model/ids.ts';

/** What an item says by itself, wherever it stands. */
export type ItemFacts = Omit<LogItem, 'index' | 'leaf' | 'state'>;

/** Members that say what a change rests on. */
const evidenceMembers = ['source', 'confidencePpm', 'because', 'proposed', 'where', 'fileSha256', 'sha256', 'model', 'thresholdPpm', 'pins', 'raw', 'digest', 'ruling'] as const;
/** What stands for the outcome where an item has no `after`. */
const afterMembers = ['cells', 'after', 'value', 'fileName', 'name', 'title', 'raw', 'policies', 'settings', 'rule', 'digest', 'needsApproval'] as const;

export function factsOfItem(item: JsonObject): ItemFacts {
  const listed = item['rows'];
  const after = afterMembers.map((name) => item[name]).find((value) => value !== undefined);
  const rule = item['rule'];
  return {
    kind: textOf(item['kind']) ?? (item['cells'] !== undefined ? 'row' : null),
    row: typeof item['row'] === 'number' ? (item['row'] as RowId) : null,
    rows: Array.isArray(listed) ? (listed as RowId[]) : [],
    golden: typeof item['golden'] === 'string' ? (item['golden'] as GoldenId) : null,
    field: textOf(item['field']),
    before: textOf(item['before']),
    after: textOf(after),
    reason: [textOf(item['reason']), textOf(item['comment'])].filter((text) => text !== null && text !== '').join(': ') || null,
    rule: typeof rule === 'string' ? rule : null,
    evidence: evidenceMembers.flatMap((name) => {
      const value = textOf(item[name]);
      return value === null || value === '' || value === '[]' || item[name] === after ? [] : [{ name, value }];
    }),
  };
}

/** Whether an item says something about one of the rows, or about one of the golden records. */
export function isAbout(item: JsonObject, rows: ReadonlySet<number>, golden: ReadonlySet<string>): boolean {
  const { kind, row, rows: listed, firstRow, before, after } = item;
  if (typeof row === 'number' && rows.has(row)) return true;
  if (typeof item['golden'] === 'string' && golden.has(item['golden'])) return true;
  // A split names one row; it is about the record that the row left, too.
  if (kind === 'unmerge' || kind === 'split') return [before, ...(Array.isArray(after) ? (after as readonly JsonValue[]) : [])].some((id) => typeof id === 'string' && golden.has(id));
  if (typeof listed === 'number' && typeof firstRow === 'number') {
    for (const one of rows) if (one >= firstRow && one < firstRow + listed) return true;
    return false;
  }
  return [listed, item['changed'], item['vanished']].some((list) => Array.isArray(list) && (list as readonly JsonValue[]).some((one) => typeof one === 'number' && rows.has(one)));
}

/** Every text in an item, for searching. */
export function textsIn(value: JsonValue | undefined, name = ''): string[] {
  if (typeof value === 'string') return name === 'kind' ? [] : [value];
  if (Array.isArray(value)) return (value as readonly JsonValue[]).flatMap((one) => textsIn(one));
  return isJsonObject(value) ? Object.entries(value).flatMap(([key, member]) => textsIn(member, key)) : [];
}

function textOf(value: JsonValue | undefined): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
