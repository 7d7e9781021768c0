// What vouches for the log: signatures, receipts and their age, keys, the clock, people; verifying and handing out receipts.
import { FileCheck2, FileText, Printer } from 'lucide-react';
import type { LogVerdict } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { useAsk } from '../../session/ask.ts';
import { useSaveFile } from '../../session/saveFile.ts';
import { useWorkspace } from '../../session/session.ts';
import { useNow } from '../../session/useNow.ts';
import { Button } from '../../ui/Button.tsx';
import { Busy, Note } from '../../ui/States.tsx';
import { showToast } from '../../ui/toast.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { PersonName } from './PersonName.tsx';
import { Verdict } from './Verdict.tsx';

type Props = { verdict: LogVerdict | null; isVerifying: boolean; verifyAgainst: () => void };

export function TrustTab({ verdict, isVerifying, verifyAgainst }: Props) {
  const { t, language, number, dateTime, duration, ago } = useText();
  const { readOnly } = useWorkspace();
  const { data } = useAsk('log.trust', undefined, { keep: true });
  const save = useSaveFile();
  const now = useNow();
  if (!data) return <Busy label={t('ui.loading')} />;
  const hand = async (form: 'file' | 'page') => {
    const name = `${t('audit.fileName.receipt')}-${new Date().toISOString().slice(0, 10)}.${form === 'file' ? 'json' : 'pdf'}`;
    const handed = await save('log.receipt', name, { form, language });
    if (handed !== null) showToast(t('audit.trust.handed', { words: handed.words.join(' ') }), { tone: 'match' });
  };
  const { lastReceipt, lastCheckpoint } = data;
  const unproved = lastReceipt === null ? data.entries : data.entries - lastReceipt.seq - 1;
  return (
    <div className="log-tab">
      <section className="section">
        <div className="actions-row">
          <Tooltip text={t('audit.trust.againstHelp')}>
            <Button icon={FileCheck2} isDisabled={isVerifying} onPress={verifyAgainst}>
              {t('audit.trust.against')}
            </Button>
          </Tooltip>
        </div>
        {verdict && <Verdict verdict={verdict} />}
      </section>
      <section className="section">
        <h2>{t('audit.trust.hand')}</h2>
        <p className="quiet prose">{t('audit.trust.limits')}</p>
        {lastReceipt === null ? (
          <Note tone="review">{t('audit.trust.never')}</Note>
        ) : (
          <Note tone={unproved > 0 ? 'stale' : 'match'}>
            {t('audit.trust.age', { when: ago(lastReceipt.at, now), entry: lastReceipt.seq })} {unproved > 0 && t('audit.trust.since', { count: unproved })}
          </Note>
        )}
        {!readOnly && (
          <div className="actions-row">
            <Button icon={FileText} onPress={() => void hand('file')}>
              {t('audit.trust.handFile')}
            </Button>
            <Button icon={Printer} onPress={() => void hand('page')}>
              {t('audit.trust.handPage')}
            </Button>
          </div>
        )}
      </section>
      <section className="section">
        <h2>{t('audit.trust.facts')}</h2>
        <dl className="facts">
          <dt>{t('audit.trust.fingerprint')}</dt>
          <dd>
            <code className="selectable">{data.fingerprint}</code>
          </dd>
          <dt>{t('audit.trust.signatures')}</dt>
          <dd>{lastCheckpoint === null ? t('audit.trust.noSignature') : t('audit.trust.signaturesOf', { count: data.checkpoints, size: lastCheckpoint.size, when: dateTime(lastCheckpoint.at) })}</dd>
          {lastCheckpoint !== null && (
            <>
              <dt>{t('audit.trust.words')}</dt>
              <dd className="selectable">{lastCheckpoint.words.join(' ')}</dd>
            </>
          )}
          <dt>{t('audit.trust.receipts')}</dt>
          <dd>{number(data.receipts)}</dd>
          <dt>{t('audit.trust.keys')}</dt>
          <dd>
            {data.keys.map(({ key, seq }) => (
              <div key={key}>
                <code className="selectable">{key}</code> <span className="quiet">{t('audit.trust.keyOf', { seq })}</span>
              </div>
            ))}
          </dd>
          <dt>{t('audit.trust.clocks')}</dt>
          <dd>
            {data.clockBacks.length === 0
              ? t('audit.trust.clockOk')
              : data.clockBacks.slice(0, 20).map(({ seq, byMs }) => (
                  <div key={seq} className="clock-back">
                    {t('audit.trust.clockBack', { seq, duration: duration(byMs) })}
                  </div>
                ))}
          </dd>
        </dl>
      </section>
      <section className="section">
        <h2>{t('audit.trust.people')}</h2>
        <div className="panel">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('audit.trust.person')}</th>
                <th scope="col" className="number">
                  {t('audit.trust.entries')}
                </th>
                <th scope="col">{t('audit.trust.first')}</th>
                <th scope="col">{t('audit.trust.last')}</th>
              </tr>
            </thead>
            <tbody>
              {data.people.map((person) => (
                <tr key={person.actor}>
                  <td>
                    <PersonName actor={person.actor} />
                  </td>
                  <td className="number">{number(person.entries)}</td>
                  <td className="tight">{dateTime(person.first)}</td>
                  <td className="tight">{dateTime(person.last)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </div>
  );
}
