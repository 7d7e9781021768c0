// The head of the duplicates screen: what the run found, its threshold, and merging what is almost certain.
import { RotateCw, SlidersHorizontal, Zap } from 'lucide-react';
import { useState } from 'react';
import type { MatchRun } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { useTroubleToast } from '../../session/ask.ts';
import { runJob, useJobs } from '../../session/jobs.ts';
import { useSession, useWorkspace } from '../../session/session.ts';
import { useSettings } from '../../session/settings.ts';
import { useDone } from '../../session/undo.ts';
import { useSingleKey } from '../../session/useSingleKey.ts';
import { wordEntry } from '../../i18n/wordLog.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Note } from '../../ui/States.tsx';
import { RunDetails } from './RunDetails.tsx';

/** Groups whose weakest link reaches this are offered to be merged at once. */
const automaticFrom = 0.99;

/** `find` looks for duplicates anew. */
export function RunHeader({ run, find }: { run: MatchRun; find: () => void }) {
  const words = useText();
  const { t, duration, percent } = words;
  const session = useSession();
  const { readOnly } = useWorkspace();
  const say = useTroubleToast();
  const done = useDone();
  const [shown, setShown] = useState<'details' | 'band' | null>(null);
  const singleKeys = useSettings((state) => state.settings.singleKeys);
  const merging = useJobs((state) => state.jobs.some((job) => job.kind === 'merging'));
  const canMergeBand = run.bands.automatic > 0 && !readOnly && !merging;
  useSingleKey('b', singleKeys && canMergeBand, () => setShown('band'));
  const mergeBand = async () => {
    setShown(null);
    try {
      const line = await runJob(session, 'merging', '', 'decide.band', { band: 'automatic', minProbability: automaticFrom });
      done(wordEntry(words, line), line);
    } catch (error) {
      say(error);
    }
  };
  return (
    <>
      <header className="screen-head">
        <h1>{t('duplicates.title')}</h1>
        <span className="sub">{t('duplicates.runSummary', { groups: run.groups, rows: run.rowsInGroups, time: duration(run.seconds * 1000) })}</span>
        <span className="spring" />
        {run.bands.automatic > 0 && (
          <Button icon={Zap} keys={singleKeys ? 'B' : undefined} isDisabled={!canMergeBand} onPress={() => setShown('band')}>
            {t('duplicates.mergeBand')}
          </Button>
        )}
        <Button icon={SlidersHorizontal} onPress={() => setShown('details')}>
          {t('duplicates.settings')}
        </Button>
        <Button icon={RotateCw} isDisabled={readOnly} onPress={find}>
          {t('duplicates.runAgain')}
        </Button>
      </header>
      {run.outdated && (
        <div className="screen-note">
          <Note
            tone="review"
            action={
              <Button size="small" isDisabled={readOnly} onPress={find}>
                {t('duplicates.runAgain')}
              </Button>
            }
          >
            {t('duplicates.outdated')}
          </Note>
        </div>
      )}
      {shown === 'details' && <RunDetails run={run} onClose={() => setShown(null)} />}
      <Dialog
        title={t('duplicates.mergeBandTitle')}
        isOpen={shown === 'band'}
        onClose={() => setShown(null)}
        foot={
          <>
            <span className="spring" />
            <Button onPress={() => setShown(null)}>{t('ui.cancel')}</Button>
            <Button look="primary" onPress={() => void mergeBand()}>
              {t('duplicates.mergeBandAction', { count: run.bands.automatic })}
            </Button>
          </>
        }
      >
        <p>{t('duplicates.mergeBandBody', { count: run.bands.automatic, percent: percent(automaticFrom) })}</p>
      </Dialog>
    </>
  );
}
