// Says by whom something was done: "by you", or by the beginning of a pseudonymous id.
import { useText } from '../i18n/useText.ts';
import { useSettings } from './settings.ts';

export function useWho(): (actor: string) => string {
  const { t } = useText();
  const own = useSettings((state) => state.settings.actor);
  return (actor) => (actor === own ? t('log.byYou') : actor.slice(0, 8));
}
