// Opens a line to the machine for a test, in place of the page's own.
import type { Page } from '@playwright/test';
import type { Desktop } from '../../../shared/contract/desktop.ts';
import type { MachineCall, MachineCalls, MachineTrouble } from '../../../shared/contract/machine.ts';

export type MachineAnswer<Name extends MachineCall> = { readonly response?: MachineCalls[Name]['response']; readonly trouble?: MachineTrouble; readonly bug?: string };
type PageWindow = { desktop: Desktop; testMachine?: (call: string, request: unknown) => Promise<object> };

/** @returns how to ask over the line; bytes travel as text between test and page */
export async function openMachineLine(page: Page): Promise<<Name extends MachineCall>(name: Name, request: MachineCalls[Name]['request']) => Promise<MachineAnswer<Name>>> {
  await page.evaluate(async () => {
    const window = globalThis as unknown as PageWindow;
    // oxlint-disable-next-line typescript/unbound-method -- Called with the worker again below.
    const handOver = Worker.prototype.postMessage;
    const port = await new Promise<MessagePort>((found) => {
      // The page hands each new port to its data worker: this one goes to the test.
      Worker.prototype.postMessage = function (message: unknown, transfer: unknown) {
        if ((message as { kind?: unknown } | null)?.kind === 'machine') found((transfer as [MessagePort])[0]);
        else Reflect.apply(handOver, this, [message, transfer]);
      };
      window.desktop.connectMachine();
    });
    Worker.prototype.postMessage = handOver;
    const waiting = new Map<number, (reply: object) => void>();
    let last = 0;
    port.addEventListener('message', (event: MessageEvent<{ id: number }>) => waiting.get(event.data.id)?.(event.data));
    port.start();
    window.testMachine = (name, request) =>
      new Promise((answered) => {
        waiting.set(++last, answered);
        port.postMessage({ id: last, call: name, request });
      });
  });
  return async (name, request) =>
    page.evaluate(
      async ([asked, given]) => {
        const bytesIn = (value: unknown): unknown => (typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, key === 'bytes' || key === 'line' ? new TextEncoder().encode(one as string) : one])) : value);
        const textOut = (value: unknown): unknown => (value instanceof Uint8Array ? new TextDecoder().decode(value) : Array.isArray(value) ? value.map(textOut) : value);
        const { response, ...rest } = (await (globalThis as unknown as PageWindow).testMachine!(asked, bytesIn(given))) as { response?: unknown };
        return { ...rest, ...(response === undefined ? {} : { response: textOut(response) }) };
      },
      [name, request] as const,
    ) as never;
}
