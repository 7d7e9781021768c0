// The stewardship queue: groups that may be one customer, decided one after another.
import { useNavigate } from '@tanstack/react-router';
import { GitMerge } from 'lucide-react';
import { memo, useCallback } from 'react';
import { useText } from '../../i18n/useText.ts';
import { JobProgress } from '../../parts/JobProgress.tsx';
import { useAsk, useTroubleToast } from '../../session/ask.ts';
import { runJob, useJobs } from '../../session/jobs.ts';
import { LoadButton } from '../../parts/LoadButton.tsx';
import { useReferenceDay } from '../../session/referenceDay.ts';
import { useSession, useWorkspace } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { showToast } from '../../ui/toast.ts';
import { Busy, EmptyState, ErrorState } from '../../ui/States.tsx';
import { duplicatesRoute } from '../../session/routes.ts';
import { troubleOf } from '../../session/troubleOf.ts';
import { Decisions } from './Decisions.tsx';
import { Queue } from './Queue.tsx';
import { RunHeader } from './RunHeader.tsx';
import { useKeptFilters, useQueueFilter } from './useQueueFilter.ts';

const Header = memo(RunHeader);

/** Without a run: one button. With a run: the queue. */
export function DuplicatesScreen() {
  const words = useText();
  const { t } = words;
  const session = useSession();
  const search = duplicatesRoute.useSearch();
  const filter = useQueueFilter(search);
  const { readOnly } = useWorkspace();
  const navigate = useNavigate();
  const say = useTroubleToast();
  const { data: run, error, isPending } = useAsk('match.last', undefined, { keep: true });
  const [on] = useReferenceDay();
  const { data: overview } = useAsk('overview', { today: on }, { enabled: run === null, keep: true });
  const job = useJobs((state) => state.jobs.find((one) => one.kind === 'matching'));

  const { isRestored, keep } = useKeptFilters(search);

  const find = useCallback(() => {
    const findAndShow = async () => {
      try {
        await runJob(session, 'matching', '', 'match.run', { threshold: null });
        keep({});
        void navigate({ to: '/duplicates', search: {} });
      } catch (thrown) {
        if (troubleOf(thrown)?.kind === 'cancelled') showToast(t('job.cancelled'));
        else say(thrown);
      }
    };
    void findAndShow();
  }, [keep, navigate, say, session, t]);

  if (search.view === 'decisions') return <Decisions />;
  if (error) return <ErrorState title={t('error.title')}>{error.message}</ErrorState>;
  if (isPending || !isRestored) return <Busy label={t('ui.loading')} />;
  if (job || !run)
    return (
      <div className="screen">
        <header className="screen-head">
          <h1>{t('duplicates.title')}</h1>
        </header>
        {job ? (
          <div className="state">
            <div className="run-progress">
              <JobProgress job={job} />
            </div>
          </div>
        ) : overview?.rows === 0 ? (
          <EmptyState
            icon={GitMerge}
            title={t('duplicates.noRowsTitle')}
            actions={<LoadButton />}
          >
            {t('duplicates.noRowsBody')}
          </EmptyState>
        ) : (
          <EmptyState
            icon={GitMerge}
            title={t(readOnly ? 'audit.noGroups' : 'duplicates.emptyTitle')}
            actions={
              readOnly ? undefined : (
                <Button look="primary" size="large" icon={GitMerge} onPress={find}>
                  {t('duplicates.run')}
                </Button>
              )
            }
          >
            {t(readOnly ? 'audit.noGroupsBody' : 'duplicates.emptyBody')}
          </EmptyState>
        )}
      </div>
    );
  return (
    <div className="screen">
      <Header run={run} find={find} filter={filter} />
      <Queue run={run} filter={filter} onFilter={keep} />
    </div>
  );
}
