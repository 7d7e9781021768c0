// Lets one program at a time write to a workspace folder: a lock file that names its holder and outlives no restart.
import { readFileSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import { codeOf, join, readIfThere, type Files } from './files.ts';
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

/** Takes the lock, from a holder that is gone too. @returns the present holder where somebody has it */
export async function takeLock(files: Files, folder: string, machine: Machine): Promise<Lock | { readonly heldBy: Holder }> {
  const path = join(folder, layout.lock);
  for (let attempt = 0; attempt < 3; attempt++) {
    if (await tryCreate(files, path, machine.self)) return { release: () => release(files, path, machine.self) };
    const bytes = await readIfThere(files, path);
    if (bytes === undefined) continue;
    const holder = parseHolder(bytes);
    if (holder !== undefined && isHeld(holder, machine)) return { heldBy: holder };
    // Renamed before it is removed: of two starters that both saw the old lock only one gets it under the new name.
    const aside = `${path}.${machine.self.pid}.old`;
    try {
      await files.rename(path, aside);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') continue;
      throw error;
    }
    const taken = await readIfThere(files, aside);
    const now = taken === undefined ? undefined : parseHolder(taken);
    if (now !== undefined && isHeld(now, machine)) {
      await files.link(aside, path).catch(() => undefined);
      await files.remove(aside);
      return { heldBy: now };
    }
    await files.remove(aside);
  }
  return { heldBy: { pid: 0, boot: '', host: '', started: '' } };
}

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

async function tryCreate(files: Files, path: string, self: Holder): Promise<boolean> {
  try {
    const file = await files.open(path, 'create');
    try {
      await file.write(new TextEncoder().encode(JSON.stringify(self)), 0);
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

async function release(files: Files, path: string, self: Holder): Promise<void> {
  const bytes = await readIfThere(files, path);
  const holder = bytes === undefined ? undefined : parseHolder(bytes);
  if (holder?.pid === self.pid && holder.boot === self.boot) await files.remove(path);
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
