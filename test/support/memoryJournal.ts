// A journal in memory with the promises of the real one, for tests of what stands on it.
import type { Journal } from '../../shared/contract/journal.ts';
import type { WorkspaceInfo } from '../../shared/contract/desktop.ts';
import { err, ok } from '../../shared/kernel/result.ts';
import { firstPrevious, hashLine } from '../../shared/log/entry.ts';

export const memoryWorkspace: WorkspaceInfo = {
  id: '00112233445566778899aabbccddeeff',
  title: 'Memory',
  displayPath: '/memory',
  createdAt: 0,
  publicKey: '',
  readOnly: false,
};

export class MemoryJournal implements Journal {
  readonly lines: Uint8Array[] = [];
  readonly frames = new Map<string, Uint8Array>();
  private pending: Map<string, Uint8Array> | undefined;

  info(): Promise<WorkspaceInfo> {
    return Promise.resolve(memoryWorkspace);
  }

  head(): ReturnType<Journal['head']> {
    const last = this.lines.at(-1);
    return Promise.resolve({ size: this.lines.length, hash: last === undefined ? firstPrevious : hashLine(last), signed: 0 });
  }

  entries({ from }: { from: number }): Promise<readonly Uint8Array[]> {
    return Promise.resolve(this.lines.slice(from, from + 100));
  }

  frame({ payload }: { payload: string }): Promise<Uint8Array | null> {
    return Promise.resolve(this.frames.get(payload) ?? null);
  }

  begin(): ReturnType<Journal['begin']> {
    if (this.pending !== undefined) throw new Error('an append is open');
    this.pending = new Map();
    return Promise.resolve(ok(undefined));
  }

  append({ payload, bytes }: { payload: string; bytes: Uint8Array }): ReturnType<Journal['append']> {
    this.pending!.set(payload, bytes.slice());
    return Promise.resolve(ok(undefined));
  }

  async commit({ line, previous }: { line: Uint8Array; previous: string }): ReturnType<Journal['commit']> {
    const { hash } = await this.head();
    if (hash !== previous) return err({ kind: 'journalMoved', expected: previous, found: hash });
    for (const [payload, bytes] of this.pending!) this.frames.set(payload, bytes);
    this.pending = undefined;
    this.lines.push(line.slice());
    return ok(await this.head());
  }

  async write({ frames, ...entry }: Parameters<Journal['write']>[0]): ReturnType<Journal['write']> {
    await this.begin();
    for (const frame of frames) await this.append(frame);
    return this.commit(entry);
  }

  abort(): Promise<undefined> {
    this.pending = undefined;
    return Promise.resolve(undefined);
  }

  checkpoint(): ReturnType<Journal['checkpoint']> {
    return Promise.resolve(ok(null));
  }

  erase(): ReturnType<Journal['erase']> {
    return Promise.resolve(ok({ segments: 0, backups: 0, removed: [], unreadable: [] }));
  }
}
