// The page of one record: golden values with where each comes from, its source rows side by side, its history.
import { Link, useRouter } from '@tanstack/react-router';
import { ArrowLeft, Copy, Pencil, RotateCcw, Split, Trophy } from 'lucide-react';
import { useState } from 'react';
import type { HandSet, LogLine, RecordPage, Taken } from '../../../shared/contract/engine.ts';
import { pinHolds, type PinHold } from '../../../shared/model/decision.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import type { RowId } from '../../../shared/model/ids.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { wordEntry } from '../../i18n/wordLog.ts';
import { wordStaleReason } from '../../i18n/wordTrouble.ts';
import { useAsk, useTell } from '../../session/ask.ts';
import { recordRoute } from '../../session/routes.ts';
import { useReferenceDay } from '../../session/referenceDay.ts';
import { useWorkspace } from '../../session/session.ts';
import { useDone } from '../../session/undo.ts';
import { AcceptedValue } from '../../parts/AcceptedValue.tsx';
import { RecordCategories } from '../../parts/RecordCategories.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { copyText } from '../../ui/copyText.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Diff } from '../../ui/Diff.tsx';
import { TextField } from '../../ui/Fields.tsx';
import { SidePane } from '../../ui/SidePane.tsx';
import { Busy, ErrorState } from '../../ui/States.tsx';
import { showToast } from '../../ui/toast.ts';
import { Explained, Tooltip } from '../../ui/Tooltip.tsx';
import { Select } from '../../ui/Select.tsx';
import { SplitDialog } from '../../parts/SplitDialog.tsx';
import { SurvivorshipDialog } from '../../parts/SurvivorshipDialog.tsx';
import { LineagePane, Origin } from './LineagePane.tsx';
import { PairPane } from './PairPane.tsx';
import { PersonMenu } from './PersonMenu.tsx';
import { RecordFindings } from './RecordFindings.tsx';

/** Opened by any of the record's rows. */
export function RecordScreen() {
  const words = useText();
  const { t, dateTime, day } = words;
  const router = useRouter();
  const { readOnly } = useWorkspace();
  const { row } = recordRoute.useParams();
  const [on] = useReferenceDay();
  const { data, error } = useAsk('records.page', { row: row as RowId, today: on }, { keep: true });
  const { data: sources } = useAsk('sources.list', undefined);
  const [edited, setEdited] = useState<FieldId | null>(null);
  const [split, setSplit] = useState<{ row: RowId; taken: Taken } | null>(null);
  const [isRuling, setRuling] = useState(false);
  const { data: lineage } = useAsk('record.lineage', { row: row as RowId }, { keep: true });
  if (error) return <ErrorState title={t('record.notFound')} actions={<Button onPress={() => router.history.back()}>{t('record.back')}</Button>} />;
  if (!data) return <Busy label={t('ui.loading')} />;
  const valueOf = (field: FieldId) => data.values.find((one) => one.field === field)?.value ?? '';
  const name = valueOf('fullName') || [valueOf('givenName'), valueOf('surname'), valueOf('surname2')].filter(Boolean).join(' ') || valueOf('companyName') || valueOf('email') || t('record.row', { row });
  const sourceName = (id: number) => sources?.find(({ source }) => source.id === id)?.source.name ?? '';
  const fields = data.fields.map((field, index) => ({ field, index })).filter(({ field, index }) => valueOf(field) !== '' || data.members.some((member) => (member.cells[index] ?? '') !== ''));
  return (
    <div className="screen">
      <header className="screen-head">
        <IconButton icon={ArrowLeft} label={t('record.back')} onPress={() => router.history.back()} />
        <h1 className="truncate">{name}</h1>
        <Badge tone={data.members.length > 1 ? 'match' : 'neutral'}>{t('record.members', { count: data.members.length })}</Badge>
        <span className="spring" />
        <Link to="/history/$row" params={{ row }}>{t('audit.history.open')}</Link>
        <PersonMenu row={row as RowId} name={name} onBlocked={() => router.history.back()} />
        <code className="quiet selectable">{data.golden}</code>
        <IconButton icon={Trophy} label={t('steward.rules.open')} onPress={() => setRuling(true)} />
        <IconButton
          icon={Copy}
          label={t('record.copyId')}
          onPress={() => {
            if (copyText(data.golden)) showToast(t('record.idCopied'));
          }}
        />
      </header>
      <div className="panes">
        <div className="pane main">
          <div className="compare record" role="region" aria-label={t('record.rows')}>
            <table>
              <thead>
                <tr>
                  <th scope="col" className="compare-field">
                    {t('record.field')}
                  </th>
                  <th scope="col" className="compare-golden">
                    {t('record.value')}
                  </th>
                  {data.members.map((member) => (
                    <th scope="col" key={member.row} className={classes('compare-member', member.row === row && data.members.length > 1 && 'at')}>
                      <span className="member-head">
                        <span className="truncate">{sourceName(member.source)}</span>
                        {data.members.length > 1 && (
                          <Tooltip text={t('record.takeOutHelp')}>
                            <Button
                              size="small"
                              look="quiet"
                              icon={Split}
                              isDisabled={readOnly}
                              aria-label={`${t('record.takeOut')}: ${t('record.row', { row: member.row })}`}
                              onPress={() => setSplit({ row: member.row, taken: 'row' })}
                            >
                              {t('record.takeOut')}
                            </Button>
                          </Tooltip>
                        )}
                      </span>
                      <span className="member-sub">
                        {t('record.row', { row: member.row })} · {member.updatedOn === null ? t('record.noDate') : day(member.updatedOn)}
                      </span>
                      {member.stale.length > 0 && (
                        <span className="member-flags">
                          <Explained text={member.stale.map((reason) => wordStaleReason(words, reason)).join('. ')}>
                            <Badge tone="stale">{t('records.flagShort.stale')}</Badge>
                          </Explained>
                        </span>
                      )}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {fields.map(({ field, index }) => {
                  const surviving = data.values.find((one) => one.field === field);
                  const golden = surviving?.value ?? '';
                  const values = data.members.map((member) => member.cells[index] ?? '').filter((value) => value !== '');
                  const isSame = new Set([...values, golden]).size <= 1;
                  return (
                    <tr key={field} className={isSame && data.members.length > 1 ? 'same' : undefined}>
                      <th scope="row" className="compare-field">
                        {wordField(words, field)}
                      </th>
                      <td className="compare-golden">
                        <span className="golden-value">
                          <span className="selectable">{golden === '' ? <span className="faint">–</span> : golden}</span>
                          <span className="golden-tools">
                            <IconButton size="small" icon={Pencil} isDisabled={readOnly} label={t('record.edit', { field: wordField(words, field) })} onPress={() => setEdited(field)} />
                          </span>
                        </span>
                        {surviving?.rule === 'enriched' && <AcceptedValue row={row as RowId} field={field} />}
                        {surviving && surviving.rule !== 'enriched' && (!isSame || surviving.rule === 'pinned') && <Origin surviving={surviving} lineage={lineage} sourceName={sourceName} />}
                      </td>
                      {data.members.map((member) => {
                        const value = member.cells[index];
                        return (
                          <td key={member.row} className={classes('compare-cell', surviving?.row === member.row && data.members.length > 1 && 'taken')}>
                            {value === null || value === undefined || value === '' ? (
                              <span className={value === '' ? 'faint' : 'absent'}>{value === '' ? '–' : t('ui.missing')}</span>
                            ) : (
                              <span className="selectable">{golden === '' || value === golden ? value : <Diff text={value} other={golden} />}</span>
                            )}
                          </td>
                        );
                      })}
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        </div>
        <SidePane label={t('record.history')} resizeLabel={t('ui.resizePane')} side="end" width={340} min={260} max={520}>
          <div className="inspector">
            <h2>{t('record.history')}</h2>
            {data.history.length === 0 ? (
              <p className="quiet">{t('record.noHistory')}</p>
            ) : (
              <ol className="history">
                {data.history.map((line) => (
                  <li key={line.seq}>
                    <Link to="/log" search={{ entry: line.seq }} className={line.undoneBy === null ? undefined : 'undone'}>
                      {wordEntry(words, line)}
                    </Link>
                    <span className="quiet">{dateTime(line.at)}</span>
                  </li>
                ))}
              </ol>
            )}
            <RecordFindings members={data.members} />
            <RecordCategories row={row as RowId} />
            {lineage && <LineagePane lineage={lineage} golden={data.golden} onSplit={(taken) => setSplit({ row: data.members[0]?.row ?? (row as RowId), taken })} />}
            <PairPane members={data.members} row={row as RowId} />
          </div>
        </SidePane>
      </div>
      {edited !== null && <EditValue page={data} field={edited} before={valueOf(edited)} handSet={lineage?.handSet.find((one) => one.field === edited) ?? null} onClose={() => setEdited(null)} />}
      {split && <SplitDialog row={split.row} taken={split.taken} onClose={() => setSplit(null)} />}
      {isRuling && <SurvivorshipDialog onClose={() => setRuling(false)} />}
    </div>
  );
}

function EditValue({ page, field, before, handSet, onClose }: { page: RecordPage; field: FieldId; before: string; handSet: HandSet | null; onClose: () => void }) {
  const words = useText();
  const { t } = words;
  const done = useDone();
  const set = useTell('handSet.set');
  const release = useTell('handSet.release');
  const [value, setValue] = useState(before);
  const [comment, setComment] = useState('');
  const [hold, setHold] = useState<PinHold>(handSet?.hold ?? 'always');
  const name = wordField(words, field);
  const row = page.members[0]?.row;
  const isSame = value === before && (handSet === null || hold === handSet.hold);
  const finish = (text: string) => (line: LogLine) => {
    done(text, line);
    onClose();
  };
  return (
    <Dialog
      title={t('record.editTitle', { field: name })}
      isOpen
      onClose={onClose}
      foot={
        <>
          {handSet && row !== undefined && (
            <Button look="quiet" icon={RotateCcw} isDisabled={release.isPending} onPress={() => release.mutate({ row, field, comment: comment.trim() }, { onSuccess: finish(t('steward.released', { field: name })) })}>
              {t('steward.release')}
            </Button>
          )}
          <span className="spring" />
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button
            look="primary"
            isDisabled={isSame || row === undefined || set.isPending}
            onPress={() => row !== undefined && set.mutate({ row, field, value, from: null, hold, comment: comment.trim() }, { onSuccess: finish(t('record.editDone', { field: name })) })}
          >
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <TextField label={t('record.editValue')} value={value} onChange={setValue} autoFocus />
      <Select label={t('steward.holdLabel')} value={hold} choices={pinHolds.map((id) => ({ id, label: t(`steward.hold.${id}`) }))} onChange={setHold} />
      <TextField label={t('record.editComment')} value={comment} onChange={setComment} multiline help={t('record.editHelp')} />
    </Dialog>
  );
}
