// The blocking keys with their pairs: which are used, and how many pairs they would bring before anything is compared.
import { Calculator } from 'lucide-react';
import { useState } from 'react';
import type { KeyPairs, MatchRun, PairForecast, SavedModel } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { JobProgress } from '../../parts/JobProgress.tsx';
import { wordKey } from '../../i18n/wordMatch.ts';
import { useTroubleToast } from '../../session/ask.ts';
import { runJob, useJobs } from '../../session/jobs.ts';
import { useSession } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Fields.tsx';

export function KeysTab({ run, model, onModel }: { run: MatchRun; model: SavedModel; onModel: (model: SavedModel) => void }) {
  const words = useText();
  const { t, number } = words;
  const session = useSession();
  const say = useTroubleToast();
  const [forecast, setForecast] = useState<PairForecast | null>(null);
  const job = useJobs((state) => state.jobs.find((one) => one.kind === 'forecasting'));
  const count = async () => {
    try {
      setForecast(await runJob(session, 'forecasting', '', 'match.forecast', { model }));
    } catch (error) {
      say(error);
    }
  };
  const wordSplit = ({ tooLarge, splitBy }: KeyPairs): string =>
    splitBy.length === 0 ? t('model.keyTooLarge', { count: tooLarge }) : t('model.keySplit', { count: tooLarge, by: splitBy.map((name) => wordKey(words, name)).join(t('model.keyThen')) });
  const pairsOf = (name: string) => forecast?.keys.find((key) => key.name === name) ?? run.keys.find((key) => key.name === name);
  return (
    <>
      <p className="field-help">{t('model.keysHelp')}</p>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('model.key')}</th>
            <th scope="col" className="number">
              {t('model.keyPairs')}
            </th>
            <th scope="col" className="number">
              {t('model.keyDropped')}
            </th>
          </tr>
        </thead>
        <tbody>
          {model.keys.map((key, place) => {
            const counted = pairsOf(key.name);
            return (
              <tr key={key.name}>
                <th scope="row">
                  <Checkbox
                    isSelected={key.isOff !== true}
                    onChange={(isOn) => {
                      setForecast(null);
                      const { isOff: _, ...on } = key;
                      onModel({ ...model, keys: model.keys.with(place, isOn ? on : { ...on, isOff: true }) });
                    }}
                  >
                    {wordKey(words, key.name)}
                  </Checkbox>
                  {counted !== undefined && counted.tooLarge > 0 && key.isOff !== true && <p className="field-help">{wordSplit(counted)}</p>}
                </th>
                <td className="number">{counted === undefined || key.isOff === true ? '–' : number(counted.pairs)}</td>
                <td className="number">{counted === undefined || key.isOff === true ? '–' : number(counted.dropped)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <section className="section">
        {job ? (
          <JobProgress job={job} />
        ) : (
          <div className="pair-of-rows">
            <Button icon={Calculator} onPress={() => void count()}>
              {t('model.forecast')}
            </Button>
            <span className="field-help">{t('model.forecastHelp')}</span>
          </div>
        )}
        {forecast && (
          <p aria-live="polite">
            {t('model.forecastResult', { pairs: forecast.pairs, dropped: forecast.dropped, budget: forecast.budget })} {forecast.cap !== null && t('model.forecastCap', { cap: forecast.cap })}
          </p>
        )}
      </section>
    </>
  );
}
