// How spellings would change, grouped by shape: of one field all are taken but those left out, over all fields those that are chosen.
import { useNavigate } from '@tanstack/react-router';
import { WandSparkles } from 'lucide-react';
import { useState } from 'react';
import { standardWays, type ShapeGroup, type StandardWay } from '../../../shared/contract/engine.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import type { EpochDay } from '../../../shared/model/ids.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { useAsk, useTell } from '../../session/ask.ts';
import { useWorkspace } from '../../session/session.ts';
import { useDone } from '../../session/undo.ts';
import { Button } from '../../ui/Button.tsx';
import { Diff } from '../../ui/Diff.tsx';
import { Checkbox, Slider } from '../../ui/Fields.tsx';
import { Select } from '../../ui/Select.tsx';
import { Busy, EmptyState, Note } from '../../ui/States.tsx';

const SURE = 0.9;
const keyOf = (group: ShapeGroup): string => `${group.field}\n${group.key}`;

/** Nothing is written before Apply; what was delivered always stays. */
export function FormGroups({ today, field, way }: { today: EpochDay; field: FieldId | null; way: StandardWay }) {
  const words = useText();
  const { t, number } = words;
  const { readOnly } = useWorkspace();
  const navigate = useNavigate();
  const done = useDone();
  const [sure, setSure] = useState(SURE);
  const [dragged, setDragged] = useState(SURE);
  // Over all fields the shapes are too many and too different to take unseen.
  const [takesAll, setTakesAll] = useState(field !== null);
  /** Those for which it is the other way round. */
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const request = { today, field, options: { way, minConfidence: sure } };
  const { data: preview, isFetching } = useAsk('standardise.preview', request, { keep: true });
  const takeAll = (all: boolean): void => {
    setTakesAll(all);
    setTurned(new Set());
  };
  const apply = useTell('standardise.apply', (line) => {
    takeAll(field !== null);
    done(t('standardise.applied'), line);
  });
  const groups = preview?.groups ?? [];
  const isTaken = (group: ShapeGroup): boolean => turned.has(keyOf(group)) !== takesAll;
  const named = groups.filter((group) => turned.has(keyOf(group)));
  const ofNamed = named.reduce((sum, group) => sum + group.rows, 0);
  const cells = takesAll ? (preview?.rows ?? 0) - ofNamed : ofNamed;
  const takesSome = groups.some(isTaken);
  const toggle = (group: ShapeGroup, isOn: boolean): void => {
    const next = new Set(turned);
    if (isOn === takesAll) next.delete(keyOf(group));
    else next.add(keyOf(group));
    setTurned(next);
  };
  return (
    <>
      <div className="toolbar wrap">
        <Select
          label={t('standardise.wayLabel')}
          labelled="before"
          value={way}
          choices={standardWays.map((id) => ({ id, label: t(`standardise.way.${id}`), detail: t(`standardise.wayHelp.${id}`) }))}
          onChange={(next) => void navigate({ to: '/quality', search: { view: 'standardise', ...(field === null ? {} : { field }), way: next }, replace: true })}
        />
        {way === 'repairs' && (
          <div className="narrow-slider">
            <Slider label={t('standardise.sure')} value={dragged} min={0.3} max={0.99} step={0.01} onChange={setDragged} onCommit={setSure} format={{ style: 'percent' }} />
          </div>
        )}
        <span className="spring" />
        {groups.length > 1 && (
          <Button size="small" look="quiet" onPress={() => takeAll(!takesSome)}>
            {takesSome ? t('standardise.rejectAll') : t('standardise.acceptAll')}
          </Button>
        )}
        <Button look="primary" icon={WandSparkles} isDisabled={readOnly || cells === 0 || isFetching || apply.isPending} onPress={() => apply.mutate({ ...request, take: takesAll ? 'allBut' : 'only', groups: named.map((group) => ({ field: group.field, key: group.key })) })}>
          {cells === 0 ? t('standardise.choose') : t('standardise.apply', { count: cells })}
        </Button>
      </div>
      {!preview ? (
        <Busy label={t('ui.loading')} />
      ) : groups.length === 0 ? (
        <EmptyState icon={WandSparkles} title={t('standardise.noneTitle')}>
          {t('standardise.noneBody')}
        </EmptyState>
      ) : (
        <div className="table-wrap fill">
          <table className="table shape-table">
            <caption className="visually-hidden">{t('standardise.caption')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('standardise.take')}</th>
                {field === null && <th scope="col">{t('quality.field')}</th>}
                <th scope="col">{t('standardise.shape')}</th>
                <th scope="col" className="number">
                  {t('quality.rowsColumn')}
                </th>
                <th scope="col">{t('standardise.firstChanges')}</th>
              </tr>
            </thead>
            <tbody>
              {groups.map((group) => {
                const isOn = isTaken(group);
                return (
                  <tr key={keyOf(group)} className={isOn || !takesAll ? '' : 'rejected'}>
                    <td className="tight">
                      <Checkbox aria-label={t('standardise.takeOne', { from: group.from, to: group.to })} isSelected={isOn} onChange={(next) => toggle(group, next)} />
                    </td>
                    {field === null && <td className="tight">{wordField(words, group.field)}</td>}
                    <td className="mono shape">
                      <span>{group.from === '' ? t('quality.blankValue') : group.from}</span>
                      <span className="quiet">→ {group.to === '' ? t('quality.blankValue') : group.to}</span>
                    </td>
                    <td className="number">{number(group.rows)}</td>
                    <td>
                      <ul className="examples">
                        {group.examples.map(({ before, after, rows }) => (
                          <li key={before}>
                            {/* What goes is marked like what comes: a full stop, or a blank that nobody would see. */}
                            <span className="selectable">
                              <Diff text={before} other={after} />
                            </span>
                            <span className="quiet" aria-hidden="true">
                              →
                            </span>
                            <span className="selectable">{after === '' ? <span className="faint">{t('quality.blankValue')}</span> : <Diff text={after} other={before} />}</span>
                            {rows > 1 && <span className="count">{number(rows)}</span>}
                          </li>
                        ))}
                      </ul>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
          {preview.more > 0 && <Note>{t(takesAll ? 'standardise.more' : 'standardise.moreLeft', { count: preview.more })}</Note>}
        </div>
      )}
      {preview && groups.length > 0 && (
        <footer className="statusbar">
          <span>{t('standardise.sum', { rows: preview.rows, values: preview.values })}</span>
        </footer>
      )}
    </>
  );
}
