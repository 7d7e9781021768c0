// The backups of the open workspace: when the last one was made, one more now, a copy on other media, and the way back.
import { CopyCheck, HardDriveDownload, RotateCcw } from 'lucide-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useText } from '../../i18n/useText.ts';
import { useRestore } from '../../session/restoring.ts';
import { useSession, useWorkspace } from '../../session/session.ts';
import { useNow } from '../../session/useNow.ts';
import { Button } from '../../ui/Button.tsx';
import { Note } from '../../ui/States.tsx';
import { showToast } from '../../ui/toast.ts';

/** After so long without a copy elsewhere it is asked for. */
const copyEveryMs = 7 * 86_400_000;

export function Backups() {
  const { t, ago, dateTime } = useText();
  const { desktop } = useSession();
  const { readOnly } = useWorkspace();
  const queries = useQueryClient();
  const restore = useRestore();
  const now = useNow();
  const [isBusy, setBusy] = useState(false);
  const { data } = useQuery({ queryKey: ['backups.state'], queryFn: () => desktop.call('backups.state', { token: null }) });
  if (!data) return null;
  const refresh = () => void queries.invalidateQueries({ queryKey: ['backups.state'] });
  const busily = async (work: () => Promise<void>) => {
    setBusy(true);
    await work();
    setBusy(false);
    refresh();
  };
  const make = () =>
    busily(async () => {
      const made = await desktop.call('backups.make', undefined);
      if (made.kind === 'made') showToast(t('audit.backups.made'), { tone: 'match' });
      else showToast(t('audit.backups.failed', { detail: made.detail }), { tone: 'conflict' });
    });
  const copy = () =>
    busily(async () => {
      const copied = await desktop.call('backups.copy', undefined);
      if (copied.kind === 'copied') showToast(t('audit.backups.copied', { displayPath: copied.displayPath }), { tone: 'match' });
      else if (copied.kind === 'failed') showToast(t('audit.backups.copyFailed', { detail: copied.detail }), { tone: 'conflict' });
    });
  const [last] = data.backups;
  const isCopyDue = data.copiedAt === null || now - data.copiedAt > copyEveryMs;
  return (
    <>
      <p className="quiet">{t('audit.backups.help')}</p>
      {data.lastFault !== null && <Note tone="conflict">{t('audit.backups.failed', { detail: data.lastFault })}</Note>}
      <dl className="facts">
        <dt>{t('audit.backups.last')}</dt>
        <dd>
          {last === undefined ? t('audit.backups.none') : `${dateTime(last.at)} (${ago(last.at, now)})`}
          {data.backups.length > 0 && <span className="quiet"> · {t('audit.backups.kept', { count: data.backups.length })}</span>}
        </dd>
        <dt>{t('audit.backups.lastCopy')}</dt>
        <dd>{data.copiedAt === null ? t('audit.backups.never') : `${dateTime(data.copiedAt)} (${ago(data.copiedAt, now)})`}</dd>
      </dl>
      {!readOnly && isCopyDue && <Note tone="review">{data.copiedAt === null ? t('audit.backups.askNever') : t('audit.backups.ask', { when: ago(data.copiedAt, now) })}</Note>}
      <div className="actions-row">
        {!readOnly && (
          <>
            <Button icon={HardDriveDownload} isDisabled={isBusy} onPress={() => void make()}>
              {t('audit.backups.make')}
            </Button>
            <Button icon={CopyCheck} isDisabled={isBusy} onPress={() => void copy()}>
              {t('audit.backups.copy')}
            </Button>
          </>
        )}
        <Button icon={RotateCcw} isDisabled={data.backups.length === 0} onPress={() => restore(null)}>
          {t('audit.backups.restore')}
        </Button>
      </div>
    </>
  );
}
