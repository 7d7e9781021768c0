// A new refresh pack: who is asked, what is written, and the form that is designed beside it.
import { useState } from 'react';
import { askableFields, packParts, type FormDesign, type FormField, type PackLine, type PackPart, type PackScope } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { JobDialog } from '../../parts/JobProgress.tsx';
import { createTexts } from '../../i18n/index.ts';
import { useAsk, useTroubleToast } from '../../session/ask.ts';
import { runJob, useJobs } from '../../session/jobs.ts';
import { useSession } from '../../session/session.ts';
import { today } from '../../session/today.ts';
import { wordField } from '../../i18n/wordField.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Checkbox, TextField } from '../../ui/Fields.tsx';
import { Select } from '../../ui/Select.tsx';
import { Busy } from '../../ui/States.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { showToast } from '../../ui/toast.ts';

const reasons = ['fieldTooOld', 'dormant', 'consentExpired', 'bounced', 'noDate'] as const;
const firstFields: readonly FormField['field'][] = ['fullName', 'email', 'phone', 'address', 'postcode', 'city'];
const mosts = ['100', '500', '2000', '10000', '1000000'] as const;

export function PackDialog({ scope, packs, onClose }: { scope: PackScope; packs: readonly PackLine[]; onClose: () => void }) {
  const { t } = useText();
  const { data: design } = useAsk('refresh.design', undefined);
  if (design === undefined) {
    return (
      <Dialog title={t('refresh.packTitle')} isOpen onClose={onClose} size="large">
        <Busy label={t('ui.loading')} />
      </Dialog>
    );
  }
  return <PackForm scope={scope} packs={packs} design={design} onClose={onClose} />;
}

/** A design to begin with: labels as the app names its fields, in both languages. */
function firstDesign(): FormDesign {
  const [en, es] = [createTexts('en'), createTexts('es')];
  return {
    title: { en: en.t('refresh.defaultTitle'), es: es.t('refresh.defaultTitle') },
    intro: { en: '', es: '' },
    fields: firstFields.map((field) => ({ field, required: false, label: { en: en.t(`field.${field}`), es: es.t(`field.${field}`) } })),
    consent: { en: en.t('refresh.defaultConsent'), es: es.t('refresh.defaultConsent') },
    consentRequired: false,
  };
}

function PackForm({ scope: first, packs, design: known, onClose }: { scope: PackScope; packs: readonly PackLine[]; design: FormDesign | null; onClose: () => void }) {
  const words = useText();
  const { t, day, number } = words;
  const session = useSession();
  const say = useTroubleToast();
  const on = today();
  const [tab, setTab] = useState<'who' | 'form'>('who');
  const [name, setName] = useState(() => t('refresh.packNameDefault', { day: day(on) }));
  const [scope, setScope] = useState<PackScope>(first);
  const [most, setMost] = useState<(typeof mosts)[number]>('500');
  const [parts, setParts] = useState<readonly PackPart[]>(first.kind === 'nobody' ? ['blankForm'] : ['mergeCsv', 'callList', 'forms']);
  const [design, setDesign] = useState<FormDesign>(() => known ?? firstDesign());
  const { data: counted } = useAsk('refresh.scope', { scope, today: on }, { keep: true });
  const job = useJobs((state) => state.jobs.find((one) => one.kind === 'exporting'));
  const records = Math.min(counted?.records ?? 0, Number(most));
  const lacks =
    name.trim() === '' ? t('refresh.needName') : parts.length === 0 ? t('refresh.needParts') : design.fields.length === 0 ? t('refresh.needFields') : records === 0 && parts.some((part) => part !== 'blankForm') ? t('refresh.needRecords') : null;
  const scopes = [
    { id: 'stale', label: t('refresh.scopeStale'), scope: { kind: 'stale', reason: null } as PackScope },
    ...reasons.map((reason) => ({ id: `stale:${reason}`, label: t('refresh.scopeReason', { reason: t(`stale.reasonName.${reason}`) }), scope: { kind: 'stale', reason } as PackScope })),
    ...packs.map((pack) => ({ id: `pack:${pack.seq}`, label: t('refresh.scopeUnanswered', { name: pack.name }), scope: { kind: 'unanswered', pack: pack.seq } as PackScope })),
    { id: 'nobody', label: t('refresh.scopeNobody'), scope: { kind: 'nobody' } as PackScope },
  ];
  const scopeId = scope.kind === 'stale' ? (scope.reason === null ? 'stale' : `stale:${scope.reason}`) : scope.kind === 'unanswered' ? `pack:${scope.pack}` : 'nobody';
  const run = async () => {
    const folder = await session.desktop.call('folders.pick', { purpose: 'export' });
    if (folder === null) return;
    try {
      const made = await runJob(session, 'exporting', name, 'refresh.make', { name: name.trim(), scope, most: Number(most), design, parts, folder: folder.token, today: on });
      showToast(t('refresh.written', { count: made.files.length, asked: made.asked }), { tone: 'match' });
      onClose();
    } catch (error) {
      say(error);
    }
  };
  if (job !== undefined) {
    return <JobDialog title={t('refresh.packTitle')} job={job} label={name} />;
  }
  return (
    <Dialog
      title={t('refresh.packTitle')}
      isOpen
      onClose={onClose}
      size="large"
      foot={
        <>
          <span className="foot-note">{lacks ?? t('refresh.records', { count: records })}</span>
          <span className="spring" />
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button look="primary" isDisabled={lacks !== null} onPress={() => void run()}>
            {t('refresh.run')}
          </Button>
        </>
      }
    >
      <div className="pack-form">
        <Tabs
          label={t('refresh.packTitle')}
          value={tab}
          onChange={setTab}
          tabs={[
            {
              id: 'who',
              label: t('refresh.tabs.who'),
              content: (
                <div className="page pack-page">
                  <div className="reference-form">
                    <TextField label={t('refresh.packName')} value={name} onChange={setName} />
                    <span />
                    <Select label={t('refresh.who')} choices={scopes.map(({ id, label }) => ({ id, label }))} value={scopeId} onChange={(id) => setScope(scopes.find((one) => one.id === id)!.scope)} help={t('refresh.records', { count: counted?.records ?? 0 })} />
                    <Select label={t('refresh.most')} choices={mosts.map((id) => ({ id, label: number(Number(id)) }))} value={most} onChange={setMost} isDisabled={scope.kind === 'nobody'} />
                  </div>
                  <div className="stack">
                    <h3>{t('refresh.parts')}</h3>
                    {packParts.map((part) => (
                      <Checkbox key={part} isSelected={parts.includes(part)} onChange={(isOn) => setParts(packParts.filter((one) => (one === part ? isOn : parts.includes(one))))}>
                        {t(`refresh.part.${part}`)}
                        <span className="field-help block">{t(`refresh.partHelp.${part}`)}</span>
                      </Checkbox>
                    ))}
                  </div>
                </div>
              ),
            },
            { id: 'form', label: t('refresh.tabs.form'), count: number(design.fields.length), content: <FormDesigner design={design} onChange={setDesign} /> },
          ]}
        />
      </div>
    </Dialog>
  );
}

function FormDesigner({ design, onChange }: { design: FormDesign; onChange: (design: FormDesign) => void }) {
  const words = useText();
  const { t } = words;
  const [labels] = useState(() => ({ en: createTexts('en'), es: createTexts('es') }));
  const set = (field: FormField['field'], change: Partial<FormField> | null) => {
    const known = design.fields.find((one) => one.field === field);
    const others = design.fields.filter((one) => one.field !== field);
    const next: readonly FormField[] = change === null ? others : known === undefined ? [...others, { field, required: false, label: { en: labels.en.t(`field.${field}`), es: labels.es.t(`field.${field}`) }, ...change }] : design.fields.map((one) => (one.field === field ? { ...one, ...change } : one));
    // In the order in which people are used to be asked.
    onChange({ ...design, fields: askableFields.flatMap((one) => next.find((chosen) => chosen.field === one) ?? []) });
  };
  const both = (part: 'title' | 'intro' | 'consent', label: string, multiline: boolean, help?: string) => (
    <div className="reference-form">
      {(['en', 'es'] as const).map((language) => (
        <TextField key={language} multiline={multiline} label={`${label} · ${t(language === 'en' ? 'refresh.english' : 'refresh.spanish')}`} value={design[part][language]} onChange={(text) => onChange({ ...design, [part]: { ...design[part], [language]: text } })} {...(help !== undefined && language === 'en' ? { help } : {})} />
      ))}
    </div>
  );
  return (
    <div className="page pack-page">
      {both('title', t('refresh.formTitle'), false)}
      {both('intro', t('refresh.intro'), true)}
      <div className="panel table-wrap">
        <table className="table mapping">
          <thead>
            <tr>
              <th scope="col">{t('refresh.ask')}</th>
              <th scope="col">{t('refresh.labelEn')}</th>
              <th scope="col">{t('refresh.labelEs')}</th>
              <th scope="col">{t('refresh.required')}</th>
            </tr>
          </thead>
          <tbody>
            {askableFields.map((field) => {
              const asked = design.fields.find((one) => one.field === field);
              return (
                <tr key={field}>
                  <th scope="row" className="column-name">
                    <Checkbox isSelected={asked !== undefined} onChange={(isOn) => set(field, isOn ? {} : null)}>
                      {wordField(words, field)}
                    </Checkbox>
                  </th>
                  {(['en', 'es'] as const).map((language) => (
                    <td key={language}>
                      {asked !== undefined && (
                        <TextField label={`${t(language === 'en' ? 'refresh.labelEn' : 'refresh.labelEs')}: ${wordField(words, field)}`} labelled="hidden" value={asked.label[language]} onChange={(text) => set(field, { label: { ...asked.label, [language]: text } })} />
                      )}
                    </td>
                  ))}
                  <td>
                    {asked !== undefined && (
                      <Checkbox aria-label={`${t('refresh.required')}: ${wordField(words, field)}`} isSelected={asked.required} onChange={(required) => set(field, { required })} />
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {both('consent', t('refresh.consent'), true, t('refresh.consentHelp'))}
      <Checkbox isSelected={design.consentRequired} onChange={(consentRequired) => onChange({ ...design, consentRequired })}>
        {t('refresh.consentRequired')}
      </Checkbox>
    </div>
  );
}
