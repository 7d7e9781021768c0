// What each column is compared as, which pairs of sources are looked at, and the values and rows that say too little.
import { Link } from '@tanstack/react-router';
import { levelNames, type MatchRole, type MatchRun, pairings, type SavedModel } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { wordComparison } from '../../i18n/wordMatch.ts';
import { useAsk } from '../../session/ask.ts';
import { Checkbox } from '../../ui/Fields.tsx';
import { Select } from '../../ui/Select.tsx';
import { Note } from '../../ui/States.tsx';

const roles: readonly MatchRole[] = [...(Object.keys(levelNames) as (keyof typeof levelNames)[]), 'ignored'];

export function ColumnsTab({ run, model, onModel }: { run: MatchRun; model: SavedModel; onModel: (model: SavedModel) => void }) {
  const words = useText();
  const { t, percent } = words;
  const { data: sources } = useAsk('sources.list', undefined, { keep: true });
  const setRole = (name: string, role: MatchRole) =>
    onModel({
      ...model,
      learn: true,
      roles: model.roles.map((one) => (one.name === name ? { name, field: one.field, confidence: 1, role, ...(role === 'ignored' ? { ignored: 'byUser' as const } : {}) } : one)),
    });
  return (
    <>
      {model.learn && <Note tone="info">{t('model.learnsAnew')}</Note>}
      {(sources?.length ?? 0) > 1 && (
        <section className="section">
          <Select label={t('model.pairing')} value={model.pairing} choices={pairings.map((id) => ({ id, label: t(`model.pairingChoice.${id}`) }))} onChange={(pairing) => onModel({ ...model, pairing })} />
          <Checkbox isSelected={model.oneToOne} onChange={(oneToOne) => onModel({ ...model, oneToOne })}>
            {t('model.oneToOne')}
          </Checkbox>
        </section>
      )}
      <section className="section">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('model.column')}</th>
              <th scope="col">{t('model.role')}</th>
              <th scope="col" className="number" />
            </tr>
          </thead>
          <tbody>
            {model.roles.map(({ name, role, confidence }) => (
              <tr key={name}>
                <th scope="row">{wordComparison(words, name)}</th>
                <td>
                  <Select label={`${t('model.role')}: ${name}`} labelled="hidden" value={role} choices={roles.map((id) => ({ id, label: t(`role.${id}`) }))} onChange={(next) => setRole(name, next)} />
                </td>
                <td className="number quiet">{role === 'ignored' || confidence === 0 ? '' : t('model.sure', { percent: percent(confidence) })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {run.unlinkable > 0 && (
        <section className="section">
          <p>
            {t('model.unlinkable', { count: run.unlinkable })}.{' '}
            <Link to="/records" search={{ flags: ['unlinkable'] }}>
              {t('model.show')}
            </Link>
          </p>
        </section>
      )}
      {run.ignoredValues.length > 0 && (
        <section className="section">
          <h3>{t('duplicates.ignored')}</h3>
          <ul className="chips">
            {run.ignoredValues.map((one) => (
              <li key={`${one.field} ${one.value}`}>
                {wordField(words, one.field)} <span className="quiet">{t('duplicates.ignoredTimes', { value: one.value, count: one.count })}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
