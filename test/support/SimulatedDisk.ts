// A file system in memory that remembers every write, and can show what a power cut at any moment might leave on disk.
import { randomInteger, type Random } from '../../shared/kernel/random.ts';
import type { Files, OpenFile } from '../../electron/workspace/files.ts';

type Name =
  | { readonly kind: 'folder' | 'removeFolder'; readonly path: string }
  | { readonly kind: 'name'; readonly path: string; readonly file: number }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  | { readonly kind: 'remove'; readonly path: string };
export type Operation =
  | { readonly kind: 'write'; readonly file: number; readonly position: number; readonly bytes: Uint8Array }
  | { readonly kind: 'truncate'; readonly file: number; readonly length: number }
  | { readonly kind: 'sync'; readonly file: number }
  | { readonly kind: 'syncFolder'; readonly path: string }
  | { readonly kind: 'names'; readonly change: Name };

type State = { files: Map<number, Uint8Array>; names: Map<string, number>; folders: Set<string> };

const sectorBytes = 512;

export class SimulatedDisk {
  readonly operations: Operation[] = [];
  /** Called before each operation; throw from it to stop the program there. */
  beforeOperation: (operation: Operation) => void = () => undefined;
  private readonly before: State;
  private state: State;
  private nextFile: number;

  constructor(before: State = { files: new Map(), names: new Map(), folders: new Set(['/']) }) {
    this.before = copyOf(before);
    this.state = copyOf(before);
    this.nextFile = Math.max(0, ...before.files.keys()) + 1;
  }

  get files(): Files {
    return {
      readFile: (path) => promised(() => this.read(path).slice()),
      readRange: (path, offset, length) => promised(() => this.read(path).slice(offset, offset + length)),
      stat: (path) =>
        promised(() => {
          if (this.state.folders.has(path)) return { bytes: 0, isFolder: true };
          const file = this.state.names.get(path);
          return file === undefined ? undefined : { bytes: this.state.files.get(file)!.length, isFolder: false };
        }),
      list: (folder) => promised(() => this.list(folder)),
      makeFolder: (path) =>
        promised(() => {
          if (this.state.folders.has(path) || this.state.names.has(path)) throw refusal('EEXIST');
          if (!this.state.folders.has(parentOf(path))) throw refusal('ENOENT');
          this.run({ kind: 'names', change: { kind: 'folder', path } });
        }),
      open: (path, mode) => promised(() => this.open(path, mode)),
      rename: (from, to) =>
        promised(() => {
          if (!this.state.names.has(from) && !this.state.folders.has(from)) throw refusal('ENOENT');
          this.run({ kind: 'names', change: { kind: 'rename', from, to } });
        }),
      link: (from, to) =>
        promised(() => {
          const file = this.state.names.get(from);
          if (file === undefined) throw refusal('ENOENT');
          if (this.state.names.has(to)) throw refusal('EEXIST');
          this.run({ kind: 'names', change: { kind: 'name', path: to, file } });
        }),
      remove: (path) =>
        promised(() => {
          if (!this.state.names.has(path)) throw refusal('ENOENT');
          this.run({ kind: 'names', change: { kind: 'remove', path } });
        }),
      removeFolder: (path) =>
        promised(() => {
          if (this.list(path).length > 0) throw refusal('ENOTEMPTY');
          this.run({ kind: 'names', change: { kind: 'removeFolder', path } });
        }),
      syncFolder: (path) => promised(() => this.run({ kind: 'syncFolder', path })),
      freeBytes: () => Promise.resolve(1e12),
    };
  }

  /** All files with their bytes, for looking at. */
  contents(): Map<string, Uint8Array> {
    return new Map([...this.state.names].map(([path, file]) => [path, this.state.files.get(file)!]));
  }

  /**
   * A disk as it may be found after a power cut behind the first `count` operations. Synced bytes are there. Of the
   * others each file keeps nothing, all, a part whose last write is torn between sectors, or any sectors at all.
   * Changes of names are there up to some moment, at least those of folders that were synced.
   */
  crash(count: number, random: Random): SimulatedDisk {
    const done = this.operations.slice(0, count);
    const lastSync = new Map<number, number>();
    for (const [i, operation] of done.entries()) if (operation.kind === 'sync') lastSync.set(operation.file, i);
    const after = copyOf(this.before);

    const pending = new Map<number, (Operation & { kind: 'write' | 'truncate' })[]>();
    for (const [i, operation] of done.entries()) {
      if (operation.kind !== 'write' && operation.kind !== 'truncate') continue;
      if (i < (lastSync.get(operation.file) ?? -1)) applyData(after, operation);
      else pending.set(operation.file, [...(pending.get(operation.file) ?? []), operation]);
    }
    for (const operations of pending.values()) keepSome(after, operations, random);

    const changes = done.flatMap((operation, i) => (operation.kind === 'names' ? [{ change: operation.change, at: i }] : []));
    let forced = 0;
    for (const [i, operation] of done.entries()) {
      if (operation.kind !== 'syncFolder') continue;
      for (const [n, { change, at }] of changes.entries()) if (at < i && foldersOf(change).includes(operation.path)) forced = Math.max(forced, n + 1);
    }
    const kept = forced + randomInteger(random, changes.length - forced + 1);
    for (const { change } of changes.slice(0, kept)) applyName(after, change);
    return new SimulatedDisk(after);
  }

  private open(path: string, mode: 'create' | 'write'): OpenFile {
    let file = this.state.names.get(path);
    if (file !== undefined && mode === 'create') throw refusal('EEXIST');
    if (file === undefined) {
      if (!this.state.folders.has(parentOf(path))) throw refusal('ENOENT');
      file = this.nextFile++;
      this.run({ kind: 'names', change: { kind: 'name', path, file } });
    }
    const opened = file;
    return {
      write: (bytes, position) => promised(() => this.run({ kind: 'write', file: opened, position, bytes: bytes.slice() })),
      truncate: (length) => promised(() => this.run({ kind: 'truncate', file: opened, length })),
      sync: () => promised(() => this.run({ kind: 'sync', file: opened })),
      close: () => Promise.resolve(),
    };
  }

  private run(operation: Operation): void {
    this.beforeOperation(operation);
    this.operations.push(operation);
    if (operation.kind === 'write' || operation.kind === 'truncate') applyData(this.state, operation);
    else if (operation.kind === 'names') applyName(this.state, operation.change);
  }

  private read(path: string): Uint8Array {
    const file = this.state.names.get(path);
    if (file === undefined) throw refusal('ENOENT');
    return this.state.files.get(file)!;
  }

  private list(folder: string): string[] {
    if (!this.state.folders.has(folder)) throw refusal('ENOENT');
    const prefix = folder === '/' ? '/' : `${folder}/`;
    const inside = [...this.state.names.keys(), ...this.state.folders].filter((path) => path !== folder && path.startsWith(prefix));
    return [...new Set(inside.map((path) => path.slice(prefix.length)).filter((name) => name !== '' && !name.includes('/')))].sort();
  }
}

/** Keeps some of what was written to one file and never synced. */
function keepSome(state: State, operations: readonly (Operation & { kind: 'write' | 'truncate' })[], random: Random): void {
  const mode = randomInteger(random, 4);
  if (mode === 0) return;
  const count = mode === 1 ? operations.length : randomInteger(random, operations.length + 1);
  for (const operation of mode === 3 ? operations : operations.slice(0, count)) {
    if (mode === 3 && operation.kind === 'write') writeSectors(state, operation, () => random() < 0.5);
    else applyData(state, operation);
  }
  const torn = operations[count];
  if (mode === 2 && torn?.kind === 'write') {
    const sectors = randomInteger(random, Math.ceil(torn.bytes.length / sectorBytes) + 1);
    let written = 0;
    writeSectors(state, torn, () => written++ < sectors);
  }
}

/** The file grows as far as the write would have made it; sectors that did not make it hold zeros or what was there. */
function writeSectors(state: State, { file, position, bytes }: Operation & { kind: 'write' }, isKept: () => boolean): void {
  const content = grown(state, file, position + bytes.length);
  for (let from = 0; from < bytes.length; ) {
    const to = Math.min(bytes.length, from + sectorBytes - ((position + from) % sectorBytes));
    if (isKept()) content.set(bytes.subarray(from, to), position + from);
    from = to;
  }
}

function applyData(state: State, operation: Operation & { kind: 'write' | 'truncate' }): void {
  if (operation.kind === 'write') grown(state, operation.file, operation.position + operation.bytes.length).set(operation.bytes, operation.position);
  else {
    const content = grown(state, operation.file, operation.length);
    state.files.set(operation.file, content.slice(0, operation.length));
  }
}

function grown(state: State, file: number, length: number): Uint8Array {
  const old = state.files.get(file) ?? new Uint8Array();
  if (old.length >= length) {
    state.files.set(file, old);
    return old;
  }
  const larger = new Uint8Array(length);
  larger.set(old);
  state.files.set(file, larger);
  return larger;
}

function applyName(state: State, change: Name): void {
  switch (change.kind) {
    case 'folder':
      state.folders.add(change.path);
      return;
    case 'removeFolder':
      state.folders.delete(change.path);
      return;
    case 'name':
      state.names.set(change.path, change.file);
      if (!state.files.has(change.file)) state.files.set(change.file, new Uint8Array());
      return;
    case 'remove':
      state.names.delete(change.path);
      return;
    case 'rename': {
      const file = state.names.get(change.from);
      if (file !== undefined) {
        state.names.delete(change.from);
        state.names.set(change.to, file);
        return;
      }
      const moved = (path: string): string => (path === change.from || path.startsWith(`${change.from}/`) ? change.to + path.slice(change.from.length) : path);
      state.names = new Map([...state.names].map(([path, id]) => [moved(path), id]));
      state.folders = new Set([...state.folders].map(moved));
    }
  }
}

function foldersOf(change: Name): string[] {
  return change.kind === 'rename' ? [parentOf(change.from), parentOf(change.to)] : [parentOf(change.path)];
}

function parentOf(path: string): string {
  const end = path.lastIndexOf('/');
  return end <= 0 ? '/' : path.slice(0, end);
}

function copyOf(state: State): State {
  return { files: new Map([...state.files].map(([id, bytes]) => [id, bytes.slice()])), names: new Map(state.names), folders: new Set(state.folders) };
}

function refusal(code: string): Error {
  return Object.assign(new Error(code), { code });
}

async function promised<T>(run: () => T): Promise<T> {
  await Promise.resolve();
  return run();
}
