// The first screen: make a workspace, open one, or look around with the sample.
import { FolderOpen, FolderPlus, ScanEye, Sparkles, X } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { KnownWorkspace, Language } from '../../shared/contract/desktop.ts';
import { useText } from '../i18n/useText.ts';
import { useNow } from '../session/useNow.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/Fields.tsx';
import { Segments } from '../ui/Segments.tsx';
import { Logo } from './Logo.tsx';
import { CardFile } from './CardFile.tsx';

type Props = {
  recent: readonly KnownWorkspace[];
  create: (title: string) => void;
  pick: () => void;
  pickAsAuditor: () => void;
  openAsAuditor: (workspace: KnownWorkspace) => void;
  open: (workspace: KnownWorkspace) => void;
  forget: (workspace: KnownWorkspace) => void;
  trySample: () => void;
  language: Language;
  setLanguage: (language: Language) => void;
  isCreating: boolean;
  setCreating: (isCreating: boolean) => void;
};

/** Shown while no workspace is open. */
export function Welcome({ recent, create, pick, pickAsAuditor, open, openAsAuditor, forget, trySample, language, setLanguage, isCreating, setCreating }: Props) {
  const { t, ago } = useText();
  const now = useNow();
  const [title, setTitle] = useState('');
  const submit = () => {
    setCreating(false);
    create(title.trim() === '' ? t('welcome.namePlaceholder') : title.trim());
  };
  return (
    <main className="welcome">
      <section className="welcome-start">
        <div className="welcome-mark">
          <Logo size={32} />
          <h1>{t('welcome.title')}</h1>
        </div>
        <p className="welcome-lead">{t('welcome.lead')}</p>
        <div className="welcome-actions">
          <Button look="primary" size="large" icon={FolderPlus} onPress={() => setCreating(true)}>
            {t('welcome.create')}
          </Button>
          <Button size="large" icon={FolderOpen} onPress={pick}>
            {t('welcome.open')}
          </Button>
        </div>
        <div className="welcome-sample">
          <Button look="quiet" icon={ScanEye} onPress={pickAsAuditor}>
            {t('welcome.audit')}
          </Button>
          <p>{t('welcome.auditHelp')}</p>
        </div>
        <div className="welcome-sample">
          <Button look="quiet" icon={Sparkles} onPress={trySample}>
            {t('welcome.sample')}
          </Button>
          <p>{t('welcome.sampleHelp')}</p>
        </div>
        <div className="welcome-foot">
          <Segments
            label={t('welcome.language')}
            choices={[
              { id: 'en', label: t('settings.languageNames.en') },
              { id: 'es', label: t('settings.languageNames.es') },
            ]}
            value={language}
            onChange={setLanguage}
          />
        </div>
      </section>
      <section className="welcome-recent" aria-labelledby="recent-title">
        <CardFile />
        <h2 id="recent-title">{t('welcome.recent')}</h2>
        {recent.length === 0 ? (
          <p className="quiet">{t('welcome.noRecent')}</p>
        ) : (
          <ul>
            {recent.map((workspace) => (
              <li key={workspace.token} className="recent">
                <AriaButton className="recent-open" isDisabled={!workspace.exists} onPress={() => open(workspace)}>
                  <span className="recent-title">
                    {workspace.title}
                    {!workspace.exists && <span className="badge review">{t('welcome.gone')}</span>}
                  </span>
                  <span className="recent-path">{workspace.displayPath}</span>
                  <span className="recent-when">{t('welcome.openedAt', { when: ago(workspace.openedAt, now) })}</span>
                </AriaButton>
                {workspace.exists && <IconButton icon={ScanEye} size="small" label={t('welcome.auditNamed', { name: workspace.title })} onPress={() => openAsAuditor(workspace)} />}
                <IconButton icon={X} size="small" label={t('welcome.forget', { name: workspace.title })} onPress={() => forget(workspace)} />
              </li>
            ))}
          </ul>
        )}
      </section>
      <Dialog
        title={t('welcome.createTitle')}
        isOpen={isCreating}
        onClose={() => setCreating(false)}
        foot={
          <>
            <span className="spring" />
            <Button onPress={() => setCreating(false)}>{t('ui.cancel')}</Button>
            <Button look="primary" onPress={submit}>
              {t('welcome.createAction')}
            </Button>
          </>
        }
      >
        <TextField label={t('welcome.nameLabel')} value={title} onChange={setTitle} placeholder={t('welcome.namePlaceholder')} help={t('welcome.createHelp')} autoFocus onSubmit={submit} />
      </Dialog>
    </main>
  );
}
