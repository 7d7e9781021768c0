// What the run chose by itself: threshold with its histogram, roles, keys, ignored values.
import { useState } from 'react';
import type { MatchRun } from '../../../shared/contract/engine.ts';
import type { TextKey } from '../../i18n/index.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { wordKey } from '../../i18n/wordMatch.ts';
import { useTroubleToast } from '../../session/ask.ts';
import { runJob, useJobs } from '../../session/jobs.ts';
import { useSession } from '../../session/session.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Slider } from '../../ui/Fields.tsx';
import { Histogram } from './Histogram.tsx';

/** Match weight in bits of a probability. */
const bitsOf = (probability: number) => Math.log2(probability / (1 - probability));

/** Moving the threshold forms the groups again; nothing is compared anew. */
export function RunDetails({ run, onClose }: { run: MatchRun; onClose: () => void }) {
  const words = useText();
  const { t, number, percent, has, list } = words;
  const compared = run.roles.filter((role) => role.role !== 'ignored');
  const ignored = run.roles.filter((role) => role.role === 'ignored');
  const session = useSession();
  const say = useTroubleToast();
  const [moved, setMoved] = useState<number | null>(null);
  const threshold = moved ?? run.threshold;
  const isBusy = useJobs((state) => state.jobs.some((job) => job.kind === 'threshold'));
  const commit = async (value: number) => {
    try {
      await runJob(session, 'threshold', '', 'match.threshold', { threshold: value });
    } catch (error) {
      say(error);
    } finally {
      setMoved(null);
    }
  };
  return (
    <Dialog title={t('duplicates.settings')} isOpen onClose={onClose} size="medium">
      <section className="section">
        <Slider label={t('duplicates.threshold')} value={threshold} min={0.5} max={0.999} step={0.001} onChange={setMoved} onCommit={(value) => void commit(value)} format={{ style: 'percent', minimumFractionDigits: 1 }} />
        <p className="field-help">{t('duplicates.thresholdHelp')}</p>
        <Histogram bins={run.histogram} thresholdBits={bitsOf(threshold)} />
        <p aria-live="polite">
          {isBusy ? <span className="spinner small" /> : t('duplicates.expected', { precision: percent(run.expected.precision, 1), recall: percent(run.expected.recall, 1) })}
        </p>
      </section>
      <dl className="facts">
        <dt>{t('duplicates.rowsCompared')}</dt>
        <dd>{number(run.rows)}</dd>
        <dt>{t('duplicates.candidatePairs')}</dt>
        <dd>{number(run.candidatePairs)}</dd>
        <dt>{t('duplicates.matchedPairs')}</dt>
        <dd>{number(run.matchedPairs)}</dd>
      </dl>
      <section className="section">
        <h3>{t('duplicates.roles')}</h3>
        <ul className="chips">
          {compared.map((role) => (
            <li key={role.field}>
              {wordField(words, role.field)} <span className="quiet">{has(`role.${role.role}`) ? t(`role.${role.role}` as TextKey) : role.role}</span>
            </li>
          ))}
        </ul>
        {ignored.length > 0 && <p className="field-help">{t('duplicates.notCompared', { fields: list(ignored.map((role) => wordField(words, role.field))) })}</p>}
      </section>
      {run.keys.length > 0 && (
        <section className="section">
          <h3>{t('duplicates.keys')}</h3>
          <table className="table">
            <tbody>
              {run.keys.map((key) => (
                <tr key={key.name}>
                  <th scope="row">{wordKey(words, key.name)}</th>
                  <td className="number">{number(key.pairs)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {run.ignoredValues.length > 0 && (
        <section className="section">
          <h3>{t('duplicates.ignored')}</h3>
          <ul className="chips">
            {run.ignoredValues.map((one) => (
              <li key={`${one.field} ${one.value}`}>
                {wordField(words, one.field)} <span className="quiet">{t('duplicates.ignoredTimes', { value: one.value, count: one.count })}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Dialog>
  );
}
