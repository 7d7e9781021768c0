// What every bench script shares: its arguments, its stopwatch and its report.
//
// A bench script is run as `node build/bench/NAME.ts FILE.csv [--json]` on a file of the generator, measures some
// works and ends with `finish`. With --json only one JSON object goes to the standard output; build/bench/main.ts
// collects those of all scripts.
import { parseArgs } from 'node:util';

export type BenchLine = {
  readonly work: string;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly note: string;
};

export type BenchReport = { readonly file: string; readonly rows: number; readonly lines: readonly BenchLine[] };

export type Bench = {
  readonly file: string;
  /** Runs a work several times; a number or text that it gives is noted beside the times. */
  measure<T>(work: string, runs: number, run: (turn: number) => T | Promise<T>): Promise<T>;
  /** Puts down what was measured otherwise. */
  note(work: string, ms: number, note: string): void;
  /** Prints the report. */
  finish(rows: number): void;
};

/** Reads the arguments; leaves the program where the file is missing. */
export function startBench(name: string): Bench {
  const { values, positionals } = parseArgs({ options: { json: { type: 'boolean' } }, allowPositionals: true });
  const file = positionals[0];
  if (file === undefined) {
    process.stderr.write(`usage: node build/bench/${name}.ts FILE.csv [--json]\n`);
    process.exit(2);
  }
  const lines: BenchLine[] = [];
  const put = (line: BenchLine): void => {
    lines.push(line);
    if (values.json !== true) process.stdout.write(`${lineText(line)}\n`);
  };
  return {
    file,
    async measure(work, runs, run) {
      const times: number[] = [];
      let result: Awaited<ReturnType<typeof run>> | undefined;
      for (let turn = 0; turn < runs; turn++) {
        const from = process.hrtime.bigint();
        result = await run(turn);
        times.push(Number(process.hrtime.bigint() - from) / 1e6);
      }
      times.sort((left, right) => left - right);
      const note = typeof result === 'number' || typeof result === 'string' ? String(result) : '';
      put({ work, medianMs: times[Math.floor(runs / 2)]!, p95Ms: times[Math.min(runs - 1, Math.floor(runs * 0.95))]!, note });
      return result as Awaited<ReturnType<typeof run>>;
    },
    note: (work, ms, note) => put({ work, medianMs: ms, p95Ms: ms, note }),
    finish(rows) {
      if (values.json === true) process.stdout.write(`${JSON.stringify({ file, rows, lines } satisfies BenchReport, undefined, 2)}\n`);
    },
  };
}

/** One line of the table that people read. */
export function lineText({ work, medianMs, p95Ms, note }: BenchLine): string {
  return `${work.padEnd(56)} ${medianMs.toFixed(1).padStart(10)} ${p95Ms.toFixed(1).padStart(10)}  ${note}`;
}
