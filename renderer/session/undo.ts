// Named undo and redo, from the key, the menu, a message or the queue.
import { useCallback } from 'react';
import type { LogLine } from '../../shared/contract/engine.ts';
import { useText } from '../i18n/useText.ts';
import { wordEntry } from '../i18n/wordLog.ts';
import { showToast } from '../ui/toast.ts';
import { useAsk, useTroubleToast } from './ask.ts';
import { useSession } from './session.ts';

/** Both take back or bring back what is the latest when they are called, say what that was and offer the way back. */
export function useUndo() {
  const { engine } = useSession();
  const words = useText();
  const say = useTroubleToast();
  const redo = useCallback(async () => {
    try {
      const { redo: line } = await engine.call('undo.state', undefined);
      if (line === null) {
        showToast(words.t('app.nothingToRedo'));
        return;
      }
      await engine.call('undo.redo', undefined);
      showToast(words.t('app.redone', { what: wordEntry(words, line) }), { tone: 'match' });
    } catch (error) {
      say(error);
    }
  }, [engine, say, words]);
  const undo = useCallback(async () => {
    try {
      const { undo: line } = await engine.call('undo.state', undefined);
      if (line === null) {
        showToast(words.t('app.nothingToUndo'));
        return;
      }
      await engine.call('undo.undo', undefined);
      showToast(words.t('app.undone', { what: wordEntry(words, line) }), {
        tone: 'match',
        action: { label: words.t('ui.redo'), run: () => void engine.call('undo.redo', undefined).catch(say) },
      });
    } catch (error) {
      say(error);
    }
  }, [engine, say, words]);
  return { undo, redo };
}

/** What undo and redo would take back and bring back, for their names. */
export function useUndoLines() {
  const { data: state } = useAsk('undo.state', undefined);
  return { undoLine: state?.undo ?? null, redoLine: state?.redo ?? null };
}

/** Says what was decided, with Undo beside it. */
export function useDone() {
  const session = useSession();
  const { t } = useText();
  const say = useTroubleToast();
  return useCallback(
    (text: string, line: LogLine | null) => {
      const takeBack = async () => {
        try {
          const state = await session.engine.call('undo.state', undefined);
          // What took something back itself is taken back by redoing it.
          if (line !== null && line.undoes !== null && state.redo?.seq === line.undoes) await session.engine.call('undo.redo', undefined);
          else if (state.undo?.seq === line?.seq) await session.engine.call('undo.undo', undefined);
          else showToast(t('app.undoMoved'), { tone: 'review' });
        } catch (error) {
          say(error);
        }
      };
      showToast(text, { tone: 'match', ...(line ? { action: { label: t('ui.undo'), run: () => void takeBack() } } : {}) });
    },
    [say, session, t],
  );
}
