// Why two rows match, as a waterfall of match weights in words; the bars stand in a table, so the numbers are read too.
import type { PairExplanation, WeightPart } from '../../shared/contract/engine.ts';
import type { TextKey } from '../i18n/index.ts';
import { useText } from '../i18n/useText.ts';
import { wordComparison, wordKey } from '../i18n/wordMatch.ts';
import { Diff } from '../ui/Diff.tsx';
import { classes } from '../ui/classes.ts';

/** Strongest first, from the prior to the total. One bit doubles the odds. */
export function Waterfall({ pair }: { pair: PairExplanation }) {
  const words = useText();
  const { t, number, percent, has, list } = words;
  const parts = pair.parts.toSorted((left, right) => Math.abs(right.weightBits) - Math.abs(left.weightBits));
  const steps: { readonly part: WeightPart; readonly from: number; readonly to: number }[] = [];
  for (const part of parts) {
    const from = steps.at(-1)?.to ?? pair.priorBits;
    steps.push({ part, from, to: from + part.weightBits });
  }
  const low = Math.min(0, pair.priorBits, pair.weightBits, ...steps.map((step) => step.to));
  const high = Math.max(0, pair.weightBits, ...steps.map((step) => step.to));
  const at = (bits: number) => ((bits - low) / (high - low || 1)) * 100;
  const bar = (from: number, to: number, tone: string) => (
    <span className="waterfall-track" aria-hidden="true">
      <span className="waterfall-zero" style={{ insetInlineStart: `${at(0)}%` }} />
      <span className={classes('waterfall-bar', tone)} style={{ insetInlineStart: `${at(Math.min(from, to))}%`, width: `max(2px, ${Math.abs(at(to) - at(from))}%)` }} />
    </span>
  );
  const signed = (bits: number) => `${Math.abs(bits) < 0.05 ? '' : bits > 0 ? '+' : '−'}${number(Math.abs(bits), 1)}`;
  return (
    <div className="waterfall">
      <p className="quiet">{t('duplicates.between', { left: pair.left, right: pair.right })}</p>
      {pair.constraint && <p className="strong">{t(`duplicates.${pair.constraint}`)}</p>}
      <table>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{t('duplicates.field')}</th>
            <th scope="col">{t('duplicates.contribution')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">
              <span className="what">{t('duplicates.prior')}</span>
              {bar(0, pair.priorBits, 'less')}
            </th>
            <td className="number">{signed(pair.priorBits)}</td>
          </tr>
          {steps.map(({ part, from, to }) => (
            <tr key={part.field}>
              <th scope="row">
                <span className="what">
                  {has(`relation.${part.field}`) ? (
                    t(`relation.${part.field}` as TextKey)
                  ) : (
                    <>
                      <strong>{wordComparison(words, part.field)}</strong> {has(`level.${part.level}`) ? t(`level.${part.level}` as TextKey) : part.level}
                    </>
                  )}
                </span>
                {(part.left !== '' || part.right !== '') && (
                  <span className="values">
                    {part.left === part.right ? (
                      part.left
                    ) : (
                      <>
                        <Diff text={part.left} other={part.right} /> <span aria-hidden="true">↔</span> <Diff text={part.right} other={part.left} />
                      </>
                    )}
                  </span>
                )}
                {part.frequency !== null && <span className="values">{t('duplicates.frequency', { count: part.frequency })}</span>}
                {part.m !== null && part.u !== null && <span className="values quiet">{t('model.chances', { m: percent(part.m, 1), u: percent(part.u, part.u < 0.001 ? 4 : 1) })}</span>}
                {bar(from, to, part.weightBits >= 0 ? 'more' : 'less')}
              </th>
              <td className="number">{signed(part.weightBits)}</td>
            </tr>
          ))}
          <tr className="total">
            <th scope="row">
              <span className="what">
                {t('duplicates.total')} · {t('duplicates.probability', { percent: percent(pair.probability, pair.probability > 0.99 ? 2 : 0) })}
              </span>
              {bar(0, pair.weightBits, 'sum')}
            </th>
            <td className="number">{t('duplicates.bits', { bits: signed(pair.weightBits) })}</td>
          </tr>
        </tbody>
      </table>
      <p>
        {pair.taxIdsDiffer
          ? t('model.taxIds')
          : pair.weightBits >= pair.thresholdBits
            ? t('model.isOver', { bits: number(pair.thresholdBits, 1) })
            : t('model.isUnder', { missing: number(pair.thresholdBits - pair.weightBits, 1), bits: number(pair.thresholdBits, 1) })}{' '}
        {pair.decisive !== null && t('model.decisive', { field: wordComparison(words, pair.decisive) })}
      </p>
      {pair.keys.length > 0 ? (
        <p className="quiet">{t('duplicates.broughtBy', { keys: list(pair.keys.map((key) => wordKey(words, key))) })}</p>
      ) : (
        <>
          <p className="quiet">{t('model.neverCompared')}</p>
          <ul className="missed-keys">
            {pair.missedKeys.map(({ name, unlike }) => (
              <li key={name}>{unlike.length === 0 ? t('model.missedLarge', { key: wordKey(words, name) }) : t('model.missedKey', { key: wordKey(words, name), unlike: list(unlike.map((part) => wordKey(words, part))) })}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
