// Asks where to write a file, lets the engine write it there, and says so.
import type { TargetToken } from '../../shared/contract/desktop.ts';
import type { EngineCall, EngineCalls } from '../../shared/contract/engine.ts';
import type { WrittenFile } from '../../shared/contract/machine.ts';
import { useText } from '../i18n/useText.ts';
import { showToast } from '../ui/toast.ts';
import { useTroubleToast } from './ask.ts';
import { runJob } from './jobs.ts';
import { useSession } from './session.ts';

/** Calls that write one file to a place of the user's. */
type SavingCall = { [Name in EngineCall]: EngineCalls[Name]['request'] extends { target: TargetToken } ? Name : never }[EngineCall];

/** Answers with the call's response; null where the user dismissed the dialog or it went wrong, which is said. */
export function useSaveFile() {
  const session = useSession();
  const { t } = useText();
  const say = useTroubleToast();
  return async <Name extends SavingCall>(call: Name, name: string, request: Omit<EngineCalls[Name]['request'], 'target'>): Promise<EngineCalls[Name]['response'] | null> => {
    const target = await session.desktop.call('files.save', { name });
    if (target === null) return null;
    try {
      const response = await runJob(session, 'exporting', '', call, { ...request, target: target.token } as EngineCalls[Name]['request']);
      const file = fileOf(response);
      if (file !== null) showToast(t('audit.exported', { name: file.name }), { tone: 'match' });
      return response;
    } catch (error) {
      say(error);
      return null;
    }
  };
}

function fileOf(response: unknown): WrittenFile | null {
  if (typeof response !== 'object' || response === null) return null;
  if ('file' in response) return response.file as WrittenFile;
  return 'sha256' in response ? (response as WrittenFile) : null;
}
