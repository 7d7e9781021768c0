// What can go wrong with the working data, as values that a screen can word.

export type StoreTrouble =
  /** Another window or an older connection holds the database open. */
  | { readonly kind: 'blocked' }
  /** A newer version of the app wrote it; it is left alone. */
  | { readonly kind: 'newerSchema'; readonly found: number }
  /** No room on the disk, or the browser's quota is used up. */
  | { readonly kind: 'full'; readonly detail: string }
  /** The connection ended: closed by us, taken over, or lost. */
  | { readonly kind: 'closed' }
  /** What is there is not what was written; to be rebuilt from the folder. */
  | { readonly kind: 'damaged'; readonly what: string; readonly detail: string }
  /** The transaction was given up; nothing of it was written. */
  | { readonly kind: 'aborted'; readonly detail: string }
  /** Anything else that the database says. */
  | { readonly kind: 'unavailable'; readonly name: string; readonly detail: string };

/** Thrown inside a reading transaction to leave it; caught by `troubleOf`. */
export class Damage extends Error {
  readonly what: string;

  constructor(what: string, detail: string) {
    super(detail);
    this.name = 'Damage';
    this.what = what;
  }
}

/** Names what the database threw. A bug of ours (TypeError and the like) is thrown on. */
export function troubleOf(error: unknown): StoreTrouble {
  if (error instanceof Damage) return { kind: 'damaged', what: error.what, detail: error.message };
  if (!isNamed(error)) throw error;
  const detail = error.message;
  switch (error.name) {
    case 'QuotaExceededError':
      return { kind: 'full', detail };
    case 'AbortError':
      // Dexie wraps the cause of an abort; a full disk often shows up only there.
      return isNamed(error.inner) && error.inner.name === 'QuotaExceededError' ? { kind: 'full', detail } : { kind: 'aborted', detail };
    case 'DatabaseClosedError':
    case 'InvalidStateError':
      return { kind: 'closed' };
    case 'TypeError':
    case 'RangeError':
    case 'ReferenceError':
    case 'SyntaxError':
      throw error;
    case 'DataError':
    case 'NotFoundError':
    case 'NotReadableError':
      return { kind: 'damaged', what: 'database', detail };
    default:
      return { kind: 'unavailable', name: error.name, detail };
  }
}

type Named = { readonly name: string; readonly message: string; readonly inner?: unknown };

function isNamed(error: unknown): error is Named {
  return typeof error === 'object' && error !== null && 'name' in error && typeof error.name === 'string';
}
