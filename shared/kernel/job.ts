// What long work is handed: a way to report progress and to learn that it was cancelled.

export type Progress = {
  /** A word that the texts of the interface translate. */
  readonly stage: string;
  /** Units done and in all; `total` is 0 while unknown. */
  readonly done: number;
  readonly total: number;
  /** What the units are: rows, bytes, pairs, entries. */
  readonly unit: 'rows' | 'bytes' | 'pairs' | 'entries' | 'groups' | 'steps';
  /** Rows met so far, where the units are bytes of a file of rows. */
  readonly rows?: number;
};

export interface Job {
  report(progress: Progress): void;
  /** Resolves after letting queued messages in; throws `Cancelled` once cancelled. Await it often. */
  breathe(): Promise<void>;
  /** Throws `Cancelled` once cancelled; for loops that cannot await. */
  throwIfCancelled(): void;
}

/** Thrown to leave cancelled work; the only exception that is not a bug. */
export class Cancelled extends Error {
  constructor() {
    super('cancelled');
    this.name = 'Cancelled';
  }
}

/** For tests and callers that want neither progress nor cancelling. */
export const quietJob: Job = {
  report: () => undefined,
  breathe: () => Promise.resolve(),
  throwIfCancelled: () => undefined,
};
