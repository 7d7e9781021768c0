// Picks the entries of the log that a person asks for: by who, what, field, source, row, day and words.
import type { LogFacets, LogFilter } from '../../contract/engine.ts';
import type { Job } from '../../kernel/job.ts';
import type { JsonObject } from '../../log/canonicalJson.ts';
import type { RowId, SourceId } from '../../model/ids.ts';
import { foldText } from '../../values/fold.ts';
import { isAbout, textsIn } from './itemWords.ts';
import type { StateEntry, StateItem } from '../facts/items.ts';
import type { Workspace } from '../workspace.ts';

/** Folded texts of entries that were searched; entries never change. */
const folded = new WeakMap<StateEntry, string>();

/** In order of the log. */
export async function findEntries(workspace: Workspace, filter: LogFilter, job: Job): Promise<readonly StateEntry[]> {
  const needle = foldText(filter.text).trim();
  const about = filter.row === null ? null : recordOf(workspace, filter.row);
  const found: StateEntry[] = [];
  for (const entry of workspace.state.entries) {
    if (entry.seq % 2_000 === 1_999) await job.breathe();
    if (filter.act !== null && entry.act !== filter.act) continue;
    if (filter.actor !== null && entry.actor !== filter.actor) continue;
    if (filter.from !== null && entry.at < filter.from) continue;
    if (filter.to !== null && entry.at > filter.to) continue;
    if (about !== null && !entry.items.some((item) => isAbout(asJson(item), about.rows, about.golden))) continue;
    if (filter.field !== null && !entry.items.some((item) => fieldsOf(item).includes(filter.field!))) continue;
    if (filter.source !== null && !entry.items.some((item) => isOfSource(workspace, item, filter.source!))) continue;
    if (needle !== '' && !textOf(workspace, entry).includes(needle)) continue;
    found.push(entry);
  }
  return found;
}

/** What a record's history is about: all versions of its rows, and the golden ids that it had. */
export function recordOf(workspace: Workspace, row: RowId): { readonly rows: ReadonlySet<number>; readonly golden: ReadonlySet<string> } {
  const { state } = workspace;
  const rows = state.merges.membersOf(row).flatMap((member) => state.versionsOf(member));
  return { rows: new Set<number>(rows), golden: new Set(rows.flatMap((one) => [state.goldenOf(one), state.ownGoldenId(one)])) };
}

export function logFacets(workspace: Workspace): LogFacets {
  const acts = new Map<string, number>();
  const actors = new Map<string, number>();
  const fields = new Set<string>();
  for (const entry of workspace.state.entries) {
    acts.set(entry.act, (acts.get(entry.act) ?? 0) + 1);
    actors.set(entry.actor, (actors.get(entry.actor) ?? 0) + 1);
    for (const item of entry.items) for (const field of fieldsOf(item)) fields.add(field);
  }
  return {
    acts: [...acts].map(([act, entries]) => ({ act, entries })),
    actors: [...actors].map(([actor, entries]) => ({ actor, entries })).sort((left, right) => right.entries - left.entries),
    fields: [...fields].sort(),
    sources: workspace.state.sources.map(({ id, name }) => ({ id, name })),
  };
}

function fieldsOf(item: StateItem): string[] {
  const { field, pins } = asJson(item);
  const pinned = Array.isArray(pins) ? (pins as readonly JsonObject[]).flatMap((pin) => (typeof pin['field'] === 'string' ? [pin['field']] : [])) : [];
  return typeof field === 'string' ? [field, ...pinned] : pinned;
}

function isOfSource(workspace: Workspace, item: StateItem, source: SourceId): boolean {
  if (item.kind === 'load') return item.source === source;
  if (item.kind === 'source') return item.id === source;
  const { row, rows } = asJson(item);
  const named = [...(typeof row === 'number' ? [row] : []), ...(Array.isArray(rows) ? (rows as readonly number[]) : [])];
  return named.some((one) => workspace.state.loadOf(one as RowId)?.source === source);
}

function textOf(workspace: Workspace, entry: StateEntry): string {
  const known = folded.get(entry);
  if (known !== undefined) return known;
  const why = workspace.entry(entry.seq)?.why;
  const text = foldText([...(why === undefined ? [] : [why]), ...entry.items.flatMap((item) => textsIn(asJson(item)))].join('\n'));
  folded.set(entry, text);
  return text;
}

function asJson(item: StateItem): JsonObject {
  return item as unknown as JsonObject;
}
