// Asking the engine for what a screen shows, and telling it what a steward decides.
import { useCallback } from 'react';
import { keepPreviousData, QueryClient, useMutation, useQuery } from '@tanstack/react-query';
import type { EngineCall, EngineCalls, EngineClient } from '../../shared/contract/engine.ts';
import type { Progress } from '../../shared/kernel/job.ts';
import { useText } from '../i18n/useText.ts';
import { wordTrouble } from '../i18n/wordTrouble.ts';
import { showToast } from '../ui/toast.ts';
import { useSession } from './session.ts';
import { troubleOf } from './troubleOf.ts';

/** The engine is local: there is no network to wait for, and nothing to try again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', retry: false, staleTime: Infinity, refetchOnWindowFocus: false, refetchOnReconnect: false },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

/** Short enough that nobody sees it; and how long one who goes on changing things may wait for what is not in hand. */
const AFTER_CHANGE_MS = 40;
const AT_THE_LATEST_MS = 250;

/**
 * Everything shown is asked for anew whenever facts change. Whoever made the change asks a moment earlier for what comes
 * next, such as the next group of the queue; further changes meanwhile are waited for. Returns a function that stops it.
 */
export function askAnewAfterChanges(engine: EngineClient, queries: QueryClient): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latestAt = 0;
  const stop = engine.onChanged(() => {
    const now = performance.now();
    if (timer === undefined) latestAt = now + AT_THE_LATEST_MS;
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        timer = undefined;
        void queries.invalidateQueries();
      },
      Math.max(0, Math.min(AFTER_CHANGE_MS, latestAt - now)),
    );
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

/** The answer of a reading call; asked anew whenever facts change. `keep` shows the old answer meanwhile, `onProgress` hears how far a long one is. */
export function useAsk<Name extends EngineCall>(call: Name, request: EngineCalls[Name]['request'], options: { enabled?: boolean; keep?: boolean; onProgress?: (progress: Progress) => void } = {}) {
  const { engine } = useSession();
  return useQuery({
    queryKey: [call, request],
    // React Query takes no undefined for an answer.
    queryFn: async ({ signal }): Promise<EngineCalls[Name]['response']> => (await engine.call(call, request, { signal, ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }) })) ?? null!,
    enabled: options.enabled ?? true,
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
  });
}

/** Says in words what went wrong; a cancelled call is no trouble. */
export function useTroubleToast(): (error: unknown) => void {
  const words = useText();
  return useCallback(
    (error) => {
      const trouble = troubleOf(error);
      if (trouble?.kind === 'cancelled') return;
      showToast(trouble ? wordTrouble(words, trouble) : words.t('trouble.bug', { message: error instanceof Error ? error.message : String(error) }), { tone: 'conflict' });
    },
    [words],
  );
}

/** A call that changes something; trouble is said in words. */
export function useTell<Name extends EngineCall>(call: Name, onDone?: (response: EngineCalls[Name]['response']) => void) {
  const { engine } = useSession();
  const say = useTroubleToast();
  return useMutation({
    mutationFn: (request: EngineCalls[Name]['request']) => engine.call(call, request),
    onSuccess: (response) => onDone?.(response),
    onError: say,
  });
}
