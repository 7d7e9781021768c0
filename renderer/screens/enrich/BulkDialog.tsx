// Accepting or turning down many proposals at once: how many, in how many records, and a sample with its seed, before anything is done.
import { useState } from 'react';
import type { ProposalFilter } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { wordEntry } from '../../i18n/wordLog.ts';
import { wordSource } from '../../i18n/wordProposal.ts';
import { useAsk, useTell } from '../../session/ask.ts';
import { useDone } from '../../session/undo.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

const SAMPLE = 8;
const SEEDS = 10_000;

export function BulkDialog({ deed, filter, total, records, onClose }: { deed: 'accept' | 'reject'; filter: ProposalFilter; total: number; records: number; onClose: () => void }) {
  const words = useText();
  const { t, percent } = words;
  const done = useDone();
  const [seed] = useState(() => Math.floor(Math.random() * SEEDS));
  const { data: sample } = useAsk('enrich.sample', { filter, count: SAMPLE, seed });
  const accept = useTell('enrich.accept');
  const reject = useTell('enrich.reject');
  const run = () => {
    const chosen = { kind: 'filter', filter } as const;
    const options = {
      onSuccess: (line: Parameters<typeof wordEntry>[1]) => {
        done(wordEntry(words, line), line);
        onClose();
      },
    };
    if (deed === 'accept') accept.mutate({ chosen, instead: null }, options);
    else reject.mutate({ chosen }, options);
  };
  return (
    <Dialog
      title={t(deed === 'accept' ? 'enrich.bulkAcceptTitle' : 'enrich.bulkRejectTitle', { count: total })}
      isOpen
      onClose={onClose}
      size="medium"
      foot={
        <>
          <span className="spring" />
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button look="primary" isDisabled={accept.isPending || reject.isPending} onPress={run}>
            {t(deed === 'accept' ? 'enrich.accept' : 'enrich.reject')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>{t('enrich.bulkBody', { records })}</p>
        {sample && (
          <>
            <p className="quiet">{t('enrich.bulkSample', { count: sample.length, seed: String(seed) })}</p>
            <div className="panel table-wrap">
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">{t('enrich.record')}</th>
                    <th scope="col">{t('enrich.field')}</th>
                    <th scope="col">{t('enrich.now')}</th>
                    <th scope="col">{t('enrich.proposed')}</th>
                    <th scope="col">{t('enrich.source')}</th>
                    <th scope="col" className="number">{t('enrich.sure')}</th>
                  </tr>
                </thead>
                <tbody>
                  {sample.map((line) => (
                    <tr key={line.id}>
                      <td>{line.title}</td>
                      <td>{wordField(words, line.field)}</td>
                      <td className="quiet">{line.before === '' ? '–' : line.before}</td>
                      <td>{line.value}</td>
                      <td className="quiet">{wordSource(words, line.source, line.sourceName)}</td>
                      <td className="number">{percent(line.confidence)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}
