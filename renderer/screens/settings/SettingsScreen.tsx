// Language, look, who is working, the workspace, and what the app is made of.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useText } from '../../i18n/useText.ts';
import { useAsk } from '../../session/ask.ts';
import { setDensity, useChrome } from '../../session/chrome.ts';
import { useSession, useWorkspace } from '../../session/session.ts';
import { changeSettings, useSettings } from '../../session/settings.ts';
import { Switch, TextField } from '../../ui/Fields.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { Select } from '../../ui/Select.tsx';
import { Note } from '../../ui/States.tsx';
import { Backups } from './Backups.tsx';
import { libraries } from './libraries.ts';
import { LimitSettings } from './LimitSettings.tsx';
import { Group, Row } from './Group.tsx';

const zooms = [80, 90, 100, 110, 125, 150, 175, 200] as const;

/** Everything takes effect at once. */
export function SettingsScreen() {
  const { t, dateTime, day, percent } = useText();
  const { data: bundled } = useAsk('enrich.bundled', undefined);
  const { desktop } = useSession();
  const workspace = useWorkspace();
  const settings = useSettings((state) => state.settings);
  const density = useChrome((state) => state.density);
  const [name, setName] = useState(settings.personName);
  const { data: info } = useQuery({ queryKey: ['app.info'], queryFn: () => desktop.call('app.info', undefined) });
  const zoomChoices = [...new Set([...zooms, settings.zoom])].toSorted((left, right) => left - right).map((zoom) => ({ id: String(zoom), label: percent(zoom / 100) }));
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>{t('settings.title')}</h1>
      </header>
      <div className="screen-body">
        <div className="settings">
          <Group title={t('settings.look')}>
            {/* Date fields and their calendars are the runtime's own, which reads its language once. */}
            <Row label={t('settings.language')} {...(navigator.language.startsWith(settings.language) ? {} : { help: t('settings.languageHelp') })}>
              <Segments
                label={t('settings.language')}
                value={settings.language}
                onChange={(language) => void changeSettings(desktop, { language })}
                choices={[
                  { id: 'en', label: t('settings.languageNames.en') },
                  { id: 'es', label: t('settings.languageNames.es') },
                ]}
              />
            </Row>
            <Row label={t('settings.theme')}>
              <Segments
                label={t('settings.theme')}
                value={settings.theme}
                onChange={(theme) => void changeSettings(desktop, { theme })}
                choices={[
                  { id: 'system', label: t('settings.themes.system') },
                  { id: 'light', label: t('settings.themes.light') },
                  { id: 'dark', label: t('settings.themes.dark') },
                ]}
              />
            </Row>
            <Row label={t('settings.density')}>
              <Segments
                label={t('settings.density')}
                value={density}
                onChange={setDensity}
                choices={[
                  { id: 'normal', label: t('settings.densities.normal') },
                  { id: 'compact', label: t('settings.densities.compact') },
                ]}
              />
            </Row>
            <Row label={t('settings.zoom')}>
              <div className="narrow">
                <Select label={t('settings.zoom')} labelled="hidden" choices={zoomChoices} value={String(settings.zoom)} onChange={(zoom) => void changeSettings(desktop, { zoom: Number(zoom) })} />
              </div>
            </Row>
          </Group>
          <Group title={t('settings.person')}>
            <Row label={t('settings.personName')} help={t('settings.personHelp')}>
              <TextField
                label={t('settings.personName')}
                labelled="hidden"
                value={name}
                onChange={(next) => {
                  setName(next);
                  void changeSettings(desktop, { personName: next.trim() });
                }}
              />
            </Row>
            <Row label={t('settings.actor')} help={t('settings.actorHelp')}>
              <code className="selectable">{settings.actor}</code>
            </Row>
          </Group>
          <Group title={t('settings.keyboard')}>
            <Switch isSelected={settings.singleKeys} onChange={(singleKeys) => void changeSettings(desktop, { singleKeys })}>
              {t('settings.singleKeys')}
            </Switch>
          </Group>
          <LimitSettings />
          <Group title={t('settings.workspace')}>
            <Row label={t('settings.workspaceTitle')}>{workspace.title}</Row>
            <Row label={t('settings.folder')}>
              <span className="selectable">{workspace.displayPath}</span>
            </Row>
            <Row label={t('settings.created')}>{dateTime(workspace.createdAt)}</Row>
            <Row label={t('settings.publicKey')}>
              <code className="selectable wrap">{workspace.publicKey}</code>
            </Row>
          </Group>
          <Group title={t('audit.backups.title')}>
            <Backups />
          </Group>
          <Group title={t('settings.about')}>
            {info && (
              <>
                <Row label={t('settings.version')}>{info.version}</Row>
                <Row label={t('settings.runtime')}>{t('settings.runtimeText', { electron: info.electron, chromium: info.chromium, node: info.node, platform: info.platform })}</Row>
                {!info.pinnedRuntime && <Note tone="review">{t('settings.standIn')}</Note>}
              </>
            )}
            <Row label={t('settings.licence')}>{t('settings.licenceText')}</Row>
            <p className="quiet">{t('settings.offline')}</p>
          </Group>
          <Group title={t('enrich.tables.bundled')}>
            <p className="quiet">{t('enrich.tables.bundledHelp')}</p>
            <ul className="libraries">
              {(bundled ?? []).map((table) => (
                <li key={table.id}>
                  <span>{t(`enrich.bundledName.${table.id}`)}</span>
                  <span className="quiet">
                    {table.source} · {day(Date.parse(table.date) / 86_400_000)} · {table.licence}
                  </span>
                </li>
              ))}
            </ul>
          </Group>
          <Group title={t('settings.licences')}>
            <p className="quiet">{t('settings.licencesHelp')}</p>
            <ul className="libraries">
              {libraries.map((library) => (
                <li key={library.name}>
                  <span>{library.name}</span>
                  <span className="quiet">{library.licence}</span>
                </li>
              ))}
            </ul>
          </Group>
        </div>
      </div>
    </div>
  );
}
