// Why a decision is made: a reason from a short list, and a comment in one's own words.
import { decisionReasons, type DecisionReason } from '../../shared/model/decision.ts';
import type { Saying } from '../../shared/contract/engine.ts';
import { useText } from '../i18n/useText.ts';
import { TextField } from '../ui/Fields.tsx';
import { Select } from '../ui/Select.tsx';

/** Nothing said yet. */
export const unsaid: Saying = { comment: '', reason: null };

/** Both may be left out. `inRow` stands in one line without visible labels. */
export function SayWhy({ said, onChange, inRow = false }: { said: Saying; onChange: (said: Saying) => void; inRow?: boolean }) {
  const { t } = useText();
  return (
    <div className={inRow ? 'say-why in-row' : 'say-why'}>
      <Select<DecisionReason | 'none'>
        label={t('steward.reasonLabel')}
        labelled={inRow ? 'hidden' : 'above'}
        value={said.reason ?? 'none'}
        choices={[{ id: 'none', label: t('steward.reason.none') }, ...decisionReasons.map((id) => ({ id, label: t(`steward.reason.${id}`) }))]}
        onChange={(reason) => onChange({ ...said, reason: reason === 'none' ? null : reason })}
      />
      <TextField label={t('duplicates.comment')} labelled={inRow ? 'hidden' : 'above'} placeholder={t('duplicates.comment')} value={said.comment} onChange={(comment) => onChange({ ...said, comment })} />
    </div>
  );
}
