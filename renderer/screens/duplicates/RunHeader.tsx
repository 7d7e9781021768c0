// The head of the duplicates screen: what the run found, its threshold, and merging what is almost certain.
import { RotateCw, Scale, SlidersHorizontal, Zap } from 'lucide-react';
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
import { CompareTwo } from '../../parts/CompareTwo.tsx';
import { ModelDialog } from './ModelDialog.tsx';

/** `find` looks for duplicates anew. */
export function RunHeader({ run, find }: { run: MatchRun; find: () => void }) {
  const words = useText();
  const { t, duration, percent } = words;
  const session = useSession();
  const { readOnly } = useWorkspace();
  const say = useTroubleToast();
  const done = useDone();
  const [shown, setShown] = useState<'details' | 'band' | 'two' | null>(null);
  const singleKeys = useSettings((state) => state.settings.singleKeys);
  const merging = useJobs((state) => state.jobs.some((job) => job.kind === 'merging'));
  const canMergeBand = run.bands.automatic > 0 && !readOnly && !merging;
  useSingleKey('b', singleKeys && canMergeBand, () => setShown('band'));
  const mergeBand = async () => {
    setShown(null);
    try {
      const line = await runJob(session, 'merging', '', 'decide.band', { band: 'automatic', minProbability: run.bandFloors.automatic });
      done(wordEntry(words, line), line);
    } catch (error) {
      say(error);
    }
  };
  return (
    <>
      <header className="screen-head">
        <h1>{t('duplicates.title')}</h1>
        <span className="sub">{t('duplicates.runSummary', { groups: run.groups, rows: run.rowsInGroups, time: duration(run.seconds * 1000) })}{run.model !== null && ` ${t('model.usedBy', { name: run.model })}`}</span>
        <span className="spring" />
        {run.bands.automatic > 0 && (
          <Button icon={Zap} keys={singleKeys ? 'B' : undefined} isDisabled={!canMergeBand} onPress={() => setShown('band')}>
            {t('duplicates.mergeBand')}
          </Button>
        )}
        <Button icon={Scale} onPress={() => setShown('two')}>
          {t('model.whyNot')}
        </Button>
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
      {shown === 'details' && <ModelDialog run={run} find={find} onClose={() => setShown(null)} />}
      {shown === 'two' && <CompareTwo start={[]} onClose={() => setShown(null)} />}
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
        <p>{t('duplicates.mergeBandBody', { count: run.bands.automatic, percent: percent(run.bandFloors.automatic) })}</p>
      </Dialog>
    </>
  );
}
