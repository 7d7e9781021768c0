// What is running, wherever one is in the app.
import { useText } from '../i18n/useText.ts';
import { JobProgress } from '../parts/JobProgress.tsx';
import { useJobs } from '../session/jobs.ts';
import { fractionOf, wordJob } from '../session/wordJob.ts';
import { Button } from '../ui/Button.tsx';
import { Pop } from '../ui/Dialog.tsx';

/** A button in the top bar while something runs; opens to progress and Cancel of each. */
export function TaskTray() {
  const words = useText();
  const { t, percent } = words;
  const jobs = useJobs((state) => state.jobs);
  const first = jobs[0];
  if (!first) return null;
  const fraction = fractionOf(first.progress);
  return (
    <Pop
      label={t('app.tasks')}
      button={
        <Button look="quiet" aria-label={t('app.tasksRunning', { count: jobs.length })}>
          <span className="spinner" />
          <span className="truncate">{wordJob(words, first)}</span>
          {fraction !== null && <span className="quiet">{percent(fraction)}</span>}
        </Button>
      }
    >
      <div className="popover-body stack task-list">
        {jobs.map((job) => (
          <JobProgress key={job.id} job={job} />
        ))}
      </div>
    </Pop>
  );
}
