// The entries, newest first, with the conditions above them and the chosen one beside them.
import { ScrollText, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { everyEntry } from '../../../shared/contract/engine.ts';
import type { EntrySeq } from '../../../shared/model/ids.ts';
import { useText } from '../../i18n/useText.ts';
import { wordEntry } from '../../i18n/wordLog.ts';
import { useAsk } from '../../session/ask.ts';
import type { LogSearch } from '../../session/routes.ts';
import { Button } from '../../ui/Button.tsx';
import { SidePane } from '../../ui/SidePane.tsx';
import { Busy, EmptyState, ErrorState } from '../../ui/States.tsx';
import { EntryDetails } from './EntryDetails.tsx';
import { FilterBar } from './FilterBar.tsx';
import { filterOf } from './logFilter.ts';
import { PersonName } from './PersonName.tsx';

const pageLines = 100;

export function EntriesTab({ search, onChange }: { search: LogSearch; onChange: (search: LogSearch) => void }) {
  const words = useText();
  const { t, number, dateTime } = words;
  const [count, setCount] = useState(pageLines);
  const filter = filterOf(search);
  const { data, error } = useAsk('log.list', { filter, from: 0, count }, { keep: true });
  const isListed = data?.lines.some(({ seq }) => seq === search.entry) ?? true;
  // An entry that is asked for by its number is shown whatever the list holds.
  const { data: asked } = useAsk('log.list', { filter: everyEntry, from: Math.max(0, (data?.all ?? 0) - 1 - (search.entry ?? 0)), count: 1 }, { enabled: data !== undefined && search.entry !== undefined && !isListed });
  if (error) return <ErrorState title={t('error.title')}>{error.message}</ErrorState>;
  if (!data) return <Busy label={t('ui.loading')} />;
  const chosen = search.entry === undefined ? data.lines[0] : (data.lines.find((line) => line.seq === search.entry) ?? asked?.lines[0]);
  const choose = (seq: EntrySeq) => onChange({ ...search, entry: seq });
  return (
    <div className="log-entries">
      <FilterBar search={search} onChange={onChange} />
      {data.lines.length === 0 ? (
        <EmptyState icon={ScrollText} title={t('log.emptyTitle')}>
          {t('log.emptyBody')}
        </EmptyState>
      ) : (
        <div className="panes">
          <div className="pane main">
            <div className="table-wrap log-table">
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col" className="number">
                      {t('log.entry')}
                    </th>
                    <th scope="col">{t('log.when')}</th>
                    <th scope="col">{t('log.who')}</th>
                    <th scope="col">{t('log.what')}</th>
                    <th scope="col" className="number">
                      {t('log.changes')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {data.lines.map((line) => (
                    <tr key={line.seq} data-action className={line.seq === chosen?.seq ? 'chosen' : undefined} onClick={() => choose(line.seq)}>
                      <td className="number tight">{line.seq}</td>
                      <td className="quiet tight">{dateTime(line.at)}</td>
                      <td className="tight">
                        <PersonName actor={line.actor} />
                      </td>
                      <td>
                        <button type="button" className={line.undoneBy === null ? 'entry-what' : 'entry-what undone'} aria-pressed={line.seq === chosen?.seq} onClick={() => choose(line.seq)}>
                          {wordEntry(words, line)}
                        </button>
                        {line.undoneBy !== null && (
                          <span className="entry-note">
                            <Undo2 size={12} aria-hidden="true" /> {t('log.undoneBy', { seq: line.undoneBy })}
                          </span>
                        )}
                      </td>
                      <td className="number tight">{line.items > 0 ? number(line.items) : ''}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {data.total > count && (
                <div className="more-lines">
                  <Button onPress={() => setCount(count + pageLines * 5)}>{t('log.more')}</Button>
                </div>
              )}
            </div>
          </div>
          <SidePane label={t('log.changes')} resizeLabel={t('ui.resizePane')} side="end" width={480} min={340} max={820}>
            {chosen ? <EntryDetails key={chosen.seq} line={chosen} /> : <p className="pane-hint">{t('log.chooseEntry')}</p>}
          </SidePane>
        </div>
      )}
    </div>
  );
}
