// How far a running job is, with what remains and a way to cancel: in place, or as a dialog of its own.
import { useText } from '../i18n/useText.ts';
import type { RunningJob } from '../session/jobs.ts';
import { fractionOf, wordJob, wordProgress } from '../session/wordJob.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Progress } from '../ui/Progress.tsx';

/** @param label what is being done, where it is not said by the kind of the job */
export function JobProgress({ job, label }: { job: RunningJob; label?: string }) {
  const words = useText();
  return <Progress label={label ?? wordJob(words, job)} fraction={fractionOf(job.progress)} detail={wordProgress(words, job.progress, job.rowsPerSecond)} remainingMs={job.remainingMs} onCancel={job.cancel} isCancelling={job.isCancelling} />;
}

/** Stays until the job has ended or is cancelled. */
export function JobDialog({ title, job, label }: { title: string; job: RunningJob; label: string }) {
  return (
    <Dialog title={title} isOpen onClose={() => undefined} isDismissable={false} size="medium">
      <JobProgress job={job} label={label} />
    </Dialog>
  );
}
