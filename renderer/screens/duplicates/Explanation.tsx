// Why the group holds together: the link of the chosen row, and the weakest link of all.
import type { GroupPage, MemberRow } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { Segments } from '../../ui/Segments.tsx';
import { useState } from 'react';
import { Waterfall } from '../../parts/Waterfall.tsx';

/** Follows the row under the cursor; the lead shows the group's weakest link. */
export function Explanation({ group, member }: { group: GroupPage; member: MemberRow | null }) {
  const { t, percent } = useText();
  const [which, setWhich] = useState<'row' | 'weakest'>('row');
  const own = member && group.links.find((link) => (link.left === member.row && link.right !== member.row) || link.right === member.row);
  const pair = which === 'weakest' ? group.weakest : (own ?? group.links[0] ?? group.weakest);
  return (
    <div className="explanation">
      <h2>{t('duplicates.explanation')}</h2>
      {group.weakest && group.members.length > 2 && (
        <Segments
          label={t('duplicates.explanation')}
          value={which}
          onChange={setWhich}
          choices={[
            { id: 'row', label: t('duplicates.row', { row: member?.row ?? group.lead }) },
            { id: 'weakest', label: t('duplicates.weakest') },
          ]}
        />
      )}
      {group.members.length > 2 && (
        <p className="quiet">
          {t('model.density', { percent: percent(group.density) })} {group.bridges.length > 0 && t('model.bridges', { count: group.bridges.length })}
        </p>
      )}
      {pair && <Waterfall pair={pair} />}
    </div>
  );
}
