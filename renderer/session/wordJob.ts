// Says in words what a job is doing and how far it has come.
import type { Progress } from '../../shared/kernel/job.ts';
import type { TextKey } from '../i18n/index.ts';
import type { Words } from '../i18n/useText.ts';
import type { RunningJob } from './jobs.ts';

/** The job's name with its subject. */
export function wordJob({ t }: Words, job: Pick<RunningJob, 'kind' | 'subject'>): string {
  return t(`job.${job.kind}`, { subject: job.subject });
}

/** "Reading · 84 MB of 170 MB · 512,000 rows · 98,000 rows/s". */
export function wordProgress({ t, has, bytes }: Words, progress: Progress | null, rowsPerSecond: number | null = null): string {
  if (!progress) return t('job.starting');
  const stage = has(`job.stage.${progress.stage}`) ? t(`job.stage.${progress.stage}` as TextKey) : '';
  const isBytes = progress.unit === 'bytes';
  const counts = { done: isBytes ? bytes(progress.done) : progress.done, total: isBytes ? bytes(progress.total) : progress.total };
  const counted = progress.total > 0 ? t(`job.units.${progress.unit}`, counts) : t(`job.counted.${progress.unit}`, counts);
  const rows = progress.rows ? [t('job.counted.rows', { done: progress.rows })] : [];
  const speed = rowsPerSecond === null ? [] : [t('job.rowsPerSecond', { rows: Number(rowsPerSecond.toPrecision(2)) })];
  return [...(stage === '' ? [] : [stage]), counted, ...rows, ...speed].join(' · ');
}

/** 0 to 1, or null while the total is unknown. */
export function fractionOf(progress: Progress | null): number | null {
  return progress && progress.total > 0 ? Math.min(1, progress.done / progress.total) : null;
}
