// The audit bundle: the record, its payload, a verifier and a summary in one zip, and how a verifier reads it.
import { canonicalJson } from './canonicalJson.ts';
import type { Entry } from './entry.ts';
import { parseEntry } from './entry.ts';
import { splitLines } from './lines.ts';
import type { LogReader } from './verify.ts';
import { unzipFiles, zipFiles } from './zip.adapter.ts';

export const recordFiles = ['workspace.json', 'head.json', 'head.bak.json', 'log/entries.jsonl', 'log/checkpoints.jsonl', 'log/later-erasures.jsonl'] as const;

function isSegment(name: string): boolean {
  return /^payloads\/\d{6,}\.seg$/.test(name);
}

/** Files of the record by name; undefined where the bytes are no zip. */
export function readBundle(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> | undefined {
  return unzipFiles(bytes, (name) => (recordFiles as readonly string[]).includes(name) || isSegment(name));
}

export function bundleReader(files: ReadonlyMap<string, Uint8Array>): LogReader {
  const segments = [...files.keys()].filter(isSegment).sort((left, right) => left.length - right.length || (left < right ? -1 : 1));
  return {
    file: (name) => Promise.resolve(files.get(name)),
    segments: async function* () {
      for (const name of segments) yield await Promise.resolve(files.get(name)!);
    },
  };
}

/** Facts for the summary in words: who did what when. */
export type BundleFacts = {
  readonly entries: number;
  readonly from: number;
  readonly to: number;
  readonly acts: readonly { readonly act: string; readonly entries: number; readonly items: number }[];
  readonly actors: readonly { readonly actor: string; readonly entries: number }[];
};

export function factsOf(entriesFile: Uint8Array): BundleFacts {
  const acts = new Map<string, { entries: number; items: number }>();
  const actors = new Map<string, number>();
  const entries: Entry[] = [];
  for (const line of splitLines(entriesFile).lines) {
    const parsed = parseEntry(line);
    if (!parsed.ok) continue;
    const entry = parsed.value;
    entries.push(entry);
    const act = acts.get(entry.act) ?? { entries: 0, items: 0 };
    acts.set(entry.act, { entries: act.entries + 1, items: act.items + entry.items.count });
    actors.set(entry.actor, (actors.get(entry.actor) ?? 0) + 1);
  }
  return {
    entries: entries.length,
    from: entries[0]?.at ?? 0,
    to: entries.at(-1)?.at ?? 0,
    acts: [...acts].map(([act, counts]) => ({ act, ...counts })),
    actors: [...actors].map(([actor, count]) => ({ actor, entries: count })).sort((left, right) => right.entries - left.entries || (left.actor < right.actor ? -1 : 1)),
  };
}

/** `files` is the record; `extras` are the verifier and the summaries by name. */
export function writeBundle(files: ReadonlyMap<string, Uint8Array>, extras: ReadonlyMap<string, Uint8Array>, at: number): Uint8Array {
  for (const name of extras.keys()) if (files.has(name)) throw new Error(`Two files named ${canonicalJson(name)}`);
  return zipFiles(new Map([...extras, ...files]), at, isSegment);
}
