// The models of the workspace: use, delete, export, import, and learning from what was decided.
import { Check, Download, GraduationCap, Trash2, Upload } from 'lucide-react';
import { useState } from 'react';
import type { RelearnReport, SavedModel } from '../../../shared/contract/engine.ts';
import type { TextKey } from '../../i18n/index.ts';
import { useText } from '../../i18n/useText.ts';
import { wordComparison } from '../../i18n/wordMatch.ts';
import { useAsk, useTroubleToast } from '../../session/ask.ts';
import { runJob, useJobs } from '../../session/jobs.ts';
import { useSession, useWorkspace } from '../../session/session.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { FileButton } from '../../ui/FileButton.tsx';
import { showToast } from '../../ui/toast.ts';

type Props = { model: SavedModel; onModel: (model: SavedModel) => void; onName: (name: string) => void };

export function ModelsTab({ model, onModel, onName }: Props) {
  const { t } = useText();
  const session = useSession();
  const { engine, desktop } = session;
  const { readOnly } = useWorkspace();
  const say = useTroubleToast();
  const { data: list } = useAsk('match.models', undefined, { keep: true });
  const [report, setReport] = useState<RelearnReport | null>(null);
  const isLearning = useJobs((state) => state.jobs.some((job) => job.kind === 'relearning'));
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      say(error);
    }
  };
  const write = (name: string, saved: SavedModel) =>
    attempt(async () => {
      const target = await desktop.call('files.save', { name: `${name}.json` });
      if (target === null) return;
      const written = await engine.call('match.exportModel', { target: target.token, model: saved });
      showToast(t('model.exported', { name: written.name }));
    });
  const take = (file: File) =>
    attempt(async () => {
      const read = await engine.call('match.readModel', { text: await file.text() });
      if (read === null) return showToast(t('model.importFailed'), { tone: 'conflict' });
      onModel(read);
      onName(file.name.replace(/\.json$/i, ''));
      return showToast(t('model.imported'));
    });
  return (
    <>
      <section className="section">
        <h3>{t('model.models')}</h3>
        {list?.names.length === 0 ? (
          <p className="quiet">{t('model.noModels')}</p>
        ) : (
          <table className="table">
            <tbody>
              <tr>
                <th scope="row">
                  {t('model.learn')} {list?.used === null && <Badge tone="accent">{t('model.inUse')}</Badge>}
                  <p className="field-help">{t('model.learnHelp')}</p>
                </th>
                <td className="tight">{list?.used !== null && <IconButton icon={Check} label={t('model.useModel', { name: t('model.learn') })} isDisabled={readOnly} onPress={() => void attempt(() => engine.call('match.useModel', { name: null }))} />}</td>
              </tr>
              {list?.names.map((name) => (
                <tr key={name}>
                  <th scope="row">
                    {name} {list.used === name && <Badge tone="accent">{t('model.inUse')}</Badge>}
                  </th>
                  <td className="tight">
                    {list.used !== name && <IconButton icon={Check} label={t('model.useModel', { name })} isDisabled={readOnly} onPress={() => void attempt(() => engine.call('match.useModel', { name }))} />}
                    <IconButton
                      icon={Download}
                      label={t('model.exportModel', { name })}
                      onPress={() =>
                        void attempt(async () => {
                          const saved = await engine.call('match.model', { name });
                          if (saved) await write(name, saved);
                        })
                      }
                    />
                    <IconButton icon={Trash2} danger label={t('model.deleteModel', { name })} isDisabled={readOnly} onPress={() => void attempt(() => engine.call('match.deleteModel', { name }))} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <div className="pair-of-rows">
          <FileButton icon={Upload} accept={['.json', 'application/json']} onFile={(file) => void take(file)} isDisabled={readOnly}>
            {t('model.import')}
          </FileButton>
          <Button icon={Download} onPress={() => void write('fichero-model', model)}>
            {t('model.exportLast')}
          </Button>
        </div>
      </section>
      <section className="section">
        <h3>{t('model.relearn')}</h3>
        <p className="field-help">{t('model.relearnHelp')}</p>
        <div>
          <Button
            icon={GraduationCap}
            isDisabled={isLearning}
            onPress={() =>
              void attempt(async () => {
                setReport(await runJob(session, 'relearning', '', 'match.relearn', undefined));
              })
            }
          >
            {t('model.relearn')}
          </Button>{' '}
          {isLearning && <span className="spinner small" />}
        </div>
        {report && <Report report={report} onTake={() => onModel(report.model)} />}
      </section>
    </>
  );
}

function Report({ report, onTake }: { report: RelearnReport; onTake: () => void }) {
  const words = useText();
  const { t, number, has } = words;
  const { matches, distinct, wrongBefore, wrongAfter, groups, groupsChanged, priorBeforeBits, priorAfterBits, changes } = report;
  if (matches + distinct === 0) return <p role="status">{t('model.relearnNone')}</p>;
  return (
    <div role="status" className="section">
      <h3>{t('model.relearnTitle')}</h3>
      <ul>
        <li>{t('model.relearnLabels', { matches, distinct })}</li>
        <li>{t('model.relearnWrong', { before: wrongBefore, after: wrongAfter })}</li>
        <li>{t('model.relearnGroups', { changed: groupsChanged, groups })}</li>
        <li>{t('model.relearnPrior', { before: number(priorBeforeBits, 1), after: number(priorAfterBits, 1) })}</li>
      </ul>
      {changes.length === 0 ? (
        <p className="quiet">{t('model.relearnNoChange')}</p>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('model.comparison')}</th>
              <th scope="col">{t('model.level')}</th>
              <th scope="col" className="number">
                {t('model.before')}
              </th>
              <th scope="col" className="number">
                {t('model.after')}
              </th>
            </tr>
          </thead>
          <tbody>
            {changes.slice(0, 12).map(({ comparison, level, beforeBits, afterBits }) => (
              <tr key={`${comparison} ${level}`}>
                <th scope="row">{wordComparison(words, comparison)}</th>
                <td>{has(`level.${level}`) ? t(`level.${level}` as TextKey) : level}</td>
                <td className="number">{number(beforeBits, 1)}</td>
                <td className="number">{number(afterBits, 1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Button onPress={onTake}>{t('model.take')}</Button>
    </div>
  );
}
