// Carries expected trouble out of a call of the engine; the front door turns it into a reply.
import type { EngineTrouble } from '../../shared/contract/engine.ts';
import type { MachineTrouble } from '../../shared/contract/machine.ts';
import type { Result } from '../../shared/kernel/result.ts';

export class Refused extends Error {
  readonly trouble: EngineTrouble;
  constructor(trouble: EngineTrouble) {
    super(trouble.kind);
    this.name = 'Refused';
    this.trouble = trouble;
  }
}

/** The value, or the trouble as the end of the call. */
export function accept<T>(result: Result<T, EngineTrouble>): T {
  if (!result.ok) throw new Refused(result.error);
  return result.value;
}

/** The value, or the machine's trouble as the end of the call. */
export function acceptMachine<T>(result: Result<T, MachineTrouble>): T {
  if (!result.ok) throw new Refused({ kind: 'machine', trouble: result.error });
  return result.value;
}
