// Dialogs over the page, and small popovers beside a button.
import { classes } from './classes.ts';
import { X } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Dialog as AriaDialog, DialogTrigger, Heading, Modal, ModalOverlay, Popover, type PopoverProps } from 'react-aria-components';
import { useText } from '../i18n/useText.ts';
import { IconButton } from './Button.tsx';

type DialogProps = {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  foot?: ReactNode;
  size?: 'small' | 'medium' | 'large';
  /** False while leaving would lose something: then only its own buttons close it. */
  isDismissable?: boolean;
};

/** A dialog that asks for the whole attention; Escape and the cross close it. */
export function Dialog({ title, isOpen, onClose, children, foot, size = 'small', isDismissable = true }: DialogProps) {
  const { t } = useText();
  return (
    <ModalOverlay className="overlay" isOpen={isOpen} onOpenChange={(open) => !open && onClose()} isDismissable={isDismissable && size !== 'large'} isKeyboardDismissDisabled={!isDismissable}>
      <Modal className={classes('modal', size)}>
        <AriaDialog className="dialog">
          <header className="dialog-head">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            {isDismissable && <IconButton icon={X} label={t('ui.close')} onPress={onClose} />}
          </header>
          <div className="dialog-body">{children}</div>
          {foot !== undefined && <footer className="dialog-foot">{foot}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

type PopProps = { button: ReactElement; label: string; children: ReactNode | ((close: () => void) => ReactNode); placement?: PopoverProps['placement'] };

/** A button and the small surface that it opens. */
export function Pop({ button, label, children, placement = 'bottom end' }: PopProps) {
  return (
    <DialogTrigger>
      {button}
      <Popover className="popover" placement={placement} offset={6}>
        <AriaDialog className="dialog" aria-label={label}>
          {({ close }) => (typeof children === 'function' ? children(close) : children)}
        </AriaDialog>
      </Popover>
    </DialogTrigger>
  );
}
