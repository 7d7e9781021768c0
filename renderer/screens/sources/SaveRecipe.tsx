// Shows what was done on a source as a recipe in words, and keeps it as a file for next month or for colleagues.
import { Save } from 'lucide-react';
import { useState } from 'react';
import type { Source } from '../../../shared/model/source.ts';
import { useText } from '../../i18n/useText.ts';
import { wordRecipeStep } from '../../i18n/wordRecipe.ts';
import { useAsk, useTroubleToast } from '../../session/ask.ts';
import { useSession } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Fields.tsx';
import { Busy, Note } from '../../ui/States.tsx';
import { showToast } from '../../ui/toast.ts';

export function SaveRecipe({ source, onClose }: { source: Source; onClose: () => void }) {
  const words = useText();
  const { t } = words;
  const { desktop, engine } = useSession();
  const say = useTroubleToast();
  const [name, setName] = useState(source.name);
  const { data } = useAsk('recipe.derive', { source: source.id });
  const save = async () => {
    if (!data) return;
    try {
      const target = await desktop.call('files.save', { name: `${name.trim() === '' ? source.name : name.trim()}.json` });
      if (!target) return;
      const written = await engine.call('recipe.save', { recipe: { ...data.recipe, name: name.trim() }, target: target.token });
      showToast(t('recipe.saved', { path: written.displayPath }), { tone: 'match' });
      onClose();
    } catch (error) {
      say(error);
    }
  };
  return (
    <Dialog
      title={t('recipe.saveTitle', { source: source.name })}
      isOpen
      onClose={onClose}
      size="medium"
      foot={
        <>
          <span className="spring" />
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button look="primary" icon={Save} isDisabled={!data} onPress={() => void save()}>
            {t('recipe.save')}
          </Button>
        </>
      }
    >
      {data ? (
        <div className="stack">
          <TextField label={t('recipe.name')} value={name} onChange={setName} />
          <ol className="recipe-steps" data-testid="recipe-steps">
            {data.recipe.steps.map((step) => (
              <li key={JSON.stringify(step)}>{wordRecipeStep(words, step)}</li>
            ))}
          </ol>
          {data.leftOut.length > 0 && (
            <Note>
              {t('recipe.leftOut')}
              <ul className="notices">
                {data.leftOut.map(({ kind, count }) => (
                  <li key={kind}>{t(`recipe.out.${kind}`, { count })}</li>
                ))}
              </ul>
            </Note>
          )}
        </div>
      ) : (
        <Busy label={t('ui.loading')} />
      )}
    </Dialog>
  );
}
