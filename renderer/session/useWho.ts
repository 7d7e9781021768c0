// Says who did something: "you", or the beginning of a pseudonymous id.
import { useText } from '../i18n/useText.ts';
import { useSettings } from './settings.ts';

export function useWho(): (actor: string) => string {
  const { t } = useText();
  const own = useSettings((state) => state.settings.actor);
  return (actor) => (actor === own ? t('log.you') : actor.slice(0, 8));
}
