// "As of" a day: says to which day ages are counted, and lets the steward choose another one.
import { CalendarDays } from 'lucide-react';
import { useText } from '../i18n/useText.ts';
import { useReferenceDay } from '../session/referenceDay.ts';
import { Button } from '../ui/Button.tsx';
import { DayField } from '../ui/DayField.tsx';
import { Pop } from '../ui/Dialog.tsx';

/** Kept with the workspace; today unless another day was chosen. */
export function ReferenceDay() {
  const { t, day } = useText();
  const [on, choose, isChosen] = useReferenceDay();
  return (
    <Pop
      label={t('quality.referenceDay')}
      button={
        <Button look="quiet" icon={CalendarDays}>
          {t('quality.asOf', { day: day(on) })}
        </Button>
      }
    >
      {(close) => (
        <div className="popover-body stack">
          <DayField label={t('quality.referenceDay')} value={on} onChange={(next) => next !== null && choose(next as typeof on)} />
          <p className="field-help">{t('quality.referenceDayHelp')}</p>
          <Button
            isDisabled={!isChosen}
            onPress={() => {
              choose(null);
              close();
            }}
          >
            {t('quality.referenceToday')}
          </Button>
        </div>
      )}
    </Pop>
  );
}
