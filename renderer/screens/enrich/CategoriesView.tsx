// Ways to classify records: their values, their rules, what these would give, and classifying by them after a look.
import { Plus, Tags, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { categoryTests, type CategoryCondition, type CategoryRule, type CategoryScheme, type CategoryTest } from '../../../shared/contract/engine.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { useAsk, useTell, useTroubleToast } from '../../session/ask.ts';
import { runJob } from '../../session/jobs.ts';
import { useSession, useWorkspace } from '../../session/session.ts';
import { useDone } from '../../session/undo.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Checkbox, Radios, TextField } from '../../ui/Fields.tsx';
import { Select } from '../../ui/Select.tsx';
import { SidePane } from '../../ui/SidePane.tsx';
import { Busy, EmptyState } from '../../ui/States.tsx';

/** Tests that compare with nothing. */
const alone: readonly CategoryTest[] = ['filled', 'empty'];

export function CategoriesView() {
  const { t } = useText();
  const { readOnly } = useWorkspace();
  const { data } = useAsk('categories.list', undefined, { keep: true });
  const [chosen, setChosen] = useState<FieldId | 'new' | null>(null);
  if (data === undefined) return <Busy label={t('ui.loading')} />;
  const { schemes, fields } = data;
  const shown = chosen === 'new' ? null : (schemes.find(({ field }) => field === chosen) ?? schemes[0] ?? null);
  const isNew = chosen === 'new' || shown === null;
  if (schemes.length === 0 && chosen !== 'new') {
    return (
      <EmptyState icon={Tags} title={t('categories.none')} actions={<Button look="primary" icon={Plus} isDisabled={readOnly} onPress={() => setChosen('new')}>{t('categories.add')}</Button>}>
        {t('categories.noneBody')}
      </EmptyState>
    );
  }
  return (
    <div className="panes">
      <SidePane label={t('enrich.views.categories')} resizeLabel={t('ui.resizePane')} side="start" width={216} min={180} max={360}>
        <nav className="facet-list" aria-label={t('enrich.views.categories')}>
          {schemes.map((scheme) => (
            <button type="button" key={scheme.field} className="facet-value" aria-current={!isNew && scheme.field === shown.field ? 'true' : undefined} onClick={() => setChosen(scheme.field)}>
              <span className="truncate">{scheme.name}</span>
              <span className="count">{scheme.values.length}</span>
            </button>
          ))}
          <Button icon={Plus} isDisabled={readOnly} onPress={() => setChosen('new')}>
            {t('categories.add')}
          </Button>
        </nav>
      </SidePane>
      <Editor key={isNew ? 'new' : shown.field} scheme={isNew ? null : shown} fields={fields} onSaved={setChosen} />
    </div>
  );
}

function Editor({ scheme, fields, onSaved }: { scheme: CategoryScheme | null; fields: readonly FieldId[]; onSaved: (field: FieldId | null) => void }) {
  const words = useText();
  const { t, number } = words;
  const session = useSession();
  const { readOnly } = useWorkspace();
  const say = useTroubleToast();
  const done = useDone();
  const save = useTell('categories.save');
  const [name, setName] = useState(scheme?.name ?? t('categories.newName'));
  const [many, setMany] = useState(scheme?.many ?? false);
  const [typed, setTyped] = useState((scheme?.values ?? []).join('\n'));
  const [rules, setRules] = useState<readonly CategoryRule[]>(scheme?.rules ?? []);
  const [isAsking, setAsking] = useState(false);
  const [fate, setFate] = useState<'keep' | 'replace'>('keep');
  const values = useMemo(() => [...new Set(typed.split('\n').map((line) => line.split('/').map((part) => part.trim()).filter((part) => part !== '').join(' / ')).filter((line) => line !== ''))], [typed]);
  const draft = useMemo<CategoryScheme>(() => ({ field: scheme?.field ?? (`custom:${name.trim()}` as FieldId), name: name.trim(), many, values, rules: rules.filter(({ value }) => values.includes(value)) }), [scheme, name, many, values, rules]);
  const isChanged = scheme === null || JSON.stringify(draft) !== JSON.stringify(scheme);
  const { data: preview } = useAsk('categories.preview', { scheme: draft }, { enabled: draft.rules.length > 0, keep: true });
  const write = (next: CategoryScheme, said: string) => save.mutate(next, { onSuccess: (line) => { done(said, line); onSaved(next.values.length === 0 ? null : next.field); } });
  const setRule = (at: number, change: Partial<CategoryRule>) => setRules(rules.map((rule, index) => (index === at ? { ...rule, ...change } : rule)));
  const fieldChoices = fields.map((field) => ({ id: field as string, label: wordField(words, field) }));
  const apply = async () => {
    setAsking(false);
    try {
      const line = await runJob(session, 'enriching', draft.name, 'categories.apply', { field: draft.field, replace: fate === 'replace' });
      done(t('categories.classified', { name: draft.name }), line);
    } catch (error) {
      say(error);
    }
  };
  return (
    <div className="pane main category">
      <div className="toolbar">
        <h2>{draft.name}</h2>
        <span className="spring" />
        {scheme !== null && (
          <Button icon={Trash2} isDisabled={readOnly} onPress={() => write({ ...scheme, values: [], rules: [] }, t('categories.removed', { name: scheme.name }))}>
            {t('categories.remove')}
          </Button>
        )}
        <Button isDisabled={readOnly || isChanged || draft.rules.length === 0} onPress={() => setAsking(true)}>
          {t('categories.classify')}
        </Button>
        <Button look="primary" isDisabled={readOnly || !isChanged || draft.name === '' || values.length === 0} onPress={() => write(draft, t('categories.saved', { name: draft.name }))}>
          {t('categories.save')}
        </Button>
      </div>
      <div className="screen-body">
        <div className="category-page">
          <div className="stack">
            <TextField label={t('categories.name')} value={name} onChange={setName} />
            <Checkbox isSelected={many} onChange={setMany}>
              {t('categories.many')}
            </Checkbox>
            <TextField label={t('categories.values')} value={typed} onChange={setTyped} multiline help={t('categories.valuesHelp')} />
          </div>
          <div className="stack">
            <div className="section-head">
              <h3>{t('categories.rules')}</h3>
              <span className="sub">{rules.length === 0 ? t('categories.noRules') : t('categories.rulesHelp')}</span>
            </div>
            {rules.map((rule, at) => (
              // Rules have nothing but their place.
              // oxlint-disable-next-line react/no-array-index-key
              <div className="panel padded category-rule" key={at}>
                <div className="cluster">
                  <span className="quiet">{t('categories.gives')}</span>
                  <Select label={t('categories.value')} labelled="hidden" choices={values.map((id) => ({ id, label: id }))} value={rule.value} onChange={(value) => setRule(at, { value })} />
                  <span className="spring" />
                  <IconButton icon={Trash2} label={t('categories.removeRule')} onPress={() => setRules(rules.filter((_, index) => index !== at))} />
                </div>
                {rule.all.map((condition, index) => (
                  <Condition
                    // Conditions have nothing but their place.
                    // oxlint-disable-next-line react/no-array-index-key
                    key={index}
                    lead={t(index === 0 ? 'categories.when' : 'categories.and')}
                    condition={condition}
                    fields={fieldChoices}
                    onChange={(change) => setRule(at, { all: rule.all.map((one, place) => (place === index ? { ...one, ...change } : one)) })}
                    onRemove={() => setRule(at, { all: rule.all.filter((_, place) => place !== index) })}
                  />
                ))}
                <Button size="small" look="quiet" icon={Plus} onPress={() => setRule(at, { all: [...rule.all, { field: fields[0]!, test: 'is', text: '' }] })}>
                  {t('categories.addCondition')}
                </Button>
              </div>
            ))}
            <Button icon={Plus} isDisabled={values.length === 0} onPress={() => setRules([...rules, { value: values[0]!, all: [{ field: fields[0]!, test: 'is', text: '' }] }])}>
              {t('categories.addRule')}
            </Button>
          </div>
          {preview !== undefined && draft.rules.length > 0 && (
            <div className="stack">
              <h3>{t('categories.preview')}</h3>
              <div className="panel table-wrap">
                <table className="table" data-testid="category-preview">
                  <thead>
                    <tr>
                      <th scope="col">{t('categories.value')}</th>
                      <th scope="col" className="number">{t('categories.records')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {preview.byValue.map(({ value, records }) => (
                      <tr key={value}>
                        <td>{value}</td>
                        <td className="number">{number(records)}</td>
                      </tr>
                    ))}
                    <tr>
                      <td className="quiet">{t('categories.without')}</td>
                      <td className="number">{number(preview.without)}</td>
                    </tr>
                  </tbody>
                </table>
              </div>
              {isChanged && <p className="quiet">{t('categories.saveFirst')}</p>}
            </div>
          )}
        </div>
      </div>
      <Dialog
        title={t('categories.classifyTitle', { name: draft.name })}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        foot={
          <>
            <span className="spring" />
            <Button onPress={() => setAsking(false)}>{t('ui.cancel')}</Button>
            <Button look="primary" onPress={() => void apply()}>
              {t('categories.classifyRun')}
            </Button>
          </>
        }
      >
        <div className="stack">
          <p>
            {t('categories.changes', { count: preview?.changes ?? 0 })} {(preview?.replaces ?? 0) > 0 && t('categories.replaces', { count: preview?.replaces ?? 0 })}
          </p>
          {(preview?.replaces ?? 0) > 0 && !many && (
            <Radios label={t('categories.title')} value={fate} onChange={setFate} choices={[{ id: 'keep', label: t('categories.keep') }, { id: 'replace', label: t('categories.replace') }]} />
          )}
        </div>
      </Dialog>
    </div>
  );
}

function Condition({ lead, condition, fields, onChange, onRemove }: { lead: string; condition: CategoryCondition; fields: readonly { readonly id: string; readonly label: string }[]; onChange: (change: Partial<CategoryCondition>) => void; onRemove: () => void }) {
  const { t } = useText();
  return (
    <div className="category-condition">
      <span className="quiet">{lead}</span>
      <Select label={t('categories.field')} labelled="hidden" choices={fields} value={condition.field} onChange={(field) => onChange({ field: field as FieldId })} />
      <Select label={t('categories.test')} labelled="hidden" choices={categoryTests.map((id) => ({ id, label: t(`categories.tests.${id}`) }))} value={condition.test} onChange={(test) => onChange({ test })} />
      {alone.includes(condition.test) ? <span /> : <TextField label={t('categories.text')} labelled="hidden" value={condition.text} onChange={(text) => onChange({ text })} />}
      <IconButton icon={Trash2} label={t('categories.removeCondition')} onPress={onRemove} />
    </div>
  );
}
