// How one load was read: encoding, columns, and the rows that were set aside.
import { Link } from '@tanstack/react-router';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import type { Load, Source } from '../../../shared/model/source.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { wordQuarantine } from '../../i18n/wordTrouble.ts';
import { useAsk, useTell } from '../../session/ask.ts';
import { useWorkspace } from '../../session/session.ts';
import { useDone } from '../../session/undo.ts';
import { Button } from '../../ui/Button.tsx';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { EditMapping } from './EditMapping.tsx';
import { SaveRecipe } from './SaveRecipe.tsx';
import { wordDelimiter } from '../../i18n/wordDelimiter.ts';

const pageLines = 100;

/** For the pane beside the table of sources. */
export function LoadDetails({ load, source, isTakenOut }: { load: Load; source: Source; isTakenOut: boolean }) {
  const words = useText();
  const { t, bytes, dateTime } = words;
  const { readOnly } = useWorkspace();
  const [isSaving, setSaving] = useState(false);
  const done = useDone();
  const [isMapping, setMapping] = useState(false);
  const takeOut = useTell('sources.takeOut', (line) => done(t('sources.takenOut', { file: load.fileName }), line));
  const bringBack = useTell('sources.bringBack', () => done(t('sources.broughtBack', { file: load.fileName }), null));
  return (
    <div className="load-details">
      <header>
        <h2 className="truncate" title={load.fileName}>
          {load.fileName}
        </h2>
        <p className="quiet">
          {source.name} · {dateTime(load.at)}
        </p>
      </header>
      <p className="sum" data-testid="rows-in-sum">
        {load.unchanged === undefined
          ? t('load.doneSum', { rowsIn: load.rows + load.quarantined, rows: load.rows, quarantined: load.quarantined })
          : t('load.doneSumRefresh', { rowsIn: load.rows + load.unchanged + load.quarantined, rows: load.rows, unchanged: load.unchanged, quarantined: load.quarantined })}
      </p>
      {isTakenOut && !readOnly && (
        <div className="cluster">
          <Button size="small" isDisabled={bringBack.isPending} onPress={() => bringBack.mutate({ load: load.id })}>
            {t('sources.bringBack')}
          </Button>
        </div>
      )}
      {load.current && (
        <div className="cluster">
          <Link to="/records" search={{ load: load.id }} className="button plain small">
            {t('sources.showRows')}
          </Link>
          {!readOnly && (
            <Tooltip text={t('sources.takeOutHelp')}>
              <Button size="small" isDisabled={takeOut.isPending} onPress={() => takeOut.mutate({ load: load.id })}>
                {t('sources.takeOut')}
              </Button>
            </Tooltip>
          )}
          <Button size="small" onPress={() => setSaving(true)}>
            {t('recipe.button')}
          </Button>
        </div>
      )}
      {isSaving && <SaveRecipe source={source} onClose={() => setSaving(false)} />}
      <section className="section">
        <h3>{t('sources.quarantineTitle')}</h3>
        {load.quarantined === 0 ? <p className="quiet">{t('sources.quarantineNone')}</p> : <Quarantine load={load} />}
      </section>
      <section className="section">
        <dl className="facts">
          <dt>{t('sources.encoding')}</dt>
          <dd>{load.choices.encoding}</dd>
          {load.choices.entry !== undefined && (
            <>
              <dt>{t('sources.entry')}</dt>
              <dd>{load.choices.entry === '*' ? t('sources.everyEntry') : load.choices.entry}</dd>
            </>
          )}
          {load.choices.sheet !== undefined && (
            <>
              <dt>{t('sources.sheet')}</dt>
              <dd>{load.choices.sheet}</dd>
            </>
          )}
          <dt>{t('sources.delimiter')}</dt>
          <dd>{wordDelimiter(words, load.choices.delimiter)}</dd>
          <dt>{t('sources.header')}</dt>
          <dd>{load.choices.headerLine === 0 ? t('sources.noHeader') : t('sources.headerLine', { line: load.choices.headerLine })}</dd>
          <dt>{t('sources.size')}</dt>
          <dd>{bytes(load.fileBytes)}</dd>
          <dt>{t('sources.hash')}</dt>
          <dd className="mono selectable">{load.fileSha256}</dd>
          {load.files !== undefined && (
            <>
              <dt>{t('sources.files')}</dt>
              {load.files.map((file) => (
                <dd key={file.name} title={file.sha256}>
                  {file.name} · {t('load.doneSum', { rowsIn: file.rows + file.quarantined, rows: file.rows, quarantined: file.quarantined })}
                </dd>
              ))}
            </>
          )}
        </dl>
      </section>
      <section className="section">
        <div className="section-head">
          <h3>{t('sources.mapping')}</h3>
          <span className="spring" />
          {load.current && !readOnly && (
            <Button size="small" look="quiet" icon={Pencil} onPress={() => setMapping(true)}>
              {t('sources.changeMapping')}
            </Button>
          )}
        </div>
        <div className="panel table-wrap">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('sources.column')}</th>
                <th scope="col">{t('sources.field')}</th>
              </tr>
            </thead>
            <tbody>
              {load.mapping.map(({ column, field }) => (
                <tr key={column}>
                  <td>{column}</td>
                  <td className={field === null ? 'quiet' : undefined}>{field === null ? t('sources.notUsed') : wordField(words, field)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      {isMapping && <EditMapping source={source} current={load.mapping} onClose={() => setMapping(false)} />}
    </div>
  );
}

function Quarantine({ load }: { load: Load }) {
  const words = useText();
  const { t, number } = words;
  const [count, setCount] = useState(pageLines);
  const { data } = useAsk('load.quarantined', { load: load.id, from: 0, count }, { keep: true });
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="panel table-wrap quarantine" role="region" aria-label={t('sources.quarantineTitle')} tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col" className="number">
                {t('sources.line')}
              </th>
              <th scope="col">{t('sources.reason')}</th>
            </tr>
          </thead>
          <tbody>
            {(data ?? []).map((line) => (
              <tr key={`${line.file ?? ''} ${line.line}`}>
                <td className="number">{number(line.line)}</td>
                <td>
                  {line.file === undefined ? '' : `${line.file}: `}
                  {wordQuarantine(words, line.reason)}
                  <code className="raw selectable" title={t('sources.raw')}>
                    {line.raw.slice(0, 400)}
                    {(line.rawCut || line.raw.length > 400) && '…'}
                  </code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {load.quarantined > count && (
        <div>
          <Button size="small" onPress={() => setCount(count + pageLines * 5)}>
            {t('sources.moreQuarantined')}
          </Button>
        </div>
      )}
    </>
  );
}
