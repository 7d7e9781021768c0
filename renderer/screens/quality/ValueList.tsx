// The values of one field with their counts; changing one changes it in all its rows.
import { Link } from '@tanstack/react-router';
import { Pencil } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import type { RecordsQuery } from '../../../shared/contract/engine.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import { useText } from '../../i18n/useText.ts';
import { useAsk, useTell } from '../../session/ask.ts';
import { useWorkspace } from '../../session/session.ts';
import { useDone } from '../../session/undo.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { SearchField, TextField } from '../../ui/Fields.tsx';
import { Busy } from '../../ui/States.tsx';

const LISTED = 300;
const everything: RecordsQuery = { of: 'rows', filter: { kind: 'all', of: [] }, sort: [] };

export function ValueList({ field }: { field: FieldId }) {
  const { t, number } = useText();
  const { readOnly } = useWorkspace();
  const done = useDone();
  const [search, setSearch] = useState('');
  const [typed, setTyped] = useState<{ before: string; text: string } | null>(null);
  const { data } = useAsk('records.facet', { query: everything, field, limit: LISTED, search: useDeferredValue(search) }, { keep: true });
  const replace = useTell('standardise.replace', (line) => {
    setTyped(null);
    done(t('standardise.replaced'), line);
  });
  const save = (): void => {
    if (typed !== null && typed.text !== typed.before && !replace.isPending) replace.mutate({ field, changes: [{ before: typed.before, after: typed.text }], reason: 'facet' });
  };
  return (
    <>
      <div className="toolbar">
        <SearchField label={t('standardise.findValue')} value={search} onChange={setSearch} />
        <span className="spring" />
        {data && <span className="quiet">{t('standardise.valuesShown', { shown: data.values.length, total: data.distinct })}</span>}
      </div>
      {!data ? (
        <Busy label={t('ui.loading')} />
      ) : (
        <div className="table-wrap fill">
          <table className="table value-table">
            <caption className="visually-hidden">{t('standardise.mode.values')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('quality.value')}</th>
                <th scope="col" className="number">
                  {t('quality.rowsColumn')}
                </th>
                <th scope="col">
                  <span className="visually-hidden">{t('standardise.changeValue')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.values.map(({ value, count }) => (
                <tr key={value}>
                  <td>
                    {typed?.before === value ? (
                      <div className="finding-edit">
                        <TextField label={t('standardise.newValue', { value })} labelled="hidden" value={typed.text} onChange={(text) => setTyped({ before: value, text })} autoFocus onSubmit={save} />
                        <Button size="small" look="primary" isDisabled={replace.isPending || typed.text === value} onPress={save}>
                          {t('standardise.changeRows', { count })}
                        </Button>
                        <Button size="small" onPress={() => setTyped(null)}>
                          {t('ui.cancel')}
                        </Button>
                      </div>
                    ) : (
                      <span className="selectable">{value}</span>
                    )}
                  </td>
                  <td className="number tight">
                    <Link to="/records" search={{ facets: { [field]: { include: [value] } } }}>
                      {number(count)}
                    </Link>
                  </td>
                  <td className="tight">
                    <IconButton size="small" icon={Pencil} label={t('standardise.newValue', { value })} isDisabled={readOnly} onPress={() => setTyped({ before: value, text: value })} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
