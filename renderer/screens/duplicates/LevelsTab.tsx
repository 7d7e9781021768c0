// The levels of one comparison: how often true pairs and others have each, the weight that follows, and which are used.
import { levelNames, type SavedComparison, type SavedModel } from '../../../shared/contract/engine.ts';
import { useState } from 'react';
import type { TextKey } from '../../i18n/index.ts';
import { useText } from '../../i18n/useText.ts';
import { wordComparison } from '../../i18n/wordMatch.ts';
import { Checkbox, TextField } from '../../ui/Fields.tsx';
import { Select } from '../../ui/Select.tsx';

export function LevelsTab({ model, onModel }: { model: SavedModel; onModel: (model: SavedModel) => void }) {
  const words = useText();
  const { t, number, has } = words;
  const [chosen, setChosen] = useState(0);
  const comparison = model.comparisons[chosen] ?? model.comparisons[0];
  if (comparison === undefined) return null;
  const change = (next: SavedComparison) => onModel({ ...model, comparisons: model.comparisons.with(model.comparisons.indexOf(comparison), next) });
  const off = comparison.offLevels ?? [];
  const names = levelNames[comparison.kind];
  /** All states of the parent follow, in the proportion that they had. */
  const setShare = (which: 'm' | 'u', level: number, share: number) => {
    const before = comparison[which][0]![level]!;
    change({ ...comparison, [which]: comparison[which].map((set, s) => set.with(level, s === 0 ? share : Math.min(1, Math.max(1e-9, before > 0 ? (set[level]! * share) / before : share)))) });
  };
  return (
    <>
      <div className="pair-of-rows">
        <Select label={t('model.comparison')} value={comparison.name} choices={model.comparisons.map(({ name }) => ({ id: name, label: wordComparison(words, name) }))} onChange={(name) => setChosen(model.comparisons.findIndex((one) => one.name === name))} />
        <Checkbox
          isSelected={comparison.isOff !== true}
          onChange={(isOn) => {
            const { isOff: _, ...on } = comparison;
            change(isOn ? on : { ...on, isOff: true });
          }}
        >
          {t('model.useComparison')}
        </Checkbox>
      </div>
      <p className="field-help">{t('model.levelsHelp')}</p>
      <table className="table levels">
        <thead>
          <tr>
            <th scope="col">{t('model.level')}</th>
            <th scope="col">{t('model.m')}</th>
            <th scope="col">{t('model.u')}</th>
            <th scope="col" className="number">
              {t('model.weight')}
            </th>
          </tr>
        </thead>
        <tbody>
          {names.map((level, place) => {
            if (place === 0) return null;
            const word = has(`level.${level}`) ? t(`level.${level}` as TextKey) : level;
            const canBeOff = place > 1 && place < names.length - 1;
            const isOff = off.includes(level);
            const [m, u] = [comparison.m[0]![place]!, comparison.u[0]![place]!];
            return (
              <tr key={level}>
                <th scope="row">
                  {canBeOff ? (
                    <Checkbox aria-label={t('model.useLevel', { level: word })} isSelected={!isOff} onChange={(isOn) => change({ ...comparison, offLevels: isOn ? off.filter((one) => one !== level) : [...off, level] })}>
                      {word}
                    </Checkbox>
                  ) : (
                    word
                  )}
                </th>
                <td>
                  <ProbabilityField label={`${t('model.m')}: ${word}`} value={m} isDisabled={isOff} onChange={(share) => setShare('m', place, share)} />
                </td>
                <td>
                  <ProbabilityField label={`${t('model.u')}: ${word}`} value={u} isDisabled={isOff} onChange={(share) => setShare('u', place, share)} />
                </td>
                <td className="number">{isOff ? '–' : number(Math.log2(m / u), 1)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}

function ProbabilityField({ label, value, isDisabled, onChange }: { label: string; value: number; isDisabled: boolean; onChange: (share: number) => void }) {
  const { t } = useText();
  const [text, setText] = useState<string | null>(null);
  const read = (written: string) => Number(written.replace(',', '.'));
  const isProbability = (share: number) => share > 0 && share <= 1;
  const shown = text !== null && (!isProbability(read(text)) || Math.abs(read(text) - value) < 1e-12) ? text : String(Number(value.toPrecision(4)));
  return (
    <TextField
      label={label}
      labelled="hidden"
      value={shown}
      isDisabled={isDisabled}
      onChange={(next) => {
        setText(next);
        if (next.trim() !== '' && isProbability(read(next))) onChange(read(next));
      }}
      error={isProbability(read(shown)) ? null : t('model.badProbability')}
    />
  );
}
