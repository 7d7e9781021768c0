// A rule by form, without code: what it demands, of which fields, for which rows; and what it would find.
import { useDeferredValue, useState } from 'react';
import { Input, Label, NumberField } from 'react-aria-components';
import type { Rule } from '../../../shared/contract/engine.ts';
import { runsAway } from '../../../shared/kernel/runsAway.ts';
import { canonicalOf, type FieldId } from '../../../shared/model/fields.ts';
import type { EpochDay } from '../../../shared/model/ids.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { wordFinding } from '../../i18n/wordQuality.ts';
import { useAsk, useTell } from '../../session/ask.ts';
import { useDone } from '../../session/undo.ts';
import { Button } from '../../ui/Button.tsx';
import { DayField } from '../../ui/DayField.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Checkbox, TextField } from '../../ui/Fields.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { ComboBox, Select } from '../../ui/Select.tsx';
import { Note } from '../../ui/States.tsx';
import { checkKinds, checkOf, conditionKinds, formOf, isPattern, type RuleForm } from './ruleForm.ts';

const severities = ['error', 'warning', 'note'] as const;

/** `rule` null makes a new one. */
export function RuleDialog({ today, rule, onClose }: { today: EpochDay; rule: Rule | null; onClose: () => void }) {
  const words = useText();
  const { t } = words;
  const done = useDone();
  const { data: columns } = useAsk('quality.columns', { today }, { keep: true });
  const fields = (columns ?? []).map(({ field }) => field);
  const [changed, setChanged] = useState<RuleForm | null>(null);
  const form = changed ?? formOf(rule, fields);
  const change = (with_: Partial<RuleForm>): void => setChanged({ ...form, ...with_ });
  const check = checkOf(form, fields);
  const save = useTell('quality.setRule', (line) => {
    done(t('quality.ruleSaved'), line);
    onClose();
  });
  const choices = fields.map((field) => ({ id: field, label: wordField(words, field) }));
  const canonical = choices.filter(({ id }) => canonicalOf(id) !== undefined);
  const kinds = checkKinds.map((id) => ({ id, label: t(`quality.kindName.${id}`) }));
  return (
    <Dialog
      title={rule === null ? t('quality.newRule') : t('quality.editRule').replace('…', '')}
      size="medium"
      isOpen
      onClose={onClose}
      foot={
        <>
          <span className="spring" />
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button look="primary" isDisabled={check === null || save.isPending} onPress={() => check !== null && save.mutate({ id: rule?.id ?? null, rule: { severity: form.severity, owner: form.owner.trim(), enabled: rule?.enabled ?? true, check } })}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <div className="rule-form">
        <Select label={t('quality.ruleKind')} value={form.kind} choices={kinds} onChange={(kind) => change({ kind })} />
        <Demands form={form} choices={form.kind === 'valid' ? canonical : choices} change={change} />
        <Checkbox isSelected={form.isConditional} onChange={(isConditional) => change({ isConditional })}>
          {t('quality.onlyWhen')}
        </Checkbox>
        {form.isConditional && (
          <div className="form-row">
            <ComboBox label={t('quality.conditionField')} value={form.condition.field} choices={choices} onChange={(field) => change({ condition: { ...form.condition, field } })} />
            <Select label={t('quality.conditionLabel')} value={form.condition.kind} choices={conditionKinds.map((id) => ({ id, label: t(`quality.conditionKind.${id}`) }))} onChange={(kind) => change({ condition: { ...form.condition, kind } })} />
            {(form.condition.kind === 'oneOf' || form.condition.kind === 'notOneOf') && <TextField label={t('quality.conditionValues')} value={form.condition.values} onChange={(values) => change({ condition: { ...form.condition, values } })} />}
          </div>
        )}
        <div className="form-row">
          <div className="field">
            <span className="field-label">{t('quality.severityLabel')}</span>
            <Segments label={t('quality.severityLabel')} value={form.severity} choices={severities.map((id) => ({ id, label: t(`quality.severity.${id}`) }))} onChange={(severity) => change({ severity })} />
          </div>
          <TextField label={t('quality.owner')} value={form.owner} onChange={(owner) => change({ owner })} />
        </div>
        <Trial today={today} check={check} />
      </div>
    </Dialog>
  );
}

type Choices = readonly { readonly id: FieldId; readonly label: string }[];

/** The fields of the form that the kind of rule needs. */
function Demands({ form, choices, change }: { form: RuleForm; choices: Choices; change: (with_: Partial<RuleForm>) => void }) {
  const { t } = useText();
  const fieldBox = <ComboBox label={t('quality.field')} value={form.field} choices={choices} onChange={(field) => change({ field })} />;
  switch (form.kind) {
    case 'valid':
    case 'required':
      return fieldBox;
    case 'requiredAny':
    case 'unique':
      return (
        <fieldset className="field-set">
          <legend className="field-label">{t('quality.fieldsLabel')}</legend>
          {choices.map(({ id, label }) => (
            <Checkbox key={id} isSelected={form.fields.includes(id)} onChange={(isOn) => change({ fields: isOn ? [...form.fields, id] : form.fields.filter((other) => other !== id) })}>
              {label}
            </Checkbox>
          ))}
        </fieldset>
      );
    case 'allowed':
      return (
        <>
          {fieldBox}
          <TextField label={t('quality.valuesLabel')} value={form.values} multiline onChange={(values) => change({ values })} />
          <Checkbox isSelected={form.ignoreCase} onChange={(ignoreCase) => change({ ignoreCase })}>
            {t('quality.ignoreCase')}
          </Checkbox>
        </>
      );
    case 'pattern':
      return (
        <>
          {fieldBox}
          <TextField label={t('quality.patternLabel')} value={form.pattern} onChange={(pattern) => change({ pattern })} help={t('quality.patternHelp')} error={isPattern(form.pattern) ? (runsAway(form.pattern) ? t('quality.patternRunsAway') : null) : t('quality.patternBad')} />
        </>
      );
    case 'range':
      return (
        <>
          {fieldBox}
          <div className="form-row">
            <Select label={t('quality.rangeOfLabel')} value={form.of} choices={(['number', 'date', 'length'] as const).map((id) => ({ id, label: t(`quality.rangeOf.${id}`) }))} onChange={(of) => change({ of, from: null, to: null })} />
            <End label={t('quality.from')} isDay={form.of === 'date'} value={form.from} onChange={(from) => change({ from })} />
            <End label={t('quality.to')} isDay={form.of === 'date'} value={form.to} onChange={(to) => change({ to })} />
          </div>
        </>
      );
    case 'reference':
      return (
        <>
          {fieldBox}
          <ListChoice list={form.list} onChange={(list) => change({ list })} />
        </>
      );
    case 'referenceField':
    case 'dateOrder': {
      const isDates = form.kind === 'dateOrder';
      return (
        <div className="form-row">
          <ComboBox label={isDates ? t('quality.startField') : t('quality.field')} value={form.field} choices={choices} onChange={(field) => change({ field })} />
          <ComboBox label={isDates ? t('quality.endField') : t('quality.otherField')} value={form.other} choices={choices} onChange={(other) => change({ other })} />
        </div>
      );
    }
    default:
      return null;
  }
}

function ListChoice({ list, onChange }: { list: string; onChange: (list: string) => void }) {
  const { t } = useText();
  const { data: lists } = useAsk('quality.lists', undefined);
  const names = [...new Set([...(list === '' ? [] : [list]), ...(lists ?? [])])];
  if (lists !== undefined && names.length === 0) return <Note>{t('quality.noLists')}</Note>;
  return <ComboBox label={t('quality.listLabel')} value={list === '' ? null : list} choices={names.map((id) => ({ id, label: id }))} onChange={onChange} />;
}

function End({ label, isDay, value, onChange }: { label: string; isDay: boolean; value: number | null; onChange: (value: number | null) => void }) {
  if (isDay) return <DayField label={label} value={value} onChange={onChange} />;
  return (
    <NumberField className="field" value={value ?? Number.NaN} onChange={(next) => onChange(Number.isNaN(next) ? null : next)}>
      <Label>{label}</Label>
      <Input className="input" />
    </NumberField>
  );
}

/** Asks a moment after the last change of the form. */
function Trial({ today, check }: { today: EpochDay; check: Rule['check'] | null }) {
  const words = useText();
  const { t } = words;
  const key = useDeferredValue(JSON.stringify(check));
  const asked = JSON.parse(key) as Rule['check'] | null;
  const { data } = useAsk('quality.try', { today, check: asked ?? { kind: 'required', field: 'email' } }, { enabled: asked !== null, keep: true });
  return (
    <section className="section trial" aria-live="polite">
      <h3>{t('quality.tryTitle')}</h3>
      {asked === null ? (
        <p className="quiet">{t('quality.tryIncomplete')}</p>
      ) : data === undefined ? (
        <span className="spinner small" />
      ) : (
        <>
          <p>{data.broken === 0 ? t('quality.tryNone', { checked: data.checked }) : t('quality.tryResult', { broken: data.broken, checked: data.checked })}</p>
          {data.examples.length > 0 && (
            <table className="table">
              <tbody>
                {data.examples.map(({ row, title, value, reason }) => (
                  <tr key={row}>
                    <th scope="row">{title}</th>
                    <td className="mono">{value === '' ? <span className="faint">{t('quality.blankValue')}</span> : value}</td>
                    <td className="quiet">{wordFinding(words, reason, asked)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </>
      )}
    </section>
  );
}
