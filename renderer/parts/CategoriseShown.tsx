// Gives one category to all records that a query found, or takes it away, as one step.
import { Tags } from 'lucide-react';
import type { RecordsQuery } from '../../shared/contract/engine.ts';
import { useState } from 'react';
import { useText } from '../i18n/useText.ts';
import { wordEntry } from '../i18n/wordLog.ts';
import { useAsk, useTell } from '../session/ask.ts';
import { useWorkspace } from '../session/session.ts';
import { useDone } from '../session/undo.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Select } from '../ui/Select.tsx';

/** Nothing where there is no way to classify. */
export function CategoriseShown({ query, count }: { query: RecordsQuery; count: number }) {
  const words = useText();
  const { t } = words;
  const { readOnly } = useWorkspace();
  const done = useDone();
  const { data } = useAsk('categories.list', undefined, { keep: true });
  const [isOpen, setOpen] = useState(false);
  const [picked, setPicked] = useState<string | null>(null);
  const [value, setValue] = useState<string | null>(null);
  const set = useTell('categories.set', (line) => {
    done(wordEntry(words, line), line);
    setOpen(false);
  });
  const schemes = data?.schemes ?? [];
  if (schemes.length === 0) return null;
  const scheme = schemes.find(({ field }) => field === picked) ?? schemes[0]!;
  const chosen = value !== null && scheme.values.includes(value) ? value : (scheme.values[0] ?? null);
  const give = (isOn: boolean) => chosen !== null && set.mutate({ to: { kind: 'query', query }, field: scheme.field, value: chosen, isOn });
  return (
    <>
      <Button size="small" look="quiet" icon={Tags} isDisabled={readOnly || count === 0} onPress={() => setOpen(true)}>
        {t('categories.giveTo')}
      </Button>
      <Dialog
        title={t('categories.giveTitle', { count })}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        foot={
          <>
            <Button isDisabled={set.isPending || chosen === null} onPress={() => give(false)}>
              {t('categories.take')}
            </Button>
            <span className="spring" />
            <Button onPress={() => setOpen(false)}>{t('ui.cancel')}</Button>
            <Button look="primary" isDisabled={set.isPending || chosen === null} onPress={() => give(true)}>
              {t('categories.give')}
            </Button>
          </>
        }
      >
        <div className="stack">
          <Select label={t('categories.title')} choices={schemes.map(({ field, name }) => ({ id: field as string, label: name }))} value={scheme.field} onChange={setPicked} />
          <Select label={t('categories.value')} choices={scheme.values.map((id) => ({ id, label: id }))} value={chosen} onChange={setValue} />
        </div>
      </Dialog>
    </>
  );
}
