// Says how much of a work's time is spent in certain functions, by the engine's own profile of one run.
import { Session } from 'node:inspector/promises';

export type Share<Kind extends string> = {
  /** Milliseconds of the whole work. */
  readonly elapsedMs: number;
  /** Of them in functions of a kind and in what these call. */
  readonly ms: Readonly<Record<Kind, number>>;
};

/** @param kindOf of a function by its file and name, '(idle)' among them; null for what counts as its caller does */
export async function timeIn<Kind extends string>(kinds: readonly Kind[], kindOf: (url: string, name: string) => Kind | null, work: () => Promise<unknown>): Promise<Share<Kind>> {
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
  const inside = new Map<Kind, number>();
  let collecting = 0;
  const walk = (id: number, within: Kind | null): void => {
    const { callFrame, children } = byId.get(id)!;
    const kind = kindOf(callFrame.url, callFrame.functionName) ?? within;
    const microseconds = own.get(id) ?? 0;
    if (callFrame.functionName === '(garbage collector)') collecting += microseconds;
    else if (kind !== null) inside.set(kind, (inside.get(kind) ?? 0) + microseconds);
    for (const child of children ?? []) walk(child, kind);
  };
  walk(profile.nodes[0]!.id, null);
  // Collecting garbage is shared out as the rest is.
  const scale = all === collecting ? 0 : elapsedMs / (all - collecting);
  return { elapsedMs, ms: Object.fromEntries(kinds.map((kind) => [kind, scale * (inside.get(kind) ?? 0)])) as Record<Kind, number> };
}
