// Loads what was copied in a spreadsheet: tab-separated text.
import { quietJob, type Job } from '../kernel/job.ts';
import type { Result } from '../kernel/result.ts';
import { loadTable, type LoadedTable } from './loadTable.ts';
import type { LoadProblem } from './problem.ts';

/** Text without tabs is taken as a pasted file of any kind. */
export function loadClipboard(text: string, job: Job = quietJob): Promise<Result<LoadedTable, LoadProblem>> {
  const bytes = new TextEncoder().encode(text);
  return loadTable([bytes], text.includes('\t') ? { overrides: { format: 'delimited', delimiter: '\t', encoding: 'utf-8' } } : {}, job);
}
