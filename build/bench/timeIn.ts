// Says how much of a work's time is spent in certain files and waiting, by the engine's own profile of one run.
import { Session } from 'node:inspector/promises';

export type Share = {
  /** Milliseconds of the whole work. */
  readonly elapsedMs: number;
  /** Of them in functions of those files and in what these call; and idle, waiting for the disk, where that counts. */
  readonly insideMs: number;
};

/** @param isInside says of a function's file whether its time counts, with the name of the function; of '(idle)' as well */
export async function timeIn(isInside: (url: string, name: string) => boolean, work: () => Promise<unknown>): Promise<Share> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 500 });
  await session.post('Profiler.start');
  const from = performance.now();
  await work();
  const elapsedMs = performance.now() - from;
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  const own = new Map<number, number>();
  let all = 0;
  for (const [index, id] of (profile.samples ?? []).entries()) {
    const microseconds = profile.timeDeltas?.[index] ?? 0;
    own.set(id, (own.get(id) ?? 0) + microseconds);
    all += microseconds;
  }
  const byId = new Map(profile.nodes.map((node) => [node.id, node]));
  let inside = 0;
  let collecting = 0;
  const walk = (id: number, within: boolean): void => {
    const { callFrame, children } = byId.get(id)!;
    const counts = within || isInside(callFrame.url, callFrame.functionName);
    if (callFrame.functionName === '(garbage collector)') collecting += own.get(id) ?? 0;
    else if (counts) inside += own.get(id) ?? 0;
    for (const child of children ?? []) walk(child, counts);
  };
  walk(profile.nodes[0]!.id, false);
  // Collecting garbage is shared out as the rest is.
  return { elapsedMs, insideMs: elapsedMs * (all === collecting ? 0 : inside / (all - collecting)) };
}
