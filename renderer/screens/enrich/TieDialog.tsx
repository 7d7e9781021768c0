// How a reference table is tied to the records: by which keys or by the engine, what is brought over under which rule, and what
// that comes to before anything is written.
import { Plus, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { conflictRules, type Bring, type ConflictRule, type KeyPair, type LinkCounts, type Linkage, type ReferenceLine } from '../../../shared/contract/engine.ts';
import { canonicalFields, type FieldId } from '../../../shared/model/fields.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { useAsk, useTroubleToast } from '../../session/ask.ts';
import { runJob } from '../../session/jobs.ts';
import { useSession } from '../../session/session.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Checkbox, Radios } from '../../ui/Fields.tsx';
import { Select } from '../../ui/Select.tsx';
import { Busy, Note } from '../../ui/States.tsx';

type Row = { readonly column: string; readonly field: FieldId; readonly rule: ConflictRule; readonly isOn: boolean };

/** Closes at once when the tie is written; looking goes on in the screen behind. */
export function TieDialog({ reference, onClose, onTied }: { reference: ReferenceLine; onClose: () => void; onTied: () => void }) {
  const { t } = useText();
  const { data: suggestion } = useAsk('enrich.suggest', { reference: reference.id });
  if (!suggestion) {
    return (
      <Dialog title={t('enrich.tie.title', { table: reference.table.name })} isOpen onClose={onClose} size="medium">
        <Busy label={t('ui.loading')} />
      </Dialog>
    );
  }
  return <TieForm reference={reference} suggestion={suggestion} onClose={onClose} onTied={onTied} />;
}

function TieForm({ reference, suggestion, onClose, onTied }: { reference: ReferenceLine; suggestion: { keys: readonly KeyPair[]; bring: readonly Bring[]; ownFields: readonly FieldId[] }; onClose: () => void; onTied: () => void }) {
  const words = useText();
  const { t } = words;
  const session = useSession();
  const say = useTroubleToast();
  const known = reference.linkage;
  const [by, setBy] = useState<Linkage['by']>(known?.by ?? (suggestion.keys.length > 0 ? 'key' : 'engine'));
  const [keys, setKeys] = useState<readonly KeyPair[]>(known?.keys ?? suggestion.keys);
  const [rows, setRows] = useState<readonly Row[]>(() =>
    reference.columns.map((column) => {
      const bring = (known?.bring ?? suggestion.bring).find((one) => one.column === column);
      const guessed = reference.table.fields.find((one) => one.column === column)?.field ?? null;
      return { column, field: bring?.field ?? guessed ?? `custom:${column}`, rule: bring?.rule ?? 'ifEmpty', isOn: bring !== undefined };
    }),
  );
  const linkage = useMemo<Linkage>(
    () => ({ reference: reference.id, by, keys: by === 'key' ? keys : [], bring: rows.filter(({ isOn }) => isOn).map(({ column, field, rule }) => ({ column, field, rule })) }),
    [reference.id, by, keys, rows],
  );
  const lacks = by === 'key' && keys.length === 0 ? t('enrich.tie.needKey') : linkage.bring.length === 0 ? t('enrich.tie.needBring') : null;
  const fieldChoices = useMemo(() => {
    const all = [...new Set<FieldId>([...suggestion.ownFields, ...canonicalFields, ...reference.columns.map((column): FieldId => `custom:${column}`)])];
    return all.map((field) => ({ id: field as string, label: suggestion.ownFields.includes(field) || !field.startsWith('custom:') ? wordField(words, field) : t('enrich.tie.newField', { name: wordField(words, field) }) }));
  }, [reference.columns, suggestion.ownFields, t, words]);
  const ownChoices = suggestion.ownFields.map((field) => ({ id: field as string, label: wordField(words, field) }));
  const columnChoices = reference.columns.map((column) => ({ id: column, label: column }));
  const setRow = (column: string, change: Partial<Row>) => setRows(rows.map((row) => (row.column === column ? { ...row, ...change } : row)));
  const setKey = (at: number, change: Partial<KeyPair>) => setKeys(keys.map((key, index) => (index === at ? { ...key, ...change } : key)));
  const run = async () => {
    onTied();
    try {
      await runJob(session, 'enriching', reference.table.name, 'enrich.tie', linkage);
    } catch (error) {
      say(error);
    }
  };
  return (
    <Dialog
      title={t('enrich.tie.title', { table: reference.table.name })}
      isOpen
      onClose={onClose}
      size="large"
      foot={
        <>
          <span className="foot-note">{lacks ?? ''}</span>
          <span className="spring" />
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button look="primary" isDisabled={lacks !== null} onPress={() => void run()}>
            {t('enrich.tie.run')}
          </Button>
        </>
      }
    >
      <div className="tie-form">
        <div className="tie-choices">
          <Radios
            label={t('enrich.tie.by')}
            choices={[
              { id: 'key', label: t('enrich.tie.key'), detail: t('enrich.tie.keyHelp') },
              { id: 'engine', label: t('enrich.tie.engine'), detail: t('enrich.tie.engineHelp') },
            ]}
            value={by}
            onChange={setBy}
          />
          {by === 'key' && (
            <div className="stack">
              <h3>{t('enrich.tie.keys')}</h3>
              {keys.map((key, index) => (
                // Keys have nothing but their place.
                // oxlint-disable-next-line react/no-array-index-key
                <div className="tie-key" key={index}>
                  <Select label={t('enrich.tie.record')} choices={ownChoices} value={key.field} onChange={(field) => setKey(index, { field: field as FieldId })} />
                  <Select label={t('enrich.tie.column')} choices={columnChoices} value={key.column} onChange={(column) => setKey(index, { column })} />
                  <IconButton icon={Trash2} label={t('enrich.tie.removeKey')} onPress={() => setKeys(keys.filter((_, at) => at !== index))} />
                </div>
              ))}
              <Button icon={Plus} onPress={() => setKeys([...keys, { field: suggestion.ownFields[0]!, column: reference.columns[0]! }])}>
                {t('enrich.tie.addKey')}
              </Button>
            </div>
          )}
          <Outcome linkage={linkage} isReady={lacks === null} />
        </div>
        <div className="tie-bring">
          <table className="table mapping">
            <thead>
              <tr>
                <th scope="col">{t('enrich.tie.bring')}</th>
                <th scope="col">{t('enrich.tie.into')}</th>
                <th scope="col">{t('enrich.tie.rule')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ column, field, rule, isOn }) => (
                <tr key={column}>
                  <th scope="row" className="column-name">
                    <Checkbox isSelected={isOn} onChange={(next) => setRow(column, { isOn: next })}>
                      {column}
                    </Checkbox>
                  </th>
                  <td className="column-field">
                    <Select label={`${t('enrich.tie.into')}: ${column}`} labelled="hidden" isDisabled={!isOn} choices={fieldChoices} value={field} onChange={(next) => setRow(column, { field: next as FieldId })} />
                  </td>
                  <td>
                    <Select label={`${t('enrich.tie.rule')}: ${column}`} labelled="hidden" isDisabled={!isOn} choices={conflictRules.map((id) => ({ id, label: t(`enrich.tie.rules.${id}`) }))} value={rule} onChange={(next) => setRow(column, { rule: next })} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </Dialog>
  );
}

/** Keys are counted as they are chosen; the engine only when asked, as it takes its time. */
function Outcome({ linkage, isReady }: { linkage: Linkage; isReady: boolean }) {
  const { t, number } = useText();
  const [asked, setAsked] = useState<Linkage | null>(null);
  const isAsked = linkage.by === 'key' || asked === linkage;
  const { data: counts, isFetching } = useAsk('enrich.count', linkage, { enabled: isReady && isAsked });
  if (!isReady) return null;
  return (
    <div className="stack">
      <h3>{t('enrich.tie.outcome')}</h3>
      {!isAsked ? (
        <div className="stack">
          <p className="quiet">{t('enrich.tie.engineCount')}</p>
          <Button onPress={() => setAsked(linkage)}>{t('enrich.tie.countNow')}</Button>
        </div>
      ) : counts === undefined || isFetching ? (
        <p className="quiet">{t('enrich.tie.counting')}</p>
      ) : (
        <>
          <dl className="tie-counts" data-testid="tie-counts">
            {(['matched', 'ambiguous', 'unmatched', 'withoutKey'] as const).map((name) => (
              <div key={name}>
                <dd>{number(counts[name])}</dd>
                <dt>{t(`enrich.tie.${name}`)}</dt>
              </div>
            ))}
          </dl>
          <Remarks counts={counts} />
        </>
      )}
    </div>
  );
}

function Remarks({ counts }: { counts: LinkCounts }) {
  const { t } = useText();
  const { referenceWithoutKey, referenceRows, repeatedKeys } = counts;
  return (
    <>
      {referenceRows > 0 && referenceWithoutKey === referenceRows ? (
        <Note tone="conflict">{t('enrich.tie.noKeys')}</Note>
      ) : (
        referenceWithoutKey > 0 && <Note tone="review">{t('enrich.tie.someWithoutKey', { count: referenceWithoutKey, all: referenceRows })}</Note>
      )}
      {repeatedKeys > 0 && <Note tone="review">{t('enrich.tie.repeated', { count: repeatedKeys })}</Note>}
    </>
  );
}
