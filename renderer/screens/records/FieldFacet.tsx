// The facet of one field: numbers and dates as a histogram, all else as a list of values.
import { useMemo } from 'react';
import type { RecordsQuery, ValueType } from '../../../shared/contract/engine.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import type { FacetChoice } from '../../session/routes.ts';
import { facetFilters } from '../../session/buildFilter.ts';
import { RangeFacet } from './RangeFacet.tsx';
import { ValuesFacet } from './ValuesFacet.tsx';

export type FieldFacetProps = { field: FieldId; query: RecordsQuery; choice: FacetChoice; onChange: (choice: FacetChoice) => void; onRemove: () => void };

/** `isListed` shows numbers and dates by their values too. */
export function FieldFacet({ type, isListed, onListed, query, ...rest }: FieldFacetProps & { type: ValueType; isListed: boolean; onListed: (isListed: boolean) => void }) {
  const { field, choice } = rest;
  // Counts are made under all other filters, so that what is left out of this field stays in view.
  const others = useMemo<RecordsQuery>(() => {
    const own = new Set(facetFilters(field, choice).map((filter) => JSON.stringify(filter)));
    return { ...query, sort: [], ...(query.filter.kind === 'all' ? { filter: { kind: 'all', of: query.filter.of.filter((part) => !own.has(JSON.stringify(part))) } } : {}) };
  }, [choice, field, query]);
  if (type === 'text') return <ValuesFacet {...rest} query={others} />;
  // What is chosen stays in sight, whichever way it was chosen.
  const showsValues = choice.include !== undefined || choice.exclude !== undefined || (isListed && choice.as === undefined);
  const show = (values: boolean) => {
    onListed(values);
    if (choice.blank !== undefined) rest.onChange({ blank: choice.blank });
    else rest.onChange({});
  };
  return showsValues ? <ValuesFacet {...rest} query={others} onRange={() => show(false)} /> : <RangeFacet {...rest} query={others} as={type} onValues={() => show(true)} />;
}
