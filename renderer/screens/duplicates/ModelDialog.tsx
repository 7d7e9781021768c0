// The run's choices, all of them changeable: threshold and bands, columns, keys, levels, and the models they are saved as.
import { useState } from 'react';
import type { MatchRun, SavedModel } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { useAsk, useTroubleToast } from '../../session/ask.ts';
import { useSession, useWorkspace } from '../../session/session.ts';
import { useDone } from '../../session/undo.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Fields.tsx';
import { Note } from '../../ui/States.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { ColumnsTab } from './ColumnsTab.tsx';
import { KeysTab } from './KeysTab.tsx';
import { LevelsTab } from './LevelsTab.tsx';
import { ModelsTab } from './ModelsTab.tsx';
import { ThresholdTab } from './ThresholdTab.tsx';

/** Changes are a draft until they are saved under a name; then runs take them up. */
export function ModelDialog({ run, find, onClose }: { run: MatchRun; find: () => void; onClose: () => void }) {
  const { t } = useText();
  const { engine } = useSession();
  const { readOnly } = useWorkspace();
  const say = useTroubleToast();
  const done = useDone();
  const [tab, setTab] = useState<'threshold' | 'columns' | 'keys' | 'levels' | 'models'>('threshold');
  const { data: list } = useAsk('match.models', undefined, { keep: true });
  const [draft, setDraft] = useState<SavedModel | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const model = draft ?? list?.last ?? null;
  const name = (typed ?? list?.used ?? '').trim();
  const save = async (again: boolean) => {
    if (model === null || name === '') return;
    try {
      const line = await engine.call('match.saveModel', { name, model });
      setDraft(null);
      done(t('model.saved', { name }), line);
      if (again) {
        onClose();
        find();
      }
    } catch (error) {
      say(error);
    }
  };
  const anew = <Note tone="info">{t('model.learnsAnew')}</Note>;
  return (
    <Dialog
      title={t('model.title')}
      isOpen
      onClose={onClose}
      size="medium"
      foot={
        <>
          <TextField label={t('model.name')} labelled="before" value={typed ?? list?.used ?? ''} onChange={setTyped} isDisabled={readOnly} />
          <span className="spring" />
          <Button isDisabled={readOnly || model === null || name === ''} onPress={() => void save(false)}>
            {t('model.save')}
          </Button>
          <Button look="primary" isDisabled={readOnly || model === null || name === ''} onPress={() => void save(true)}>
            {t('model.saveAndFind')}
          </Button>
        </>
      }
    >
      {model === null ? (
        <span className="spinner" />
      ) : (
        <div className="model-dialog">
          <Tabs
            label={t('model.title')}
            value={tab}
            onChange={setTab}
            tabs={[
              { id: 'threshold', label: t('model.tab.threshold'), content: <ThresholdTab run={run} model={model} onModel={setDraft} /> },
              { id: 'columns', label: t('model.tab.columns'), content: <ColumnsTab run={run} model={model} onModel={setDraft} /> },
              { id: 'keys', label: t('model.tab.keys'), content: model.learn ? anew : <KeysTab run={run} model={model} onModel={setDraft} /> },
              { id: 'levels', label: t('model.tab.levels'), content: model.learn ? anew : <LevelsTab model={model} onModel={setDraft} /> },
              { id: 'models', label: t('model.tab.models'), content: <ModelsTab model={model} onModel={setDraft} onName={setTyped} /> },
            ]}
          />
        </div>
      )}
    </Dialog>
  );
}
