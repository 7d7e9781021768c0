// Looks into folders that the user asked to be watched and says which table files are new there; nothing is loaded by itself.
import { randomUUID } from 'node:crypto';
import { watch, type FSWatcher } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { FileToken, WatchedFolder } from '../../../shared/contract/desktop.ts';
import { readJson, writeJson } from '../jsonFile.ts';
import type { Grants } from '../machine/Grants.ts';

const tableNames = /\.(?:csv|tsv|tab|txt|json|ndjson|jsonl|vcf|xlsx|xlsm|xlsb|xls|ods|parquet|zip|gz)$/i;
/** A file counts once it has not changed for so long: whoever delivers it is still writing before. */
const SETTLED_MS = 1_500;
/** Folders on other machines tell nothing of themselves, so all are looked into this often too. */
const LOOK_MS = 5_000;
const MOST_FILES = 2_000;

const keptShape = z.record(z.string(), z.array(z.object({ id: z.string(), path: z.string(), seen: z.record(z.string(), z.string()) })));
type Kept = z.infer<typeof keptShape>[string][number];
type Waiting = { readonly token: FileToken; readonly name: string; readonly bytes: number; readonly fingerprint: string };

export class WatchedFolders {
  readonly #grants: Grants;
  readonly #file: string;
  readonly #tell: () => void;
  #workspace: string | null = null;
  #folders: Kept[] = [];
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #watchers = new Map<string, FSWatcher>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();

  /** @param file where the folders of each workspace are kept; `tell` is called when what waits changed */
  constructor(grants: Grants, file: string, tell: () => void) {
    this.#grants = grants;
    this.#file = file;
    this.#tell = tell;
  }

  /** The folders of this workspace from now on; null for none. */
  follow(workspace: string | null): void {
    this.#stop();
    this.#workspace = workspace;
    this.#folders = workspace === null ? [] : (readJson(this.#file, keptShape)?.[workspace] ?? []);
    for (const folder of this.#folders) this.#watch(folder);
    if (this.#folders.length > 0) this.#start();
  }

  list(): readonly WatchedFolder[] {
    return this.#folders.map(({ id, path }) => ({ id, displayPath: path, waiting: (this.#waiting.get(id) ?? []).map(({ token, name, bytes }) => ({ token, name, bytes })) }));
  }

  /** What lies there already is not new. */
  async add(path: string): Promise<void> {
    if (this.#workspace === null || this.#folders.some((folder) => folder.path === path)) return;
    const seen = Object.fromEntries((await tablesIn(path)).map(({ name, fingerprint }) => [name, fingerprint]));
    const folder: Kept = { id: randomUUID(), path, seen };
    this.#folders.push(folder);
    this.#keep();
    this.#watch(folder);
    this.#start();
  }

  remove(id: string): void {
    this.#folders = this.#folders.filter((folder) => folder.id !== id);
    this.#watchers.get(id)?.close();
    this.#watchers.delete(id);
    this.#waiting.delete(id);
    this.#keep();
    if (this.#folders.length === 0) this.#stop();
  }

  /** The file was taken up or dismissed: it is not offered again until it changes. */
  settle(token: FileToken): void {
    for (const folder of this.#folders) {
      const waiting = this.#waiting.get(folder.id) ?? [];
      const file = waiting.find((one) => one.token === token);
      if (file === undefined) continue;
      folder.seen[file.name] = file.fingerprint;
      this.#waiting.set(folder.id, waiting.filter((one) => one !== file));
      this.#keep();
      this.#tell();
    }
  }

  #start(): void {
    this.#timer ??= setInterval(() => this.#look(), LOOK_MS);
    this.#look();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
    this.#waiting.clear();
  }

  #watch({ id, path }: Kept): void {
    try {
      const watcher = watch(path, () => setTimeout(() => this.#look(), SETTLED_MS + 100));
      // A folder that goes away is found gone at the next look.
      watcher.on('error', () => watcher.close());
      this.#watchers.set(id, watcher);
    } catch {
      // It is looked into all the same, should it come back.
    }
  }

  #look(): void {
    this.#looking = this.#looking.then(() => this.#lookIntoAll());
  }

  async #lookIntoAll(): Promise<void> {
    const before = JSON.stringify(this.list());
    for (const folder of this.#folders) await this.#lookInto(folder);
    if (JSON.stringify(this.list()) !== before) this.#tell();
  }

  async #lookInto(folder: Kept): Promise<void> {
    const found = (await tablesIn(folder.path)).filter(({ name, fingerprint, changedAt }) => folder.seen[name] !== fingerprint && Date.now() - changedAt >= SETTLED_MS);
    const known = this.#waiting.get(folder.id) ?? [];
    const waiting: Waiting[] = [];
    for (const { name, fingerprint } of found) {
      const same = known.find((one) => one.name === name && one.fingerprint === fingerprint);
      const granted = same ?? (await this.#grants.grantFile(join(folder.path, name)));
      if (granted !== null) waiting.push({ token: granted.token, name, bytes: granted.bytes, fingerprint });
    }
    if (this.#folders.includes(folder)) this.#waiting.set(folder.id, waiting);
  }

  #keep(): void {
    if (this.#workspace === null) return;
    writeJson(this.#file, { ...readJson(this.#file, keptShape), [this.#workspace]: this.#folders });
  }
}

type FoundTable = { readonly name: string; readonly fingerprint: string; readonly changedAt: number };

/** The table files of a folder by name; none where it can't be read. */
async function tablesIn(path: string): Promise<FoundTable[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isFile() && tableNames.test(entry.name) && !entry.name.startsWith('.')).map(({ name }) => name).toSorted().slice(0, MOST_FILES);
  const found: FoundTable[] = [];
  for (const name of names) {
    const facts = await stat(join(path, name)).catch(() => null);
    if (facts?.isFile()) found.push({ name, fingerprint: `${facts.size} ${facts.mtimeMs}`, changedAt: facts.mtimeMs });
  }
  return found;
}
