// What each request of the page must look like before anything is done for it.
import * as z from 'zod';
import type { DesktopCall, DesktopCalls } from '../../../shared/contract/desktop.ts';
import { isPlainName } from '../../workspace/Outputs.ts';
import { settingsShape } from './settingsFile.ts';

const token = z.string().min(1).max(64);
const nothing = z.undefined();

const shapes: Record<DesktopCall, z.ZodType> = {
  'app.info': nothing,
  'settings.read': nothing,
  'settings.write': settingsShape.partial().strict(),
  'workspace.recent': nothing,
  'workspace.forget': z.strictObject({ token }),
  'workspace.create': z.strictObject({ title: z.string().trim().min(1).max(120) }),
  'workspace.pick': z.strictObject({ readOnly: z.boolean() }),
  'workspace.open': z.strictObject({ token, readOnly: z.boolean() }),
  'workspace.close': nothing,
  'backups.state': z.strictObject({ token: token.nullable() }),
  'backups.make': nothing,
  'backups.copy': nothing,
  'backups.restore': z.strictObject({ token: token.nullable(), name: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ$/) }),
  'files.pick': z.strictObject({ purpose: z.enum(['load', 'recipe', 'reference', 'receipt', 'bundle']), multiple: z.boolean() }),
  'files.sample': nothing,
  'files.save': z.strictObject({ name: z.string().min(1).max(200).refine(isPlainName) }),
  'files.paste': nothing,
  'watch.list': nothing,
  'watch.add': nothing,
  'watch.remove': z.strictObject({ id: token }),
  'watch.settle': z.strictObject({ token }),
  'folders.pick': z.strictObject({ purpose: z.enum(['export']) }),
  'folders.show': z.strictObject({ token }),
  'window.progress': z.strictObject({ fraction: z.number().min(0).max(1).nullable() }),
  'window.notify': z.strictObject({ title: z.string().max(200), body: z.string().max(2_000) }),
  'window.busy': z.strictObject({ busy: z.boolean() }),
};

export type CheckedCall = { [Name in DesktopCall]: { readonly name: Name; readonly request: DesktopCalls[Name]['request'] } }[DesktopCall];

/** Throws where the page asks for something that is not in the contract: that is a bug, or somebody else's script. */
export function checkDesktopCall(name: unknown, request: unknown): CheckedCall {
  const shape = typeof name === 'string' && Object.hasOwn(shapes, name) ? shapes[name as DesktopCall] : undefined;
  if (!shape) throw new Error('Unknown call.');
  const checked = shape.safeParse(request);
  if (!checked.success) throw new Error(`Malformed request ${String(name)}.`);
  // The shapes above mirror the contract; a test compares their names, the compiler can't compare refinements.
  return { name, request: checked.data } as CheckedCall;
}
