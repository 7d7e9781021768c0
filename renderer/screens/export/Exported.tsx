// The files of an export that was just written: what they hold, how large they are, where they lie, their digests.
import { FolderOpen } from 'lucide-react';
import type { PickedFolder } from '../../../shared/contract/desktop.ts';
import type { ExportReport } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { useSession } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Note } from '../../ui/States.tsx';

export function Exported({ report, folder }: { report: ExportReport; folder: PickedFolder }) {
  const { t, number, bytes } = useText();
  const { desktop } = useSession();
  return (
    <section className="section" aria-labelledby="exported">
      <Note
        tone={report.leftOut > 0 ? 'review' : 'match'}
        action={
          <Button size="small" icon={FolderOpen} onPress={() => void desktop.call('folders.show', { token: folder.token })}>
            {t('export.show')}
          </Button>
        }
      >
        <strong id="exported">{t('export.done', { count: report.files.length })}</strong>
        {report.leftOut > 0 && <span className="block">{t('export.leftOut', { count: report.leftOut })}</span>}
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
            {report.files.map((file) => (
              <tr key={file.displayPath}>
                <td className="tight">{t(`export.part.${file.part}`)}</td>
                <td className="number">{file.part === 'manifest' ? '' : number(file.rows)}</td>
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
  );
}
