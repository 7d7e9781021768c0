// One entry of the change log with every change in it.
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { EvidenceLine } from '../../parts/EvidenceLine.tsx';
import type { LogItem, LogLine } from '../../../shared/contract/engine.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import type { TextKey } from '../../i18n/index.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { wordAct, wordEntry } from '../../i18n/wordLog.ts';
import { useAsk } from '../../session/ask.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Note } from '../../ui/States.tsx';

const pageItems = 100;

/** For the pane beside the entries. */
export function EntryDetails({ line }: { line: LogLine }) {
  const words = useText();
  const { t, dateTime } = words;
  const [count, setCount] = useState(pageItems);
  const { data } = useAsk('log.items', { seq: line.seq, from: 0, count }, { keep: true });
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
            <code className="selectable">{line.actor}</code>
          </dd>
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
      </header>
      <section className="section">
        <h3>{t('log.items', { count: data?.total ?? line.items })}</h3>
        {data && data.total === 0 ? (
          <p className="quiet">{t('log.noItems')}</p>
        ) : (
          <ul className="items">
            {(data?.items ?? []).map((item) => (
              <Item key={item.index} item={item} />
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

/** Lists of plain values come as JSON; they read better with dots between. */
function plainText(text: string): string {
  if (!text.startsWith('[')) return text;
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list) && list.every((one) => one === null || typeof one !== 'object')) return list.filter((one) => one !== null && one !== '').join(' · ');
  } catch {
    // A value that only begins like a list.
  }
  return text;
}

function Item({ item }: { item: LogItem }) {
  const words = useText();
  const { t } = words;
  return (
    <li className="item">
      <div className="item-head">
        {item.row !== null && (
          <Link to="/record/$row" params={{ row: item.row }}>
            {t('log.row', { row: item.row })}
          </Link>
        )}
        {item.field !== null && <span>{words.has(`log.item.${item.field}`) ? t(`log.item.${item.field}` as TextKey) : wordField(words, item.field as FieldId)}</span>}
        {item.state !== 'present' && <Badge tone={item.state === 'missing' ? 'conflict' : 'neutral'}>{t(`log.${item.state}`)}</Badge>}
      </div>
      {(item.before !== null || item.after !== null) && (
        <div className="change">
          <span className="visually-hidden">{t('log.before')}</span>
          {item.before === null || item.before === '' ? <span className="faint">–</span> : <del className="selectable">{plainText(item.before)}</del>}
          <span aria-hidden="true" className="faint">
            →
          </span>
          <span className="visually-hidden">{t('log.after')}</span>
          {item.after === null || item.after === '' ? <span className="faint">–</span> : <ins className="selectable">{plainText(item.after)}</ins>}
        </div>
      )}
      {item.evidence && <EvidenceLine evidence={item.evidence} />}
      <code className="leaf selectable" title={t('log.leaf')}>
        {item.leaf}
      </code>
    </li>
  );
}
