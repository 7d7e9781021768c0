// How golden values are chosen, field by field; what a change would flip is shown before it is made.
import { ArrowLeft, ArrowUp, RotateCcw, X } from 'lucide-react';
import { useState } from 'react';
import type { FlipsPage, SurvivorshipLine, SurvivorshipPage } from '../../shared/contract/engine.ts';
import { survivorshipRules, type FieldRule, type Narrowing, type SurvivorshipSettings } from '../../shared/model/decision.ts';
import { canonicalOf, type CanonicalField, type FieldId } from '../../shared/model/fields.ts';
import type { SourceId } from '../../shared/model/ids.ts';
import { useText } from '../i18n/useText.ts';
import { wordField } from '../i18n/wordField.ts';
import { useAsk, useTell, useTroubleToast } from '../session/ask.ts';
import { useSession, useWorkspace } from '../session/session.ts';
import { useDone } from '../session/undo.ts';
import { wordProgress } from '../session/wordJob.ts';
import type { Progress as Reported } from '../../shared/kernel/job.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button, IconButton } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Select } from '../ui/Select.tsx';
import { Busy } from '../ui/States.tsx';

const narrowings = survivorshipRules.filter((rule): rule is Narrowing => rule !== 'commonest' && rule !== 'earliest' && rule !== 'pinned' && rule !== 'enriched');

export function SurvivorshipDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const { data } = useAsk('survivorship.read', undefined);
  return data ? (
    <RulesForm page={data} onClose={onClose} />
  ) : (
    <Dialog title={t('steward.rules.title')} size="large" isOpen onClose={onClose}>
      <Busy label={t('ui.loading')} />
    </Dialog>
  );
}

type Edited = { readonly fields: readonly FieldRule[]; readonly units: SurvivorshipSettings['units'] };
const settingsOf = ({ fields, units }: Edited): SurvivorshipSettings | null => (fields.length === 0 && units === null ? null : { fields, units });

function RulesForm({ page, onClose }: { page: SurvivorshipPage; onClose: () => void }) {
  const words = useText();
  const { t } = words;
  const { engine } = useSession();
  const { readOnly } = useWorkspace();
  const say = useTroubleToast();
  const done = useDone();
  const start: Edited = { fields: page.settings?.fields ?? [], units: page.settings?.units ?? null };
  const [edited, setEdited] = useState(start);
  const [flips, setFlips] = useState<FlipsPage | null>(null);
  const [progress, setProgress] = useState<Reported | null>(null);
  const [isLooking, setLooking] = useState(false);
  const { data: sources } = useAsk('sources.list', undefined);
  const isChanged = JSON.stringify(settingsOf(edited)) !== JSON.stringify(page.settings);
  const foresee = async () => {
    setLooking(true);
    try {
      setFlips(await engine.call('survivorship.foresee', { settings: settingsOf(edited) }, { onProgress: setProgress }));
    } catch (error) {
      say(error);
    } finally {
      setLooking(false);
      setProgress(null);
    }
  };
  const apply = useTell('survivorship.apply', (line) => {
    done(t('steward.rules.applied'), line);
    onClose();
  });
  return (
    <Dialog
      title={t('steward.rules.title')}
      size="large"
      isOpen
      onClose={onClose}
      foot={
        flips ? (
          <>
            <Button look="quiet" icon={ArrowLeft} onPress={() => setFlips(null)}>
              {t('steward.rules.back')}
            </Button>
            <span className="spring" />
            <Button onPress={onClose}>{t('ui.cancel')}</Button>
            <Button look="primary" isDisabled={readOnly || apply.isPending} onPress={() => apply.mutate({ settings: settingsOf(edited), flips: flips.values })}>
              {t('steward.rules.apply')}
            </Button>
          </>
        ) : (
          <>
            <Button look="quiet" icon={RotateCcw} isDisabled={settingsOf(edited) === null} onPress={() => setEdited({ fields: [], units: null })}>
              {t('steward.rules.resetAll')}
            </Button>
            <span className="spring" />
            {isLooking && progress && <span className="quiet">{wordProgress(words, progress)}</span>}
            <Button onPress={onClose}>{t('ui.cancel')}</Button>
            <Button look="primary" isDisabled={!isChanged || isLooking} onPress={() => void foresee()}>
              {t('steward.rules.preview')}
            </Button>
          </>
        )
      }
    >
      {flips ? (
        <Flips flips={flips} />
      ) : (
        <>
          <p className="quiet">{t('steward.rules.help')}</p>
          <table className="table survivorship">
            <thead>
              <tr>
                <th scope="col">{t('steward.rules.field')}</th>
                <th scope="col">{t('steward.rules.order')}</th>
                <th scope="col">{t('steward.rules.trust')}</th>
              </tr>
            </thead>
            <tbody>
              {linesUnder(page, edited).map((line) => (
                <RuleRow key={line.field} line={line} all={page.lines} edited={edited} onChange={setEdited} sources={(sources ?? []).map(({ source }) => source)} />
              ))}
            </tbody>
          </table>
        </>
      )}
    </Dialog>
  );
}

/** The lines of the page under what was edited: fields that were moved to another unit stand there. */
function linesUnder(page: SurvivorshipPage, edited: Edited): readonly SurvivorshipLine[] {
  const units = edited.units ?? page.units;
  const fields = page.lines.flatMap((line) => line.fields);
  const nameOf = (field: FieldId): FieldId => {
    const canonical = canonicalOf(field);
    const unit = canonical === undefined ? undefined : units.find((one) => one.includes(canonical));
    return unit === undefined || canonical === undefined ? field : (`${unit[0]}${field.slice(canonical.length)}` as FieldId);
  };
  const byName = new Map<FieldId, FieldId[]>();
  for (const field of fields) byName.set(nameOf(field), [...(byName.get(nameOf(field)) ?? []), field]);
  return [...byName].map(([name, members]) => {
    const own = edited.fields.find((one) => one.field === name);
    const defaults = page.defaults.find(({ field }) => field === name)?.rules ?? page.lines[0]?.rules ?? [];
    return { field: name, fields: members, rules: own?.rules ?? defaults, trust: own?.trust ?? [], isDefault: own === undefined };
  });
}

type RowProps = { line: SurvivorshipLine; all: readonly SurvivorshipLine[]; edited: Edited; onChange: (edited: Edited) => void; sources: readonly { readonly id: SourceId; readonly name: string }[] };

function RuleRow({ line, all, edited, onChange, sources }: RowProps) {
  const words = useText();
  const { t, list } = words;
  const name = wordField(words, line.field);
  const set = (rules: readonly Narrowing[], trust: readonly SourceId[]) => onChange({ ...edited, fields: [...edited.fields.filter((one) => one.field !== line.field), { field: line.field, rules, trust }] });
  const sourceName = (id: SourceId) => sources.find((one) => one.id === id)?.name ?? '';
  const others = line.fields.filter((field) => field !== line.field);
  const free = narrowings.filter((rule) => !line.rules.includes(rule));
  const untrusted = sources.filter((one) => !line.trust.includes(one.id));
  const moved = (index: number) => line.rules.map((rule, at) => (at === index - 1 ? line.rules[index]! : at === index ? line.rules[index - 1]! : rule));
  const usesTrust = line.rules.includes('sourcePriority');
  return (
    <tr>
      <th scope="row">
        {name}
        {others.length > 0 && <span className="quiet block">{t('steward.rules.unit', { fields: list(others.map((field) => wordField(words, field))) })}</span>}
        {canonicalOf(line.field) !== undefined && <Together line={line} all={all} edited={edited} onChange={onChange} />}
      </th>
      <td>
        <ol className="rule-list" aria-label={`${t('steward.rules.order')}: ${name}`}>
          {line.rules.map((rule, index) => (
            <li key={rule}>
              <span>{t(`rule.${rule}`)}</span>
              <IconButton size="small" icon={ArrowUp} label={t('steward.rules.earlier', { name: t(`rule.${rule}`) })} isDisabled={index === 0} onPress={() => set(moved(index), line.trust)} />
              <IconButton size="small" icon={X} label={t('steward.rules.removeRule', { rule: t(`rule.${rule}`) })} isDisabled={line.rules.length === 1} onPress={() => set(line.rules.filter((one) => one !== rule), line.trust)} />
            </li>
          ))}
        </ol>
        <span className="rule-tools">
          {free.length > 0 && (
            <Select<Narrowing | 'add'> label={`${t('steward.rules.addRule')}: ${name}`} labelled="hidden" plain value="add" choices={[{ id: 'add', label: t('steward.rules.addRule') }, ...free.map((id) => ({ id, label: t(`rule.${id}`) }))]} onChange={(id) => id !== 'add' && set([...line.rules, id], line.trust)} />
          )}
          {line.isDefault ? (
            <Badge>{t('steward.rules.isDefault')}</Badge>
          ) : (
            <IconButton size="small" icon={RotateCcw} label={`${t('steward.rules.reset')}: ${name}`} onPress={() => onChange({ ...edited, fields: edited.fields.filter((one) => one.field !== line.field) })} />
          )}
        </span>
      </td>
      <td>
        {usesTrust && (
          <>
            {line.trust.length === 0 ? (
              <span className="quiet">{t('steward.rules.trustNone')}</span>
            ) : (
              <ol className="rule-list" aria-label={`${t('steward.rules.trust')}: ${name}`}>
                {line.trust.map((id) => (
                  <li key={id}>
                    <span>{sourceName(id)}</span>
                    <IconButton size="small" icon={X} label={t('steward.rules.removeTrust', { source: sourceName(id) })} onPress={() => set(line.rules, line.trust.filter((one) => one !== id))} />
                  </li>
                ))}
              </ol>
            )}
            {untrusted.length > 0 && (
              <Select
                label={`${t('steward.rules.addTrust')}: ${name}`}
                labelled="hidden"
                plain
                value="add"
                choices={[{ id: 'add', label: t('steward.rules.addTrust') }, ...untrusted.map((one) => ({ id: String(one.id), label: one.name }))]}
                onChange={(id) => id !== 'add' && set(line.rules, [...line.trust, Number(id) as SourceId])}
              />
            )}
          </>
        )}
      </td>
    </tr>
  );
}

/** With which field the last one of a line travels, or that it stands by itself. */
function Together({ line, all, edited, onChange }: Pick<RowProps, 'line' | 'all' | 'edited' | 'onChange'>) {
  const words = useText();
  const { t } = words;
  const own = canonicalOf(line.field);
  if (own === undefined || line.field !== own) return null;
  const current: readonly (readonly CanonicalField[])[] = edited.units ?? defaultUnitsOf(all);
  const isUnit = line.fields.length > 1;
  const others = all.flatMap(({ field }) => (canonicalOf(field) === field && field !== own ? [field as CanonicalField] : []));
  const join = (other: CanonicalField) => {
    const target = current.find((unit) => unit.includes(other)) ?? [other];
    const mine = current.find((unit) => unit.includes(own)) ?? [own];
    onChange({ ...edited, units: [...current.filter((unit) => unit !== target && unit !== mine), [...target, ...mine]] });
  };
  const part = () => onChange({ ...edited, units: current.filter((unit) => !unit.includes(own)) });
  return (
    <Select
      label={`${t('steward.rules.together')}: ${wordField(words, line.field)}`}
      labelled="hidden"
      plain
      value={isUnit ? 'unit' : 'alone'}
      choices={[...(isUnit ? [{ id: 'unit', label: t('steward.rules.together') }] : []), { id: 'alone', label: t('steward.rules.alone') }, ...others.map((id) => ({ id, label: `${t('steward.rules.together')}: ${wordField(words, id)}` }))]}
      onChange={(id) => (id === 'alone' ? part() : id !== 'unit' && join(id as CanonicalField))}
    />
  );
}

function defaultUnitsOf(lines: readonly SurvivorshipLine[]): readonly (readonly CanonicalField[])[] {
  return lines.filter(({ fields }) => fields.length > 1).map(({ fields }) => fields.flatMap((field) => canonicalOf(field) ?? []));
}

function Flips({ flips }: { flips: FlipsPage }) {
  const words = useText();
  const { t, number } = words;
  if (flips.values === 0) return <p data-testid="flips">{t('steward.rules.flipsNone')}</p>;
  return (
    <div className="flips">
      <p className="strong" data-testid="flips">
        {t('steward.rules.flips', { count: flips.values, records: flips.records })}
      </p>
      <p className="quiet">{flips.byField.map(({ field, values }) => `${wordField(words, field)}: ${number(values)}`).join(' · ')}</p>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('steward.rules.record')}</th>
            <th scope="col">{t('steward.rules.field')}</th>
            <th scope="col">{t('steward.rules.before')}</th>
            <th scope="col">{t('steward.rules.after')}</th>
          </tr>
        </thead>
        <tbody>
          {flips.some.map((flip) => (
            <tr key={`${flip.row} ${flip.field}`}>
              <th scope="row">{flip.title}</th>
              <td>{wordField(words, flip.field)}</td>
              <td>{flip.before === '' ? <span className="faint">–</span> : flip.before}</td>
              <td>
                {flip.after === '' ? <span className="faint">–</span> : flip.after} {flip.rule && <span className="golden-rule">{t(`rule.${flip.rule}`)}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {flips.values > flips.some.length && <p className="quiet">{t('steward.rules.first', { count: flips.some.length })}</p>}
    </div>
  );
}
