// The journal of the open workspace, asked for over the port to the machine.
import type { Journal } from '../../shared/contract/journal.ts';
import type { MachineCall, MachineCalls, MachineTrouble } from '../../shared/contract/machine.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { MachineError, type Machine } from './machineClient.ts';

export function journalOverPort(machine: Machine): Journal {
  return {
    info: () => machine('journal.info', undefined),
    head: () => machine('journal.head', undefined),
    entries: (request) => machine('journal.entries', request),
    frame: (request) => machine('journal.frame', request),
    begin: (request) => asResult(machine, 'journal.begin', request),
    append: (request) => asResult(machine, 'journal.append', request),
    commit: (request) => asResult(machine, 'journal.commit', request),
    write: (request) => asResult(machine, 'journal.write', request),
    abort: () => machine('journal.abort', undefined),
    erase: () => asResult(machine, 'journal.erase', undefined),
    checkpoint: () => asResult(machine, 'journal.checkpoint', undefined),
  };
}

/** The machine's answer, its expected trouble as a value. */
export async function asResult<Name extends MachineCall>(
  machine: Machine,
  call: Name,
  request: MachineCalls[Name]['request'],
): Promise<Result<MachineCalls[Name]['response'], MachineTrouble>> {
  try {
    return ok(await machine(call, request));
  } catch (error) {
    if (error instanceof MachineError) return err(error.trouble);
    throw error;
  }
}
