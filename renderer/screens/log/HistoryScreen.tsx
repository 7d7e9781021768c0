// One record's whole history on one page: every entry about it, oldest first, with each change.
import { Link, useRouter } from '@tanstack/react-router';
import { ArrowLeft, History } from 'lucide-react';
import type { RowId } from '../../../shared/model/ids.ts';
import { useText } from '../../i18n/useText.ts';
import { wordEntry } from '../../i18n/wordLog.ts';
import { useAsk } from '../../session/ask.ts';
import { historyRoute } from '../../session/routes.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Busy, EmptyState } from '../../ui/States.tsx';
import { ChangeItem } from './ChangeItem.tsx';
import { PersonName } from './PersonName.tsx';

export function HistoryScreen() {
  const words = useText();
  const { t, dateTime } = words;
  const router = useRouter();
  const { row } = historyRoute.useParams();
  const { data } = useAsk('log.history', { row: row as RowId }, { keep: true });
  if (!data) return <Busy label={t('ui.loading')} />;
  return (
    <div className="screen">
      <header className="screen-head">
        <IconButton icon={ArrowLeft} label={t('audit.history.back')} onPress={() => router.history.back()} />
        <h1 className="truncate">{t('audit.history.title', { name: t('log.row', { row }) })}</h1>
        <span className="sub">{t('audit.history.sub', { count: data.length })}</span>
        <span className="spring" />
        <Link to="/record/$row" params={{ row }}>
          {t('log.record')}
        </Link>
        <Link to="/log" search={{ row }}>
          {t('audit.history.inLog')}
        </Link>
      </header>
      <div className="screen-body">
        {data.length === 0 ? (
          <EmptyState icon={History} title={t('audit.history.empty')} />
        ) : (
          <ol className="history-steps">
            {data.map(({ line, items }) => (
              <li key={line.seq} className="step">
                <p className="step-head">
                  <Link to="/log" search={{ entry: line.seq }}>
                    {t('log.entryTitle', { seq: line.seq })}
                  </Link>
                  <strong className={line.undoneBy === null ? undefined : 'undone'}>{wordEntry(words, line)}</strong>
                  <span className="quiet">
                    {dateTime(line.at)} · <PersonName actor={line.actor} />
                  </span>
                  {line.undoneBy !== null && <span className="quiet">{t('log.undoneBy', { seq: line.undoneBy })}</span>}
                  <span className="spring" />
                  <Link to="/log" search={{ tab: 'past', entry: line.seq, row }}>
                    {t('audit.history.asOf')}
                  </Link>
                </p>
                {items.length > 0 && (
                  <ul className="items">
                    {items.map((item) => (
                      <ChangeItem key={item.index} seq={line.seq} item={item} />
                    ))}
                  </ul>
                )}
              </li>
            ))}
          </ol>
        )}
      </div>
    </div>
  );
}
