// The native menu, in the language of the interface; its own items send commands to the page.
import { Menu, app, type MenuItemConstructorOptions } from 'electron';
import type { Language, MenuCommand } from '../../../shared/contract/desktop.ts';
import { texts } from './texts.ts';

/** Replaces the menu. The page hears a key before the menu does, so a key that the page takes never fires twice. */
export function showMenu(language: Language, send: (command: MenuCommand) => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(language, send, { released: app.isPackaged, mac: process.platform === 'darwin' })));
}

export function menuTemplate(language: Language, send: (command: MenuCommand) => void, { released, mac }: { released: boolean; mac: boolean }): MenuItemConstructorOptions[] {
  const { menu, places } = texts[language];
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const item = (command: MenuCommand, label: string, accelerator?: string): MenuItemConstructorOptions => ({
    id: command,
    label,
    click: () => send(command),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  // Nine have a number; the settings, at the end, have their key in the file menu.
  const goTo = places.map((label, index) => (index < 9 ? item(`place-${index + 1}` as MenuCommand, label, `CmdOrCtrl+${index + 1}`) : { ...item('settings', label), id: 'place-settings' }));
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: menu.file,
      submenu: [
        item('new-workspace', menu.newWorkspace, 'CmdOrCtrl+N'),
        item('open-workspace', menu.openWorkspace, 'CmdOrCtrl+Shift+O'),
        item('close-workspace', menu.closeWorkspace),
        separator,
        item('load', menu.load, 'CmdOrCtrl+O'),
        item('export', menu.export, 'CmdOrCtrl+E'),
        separator,
        item('settings', menu.settings, 'CmdOrCtrl+,'),
        ...(mac ? [] : [separator, { role: 'quit', label: menu.quit } as const]),
      ],
    },
    {
      label: menu.edit,
      submenu: [
        item('undo', menu.undo, 'CmdOrCtrl+Z'),
        item('redo', menu.redo, 'CmdOrCtrl+Shift+Z'),
        separator,
        { role: 'cut', label: menu.cut },
        { role: 'copy', label: menu.copy },
        { role: 'paste', label: menu.paste },
        { role: 'selectAll', label: menu.selectAll },
        separator,
        item('find', menu.find, 'CmdOrCtrl+F'),
      ],
    },
    {
      label: menu.view,
      submenu: [
        item('palette', menu.palette, 'CmdOrCtrl+K'),
        separator,
        item('zoom-in', menu.zoomIn, 'CmdOrCtrl+Plus'),
        // The same key without Shift, on keyboards where + needs it.
        { ...item('zoom-in', menu.zoomIn, 'CmdOrCtrl+='), id: 'zoom-in-plain', visible: false },
        item('zoom-out', menu.zoomOut, 'CmdOrCtrl+-'),
        item('zoom-reset', menu.zoomReset, 'CmdOrCtrl+0'),
        separator,
        { role: 'togglefullscreen', label: menu.fullScreen },
        ...(released ? [] : [separator, { role: 'reload', label: menu.reload } as const, { role: 'toggleDevTools', label: menu.tools } as const]),
      ],
    },
    { label: menu.go, submenu: goTo },
    { label: menu.help, submenu: [item('shortcuts', menu.shortcuts), separator, item('about', menu.about)] },
  ];
}
