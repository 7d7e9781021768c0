// Any two rows side by side in weights: why they are one customer, or why not, and whether they were compared at all.
import { useState } from 'react';
import type { PairExplanation } from '../../shared/contract/engine.ts';
import type { RowId } from '../../shared/model/ids.ts';
import { useText } from '../i18n/useText.ts';
import { troubleOf, useTroubleToast } from '../session/ask.ts';
import { useSession } from '../session/session.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/Fields.tsx';
import { Waterfall } from './Waterfall.tsx';

/** `start` fills in the rows that are known already; two of them are compared at once. */
export function CompareTwo({ start, onClose }: { start: readonly RowId[]; onClose: () => void }) {
  const { t } = useText();
  const { engine } = useSession();
  const say = useTroubleToast();
  const [texts, setTexts] = useState<readonly [string, string]>([start[0] === undefined ? '' : String(start[0]), start[1] === undefined ? '' : String(start[1])]);
  const [pair, setPair] = useState<PairExplanation | null>(null);
  const [isMissing, setMissing] = useState(false);
  const rows = texts.map((text) => (/^\d{1,9}$/.test(text.trim()) && text.trim() !== '' ? (Number(text) as RowId) : null));
  const [left, right] = rows;
  const canCompare = left !== null && left !== undefined && right !== null && right !== undefined && left !== right;
  const compare = async () => {
    if (!canCompare) return;
    try {
      setPair(await engine.call('match.explain', { left, right }));
      setMissing(false);
    } catch (error) {
      setPair(null);
      if (troubleOf(error)?.kind === 'conflict') setMissing(true);
      else say(error);
    }
  };
  return (
    <Dialog title={t('model.whyNot')} isOpen onClose={onClose} size="medium">
      <p className="field-help">{t('model.whyNotHelp')}</p>
      <div className="pair-of-rows">
        {([0, 1] as const).map((place) => (
          <TextField
            key={place}
            label={t('model.rowNumber', { which: place === 0 ? 'A' : 'B' })}
            value={texts[place]}
            autoFocus={place === 0}
            onChange={(text) => setTexts(place === 0 ? [text, texts[1]] : [texts[0], text])}
            onSubmit={() => void compare()}
            error={texts[place] !== '' && rows[place] === null ? t('model.noSuchRow') : null}
          />
        ))}
        <Button look="primary" isDisabled={!canCompare} onPress={() => void compare()}>
          {t('model.compare')}
        </Button>
      </div>
      {isMissing && <p role="status">{t('model.noSuchRow')}</p>}
      {pair && <Waterfall pair={pair} />}
    </Dialog>
  );
}
