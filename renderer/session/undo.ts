// Named undo and redo, from the key, the menu, a message or the queue.
import { useCallback } from 'react';
import type { LogLine } from '../../shared/contract/engine.ts';
import { useText } from '../i18n/useText.ts';
import { wordEntry } from '../i18n/wordLog.ts';
import { showToast } from '../ui/toast.ts';
import { useAsk, useTroubleToast } from './ask.ts';
import { useSession } from './session.ts';

/** Both say what they did and offer the way back. */
export function useUndo() {
  const session = useSession();
  const words = useText();
  const say = useTroubleToast();
  const { data: state } = useAsk('undo.state', undefined);
  const undoLine = state?.undo ?? null;
  const redoLine = state?.redo ?? null;
  const redo = useCallback(async () => {
    if (!redoLine) {
      showToast(words.t('app.nothingToRedo'));
      return;
    }
    try {
      await session.engine.call('undo.redo', undefined);
      showToast(words.t('app.redone', { what: wordEntry(words, redoLine) }), { tone: 'match' });
    } catch (error) {
      say(error);
    }
  }, [redoLine, say, session, words]);
  const undo = useCallback(async () => {
    if (!undoLine) {
      showToast(words.t('app.nothingToUndo'));
      return;
    }
    try {
      await session.engine.call('undo.undo', undefined);
      showToast(words.t('app.undone', { what: wordEntry(words, undoLine) }), {
        tone: 'match',
        action: { label: words.t('ui.redo'), run: () => void session.engine.call('undo.redo', undefined).catch(say) },
      });
    } catch (error) {
      say(error);
    }
  }, [say, session, undoLine, words]);
  return { undo, redo, undoLine, redoLine };
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
