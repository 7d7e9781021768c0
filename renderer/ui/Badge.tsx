// Small words with a meaning: badges with a shape, and tags that can be taken away.
import { classes } from './classes.ts';
import { CheckCircle2, CircleHelp, Hourglass, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';

/** The four meanings that colour may have; each comes with a shape. */
export type Tone = 'match' | 'review' | 'conflict' | 'stale';
export const toneIcons = { match: CheckCircle2, review: CircleHelp, conflict: TriangleAlert, stale: Hourglass } as const;

/** A word with a meaning; `neutral` and `accent` carry no shape. */
export function Badge({ tone = 'neutral', children }: { tone?: Tone | 'neutral' | 'accent'; children: ReactNode }) {
  const Shape = tone === 'neutral' || tone === 'accent' ? null : toneIcons[tone];
  return (
    <span className={classes('badge', tone)}>
      {Shape && <Shape size={12} strokeWidth={2.2} aria-hidden="true" />}
      {children}
    </span>
  );
}

/** A choice in force, such as a filter; `onRemove` takes it away. */
export function Tag({ children, removeLabel, onRemove }: { children: ReactNode; removeLabel?: string; onRemove?: () => void }) {
  return (
    <span className={classes('tag', !onRemove && 'plain')}>
      <span className="truncate">{children}</span>
      {onRemove && (
        <Button aria-label={removeLabel ?? ''} onPress={onRemove}>
          <X size={13} />
        </Button>
      )}
    </span>
  );
}
