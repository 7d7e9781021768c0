// All records in a grid: source rows as delivered or golden records, with filters, search, sorting and saved views.
import { useNavigate } from '@tanstack/react-router';
import { Columns3, FilterX, GitMerge, PanelRightClose, PanelRightOpen, Table2 } from 'lucide-react';
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { RecordLine } from '../../../shared/contract/engine.ts';
import { canonicalOf, dateFields, type FieldId } from '../../../shared/model/fields.ts';
import { rowNumberOf } from '../../../shared/model/rowNumber.ts';
import { useText } from '../../i18n/useText.ts';
import { wordQualitySet } from '../../i18n/wordQuality.ts';
import { wordField } from '../../i18n/wordField.ts';
import { useAsk } from '../../session/ask.ts';
import { useChrome, useRowPx } from '../../session/chrome.ts';
import { LoadButton } from '../../parts/LoadButton.tsx';
import { recordsRoute, type FacetChoice, type RecordsSearch } from '../../session/routes.ts';
import { useSession, useWorkspace } from '../../session/session.ts';
import { hasRoomForInspector, useStored } from '../../session/stored.ts';
import { CategoriseShown } from '../../parts/CategoriseShown.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Tag } from '../../ui/Badge.tsx';
import { SearchField } from '../../ui/Fields.tsx';
import { plainLayout, type GridColumn, type GridLayout } from '../../ui/grid/columns.ts';
import { Grid, type GridHandle } from '../../ui/grid/Grid.tsx';
import { MenuItem, MenuRule } from '../../ui/Menu.tsx';
import { Pop } from '../../ui/Dialog.tsx';
import { Checkbox } from '../../ui/Fields.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { SidePane } from '../../ui/SidePane.tsx';
import { Busy, EmptyState, ErrorState } from '../../ui/States.tsx';
import { buildQuery, tidyFacets } from '../../session/buildFilter.ts';
import { BulkActions } from './BulkActions.tsx';
import { FacetPane } from './FacetPane.tsx';
import { FlagBadges } from './FlagBadges.tsx';
import { wordChoice } from './wordChoice.ts';
import { RecordInspector } from './RecordInspector.tsx';
import { SearchOptions } from './SearchOptions.tsx';
import { layoutKey, SavedViews } from './SavedViews.tsx';
import { useCellEdits } from './useCellEdits.tsx';

const numberFields: readonly string[] = ['amount'];
const noMarks: ReadonlyMap<string, RecordLine> = new Map();
const plainFacets: readonly FieldId[] = ['city', 'province', 'country', 'category', 'language', 'gender'];

/** Filter, sort and search stand in the address, so that one can go back to them. */
export function RecordsScreen() {
  const words = useText();
  const { t, number } = words;
  const session = useSession();
  const { engine } = session;
  const navigate = useNavigate();
  const search = recordsRoute.useSearch();
  const of = search.of ?? 'rows';
  const { data: sources } = useAsk('sources.list', undefined, { keep: true });
  const searched = useMemo(() => [...new Set((sources ?? []).flatMap(({ loads }) => loads.filter((load) => load.current).flatMap((load) => load.mapping.flatMap(({ field }) => field ?? []))))], [sources]);
  const query = useMemo(() => buildQuery(search, searched), [search, searched]);
  const { data: answer, error, isPlaceholderData } = useAsk('records.query', query, { keep: true, enabled: sources !== undefined });
  const [layout, setLayout] = useStored<GridLayout>(layoutKey(search.of), plainLayout);
  const [chosen, setChosen] = useState<RecordLine | null>(null);
  const [isInspected, setInspected] = useStored('records.inspected', hasRoomForInspector());
  const [selected, setSelected] = useState({ rows: 0, columns: 0, top: 0 });
  /** Rows that were marked one by one; they stay while one filters and searches for more. */
  const [marks, setMarks] = useState<{ readonly of: string; readonly rows: ReadonlyMap<string, RecordLine> }>({ of, rows: noMarks });
  const marked = marks.of === of ? marks.rows : noMarks;
  const [typed, setTyped] = useState(search.q ?? '');
  const wanted = useDeferredValue(typed);
  const searchBox = useRef<HTMLInputElement>(null);
  const find = useChrome((state) => state.find);
  const rowPx = useRowPx();
  const { readOnly } = useWorkspace();
  const grid = useRef<GridHandle>(null);
  const { onEdit, question } = useCellEdits(of, () => grid.current?.focus());

  const change = useCallback(
    (with_: { [Key in keyof RecordsSearch]?: RecordsSearch[Key] | undefined }, replace = false) =>
      void navigate({
        to: '/records',
        search: (old) => Object.fromEntries(Object.entries({ ...(old as RecordsSearch), ...with_ }).filter(([, value]) => value !== undefined)) as RecordsSearch,
        replace,
      }),
    [navigate],
  );
  // What is typed becomes part of the address a moment later; an address that changes otherwise is shown in the box.
  const sent = useRef(search.q ?? '');
  useEffect(() => {
    if ((search.q ?? '') === sent.current) return;
    sent.current = search.q ?? '';
    setTyped(search.q ?? '');
  }, [search.q]);
  useEffect(() => {
    if (wanted === sent.current) return undefined;
    const timer = setTimeout(() => {
      sent.current = wanted;
      change({ q: wanted === '' ? undefined : wanted }, true);
    }, 120);
    return () => clearTimeout(timer);
  }, [change, wanted]);
  useEffect(() => {
    if (find > 0) searchBox.current?.focus();
  }, [find]);

  const queryId = answer?.query ?? -1;
  const fetchRows = useCallback(
    async (from: number, count: number, signal: AbortSignal) => {
      const lines = await engine.call('records.window', { query: queryId, from, count }, { signal });
      if (lines === 'outdated') throw new Error('outdated');
      return lines;
    },
    // The worker holds an answer until the facts change; a new answer has a new id.
    [engine, queryId],
  );
  const sourceNames = useMemo(() => new Map((sources ?? []).map(({ source }) => [source.id, source.name])), [sources]);
  const { data: bars } = useAsk('quality.bars', undefined, { keep: true });
  const fieldKey = answer?.fields.join('\n') ?? '';
  const columns = useMemo<readonly GridColumn<RecordLine>[]>(() => {
    const fields = fieldKey === '' ? [] : (fieldKey.split('\n') as FieldId[]);
    return [
      { id: '#status', header: t('records.status'), text: (line) => line.flags.map((flag) => t(`records.flag.${flag}`)).join(', '), render: (line) => <FlagBadges flags={line.flags} short />, widthPx: 168, canSort: false },
      ...(of === 'rows'
        ? [{ id: '#source', header: t('records.source'), text: (line: RecordLine) => sourceNames.get(line.source) ?? '', widthPx: 104, canSort: false }]
        : [{ id: '#members', header: t('records.members'), text: (line: RecordLine) => number(line.members), align: 'end' as const, widthPx: 72, canSort: false }]),
      ...fields.map((field, index): GridColumn<RecordLine> => {
        const canonical = canonicalOf(field);
        const profile = of === 'rows' ? bars?.find((bar) => bar.field === field) : undefined;
        const isMono = canonical === 'iban' || canonical === 'taxId' || canonical === 'customerId';
        return {
          id: field,
          header: wordField(words, field),
          text: (line) => line.cells[index] ?? null,
          canEdit: true,
          ...(profile ? { profile } : {}),
          ...(canonical && numberFields.includes(canonical) ? { align: 'end' as const, widthPx: 96 } : {}),
          ...(isMono ? { mono: true, widthPx: canonical === 'iban' ? 208 : 116 } : {}),
          ...(canonical && dateFields.includes(canonical) ? { widthPx: 112 } : {}),
          ...(canonical === 'email' ? { widthPx: 212 } : {}),
          ...(canonical === 'fullName' || canonical === 'companyName' || canonical === 'address' || canonical === 'street' ? { widthPx: 196 } : {}),
        };
      }),
    ];
  }, [bars, fieldKey, number, of, sourceNames, t, words]);

  if (error && !answer) return <ErrorState title={t('error.title')}>{error.message}</ErrorState>;
  if (!answer) return <Busy label={t('ui.loading')} />;

  const facets = search.facets ?? {};
  const hasFilters = search.q !== undefined || search.flags !== undefined || search.sources !== undefined || search.load !== undefined || search.set !== undefined || search.facets !== undefined;
  const clear = () => {
    setTyped('');
    sent.current = '';
    void navigate({ to: '/records', search: { ...(search.of ? { of: search.of } : {}), ...(search.sort ? { sort: search.sort } : {}) } });
  };
  const setFacet = (field: string, choice: FacetChoice) => change({ facets: tidyFacets({ ...facets, [field]: choice }) });
  if (answer.total === 0)
    return (
      <div className="screen">
        <header className="screen-head">
          <h1>{t('records.title')}</h1>
        </header>
        <EmptyState
          icon={Table2}
          title={t('records.emptyTitle')}
          actions={<LoadButton />}
        >
          {t('records.emptyBody')}
        </EmptyState>
      </div>
    );
  const shownColumns = columns.length - layout.hidden.filter((hidden) => columns.some((column) => column.id === hidden)).length;
  return (
    <div className="screen">
      <header className="screen-head records-head">
        <h1>{t('records.title')}</h1>
        <Segments
          label={t('records.of')}
          value={of}
          onChange={(next) => change({ of: next === 'golden' ? 'golden' : undefined })}
          choices={[
            { id: 'rows', label: t('records.sourceRows') },
            { id: 'golden', label: t('records.golden') },
          ]}
        />
        <div className="records-search">
          <SearchField label={search.in === undefined ? t('records.search') : t('records.searchIn', { fields: words.list(search.in.map((field) => wordField(words, field as FieldId))) })} value={typed} onChange={setTyped} inputRef={searchBox} />
          <SearchOptions search={search} fields={searched} onChange={change} />
        </div>
        <span className="spring" />
        <SavedViews search={search} layout={layout} onLayout={setLayout} />
        <Pop
          label={t('grid.columns')}
          button={
            <Button look="quiet" icon={Columns3}>
              {t('grid.columns')}
              {layout.hidden.length > 0 && <span className="quiet"> {number(shownColumns)}/{number(columns.length)}</span>}
            </Button>
          }
        >
          <div className="popover-body column-list">
            {columns.map((column) => (
              <Checkbox key={column.id} isSelected={!layout.hidden.includes(column.id)} onChange={(isShown) => setLayout({ ...layout, hidden: isShown ? layout.hidden.filter((other) => other !== column.id) : [...layout.hidden, column.id] })}>
                {column.header}
              </Checkbox>
            ))}
          </div>
        </Pop>
        <IconButton icon={isInspected ? PanelRightClose : PanelRightOpen} label={t('records.inspector')} aria-pressed={isInspected} onPress={() => setInspected(!isInspected)} />
      </header>
      <div className="panes">
        <SidePane label={t('records.facets')} resizeLabel={t('ui.resizePane')} side="start" width={232} min={180} max={400}>
          <FacetPane search={search} query={query} fields={answer.fields} searched={searched} isAnswered={!isPlaceholderData} suggested={plainFacets} sources={sources ?? []} onChange={change} onFacet={setFacet} />
        </SidePane>
        <div className="pane main">
          {hasFilters && (
            <div className="toolbar filters">
              {search.q !== undefined && (
                <Tag removeLabel={t('ui.remove')} onRemove={() => change({ q: undefined })}>
                  <q>{search.q}</q>
                  {search.mode !== undefined && ` · ${t(`records.mode.${search.mode}`)}`}
                  {search.in !== undefined && ` · ${words.list(search.in.map((field) => wordField(words, field as FieldId)))}`}
                </Tag>
              )}
              {search.set !== undefined && (
                <Tag removeLabel={t('ui.remove')} onRemove={() => change({ set: undefined })}>
                  {wordQualitySet(words, search.set)}
                </Tag>
              )}
              {search.load !== undefined && (
                <Tag removeLabel={t('ui.remove')} onRemove={() => change({ load: undefined })}>
                  {t('records.load', { load: search.load })}
                </Tag>
              )}
              {search.flags?.map((flag) => (
                <Tag key={flag} removeLabel={t('ui.remove')} onRemove={() => change({ flags: without(search.flags, flag) })}>
                  {t(`records.flag.${flag}`)}
                </Tag>
              ))}
              {search.sources?.map((source) => (
                <Tag key={source} removeLabel={t('ui.remove')} onRemove={() => change({ sources: without(search.sources, source) })}>
                  {[...sourceNames].find(([id]) => id === source)?.[1] ?? source}
                </Tag>
              ))}
              {Object.entries(facets).map(([field, choice]) => (
                <Tag key={field} removeLabel={t('records.removeFacet', { field: wordField(words, field as FieldId) })} onRemove={() => setFacet(field, {})}>
                  {wordField(words, field as FieldId)}: {wordChoice(words, choice)}
                </Tag>
              ))}
              <Button size="small" look="quiet" icon={FilterX} onPress={clear}>
                {t('records.clearFilters')}
              </Button>
              <Button size="small" look="quiet" icon={GitMerge} onPress={() => void navigate({ to: '/duplicates', search: { among: search } })}>
                {t('steward.filter.amongThese')}
              </Button>
            </div>
          )}
          <Grid
            ref={grid}
            label={of === 'golden' ? t('records.golden') : t('records.sourceRows')}
            columns={columns}
            rowCount={answer.count}
            fetchRows={fetchRows}
            rowKey={(line) => `${line.row}.${line.golden}`}
            {...(of === 'rows' && { rowNumber: numberOf })}
            layout={layout}
            onLayout={setLayout}
            rowPx={rowPx}
            sort={search.sort === undefined ? null : { column: search.sort, descending: search.descending === true }}
            onSort={(sort) => change({ sort: sort?.column, descending: sort?.descending ? true : undefined })}
            onCursor={setChosen}
            marked={marked}
            onMark={(rows) => setMarks({ of, rows })}
            onSelection={(rows, count, top) => setSelected({ rows, columns: count, top })}
            onOpen={(line) => void navigate({ to: '/record/$row', params: { row: line.row } })}
            {...(readOnly ? { cannotEdit: t('audit.readOnly') } : { onEdit })}
            renderColumnMenu={(column) =>
              column.id.startsWith('#') ? null : (
                <>
                  <MenuItem icon={FilterX} onAction={() => setFacet(column.id, { blank: 'not' })}>
                    {t('records.filledOnly')}
                  </MenuItem>
                  <MenuItem icon={Table2} onAction={() => window.dispatchEvent(new CustomEvent('fichero:facet', { detail: column.id }))}>
                    {t('records.filterColumn', { column: column.header })}
                  </MenuItem>
                  <MenuRule />
                </>
              )
            }
            empty={
              <EmptyState icon={FilterX} title={t('records.noMatchTitle')} actions={<Button onPress={clear}>{t('records.clearFilters')}</Button>}>
                {t('records.noMatchBody')}
              </EmptyState>
            }
          />
          {question}
          <footer className="statusbar" aria-live="polite">
            <span data-testid="row-count">{t(of === 'golden' ? 'grid.recordsOf' : 'grid.rowsOf', { shown: answer.count, total: answer.total })}</span>
            {isPlaceholderData && <span className="spinner small" />}
            {marked.size > 0 ? (
              <>
                <span data-testid="marked">{t('grid.marked', { count: marked.size })}</span>
                <Button size="small" look="quiet" onPress={() => setMarks({ of, rows: noMarks })}>
                  {t('grid.unmark')}
                </Button>
              </>
            ) : (
              selected.rows > 0 && <span>{t('grid.selection', { rows: selected.rows, columns: selected.columns })}</span>
            )}
            <BulkActions of={of} query={query} answer={answer} selected={selected} marked={marked} />
            <span className="spring" />
            <CategoriseShown query={query} count={answer.count} />
            {search.sort !== undefined && <span>{t('records.sortedBy', { field: wordField(words, search.sort as FieldId) })}</span>}
          </footer>
        </div>
        {isInspected && (
          <SidePane label={t('records.inspector')} resizeLabel={t('ui.resizePane')} side="end" width={300}>
            <RecordInspector line={chosen} fields={answer.fields} sourceName={chosen ? (sourceNames.get(chosen.source) ?? '') : ''} isGolden={of === 'golden'} />
          </SidePane>
        )}
      </div>
    </div>
  );
}

/** Filtered and sorted too, a source row keeps the number that every other screen knows it by. */
function numberOf({ row }: RecordLine): number {
  return rowNumberOf(row);
}

function without<T>(items: readonly T[] | undefined, item: T): readonly T[] | undefined {
  const rest = (items ?? []).filter((other) => other !== item);
  return rest.length > 0 ? rest : undefined;
}
