// The memory of the app's renderer process, its workers included, as the system counts it.
import { readFileSync } from 'node:fs';
import type { ElectronApplication } from '@playwright/test';

/** Looks ten times a second until stopped; answers with the largest resident size in MB. Files that are mapped are not counted where the system tells. */
export function watchMemory(electron: ElectronApplication): { stop: () => Promise<number> } {
  let largestMb = 0;
  const ended = new AbortController();
  const watched = (async () => {
    const pid = await electron.evaluate(({ app }) => app.getAppMetrics().find((metric) => metric.type === 'Tab')?.pid ?? 0);
    do {
      largestMb = Math.max(largestMb, residentMb(pid) ?? (await electron.evaluate(({ app }) => (app.getAppMetrics().find((metric) => metric.type === 'Tab')?.memory.workingSetSize ?? 0) / 1024)));
      await new Promise((done) => setTimeout(done, 100));
    } while (!ended.signal.aborted);
  })();
  return {
    stop: async () => {
      ended.abort();
      await watched;
      return largestMb;
    },
  };
}

/** Anonymous and shared memory of a process; undefined where the system has no /proc. */
function residentMb(pid: number): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kb = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
    return (kb('RssAnon') + kb('RssShmem')) / 1024;
  } catch {
    return undefined;
  }
}
