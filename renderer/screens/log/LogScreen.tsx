// The auditor's view: every entry in words, every change in it, the past, a sample, and proof that nothing was altered.
import { useNavigate } from '@tanstack/react-router';
import { Archive, Braces, ChevronDown, FileText, Share, ShieldCheck, Table2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { FileToken } from '../../../shared/contract/desktop.ts';
import type { AuditFormat, LogVerdict } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { JobProgress } from '../../parts/JobProgress.tsx';
import { useAsk, useTroubleToast } from '../../session/ask.ts';
import { runJob, useJobs } from '../../session/jobs.ts';
import { logRoute, logTabs, type LogSearch, type LogTab } from '../../session/routes.ts';
import { useSaveFile } from '../../session/saveFile.ts';
import { useSession } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { EntriesTab } from './EntriesTab.tsx';
import { filterOf } from './logFilter.ts';
import { PastTab } from './PastTab.tsx';
import { ProtectionTab } from './ProtectionTab.tsx';
import { SampleTab } from './SampleTab.tsx';
import { TrustTab } from './TrustTab.tsx';

const formats: readonly { readonly id: AuditFormat; readonly ending: string; readonly icon: typeof Archive }[] = [
  { id: 'bundle', ending: 'zip', icon: Archive },
  { id: 'report', ending: 'pdf', icon: FileText },
  { id: 'csv', ending: 'csv', icon: Table2 },
  { id: 'jsonl', ending: 'jsonl', icon: Braces },
];

export function LogScreen() {
  const words = useText();
  const { t, language } = words;
  const session = useSession();
  const navigate = useNavigate();
  const say = useTroubleToast();
  const save = useSaveFile();
  const search = logRoute.useSearch();
  const { tab = 'entries' } = search;
  const [verdict, setVerdict] = useState<LogVerdict | null>(null);
  const { data } = useAsk('log.list', { filter: filterOf(search), from: 0, count: 1 }, { keep: true });
  const job = useJobs((state) => state.jobs.find((one) => one.kind === 'verifying'));
  const go = (next: LogSearch, replace = true) => void navigate({ to: '/log', search: next, replace });
  const show = (next: LogTab) => {
    const { tab: _, entry: __, ...rest } = search;
    go(next === 'entries' ? rest : { ...rest, tab: next }, false);
  };

  const verify = async (receipts: readonly FileToken[]) => {
    setVerdict(null);
    try {
      setVerdict(await runJob(session, 'verifying', '', 'log.verify', { receipts, language }));
    } catch (thrown) {
      say(thrown);
    }
  };
  const verifyAgainst = async () => {
    const picked = await session.desktop.call('files.pick', { purpose: 'receipt', multiple: true });
    if (picked.length > 0) await verify(picked.map(({ token }) => token));
  };
  const asked = useRef(false);
  useEffect(() => {
    if (search.verify !== true || asked.current) return;
    asked.current = true;
    go({ tab: 'trust' });
    void verify([]);
  });

  return (
    <div className="screen">
      <header className="screen-head">
        <h1>{t('log.title')}</h1>
        <span className="sub">{data && (data.total === data.all ? t('log.summary', { count: data.all }) : t('audit.summary', { total: data.total, all: data.all }))}</span>
        <span className="spring" />
        <Button
          icon={ShieldCheck}
          isDisabled={job !== undefined}
          onPress={() => {
            show('trust');
            void verify([]);
          }}
        >
          {t('log.verify')}
        </Button>
        <Menu
          label={t('audit.export')}
          placement="bottom end"
          button={
            <Button icon={Share}>
              {t('audit.export')}
              <ChevronDown size={14} />
            </Button>
          }
        >
          {formats.map(({ id, ending, icon }) => (
            <MenuItem key={id} icon={icon} detail={t(`audit.formatHelp.${id}`)} onAction={() => void save('log.export', `${t(`audit.fileName.${id}`)}-${new Date().toISOString().slice(0, 10)}.${ending}`, { format: id, filter: filterOf(search), sample: null, language })}>
              {t(`audit.formats.${id}`)}
            </MenuItem>
          ))}
        </Menu>
      </header>
      {job && (
        <div className="verdict">
          <JobProgress job={job} />
        </div>
      )}
      <Tabs
        label={t('audit.tabs.label')}
        value={tab}
        onChange={show}
        tabs={logTabs.map((id) => ({
          id,
          label: t(`audit.tabs.${id}`),
          content:
            id === 'entries' ? (
              <EntriesTab search={search} onChange={go} />
            ) : id === 'trust' ? (
              <TrustTab verdict={verdict} isVerifying={job !== undefined} verifyAgainst={() => void verifyAgainst()} />
            ) : id === 'past' ? (
              <PastTab entry={search.entry} row={search.row} onChange={(change) => go({ ...search, ...change })} />
            ) : id === 'sample' ? (
              <SampleTab search={search} />
            ) : (
              <ProtectionTab />
            ),
        }))}
      />
    </div>
  );
}
