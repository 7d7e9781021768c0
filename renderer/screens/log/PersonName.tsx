// A person of the log: "you", or the beginning of the pseudonymous id, with the whole of it at hand.
import { useText } from '../../i18n/useText.ts';
import { useSettings } from '../../session/settings.ts';

export function PersonName({ actor }: { actor: string }) {
  const { t } = useText();
  const own = useSettings((state) => state.settings.actor);
  return <span title={actor}>{actor === own ? t('log.you') : <code>{actor.length > 14 ? actor.slice(0, 8) : actor}</code>}</span>;
}
