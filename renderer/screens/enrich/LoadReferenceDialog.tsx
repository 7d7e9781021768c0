// Adds a picked file as a reference table: what it is called, how much it is trusted, and its first rows as they will be read.
import { useState } from 'react';
import { bundledIds, type BundledId, type ReferenceLine } from '../../../shared/contract/engine.ts';
import type { LoadId } from '../../../shared/model/ids.ts';
import { useText } from '../../i18n/useText.ts';
import { JobDialog } from '../../parts/JobProgress.tsx';
import { wordLoadProblem, wordTrouble } from '../../i18n/wordTrouble.ts';
import { useAsk } from '../../session/ask.ts';
import { runJob, useJobs } from '../../session/jobs.ts';
import { proposedMapping } from '../../session/loading.ts';
import { useSession } from '../../session/session.ts';
import { troubleOf } from '../../session/troubleOf.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Fields.tsx';
import { Select } from '../../ui/Select.tsx';
import { Busy, ErrorState } from '../../ui/States.tsx';
import type { Adding } from './EnrichScreen.tsx';

const NONE = 'none';
const FIRST_ROWS = 8;
const trusts = ['1', '2', '3', '4', '5'] as const;

/** `onLoaded` hears whether the table is tied already, as a newer version of one is. */
export function LoadReferenceDialog({ adding, replaced, onClose, onLoaded }: { adding: Adding; replaced: ReferenceLine | null; onClose: () => void; onLoaded: (id: LoadId, isTied: boolean) => void }) {
  const words = useText();
  const { t } = words;
  const session = useSession();
  const { file } = adding;
  const { data, error } = useAsk('load.preview', { file: file.token, overrides: {} });
  const job = useJobs((state) => state.jobs.find((one) => one.kind === 'loading' && one.subject === file.name));
  const [name, setName] = useState(replaced?.table.name ?? file.name.replace(/\.[^.]+$/, ''));
  const [standsFor, setStandsFor] = useState<BundledId | typeof NONE>(adding.standsFor ?? NONE);
  const [trust, setTrust] = useState<(typeof trusts)[number]>(trusts[Math.min(4, Math.max(0, (replaced?.table.trustRank ?? 1) - 1))]!);
  const [asOf, setAsOf] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const asOfDay = /^\d{4}-\d\d-\d\d$/.test(asOf) && !Number.isNaN(Date.parse(asOf)) ? Date.parse(asOf) / 86_400_000 : null;
  const title = replaced === null ? t('enrich.load.title', { file: file.name }) : t('enrich.load.replaceTitle', { table: replaced.table.name, file: file.name });
  const problem = failure ?? (error ? (troubleOf(error) ? wordTrouble(words, troubleOf(error)!) : t('trouble.bug', { message: error.message })) : data && !data.ok ? wordLoadProblem(words, data.problem) : null);
  const run = async () => {
    if (!data?.ok) return;
    try {
      const loaded = await runJob(session, 'loading', file.name, 'enrich.loadReference', {
        file: file.token,
        overrides: {},
        fields: proposedMapping(data.preview),
        name: name.trim(),
        standsFor: standsFor === NONE ? null : standsFor,
        trustRank: Number(trust),
        asOf: asOfDay,
        replaces: adding.replaces,
      });
      if (loaded.ok) onLoaded(loaded.reference, standsFor !== NONE || replaced?.linkage != null);
      else setFailure(wordLoadProblem(words, loaded.problem));
    } catch (thrown) {
      const trouble = troubleOf(thrown);
      setFailure(trouble ? wordTrouble(words, trouble) : t('trouble.bug', { message: thrown instanceof Error ? thrown.message : String(thrown) }));
    }
  };
  if (job !== undefined) {
    return <JobDialog title={title} job={job} label={t('job.loading', { subject: file.name })} />;
  }
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      size="medium"
      foot={
        <>
          <span className="spring" />
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button look="primary" isDisabled={!data?.ok || name.trim() === '' || (asOf !== '' && asOfDay === null)} onPress={() => void run()}>
            {t('enrich.load.run')}
          </Button>
        </>
      }
    >
      {problem !== null ? (
        <ErrorState title={t('enrich.load.failed')}>{problem}</ErrorState>
      ) : !data?.ok ? (
        <Busy label={t('ui.loading')} />
      ) : (
        <div className="stack">
          <div className="reference-form">
            <TextField label={t('enrich.load.name')} value={name} onChange={setName} autoFocus />
            <Select label={t('enrich.load.trust')} choices={trusts.map((id) => ({ id, label: id }))} value={trust} onChange={setTrust} help={t('enrich.load.trustHelp')} />
            <TextField label={t('enrich.load.asOf')} value={asOf} onChange={setAsOf} placeholder="2026-01-31" help={t('enrich.load.asOfHelp')} />
            <Select
              label={t('enrich.load.standsFor')}
              choices={[{ id: NONE, label: t('enrich.load.standsForNone') }, ...bundledIds.map((id) => ({ id, label: t(`enrich.bundledName.${id}`) }))]}
              value={standsFor}
              onChange={setStandsFor}
              help={t('enrich.load.standsForHelp')}
            />
          </div>
          <h3>{t('enrich.load.rows')}</h3>
          <div className="panel table-wrap">
            <table className="table first-rows">
              <thead>
                <tr>
                  {data.preview.columns.map((column) => (
                    <th scope="col" key={column}>{column}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {data.preview.rows.slice(0, FIRST_ROWS).map((cells, row) => (
                  // Rows have nothing but their place.
                  // oxlint-disable-next-line react/no-array-index-key
                  <tr key={row}>
                    {data.preview.columns.map((column, index) => (
                      <td key={column}>{cells[index]}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </div>
      )}
    </Dialog>
  );
}
