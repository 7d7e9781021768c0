// One proposal with its evidence: what would change, because of what, and the row it was read from.
import { useNavigate } from '@tanstack/react-router';
import { Check, Pencil, X } from 'lucide-react';
import { useState } from 'react';
import type { ProposalLine } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { wordSource } from '../../i18n/wordProposal.ts';
import { useAsk } from '../../session/ask.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Fields.tsx';

type Props = { line: ProposalLine; canDecide: boolean; isEditing: boolean; keys: boolean; onEdit: (isEditing: boolean) => void; onAccept: (instead?: string | null) => void; onReject: () => void };

/** From this confidence on a proposal is called sure. */
const SURE = 0.9;

export function ProposalDetails({ line, canDecide, isEditing, keys, onEdit, onAccept, onReject }: Props) {
  const words = useText();
  const { t, percent, list } = words;
  const navigate = useNavigate();
  const [value, setValue] = useState(line.value);
  const { data: evidence } = useAsk('enrich.evidence', { id: line.id }, { enabled: line.from !== null });
  return (
    <div className="inspector">
      <header>
        <h2>{line.title}</h2>
        <p className="quiet">{wordField(words, line.field)}</p>
      </header>
      <div className="proposal-change">
        <span className="quiet">{t('enrich.now')}</span>
        <span className={line.before === '' ? 'quiet' : 'selectable'}>{line.before === '' ? t('enrich.nothing') : line.before}</span>
        <span className="quiet">{t('enrich.proposed')}</span>
        <strong className="selectable">{line.value}</strong>
      </div>
      {isEditing ? (
        <div className="stack">
          <TextField label={t('enrich.editLabel')} value={value} onChange={setValue} autoFocus onSubmit={() => onAccept(value.trim())} />
          <div className="cluster">
            <Button look="primary" isDisabled={!canDecide || value.trim() === ''} onPress={() => onAccept(value.trim())}>
              {t('enrich.accept')}
            </Button>
            <Button onPress={() => onEdit(false)}>{t('ui.cancel')}</Button>
          </div>
        </div>
      ) : (
        <div className="cluster">
          <Button look="primary" icon={Check} keys={keys ? 'A' : undefined} isDisabled={!canDecide} onPress={() => onAccept()}>
            {t('enrich.accept')}
          </Button>
          <Button icon={X} keys={keys ? 'R' : undefined} isDisabled={!canDecide} onPress={onReject}>
            {t('enrich.reject')}
          </Button>
          <Button look="quiet" icon={Pencil} keys={keys ? 'E' : undefined} isDisabled={!canDecide} onPress={() => onEdit(true)}>
            {t('enrich.edit')}
          </Button>
        </div>
      )}
      <section className="stack">
        <h3>{t('enrich.because')}</h3>
        <div className="cluster">
          <Badge tone={line.confidence >= SURE ? 'match' : 'review'}>{percent(line.confidence)}</Badge>
          <span>{wordSource(words, line.source, line.sourceName)}</span>
        </div>
        {line.because.length > 0 && <p className="quiet selectable">{list(line.because.map(({ field, value: text }) => `${wordField(words, field)}: ${text}`))}</p>}
      </section>
      {evidence && (
        <section className="stack">
          <h3>{t('enrich.evidence')}</h3>
          <p className="quiet">{t('enrich.evidenceRow', { table: evidence.table, row: evidence.row })}</p>
          <dl className="facts evidence">
            {evidence.cells.filter(({ text }) => text !== '').map(({ column, text, isValue }) => (
              <div key={column} style={{ display: 'contents' }}>
                <dt>{column}</dt>
                <dd className="selectable">{isValue ? <mark className="proposed">{text}</mark> : text}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <Button onPress={() => void navigate({ to: '/record/$row', params: { row: line.row } })}>{t('enrich.openRecord')}</Button>
    </div>
  );
}
