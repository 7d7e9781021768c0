// Every decision that holds, those that need another look after a delivery first; each can be revoked.
import { Link, useNavigate } from '@tanstack/react-router';
import { ArrowLeft, CheckCheck, ListChecks, Undo2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { decisionFilters, type DecisionFilter, type DecisionLine } from '../../../shared/contract/engine.ts';
import { useText, type Words } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { SayWhy, unsaid } from '../../parts/SayWhy.tsx';
import { SplitDialog } from '../../parts/SplitDialog.tsx';
import { useAsk, useTell } from '../../session/ask.ts';
import { useWorkspace } from '../../session/session.ts';
import { useDone } from '../../session/undo.ts';
import { useWho } from '../../session/useWho.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { Busy, EmptyState } from '../../ui/States.tsx';

const PAGE = 100;

export function Decisions() {
  const words = useText();
  const { t, number } = words;
  const navigate = useNavigate();
  const [filter, setFilter] = useState<DecisionFilter | null>(null);
  const [count, setCount] = useState(PAGE);
  const [revoked, setRevoked] = useState<DecisionLine | null>(null);
  const { data } = useAsk('decisions.list', { filter: filter ?? 'look', from: 0, count }, { keep: true });
  // Where nothing needs a look, all of them are shown.
  const isClean = filter === null && data?.look === 0;
  useEffect(() => {
    if (!isClean) return undefined;
    const timer = setTimeout(() => setFilter('all'), 0);
    return () => clearTimeout(timer);
  }, [isClean]);
  const shown = filter ?? 'look';
  return (
    <div className="screen">
      <header className="screen-head">
        <IconButton icon={ArrowLeft} label={t('steward.decisions.back')} onPress={() => void navigate({ to: '/duplicates', search: {} })} />
        <h1>{t('steward.decisions.title')}</h1>
        {data && data.look > 0 && <Badge tone="review">{`${t('steward.decisions.filter.look')}: ${number(data.look)}`}</Badge>}
        <span className="spring" />
        <Segments label={t('steward.decisions.title')} value={shown} onChange={(next) => (setFilter(next), setCount(PAGE))} choices={decisionFilters.map((id) => ({ id, label: t(`steward.decisions.filter.${id}`) }))} />
      </header>
      {!data ? (
        <Busy label={t('ui.loading')} />
      ) : data.lines.length === 0 ? (
        <EmptyState icon={shown === 'look' ? CheckCheck : ListChecks} title={t('steward.decisions.none')}>
          {shown === 'look' ? t('steward.decisions.noneLook') : undefined}
        </EmptyState>
      ) : (
        <div className="pane main decisions">
          <ul>
            {data.lines.map((line) => (
              <Line key={`${line.entry} ${line.rows[0]} ${line.field ?? ''}`} line={line} onRevoke={() => setRevoked(line)} />
            ))}
          </ul>
          {data.total > data.lines.length && (
            <Button look="quiet" onPress={() => setCount(count + PAGE)}>
              {t('log.more')}
            </Button>
          )}
        </div>
      )}
      {revoked?.kind === 'merge' && revoked.rows[0] !== undefined && <SplitDialog row={revoked.rows[0]} taken={{ merge: revoked.entry }} startsOpen onClose={() => setRevoked(null)} />}
      {revoked && revoked.kind !== 'merge' && <RevokeDialog line={revoked} onClose={() => setRevoked(null)} />}
    </div>
  );
}

function Line({ line, onRevoke }: { line: DecisionLine; onRevoke: () => void }) {
  const words = useText();
  const { t, dateTime } = words;
  const { readOnly } = useWorkspace();
  const who = useWho();
  const done = useDone();
  const uphold = useTell('decisions.uphold', (written) => done(t('steward.decisions.upheld'), written));
  const { trouble } = line;
  return (
    <li className="decision">
      <div className="decision-what">
        <span>
          <Badge tone={trouble ? 'review' : line.kind === 'merge' ? 'match' : 'neutral'}>{t(`steward.decisions.kind.${line.kind}`)}</Badge>{' '}
          <Link to="/record/$row" params={{ row: line.rows[0] ?? 0 }} className="strong">
            {line.title}
          </Link>{' '}
          <span className="quiet">{line.field !== null ? `${wordField(words, line.field)} = ${line.value ?? ''}` : t('steward.decisions.rows', { count: line.rows.length })}</span>
        </span>
        <span className="quiet">
          <Link to="/log" search={{ entry: line.entry }}>
            {t('steward.decisions.who', { who: who(line.actor), when: dateTime(line.at) })}
          </Link>
          {line.reason !== null && ` · ${t(`steward.reason.${line.reason}`)}`}
          {line.comment !== '' && ` · ${t('steward.lineage.because', { comment: line.comment })}`}
        </span>
        {trouble && <span className="decision-trouble">{wordDecisionTrouble(words, trouble)}</span>}
        {!trouble && line.movedOn > 0 && <span className="quiet">{t('steward.decisions.movedOn', { count: line.movedOn })}</span>}
      </div>
      {trouble && (
        <Button size="small" icon={CheckCheck} isDisabled={readOnly || uphold.isPending} onPress={() => uphold.mutate({ line, comment: '' })}>
          {t('steward.decisions.uphold')}
        </Button>
      )}
      <Button size="small" look="quiet" icon={Undo2} isDisabled={readOnly} onPress={onRevoke}>
        {t('steward.decisions.revoke')}
      </Button>
    </li>
  );
}

function wordDecisionTrouble(words: Words, trouble: NonNullable<DecisionLine['trouble']>): string {
  const { t, list } = words;
  switch (trouble.kind) {
    case 'rowGone':
      return t('steward.decisions.rowGone', { count: trouble.rows.length });
    case 'valuesChanged':
      return t('steward.decisions.valuesChanged', { fields: list(trouble.fields.map((field) => wordField(words, field))) });
    case 'gaveWay':
      return t('steward.decisions.gaveWay', { hold: t(`steward.hold.${trouble.hold}`) });
  }
}

function RevokeDialog({ line, onClose }: { line: DecisionLine; onClose: () => void }) {
  const { t } = useText();
  const done = useDone();
  const [said, setSaid] = useState(unsaid);
  const revoke = useTell('decisions.revoke', (written) => {
    done(t('steward.decisions.revoked'), written);
    onClose();
  });
  return (
    <Dialog
      title={t('steward.decisions.revokeTitle')}
      isOpen
      onClose={onClose}
      foot={
        <>
          <span className="spring" />
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button look="primary" isDisabled={revoke.isPending} onPress={() => revoke.mutate({ line, comment: said.comment.trim(), reason: said.reason })}>
            {t('steward.decisions.revoke')}
          </Button>
        </>
      }
    >
      <p>{line.kind === 'distinct' ? t('steward.decisions.revokeDistinct') : t('steward.decisions.revokeHandSet')}</p>
      <SayWhy said={said} onChange={setSaid} />
    </Dialog>
  );
}
