// Menus that open from a button.
import { classes } from './classes.ts';
import type { ReactElement, ReactNode } from 'react';
import { Header, Menu as AriaMenu, MenuItem as AriaMenuItem, MenuSection as AriaMenuSection, MenuTrigger, Popover, Separator, Text, type MenuItemProps, type PopoverProps } from 'react-aria-components';
import { Check } from 'lucide-react';
import type { Icon } from './Button.tsx';
import { KeyHint } from './KeyHint.tsx';

type MenuProps = {
  /** The button that opens the menu. */
  button: ReactElement;
  label: string;
  children: ReactNode;
  placement?: PopoverProps['placement'];
};

/** A button and the menu that it opens; children are `MenuItem`, `MenuSection`, `MenuRule`. */
export function Menu({ button, label, children, placement = 'bottom start' }: MenuProps) {
  return (
    <MenuTrigger>
      {button}
      <Popover className="popover" placement={placement} offset={4}>
        <AriaMenu className="menu" aria-label={label}>
          {children}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

type ItemProps = Omit<MenuItemProps, 'children' | 'className' | 'style'> & {
  children: string;
  icon?: Icon | undefined;
  keys?: string | undefined;
  detail?: ReactNode;
  /** Shows a tick; for items that are one of several choices. */
  isChosen?: boolean;
  danger?: boolean;
};

/** One action of a menu. */
export function MenuItem({ children, icon: Picture, keys, detail, isChosen = false, danger = false, ...rest }: ItemProps) {
  return (
    <AriaMenuItem {...rest} textValue={children} className={classes('menu-item', danger && 'danger')}>
      {Picture && <Picture size={15} strokeWidth={1.8} />}
      <Text slot="label" className="label">
        {children}
      </Text>
      {detail !== undefined && <Text slot="description">{detail}</Text>}
      {isChosen && (
        <span className="end">
          <Check size={14} />
        </span>
      )}
      {keys !== undefined && (
        <span className="end">
          <KeyHint keys={keys} />
        </span>
      )}
    </AriaMenuItem>
  );
}

/** Items under one heading. */
export function MenuSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <AriaMenuSection>
      <Header className="menu-heading">{title}</Header>
      {children}
    </AriaMenuSection>
  );
}

/** A line between groups of items. */
export function MenuRule() {
  return <Separator className="menu-rule" />;
}
