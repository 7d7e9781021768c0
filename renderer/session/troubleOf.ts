// Tells expected trouble of the engine from bugs.
import type { EngineTrouble } from '../../shared/contract/engine.ts';

/** What an engine call may end in, told apart from bugs; null for a bug. */
export function troubleOf(error: unknown): EngineTrouble | null {
  if (typeof error !== 'object' || error === null) return null;
  const carried = 'trouble' in error ? error.trouble : error;
  return typeof carried === 'object' && carried !== null && 'kind' in carried && typeof carried.kind === 'string' ? (carried as EngineTrouble) : null;
}
