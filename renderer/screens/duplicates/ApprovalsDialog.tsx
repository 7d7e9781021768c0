// Which decisions need a second person, and how often two agree.
import { useState } from 'react';
import { Input, Label, NumberField } from 'react-aria-components';
import { bands, type ApprovalSettings, type ApprovalsPage, type Band } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { useAsk, useTell } from '../../session/ask.ts';
import { useWorkspace } from '../../session/session.ts';
import { useDone } from '../../session/undo.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Checkbox } from '../../ui/Fields.tsx';
import { Busy } from '../../ui/States.tsx';

export function ApprovalsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const { data } = useAsk('approvals.read', undefined);
  return data ? (
    <ApprovalsForm page={data} onClose={onClose} />
  ) : (
    <Dialog title={t('steward.approvals.title')} isOpen onClose={onClose}>
      <Busy label={t('ui.loading')} />
    </Dialog>
  );
}

function ApprovalsForm({ page, onClose }: { page: ApprovalsPage; onClose: () => void }) {
  const { t, number, percent } = useText();
  const { readOnly } = useWorkspace();
  const done = useDone();
  const [minRows, setMinRows] = useState(page.rule?.minRows ?? null);
  const [chosen, setChosen] = useState<readonly Band[]>(page.rule?.bands ?? []);
  const save = useTell('approvals.set', (line) => {
    done(t('steward.approvals.saved'), line);
    onClose();
  });
  const rule: ApprovalSettings | null = minRows === null && chosen.length === 0 ? null : { minRows, bands: chosen };
  return (
    <Dialog
      title={t('steward.approvals.title')}
      isOpen
      onClose={onClose}
      foot={
        <>
          <span className="spring" />
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button look="primary" isDisabled={readOnly || save.isPending} onPress={() => save.mutate({ rule })}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <p className="quiet">{t('steward.approvals.help')}</p>
      <div className="policies">
        <Checkbox isSelected={minRows !== null} onChange={(isOn) => setMinRows(isOn ? 3 : null)}>
          {t('steward.approvals.byRows')}
        </Checkbox>
        {minRows !== null && (
          <NumberField className="policy" value={minRows} minValue={2} maxValue={1000} onChange={setMinRows}>
            <Label className="visually-hidden">{t('steward.approvals.byRows')}</Label>
            <span />
            <Input className="input" />
            <span className="quiet">{t('steward.approvals.rowsUnit')}</span>
          </NumberField>
        )}
        <fieldset className="plain-fieldset">
          <legend className="field-label">{t('steward.approvals.byBand')}</legend>
          {bands.map((band) => (
            <Checkbox key={band} isSelected={chosen.includes(band)} onChange={(isOn) => setChosen(isOn ? [...chosen, band] : chosen.filter((one) => one !== band))}>
              {t(`duplicates.band.${band}`)}
            </Checkbox>
          ))}
        </fieldset>
      </div>
      <dl className="facts">
          <dt>{t('steward.approvals.agreement')}</dt>
          <dd data-testid="agreement">{page.judged === 0 ? t('steward.approvals.agreementNone') : t('steward.approvals.agreementRate', { percent: percent(page.agreed / page.judged), count: page.judged })}</dd>
          <dt>{t('steward.approvals.waiting')}</dt>
          <dd>{number(page.waiting)}</dd>
          <dt>{t('steward.approvals.disagreed')}</dt>
          <dd>{number(page.disagreed)}</dd>
      </dl>
    </Dialog>
  );
}
