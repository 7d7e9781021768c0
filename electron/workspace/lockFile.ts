// Lets one program at a time write to a workspace folder: a lock file that names its holder and outlives no restart.
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import { codeOf, join, readIfThere, writeWhole, type Files } from './files.ts';
import { layout } from './layout.ts';

/** Who holds or wants the lock. */
export type Holder = {
  readonly pid: number;
  /** Changes with every start of the machine. */
  readonly boot: string;
  readonly host: string;
  /** Tells this process from a later one with the same pid; '' where the system does not say. */
  readonly started: string;
};

export interface Machine {
  readonly self: Holder;
  /** Whether this machine still runs that process. */
  isRunning(holder: Holder): boolean;
}

export type Lock = { release(): Promise<void> };

/**
 * Takes the lock, from a holder that is gone too. A stale lock is never moved or overwritten, because two starters
 * could both do so: its successor is a file named after its content, which only one of them can create, and so on.
 * The last file of that chain is the lock.
 * @returns the present holder where somebody has it
 */
export async function takeLock(files: Files, folder: string, machine: Machine): Promise<Lock | { readonly heldBy: Holder }> {
  const content = new TextEncoder().encode(JSON.stringify({ ...machine.self, token: randomUUID() }));
  for (let attempt = 0; attempt < 5; attempt++) {
    const chain: Link[] = [];
    for (let name: string = layout.lock; ; ) {
      if (await tryCreate(files, folder, name, content)) {
        if (!(await isUnchanged(files, folder, chain))) {
          // The whole chain was let go meanwhile, and its place may be taken.
          await files.remove(join(folder, name));
          break;
        }
        return { release: () => release(files, folder, [...chain, { name, content }]) };
      }
      const found = await readSettled(files, join(folder, name));
      if (found === undefined) break;
      const holder = parseHolder(found);
      if (holder !== undefined && isHeld(holder, machine)) return { heldBy: holder };
      chain.push({ name, content: found });
      name = `${layout.lock}.${createHash('sha256').update(found).digest('hex').slice(0, 16)}`;
    }
  }
  return { heldBy: { pid: 0, boot: '', host: '', started: '' } };
}

type Link = { readonly name: string; readonly content: Uint8Array };

async function isUnchanged(files: Files, folder: string, chain: readonly Link[]): Promise<boolean> {
  for (const { name, content } of chain) {
    const bytes = await readIfThere(files, join(folder, name));
    if (bytes === undefined || !Buffer.from(bytes).equals(Buffer.from(content))) return false;
  }
  return true;
}

/** A lock that cannot be read may be one that is being written: it gets a moment. */
async function readSettled(files: Files, path: string): Promise<Uint8Array | undefined> {
  const bytes = await readIfThere(files, path);
  if (bytes === undefined || parseHolder(bytes) !== undefined) return bytes;
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  return readIfThere(files, path);
}
const settleMs = 200;

function isHeld(holder: Holder, machine: Machine): boolean {
  if (isSameBoot(holder.boot, machine.self.boot)) return machine.isRunning(holder);
  // Another start of this machine cannot run any more; of another machine we cannot know.
  return holder.host !== machine.self.host;
}

function isSameBoot(left: string, right: string): boolean {
  if (left === right) return true;
  const [leftTurn, rightTurn] = [left, right].map((boot) => (boot.startsWith(computedBoot) ? Number(boot.slice(computedBoot.length)) : Number.NaN));
  return Math.abs((leftTurn ?? Number.NaN) - (rightTurn ?? Number.NaN)) <= 1;
}
const computedBoot = 'boot-';

/** Creates the file with its content in one step where the disk has links, so that nobody reads half of it. */
async function tryCreate(files: Files, folder: string, name: string, content: Uint8Array): Promise<boolean> {
  const path = join(folder, name);
  if ((await files.stat(path)) !== undefined) return false;
  const temporary = `${path}.${randomUUID()}.tmp`;
  await writeWhole(files, temporary, content);
  try {
    await files.link(temporary, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    return await createAndWrite(files, path, content);
  } finally {
    await files.remove(temporary);
  }
}

async function createAndWrite(files: Files, path: string, content: Uint8Array): Promise<boolean> {
  try {
    const file = await files.open(path, 'create');
    try {
      await file.write(content, 0);
      await file.sync();
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** The first file goes first: whoever comes now begins a new chain, and sees that the old one is not there any more. */
async function release(files: Files, folder: string, chain: readonly Link[]): Promise<void> {
  if (!(await isUnchanged(files, folder, chain))) return;
  for (const { name } of chain) await files.remove(join(folder, name));
}

function parseHolder(bytes: Uint8Array): Holder | undefined {
  try {
    const { pid, boot, host, started } = JSON.parse(new TextDecoder().decode(bytes)) as Partial<Holder>;
    return typeof pid === 'number' && typeof boot === 'string' && typeof host === 'string' ? { pid, boot, host, started: started ?? '' } : undefined;
  } catch {
    return undefined;
  }
}

/** This process on this machine. */
export function thisMachine(): Machine {
  const self: Holder = { pid: process.pid, boot: bootId(), host: hostname(), started: startOf(process.pid) };
  return {
    self,
    isRunning: (holder) => {
      if (holder.pid === process.pid) return holder.started === self.started;
      try {
        process.kill(holder.pid, 0);
      } catch (error) {
        if (codeOf(error) === 'ESRCH') return false;
      }
      return holder.started === '' || startOf(holder.pid) === '' || holder.started === startOf(holder.pid);
    },
  };
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    // The moment of the start, to five minutes: the two clocks drift against each other.
    return `${computedBoot}${Math.round((Date.now() - uptime() * 1000) / 300_000)}`;
  }
}

/** Field 22 of /proc/PID/stat, counted behind the program's name, which may hold spaces. */
function startOf(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
