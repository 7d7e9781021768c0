// What the app found out about a row, each with its shape and word.
import type { RowFlag } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';

export const flagTones: Readonly<Record<RowFlag, Tone>> = { inOpenGroup: 'review', merged: 'match', stale: 'stale', invalid: 'conflict', unlinkable: 'review' };

/** `short` for the cells of a grid: one word, of the others the shape alone. */
export function FlagBadges({ flags, short = false }: { flags: readonly RowFlag[]; short?: boolean }) {
  const { t } = useText();
  return flags.map((flag, index) =>
    short && index > 0 ? (
      <span key={flag} title={t(`records.flag.${flag}`)}>
        <Badge tone={flagTones[flag]}>
          <span className="visually-hidden">{t(`records.flag.${flag}`)}</span>
        </Badge>
      </span>
    ) : (
      <Badge key={flag} tone={flagTones[flag]}>
        {short ? t(`records.flagShort.${flag}`) : t(`records.flag.${flag}`)}
      </Badge>
    ),
  );
}
