// The data worker's front door: takes calls from the page, runs them as cancellable jobs, one write at a time.
import type { EngineCall, EngineReply, EngineRequest, EngineTrouble } from '../../shared/contract/engine.ts';
import { Cancelled } from '../../shared/kernel/job.ts';
import { inForeground } from './background.ts';
import { startEngineCalls } from './engineCalls.ts';
import { connectMachine, MachineError } from './machineClient.ts';
import { Refused } from './refused.ts';
import { startWorkerJob, type WorkerJob } from './workerJob.ts';

const post = (reply: EngineReply): void => self.postMessage(reply);
const jobs = new Map<number, WorkerJob>();
let lastWrite: Promise<unknown> = Promise.resolve();

/** Writes come one after the other, whoever they are from. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const result = lastWrite.then(work, work);
  lastWrite = result;
  return result;
}

const machine = Promise.withResolvers<MessagePort>();
const calls = machine.promise.then((port) => startEngineCalls(connectMachine(port), (version) => post({ kind: 'changed', version }), inTurn));

self.addEventListener('message', (event: MessageEvent<EngineRequest>) => {
  const message = event.data;
  if (message.kind === 'machine') machine.resolve(event.ports[0]!);
  else if (message.kind === 'cancel') jobs.get(message.id)?.cancel();
  else void run(message.id, message.call, message.request);
});

async function run(id: number, call: EngineCall, request: unknown): Promise<void> {
  const job = startWorkerJob((progress) => post({ kind: 'progress', id, progress }));
  jobs.set(id, job);
  try {
    const { handlers, isWrite, refuse } = await calls;
    const start = (): Promise<unknown> => {
      job.throwIfCancelled();
      refuse(call);
      return inForeground(() => Promise.resolve(handlers[call](request as never, job)));
    };
    post({ kind: 'done', id, response: await (isWrite(call) ? inTurn(start) : start()) });
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble === undefined) post({ kind: 'bug', id, message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    else post({ kind: 'trouble', id, trouble });
  } finally {
    jobs.delete(id);
  }
}

function troubleOf(error: unknown): EngineTrouble | undefined {
  if (error instanceof Cancelled) return { kind: 'cancelled' };
  if (error instanceof MachineError) return { kind: 'machine', trouble: error.trouble };
  if (error instanceof Refused) return error.trouble;
  return undefined;
}
