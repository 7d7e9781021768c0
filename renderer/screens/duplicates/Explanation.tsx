// Why the group holds together: the link of the chosen row, and the weakest link of all.
import { useState } from 'react';
import type { Comparison, MemberRow } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { Waterfall } from '../../parts/Waterfall.tsx';
import { useAsk } from '../../session/ask.ts';
import { Segments } from '../../ui/Segments.tsx';
import { Busy } from '../../ui/States.tsx';

/** Follows the row under the cursor; the first one shows its link to the next. */
export function Explanation({ group, member }: { group: Comparison; member: MemberRow | null }) {
  const { t, percent } = useText();
  const [which, setWhich] = useState<'row' | 'weakest'>('row');
  const rows = group.members.map((one) => one.row);
  const { data } = useAsk('queue.links', { rows });
  const own = member && data?.links.find((link) => (link.left === member.row && link.right !== member.row) || link.right === member.row);
  const pair = which === 'weakest' ? data?.weakest : (own ?? data?.links[0] ?? data?.weakest);
  return (
    <div className="explanation">
      <h2>{t('duplicates.explanation')}</h2>
      {data?.weakest && group.members.length > 2 && (
        <Segments
          label={t('duplicates.explanation')}
          value={which}
          onChange={setWhich}
          choices={[
            { id: 'row', label: t('duplicates.row', { row: member?.row ?? rows[0] ?? 0 }) },
            { id: 'weakest', label: t('duplicates.weakest') },
          ]}
        />
      )}
      {data && group.members.length > 2 && (
        <p className="quiet">
          {t('model.density', { percent: percent(data.density) })} {data.bridges.length > 0 && t('model.bridges', { count: data.bridges.length })}
        </p>
      )}
      {!data ? <Busy label={t('ui.loading')} /> : pair && <Waterfall pair={pair} />}
    </div>
  );
}
