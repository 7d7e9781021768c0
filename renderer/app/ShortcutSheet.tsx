// The list of all keys, opened by the question mark.
import type { TextKey } from '../i18n/index.ts';
import { useText } from '../i18n/useText.ts';
import { useChrome } from '../session/chrome.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { KeyHint } from '../ui/KeyHint.tsx';

const sections: readonly { readonly title: TextKey; readonly keys: readonly (readonly [TextKey, string])[] }[] = [
  {
    title: 'shortcuts.everywhere',
    keys: [['shortcuts.palette', 'mod+k'], ['shortcuts.load', 'mod+o'], ['shortcuts.export', 'mod+e'], ['shortcuts.find', 'mod+f'], ['shortcuts.undo', 'mod+z'], ['shortcuts.redo', 'mod+shift+z'], ['shortcuts.place', 'mod+1…9'], ['place.settings', 'mod+,'], ['shortcuts.nextPane', 'F6'], ['shortcuts.sheet', '?']],
  },
  {
    title: 'shortcuts.queue',
    keys: [['shortcuts.merge', 'M'], ['shortcuts.distinct', 'N'], ['shortcuts.skip', 'S'], ['shortcuts.undoQueue', 'U'], ['shortcuts.nextGroup', 'J'], ['shortcuts.previousGroup', 'K'], ['shortcuts.explain', 'E'], ['shortcuts.takeOut', 'X'], ['shortcuts.addRow', 'A'], ['shortcuts.reason', 'R'], ['shortcuts.band', 'B'], ['shortcuts.pick', '1…9'], ['shortcuts.fields', 'up+down+left+right']],
  },
  {
    title: 'place.enrich',
    keys: [['enrich.accept', 'A'], ['enrich.reject', 'R'], ['enrich.edit', 'E'], ['enrich.choose.take', '1…9'], ['enrich.choose.noneFits', 'N']],
  },
  {
    title: 'shortcuts.grid',
    keys: [['shortcuts.move', 'up+down+left+right'], ['shortcuts.edges', 'mod+up+down'], ['shortcuts.page', 'PgUp+PgDn'], ['shortcuts.extend', 'shift+up+down'], ['shortcuts.wholeColumn', 'mod+space'], ['shortcuts.wholeRow', 'shift+space'], ['shortcuts.mark', 'space'], ['shortcuts.all', 'mod+a'], ['shortcuts.copy', 'mod+c'], ['shortcuts.pasteCells', 'mod+v'], ['shortcuts.editCell', 'F2'], ['shortcuts.openRow', 'enter'], ['shortcuts.columnMenu', 'Alt+down'], ['shortcuts.columnWidth', 'Alt+shift+left+right'], ['shortcuts.columnMove', 'mod+Alt+left+right']],
  },
];

/** Mounted once by the shell. */
export function ShortcutSheet() {
  const { t } = useText();
  const isOpen = useChrome((state) => state.shortcuts);
  return (
    <Dialog title={t('shortcuts.title')} isOpen={isOpen} onClose={() => useChrome.setState({ shortcuts: false })} size="medium">
      <div className="shortcuts">
        {sections.map((section) => (
          <section key={section.title}>
            <h3>{t(section.title)}</h3>
            <dl>
              {section.keys.map(([name, keys]) => (
                <div key={name} style={{ display: 'contents' }}>
                  <dt>{t(name)}</dt>
                  <dd>
                    <KeyHint keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
