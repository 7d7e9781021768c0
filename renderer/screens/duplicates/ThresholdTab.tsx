// The threshold with what it would change, the histogram of match weights, and the floors of the bands.
import { useEffect, useState } from 'react';
import type { ExpectedQuality, MatchRun, SavedModel, ThresholdPreview } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { useTroubleToast } from '../../session/ask.ts';
import { runJob, useJobs } from '../../session/jobs.ts';
import { useSession, useWorkspace } from '../../session/session.ts';
import { troubleOf } from '../../session/troubleOf.ts';
import { Slider } from '../../ui/Fields.tsx';
import { Histogram } from './Histogram.tsx';
import { ShareField } from './ShareField.tsx';

/** Match weight in bits of a probability. */
const bitsOf = (probability: number) => Math.log2(probability / (1 - probability));
/** A moving slider asks only once it has stood still for so long. */
const RESTS_MS = 120;

type Props = { run: MatchRun; model: SavedModel; onModel: (model: SavedModel) => void };

/** While the slider moves, what it would give is shown; letting go forms the groups. Nothing is compared anew. */
export function ThresholdTab({ run, model, onModel }: Props) {
  const { t, number } = useText();
  const session = useSession();
  const { readOnly } = useWorkspace();
  const say = useTroubleToast();
  const [moved, setMoved] = useState<number | null>(null);
  const [preview, setPreview] = useState<ThresholdPreview | null>(null);
  const threshold = moved ?? run.threshold;
  const isBusy = useJobs((state) => state.jobs.some((job) => job.kind === 'threshold'));
  useEffect(() => {
    if (moved === null) return undefined;
    const abort = new AbortController();
    const ask = async () => {
      try {
        setPreview(await session.engine.call('match.preview', { threshold: moved }, { signal: abort.signal }));
      } catch (error) {
        if (!abort.signal.aborted && troubleOf(error)?.kind !== 'cancelled') say(error);
      }
    };
    const timer = setTimeout(() => void ask(), RESTS_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
    // `say` is new at every rendering, and does nothing but tell.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [moved, session.engine]);
  const commit = async (value: number) => {
    if (readOnly) return;
    try {
      await runJob(session, 'threshold', '', 'match.threshold', { threshold: value });
      onModel({ ...model, threshold: value });
    } catch (error) {
      say(error);
    } finally {
      setMoved(null);
      setPreview(null);
    }
  };
  const shown = preview !== null && preview.threshold === moved ? preview : null;
  const { automatic, review } = model.bands;
  return (
    <>
      <section className="section">
        <Slider label={t('duplicates.threshold')} value={threshold} min={0.05} max={0.999} step={0.001} onChange={setMoved} onCommit={(value) => void commit(value)} format={{ style: 'percent', minimumFractionDigits: 1 }} />
        <p className="field-help">{t('duplicates.thresholdHelp')}</p>
        {run.hasPairs || preview !== null ? null : <p className="field-help">{t('model.needsPairs')}</p>}
        <Histogram bins={run.histogram} thresholdBits={bitsOf(threshold)} />
        <div aria-live="polite" className="preview">
          <p>
            {isBusy || (moved !== null && shown === null) ? <span className="spinner small" /> : null}{' '}
            {shown ? t('model.preview', { groups: shown.groups, changed: shown.changed }) : t('model.unchanged', { groups: run.groups })}
          </p>
          <Expected expected={shown?.expected ?? run.expected} />
        </div>
      </section>
      <section className="section">
        <h3>{t('model.bands')}</h3>
        <p className="field-help">{t('model.bandsHelp')}</p>
        <div className="pair-of-rows">
          <ShareField label={t('model.automatic')} value={automatic} onChange={(share) => share >= review && onModel({ ...model, bands: { ...model.bands, automatic: share } })} />
          <ShareField label={t('model.review')} value={review} onChange={(share) => share <= automatic && onModel({ ...model, bands: { ...model.bands, review: share } })} />
        </div>
      </section>
      <dl className="facts">
        <dt>{t('duplicates.rowsCompared')}</dt>
        <dd>{number(run.rows)}</dd>
        <dt>{t('duplicates.candidatePairs')}</dt>
        <dd>{number(run.candidatePairs)}</dd>
        <dt>{t('duplicates.matchedPairs')}</dt>
        <dd>{number(run.matchedPairs)}</dd>
      </dl>
    </>
  );
}

function Expected({ expected }: { expected: ExpectedQuality }) {
  const { t, percent } = useText();
  const between = (value: number, [low, high]: readonly [number, number]) => t('model.between', { value: percent(value, 1), low: percent(low, 1), high: percent(high, 1) });
  return (
    <dl className="facts">
      <dt>{t('model.expectedPrecision')}</dt>
      <dd>{between(expected.precision, expected.precisionRange)}</dd>
      <dt>{t('model.expectedRecall')}</dt>
      <dd>{between(expected.recall, expected.recallRange)}</dd>
    </dl>
  );
}
