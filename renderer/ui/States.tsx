// What a screen shows when there is nothing to show: empty, in error, working; and notes within a page.
import { classes } from './classes.ts';
import { Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Icon } from './Button.tsx';
import { toneIcons, type Tone } from './Badge.tsx';

type Props = { icon?: Icon; title: string; children?: ReactNode; actions?: ReactNode };

/** One sentence, one action. */
export function EmptyState({ icon: Picture, title, children, actions }: Props) {
  return (
    <div className="state">
      {Picture && (
        <span className="figure">
          <Picture size={32} strokeWidth={1.25} />
        </span>
      )}
      <h2>{title}</h2>
      {children !== undefined && <p>{children}</p>}
      {actions !== undefined && <div className="actions">{actions}</div>}
    </div>
  );
}

/** Says what went wrong and what can be done. */
export function ErrorState({ title, children, actions }: Props) {
  return (
    <div className="state error" role="alert">
      <span className="figure">
        <TriangleAlert size={32} strokeWidth={1.25} />
      </span>
      <h2>{title}</h2>
      {children !== undefined && <p className="selectable">{children}</p>}
      {actions !== undefined && <div className="actions">{actions}</div>}
    </div>
  );
}

/** Busy in place, for waits over half a second. */
export function Busy({ label }: { label: string }) {
  return (
    <div className="state" role="status">
      <span className="spinner" />
      <p>{label}</p>
    </div>
  );
}

/** A remark within a page, with a meaning. */
export function Note({ tone = 'info', children, action }: { tone?: Tone | 'info'; children: ReactNode; action?: ReactNode }) {
  const Shape = tone === 'info' ? Info : toneIcons[tone];
  return (
    <div className={classes('note', tone)} role={tone === 'conflict' ? 'alert' : 'note'}>
      <Shape size={16} strokeWidth={1.8} aria-hidden="true" />
      <div className="body">{children}</div>
      {action}
    </div>
  );
}
