// Hands on what was decided: which parts, of which records, in which form, for which system; the choices can be kept.
import { Link, useNavigate } from '@tanstack/react-router';
import { Download, FolderOpen } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { PickedFolder } from '../../../shared/contract/desktop.ts';
import type { ExportReport } from '../../../shared/contract/engine.ts';
import { crmKinds, exportFileFormats, exportParts, plainProfile, type CrmKind, type ExportProfile } from '../../../shared/model/exportProfile.ts';
import { useText } from '../../i18n/useText.ts';
import { JobProgress } from '../../parts/JobProgress.tsx';
import { useAsk, useTroubleToast } from '../../session/ask.ts';
import { buildQuery } from '../../session/buildFilter.ts';
import { runJob, useJobs } from '../../session/jobs.ts';
import type { RecordsSearch } from '../../session/routes.ts';
import { useReferenceDay } from '../../session/referenceDay.ts';
import { useSession, useWorkspace } from '../../session/session.ts';
import { useStored } from '../../session/stored.ts';
import { today } from '../../session/today.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox, Radios, Switch } from '../../ui/Fields.tsx';
import { Select } from '../../ui/Select.tsx';
import { EmptyState, Note } from '../../ui/States.tsx';
import { ColumnChoice } from './ColumnChoice.tsx';
import { Exported } from './Exported.tsx';
import { ProfileBar } from './ProfileBar.tsx';
import { SystemCheck } from './SystemCheck.tsx';

const none = 'none';
const kept = 'kept';

/** What, in which form, of which records, where to; then the files with their paths. */
export function ExportScreen() {
  const words = useText();
  const { t } = words;
  const session = useSession();
  const { readOnly } = useWorkspace();
  const navigate = useNavigate();
  const say = useTroubleToast();
  const [on] = useReferenceDay();
  const { data: overview } = useAsk('overview', { today: on }, { keep: true });
  const { data: records } = useAsk('records.query', { of: 'golden', filter: { kind: 'all', of: [] }, sort: [] }, { keep: true });
  const [views] = useStored<readonly { readonly name: string; readonly search: RecordsSearch }[]>('records.views', []);
  const [profile, setProfile] = useState<ExportProfile>({ ...plainProfile, format: words.language === 'es' ? 'excelEs' : 'csv' });
  const [folder, setFolder] = useState<PickedFolder | null>(null);
  const [report, setReport] = useState<{ report: ExportReport; folder: PickedFolder } | null>(null);
  const job = useJobs((state) => state.jobs.find((one) => one.kind === 'exporting'));
  const change = (next: Partial<ExportProfile>) => setProfile({ ...profile, ...next });

  const choose = async () => {
    const picked = await session.desktop.call('folders.pick', { purpose: 'export' });
    if (picked) setFolder(picked);
    return picked;
  };
  const run = async () => {
    const target = folder ?? (await choose());
    if (!target) return;
    try {
      const done = await runJob(session, 'exporting', '', 'export.run', { folder: target.token, profile, today: today() });
      setReport({ report: done, folder: target });
    } catch (error) {
      say(error);
    }
  };
  if (overview && overview.rows === 0)
    return (
      <div className="screen">
        <header className="screen-head">
          <h1>{t('export.title')}</h1>
        </header>
        <EmptyState icon={Download} title={t('records.emptyTitle')} actions={<Button onPress={() => void navigate({ to: '/sources' })}>{t('place.sources')}</Button>}>
          {t('export.emptyBody')}
        </EmptyState>
      </div>
    );
  const fields = records?.fields ?? [];
  const filters = views.map((view) => ({ id: view.name, label: view.name, filter: JSON.stringify(buildQuery(view.search, fields).filter) }));
  const shownFilter = profile.filter === null ? none : (filters.find(({ filter }) => filter === profile.filter)?.id ?? kept);
  const holdsGolden = profile.parts.includes('golden');
  const holdsFields = profile.crm === null && (['golden', 'sourceRows', 'duplicates'] as const).some((part) => profile.parts.includes(part));
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>{t('export.title')}</h1>
        <span className="sub">{t('export.lead')}</span>
        <span className="spring" />
        <ProfileBar profile={profile} onChange={setProfile} />
      </header>
      <div className="screen-body">
        <div className="export">
          {readOnly && (
            <Note>
              {t('audit.noExport')} <Link to="/log">{t('place.log')}</Link>
            </Note>
          )}
          <Group title={t('export.what')}>
            <div className="export-parts">
              {exportParts.map((part) => (
                <Checkbox key={part} isSelected={profile.parts.includes(part)} onChange={(isSelected) => change({ parts: exportParts.filter((other) => (other === part ? isSelected : profile.parts.includes(other))) })}>
                  {t(`export.part.${part}`)}
                  <span className="field-help block">{t(`export.partHelp.${part}`)}</span>
                </Checkbox>
              ))}
            </div>
          </Group>
          <Group title={t('export.form')}>
            <div className="stack export-narrow">
              <Select label={t('export.system')} choices={[{ id: none, label: t('export.noSystem') }, ...crmKinds.map((kind) => ({ id: kind as string, label: t(`export.systems.${kind}`) }))]} value={profile.crm ?? none} onChange={(crm) => change({ crm: crm === none ? null : (crm as CrmKind) })} isDisabled={!holdsGolden} help={t('export.systemHelp')} />
              <Select label={t('export.format')} choices={exportFileFormats.map((format) => ({ id: format, label: t(`export.formats.${format}`), detail: t(`export.formatHelp.${format}`) }))} value={profile.format} onChange={(format) => change({ format })} help={profile.crm === null ? t(`export.formatHelp.${profile.format}`) : t('export.formatOthers')} />
            </div>
          </Group>
          <Group title={t('export.which')}>
            <div className="stack export-narrow">
              <Select
                label={t('export.records')}
                choices={[{ id: none, label: t('export.allRecords') }, ...filters.map(({ id, label }) => ({ id, label })), ...(shownFilter === kept ? [{ id: kept, label: t('export.keptFilter') }] : [])]}
                value={shownFilter}
                onChange={(id) => change({ filter: id === none ? null : id === kept ? profile.filter : (filters.find((one) => one.id === id)?.filter ?? null) })}
                help={views.length === 0 ? t('export.recordsHelp') : undefined}
              />
              <Switch isSelected={profile.onlyChanged} onChange={(onlyChanged) => change({ onlyChanged })}>
                {t('export.onlyChanged')}
              </Switch>
              {(profile.crm !== null || profile.onlyChanged) && holdsGolden && <SystemCheck profile={profile} />}
            </div>
          </Group>
          {holdsFields && fields.length > 0 && (
            <Group title={t('export.columns')}>
              <ColumnChoice fields={fields} columns={profile.columns} onChange={(columns) => change({ columns })} />
            </Group>
          )}
          <Group title={t('export.ids')}>
            <Radios
              label={t('export.ids')}
              value={profile.ids}
              onChange={(ids) => change({ ids })}
              choices={[
                { id: 'workspace', label: t('export.idKind.workspace'), detail: t('export.idHelp.workspace') },
                { id: 'content', label: t('export.idKind.content'), detail: t('export.idHelp.content') },
              ]}
            />
          </Group>
          <Group title={t('export.folder')}>
            <div className="cluster">
              <span className={folder ? 'selectable' : 'quiet'}>{folder?.displayPath ?? t('export.noFolder')}</span>
              <Button size="small" icon={FolderOpen} onPress={() => void choose()}>
                {folder ? t('export.changeFolder') : t('export.chooseFolder')}
              </Button>
            </div>
          </Group>
          <div className="export-run">
            {job ? (
              <JobProgress job={job} />
            ) : (
              <div className="cluster">
                <Button look="primary" size="large" icon={Download} isDisabled={readOnly || profile.parts.length === 0} onPress={() => void run()}>
                  {report ? t('export.again') : t('export.run')}
                </Button>
                {profile.parts.length === 0 && <span className="quiet">{t('export.nothingChosen')}</span>}
              </div>
            )}
          </div>
          {report && !job && <Exported report={report.report} folder={report.folder} />}
        </div>
      </div>
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="settings-group">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
