// Spellings of one field that probably mean the same, with what all of them would become.
import { Link } from '@tanstack/react-router';
import { Combine } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { Input, Label, NumberField } from 'react-aria-components';
import type { ClusterMethod, SpellingCluster } from '../../../shared/contract/engine.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import { useText } from '../../i18n/useText.ts';
import { useAsk, useTell } from '../../session/ask.ts';
import { useWorkspace } from '../../session/session.ts';
import { useDone } from '../../session/undo.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox, TextField } from '../../ui/Fields.tsx';
import { Select } from '../../ui/Select.tsx';
import { Busy, EmptyState, Note } from '../../ui/States.tsx';

const methods = ['fingerprint', 'ngram', 'phonetic', 'neighbour'] as const;

/** What the steward changed of a cluster's proposal. */
type Choice = { readonly isOn: boolean; readonly target: string; readonly without: readonly string[] };

export function ClusterList({ field }: { field: FieldId }) {
  const { t, number } = useText();
  const { readOnly } = useWorkspace();
  const done = useDone();
  const [method, setMethod] = useState<ClusterMethod['method']>('fingerprint');
  const [size, setSize] = useState(2);
  const [radius, setRadius] = useState(2);
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({});
  const how = useDeferredValue<ClusterMethod>(method === 'ngram' ? { method, size } : method === 'neighbour' ? { method, radius } : { method });
  const { data, isFetching } = useAsk('standardise.clusters', { field, how }, { keep: true });
  const replace = useTell('standardise.replace', (line) => {
    setChoices({});
    done(t('standardise.merged'), line);
  });
  const keyOf = (cluster: SpellingCluster): string => JSON.stringify(cluster.values.map(({ value }) => value));
  const choiceOf = (cluster: SpellingCluster): Choice => choices[keyOf(cluster)] ?? { isOn: false, target: cluster.target, without: [] };
  const choose = (cluster: SpellingCluster, with_: Partial<Choice>): void => setChoices({ ...choices, [keyOf(cluster)]: { ...choiceOf(cluster), ...with_ } });
  const clusters = data?.clusters ?? [];
  const taken = clusters.filter((cluster) => choiceOf(cluster).isOn);
  const changes = taken.flatMap((cluster) => {
    const { target, without } = choiceOf(cluster);
    return cluster.values.filter(({ value }) => value !== target && !without.includes(value)).map(({ value, count }) => ({ before: value, after: target, count }));
  });
  const rows = changes.reduce((sum, { count }) => sum + count, 0);
  const isAll = taken.length === clusters.length;
  return (
    <>
      <div className="toolbar wrap">
        <Select
          label={t('standardise.method')}
          labelled="before"
          value={method}
          choices={methods.map((id) => ({ id, label: t(`standardise.methodName.${id}`), detail: t(`standardise.methodHelp.${id}`) }))}
          onChange={(next) => {
            setChoices({});
            setMethod(next);
          }}
        />
        {method === 'ngram' && <Small label={t('standardise.ngramSize')} value={size} min={1} max={6} onChange={setSize} />}
        {method === 'neighbour' && <Small label={t('standardise.radius')} value={radius} min={1} max={3} onChange={setRadius} />}
        <span className="spring" />
        {clusters.length > 0 && (
          <Button size="small" look="quiet" onPress={() => setChoices(Object.fromEntries(clusters.map((cluster) => [keyOf(cluster), { ...choiceOf(cluster), isOn: !isAll }])))}>
            {isAll ? t('standardise.rejectAll') : t('standardise.acceptAll')}
          </Button>
        )}
        <Button look="primary" icon={Combine} isDisabled={readOnly || changes.length === 0 || isFetching || replace.isPending} onPress={() => replace.mutate({ field, changes: changes.map(({ before, after }) => ({ before, after })), reason: 'cluster' })}>
          {t('standardise.mergeClusters', { count: rows })}
        </Button>
      </div>
      {!data ? (
        <Busy label={t('ui.loading')} />
      ) : clusters.length === 0 ? (
        <EmptyState icon={Combine} title={t('standardise.noClustersTitle')}>
          {t('standardise.noClustersBody')}
        </EmptyState>
      ) : (
        <div className="table-wrap fill">
          <table className="table cluster-table">
            <caption className="visually-hidden">{t('standardise.clustersCaption')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('standardise.take')}</th>
                <th scope="col" className="number">
                  {t('quality.rowsColumn')}
                </th>
                <th scope="col">{t('standardise.spellings')}</th>
                <th scope="col">{t('standardise.target')}</th>
              </tr>
            </thead>
            <tbody>
              {clusters.map((cluster) => {
                const { isOn, target, without } = choiceOf(cluster);
                return (
                  <tr key={keyOf(cluster)}>
                    <td className="tight">
                      <Checkbox aria-label={t('standardise.takeCluster', { target: cluster.target })} isSelected={isOn} onChange={(next) => choose(cluster, { isOn: next })} />
                    </td>
                    <td className="number tight">
                      <Link to="/records" search={{ facets: { [field]: { include: cluster.values.map(({ value }) => value) } } }}>
                        {number(cluster.rows)}
                      </Link>
                    </td>
                    <td>
                      <ul className="spellings">
                        {cluster.values.map(({ value, count }) => (
                          <li key={value}>
                            <Checkbox isSelected={!without.includes(value)} onChange={(next) => choose(cluster, { without: next ? without.filter((other) => other !== value) : [...without, value] })}>
                              <span className="selectable">{value}</span> <span className="count">{number(count)}</span>
                            </Checkbox>
                            {value !== target && (
                              <Button size="small" look="quiet" onPress={() => choose(cluster, { target: value, isOn: true })}>
                                {t('standardise.useThis')}
                              </Button>
                            )}
                          </li>
                        ))}
                      </ul>
                    </td>
                    <td className="cluster-target">
                      <TextField label={t('standardise.targetOf', { value: cluster.target })} labelled="hidden" value={target} onChange={(next) => choose(cluster, { target: next, isOn: true })} />
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
          {data.more > 0 && <Note>{t('standardise.moreClusters', { count: data.more })}</Note>}
        </div>
      )}
    </>
  );
}

function Small({ label, value, min, max, onChange }: { label: string; value: number; min: number; max: number; onChange: (value: number) => void }) {
  return (
    <NumberField className="field inline small-number" value={value} minValue={min} maxValue={max} onChange={(next) => !Number.isNaN(next) && onChange(next)}>
      <Label>{label}</Label>
      <Input className="input" />
    </NumberField>
  );
}
