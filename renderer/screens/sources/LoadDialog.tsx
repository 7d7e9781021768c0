// Loads the files of the queue, one dialog each: how the file is read, which column is which field, then the result.
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { LoadMode, LoadPreview, LoadReport, LoadRequest, ReadOverrides } from '../../../shared/contract/engine.ts';
import type { PickedFile } from '../../../shared/contract/desktop.ts';
import type { FieldMapping } from '../../../shared/model/source.ts';
import type { SourceId } from '../../../shared/model/ids.ts';
import { useText } from '../../i18n/useText.ts';
import { JobDialog } from '../../parts/JobProgress.tsx';
import { wordLoadProblem, wordNotice, wordTrouble } from '../../i18n/wordTrouble.ts';
import { useAsk } from '../../session/ask.ts';
import { runJob, useJobs } from '../../session/jobs.ts';
import { isCalledLike, nextFiles, proposedMapping, useLoadQueue } from '../../session/loading.ts';
import { useSession } from '../../session/session.ts';
import { useSettings } from '../../session/settings.ts';
import { troubleOf } from '../../session/troubleOf.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Checkbox, Radios, TextField } from '../../ui/Fields.tsx';
import { Select } from '../../ui/Select.tsx';
import { Busy, ErrorState, Note } from '../../ui/States.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { FirstRows } from './FirstRows.tsx';
import { MappingTable } from './MappingTable.tsx';
import { RefreshChoice } from './RefreshChoice.tsx';
import { ReturnChoice } from './ReturnChoice.tsx';
import { ReadingChoices } from './ReadingChoices.tsx';

/** Mounted once by the shell; opens while files wait. */
export function LoadDialog() {
  const files = useLoadQueue((state) => state.files);
  const [file] = files;
  const total = useLoadQueue((state) => state.total);
  if (!file) return null;
  return <FileDialog key={file.token} file={file} others={files.slice(1)} position={total - files.length + 1} total={total} />;
}

type Outcome = { kind: 'done'; report: LoadReport } | { kind: 'failed'; words: string };

/** @param others files that wait behind this one; they can be loaded with it as one */
function FileDialog({ file, others, position, total }: { file: PickedFile; others: readonly PickedFile[]; position: number; total: number }) {
  const words = useText();
  const { t } = words;
  const session = useSession();
  const navigate = useNavigate();
  const [overrides, setOverrides] = useState<ReadOverrides>({});
  const [mapping, setMapping] = useState<FieldMapping | null>(null);
  const [sourceChoice, setSourceChoice] = useState<string | null>(null);
  const [sourceName, setSourceName] = useState<string | null>(null);
  const [mode, setMode] = useState<Exclude<LoadMode['kind'], 'return'>>('append');
  const [keyChoice, setKeyChoice] = useState<string | null>(null);
  const [isReturning, setReturning] = useState(true);
  const [tab, setTab] = useState<'columns' | 'rows'>('columns');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const limits = useSettings((state) => state.settings.limits);
  const [isTogether, setTogether] = useState(false);
  const together = isTogether ? others : [];
  const subject = together.length === 0 ? file.name : t('load.filesTogether', { count: together.length + 1, file: file.name });
  const reading = { file: file.token, overrides, limits, ...(together.length === 0 ? {} : { more: together.map(({ token }) => token) }) };
  const { data, error, isPlaceholderData } = useAsk('load.preview', reading, { keep: true });
  const job = useJobs((state) => state.jobs.find((one) => one.kind === 'loading' && one.subject === subject));

  const title = t('load.title', { file: subject });
  const isLast = position + together.length >= total;
  const note = total > 1 && together.length === 0 ? t('load.of', { index: position, count: total }) : '';
  const failed = error ? (troubleOf(error) ? wordTrouble(words, troubleOf(error)!) : t('trouble.bug', { message: error.message })) : data && !data.ok ? wordLoadProblem(words, data.problem) : null;
  const preview: LoadPreview | null = data?.ok ? data.preview : null;
  const known = preview?.knownSources ?? [];
  const returning = isReturning ? (preview?.returning ?? null) : null;
  const { data: allSources } = useAsk('sources.list', undefined);
  const chosenSource = sourceChoice ?? (known[0] ? String(known[0].id) : 'new');
  // Two systems that export alike differ in their file's name only.
  const earlier = sourceChoice !== null || returning ? [] : (allSources?.find(({ source }) => String(source.id) === chosenSource)?.loads ?? []);
  const isOtherFile = earlier.length > 0 && !earlier.some((load) => isCalledLike(load.fileName, file.name));
  const name = sourceName ?? preview?.sourceName ?? '';
  const currentMapping = mapping ?? (preview ? proposedMapping(preview) : []);
  const keyColumn = keyChoice ?? currentMapping.find((one) => one.field === 'customerId')?.column ?? preview?.columns[0] ?? '';
  const used = currentMapping.filter((one) => one.field !== null);
  const knownFields = used.filter((one) => !one.field?.startsWith('custom:')).length;

  const run = async () => {
    if (!preview) return;
    try {
      const response = await runJob(session, 'loading', subject, 'load.run', {
        ...reading,
        mapping: currentMapping,
        source: sourceOf(chosenSource, name),
        mode: returning ? { kind: 'return', column: returning.column } : chosenSource === 'new' ? { kind: 'append' } : mode === 'refresh' ? { kind: 'refresh', keys: [keyColumn] } : { kind: mode },
      });
      setOutcome(response.ok ? { kind: 'done', report: response.report } : { kind: 'failed', words: wordLoadProblem(words, response.problem) });
    } catch (thrown) {
      const trouble = troubleOf(thrown);
      setOutcome({ kind: 'failed', words: trouble ? wordTrouble(words, trouble) : t('trouble.bug', { message: thrown instanceof Error ? thrown.message : String(thrown) }) });
    }
  };
  const goOn = (leave?: () => void) => {
    nextFiles(together.length + 1);
    leave?.();
  };

  if (outcome?.kind === 'done') {
    const { report } = outcome;
    return (
      <Dialog
        title={t('load.doneTitle', { file: subject })}
        isOpen
        onClose={() => goOn()}
        size="medium"
        foot={
          <>
            <span className="foot-note">{note}</span>
            {!isLast ? (
              <Button look="primary" onPress={() => goOn()}>
                {t('load.nextFile')}
              </Button>
            ) : (
              <>
                <Button onPress={() => goOn(() => void navigate({ to: '/duplicates' }))}>{t('load.findDuplicates')}</Button>
                <Button look="primary" onPress={() => goOn(() => void navigate({ to: '/records', search: { load: report.load.id } }))}>
                  {t('load.showRows')}
                </Button>
              </>
            )}
          </>
        }
      >
        <Note
          tone={report.load.quarantined > 0 ? 'review' : 'match'}
          {...(report.load.quarantined > 0 && isLast
            ? {
                action: (
                  <Button size="small" onPress={() => goOn(() => void navigate({ to: '/sources', search: { load: report.load.id } }))}>
                    {t('load.showQuarantine')}
                  </Button>
                ),
              }
            : {})}
        >
          <span data-testid="rows-in-sum">{t(report.load.unchanged === undefined ? 'load.doneSum' : 'load.doneSumRefresh', { rowsIn: report.rowsIn, rows: report.load.rows, unchanged: report.load.unchanged ?? 0, quarantined: report.load.quarantined })}</span>
        </Note>
      </Dialog>
    );
  }
  if (job) {
    return <JobDialog title={title} job={job} label={note === '' ? t('job.loading', { subject }) : `${t('job.loading', { subject })} · ${note}`} />;
  }
  if (outcome?.kind === 'failed' || (failed !== null && !preview && Object.keys(overrides).length === 0)) {
    return (
      <Dialog
        title={t('load.failedTitle', { file: subject })}
        isOpen
        onClose={() => goOn()}
        size="medium"
        foot={
          <>
            <span className="foot-note">{note}</span>
            {outcome?.kind === 'failed' && preview && <Button onPress={() => setOutcome(null)}>{t('ui.tryAgain')}</Button>}
            <Button look="primary" onPress={() => goOn()}>
              {!isLast ? t('load.nextFile') : t('ui.close')}
            </Button>
          </>
        }
      >
        <Note tone="conflict">{outcome?.kind === 'failed' ? outcome.words : failed}</Note>
      </Dialog>
    );
  }
  const otherSources = (allSources ?? []).map((one) => one.source).filter((source) => !known.some((one) => one.id === source.id));
  const reread = (change: ReadOverrides) => {
    setMapping(null);
    setOverrides({ ...overrides, ...change });
  };
  const problem = preview === null ? null : used.length === 0 ? t('load.noneMapped') : chosenSource === 'new' && name.trim() === '' ? t('load.needsName') : null;
  return (
    <Dialog
      title={title}
      isOpen
      onClose={() => goOn()}
      size="large"
      foot={
        <>
          <span className="foot-note">{problem ?? [note, preview && t('load.mappedCount', { mapped: knownFields, columns: preview.columns.length })].filter(Boolean).join(' · ')}</span>
          <Button onPress={() => goOn()}>{t('ui.cancel')}</Button>
          <Button look="primary" isDisabled={!preview || problem !== null || isPlaceholderData} onPress={() => void run()}>
            {t('load.run')}
          </Button>
        </>
      }
    >
      <div className="load-form">
        <div className="load-choices">
          {others.length > 0 && (
            <Checkbox isSelected={isTogether} onChange={(isSelected) => { setTogether(isSelected); setMapping(null); }}>
              {t('load.together', { count: others.length + 1 })}
            </Checkbox>
          )}
          <ReadingChoices preview={preview} overrides={overrides} onChange={reread} />
          <hr />
          <Select
            label={t('load.source')}
            choices={[...known, ...otherSources].map((source) => ({ id: String(source.id), label: source.name })).concat({ id: 'new', label: t('load.sourceNew') })}
            value={chosenSource}
            onChange={setSourceChoice}
          />
          {isOtherFile && <p className="field-help">{t('load.otherFile', { file: earlier[0]!.fileName })}</p>}
          {preview?.returning && (
            <Checkbox isSelected={isReturning} onChange={setReturning}>
              {t('load.returning', { column: preview.returning.column })}
            </Checkbox>
          )}
          {returning && <ReturnChoice reading={reading} source={sourceOf(chosenSource, name)} mapping={currentMapping} column={returning.column} />}
          {chosenSource === 'new' ? (
            <TextField label={t('load.sourceName')} value={name} onChange={setSourceName} />
          ) : returning ? null : (
            <Radios
              label={t('load.mode')}
              value={mode}
              onChange={setMode}
              choices={[
                { id: 'refresh', label: t('load.refresh'), detail: t('load.refreshHelp') },
                { id: 'append', label: t('load.append'), detail: t('load.appendHelp') },
                { id: 'replace', label: t('load.replace'), detail: t('load.replaceHelp') },
              ]}
            />
          )}
          {chosenSource !== 'new' && !returning && mode === 'refresh' && preview && (
            <RefreshChoice reading={reading} source={Number(chosenSource) as SourceId} columns={preview.columns} keyColumn={keyColumn} onKeyColumn={setKeyChoice} />
          )}
          {preview && (preview.notices.length > 0 || preview.quarantined.length > 0) && (
            <Note tone="review">
              <ul className="notices">
                {preview.quarantined.length > 0 && <li>{t('notice.quarantined', { count: preview.quarantined.length })}</li>}
                {preview.notices.map((notice) => (
                  <li key={JSON.stringify(notice)}>{wordNotice(words, notice)}</li>
                ))}
              </ul>
            </Note>
          )}
        </div>
        <div className="load-preview">
          {failed !== null ? (
            <ErrorState title={failed} />
          ) : preview ? (
            <Tabs
              label={title}
              value={tab}
              onChange={setTab}
              tabs={[
                { id: 'columns', label: t('load.columns'), count: words.number(preview.columns.length), content: <MappingTable preview={preview} mapping={currentMapping} onChange={setMapping} /> },
                { id: 'rows', label: t('load.firstRows'), content: <FirstRows preview={preview} /> },
              ]}
            />
          ) : (
            <Busy label={t('load.reading', { file: file.name })} />
          )}
        </div>
      </div>
    </Dialog>
  );
}

/** The source that was chosen, by its number or as a new one. */
function sourceOf(chosen: string, name: string): LoadRequest['source'] {
  return chosen === 'new' ? { kind: 'new', name: name.trim() } : { kind: 'known', id: Number(chosen) as SourceId };
}
