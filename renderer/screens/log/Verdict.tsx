// What a verification found: clean or every fault in words, what receipts prove, and what is worth knowing.
import type { LogVerdict } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { Note } from '../../ui/States.tsx';

const faultsShown = 50;

export function Verdict({ verdict }: { verdict: LogVerdict }) {
  const { t, dateTime } = useText();
  return (
    <div className="stack">
      {verdict.clean ? (
        <Note tone="match">
          <span data-testid="verdict">{t('log.clean', { entries: verdict.entries, items: verdict.items, checkpoints: verdict.checkpoints })}</span>
        </Note>
      ) : (
        <Note tone="conflict">
          <strong data-testid="verdict">{t('audit.verdict.faults', { count: verdict.faults.length, entries: verdict.entries })}</strong>
          <ul className="faults">
            {verdict.faults.slice(0, faultsShown).map((fault) => (
              <li key={fault.words}>{fault.words}</li>
            ))}
          </ul>
        </Note>
      )}
      {verdict.receipts.map((receipt) => (
        <Note key={receipt.name} tone={receipt.proves ? 'match' : 'conflict'}>
          <span data-testid="receipt-verdict">
            {receipt.proves ? t('audit.verdict.proves', { name: receipt.name, entry: receipt.size - 1, when: dateTime(receipt.at), words: receipt.words.join(' ') }) : t('audit.verdict.disproves', { name: receipt.name, words: receipt.words.join(' ') })}
          </span>
        </Note>
      ))}
      {verdict.notices.length > 0 && (
        <Note>
          <strong>{t('audit.verdict.notices')}</strong>
          <ul className="faults">
            {verdict.notices.slice(0, faultsShown).map((notice) => (
              <li key={notice}>{notice}</li>
            ))}
          </ul>
        </Note>
      )}
    </div>
  );
}
