// A share typed as a percentage; taken over once it is one.
import { useState } from 'react';
import { useText } from '../../i18n/useText.ts';
import { TextField } from '../../ui/Fields.tsx';

export function ShareField({ label, value, onChange }: { label: string; value: number; onChange: (share: number) => void }) {
  const { t, number } = useText();
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? number(Math.round(value * 1e5) / 1e3);
  const share = Number(shown.replace(',', '.').replace('%', '')) / 100;
  const isShare = shown.trim() !== '' && share > 0 && share < 1;
  return (
    <TextField
      label={label}
      value={shown}
      onChange={(next) => {
        setText(next);
        const own = Number(next.replace(',', '.').replace('%', '')) / 100;
        if (next.trim() !== '' && own > 0 && own < 1) onChange(own);
      }}
      error={isShare ? null : t('model.badShare')}
    />
  );
}
