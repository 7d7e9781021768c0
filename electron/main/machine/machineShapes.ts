// What each request of the data worker must look like before anything is done for it.
import * as z from 'zod';
import { languages } from '../../../shared/contract/desktop.ts';
import type { MachineCall, MachineCalls } from '../../../shared/contract/machine.ts';
import { maxBodyBytes } from '../../../shared/log/frame.ts';

/** The contract lets one message carry this much. */
export const largestMessageBytes = 16 * 1024 * 1024;

const token = z.string().min(1).max(64);
const count = z.int().min(0);
const bytes = z.instanceof(Uint8Array).refine((value) => value.byteLength <= largestMessageBytes, 'too many bytes');
/** Frames are cut to fit a message; a single item may be longer, up to what a reader takes. */
const frame = z.instanceof(Uint8Array).refine((value) => value.byteLength <= maxBodyBytes, 'too many bytes');
const nothing = z.undefined();
const payload = z.string().min(1).max(200);

const inFolder = { folder: token, name: z.string().min(1).max(255) };
const toTarget = { target: token };
const document = z.strictObject({
  title: z.string().max(500),
  language: z.enum(languages),
  body: z.string().max(largestMessageBytes),
  style: z.string().max(200_000),
  footer: z.string().max(500),
});

const begun = { neededBytes: z.number().min(0), mayUseBallast: z.boolean().optional() };
const committed = { line: bytes, previous: z.string().regex(/^[0-9a-f]{64}$/), rows: count };

const shapes: Record<MachineCall, z.ZodType> = {
  'file.stat': z.strictObject({ token }),
  'file.read': z.strictObject({ token, offset: count, length: count.max(largestMessageBytes) }),
  'journal.info': nothing,
  'journal.head': nothing,
  'journal.entries': z.strictObject({ from: count }),
  'journal.frame': z.strictObject({ payload }),
  'journal.begin': z.strictObject(begun),
  'journal.append': z.strictObject({ payload, bytes: frame }),
  'journal.commit': z.strictObject(committed),
  'journal.write': z.strictObject({ ...begun, ...committed, frames: z.array(z.strictObject({ payload, bytes: frame })).max(1) }),
  'journal.abort': nothing,
  'journal.checkpoint': nothing,
  'journal.erase': nothing,
  'record.list': nothing,
  'record.verifier': nothing,
  'form.page': nothing,
  'record.read': z.strictObject({ name: z.string().max(64), offset: count, length: count.max(largestMessageBytes) }),
  'workingData.destroy': nothing,
  'output.create': z.union([z.strictObject(inFolder), z.strictObject(toTarget)]),
  'output.write': z.strictObject({ output: count, bytes }),
  'output.commit': z.strictObject({ output: count }),
  'output.abort': z.strictObject({ output: count }),
  'output.print': z.union([z.strictObject({ ...inFolder, document }), z.strictObject({ ...toTarget, document })]),
};
const envelope = z.strictObject({ id: count, call: z.string().max(64), request: z.unknown() });

export type CheckedRequest = { [Name in MachineCall]: { readonly id: number; readonly call: Name; readonly request: MachineCalls[Name]['request'] } }[MachineCall];

/** The request, or the id to answer to (null where even that is missing) with the reason. */
export function checkMachineRequest(message: unknown): CheckedRequest | { readonly id: number | null; readonly bug: string } {
  const opened = envelope.safeParse(message);
  if (!opened.success) return { id: null, bug: 'malformed message' };
  const { id, call, request } = opened.data;
  const shape = Object.hasOwn(shapes, call) ? shapes[call as MachineCall] : undefined;
  if (!shape) return { id, bug: `unknown call ${call}` };
  const checked = shape.safeParse(request);
  if (!checked.success) return { id, bug: `malformed request ${call}: ${checked.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join(', ')}` };
  // The shapes above mirror the contract; a test compares their names, the compiler can't compare refinements.
  return { id, call, request: checked.data } as CheckedRequest;
}
