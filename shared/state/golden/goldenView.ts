// Shows golden records: which current rows stand behind each, and which values survive.
import { Survivorship, type Member, type Support, type Surviving, type Unit, type Validity } from '../../merge/survivorship.ts';
import type { FixedValue, SurvivorshipSettings } from '../../model/decision.ts';
import { canonicalOf, type CanonicalField, type FieldId } from '../../model/fields.ts';
import type { EpochDay, RowId, SourceId } from '../../model/ids.ts';
import { isMissingAt, textAt, valueCount, valueIndexOf, type TextColumn } from '../../table/TextColumn.ts';
import type { Pin } from '../facts/pins.ts';
import type { Workspace } from '../workspace.ts';

/** Dates that tell when a row's facts were last known to be right. */
const knownFields: readonly CanonicalField[] = ['verifiedOn', 'updatedOn', 'lastContactOn', 'createdOn'];

export type Knowledge = {
  readonly validity: Validity;
  /** The day that a row's value of a field stands for; undefined where it stands for none. */
  dayOf(field: FieldId, row: RowId): number | undefined;
};

const DAY_MS = 86_400_000;
/** Marks of `knownDays`: not looked up yet, and no date tells. */
const UNKNOWN = -2_000_000_000;
const NO_DAY = UNKNOWN + 1;

// Views come and go with every decision; what is derived from a list of fields hangs on the list itself.
const withMore = new WeakMap<readonly FieldId[], readonly FieldId[]>();

export class GoldenView {
  private readonly workspace: Workspace;
  private readonly knowledge: Knowledge;
  private readonly facts: number;
  private readonly survivorship: Survivorship;
  private readonly settings: SurvivorshipSettings | null;
  /** By row; dates are read once while facts stay. */
  private readonly knownDays: Int32Array;
  /** By field: how many current rows bear each of its values; counted when first asked. */
  private readonly support: Map<FieldId, Uint32Array>;
  /** The columns of the fields, looked up once: every cell of every record is read through them. */
  private columns: readonly (TextColumn | undefined)[] | undefined;

  /** @param before what an earlier view found out about rows is taken over where facts are the same */
  constructor(workspace: Workspace, knowledge: Knowledge, before?: GoldenView) {
    this.workspace = workspace;
    this.knowledge = knowledge;
    this.facts = workspace.state.factsVersion;
    this.settings = workspace.state.survivorship;
    const isSame = before?.facts === this.facts && before.workspace === workspace;
    this.knownDays = isSame ? before.knownDays : new Int32Array(workspace.rows.length).fill(UNKNOWN);
    this.support = isSame ? before.support : new Map();
    this.survivorship = isSame && before.settings === this.settings && before.survivorship.fields === this.fields ? before.survivorship : this.survivorshipUnder(this.settings);
  }

  /** How values would be chosen under other settings. */
  survivorshipUnder(settings: SurvivorshipSettings | null): Survivorship {
    return new Survivorship(this.fields, settings, this.knowledge.validity, this.supportOf);
  }

  private readonly supportOf: Support = (field, row) => {
    const column = this.workspace.rows.field(field);
    // Where most values stand once, none is commoner than another.
    if (column === undefined || column.kind === 'arena') return 1;
    let counts = this.support.get(field);
    if (counts === undefined) {
      counts = new Uint32Array(valueCount(column));
      const isCurrent = this.workspace.rows.currentRows();
      for (let other = 0; other < column.length; other++) if (isCurrent[other] === 1) counts[column.codes[other]!] = counts[column.codes[other]!]! + 1;
      this.support.set(field, counts);
    }
    return counts[valueIndexOf(column, row)]!;
  };

  /** The units of fields that are chosen together, with their rules. */
  get units(): readonly Unit[] {
    return this.survivorship.units;
  }

  /** Fields of the rows, then those that only accepted values are of; the same array while these are the same. */
  get fields(): readonly FieldId[] {
    const { rows, state } = this.workspace;
    const more = state.enrichment.fields.filter((field) => !rows.fields.includes(field));
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

  /** How many golden records there are. */
  get count(): number {
    const { state } = this.workspace;
    return state.isEveryMergedRowCurrent ? state.currentRowCount - state.merges.surplus : this.leads().length;
  }

  /** The first current row of every golden record, ascending. */
  leads(): Uint32Array {
    return placesOf(this.leadMask());
  }

  /**
   * 1 for the first current row of every golden record.
   * @param before an earlier answer, where only the records of the `touched` rows may differ since
   */
  leadMask(before?: Uint8Array, touched?: ReadonlySet<RowId>): Uint8Array {
    const { state, rows } = this.workspace;
    if (before === undefined || touched === undefined) {
      const isLead = rows.currentRows();
      for (const members of state.merges.records()) {
        const current = members.filter((row) => isLead[row] === 1);
        for (const row of current.slice(1)) isLead[row] = 0;
      }
      return isLead;
    }
    const isLead = before.slice();
    for (const row of touched) isLead[row] = this.currentMembers(row)[0] === row ? 1 : 0;
    return isLead;
  }

  /** A row's cells in the order of `fields`; null where its source has no such field. */
  cells(row: RowId): (string | null)[] {
    return this.fields.map((field) => this.cell(field, row));
  }

  member(row: RowId): Member {
    return this.memberWith(row, this.cells(row));
  }

  /** When the facts of a row were last known to be right, by its dates or a steward's confirmation. */
  knownOn(row: RowId): EpochDay | null {
    if (this.knownDays[row] === UNKNOWN) this.knownDays[row] = this.findKnownDay(row) ?? NO_DAY;
    const day = this.knownDays[row]!;
    return day === NO_DAY ? null : (day as EpochDay);
  }

  /** The values of the golden record that a row stands in, in the order of `fields`; empty fields are left out. */
  values(row: RowId): Surviving[] {
    return this.valuesOf(this.currentMembers(row));
  }

  /** The values that would survive if these rows, with all that they are merged with, were one record. */
  valuesOf(rows: readonly RowId[]): Surviving[] {
    return this.survivorship.choose(rows.map((row) => this.member(row)), this.fixedOf(rows));
  }

  /** Values by column for the fields of some units, as a survivorship chooses them; pins are added. Only the cells of these units are read. */
  valuesByUnits(members: readonly RowId[], pins: readonly FixedValue[], units: readonly Unit[], survivorship: Survivorship = this.survivorship): (Surviving | undefined)[] {
    this.columns ??= this.fields.map((field) => this.workspace.rows.field(field));
    const known = this.columns;
    const all = members.map((row) => {
      const cells: (string | null)[] = [];
      for (const { columns } of units) for (const column of columns) cells[column] = textIn(known[column], row);
      return this.memberWith(row, cells);
    });
    return survivorship.chooseUnits(all, pins, units);
  }

  /** What holds for the record of these rows whatever they say: accepted values first, then pins, which beat them. */
  fixedOf(rows: readonly RowId[]): readonly FixedValue[] {
    const { enrichment, merges } = this.workspace.state;
    const pins = this.pinsOf(rows);
    const accepted = enrichment.isEmpty ? [] : enrichment.valuesOf(merges.membersOfAll(rows));
    return accepted.length === 0 ? pins : [...accepted, ...pins];
  }

  /** What stewards set by hand for the record of these rows and still holds. */
  pinsOf(rows: readonly RowId[]): readonly Pin[] {
    const pins = this.workspace.state.pinsOf(rows);
    return pins.some(({ hold }) => hold !== undefined) ? pins.filter((pin) => this.holds(pin, rows)) : pins;
  }

  /** Whether a pin still holds for a record of these rows. */
  holds(pin: Pin, rows: readonly RowId[]): boolean {
    const { state } = this.workspace;
    switch (pin.hold) {
      case 'untilSourceChanges':
        return rows.every((row) => {
          const then = state.versionAt(row, pin.seq);
          return then === row || this.delivered(pin.field, then) === this.delivered(pin.field, row);
        });
      case 'latest': {
        const setOn = Math.floor(pin.at / DAY_MS);
        return rows.every((row) => (this.cell(pin.field, row) ?? '') === '' || (this.knownOn(row) ?? setOn) <= setOn);
      }
      default:
        return true;
    }
  }

  private delivered(field: FieldId, row: RowId): string {
    const column = this.workspace.rows.raw(field);
    return column === undefined ? '' : textAt(column, row);
  }

  private cell(field: FieldId, row: RowId): string | null {
    return textIn(this.workspace.rows.field(field), row);
  }

  private memberWith(row: RowId, cells: readonly (string | null)[]): Member {
    const { state } = this.workspace;
    const source = state.loadOf(row)?.source ?? (0 as SourceId);
    return { row, firstRow: state.firstVersionOf(row), source, trustRank: state.source(source)?.trustRank ?? Number.MAX_SAFE_INTEGER, knownOn: this.knownOn(row), cells };
  }

  private findKnownDay(row: RowId): number | undefined {
    let latest = this.workspace.state.confirmed.get(row);
    for (const field of this.fields) {
      const canonical = canonicalOf(field);
      if (canonical === undefined || !knownFields.includes(canonical)) continue;
      const day = this.knowledge.dayOf(field, row);
      if (day !== undefined && (latest === undefined || day > latest)) latest = day;
    }
    return latest;
  }
}

function textIn(column: TextColumn | undefined, row: RowId): string | null {
  return column === undefined || isMissingAt(column, row) ? null : textAt(column, row);
}

/** The places of the ones in a mask, ascending. */
export function placesOf(mask: Uint8Array): Uint32Array {
  const places = new Uint32Array(mask.reduce((sum, one) => sum + one, 0));
  let at = 0;
  for (let place = 0; place < mask.length; place++) if (mask[place] === 1) places[at++] = place;
  return places;
}
