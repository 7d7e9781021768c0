// A button that lets one file be chosen and hands it over.
import { FileTrigger } from 'react-aria-components';
import type { LucideIcon } from 'lucide-react';
import { Button } from './Button.tsx';

type Props = { children: string; icon: LucideIcon; accept: readonly string[]; onFile: (file: File) => void; isDisabled?: boolean };

export function FileButton({ children, icon, accept, onFile, isDisabled = false }: Props) {
  return (
    <FileTrigger
      acceptedFileTypes={accept}
      onSelect={(files) => {
        const file = files?.item(0);
        if (file) onFile(file);
      }}
    >
      <Button icon={icon} isDisabled={isDisabled}>
        {children}
      </Button>
    </FileTrigger>
  );
}
