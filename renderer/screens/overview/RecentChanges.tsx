// The last entries of the change log, in words.
import { Link } from '@tanstack/react-router';
import type { LogLine } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { useNow } from '../../session/useNow.ts';
import { wordEntry } from '../../i18n/wordLog.ts';

/** Newest first; each leads to its entry. */
export function RecentChanges({ lines }: { lines: readonly LogLine[] }) {
  const words = useText();
  const { t, ago } = words;
  const now = useNow();
  return (
    <section className="section">
      <div className="section-head">
        <h2>{t('overview.recent')}</h2>
        <span className="spring" />
        <Link to="/log">{t('overview.allChanges')}</Link>
      </div>
      <ul className="recent-changes panel">
        {lines.map((line) => (
          <li key={line.seq}>
            <Link to="/log" search={{ entry: line.seq }}>
              <span className={line.undoneBy === null ? 'what' : 'what undone'}>{wordEntry(words, line)}</span>
              <span className="when">{ago(line.at, now)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
