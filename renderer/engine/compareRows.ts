// Puts rows side by side: what each says, in standard form, whether it is right, and the golden record that they would make.
import type { CellFacts, Comparison, MemberRow } from '../../shared/contract/engine.ts';
import { canonicalOf, type FieldId } from '../../shared/model/fields.ts';
import type { RowId } from '../../shared/model/ids.ts';
import { handSetDifferences } from '../../shared/state/plan/plan.ts';
import { readValue } from '../../shared/values/readValue.ts';
import type { OpenEngine } from './openEngine.ts';

/** The rows are joined by all others of the records that they stand in. */
export function compareRows(engine: OpenEngine, rows: readonly RowId[], memberOf: (row: RowId) => MemberRow): Comparison {
  const { golden, workspace } = engine;
  const all = [...rows, ...workspace.state.merges.membersOfAll(rows).filter((row) => !rows.includes(row))].filter((row) => workspace.state.isCurrent(row));
  const members = all.map(memberOf);
  const { fields } = golden;
  return {
    fields,
    members,
    facts: members.map(({ cells }) => fields.map((field, index) => factsOf(engine, field, cells[index] ?? ''))),
    proposal: golden.valuesOf(all),
    handSet: handSetDifferences(workspace.state, rows).map(({ field, values }) => ({ field, values: values.map(({ value }) => value) })),
  };
}

function factsOf(engine: OpenEngine, field: FieldId, text: string): CellFacts | null {
  const canonical = canonicalOf(field);
  if (canonical === undefined || text.trim() === '') return null;
  const { canonical: standard, validity } = readValue(canonical, text, engine.knowledge.contextOf(field));
  const valid = validity === 'invalid' ? false : validity === 'valid' ? true : null;
  const said = standard === '' || standard === text ? null : standard;
  return said === null && valid === null ? null : { standard: said, valid };
}
