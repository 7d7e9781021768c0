// One entry of the change log with every change in it.
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { LogLine } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { wordAct, wordEntry } from '../../i18n/wordLog.ts';
import { useAsk } from '../../session/ask.ts';
import { Button } from '../../ui/Button.tsx';
import { Note } from '../../ui/States.tsx';
import { ChangeItem } from './ChangeItem.tsx';
import { PersonName } from './PersonName.tsx';

const pageItems = 50;

/** For the pane beside the entries. */
export function EntryDetails({ line }: { line: LogLine }) {
  const words = useText();
  const { t, has, dateTime } = words;
  const [count, setCount] = useState(pageItems);
  const { data } = useAsk('log.items', { seq: line.seq, from: 0, count }, { keep: true });
  const { data: facts } = useAsk('log.entry', { seq: line.seq });
  return (
    <div className="entry-details">
      <header>
        <p className="quiet">
          {t('log.entryTitle', { seq: line.seq })} · {wordAct(words, line.act)}
        </p>
        <h2>{wordEntry(words, line)}</h2>
        <dl className="facts">
          <dt>{t('log.when')}</dt>
          <dd>{dateTime(line.at)}</dd>
          <dt>{t('log.who')}</dt>
          <dd>
            <PersonName actor={line.actor} />
            {facts && has(`audit.roles.${facts.role}`) && <span className="quiet"> · {t(`audit.roles.${facts.role as 'steward'}`)}</span>}
          </dd>
          {facts?.why && (
            <>
              <dt>{t('audit.entry.why')}</dt>
              <dd>{has(`audit.person.reasons.${facts.why}`) ? t(`audit.person.reasons.${facts.why as 'art17'}`) : facts.why}</dd>
            </>
          )}
        </dl>
        {line.undoes !== null && (
          <Link to="/log" search={{ entry: line.undoes }} replace>
            {t('log.undoes', { seq: line.undoes })}
          </Link>
        )}
        {line.undoneBy !== null && (
          <Link to="/log" search={{ entry: line.undoneBy }} replace>
            {t('log.undoneBy', { seq: line.undoneBy })}
          </Link>
        )}
        {line.clockBack && <Note tone="review">{t('log.clockBack')}</Note>}
        {facts && (
          <details className="fingerprints">
            <summary>{t('audit.entry.technical')}</summary>
            <dl className="facts small">
              {(
                [
                  ['hash', facts.hash],
                  ['previous', facts.previous],
                  ['root', facts.root],
                  ['basis', facts.basis],
                  ['app', facts.app],
                ] as const
              ).map(
                ([name, value]) =>
                  value !== null && (
                    <div key={name} className="fact">
                      <dt>{t(`audit.entry.${name}`)}</dt>
                      <dd>
                        <code className="selectable">{value}</code>
                      </dd>
                    </div>
                  ),
              )}
            </dl>
          </details>
        )}
      </header>
      <section className="section">
        <h3>{t('log.items', { count: data?.total ?? line.items })}</h3>
        {data && data.total === 0 ? (
          <p className="quiet">{t('log.noItems')}</p>
        ) : (
          <ul className="items">
            {(data?.items ?? []).map((item) => (
              <ChangeItem key={item.index} seq={line.seq} item={item} />
            ))}
          </ul>
        )}
        {data && data.total > count && (
          <div>
            <Button size="small" onPress={() => setCount(count + pageItems * 5)}>
              {t('log.more')}
            </Button>
          </div>
        )}
      </section>
    </div>
  );
}
