// Ends every switch over a closed union, so that a new member is a compile error.

/** @throws Error always: reaching it is a bug. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
