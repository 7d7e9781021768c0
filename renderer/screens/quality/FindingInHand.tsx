// The finding in hand: what the row says, why that breaks the rule, and what can be done about it, by button or key.
import { Link } from '@tanstack/react-router';
import { Check, Pencil, ShieldCheck, SkipForward, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { FindingLine, Rule } from '../../../shared/contract/engine.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import type { EpochDay } from '../../../shared/model/ids.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { wordFinding, wordRule } from '../../i18n/wordQuality.ts';
import { useTell } from '../../session/ask.ts';
import { useWorkspace } from '../../session/session.ts';
import { useSettings } from '../../session/settings.ts';
import { useDone, useUndo } from '../../session/undo.ts';
import { useSingleKey } from '../../session/useSingleKey.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Diff } from '../../ui/Diff.tsx';
import { TextField } from '../../ui/Fields.tsx';
import { severityTones } from '../../parts/severityTones.ts';

type Props = { finding: FindingLine; rule: Rule | undefined; today: EpochDay; sourceName: string; onMove: (by: 1 | -1) => void };

/** What is ruled leaves the list, and the next finding takes its place. */
export function FindingInHand({ finding, rule, today, sourceName, onMove }: Props) {
  const words = useText();
  const { t, percent } = words;
  const { readOnly } = useWorkspace();
  const done = useDone();
  const { undo } = useUndo();
  const hasKeys = useSettings((state) => state.settings.singleKeys);
  const [typed, setTyped] = useState<{ field: FieldId; text: string } | null>(null);
  const [isAccepting, setAccepting] = useState(false);
  const [comment, setComment] = useState('');
  const { row, title, repair } = finding;
  const name = title === '' ? t('record.row', { row }) : title;
  const fixed = useTell('quality.fix', (line) => {
    setTyped(null);
    done(t('quality.fixed', { title: name }), line);
  });
  const judged = useTell('quality.judge');
  const isBusy = fixed.isPending || judged.isPending || readOnly;
  const mended = finding.values[0];
  const isOpen = finding.state === 'open';
  const judge = (state: FindingLine['state'], said: string): void => {
    if (isBusy) return;
    judged.mutate({ today, findings: [{ rule: finding.rule, row }], state, comment: state === 'accepted' ? comment : '' }, { onSuccess: (line) => done(said, line) });
    setAccepting(false);
  };
  const fix = (field: FieldId, value: string): void => {
    if (!isBusy) fixed.mutate({ today, finding: { rule: finding.rule, row }, field, value });
  };
  const useSuggestion = (): void => {
    if (repair && mended) fix(mended.field, repair.value);
  };
  const edit = (field: FieldId, text: string): void => {
    if (!readOnly) setTyped({ field, text });
  };
  useSingleKey('f', hasKeys && isOpen, useSuggestion);
  useSingleKey('e', hasKeys, () => mended && edit(mended.field, mended.value));
  useSingleKey('a', hasKeys && isOpen && !readOnly, () => setAccepting(true));
  useSingleKey('i', hasKeys && isOpen, () => judge('ignored', t('quality.ignored', { title: name })));
  useSingleKey('j', hasKeys, () => onMove(1));
  useSingleKey('k', hasKeys, () => onMove(-1));
  useSingleKey('u', hasKeys && !readOnly, () => void undo());
  return (
    <div className="inspector">
      <div>
        <h2>{name}</h2>
        <p className="quiet">
          {sourceName === '' ? '' : `${sourceName} · `}
          {t('record.row', { row })}
        </p>
      </div>
      <div className="finding-reason">
        {rule && <Badge tone={severityTones[rule.severity] ?? 'neutral'}>{t(`quality.severity.${rule.severity}`)}</Badge>}
        {rule && <span className="strong">{wordRule(words, rule)}</span>}
        <p>{wordFinding(words, finding.reason, rule?.check)}</p>
        {rule && rule.owner !== '' && <p className="field-help">{t('quality.ownerOf', { owner: rule.owner })}</p>}
        {!isOpen && (
          <p className="quiet">
            {t(`quality.state.${finding.state}`)}
            {finding.comment !== '' && `: ${finding.comment}`}
          </p>
        )}
      </div>
      <dl className="fields">
        {finding.values.map(({ field, value }) => (
          <div key={field} className="finding-field">
            <dt>{wordField(words, field)}</dt>
            <dd>
              {typed?.field === field ? (
                <div className="finding-edit">
                  <TextField label={t('quality.newValue', { field: wordField(words, field) })} labelled="hidden" value={typed.text} onChange={(text) => setTyped({ field, text })} autoFocus onSubmit={() => fix(field, typed.text)} />
                  <Button size="small" look="primary" isDisabled={isBusy || typed.text === value} onPress={() => fix(field, typed.text)}>
                    {t('quality.saveValue')}
                  </Button>
                  <Button size="small" onPress={() => setTyped(null)}>
                    {t('ui.cancel')}
                  </Button>
                </div>
              ) : (
                <>
                  <span className="selectable">{value === '' ? <span className="faint">{t('quality.blankValue')}</span> : value}</span>
                  {!readOnly && <IconButton size="small" icon={Pencil} label={t('quality.newValue', { field: wordField(words, field) })} onPress={() => edit(field, value)} />}
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {isOpen && (
        <section className="section">
          <h3>{t('quality.suggestion')}</h3>
          {repair && mended ? (
            <>
              <p className="mono selectable">{repair.value === '' ? t('quality.blankValue') : <Diff text={repair.value} other={mended.value} />}</p>
              <p className="field-help">{t('quality.sureness', { share: percent(repair.confidence) })}</p>
            </>
          ) : (
            <p className="quiet">{t('quality.noSuggestion')}</p>
          )}
          <div className="finding-actions">
            {repair && (
              <Button look="primary" icon={Check} keys="F" isDisabled={isBusy} onPress={useSuggestion}>
                {t('quality.useSuggestion')}
              </Button>
            )}
            <Button icon={Pencil} keys="E" isDisabled={isBusy} onPress={() => mended && edit(mended.field, mended.value)}>
              {t('quality.byHand')}
            </Button>
            <Button icon={ShieldCheck} keys="A" isDisabled={isBusy} onPress={() => setAccepting(true)}>
              {t('quality.accept')}
            </Button>
            <Button icon={SkipForward} keys="I" isDisabled={isBusy} onPress={() => judge('ignored', t('quality.ignored', { title: name }))}>
              {t('quality.ignore')}
            </Button>
          </div>
          <p className="field-help">{t('quality.ignoreHelp')}</p>
        </section>
      )}
      {!isOpen && (
        <Button icon={Undo2} isDisabled={isBusy} onPress={() => judge('open', t('quality.reopened', { title: name }))}>
          {t('quality.reopen')}
        </Button>
      )}
      <Link to="/record/$row" params={{ row }} className="button">
        {t('quality.openRecord')}
      </Link>
      {isAccepting && (
        <Dialog
          title={t('quality.acceptTitle')}
          isOpen
          onClose={() => setAccepting(false)}
          foot={
            <>
              <span className="spring" />
              <Button onPress={() => setAccepting(false)}>{t('ui.cancel')}</Button>
              <Button look="primary" isDisabled={isBusy || comment.trim() === ''} onPress={() => judge('accepted', t('quality.accepted', { title: name }))}>
                {t('quality.accept')}
              </Button>
            </>
          }
        >
          <p className="quiet">{t('quality.acceptHelp')}</p>
          <TextField label={t('quality.acceptReason')} value={comment} onChange={setComment} autoFocus onSubmit={() => comment.trim() !== '' && judge('accepted', t('quality.accepted', { title: name }))} />
        </Dialog>
      )}
    </div>
  );
}
