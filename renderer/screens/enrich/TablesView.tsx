// What is learnt from: tables that the user added, how each is tied, and the facts that come with the app.
import { Link2, Replace, TableProperties } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { BundledId, BundledLine, ReferenceLine } from '../../../shared/contract/engine.ts';
import type { LoadId } from '../../../shared/model/ids.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { useAsk } from '../../session/ask.ts';
import { useWorkspace } from '../../session/session.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Busy } from '../../ui/States.tsx';

type Props = { references: readonly ReferenceLine[]; onTie: (id: LoadId) => void; onAdd: (replaces: LoadId | null, standsFor: BundledId | null) => void };

export function TablesView({ references, onTie, onAdd }: Props) {
  const { t } = useText();
  const { data: bundled } = useAsk('enrich.bundled', undefined, { keep: true });
  return (
    <div className="page">
      <section className="section">
        <div className="section-head">
          <h2>{t('enrich.tables.own')}</h2>
          <span className="sub">{t('enrich.tables.ownHelp')}</span>
        </div>
        <OwnTables references={references} onTie={onTie} onAdd={onAdd} />
      </section>
      <section className="section">
        <div className="section-head">
          <h2>{t('enrich.tables.bundled')}</h2>
          <span className="sub">{t('enrich.tables.bundledHelp')}</span>
        </div>
        {bundled === undefined ? <Busy label={t('ui.loading')} /> : <BundledTables bundled={bundled} onAdd={onAdd} />}
      </section>
    </div>
  );
}

/** Name and number of rows of each table, what else is said of it, and what can be done with it. */
function TableList({ heads, children }: { heads: readonly string[]; children: ReactNode }) {
  const { t } = useText();
  return (
    <div className="panel table-wrap">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('enrich.tables.name')}</th>
            <th scope="col" className="number">{t('enrich.tables.rows')}</th>
            {heads.map((head) => (
              <th scope="col" key={head}>{head}</th>
            ))}
            <th scope="col" />
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

function OwnTables({ references, onTie, onAdd }: Props) {
  const words = useText();
  const { t, number, dateTime, list, day } = words;
  const { readOnly } = useWorkspace();
  const tiedBy = ({ linkage, table }: ReferenceLine): string => {
    if (table.standsFor !== null) return t('enrich.tables.standsFor', { table: t(`enrich.bundledName.${table.standsFor as BundledId}`) });
    if (linkage === null) return t('enrich.tables.notTied');
    return linkage.by === 'engine' ? t('enrich.tables.byEngine') : list(linkage.keys.map(({ field }) => wordField(words, field)));
  };
  if (references.length === 0) {
    return (
      <div className="panel padded cluster">
        <p className="quiet spring">{t('enrich.tables.none')}</p>
        <Button icon={TableProperties} isDisabled={readOnly} onPress={() => onAdd(null, null)}>
          {t('enrich.addTable')}
        </Button>
      </div>
    );
  }
  return (
    <TableList heads={[t('enrich.tables.tied'), t('enrich.tables.brings'), t('enrich.tables.loaded')]}>
      {references.map((reference) => (
        <tr key={reference.id}>
          <th scope="row">
            {reference.table.name}
            <span className="quiet block">{reference.fileName}</span>
          </th>
          <td className="number">{number(reference.rows)}</td>
          <td>
            {tiedBy(reference)}
            {(reference.ambiguous ?? 0) > 0 && (
              <span className="block">
                <Badge tone="review">{t('enrich.tables.waiting', { count: reference.ambiguous ?? 0 })}</Badge>
              </span>
            )}
          </td>
          <td className="quiet">{list((reference.linkage?.bring ?? []).map(({ field }) => wordField(words, field)))}</td>
          <td className="quiet">
            {dateTime(reference.at)}
            {reference.table.asOf !== null && (
              <span className="block">
                {t('enrich.load.asOf')} {day(reference.table.asOf)}
              </span>
            )}
          </td>
          <td className="tight">
            <div className="cluster">
              {reference.table.standsFor === null && (
                <Button size="small" icon={Link2} isDisabled={readOnly} onPress={() => onTie(reference.id)}>
                  {t('enrich.tables.tie')}
                </Button>
              )}
              <Button size="small" icon={Replace} isDisabled={readOnly} onPress={() => onAdd(reference.id, reference.table.standsFor as BundledId | null)}>
                {t('enrich.tables.replace')}
              </Button>
            </div>
          </td>
        </tr>
      ))}
    </TableList>
  );
}

function BundledTables({ bundled, onAdd }: { bundled: readonly BundledLine[]; onAdd: Props['onAdd'] }) {
  const { t, number, day } = useText();
  const { readOnly } = useWorkspace();
  const [shown, setShown] = useState<BundledLine | null>(null);
  return (
    <>
      <TableList heads={[t('enrich.tables.from'), t('enrich.tables.date'), t('enrich.tables.licence')]}>
        {bundled.map((line) => (
          <tr key={line.id}>
            <th scope="row">
              {t(`enrich.bundledName.${line.id}`)}
              {line.replacedBy !== null && <span className="quiet block">{t('enrich.tables.replacedBy', { name: line.replacedBy.name })}</span>}
            </th>
            <td className="number">{number(line.rows)}</td>
            <td className="quiet">{line.source}</td>
            <td className="quiet">{day(Date.parse(line.date) / 86_400_000)}</td>
            <td className="quiet">{line.licence}</td>
            <td className="tight">
              <div className="cluster">
                <Button size="small" onPress={() => setShown(line)}>
                  {t('enrich.tables.show')}
                </Button>
                <Button size="small" isDisabled={readOnly} onPress={() => onAdd(line.replacedBy?.id ?? null, line.id)}>
                  {t('enrich.tables.useOwn')}
                </Button>
              </div>
            </td>
          </tr>
        ))}
      </TableList>
      {shown !== null && <BundledDialog line={shown} onClose={() => setShown(null)} />}
    </>
  );
}

const ROWS_AT_FIRST = 200;

function BundledDialog({ line, onClose }: { line: BundledLine; onClose: () => void }) {
  const { t } = useText();
  const [count, setCount] = useState(ROWS_AT_FIRST);
  const { data } = useAsk('enrich.bundledRows', { id: line.id, from: 0, count }, { keep: true });
  return (
    <Dialog title={t('enrich.tables.showTitle', { table: t(`enrich.bundledName.${line.id}`), count: line.rows })} isOpen onClose={onClose} size="medium">
      {data === undefined ? (
        <Busy label={t('ui.loading')} />
      ) : (
        <div className="stack">
          <div className="panel table-wrap bundled-rows">
            <table className="table">
              <thead>
                <tr>
                  {line.columns.map((column) => (
                    <th scope="col" key={column}>{column}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {data.rows.map((cells) => (
                  <tr key={cells.join('|')}>
                    {cells.map((cell, index) => (
                      <td key={line.columns[index]} className="selectable">{cell}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {data.rows.length < data.total && <Button onPress={() => setCount(count + ROWS_AT_FIRST)}>{t('enrich.tables.showMore')}</Button>}
        </div>
      )}
    </Dialog>
  );
}
