// Shows golden records: which current rows stand behind each, and which values survive.
import { survivingValues, type Member, type Surviving, type Validity } from '../merge/survivorship.ts';
import { canonicalOf, type CanonicalField, type FieldId } from '../model/fields.ts';
import type { EpochDay, RowId } from '../model/ids.ts';
import { isMissingAt, textAt } from '../table/TextColumn.ts';
import type { Workspace } from './workspace.ts';

/** Dates that tell when a row's facts were last known to be right. */
const knownFields: readonly CanonicalField[] = ['verifiedOn', 'updatedOn', 'lastContactOn', 'createdOn'];

export type Knowledge = {
  readonly validity: Validity;
  /** The day that a row's value of a field stands for; undefined where it stands for none. */
  dayOf(field: FieldId, row: RowId): number | undefined;
};

// Views come and go with every decision; what is derived from a list of fields hangs on the list itself.
const withMore = new WeakMap<readonly FieldId[], readonly FieldId[]>();

export class GoldenView {
  private readonly workspace: Workspace;
  private readonly knowledge: Knowledge;

  constructor(workspace: Workspace, knowledge: Knowledge) {
    this.workspace = workspace;
    this.knowledge = knowledge;
  }

  /** Fields of the rows, then those that only accepted values are of; the same array while these are the same. */
  get fields(): readonly FieldId[] {
    const { rows, state } = this.workspace;
    const { fields } = state.enrichment;
    const more = fields.filter((field) => !rows.fields.includes(field));
    if (more.length === 0) return rows.fields;
    let listed = withMore.get(rows.fields);
    if (listed === undefined || listed.length !== rows.fields.length + more.length || more.some((field) => !listed!.includes(field))) {
      withMore.set(rows.fields, (listed = [...rows.fields, ...more]));
    }
    return listed;
  }

  /** Rows of the current state behind the golden record that a row stands in, ascending. */
  currentMembers(row: RowId): RowId[] {
    const { state } = this.workspace;
    return state.merges.membersOf(row).filter((member) => state.isCurrent(member));
  }

  /** The first current row of every golden record, ascending. */
  leads(): Uint32Array {
    const { state, rows } = this.workspace;
    const isLead = rows.currentRows();
    for (const members of state.merges.records()) {
      const current = members.filter((row) => isLead[row] === 1);
      for (const row of current.slice(1)) isLead[row] = 0;
    }
    const leads = new Uint32Array(isLead.reduce((sum, one) => sum + one, 0));
    let at = 0;
    for (let row = 0; row < isLead.length; row++) if (isLead[row] === 1) leads[at++] = row;
    return leads;
  }

  /** A row's cells in the order of `fields`; null where its source has no such field. */
  cells(row: RowId): (string | null)[] {
    return this.fields.map((field) => {
      const column = this.workspace.rows.field(field);
      return column === undefined || isMissingAt(column, row) ? null : textAt(column, row);
    });
  }

  member(row: RowId): Member {
    const { state } = this.workspace;
    const load = state.loadOf(row);
    const source = load === undefined ? undefined : state.source(load.source);
    return { row, trustRank: source?.trustRank ?? Number.MAX_SAFE_INTEGER, knownOn: this.knownOn(row), cells: this.cells(row) };
  }

  /** When the facts of a row were last known to be right, by its dates or a steward's confirmation. */
  knownOn(row: RowId): EpochDay | null {
    let latest = this.workspace.state.confirmed.get(row) ?? Number.NEGATIVE_INFINITY;
    for (const field of this.fields) {
      const canonical = canonicalOf(field);
      if (canonical === undefined || !knownFields.includes(canonical)) continue;
      const day = this.knowledge.dayOf(field, row);
      if (day !== undefined && day > latest) latest = day;
    }
    return latest === Number.NEGATIVE_INFINITY ? null : (latest as EpochDay);
  }

  /** The values of the golden record that a row stands in, in the order of `fields`; empty fields are left out. */
  values(row: RowId): Surviving[] {
    return this.valuesOf(this.currentMembers(row), row);
  }

  /** The values that would survive if these rows were one record. */
  valuesOf(rows: readonly RowId[], lead: RowId): Surviving[] {
    return survivingValues(this.fields, rows.map((row) => this.member(row)), this.workspace.state.fixedOf(lead), this.knowledge.validity);
  }
}
