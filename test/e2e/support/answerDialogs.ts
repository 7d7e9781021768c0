// Answers the system's dialogs in place of a person; lives in the test, so the product has no hook for it.
import type { ElectronApplication } from '@playwright/test';

export type DialogAnswers = {
  /** What open dialogs pick, one list per dialog; an empty list dismisses. */
  readonly open?: readonly (readonly string[])[];
  /** What save dialogs pick; null dismisses. */
  readonly save?: readonly (string | null)[];
  /** Which button of message boxes is pressed. */
  readonly message?: readonly number[];
};

/** From now on the app's dialogs are answered in this order; one too many fails loudly in the app. */
export async function answerDialogs(electron: ElectronApplication, answers: DialogAnswers): Promise<void> {
  await electron.evaluate(({ dialog }, given) => {
    const open = [...(given.open ?? [])];
    const save = [...(given.save ?? [])];
    const message = [...(given.message ?? [])];
    const next = <T>(queue: T[], kind: string): T => {
      if (queue.length === 0) throw new Error(`An unexpected ${kind} dialog opened.`);
      return queue.shift() as T;
    };
    Object.assign(dialog, {
      showOpenDialog: async () => {
        const filePaths = [...next(open, 'open')];
        return { canceled: filePaths.length === 0, filePaths };
      },
      showSaveDialog: async () => {
        const filePath = next(save, 'save');
        return { canceled: filePath === null, filePath: filePath ?? '' };
      },
      showMessageBox: async () => ({ response: next(message, 'message'), checkboxChecked: false }),
    });
  }, answers);
}
