// Runs a recipe on another file: its steps in words, what no longer fits with the means to repair it, then what each step did.
import { FolderOpen, Play } from 'lucide-react';
import { useState } from 'react';
import type { PickedFile, PickedFolder } from '../../../shared/contract/desktop.ts';
import type { RecipeRunReport } from '../../../shared/contract/engine.ts';
import type { Recipe } from '../../../shared/model/recipe.ts';
import { useText } from '../../i18n/useText.ts';
import { JobDialog } from '../../parts/JobProgress.tsx';
import { wordDelimiter } from '../../i18n/wordDelimiter.ts';
import { wordField } from '../../i18n/wordField.ts';
import { wordRecipeStep } from '../../i18n/wordRecipe.ts';
import { wordLoadProblem } from '../../i18n/wordTrouble.ts';
import { useAsk, useTroubleToast } from '../../session/ask.ts';
import { runJob, useJobs } from '../../session/jobs.ts';
import { useSession } from '../../session/session.ts';
import { today } from '../../session/today.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Select } from '../../ui/Select.tsx';
import { Busy, Note } from '../../ui/States.tsx';
import { showToast } from '../../ui/toast.ts';

const leaveOut = '';

/** The button, and the dialog once a recipe and a file are picked. */
export function RunRecipeButton() {
  const { t } = useText();
  const { desktop, engine } = useSession();
  const say = useTroubleToast();
  const [picked, setPicked] = useState<{ recipe: Recipe; files: readonly PickedFile[] } | null>(null);
  const pick = async () => {
    try {
      const [file] = await desktop.call('files.pick', { purpose: 'recipe', multiple: false });
      if (!file) return;
      const recipe = await engine.call('recipe.read', { file: file.token });
      if (recipe === null) {
        showToast(t('recipe.unreadable', { file: file.name }), { tone: 'conflict' });
        return;
      }
      const files = await desktop.call('files.pick', { purpose: 'load', multiple: true });
      if (files.length > 0) setPicked({ recipe, files });
    } catch (error) {
      say(error);
    }
  };
  return (
    <>
      <Button icon={Play} onPress={() => void pick()}>
        {t('recipe.runButton')}
      </Button>
      {picked && <RunRecipe recipe={picked.recipe} files={picked.files} onClose={() => setPicked(null)} />}
    </>
  );
}

function RunRecipe({ recipe, files, onClose }: { recipe: Recipe; files: readonly PickedFile[]; onClose: () => void }) {
  const words = useText();
  const { t } = words;
  const session = useSession();
  const say = useTroubleToast();
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const [folder, setFolder] = useState<PickedFolder | null>(null);
  const [report, setReport] = useState<RecipeRunReport | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [first, ...more] = files;
  const reading = { file: first!.token, more: more.map(({ token }) => token) };
  const { data } = useAsk('recipe.check', { recipe, repairs: {}, ...reading });
  const job = useJobs((state) => state.jobs.find((one) => one.kind === 'recipe'));
  const misfits = data?.ok ? data.check.misfits : [];
  const missing = misfits.flatMap((one) => (one.kind === 'missingColumn' ? [one] : []));
  /** What a column is called now: the choice made here, else the proposal. */
  const now = (column: string, proposal: string | null) => chosen[column] ?? proposal ?? leaveOut;
  const repairs = Object.fromEntries(missing.flatMap(({ column, proposal }) => (now(column, proposal) === leaveOut ? [] : [[column, now(column, proposal)]])));
  const exports = recipe.steps.some(({ kind }) => kind === 'export');
  const choose = async () => {
    const next = await session.desktop.call('folders.pick', { purpose: 'export' });
    if (next) setFolder(next);
  };
  const run = async () => {
    try {
      const done = await runJob(session, 'recipe', recipe.name, 'recipe.run', { recipe, repairs, ...reading, folder: folder?.token ?? null, today: today() });
      if (done.ok) setReport(done.report);
      else setProblem(wordLoadProblem(words, done.problem));
    } catch (error) {
      say(error);
    }
  };
  const failed = problem ?? (data && !data.ok ? wordLoadProblem(words, data.problem) : null);
  const title = t('recipe.runTitle', { name: recipe.name, file: first!.name });
  if (job)
    return <JobDialog title={title} job={job} label={t('job.recipe', { subject: recipe.name })} />;
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      size="medium"
      foot={
        <>
          <span className="spring" />
          <Button onPress={onClose}>{t(report ? 'ui.close' : 'ui.cancel')}</Button>
          {!report && (
            <Button look="primary" icon={Play} isDisabled={!data?.ok} onPress={() => void run()}>
              {t('recipe.run')}
            </Button>
          )}
        </>
      }
    >
      {failed !== null ? (
        <Note tone="conflict">{failed}</Note>
      ) : data === undefined ? (
        <Busy label={t('load.reading', { file: first!.name })} />
      ) : (
        <div className="stack">
          {!report && misfits.length === 0 && <Note tone="match">{t('recipe.fits')}</Note>}
          {!report && missing.length > 0 && (
            <Note tone="review">
              <p>{t('recipe.missing', { count: missing.length })}</p>
              <ul className="recipe-repairs">
                {missing.map(({ column, field, proposal }) => (
                  <li key={column}>
                    <span>
                      {column} <span className="quiet">{field === null ? '' : wordField(words, field)}</span>
                    </span>
                    <Select
                      label={t('recipe.calledNow', { column })}
                      labelled="hidden"
                      choices={[{ id: leaveOut, label: t('recipe.without') }, ...(data.ok ? data.check.columns : []).map((one) => ({ id: one, label: one }))]}
                      value={now(column, proposal)}
                      onChange={(next) => setChosen({ ...chosen, [column]: next })}
                    />
                  </li>
                ))}
              </ul>
            </Note>
          )}
          {!report &&
            misfits.map((one) =>
              one.kind === 'missingReference' ? (
                <Note key={one.step} tone="review">
                  {one.columns.length === 0 ? t('recipe.missingReference', { name: one.name }) : t('recipe.missingReferenceColumns', { name: one.name, columns: one.columns.join(', ') })}
                </Note>
              ) : null,
            )}
          {!report &&
            misfits.map((one) => (one.kind === 'otherReading' ? <Note key="reading">{t('recipe.otherReading', { encoding: one.encoding, delimiter: wordDelimiter(words, one.delimiter) })}</Note> : null))}
          {!report && misfits.some(({ kind }) => kind === 'newColumn') && <Note>{t('recipe.newColumns', { columns: misfits.flatMap((one) => (one.kind === 'newColumn' ? [one.column] : [])).join(', ') })}</Note>}
          <ol className="recipe-steps" data-testid="recipe-steps">
            {recipe.steps.map((step, at) => {
              const outcome = report?.outcomes.find((one) => one.step === at);
              return (
                <li key={JSON.stringify(step)}>
                  {wordRecipeStep(words, step)}
                  {outcome && <span className="quiet block">{outcome.missing ? t('recipe.stepMissing', { missing: outcome.missing.join(', ') }) : t(`recipe.outcome.${outcome.kind}`, { count: outcome.done, unused: outcome.unused })}</span>}
                </li>
              );
            })}
          </ol>
          {!report && exports && (
            <div className="cluster">
              <span className={folder ? 'selectable' : 'quiet'}>{folder?.displayPath ?? t('recipe.noFolder')}</span>
              <Button size="small" icon={FolderOpen} onPress={() => void choose()}>
                {t('export.chooseFolder')}
              </Button>
            </div>
          )}
          {report && <Note tone="match">{t('recipe.done', { count: report.files.length })}</Note>}
        </div>
      )}
    </Dialog>
  );
}
