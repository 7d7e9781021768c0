// Hands on golden records, the crosswalk and the change log as files.
import { useNavigate } from '@tanstack/react-router';
import { Download, FolderOpen } from 'lucide-react';
import { useState } from 'react';
import type { PickedFolder } from '../../../shared/contract/desktop.ts';
import { dialects, exportParts, type Dialect, type ExportPart, type ExportReport } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { useAsk, useTroubleToast } from '../../session/ask.ts';
import { runJob, useJobs } from '../../session/jobs.ts';
import { useSession } from '../../session/session.ts';
import { today } from '../../session/today.ts';
import { fractionOf, wordJob, wordProgress } from '../../session/wordJob.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox, Radios } from '../../ui/Fields.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { EmptyState, Note } from '../../ui/States.tsx';

/** What, in which format, where to; then the files with their paths. */
export function ExportScreen() {
  const words = useText();
  const { t, number, bytes } = words;
  const session = useSession();
  const navigate = useNavigate();
  const say = useTroubleToast();
  const language = words.language;
  const { data: overview } = useAsk('overview', { today: today() }, { keep: true });
  const [parts, setParts] = useState<readonly ExportPart[]>(['golden', 'crosswalk', 'log']);
  const [dialect, setDialect] = useState<Dialect>(language === 'es' ? 'excelEs' : 'rfc4180');
  const [folder, setFolder] = useState<PickedFolder | null>(null);
  const [report, setReport] = useState<{ report: ExportReport; folder: PickedFolder } | null>(null);
  const job = useJobs((state) => state.jobs.find((one) => one.kind === 'exporting'));

  const choose = async () => {
    const picked = await session.desktop.call('folders.pick', { purpose: 'export' });
    if (picked) setFolder(picked);
    return picked;
  };
  const run = async () => {
    const target = folder ?? (await choose());
    if (!target) return;
    try {
      const done = await runJob(session, 'exporting', '', 'export.run', { folder: target.token, parts, dialect });
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
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>{t('export.title')}</h1>
        <span className="sub">{t('export.lead')}</span>
      </header>
      <div className="screen-body">
        <div className="export">
          <section className="settings-group">
            <h2>{t('export.what')}</h2>
            <div className="stack">
              {exportParts.map((part) => (
                <Checkbox key={part} isSelected={parts.includes(part)} onChange={(isSelected) => setParts(exportParts.filter((other) => (other === part ? isSelected : parts.includes(other))))}>
                  {t(`export.part.${part}`)}
                  <span className="field-help block">{t(`export.partHelp.${part}`)}</span>
                </Checkbox>
              ))}
            </div>
          </section>
          <section className="settings-group">
            <h2>{t('export.format')}</h2>
            <Radios label={t('export.format')} value={dialect} onChange={setDialect} choices={dialects.map((id) => ({ id, label: t(`export.dialect.${id}`), detail: t(`export.dialectHelp.${id}`) }))} />
          </section>
          <section className="settings-group">
            <h2>{t('export.folder')}</h2>
            <div className="cluster">
              <span className={folder ? 'selectable' : 'quiet'}>{folder?.displayPath ?? t('export.noFolder')}</span>
              <Button size="small" icon={FolderOpen} onPress={() => void choose()}>
                {folder ? t('export.changeFolder') : t('export.chooseFolder')}
              </Button>
            </div>
          </section>
          <div className="export-run">
            {job ? (
              <Progress label={wordJob(words, job)} fraction={fractionOf(job.progress)} detail={wordProgress(words, job.progress, job.rowsPerSecond)} remainingMs={job.remainingMs} onCancel={job.cancel} isCancelling={job.isCancelling} />
            ) : (
              <div className="cluster">
                <Button look="primary" size="large" icon={Download} isDisabled={parts.length === 0} onPress={() => void run()}>
                  {report ? t('export.again') : t('export.run')}
                </Button>
                {parts.length === 0 && <span className="quiet">{t('export.nothingChosen')}</span>}
              </div>
            )}
          </div>
          {report && !job && (
            <section className="section" aria-labelledby="exported">
              <Note
                tone="match"
                action={
                  <Button size="small" icon={FolderOpen} onPress={() => void session.desktop.call('folders.show', { token: report.folder.token })}>
                    {t('export.show')}
                  </Button>
                }
              >
                <strong id="exported">{t('export.done', { count: report.report.files.length })}</strong>
              </Note>
              <div className="panel table-wrap">
                <table className="table" data-testid="exported-files">
                  <thead>
                    <tr>
                      <th scope="col">{t('export.file')}</th>
                      <th scope="col" className="number">
                        {t('export.rows')}
                      </th>
                      <th scope="col" className="number">
                        {t('export.size')}
                      </th>
                      <th scope="col">{t('export.path')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {report.report.files.map((file) => (
                      <tr key={file.displayPath}>
                        <td className="tight">{t(`export.part.${file.part}`)}</td>
                        <td className="number">{number(file.rows)}</td>
                        <td className="number tight">{bytes(file.bytes)}</td>
                        <td>
                          <span className="selectable path">{file.displayPath}</span>
                          <code className="selectable hash" title={t('export.hash')}>
                            {file.sha256}
                          </code>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </section>
          )}
        </div>
      </div>
    </div>
  );
}
