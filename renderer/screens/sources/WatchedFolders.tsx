// The folders that are looked into for new files, and the files that wait there to be loaded.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { FileInput, FolderSearch, X } from 'lucide-react';
import { useEffect } from 'react';
import type { PickedFile, WatchedFolder } from '../../../shared/contract/desktop.ts';
import { useText } from '../../i18n/useText.ts';
import { queueFiles } from '../../session/loading.ts';
import { useSession } from '../../session/session.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Note } from '../../ui/States.tsx';

const key = ['watched'] as const;

/** Nothing where no folder is watched. */
export function WatchedFolders() {
  const { t, bytes } = useText();
  const { desktop } = useSession();
  const client = useQueryClient();
  const { data: folders = [] } = useQuery({ queryKey: key, queryFn: () => desktop.call('watch.list', undefined) });
  useEffect(() => desktop.on('watched', (now) => client.setQueryData(key, now)), [client, desktop]);
  if (folders.length === 0) return null;
  const settle = async (file: PickedFile) => client.setQueryData(key, await desktop.call('watch.settle', { token: file.token }));
  const load = (files: readonly PickedFile[]) => {
    queueFiles(files);
    for (const file of files) void settle(file);
  };
  return (
    <section className="watched" aria-label={t('sources.watchedTitle')}>
      {folders.map((folder: WatchedFolder) => (
        <Note
          key={folder.id}
          tone={folder.waiting.length > 0 ? 'review' : 'info'}
          action={
            <span className="cluster">
              {folder.waiting.length > 0 && (
                <Button size="small" look="primary" icon={FileInput} onPress={() => load(folder.waiting)}>
                  {t('sources.loadWaiting', { count: folder.waiting.length })}
                </Button>
              )}
              <IconButton size="small" icon={X} label={t('sources.unwatch')} onPress={() => void desktop.call('watch.remove', { id: folder.id }).then((now) => client.setQueryData(key, now))} />
            </span>
          }
        >
          <strong>{folder.waiting.length > 0 ? t('sources.waiting', { count: folder.waiting.length }) : t('sources.watching')}</strong> <span className="quiet selectable">{folder.displayPath}</span>
          {folder.waiting.map((file) => (
            <span key={file.token} className="waiting-file">
              {file.name} <span className="quiet">{bytes(file.bytes)}</span>
              <Button size="small" look="quiet" onPress={() => void settle(file)}>
                {t('sources.dismissWaiting')}
              </Button>
            </span>
          ))}
        </Note>
      ))}
    </section>
  );
}

/** Asks for a folder to be looked into from now on. */
export function WatchButton() {
  const { t } = useText();
  const { desktop } = useSession();
  const client = useQueryClient();
  return (
    <Button icon={FolderSearch} onPress={() => void desktop.call('watch.add', undefined).then((now) => client.setQueryData(key, now))}>
      {t('sources.watch')}
    </Button>
  );
}
