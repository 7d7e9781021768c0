// Buttons with words, and buttons with a picture and a name.
import { classes } from './classes.ts';
import type { ComponentType, ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps } from 'react-aria-components';
import { KeyHint } from './KeyHint.tsx';
import { Tooltip } from './Tooltip.tsx';

/** A picture of lucide-react. */
export type Icon = ComponentType<{ size?: number | string; strokeWidth?: number | string }>;
type Look = 'plain' | 'primary' | 'quiet';
type Size = 'small' | 'normal' | 'large';

type Props = Omit<ButtonProps, 'children' | 'className' | 'style'> & {
  children?: ReactNode;
  look?: Look;
  size?: Size;
  icon?: Icon;
  danger?: boolean;
  keys?: string | undefined;
  ref?: Ref<HTMLButtonElement>;
};

/** A button with words; `keys` shows its shortcut beside them. */
export function Button({ children, look = 'plain', size = 'normal', icon: Picture, danger = false, keys, ...rest }: Props) {
  return (
    <AriaButton {...rest} className={classes('button', look, size, danger && 'danger')}>
      {Picture && <Picture size={size === 'large' ? 18 : 15} strokeWidth={1.8} />}
      {children}
      {keys !== undefined && <KeyHint keys={keys} />}
    </AriaButton>
  );
}

type IconProps = Omit<Props, 'children' | 'icon'> & { icon: Icon; label: string; placement?: 'top' | 'bottom' | 'left' | 'right' };

/** A button with a picture; `label` is its name and its tooltip. */
export function IconButton({ icon: Picture, label, look = 'quiet', size = 'normal', danger = false, keys, placement, ...rest }: IconProps) {
  return (
    <Tooltip text={label} keys={keys} {...(placement ? { placement } : {})}>
      <AriaButton {...rest} aria-label={label} className={classes('button icon', look, size, danger && 'danger')}>
        <Picture size={16} strokeWidth={1.8} />
      </AriaButton>
    </Tooltip>
  );
}
