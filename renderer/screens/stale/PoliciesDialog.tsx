// After how many months a fact counts as stale.
import { useState } from 'react';
import { Input, Label, NumberField } from 'react-aria-components';
import type { FreshnessPolicy } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { useTell } from '../../session/ask.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { showToast } from '../../ui/toast.ts';

/** One number per field; takes effect when saved. */
export function PoliciesDialog({ policies, onClose }: { policies: readonly FreshnessPolicy[]; onClose: () => void }) {
  const words = useText();
  const { t } = words;
  const [edited, setEdited] = useState(policies);
  const save = useTell('stale.policies', () => {
    showToast(t('stale.policiesSaved'), { tone: 'match' });
    onClose();
  });
  return (
    <Dialog
      title={t('stale.policiesTitle')}
      isOpen
      onClose={onClose}
      foot={
        <>
          <span className="spring" />
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button look="primary" isDisabled={save.isPending} onPress={() => save.mutate({ policies: edited })}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <p className="quiet">{t('stale.policiesHelp')}</p>
      <div className="policies">
        {edited.map((policy) => (
          <NumberField
            key={policy.field}
            className="policy"
            value={policy.months}
            minValue={1}
            maxValue={240}
            onChange={(months) => setEdited(edited.map((other) => (other.field === policy.field ? { field: policy.field, months } : other)))}
          >
            <Label>{wordField(words, policy.field)}</Label>
            <Input className="input" aria-label={t('stale.months', { field: wordField(words, policy.field) })} />
            <span className="quiet">{t('stale.monthsUnit')}</span>
          </NumberField>
        ))}
      </div>
    </Dialog>
  );
}
