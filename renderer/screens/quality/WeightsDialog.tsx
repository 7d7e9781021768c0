// How much each dimension and each field counts in the score.
import { useState } from 'react';
import { Input, Label, NumberField } from 'react-aria-components';
import type { QualitySummary } from '../../../shared/contract/engine.ts';
import { canonicalOf, type CanonicalField } from '../../../shared/model/fields.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { useTell } from '../../session/ask.ts';
import { useDone } from '../../session/undo.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { dimensions } from './scores.ts';

/** Takes effect when saved. */
export function WeightsDialog({ summary, onClose }: { summary: QualitySummary; onClose: () => void }) {
  const words = useText();
  const { t } = words;
  const done = useDone();
  const fields = summary.scorecard.fields.map(({ field }) => field).filter((field): field is CanonicalField => canonicalOf(field) === field);
  const [weights, setWeights] = useState(summary.weights);
  const save = useTell('quality.setWeights', (line) => {
    done(t('quality.weightsSaved'), line);
    onClose();
  });
  return (
    <Dialog
      title={t('quality.weightsTitle')}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button isDisabled={save.isPending} onPress={() => save.mutate({ weights: null })}>
            {t('quality.weightsReset')}
          </Button>
          <span className="spring" />
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button look="primary" isDisabled={save.isPending} onPress={() => save.mutate({ weights })}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <p className="quiet">{t('quality.weightsHelp')}</p>
      <h3>{t('quality.weightsOfDimensions')}</h3>
      <div className="policies">
        {dimensions.map((one) => (
          <NumberField key={one} className="policy pair" value={Math.round(weights.dimensions[one] * 100)} minValue={0} maxValue={100} onChange={(value) => setWeights({ ...weights, dimensions: { ...weights.dimensions, [one]: (Number.isNaN(value) ? 0 : value) / 100 } })}>
            <Label>{t(`quality.dimension.${one}`)}</Label>
            <Input className="input" />
          </NumberField>
        ))}
      </div>
      <h3>{t('quality.weightsOfFields')}</h3>
      <div className="policies">
        {fields.map((field) => (
          <NumberField key={field} className="policy pair" value={weights.fields[field] ?? 1} minValue={0} maxValue={10} step={0.25} onChange={(value) => setWeights({ ...weights, fields: { ...weights.fields, [field]: Number.isNaN(value) ? 0 : value } })}>
            <Label>{wordField(words, field)}</Label>
            <Input className="input" />
          </NumberField>
        ))}
      </div>
    </Dialog>
  );
}
