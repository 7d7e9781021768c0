// Turns what is chosen on the records screen, as it stands in the address, into the engine's filter.
import type { RecordsQuery, RowFilter } from '../../shared/contract/engine.ts';
import type { FieldId } from '../../shared/model/fields.ts';
import type { FacetChoice, RecordsSearch } from './routes.ts';

/** The conditions of one facet; none for an empty choice. */
export function facetFilters(field: FieldId, choice: FacetChoice): RowFilter[] {
  const filters: RowFilter[] = [];
  const blank: RowFilter = { kind: 'blank', field };
  const unreadable: RowFilter[] = choice.as === undefined ? [] : [{ kind: 'unreadable', field, as: choice.as }];
  const include: RowFilter[] = choice.include ? [{ kind: 'equals', field, values: choice.include }] : [];
  if (choice.as !== undefined && hasRange(choice)) include.push({ kind: `${choice.as}Range`, field, from: choice.from ?? null, to: choice.to ?? null });
  if (choice.blank === 'only') include.push(blank);
  if (choice.unreadable === 'only') include.push(...unreadable);
  if (include.length > 0) filters.push(include.length === 1 && include[0] ? include[0] : { kind: 'any', of: include });
  if (choice.exclude) filters.push({ kind: 'not', of: { kind: 'equals', field, values: choice.exclude } });
  if (choice.blank === 'not') filters.push({ kind: 'not', of: blank });
  if (choice.unreadable === 'not') filters.push(...unreadable.map((of): RowFilter => ({ kind: 'not', of })));
  return filters;
}

function hasRange({ from, to }: FacetChoice): boolean {
  return from !== undefined || to !== undefined;
}

/** The facet of values that lets through exactly the other rows. */
export function invertFacet({ include = [], exclude = [], blank }: FacetChoice): FacetChoice {
  if (include.length > 0 || blank === 'only') return { exclude: include, ...(blank === 'only' ? { blank: 'not' } : {}) };
  return { include: exclude, ...(blank === 'not' ? { blank: 'only' } : {}) };
}

/** The whole query of an address; `fields` are searched where it names none. Flags and sources are met by any of those chosen. */
export function buildQuery(search: RecordsSearch, fields: readonly FieldId[]): RecordsQuery {
  const of: RowFilter[] = [];
  if (search.q !== undefined && search.q.trim() !== '') of.push({ kind: 'search', text: search.q, fields: search.in === undefined ? fields : fields.filter((field) => search.in!.includes(field)), mode: search.mode ?? 'substring' });
  const sets = (names: readonly string[]): RowFilter => ({ kind: 'any', of: names.map((set) => ({ kind: 'rows', set })) });
  if (search.flags) of.push(sets(search.flags));
  if (search.sources) of.push(sets(search.sources.map((source) => `source:${source}`)));
  if (search.set !== undefined) of.push({ kind: 'rows', set: search.set });
  if (search.load !== undefined) of.push({ kind: 'rows', set: `load:${search.load}` });
  for (const [field, choice] of Object.entries(search.facets ?? {})) of.push(...facetFilters(field as FieldId, choice));
  return {
    of: search.of ?? 'rows',
    filter: { kind: 'all', of },
    sort: search.sort === undefined ? [] : [{ field: search.sort as FieldId, descending: search.descending === true }],
  };
}

/** Without the empty choices, and undefined where nothing is left. */
export function tidyFacets(facets: Readonly<Record<string, FacetChoice>>): Readonly<Record<string, FacetChoice>> | undefined {
  const entries = Object.entries(facets).flatMap(([field, choice]): [string, FacetChoice][] => {
    const kept: FacetChoice = {
      ...(choice.include && choice.include.length > 0 ? { include: choice.include } : {}),
      ...(choice.exclude && choice.exclude.length > 0 ? { exclude: choice.exclude } : {}),
      ...(choice.blank ? { blank: choice.blank } : {}),
      ...(choice.as && (hasRange(choice) || choice.unreadable) ? { as: choice.as } : {}),
      ...(choice.as && choice.from !== undefined ? { from: choice.from } : {}),
      ...(choice.as && choice.to !== undefined ? { to: choice.to } : {}),
      ...(choice.as && choice.unreadable ? { unreadable: choice.unreadable } : {}),
    };
    return Object.keys(kept).length > 0 ? [[field, kept]] : [];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
