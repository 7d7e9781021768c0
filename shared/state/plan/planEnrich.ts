// Turns what a steward says about proposals into changes: accepted, turned down, tied. Nothing is written here.
import type { CategoryScheme } from '../../enrich/categories.ts';
import { sourceKey, type Linkage } from '../../enrich/enrichTypes.ts';
import type { Proposal } from '../../enrich/ProposalList.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { FieldId } from '../../model/fields.ts';
import type { RowId } from '../../model/ids.ts';
import type { Because, EnrichItem, RejectItem } from '../enrich/enrichItems.ts';
import { isPlain } from '../golden/GoldenOverlay.ts';
import type { Change, Refusal } from './plan.ts';
import type { Projection } from '../facts/projection.ts';

const PER_MILLION = 1_000_000;

/** What the record of a row shows in a field, as evidence; '' for nothing. */
export type Shows = (row: RowId, field: FieldId) => string;

/** Whether a proposal still stands: its record took no other value since, and nobody fixed it or turned it down. */
export function isOpen(state: Projection, proposal: Pick<Proposal, 'row' | 'field' | 'value' | 'source' | 'because'>, since: number, shows: Shows): boolean {
  const { row, field, value, source } = proposal;
  const { enrichment } = state;
  const isTouched = enrichment.isTouched(row);
  if (!isTouched && isPlain(state, row)) return true;
  const members = state.merges.membersOf(row);
  if (state.pinsOf(row).some((pin) => pin.field === field)) return false;
  if (enrichment.latestOn(members, field) >= since) return false;
  return !enrichment.isRejected(members, field, value, sourceKey(source), () => becauseOf(proposal, shows));
}

export type Acceptance = Proposal & {
  /** What the steward put in place of the proposed value. */
  readonly instead?: string;
};

/** Accepts proposals as one entry. Values that somebody fixed by hand stay; so do records that left the state since. */
export function planAccept(state: Projection, accepted: Iterable<Acceptance>, shows: Shows): Result<Change, Refusal> {
  const items: EnrichItem[] = [];
  let lastRow = -1;
  let records = 0;
  for (const one of accepted) {
    if (!state.isCurrent(one.row)) continue;
    if (!isPlain(state, one.row) && state.pinsOf(one.row).some((pin) => pin.field === one.field)) continue;
    items.push(acceptedItem(state, one, shows));
    if (one.row !== lastRow) records++;
    lastRow = one.row;
  }
  if (items.length === 0) return err({ kind: 'conflict', reason: 'changedSince' });
  return ok({ act: 'enrich', items, undoes: null, note: { values: items.length, records }, basis: null });
}

function acceptedItem(state: Projection, one: Acceptance, shows: Shows): EnrichItem {
  const { row, field, before, value, source, from, confidence, instead } = one;
  return {
    kind: 'enrich',
    golden: state.goldenOf(row),
    field,
    before,
    after: instead ?? value,
    source: sourceKey(source),
    ...(from === null ? {} : { row: from }),
    confidencePpm: Math.round(confidence * PER_MILLION),
    because: becauseOf(one, shows),
    ...(instead === undefined || instead === value ? {} : { proposed: value }),
  };
}

/** Turns proposals down as one entry. */
export function planReject(state: Projection, rejected: Iterable<Proposal>, shows: Shows): Result<Change, Refusal> {
  const items: RejectItem[] = [];
  for (const one of rejected) {
    if (!state.isCurrent(one.row)) continue;
    const { row, field, value, source, from } = one;
    items.push({ kind: 'reject', golden: state.goldenOf(row), field, value, source: sourceKey(source), ...(from === null ? {} : { row: from }), because: becauseOf(one, shows) });
  }
  if (items.length === 0) return err({ kind: 'conflict', reason: 'changedSince' });
  return ok({ act: 'enrich', items, undoes: null, note: { rejected: items.length }, basis: null });
}

export type Classified = { readonly row: RowId; readonly before: string; readonly after: string; readonly because: readonly FieldId[] };

/** Gives records their category, by a rule or by hand, as one entry. Values that somebody fixed stay. */
export function planClassify(state: Projection, { field, name }: CategoryScheme, by: 'rules' | 'hand', classified: Iterable<Classified>, shows: Shows): Result<Change, Refusal> {
  const items: EnrichItem[] = [];
  const source = { kind: 'category' as const, rule: by === 'hand' ? '' : name };
  for (const { row, before, after, because } of classified) {
    if (!state.isCurrent(row) || before === after) continue;
    if (!isPlain(state, row) && state.pinsOf(row).some((pin) => pin.field === field)) continue;
    items.push(acceptedItem(state, { row, field, before, value: after, source, from: null, confidence: 1, because }, shows));
  }
  if (items.length === 0) return err({ kind: 'conflict', reason: 'changedSince' });
  return ok({ act: 'tag', items, undoes: null, note: { values: items.length, name }, basis: null });
}

/** Writes a way to classify; nothing is classified by it yet. */
export function planCategories(scheme: CategoryScheme): Change {
  return { act: 'rules', items: [{ kind: 'categories', ...scheme }], undoes: null, note: { what: 'categories', rules: scheme.rules.length }, basis: null };
}

/** Ties a reference to the records; what it would change is proposed, never done. */
export function planLinkage(linkage: Linkage): Change {
  return { act: 'rules', items: [{ kind: 'linkage', ...linkage }], undoes: null, note: { what: 'linkage', keys: linkage.keys.length, fields: linkage.bring.length }, basis: null };
}

/** The values of the record that led to the proposal. */
export function becauseOf({ row, because }: Pick<Proposal, 'row' | 'because'>, shows: Shows): Because[] {
  return because.map((field) => ({ field, value: shows(row, field) }));
}
