// The page's end of the line to the data worker: calls, progress, cancelling, news of changes.
import type { EngineCall, EngineCalls, EngineClient, EngineReply, EngineRequest, EngineTrouble } from '../../shared/contract/engine.ts';
import { machinePortMessage, type Desktop } from '../../shared/contract/desktop.ts';
import type { Progress } from '../../shared/kernel/job.ts';

/** Expected trouble that a call ended in; screens word it by `trouble.kind`. */
export class EngineError extends Error {
  readonly trouble: EngineTrouble;
  constructor(trouble: EngineTrouble) {
    super(trouble.kind);
    this.name = 'EngineError';
    this.trouble = trouble;
  }
}

type Waiting = {
  readonly resolve: (response: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: ((progress: Progress) => void) | undefined;
};

/** Starts the data worker and connects it to the machine. One per window. */
export function startEngine(desktop: Desktop): EngineClient {
  const worker = new Worker(new URL('./dataWorker.ts', import.meta.url), { type: 'module', name: 'data' });
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<(version: number) => void>();
  let lastId = 0;
  const send = (request: EngineRequest, transfer: Transferable[] = []): void => worker.postMessage(request, transfer);

  addEventListener('message', (event: MessageEvent<unknown>) => {
    const port = event.ports[0];
    if (event.source !== window || event.data !== machinePortMessage || port === undefined) return;
    send({ kind: 'machine' }, [port]);
  });
  desktop.connectMachine();

  worker.addEventListener('message', (event: MessageEvent<EngineReply>) => {
    const reply = event.data;
    if (reply.kind === 'changed') {
      for (const listener of listeners) listener(reply.version);
      return;
    }
    const call = waiting.get(reply.id);
    if (call === undefined) return;
    if (reply.kind === 'progress') {
      call.onProgress?.(reply.progress);
      return;
    }
    waiting.delete(reply.id);
    if (reply.kind === 'done') call.resolve(reply.response);
    else if (reply.kind === 'trouble') call.reject(new EngineError(reply.trouble));
    else call.reject(new Error(reply.message));
  });
  worker.addEventListener('error', (event) => {
    const error = new Error(event.message || 'the data worker stopped');
    for (const call of waiting.values()) call.reject(error);
    waiting.clear();
  });

  return {
    call: <Name extends EngineCall>(
      name: Name,
      request: EngineCalls[Name]['request'],
      options: { readonly onProgress?: (progress: Progress) => void; readonly signal?: AbortSignal } = {},
    ) =>
      new Promise<EngineCalls[Name]['response']>((resolve, reject) => {
        const id = ++lastId;
        waiting.set(id, { resolve: (response) => resolve(response as EngineCalls[Name]['response']), reject, onProgress: options.onProgress });
        options.signal?.addEventListener('abort', () => send({ kind: 'cancel', id }), { once: true });
        send({ kind: 'call', id, call: name, request });
      }),
    onChanged: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
