// Compares two rows on request: why they match, or why not.
import { useState } from 'react';
import type { MemberRow } from '../../../shared/contract/engine.ts';
import type { RowId } from '../../../shared/model/ids.ts';
import { rowNumberOf, rowOfNumber } from '../../../shared/model/rowNumber.ts';
import { useText } from '../../i18n/useText.ts';
import { useAsk } from '../../session/ask.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Fields.tsx';
import { Waterfall } from '../../parts/Waterfall.tsx';

/** Another row of the record is offered first; any row can be named by its number. */
export function PairPane({ members, row }: { members: readonly MemberRow[]; row: RowId }) {
  const { t } = useText();
  const other = members.find((member) => member.row !== row)?.row;
  const [typed, setTyped] = useState(other === undefined ? '' : String(rowNumberOf(other)));
  const [asked, setAsked] = useState<RowId | null>(null);
  const { data: run } = useAsk('match.last', undefined);
  const { data, error } = useAsk('match.explain', { left: row, right: asked ?? row }, { enabled: asked !== null && asked !== row });
  if (!run) return null;
  const wanted = rowOfNumber(typed);
  const compare = () => wanted !== undefined && wanted !== row && setAsked(wanted);
  return (
    <section className="section pair">
      <h2>{t('duplicates.whyNot')}</h2>
      <div className="cluster">
        <TextField label={t('record.compare')} labelled="before" value={typed} onChange={setTyped} onSubmit={compare} placeholder={t('grid.rowNumber')} />
        <Button isDisabled={wanted === undefined || wanted === row} onPress={compare}>
          {t('duplicates.explain')}
        </Button>
      </div>
      {error && <p className="field-error">{t('record.notFound')}</p>}
      {data && asked !== null && <Waterfall pair={data} />}
    </section>
  );
}
