// Any two rows side by side in weights: why they are one customer, or why not, and whether they were compared at all.
import { useState } from 'react';
import type { RowId } from '../../shared/model/ids.ts';
import { rowNumberOf, rowOfNumber } from '../../shared/model/rowNumber.ts';
import { useText } from '../i18n/useText.ts';
import { useAsk } from '../session/ask.ts';
import { troubleOf } from '../session/troubleOf.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/Fields.tsx';
import { Waterfall } from './Waterfall.tsx';

const noRow = 0 as RowId;

/** `start` fills in the rows that are known already; two of them are compared at once. */
export function CompareTwo({ start, onClose }: { start: readonly RowId[]; onClose: () => void }) {
  const { t } = useText();
  const [texts, setTexts] = useState<readonly [string, string]>([start[0] === undefined ? '' : String(rowNumberOf(start[0])), start[1] === undefined ? '' : String(rowNumberOf(start[1]))]);
  const [asked, setAsked] = useState(start[0] !== undefined && start[1] !== undefined ? { left: start[0], right: start[1] } : null);
  const { data: pair, error } = useAsk('match.explain', asked ?? { left: noRow, right: noRow }, { enabled: asked !== null });
  const rows = texts.map(rowOfNumber);
  const [left, right] = rows;
  const next = left !== undefined && right !== undefined && left !== right ? { left, right } : null;
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
            onSubmit={() => next && setAsked(next)}
            error={texts[place] !== '' && rows[place] === undefined ? t('model.noSuchRow') : null}
          />
        ))}
        <Button look="primary" isDisabled={next === null} onPress={() => setAsked(next)}>
          {t('model.compare')}
        </Button>
      </div>
      {error ? <p role="status">{troubleOf(error)?.kind === 'conflict' ? t('model.noSuchRow') : error.message}</p> : pair && <Waterfall pair={pair} />}
    </Dialog>
  );
}
