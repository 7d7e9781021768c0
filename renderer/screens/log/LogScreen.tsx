// The auditor's view: every entry in words, every change in it, and proof that none was altered.
import { useNavigate } from '@tanstack/react-router';
import { ScrollText, ShieldCheck, Undo2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { LogVerdict } from '../../../shared/contract/engine.ts';
import type { EntrySeq, RowId } from '../../../shared/model/ids.ts';
import type { TextKey } from '../../i18n/index.ts';
import { useText } from '../../i18n/useText.ts';
import { wordAct, wordEntry } from '../../i18n/wordLog.ts';
import { useAsk, useTroubleToast } from '../../session/ask.ts';
import { runJob, useJobs } from '../../session/jobs.ts';
import { logRoute } from '../../session/routes.ts';
import { useSession } from '../../session/session.ts';
import { useSettings } from '../../session/settings.ts';
import { fractionOf, wordJob, wordProgress } from '../../session/wordJob.ts';
import { Tag } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { Select } from '../../ui/Select.tsx';
import { SidePane } from '../../ui/SidePane.tsx';
import { Busy, EmptyState, ErrorState, Note } from '../../ui/States.tsx';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { EntryDetails } from './EntryDetails.tsx';

const pageLines = 100;
const acts = ['create-workspace', 'load', 'rules', 'find-duplicates', 'merge', 'decide', 'unmerge', 'edit', 'confirm', 'export', 'undo'] as const;

/** Entries at the left, newest first; the chosen one with its changes at the right. */
export function LogScreen() {
  const words = useText();
  const { t, number, dateTime } = words;
  const session = useSession();
  const navigate = useNavigate();
  const say = useTroubleToast();
  const search = logRoute.useSearch();
  const { act = null, entry, row = null } = search;
  const [count, setCount] = useState(pageLines);
  const [verdict, setVerdict] = useState<LogVerdict | null>(null);
  const actor = useSettings((state) => state.settings.actor);
  const { data, error } = useAsk('log.list', { from: 0, count, act, row: row as RowId | null }, { keep: true });
  const job = useJobs((state) => state.jobs.find((one) => one.kind === 'verifying'));

  const verify = async () => {
    setVerdict(null);
    try {
      setVerdict(await runJob(session, 'verifying', '', 'log.verify', undefined));
    } catch (thrown) {
      say(thrown);
    }
  };
  const asked = useRef(false);
  useEffect(() => {
    if (search.verify !== true || asked.current) return;
    asked.current = true;
    void navigate({ to: '/log', search: {}, replace: true });
    void verify();
  });

  if (error) return <ErrorState title={t('error.title')}>{error.message}</ErrorState>;
  if (!data) return <Busy label={t('ui.loading')} />;
  const chosen = data.lines.find((line) => line.seq === entry) ?? (entry === undefined ? data.lines[0] : undefined);
  const choose = (seq: EntrySeq) => void navigate({ to: '/log', search: { ...search, entry: seq }, replace: true });
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>{t('log.title')}</h1>
        <span className="sub">{t('log.summary', { count: data.total })}</span>
        <span className="spring" />
        {row !== null && (
          <Tag removeLabel={t('ui.clear')} onRemove={() => void navigate({ to: '/log', search: { ...search, row: undefined } as never })}>
            {t('log.ofRow', { row })}
          </Tag>
        )}
        <div className="narrow-select">
          <Select
            label={t('log.kind')}
            labelled="hidden"
            value={act ?? 'all'}
            choices={[{ id: 'all', label: t('log.allActs') }, ...acts.map((one) => ({ id: one as string, label: wordAct(words, one) }))]}
            onChange={(id) => void navigate({ to: '/log', search: { ...(row === null ? {} : { row }), ...(id === 'all' ? {} : { act: id }) } })}
          />
        </div>
        <Tooltip text={t('log.verifyHelp')}>
          <Button icon={ShieldCheck} isDisabled={job !== undefined} onPress={() => void verify()}>
            {t('log.verify')}
          </Button>
        </Tooltip>
      </header>
      {(job || verdict) && (
        <div className="verdict">
          {job ? (
            <Progress label={wordJob(words, job)} fraction={fractionOf(job.progress)} detail={wordProgress(words, job.progress, job.rowsPerSecond)} remainingMs={job.remainingMs} onCancel={job.cancel} isCancelling={job.isCancelling} />
          ) : (
            verdict && <Verdict verdict={verdict} />
          )}
        </div>
      )}
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
                      <td className="tight" title={line.actor}>
                        {line.actor === actor ? t('log.you') : <code>{line.actor.slice(0, 8)}</code>}
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
          <SidePane label={t('log.changes')} resizeLabel={t('ui.resizePane')} side="end" width={460} min={320} max={760}>
            {chosen ? <EntryDetails key={chosen.seq} line={chosen} /> : <p className="pane-hint">{t('log.chooseEntry')}</p>}
          </SidePane>
        </div>
      )}
    </div>
  );
}

function Verdict({ verdict }: { verdict: LogVerdict }) {
  const { t, has } = useText();
  if (verdict.clean)
    return (
      <Note tone="match">
        <span data-testid="verdict">{t('log.clean', { entries: verdict.entries, items: verdict.items, checkpoints: verdict.checkpoints })}</span>
      </Note>
    );
  return (
    <Note tone="conflict">
      <strong data-testid="verdict">{t('log.faults', { count: verdict.faults.length, entries: verdict.entries })}</strong>
      <ul className="faults">
        {verdict.faults.slice(0, 50).map((fault) => {
          const kind = has(`fault.${fault.kind}`) ? t(`fault.${fault.kind}` as TextKey) : fault.kind;
          return <li key={JSON.stringify(fault)}>{fault.seq === null ? t('log.faultWhole', { kind }) : t('log.fault', { seq: fault.seq, kind })}</li>;
        })}
      </ul>
    </Note>
  );
}
