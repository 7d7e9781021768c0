// The workspace as it stood after an entry: the whole in numbers and as a file, and any one record beside what it is today.
import { Download } from 'lucide-react';
import { useState } from 'react';
import { everyEntry } from '../../../shared/contract/engine.ts';
import type { EntrySeq, RowId } from '../../../shared/model/ids.ts';
import { rowNumberOf, rowNumbersOf, rowOfNumber } from '../../../shared/model/rowNumber.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { wordEntry } from '../../i18n/wordLog.ts';
import { useAsk } from '../../session/ask.ts';
import { useSaveFile } from '../../session/saveFile.ts';
import { Button } from '../../ui/Button.tsx';
import { Diff } from '../../ui/Diff.tsx';
import { Slider, TextField } from '../../ui/Fields.tsx';
import { Busy } from '../../ui/States.tsx';

type Props = { entry: number | undefined; row: number | undefined; onChange: (change: { entry?: number; row?: number }) => void };

export function PastTab({ entry, row, onChange }: Props) {
  const words = useText();
  const { t, number, dateTime } = words;
  const save = useSaveFile();
  const { data: latest } = useAsk('log.list', { filter: everyEntry, from: 0, count: 1 }, { keep: true });
  const last = (latest?.all ?? 1) - 1;
  const seq = Math.min(entry ?? last, last) as EntrySeq;
  const [dragged, setDragged] = useState<number | null>(null);
  const shown = dragged ?? seq;
  const { data } = useAsk('log.past', { seq }, { enabled: latest !== undefined, keep: true });
  const { data: line } = useAsk('log.list', { filter: everyEntry, from: last - seq, count: 1 }, { enabled: latest !== undefined, keep: true });
  const [typedEntry, setTypedEntry] = useState('');
  const [typedRow, setTypedRow] = useState(row === undefined ? '' : String(rowNumberOf(row)));
  if (!data) return <Busy label={t('ui.loading')} />;
  const go = (text: string) => {
    const wanted = Number(text);
    if (text.trim() !== '' && Number.isInteger(wanted) && wanted >= 0) onChange({ entry: Math.min(wanted, last) });
    setTypedEntry('');
  };
  const look = () => {
    const wanted = rowOfNumber(typedRow);
    if (wanted !== undefined) onChange({ row: wanted });
  };
  const what = line?.lines[0];
  return (
    <div className="log-tab">
      <section className="section">
        <p className="quiet prose">{t('audit.past.intro')}</p>
        <div className="past-entry">
          <Slider
            label={t('audit.past.entry')}
            value={shown}
            min={0}
            max={Math.max(1, last)}
            step={1}
            format={{ maximumFractionDigits: 0 }}
            onChange={setDragged}
            onCommit={(value) => {
              setDragged(null);
              onChange({ entry: Math.min(value, last) });
            }}
          />
          <TextField label={t('audit.past.entry')} labelled="hidden" value={typedEntry} onChange={setTypedEntry} placeholder={String(seq)} onSubmit={() => go(typedEntry)} />
          <span className="quiet">{t('audit.past.of', { last })}</span>
        </div>
        <p>
          <strong>{t('audit.past.at', { when: dateTime(data.at) })}</strong>
          {what !== undefined && what.seq === seq && <span className="quiet"> · {wordEntry(words, what)}</span>}
        </p>
        <dl className="facts">
          <dt>{t('audit.past.rows')}</dt>
          <dd>
            {number(data.rows)}
            {data.sources.length > 0 && <span className="quiet"> · {data.sources.map((source) => `${source.name}: ${number(source.rows)}`).join(' · ')}</span>}
          </dd>
          <dt>{t('audit.past.golden')}</dt>
          <dd>{number(data.goldenRecords)}</dd>
          <dt>{t('audit.past.digest')}</dt>
          <dd>
            <code className="selectable">{data.digest}</code>
          </dd>
        </dl>
        <div>
          <Button icon={Download} onPress={() => void save('log.exportPast', `${t('audit.fileName.past')}-${seq}.csv`, { seq })}>
            {t('audit.past.export', { seq })}
          </Button>
        </div>
      </section>
      <section className="section">
        <h2>{t('audit.past.record')}</h2>
        <div className="actions-row">
          <TextField label={t('audit.past.row')} labelled="before" value={typedRow} onChange={setTypedRow} onSubmit={look} />
          <Button onPress={look}>{t('audit.past.show')}</Button>
        </div>
        {row !== undefined && <ThenAndNow seq={seq} last={last as EntrySeq} row={row as RowId} />}
      </section>
    </div>
  );
}

function ThenAndNow({ seq, last, row }: { seq: EntrySeq; last: EntrySeq; row: RowId }) {
  const words = useText();
  const { t } = words;
  const { data: then, isPending } = useAsk('log.pastRecord', { seq, row }, { keep: true });
  const { data: now } = useAsk('log.pastRecord', { seq: last, row }, { keep: true });
  if (isPending) return null;
  if (!then) return <p className="quiet">{t('audit.past.none')}</p>;
  const valueOf = (record: typeof then | null | undefined, field: string) => record?.values.find((one) => one.field === field)?.value ?? '';
  const fields = then.fields.filter((field) => valueOf(then, field) !== '' || valueOf(now, field) !== '');
  const differs = now !== undefined && fields.some((field) => valueOf(then, field) !== valueOf(now, field));
  return (
    <>
      <p className="quiet">
        {t('audit.past.members', { rows: rowNumbersOf(then.members.map((member) => member.row)) })}
        {!now ? ` · ${t('audit.past.gone')}` : !differs ? ` · ${t('audit.past.same')}` : ''}
      </p>
      <div className="panel">
        <table className="table then-now">
          <thead>
            <tr>
              <th scope="col">{t('audit.past.field')}</th>
              <th scope="col">{t('audit.past.earlier')}</th>
              <th scope="col">{t('audit.past.now')}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => {
              const [before, after] = [valueOf(then, field), valueOf(now, field)];
              return (
                <tr key={field}>
                  <th scope="row">{wordField(words, field)}</th>
                  <td className="selectable">{before === '' ? <span className="faint">–</span> : before}</td>
                  <td className="selectable">{after === '' ? <span className="faint">–</span> : before === after ? <span className="quiet">{after}</span> : <Diff text={after} other={before} />}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}
