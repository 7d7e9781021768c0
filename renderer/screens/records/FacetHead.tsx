// The name of a facet, what can be done with all of it, and the way to take it away.
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/useText.ts';
import { IconButton } from '../../ui/Button.tsx';

export function FacetHead({ name, onRemove, children }: { name: string; onRemove: () => void; children?: ReactNode }) {
  const { t } = useText();
  return (
    <div className="facet-head">
      <h3 className="truncate">{name}</h3>
      {children}
      <IconButton size="small" icon={X} label={t('records.removeFacet', { field: name })} onPress={onRemove} />
    </div>
  );
}
