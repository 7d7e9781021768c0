// The command palette: places, actions, and searching the records, all by typing.
import { useNavigate } from '@tanstack/react-router';
import Fuse from 'fuse.js';
import { Search } from 'lucide-react';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { useText } from '../i18n/useText.ts';
import { useChrome } from '../session/chrome.ts';
import { KeyHint } from '../ui/KeyHint.tsx';
import { useCommands, type Command } from './useCommands.ts';

/** Opened by Ctrl+K; the first fitting command is ready to run by Enter. */
export function Palette({ closeWorkspace }: { closeWorkspace: () => void }) {
  const isOpen = useChrome((state) => state.palette);
  const { t } = useText();
  const close = () => useChrome.setState({ palette: false });
  return (
    <ModalOverlay className="overlay palette-overlay" isOpen={isOpen} onOpenChange={(open) => !open && close()} isDismissable>
      <Modal className="modal palette">
        <Dialog className="dialog" aria-label={t('palette.title')}>
          <PaletteBody closeWorkspace={closeWorkspace} close={close} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function PaletteBody({ closeWorkspace, close }: { closeWorkspace: () => void; close: () => void }) {
  const commands = useCommands(closeWorkspace);
  const { t } = useText();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const fuse = useMemo(() => new Fuse([...commands], { keys: ['title'], threshold: 0.34, ignoreLocation: true, ignoreDiacritics: true }), [commands]);
  const found = typed.trim() === '' ? commands : fuse.search(typed.trim()).map((result) => result.item);
  const items: readonly Command[] =
    typed.trim().length < 2
      ? found
      : [...found, { id: 'search', title: t('palette.searchRecords', { text: typed.trim() }), group: 'actions', icon: Search, run: () => void navigate({ to: '/records', search: { q: typed.trim() } }) }];
  const chosen = Math.min(at, items.length - 1);
  const run = (command: Command | undefined) => {
    if (!command) return;
    close();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((chosen + step + items.length) % items.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(items[chosen]);
    }
  };
  return (
    <>
      <input
        className="palette-input"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={items[chosen] ? `command-${items[chosen].id}` : undefined}
        aria-label={t('palette.title')}
        placeholder={t('palette.placeholder')}
        value={typed}
        // The palette is opened to type into it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className="palette-list" id="palette-list" role="listbox" aria-label={t('palette.title')}>
        {items.length === 0 && <div className="palette-none">{t('palette.none')}</div>}
        {items.map((command, index) => (
          <div
            key={command.id}
            id={`command-${command.id}`}
            role="option"
            aria-selected={index === chosen}
            tabIndex={-1}
            className="palette-item"
            ref={index === chosen ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
            onMouseMove={() => setAt(index)}
            onClick={() => run(command)}
            onKeyDown={undefined}
          >
            <command.icon size={16} strokeWidth={1.8} />
            <span className="truncate">{command.title}</span>
            {command.keys === undefined ? <span className="group">{command.group === 'places' ? t('palette.places') : ''}</span> : <KeyHint keys={command.keys} />}
          </div>
        ))}
      </div>
    </>
  );
}
