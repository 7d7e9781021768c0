// The button that asks for files to load; nothing where the workspace is open for reading only.
import { FileInput } from 'lucide-react';
import { useText } from '../i18n/useText.ts';
import { pickFiles } from '../session/loading.ts';
import { useSession, useWorkspace } from '../session/session.ts';
import { Button } from '../ui/Button.tsx';

export function LoadButton({ look = 'primary' }: { look?: 'primary' | 'plain' }) {
  const { t } = useText();
  const session = useSession();
  const { readOnly } = useWorkspace();
  if (readOnly) return null;
  return (
    <Button look={look} icon={FileInput} keys="mod+o" onPress={() => void pickFiles(session)}>
      {t('sources.load')}
    </Button>
  );
}
