// A line of a test's or a bench's own to the page's data worker: the worker is caught when the page asks it something, so the product needs no hook.
import type { Page } from '@playwright/test';

export type EngineLine = {
  /** Resolves once the page has asked its worker something, and the line is there. */
  readonly ready: () => Promise<void>;
  readonly call: (name: string, request: unknown) => Promise<unknown>;
  /** Milliseconds from the question to the answer, on the page's own clock. */
  readonly time: (name: string, request: unknown) => Promise<number>;
  readonly desktop: (name: string, request: unknown) => Promise<unknown>;
  /** From now on, notes how long the page's main thread is blocked: until the next of the timers that follow one another, or by one long task. */
  readonly watchBlocks: () => Promise<void>;
  readonly longestBlockMs: () => Promise<number>;
};

type Bench = {
  readonly ask: (name: string, request: unknown) => Promise<{ response: unknown; elapsedMs: number }>;
  longestBlockMs: number;
  /** Which watch is the last one: an earlier one ends by itself. */
  watch: number;
};
type BenchWindow = { readonly desktop: { call(name: string, request: unknown): Promise<unknown> }; bench?: Bench };

export async function connectEngine(page: Page): Promise<EngineLine> {
  await page.evaluate(() => {
    const here = globalThis as unknown as BenchWindow;
    // oxlint-disable-next-line typescript/unbound-method -- it is called with the worker that it is called on
    const post = Worker.prototype.postMessage as (this: Worker, message: unknown, more?: unknown) => void;
    const connect = (worker: Worker): Bench => {
      let last = 1_000_000_000;
      const ask: Bench['ask'] = (name, request) =>
        new Promise((resolve, reject) => {
          const id = ++last;
          const askedAt = performance.now();
          const listen = ({ data }: MessageEvent<{ id?: number; kind: string; response?: unknown }>): void => {
            if (data.id !== id || data.kind === 'progress') return;
            worker.removeEventListener('message', listen);
            if (data.kind === 'done') resolve({ response: data.response, elapsedMs: performance.now() - askedAt });
            else reject(new Error(JSON.stringify(data)));
          };
          worker.addEventListener('message', listen);
          post.call(worker, { kind: 'call', id, call: name, request });
        });
      return { ask, longestBlockMs: 0, watch: 0 };
    };
    Worker.prototype.postMessage = function (this: Worker, message: unknown, more?: unknown) {
      if ((message as { kind?: unknown }).kind === 'call') here.bench ??= connect(this);
      return more === undefined ? post.call(this, message) : post.call(this, message, more);
    };
  });
  const ask = (name: string, request: unknown): ReturnType<Bench['ask']> =>
    page.evaluate(([asked, given]) => (globalThis as unknown as BenchWindow).bench!.ask(asked as string, given), [name, request] as const);
  return {
    ready: async () => {
      await page.waitForFunction(() => (globalThis as unknown as BenchWindow).bench !== undefined);
    },
    call: async (name, request) => (await ask(name, request)).response,
    // The answer itself stays in the page: carrying it over would be measured too.
    time: (name, request) => page.evaluate(async ([asked, given]) => (await (globalThis as unknown as BenchWindow).bench!.ask(asked as string, given)).elapsedMs, [name, request] as const),
    desktop: (name, request) => page.evaluate(([asked, given]) => (globalThis as unknown as BenchWindow).desktop.call(asked as string, given), [name, request] as const),
    watchBlocks: () =>
      page.evaluate(() => {
        const bench = (globalThis as unknown as BenchWindow).bench!;
        bench.longestBlockMs = 0;
        const watch = ++bench.watch;
        const observer = new PerformanceObserver((list) => {
          for (const { duration } of list.getEntries()) bench.longestBlockMs = Math.max(bench.longestBlockMs, duration);
        });
        observer.observe({ entryTypes: ['longtask'] });
        // Long tasks are told from 50 ms on; what is shorter shows in how late a timer is.
        const everyMs = 5;
        let last = performance.now();
        const look = (): void => {
          const now = performance.now();
          bench.longestBlockMs = Math.max(bench.longestBlockMs, now - last - everyMs);
          last = now;
          if (bench.watch === watch) setTimeout(look, everyMs);
          else observer.disconnect();
        };
        setTimeout(look, everyMs);
      }),
    longestBlockMs: () =>
      page.evaluate(() => {
        const bench = (globalThis as unknown as BenchWindow).bench!;
        bench.watch++;
        return bench.longestBlockMs;
      }),
  };
}
