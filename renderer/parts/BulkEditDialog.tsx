// Changing one field of many rows at once: fill, clear, find and replace; what would change is counted and shown first.
import { useDeferredValue, useState } from 'react';
import type { BulkScope, BulkWork } from '../../shared/contract/engine.ts';
import type { FieldId } from '../../shared/model/fields.ts';
import { useText } from '../i18n/useText.ts';
import { wordField } from '../i18n/wordField.ts';
import { useAsk, useTroubleToast } from '../session/ask.ts';
import { runJob } from '../session/jobs.ts';
import { useSession } from '../session/session.ts';
import { useDone } from '../session/undo.ts';
import { troubleOf } from '../session/troubleOf.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Checkbox, TextField } from '../ui/Fields.tsx';
import { Segments } from '../ui/Segments.tsx';
import { Select } from '../ui/Select.tsx';
import { showToast } from '../ui/toast.ts';

const works = ['replace', 'fill', 'clear'] as const;
const hows = ['plain', 'cell', 'regex'] as const;

type Props = {
  scope: BulkScope;
  fields: readonly FieldId[];
  /** The field at first, and the value of it that is to be replaced as a whole. */
  start?: { readonly field: FieldId; readonly value?: string };
  onClose: () => void;
};

/** Source rows keep what was delivered; what they shall read stands beside it. */
export function BulkEditDialog({ scope, fields, start, onClose }: Props) {
  const words = useText();
  const { t, number } = words;
  const session = useSession();
  const say = useTroubleToast();
  const done = useDone();
  const [field, setField] = useState<FieldId>(start?.field ?? fields[0] ?? 'fullName');
  const [kind, setKind] = useState<BulkWork['kind']>('replace');
  const [how, setHow] = useState<(typeof hows)[number]>(start?.value === undefined ? 'plain' : 'cell');
  const [find, setFind] = useState(start?.value ?? '');
  const [value, setValue] = useState(start?.value ?? '');
  const [isBlankOnly, setBlankOnly] = useState(true);
  const [ignoresCase, setIgnoresCase] = useState(false);
  const [comment, setComment] = useState('');
  const work: BulkWork = kind === 'clear' ? { kind } : kind === 'fill' ? { kind, value, onlyBlank: isBlankOnly } : { kind, find, with: value, how, ignoresCase };
  const request = useDeferredValue({ scope, field, work });
  const { data } = useAsk('bulk.foresee', request, { keep: true });
  const apply = async () => {
    if (!data) return;
    onClose();
    try {
      const line = await runJob(session, 'editing', '', 'bulk.apply', { ...request, cells: data.cells, comment: comment.trim() });
      done(t('steward.bulk.done', { cells: data.cells }), line);
    } catch (error) {
      if (troubleOf(error)?.kind === 'cancelled') showToast(t('job.cancelled'));
      else say(error);
    }
  };
  const shown = (text: string) => (text === '' ? <span className="faint">{t('steward.bulk.blank')}</span> : text);
  return (
    <Dialog
      title={t('steward.bulk.title')}
      size="medium"
      isOpen
      onClose={onClose}
      foot={
        <>
          {data && <span className="field-help">{t('steward.bulk.scope', { count: data.rowsInScope })}</span>}
          <span className="spring" />
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button look="primary" isDisabled={!data || data.cells === 0} onPress={() => void apply()}>
            {t('steward.bulk.apply', { count: data?.cells ?? 0 })}
          </Button>
        </>
      }
    >
      <div className="bulk-form">
        <Select label={t('steward.bulk.field')} value={field} choices={fields.map((id) => ({ id, label: wordField(words, id) }))} onChange={setField} />
        <Segments label={t('steward.bulk.work')} value={kind} onChange={setKind} choices={works.map((id) => ({ id, label: t(`steward.bulk.${id}`) }))} />
        {kind === 'replace' && (
          <>
            <Select label={t('steward.bulk.howLabel')} value={how} choices={hows.map((id) => ({ id, label: t(`steward.bulk.how.${id}`) }))} onChange={setHow} />
            <TextField label={t('steward.bulk.find')} value={find} onChange={setFind} error={!data?.trouble ? null : data.trouble.kind === 'unreadable' ? t('steward.bulk.badPattern', { detail: data.trouble.detail }) : t('steward.bulk.slowPattern', { value: shortened(data.trouble.value) })} />
          </>
        )}
        {kind !== 'clear' && <TextField label={kind === 'fill' ? t('steward.bulk.value') : t('steward.bulk.with')} value={value} onChange={setValue} autoFocus={start?.value !== undefined} />}
        {kind === 'fill' && (
          <Checkbox isSelected={isBlankOnly} onChange={setBlankOnly}>
            {t('steward.bulk.onlyBlank')}
          </Checkbox>
        )}
        {kind === 'replace' && (
          <Checkbox isSelected={ignoresCase} onChange={setIgnoresCase}>
            {t('steward.bulk.ignoresCase')}
          </Checkbox>
        )}
      </div>
      <p className="strong" data-testid="bulk-would">
        {!data || data.cells === 0 ? t('steward.bulk.wouldNone') : t('steward.bulk.would', { cells: data.cells, values: data.values })}
      </p>
      {data && data.some.length > 0 && (
        <div className="bulk-preview">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('steward.bulk.before')}</th>
                <th scope="col">{t('steward.bulk.after')}</th>
                <th scope="col" className="number">
                  {t('steward.bulk.rows')}
                </th>
              </tr>
            </thead>
            <tbody>
              {data.some.map((one) => (
                <tr key={one.before}>
                  <td>{shown(one.before)}</td>
                  <td>{shown(one.after)}</td>
                  <td className="number">{number(one.rows)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <TextField label={t('steward.bulk.comment')} value={comment} onChange={setComment} help={t('steward.bulk.commentHelp')} />
    </Dialog>
  );
}

/** A value in a sentence: its beginning says which one it is. */
function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
