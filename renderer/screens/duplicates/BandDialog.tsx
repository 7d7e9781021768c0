// Merging all groups that a filter lets through: first what would change and a random sample, then the one step.
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import type { QueueFilter } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { wordEntry } from '../../i18n/wordLog.ts';
import { SayWhy, unsaid } from '../../parts/SayWhy.tsx';
import { useAsk, useTroubleToast } from '../../session/ask.ts';
import { runJob } from '../../session/jobs.ts';
import { useSession } from '../../session/session.ts';
import { useDone } from '../../session/undo.ts';
import { troubleOf } from '../../session/troubleOf.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Busy, Note } from '../../ui/States.tsx';
import { showToast } from '../../ui/toast.ts';

/** The sample can be drawn again by anybody from the seed, which the log keeps. */
export function BandDialog({ filter, onClose }: { filter: QueueFilter; onClose: () => void }) {
  const words = useText();
  const { t, number, percent } = words;
  const session = useSession();
  const say = useTroubleToast();
  const done = useDone();
  const [seed, setSeed] = useState(() => Math.floor(Math.random() * 1_000_000));
  const [said, setSaid] = useState(unsaid);
  const { data } = useAsk('band.foresee', { filter, seed }, { keep: true });
  const accept = async () => {
    if (!data) return;
    onClose();
    try {
      const line = await runJob(session, 'merging', '', 'band.accept', { filter, groups: data.groups, seed, comment: said.comment.trim(), reason: said.reason });
      done(wordEntry(words, line), line);
    } catch (error) {
      if (troubleOf(error)?.kind === 'cancelled') showToast(t('job.cancelled'));
      else say(error);
    }
  };
  return (
    <Dialog
      title={t('steward.band.title')}
      size="large"
      isOpen
      onClose={onClose}
      foot={
        <>
          <span className="field-help">{t('steward.band.undoHelp')}</span>
          <span className="spring" />
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button look="primary" isDisabled={!data || data.groups - data.left < 1} onPress={() => void accept()}>
            {t('steward.band.accept', { count: data ? data.groups - data.left : 0 })}
          </Button>
        </>
      }
    >
      {!data ? (
        <Busy label={t('steward.band.counting')} />
      ) : (
        <div className="band-preview">
          <p>{filter.band === null ? t('steward.band.whichAll') : t('steward.band.which', { band: t(`duplicates.band.${filter.band}`) })}</p>
          <dl className="facts">
            <div>
              <dt>{t('steward.band.groups')}</dt>
              <dd>{number(data.groups)}</dd>
            </div>
            <div>
              <dt>{t('steward.band.rows')}</dt>
              <dd>{number(data.rows)}</dd>
            </div>
            <div>
              <dt>{t('steward.band.golden')}</dt>
              <dd>{t('steward.band.goldenChange', { before: data.goldenBefore, after: data.goldenAfter })}</dd>
            </div>
          </dl>
          {data.left > 0 && <Note tone="review">{t('steward.band.left', { count: data.left })}</Note>}
          {data.waiting > 0 && <Note tone="info">{t('steward.band.waiting', { count: data.waiting })}</Note>}
          <SayWhy said={said} onChange={setSaid} inRow />
          {data.sample.length > 0 && (
            <section>
              <header className="section-head">
                <h3>{t('steward.band.sample', { count: data.sample.length })}</h3>
                <code className="quiet" data-testid="sample-seed">
                  {t('steward.band.seed', { seed: data.seed })}
                </code>
                <span className="spring" />
                <Button size="small" look="quiet" icon={RefreshCw} onPress={() => setSeed(Math.floor(Math.random() * 1_000_000))}>
                  {t('steward.band.again')}
                </Button>
              </header>
              <ol className="sample">
                {data.sample.map((one) => (
                  <li key={one.lead}>
                    <span className="strong">{[...new Set(one.titles)].join(' · ')}</span> <span className="quiet">{percent(one.probability, one.probability > 0.99 ? 1 : 0)}</span>
                    {one.differing.length === 0 ? (
                      <p className="quiet">{t('steward.band.same')}</p>
                    ) : (
                      <ul>
                        {one.differing.slice(0, 6).map(({ field, values, survives }) => (
                          <li key={field}>
                            <span className="quiet">{wordField(words, field)}:</span> {values.join(' | ')} <span className="quiet">→ {t('steward.band.survives', { value: survives })}</span>
                          </li>
                        ))}
                      </ul>
                    )}
                  </li>
                ))}
              </ol>
            </section>
          )}
        </div>
      )}
    </Dialog>
  );
}
