// Loads a whole file into one table; for the command line, for tests and for small files.
import { quietJob, type Job } from '../kernel/job.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Table } from '../table/Table.ts';
import type { LoadProblem, Quarantined } from './problem.ts';
import type { LoadBatch } from './rowCollector.ts';
import { startLoad, type LoadOptions, type LoadReport } from './startLoad.ts';

export type LoadedTable = {
  readonly table: Table;
  /** Physical line where each row starts. */
  readonly lines: Uint32Array;
  readonly quarantined: readonly Quarantined[];
  readonly report: LoadReport;
};

/** @param source the file's bytes in chunks of any size. An error thrown by it becomes a `sourceFailed`. */
export async function loadTable(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: LoadOptions = {},
  job: Job = quietJob,
): Promise<Result<LoadedTable, LoadProblem>> {
  const batches: LoadBatch[] = [];
  const load = startLoad({ ...options, batchRows: Infinity }, (batch) => void batches.push(batch), job);
  const chunks = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  for (;;) {
    let next: IteratorResult<Uint8Array>;
    try {
      next = await chunks.next();
    } catch (error) {
      return err({ kind: 'sourceFailed', message: error instanceof Error ? error.message : String(error) });
    }
    if (next.done === true) break;
    const pushed = await load.push(next.value);
    if (!pushed.ok) return pushed;
  }
  const ended = await load.end();
  if (!ended.ok) return ended;
  const { table, lines, quarantined } = batches[0]!;
  return ok({ table, lines, quarantined, report: ended.value });
}
