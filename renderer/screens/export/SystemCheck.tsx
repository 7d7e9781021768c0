// Says before anything is written how many records go into the files, and which of them a system would not take and why.
import { useState } from 'react';
import type { ExportProfile } from '../../../shared/model/exportProfile.ts';
import { useText } from '../../i18n/useText.ts';
import { useAsk } from '../../session/ask.ts';
import { today } from '../../session/today.ts';
import { Button } from '../../ui/Button.tsx';
import { Busy, Note } from '../../ui/States.tsx';

const shownAtFirst = 5;

export function SystemCheck({ profile }: { profile: ExportProfile }) {
  const { t, dateTime } = useText();
  const [isOpen, setOpen] = useState(false);
  const { data } = useAsk('export.check', { profile, today: today() });
  if (data === undefined) return <Busy label={t('export.checking')} />;
  const shown = isOpen ? data.problems : data.problems.slice(0, shownAtFirst);
  return (
    <Note tone={data.leftOut > 0 ? 'review' : 'match'}>
      <p data-testid="export-check">
        {profile.onlyChanged && (data.comparedWith === null ? `${t('export.firstTime')} ` : `${t('export.since', { at: dateTime(data.comparedWith) })} `)}
        {t('export.taken', { count: data.taken })}
        {data.leftOut > 0 && ` ${t('export.wouldLeaveOut', { count: data.leftOut })}`}
      </p>
      {shown.length > 0 && (
        <ul className="notices">
          {shown.map((problem) => (
            <li key={`${problem.id} ${problem.header}`}>
              {t(`export.problem.${problem.kind}`, { header: problem.header, value: problem.value })} <code className="quiet selectable">{problem.id}</code>
            </li>
          ))}
        </ul>
      )}
      {data.problems.length > shownAtFirst && (
        <Button size="small" look="quiet" onPress={() => setOpen(!isOpen)}>
          {t(isOpen ? 'export.fewerProblems' : 'export.moreProblems', { count: data.problems.length })}
        </Button>
      )}
    </Note>
  );
}
