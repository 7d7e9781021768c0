// How long facts hold, which columns say when they were right, and what a customer is worth.
import { useState } from 'react';
import { Input, Label, NumberField } from 'react-aria-components';
import type { FreshnessDesk } from '../../../shared/contract/engine.ts';
import type { CanonicalField, FieldId } from '../../../shared/model/fields.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { useAsk, useTell } from '../../session/ask.ts';
import { useDone } from '../../session/undo.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Checkbox } from '../../ui/Fields.tsx';
import { Select } from '../../ui/Select.tsx';
import { Busy } from '../../ui/States.tsx';

const dateMeanings = ['verifiedOn', 'updatedOn', 'lastContactOn', 'lastPurchaseOn', 'consentOn', 'createdOn'] as const;

/** Takes effect when saved; undo brings the settings before back. */
export function PoliciesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const { data: desk } = useAsk('stale.desk', undefined);
  return desk ? (
    <Settings desk={desk} onClose={onClose} />
  ) : (
    <Dialog title={t('stale.policiesTitle')} isOpen onClose={onClose}>
      <Busy label={t('ui.loading')} />
    </Dialog>
  );
}

function Settings({ desk, onClose }: { desk: FreshnessDesk; onClose: () => void }) {
  const words = useText();
  const { t } = words;
  const done = useDone();
  const [edited, setEdited] = useState(desk);
  const change = (with_: Partial<FreshnessDesk>): void => setEdited({ ...edited, ...with_ });
  const save = useTell('stale.settings', (line) => {
    done(t('stale.policiesSaved'), line);
    onClose();
  });
  const send = (): void => {
    const gone = desk.fields.filter(({ field }) => !edited.fields.some((other) => other.field === field)).map(({ field }) => ({ field, months: 0 }));
    save.mutate({
      settings: {
        policies: [...edited.fields, ...gone, { field: 'lastContactOn', months: edited.dormantMonths }, { field: 'consentOn', months: edited.consentMonths }],
        retentionMonths: edited.retentionMonths,
        dates: edited.dates,
        bounce: edited.bounce,
        value: edited.value,
      },
    });
  };
  const setField = (field: CanonicalField, with_: Partial<FreshnessDesk['fields'][number]>): void => change({ fields: edited.fields.map((one) => (one.field === field ? { ...one, ...with_ } : one)) });
  const toAdd = desk.choices.fields.filter((field) => !edited.fields.some((one) => one.field === field));
  const named = (fields: readonly FieldId[]) => fields.map((id) => ({ id, label: wordField(words, id) }));
  return (
    <Dialog
      title={t('stale.policiesTitle')}
      size="medium"
      isOpen
      onClose={onClose}
      foot={
        <>
          <span className="spring" />
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button look="primary" isDisabled={save.isPending} onPress={send}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <p className="quiet">{t('stale.policiesHelp')}</p>
      <table className="table policy-table">
        <thead>
          <tr>
            <th scope="col">{t('quality.field')}</th>
            <th scope="col">{t('stale.expiry')}</th>
            <th scope="col">{t('stale.halfLife')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('ui.remove')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {edited.fields.map(({ field, months, halfLifeMonths }) => (
            <tr key={field}>
              <th scope="row">{wordField(words, field)}</th>
              <td>
                <Months label={t('stale.months', { field: wordField(words, field) })} value={months} onChange={(next) => setField(field, { months: next })} />
              </td>
              <td>
                <Months label={t('stale.halfLifeOf', { field: wordField(words, field) })} value={halfLifeMonths} onChange={(next) => setField(field, { halfLifeMonths: next })} />
              </td>
              <td className="tight">
                <Button size="small" look="quiet" onPress={() => change({ fields: edited.fields.filter((one) => one.field !== field) })}>
                  {t('ui.remove')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {toAdd.length > 0 && <Select label={t('stale.addField')} labelled="before" value={null} choices={named(toAdd)} onChange={(field) => change({ fields: [...edited.fields, { field: field as CanonicalField, months: 36, halfLifeMonths: 72 }] })} />}
      <p className="field-help">{t('stale.halfLifeHelp')}</p>
      <h3>{t('stale.wholeRecords')}</h3>
      <div className="policies">
        {(['dormantMonths', 'consentMonths', 'retentionMonths'] as const).map((one) => (
          <NumberField key={one} className="policy" value={edited[one]} minValue={0} maxValue={600} onChange={(next) => change({ [one]: Number.isNaN(next) ? 0 : Math.round(next) })}>
            <Label>{t(`stale.${one}`)}</Label>
            <Input className="input" />
            <span className="quiet">{t('stale.monthsUnit')}</span>
          </NumberField>
        ))}
      </div>
      <h3>{t('stale.dates')}</h3>
      <p className="field-help">{t('stale.datesHelp')}</p>
      <div className="policies">
        {dateMeanings.map((date) => {
          const now = edited.dates.find((one) => one.date === date)?.fields ?? [];
          return (
            <div className="policy choice" key={date}>
              <span>{wordField(words, date)}</span>
              <Select
                label={wordField(words, date)}
                labelled="hidden"
                value={now[0] ?? 'none'}
                choices={[{ id: 'none', label: t('stale.noColumn') }, ...named([...new Set([...now.slice(0, 1), ...desk.choices.dates])])]}
                onChange={(next) => change({ dates: [...edited.dates.filter((one) => one.date !== date), { date, fields: next === 'none' ? [] : [next as FieldId, ...now.slice(1).filter((other) => other !== next)] }] })}
              />
            </div>
          );
        })}
        <div className="policy choice">
          <span>{t('stale.valueColumn')}</span>
          <Select label={t('stale.valueColumn')} labelled="hidden" value={edited.value ?? 'none'} choices={[{ id: 'none', label: t('stale.allAlike') }, ...named(desk.choices.numbers)]} onChange={(next) => change({ value: next === 'none' ? null : (next as FieldId) })} />
        </div>
      </div>
      {desk.choices.states.length > 0 && (
        <>
          <h3>{t('stale.bounceColumns')}</h3>
          <div className="field-set">
            {named(desk.choices.states).map(({ id, label }) => (
              <Checkbox key={id} isSelected={edited.bounce.includes(id)} onChange={(isOn) => change({ bounce: isOn ? [...edited.bounce, id] : edited.bounce.filter((other) => other !== id) })}>
                {label}
              </Checkbox>
            ))}
          </div>
        </>
      )}
    </Dialog>
  );
}

function Months({ label, value, onChange }: { label: string; value: number; onChange: (value: number) => void }) {
  return (
    <NumberField className="field months" aria-label={label} value={Math.round(value)} minValue={1} maxValue={600} onChange={(next) => !Number.isNaN(next) && onChange(Math.round(next))}>
      <Input className="input" />
    </NumberField>
  );
}
