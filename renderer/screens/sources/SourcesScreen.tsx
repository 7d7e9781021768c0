// The systems that deliver customers, their loads, and how each load was read.
import { Link, useNavigate } from '@tanstack/react-router';
import { ArrowDown, ArrowUp, Boxes, ClipboardPaste, Pencil, Trash2 } from 'lucide-react';
import { Fragment, useEffect, useEffectEvent, useState } from 'react';
import type { LoadId } from '../../../shared/model/ids.ts';
import type { Load, Source } from '../../../shared/model/source.ts';
import { useText } from '../../i18n/useText.ts';
import { useAsk, useTell } from '../../session/ask.ts';
import { pasteFile } from '../../session/loading.ts';
import { sourcesRoute } from '../../session/routes.ts';
import { useReferenceDay } from '../../session/referenceDay.ts';
import { useSession, useWorkspace } from '../../session/session.ts';
import { LoadButton } from '../../parts/LoadButton.tsx';
import { useDone } from '../../session/undo.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { SidePane } from '../../ui/SidePane.tsx';
import { Busy, EmptyState, ErrorState } from '../../ui/States.tsx';
import { Explained } from '../../ui/Tooltip.tsx';
import { showToast } from '../../ui/toast.ts';
import { EditSource } from './EditSource.tsx';
import { LoadDetails } from './LoadDetails.tsx';
import { RunRecipeButton } from './RunRecipe.tsx';
import { WatchButton, WatchedFolders } from './WatchedFolders.tsx';

type SourceWithLoads = { readonly source: Source; readonly loads: readonly Load[]; readonly takenOut: readonly LoadId[] };

/** A table of sources with their loads; the pane at the right tells how the chosen load was read. */
export function SourcesScreen() {
  const { t, number, dateTime } = useText();
  const session = useSession();
  const { readOnly } = useWorkspace();
  const navigate = useNavigate();
  const { load: chosen } = sourcesRoute.useSearch();
  const { data, error } = useAsk('sources.list', undefined, { keep: true });
  const [on] = useReferenceDay();
  const { data: overview } = useAsk('overview', { today: on }, { keep: true });
  const [edited, setEdited] = useState<Source | null>(null);
  const update = useTell('sources.update');
  const done = useDone();
  const drop = useTell('sources.drop', (line) => done(t('sources.dropped', { source: String(line.facts['source'] ?? '') }), line));
  const paste = async () => {
    if (!(await pasteFile(session))) showToast(t('load.pasteEmpty'), { tone: 'review' });
  };
  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    if (event.target instanceof Element && event.target.closest('input, textarea, [role="dialog"]') !== null) return;
    event.preventDefault();
    if (readOnly) showToast(t('audit.readOnly'), { tone: 'review' });
    else void paste();
  });
  useEffect(() => {
    const listener = (event: ClipboardEvent) => onPaste(event);
    document.addEventListener('paste', listener);
    return () => document.removeEventListener('paste', listener);
  }, []);
  if (error) return <ErrorState title={t('error.title')}>{error.message}</ErrorState>;
  if (!data) return <Busy label={t('ui.loading')} />;
  const sources: readonly SourceWithLoads[] = data.toSorted((left, right) => left.source.trustRank - right.source.trustRank);
  const loads = sources.flatMap((one) => one.loads);
  const current = loads.find((load) => load.id === chosen) ?? loads.find((load) => load.current && load.quarantined > 0) ?? loads[0];
  const currentSource = sources.find((one) => one.source.id === current?.source);
  // After a refresh a source's rows come from several of its loads.
  const rowsOf = (one: SourceWithLoads) => overview?.sources.find((other) => other.source.id === one.source.id)?.rows ?? 0;
  /** Trades places in the order of trust. */
  const move = async (index: number, by: -1 | 1) => {
    const [one, other] = [sources[index], sources[index + by]];
    if (!one || !other) return;
    await update.mutateAsync({ sources: [{ ...one.source, trustRank: other.source.trustRank }, { ...other.source, trustRank: one.source.trustRank }] });
  };
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>{t('sources.title')}</h1>
        {sources.length > 0 && <span className="sub">{t('sources.summary', { count: sources.length, rows: overview?.rows ?? 0 })}</span>}
        <span className="spring" />
        {!readOnly && (
          <>
            <RunRecipeButton />
            <WatchButton />
            <Button icon={ClipboardPaste} onPress={() => void paste()}>
              {t('load.paste')}
            </Button>
          </>
        )}
        <LoadButton />
      </header>
      {!readOnly && <WatchedFolders />}
      {sources.length === 0 ? (
        <EmptyState
          icon={Boxes}
          title={t('sources.emptyTitle')}
          actions={<LoadButton />}
        >
          {t('sources.emptyBody')}
        </EmptyState>
      ) : (
        <div className="panes">
          <div className="pane main">
            <div className="table-wrap sources-table">
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">{t('sources.name')}</th>
                    <th scope="col">
                      <Explained text={t('sources.trustHelp')}>
                        <span className="explained">{t('sources.trust')}</span>
                      </Explained>
                    </th>
                    <th scope="col" className="number">
                      {t('sources.rows')}
                    </th>
                    <th scope="col" className="number">
                      {t('sources.quarantined')}
                    </th>
                    <th scope="col">{t('sources.loadedAt')}</th>
                    <th scope="col" className="tight" />
                  </tr>
                </thead>
                <tbody>
                  {sources.map((one, index) => (
                    <Fragment key={one.source.id}>
                      <tr className="source-row">
                        <th scope="rowgroup">
                          {one.source.name}
                          {one.source.owner !== undefined && <span className="owner">{t('sources.ownedBy', { owner: one.source.owner })}</span>}
                        </th>
                        <td className="tight">
                          <span className="trust">
                            <span>{t('sources.trustRank', { rank: index + 1 })}</span>
                            <IconButton size="small" icon={ArrowUp} label={t('sources.moreTrusted')} isDisabled={readOnly || index === 0} onPress={() => void move(index, -1)} />
                            <IconButton size="small" icon={ArrowDown} label={t('sources.lessTrusted')} isDisabled={readOnly || index === sources.length - 1} onPress={() => void move(index, 1)} />
                          </span>
                        </td>
                        <td className="number">
                          <Link to="/records" search={{ sources: [one.source.id] }}>
                            {number(rowsOf(one))}
                          </Link>
                        </td>
                        <td className="number">{number(one.loads.reduce((sum, load) => sum + (load.current ? load.quarantined : 0), 0))}</td>
                        <td className="quiet">{t('sources.loads', { count: one.loads.length })}</td>
                        <td className="tight">
                          {!readOnly && !one.loads.some((load) => load.current) && <IconButton size="small" icon={Trash2} label={`${t('sources.drop')}: ${one.source.name}`} isDisabled={drop.isPending} onPress={() => drop.mutate({ source: one.source.id })} />}
                          {!readOnly && <IconButton size="small" icon={Pencil} label={`${t('sources.edit')}: ${one.source.name}`} onPress={() => setEdited(one.source)} />}
                        </td>
                      </tr>
                      {one.loads.map((load) => (
                        <tr key={load.id} data-action className={load.id === current?.id ? 'load-row chosen' : 'load-row'} onClick={() => void navigate({ to: '/sources', search: { load: load.id }, replace: true })}>
                          <td>
                            <Link to="/sources" search={{ load: load.id }} replace className="truncate" aria-current={load.id === current?.id ? 'true' : undefined}>
                              {load.fileName}
                            </Link>
                          </td>
                          <td>{load.current ? '' : <Badge>{t(one.takenOut.includes(load.id) ? 'sources.isTakenOut' : 'sources.replaced')}</Badge>}</td>
                          <td className="number">{number(load.rows)}</td>
                          <td className="number">{load.quarantined > 0 ? <span className="tone-conflict">{number(load.quarantined)}</span> : number(0)}</td>
                          <td className="quiet tight">{dateTime(load.at)}</td>
                          <td />
                        </tr>
                      ))}
                    </Fragment>
                  ))}
                </tbody>
              </table>
            </div>
          </div>
          <SidePane label={t('sources.details')} resizeLabel={t('ui.resizePane')} side="end" width={384} min={300} max={720}>
            {current && currentSource ? <LoadDetails key={current.id} load={current} source={currentSource.source} isTakenOut={currentSource.takenOut.includes(current.id)} /> : <p className="pane-hint">{t('sources.chooseLoad')}</p>}
          </SidePane>
        </div>
      )}
      {edited && (
        <EditSource
          source={edited}
          onClose={() => setEdited(null)}
          onSave={(source) => {
            update.mutate({ sources: [source] });
            setEdited(null);
          }}
        />
      )}
    </div>
  );
}
