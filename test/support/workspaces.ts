// Workspaces for tests: in a throw-away folder, with a fixed clock and quick ways to append.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createFolder } from '../../electron/workspace/createFolder.ts';
import type { Files } from '../../electron/workspace/files.ts';
import { memoryKeys, type KeyStore } from '../../electron/workspace/keys.ts';
import type { Machine } from '../../electron/workspace/lockFile.ts';
import { nodeFiles } from '../../electron/workspace/nodeFiles.ts';
import { openFolder, type OpenOptions } from '../../electron/workspace/openFolder.ts';
import { random } from '../../electron/workspace/random.ts';
import type { Workspace } from '../../electron/workspace/Workspace.ts';
import type { JsonObject } from '../../shared/log/canonicalJson.ts';
import { deflate } from '../../shared/log/deflate.adapter.ts';
import { afterSignature, payloadId, sealEntry, type EntryDraft, type Stamp } from '../../shared/log/entry.ts';
import { PayloadBuilder } from '../../shared/log/PayloadBuilder.ts';
import { columnOf } from '../../shared/table/TextColumnBuilder.ts';

export const who = { actor: 'tester', role: 'steward', app: '0.1.0' } as const;

export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(`${tmpdir()}/fichero-test-`);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A machine whose only living process is this one. */
export function lonelyMachine(pid = 1, boot = 'boot', host = 'host'): Machine {
  const self = { pid, boot, host, started: '' };
  return { self, isRunning: (holder) => holder.pid === pid };
}

let clock = 1_760_000_000_000;
/** Each call is a second later. */
export const ticking = (): number => (clock += 1_000);

export function options(keys: KeyStore, files: Files = nodeFiles, more: Partial<OpenOptions> = {}): OpenOptions {
  return { files, keys, machine: lonelyMachine(), now: ticking, who, minimumFreeBytes: 0, ...more };
}

export async function makeWorkspace(folder: string, keys: KeyStore = memoryKeys(), files: Files = nodeFiles): Promise<KeyStore> {
  const made = await createFolder(folder, { files, keys, title: 'Clientes', stamp: { at: ticking(), ...who } });
  if (!made.ok) throw new Error(made.error.kind);
  return keys;
}

export async function openWorkspace(folder: string, keys: KeyStore, files: Files = nodeFiles, more: Partial<OpenOptions> = {}): Promise<Workspace> {
  const opened = await openFolder(folder, options(keys, files, more));
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  return opened.value;
}

export type Contents = {
  readonly items?: readonly JsonObject[];
  /** Cells row by row; ids go on from `firstRow`. */
  readonly rows?: readonly (readonly (string | undefined)[])[];
  readonly firstRow?: number;
  readonly isStored?: boolean;
};

/** Seals and commits one entry with its contents. */
export async function commitEntry(workspace: Workspace, draft: EntryDraft, contents: Contents = {}, stamp: Stamp = { at: ticking(), ...who }): Promise<number> {
  const payload = new PayloadBuilder(random, contents.isStored === true ? undefined : deflate);
  const seq = workspace.end.size;
  must(await workspace.begin({ neededBytes: 1_000 }));
  let part = 0;
  const frames = [...payload.items(contents.items ?? [])];
  const rows = contents.rows ?? [];
  if (rows.length > 0) {
    const columns = rows[0]!.map((_, c) => columnOf(rows.map((row) => row[c])));
    frames.push(...payload.rows(columns, 0, rows.length, contents.firstRow ?? 0));
  }
  for (const bytes of frames) must(await workspace.append({ payload: payloadId(seq, part++), bytes }));
  const sealed = sealEntry(afterSignature(draft, workspace.checkpointed?.size ?? 0), workspace.end, stamp, payload.commitment());
  must(await workspace.commit({ line: sealed.line, previous: workspace.end.hash }));
  return seq;
}

export function must<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
