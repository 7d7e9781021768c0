// The app from start to end: settings, welcome, opening, the shell, and what is shown when opening fails.
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { i18n } from 'i18next';
import type { KnownWorkspace, Language, WorkspaceOutcome, WorkspaceToken } from '../../shared/contract/desktop.ts';
import type { Progress as JobProgress } from '../../shared/kernel/job.ts';
import { createWords, useText, WordsContext } from '../i18n/useText.ts';
import { wordTrouble, wordWorkspaceTrouble } from '../i18n/wordTrouble.ts';
import { askAnewAfterChanges, createQueryClient } from '../session/ask.ts';
import { estimateRemaining, type Sample } from '../session/estimateRemaining.ts';
import { sampleOf } from '../session/jobs.ts';
import { loadAsProposed, queueFiles, useLoadQueue } from '../session/loading.ts';
import { RestoreContext } from '../session/restoring.ts';
import { SessionContext, useSession, WorkspaceContext, type Session } from '../session/session.ts';
import { applyTheme, changeSettings, useSettings } from '../session/settings.ts';
import { fractionOf, wordProgress } from '../session/wordJob.ts';
import { Button } from '../ui/Button.tsx';
import { Progress } from '../ui/Progress.tsx';
import { ErrorState } from '../ui/States.tsx';
import { showToast } from '../ui/toast.ts';
import { Toasts } from '../ui/Toasts.tsx';
import { ErrorBoundary } from './ErrorScreen.tsx';
import type { BegunOpening } from './beginStart.ts';
import { closeOpened, openOutcome, type Opened, type OpenFailure } from './openWorkspace.ts';
import { createAppRouter } from './router.tsx';
import { RestoreDialog } from './RestoreDialog.tsx';
import { ShellContext } from './ShellContext.ts';
import { Welcome } from './Welcome.tsx';

type Stage =
  | { readonly kind: 'welcome' }
  | { readonly kind: 'opening'; readonly title: string; readonly progress: JobProgress | null; readonly remainingMs: number | null }
  | { readonly kind: 'open'; readonly opened: Opened }
  | { readonly kind: 'failed'; readonly failure: OpenFailure };

/** `texts` is made before the first draw, in the language of the settings. */
export function App({ session, texts, begun }: { session: Session; texts: i18n; begun: BegunOpening | null }) {
  const [queryClient] = useState(createQueryClient);
  const settings = useSettings((state) => state.settings);
  useEffect(() => {
    document.documentElement.lang = settings.language;
  }, [settings.language]);
  const words = useMemo(() => createWords(texts, settings.language), [texts, settings.language]);
  useEffect(() => applyTheme(settings.theme, document.documentElement), [settings.theme]);
  // One answer per change of the facts, also while many commits follow each other.
  useEffect(() => askAnewAfterChanges(session.engine, queryClient), [queryClient, session]);
  return (
    <WordsContext value={words}>
      <I18nProvider locale={settings.language}>
        <SessionContext value={session}>
          <QueryClientProvider client={queryClient}>
            <ErrorBoundary>
              <Stages begun={begun} clear={() => queryClient.clear()} />
            </ErrorBoundary>
            <Toasts />
          </QueryClientProvider>
        </SessionContext>
      </I18nProvider>
    </WordsContext>
  );
}

function Stages({ begun, clear }: { begun: BegunOpening | null; clear: () => void }) {
  const session = useSession();
  const words = useText();
  const { t } = words;
  const { desktop } = session;
  const language = useSettings((state) => state.settings.language);
  const [stage, setStage] = useState<Stage>(begun === null ? { kind: 'welcome' } : { kind: 'opening', title: begun.title, progress: null, remainingMs: null });
  const [recent, setRecent] = useState<readonly KnownWorkspace[]>([]);
  const [isCreating, setCreating] = useState(false);
  const [router, setRouter] = useState(() => createAppRouter());
  const isOpen = useRef(false);
  const [restoring, setRestoring] = useState<{ readonly token: WorkspaceToken | null } | null>(null);
  const askRestore = useCallback((token: WorkspaceToken | null) => setRestoring({ token }), []);

  const readRecent = useCallback(() => void desktop.call('workspace.recent', undefined).then(setRecent), [desktop]);
  const follow = useCallback(
    async (join: BegunOpening['join']): Promise<boolean> => {
      const samples: Sample[] = [];
      const result = await join({
        onOpening: (title) => setStage({ kind: 'opening', title, progress: null, remainingMs: null }),
        onProgress: (progress) => {
          samples.push(sampleOf(progress));
          setStage((old) => (old.kind === 'opening' ? { ...old, progress, remainingMs: estimateRemaining(samples, progress.total) } : old));
        },
      });
      if (result.kind === 'dismissed') return false;
      if (result.kind === 'failed') {
        setStage({ kind: 'failed', failure: result.failure });
        return false;
      }
      clear();
      isOpen.current = true;
      // Whoever comes to read comes for the log.
      window.location.hash = result.opened.info.readOnly ? '#/log' : '#/';
      setRouter(createAppRouter());
      setStage({ kind: 'open', opened: result.opened });
      const { rebuilt, rows, entries } = result.opened.report;
      if (rebuilt !== null && rows > 0) showToast(t('recovery.rebuilt', { reason: t(`recovery.reason.${rebuilt}`), rows, entries }), { tone: 'review' });
      return true;
    },
    [clear, t],
  );
  const open = useCallback((ask: () => Promise<WorkspaceOutcome>, token: WorkspaceToken | null) => follow((follower) => openOutcome(session, useSettings.getState().settings, ask, token, follower)), [follow, session]);
  const close = useCallback(async () => {
    if (!isOpen.current) return;
    isOpen.current = false;
    useLoadQueue.setState({ files: [], total: 0 });
    await closeOpened(session);
    clear();
    setStage({ kind: 'welcome' });
    readRecent();
  }, [clear, readRecent, session]);
  const openToken = useCallback(
    async (token: WorkspaceToken, readOnly = false) => {
      await close();
      return open(() => desktop.call('workspace.open', { token, readOnly }), token);
    },
    [close, desktop, open],
  );
  const pick = useCallback(async (readOnly = false) => {
    await close();
    await open(() => desktop.call('workspace.pick', { readOnly }), null);
  }, [close, desktop, open]);
  const restore = async (token: WorkspaceToken | null, name: string) => {
    setRestoring(null);
    // The machine lets go of the old workspace itself: until then it knows which one is meant.
    if (isOpen.current) await session.engine.call('close', undefined).catch(() => undefined);
    isOpen.current = false;
    clear();
    await open(() => desktop.call('backups.restore', { token, name }), null);
  };
  const newWorkspace = useCallback(async () => {
    await close();
    setCreating(true);
  }, [close]);
  const trySample = async () => {
    if (!(await open(() => desktop.call('workspace.create', { title: t('welcome.sampleTitle') }), null))) return;
    for (const file of await desktop.call('files.sample', undefined)) {
      const done = await loadAsProposed(session, file).catch(() => null);
      if (!done?.ok) queueFiles([file]);
    }
  };

  const started = useRef(false);
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    const start = async () => {
      readRecent();
      if (begun !== null) await Promise.resolve(begun.join).then(follow);
    };
    void start();
  }, [begun, follow, readRecent]);
  useEffect(() => desktop.on('open', (token) => void openToken(token)), [desktop, openToken]);
  useEffect(() => {
    if (stage.kind === 'open') return undefined;
    return desktop.on('menu', (command) => {
      if (command === 'new-workspace') setCreating(true);
      else if (command === 'open-workspace') void pick();
    });
  }, [desktop, pick, stage.kind]);

  const restoreDialog = restoring && <RestoreDialog token={restoring.token} onClose={() => setRestoring(null)} restore={(name) => void restore(restoring.token, name)} />;
  const shell = useMemo(() => ({ closeWorkspace: () => void close(), newWorkspace: () => void newWorkspace(), openWorkspace: () => void pick() }), [close, newWorkspace, pick]);

  if (stage.kind === 'open')
    return (
      <WorkspaceContext value={stage.opened.info}>
        <ShellContext value={shell}>
          <RestoreContext value={askRestore}>
            <RouterProvider router={router} />
            {restoreDialog}
          </RestoreContext>
        </ShellContext>
      </WorkspaceContext>
    );
  if (stage.kind === 'opening')
    return (
      <main className="opening" aria-busy="true">
        <div>
          <Progress label={t('welcome.opening', { name: stage.title })} fraction={fractionOf(stage.progress)} detail={stage.progress ? wordProgress(words, stage.progress) : ''} remainingMs={stage.remainingMs} />
        </div>
      </main>
    );
  if (stage.kind === 'failed') {
    const { failure } = stage;
    const { token } = failure;
    const said = failure.kind === 'workspace' ? wordWorkspaceTrouble(words, failure.trouble) : failure.kind === 'engine' ? wordTrouble(words, failure.trouble) : t('trouble.bug', { message: failure.message });
    const canReadOnly = token !== null && failure.kind === 'workspace' && (failure.trouble.kind === 'inUse' || failure.trouble.kind === 'notWritable' || failure.trouble.kind === 'diskFull');
    const canRestore = token !== null && (failure.kind === 'engine' || (failure.kind === 'workspace' && (failure.trouble.kind === 'damaged' || failure.trouble.kind === 'notAWorkspace')));
    return (
      <main className="opening">
        {restoreDialog}
        <ErrorState
          title={t('recovery.title')}
          actions={
            <>
              {token !== null && (
                <Button look="primary" onPress={() => void openToken(token)}>
                  {t('recovery.tryAgain')}
                </Button>
              )}
              {canRestore && <Button onPress={() => askRestore(token)}>{t('recovery.restore')}</Button>}
              {canReadOnly && <Button onPress={() => void openToken(token, true)}>{t('recovery.openReadOnly')}</Button>}
              <Button onPress={() => setStage({ kind: 'welcome' })}>{t('recovery.back')}</Button>
            </>
          }
        >
          {said}
        </ErrorState>
      </main>
    );
  }
  return (
    <Welcome
      recent={recent}
      create={(title) => void open(() => desktop.call('workspace.create', { title }), null)}
      pick={() => void pick()}
      pickAsAuditor={() => void pick(true)}
      openAsAuditor={(workspace) => void openToken(workspace.token, true)}
      open={(workspace) => void openToken(workspace.token)}
      forget={(workspace) => void desktop.call('workspace.forget', { token: workspace.token }).then(readRecent)}
      trySample={() => void trySample()}
      language={language}
      setLanguage={(next: Language) => void changeSettings(desktop, { language: next })}
      isCreating={isCreating}
      setCreating={setCreating}
    />
  );
}
