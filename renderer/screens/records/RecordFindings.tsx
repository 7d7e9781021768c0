// What the quality rules find at the rows of one record, with the way to where it is worked off.
import { Link } from '@tanstack/react-router';
import type { RecordPage } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { wordFinding } from '../../i18n/wordQuality.ts';
import { severityTones } from '../../parts/severityTones.ts';
import { useAsk } from '../../session/ask.ts';
import { useReferenceDay } from '../../session/referenceDay.ts';
import { Badge } from '../../ui/Badge.tsx';
import { classes } from '../../ui/classes.ts';

/** Nothing until it is known, and nothing where no rule is broken. */
export function RecordFindings({ members }: Pick<RecordPage, 'members'>) {
  const words = useText();
  const { t } = words;
  const [today] = useReferenceDay();
  const { data } = useAsk('quality.ofRows', { today, rows: members.map(({ row }) => row) }, { keep: true });
  if (data === undefined || data.length === 0) return null;
  return (
    <section className="stack" data-testid="record-findings">
      <h2>{t('record.findings')}</h2>
      <ul className="record-findings">
        {data.map(({ rule, row, values, reason, state, severity, check }) => {
          const [at] = values;
          return (
            <li key={`${rule} ${row}`} className={classes(state !== 'open' && 'ruled')}>
              <span className="cluster">
                <span className="strong">{at === undefined ? t('record.row', { row }) : wordField(words, at.field)}</span>
                <Badge tone={severityTones[severity] ?? 'neutral'}>{t(`quality.severity.${severity}`)}</Badge>
                {state !== 'open' && <span className="quiet">{t(`quality.state.${state}`)}</span>}
              </span>
              {at !== undefined && <span className="selectable">{at.value === '' ? <span className="faint">{t('quality.blankValue')}</span> : at.value}</span>}
              <Link to="/quality" search={{ view: 'findings', rule, ...(state === 'open' ? {} : { state }) }}>
                {wordFinding(words, reason, check)}
              </Link>
              {members.length > 1 && <span className="quiet">{t('record.row', { row })}</span>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
