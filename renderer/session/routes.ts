// The places of the app as addresses, with typed search parameters: a filter or a queue position can be gone back to.
import { createHashHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { bands, groupReasons, rowFlags, standardWays, type Band, type FindingState, type GroupReason, type QueueFilter, type QueueOrder, type RowFlag, type StaleReason, type StandardWay } from '../../shared/contract/engine.ts';
import { canonicalFields, canonicalOf, type CanonicalField, type FieldId } from '../../shared/model/fields.ts';

/**
 * What a facet lets through: values, or numbers or dates (`as`) from and to, both ends included. `blank` is about rows
 * without a value, `unreadable` about those whose value is no number or date; with values or a range, `only` adds them.
 */
export type FacetChoice = {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly blank?: 'only' | 'not';
  readonly as?: 'number' | 'date';
  readonly from?: number;
  readonly to?: number;
  readonly unreadable?: 'only' | 'not';
};
export type RecordsSearch = {
  readonly of?: 'golden';
  readonly q?: string;
  readonly mode?: 'exact' | 'fuzzy';
  /** Fields to search in; all where it is absent. */
  readonly in?: readonly string[];
  readonly flags?: readonly RowFlag[];
  readonly sources?: readonly number[];
  readonly load?: number;
  /** A set of rows by the name that a screen which leads here gave it. */
  readonly set?: string;
  readonly facets?: Readonly<Record<string, FacetChoice>>;
  readonly sort?: string;
  readonly descending?: boolean;
};
export type SourcesSearch = { readonly load?: number };
export type DuplicatesSearch = {
  readonly state?: Exclude<QueueFilter['state'], 'open'>;
  readonly band?: Band;
  readonly reason?: GroupReason;
  readonly source?: number;
  /** A saved view of the records, by its name: only groups with one of its rows. */
  readonly segment?: string;
  /** Filters of the records: only groups with a row that they let through. */
  readonly among?: RecordsSearch;
  readonly order?: Exclude<QueueOrder, 'risk'>;
  readonly lead?: number;
  readonly view?: 'decisions';
};
export type StaleSearch = { readonly reason?: StaleReason['kind']; readonly field?: CanonicalField };
export const qualityViews = ['score', 'columns', 'findings', 'standardise'] as const;
export type QualityView = (typeof qualityViews)[number];
export const findingStateNames = ['open', 'accepted', 'ignored', 'all'] as const satisfies readonly (FindingState | 'all')[];
/** `reason` names a kind of reason; `source` and `field` narrow findings down. */
export type QualitySearch = { readonly view?: QualityView; readonly field?: FieldId; readonly rule?: string; readonly state?: (typeof findingStateNames)[number]; readonly reason?: string; readonly source?: number; readonly way?: StandardWay };
export const enrichViews = ['proposals', 'choose', 'tables', 'packs', 'categories'] as const;
export type EnrichSearch = { readonly view?: (typeof enrichViews)[number]; readonly source?: string; readonly field?: string; /** Opens the dialog for a pack of stale records. */ readonly ask?: StaleReason['kind'] | 'all' };
export const logTabs = ['entries', 'trust', 'past', 'sample', 'protection'] as const;
export type LogTab = (typeof logTabs)[number];
/** `from` and `to` are days, such as 2026-03-14. */
export type LogSearch = {
  readonly tab?: Exclude<LogTab, 'entries'>;
  readonly act?: string;
  readonly actor?: string;
  readonly field?: string;
  readonly source?: number;
  readonly row?: number;
  readonly from?: string;
  readonly to?: string;
  readonly q?: string;
  readonly entry?: number;
  readonly verify?: boolean;
};

type Raw = Record<string, unknown>;
const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined);
const day = (value: unknown) => (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? value : undefined);
const whole = (value: unknown) => (typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined);
const finite = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);
const yes = (value: unknown) => (value === true ? true : undefined);
const oneOf = <T extends string>(value: unknown, all: readonly T[]) => all.find((one) => one === value);
const listOf = <T>(value: unknown, pick: (item: unknown) => T | undefined) => {
  const items = Array.isArray(value) ? value.flatMap((item) => pick(item) ?? []) : [];
  return items.length > 0 ? items : undefined;
};
const fieldOf = (value: unknown) => (typeof value === 'string' && (value.startsWith('custom:') || canonicalOf(value as FieldId) !== undefined) ? (value as FieldId) : undefined);
/** Drops what is undefined, so that addresses stay short and equal searches are equal. */
const tidy = <T extends object>(search: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as { [Key in keyof T]?: Exclude<T[Key], undefined> };
const facetsOf = (value: unknown): Record<string, FacetChoice> | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value as Record<string, Raw>).map(([field, choice]): [string, FacetChoice] => [
    field,
    tidy({
      include: listOf(choice['include'], textOrEmpty),
      exclude: listOf(choice['exclude'], textOrEmpty),
      blank: oneOf(choice['blank'], ['only', 'not'] as const),
      as: oneOf(choice['as'], ['number', 'date'] as const),
      from: finite(choice['from']),
      to: finite(choice['to']),
      unreadable: oneOf(choice['unreadable'], ['only', 'not'] as const),
    }),
  ]);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
};
const textOrEmpty = (value: unknown) => (typeof value === 'string' ? value : undefined);

export const rootRoute = createRootRoute();
export const overviewRoute = createRoute({ getParentRoute: () => rootRoute, path: '/' });
export const sourcesRoute = createRoute({ getParentRoute: () => rootRoute, path: '/sources', validateSearch: (raw: Raw): SourcesSearch => tidy({ load: whole(raw['load']) }) });
function recordsSearchOf(raw: Raw): RecordsSearch {
  return tidy({
    of: oneOf(raw['of'], ['golden'] as const),
    q: text(raw['q']),
    mode: oneOf(raw['mode'], ['exact', 'fuzzy'] as const),
    in: listOf(raw['in'], text),
    flags: listOf(raw['flags'], (flag) => oneOf(flag, rowFlags)),
    sources: listOf(raw['sources'], whole),
    load: whole(raw['load']),
    set: text(raw['set']),
    facets: facetsOf(raw['facets']),
    sort: text(raw['sort']),
    descending: yes(raw['descending']),
  });
}

export const recordsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/records',
  validateSearch: recordsSearchOf,
});
export const recordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/record/$row',
  params: { parse: ({ row }: { row: string }) => ({ row: Number(row) }), stringify: ({ row }: { row: number }) => ({ row: String(row) }) },
});
export const duplicatesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/duplicates',
  validateSearch: (raw: Raw): DuplicatesSearch =>
    tidy({
      state: oneOf(raw['state'], ['waiting', 'disagreed', 'merged', 'distinct', 'skipped', 'all'] as const),
      band: oneOf(raw['band'], bands),
      reason: oneOf(raw['reason'], groupReasons),
      source: whole(raw['source']),
      segment: text(raw['segment']),
      among: typeof raw['among'] === 'object' && raw['among'] !== null ? recordsSearchOf(raw['among'] as Raw) : undefined,
      order: oneOf(raw['order'], ['unsure', 'sure'] as const),
      lead: whole(raw['lead']),
      view: oneOf(raw['view'], ['decisions'] as const),
    }),
});
export const staleRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/stale',
  validateSearch: (raw: Raw): StaleSearch => tidy({ reason: oneOf(raw['reason'], ['fieldTooOld', 'dormant', 'consentExpired', 'purgeCandidate', 'bounced', 'noDate'] as const), field: oneOf(raw['field'], canonicalFields) }),
});
export const qualityRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/quality',
  validateSearch: (raw: Raw): QualitySearch =>
    tidy({ view: oneOf(raw['view'], qualityViews), field: fieldOf(raw['field']), rule: text(raw['rule']), state: oneOf(raw['state'], findingStateNames), reason: text(raw['reason']), source: whole(raw['source']), way: oneOf(raw['way'], standardWays) }),
});
export const enrichRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/enrich',
  validateSearch: (raw: Raw): EnrichSearch =>
    tidy({ view: oneOf(raw['view'], enrichViews), source: text(raw['source']), field: text(raw['field']), ask: oneOf(raw['ask'], ['all', 'fieldTooOld', 'dormant', 'consentExpired', 'purgeCandidate', 'bounced', 'noDate'] as const) }),
});
export const logRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/log',
  validateSearch: (raw: Raw): LogSearch => 
    tidy({
      tab: oneOf(raw['tab'], ['trust', 'past', 'sample', 'protection'] as const),
      act: text(raw['act']),
      actor: text(raw['actor']),
      field: text(raw['field']),
      source: whole(raw['source']),
      row: whole(raw['row']),
      from: day(raw['from']),
      to: day(raw['to']),
      q: text(raw['q']),
      entry: whole(raw['entry']),
      verify: yes(raw['verify']),
    }),
});
export const historyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/history/$row',
  params: { parse: ({ row }: { row: string }) => ({ row: Number(row) }), stringify: ({ row }: { row: number }) => ({ row: String(row) }) },
});
export const exportRoute = createRoute({ getParentRoute: () => rootRoute, path: '/export' });
export const settingsRoute = createRoute({ getParentRoute: () => rootRoute, path: '/settings' });

const routeTree = rootRoute.addChildren([overviewRoute, sourcesRoute, recordsRoute, recordRoute, qualityRoute, duplicatesRoute, staleRoute, enrichRoute, logRoute, historyRoute, exportRoute, settingsRoute]);

/** Makes the router; the shell gives the routes their components. */
export function createPlaces() {
  return createRouter({ routeTree, history: createHashHistory(), defaultPreload: false, defaultPendingMs: 0 });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPlaces>;
  }
}

/** The key that leads to a place, with Ctrl: the first nine by number, the settings by the comma that they have everywhere. */
export const placeKey = (index: number): string => (index < 9 ? String(index + 1) : ',');

/** The places of the rail; nine by number, the settings at the end. */
export const places = [
  { id: 'overview', to: '/' },
  { id: 'sources', to: '/sources' },
  { id: 'records', to: '/records' },
  { id: 'quality', to: '/quality' },
  { id: 'duplicates', to: '/duplicates' },
  { id: 'stale', to: '/stale' },
  { id: 'enrich', to: '/enrich' },
  { id: 'log', to: '/log' },
  { id: 'export', to: '/export' },
  { id: 'settings', to: '/settings' },
] as const;
