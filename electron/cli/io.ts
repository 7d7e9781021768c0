// What a command may touch of the process around it, so that tests can stand in for it.

export interface Io {
  /** The command's output and nothing else. */
  out(text: string): void;
  /** Words for the person: progress, warnings, reasons. */
  err(text: string): void;
  /** Whether `err` goes to a person's terminal. */
  readonly isTerminal: boolean;
  /** UTC milliseconds. */
  now(): number;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Relative paths in arguments start here. */
  readonly cwd: string;
}

/** @returns the exit code: 0 done, 1 done with findings or refused, 2 wrong call or unreadable input */
export type Command = (args: readonly string[], io: Io) => Promise<number>;

// A reader that closes early, such as head, hears no more; the command ends with the exit code that it would have had.
let isClosed = false;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  isClosed = true;
});

export const processIo: Io = {
  out: (text) => void (isClosed || process.stdout.write(text)),
  err: (text) => void process.stderr.write(text),
  isTerminal: process.stderr.isTTY,
  now: () => Date.now(),
  env: process.env,
  cwd: process.cwd(),
};
