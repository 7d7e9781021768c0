// The data worker's end of the line to the machine: one reply for each request, in words of contract/machine.ts.
import type { MachineCall, MachineCalls, MachineReply, MachineTrouble } from '../../shared/contract/machine.ts';

/** Expected trouble of the machine, thrown to the call that asked. */
export class MachineError extends Error {
  readonly trouble: MachineTrouble;
  constructor(trouble: MachineTrouble) {
    super(trouble.kind);
    this.name = 'MachineError';
    this.trouble = trouble;
  }
}

export type Machine = <Name extends MachineCall>(
  call: Name,
  request: MachineCalls[Name]['request'],
) => Promise<MachineCalls[Name]['response']>;

export function connectMachine(port: MessagePort): Machine {
  const waiting = new Map<number, { resolve: (response: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  port.addEventListener('message', (event: MessageEvent<MachineReply>) => {
    const reply = event.data;
    const call = waiting.get(reply.id);
    if (call === undefined) return;
    waiting.delete(reply.id);
    if (reply.ok) call.resolve(reply.response);
    else if ('trouble' in reply) call.reject(new MachineError(reply.trouble));
    else call.reject(new Error(reply.bug));
  });
  port.start();
  return (call, request) =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, { resolve: (response) => resolve(response as never), reject });
      port.postMessage({ id, call, request });
    });
}
