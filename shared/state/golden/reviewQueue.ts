// The stewardship queue over the groups of a run: which state decisions give each group, in what order they are asked, and
// which a filter lets through. Over 300 lines: what a decision moves in place must agree with what is made from nothing.
import type { Band, GroupReason, QueueFilter, QueueOrder } from '../../contract/engine.ts';
import { queueOrders } from '../../contract/engine.ts';
import type { Job } from '../../kernel/job.ts';
import { agreementKey } from '../../merge/sameValue.ts';
import type { FieldId } from '../../model/fields.ts';
import type { RowId } from '../../model/ids.ts';
import { textAt } from '../../table/TextColumn.ts';
import type { Bands } from '../../match/savedModel.ts';
import { bandOf, type FoundGroup } from '../match/matchWorkspace.ts';
import type { Workspace } from '../workspace.ts';

export type GroupState = Exclude<QueueFilter['state'], 'all'>;

const stateCodes = ['open', 'waiting', 'disagreed', 'merged', 'distinct', 'skipped'] as const satisfies readonly GroupState[];
const GROUPS_PER_BREATH = 256;

/** Fields that a reason looks at, taken together, and whether it asks for the same or for different values. */
const reasonFields: Readonly<Record<GroupReason, { readonly fields: readonly (readonly FieldId[])[]; readonly same: boolean }>> = {
  sameTaxId: { fields: [['taxId']], same: true },
  sameEmail: { fields: [['email']], same: true },
  samePhone: { fields: [['phone']], same: true },
  sameName: { fields: [['fullName'], ['givenName', 'surname', 'surname2'], ['companyName']], same: true },
  otherTaxId: { fields: [['taxId']], same: false },
  otherBirthDate: { fields: [['birthDate']], same: false },
  otherName: { fields: [['fullName'], ['givenName', 'surname', 'surname2'], ['companyName']], same: false },
};

/** All groups in an order, and the place of each. */
type Order = { readonly places: Uint32Array; readonly placeOf: Uint32Array };

/** What the queue is made over: as long as rows and results are the same, decisions only change states. */
type Base = {
  readonly facts: number;
  readonly found: readonly FoundGroup[] | undefined;
  /** Groups by their current rows, two or more each. */
  readonly groups: readonly FoundGroup[];
  /** The group of each row; −1 where it is in none. */
  readonly groupOf: Int32Array;
  /** The amounts of a group's customers together; not a number where none is known. */
  readonly values: Float64Array;
  readonly orders: Map<QueueOrder, Order>;
  readonly reasons: Map<GroupReason, Uint8Array>;
};

/** The groups that a filter lets through, as they are now. */
type List = {
  /** Of the order's places, those that the filter lets through; a decision moves few. */
  groups: Uint32Array;
  readonly order: QueueOrder;
  readonly passes: (index: number) => boolean;
  /** Filters by what rows are in: a decision may move any group in or out. */
  readonly hasRows: boolean;
};

/** From so many groups touched at once a list is made anew. */
const MOST_MOVED = 64;

export class ReviewQueue {
  private readonly workspace: Workspace;
  private readonly actor: string;
  /** What a row is worth by its own amount; not a number where it has none. */
  private readonly worthOf: (row: RowId) => number;
  private readonly skipped: ReadonlySet<RowId>;
  private base: Base | undefined;
  private states: { readonly entries: number; readonly codes: Uint8Array } | undefined;
  private floors: Bands | undefined;
  private lists = new Map<string, List>();
  private counts: Map<GroupState, Record<Band, number>> | undefined;

  /** @param skipped leads of groups that were put off; whoever changes it calls `skippedChanged` */
  constructor(workspace: Workspace, actor: string, worthOf: (row: RowId) => number, skipped: ReadonlySet<RowId>) {
    this.workspace = workspace;
    this.actor = actor;
    this.worthOf = worthOf;
    this.skipped = skipped;
  }

  /** Takes the groups of the latest run; the same list while it is the same run. */
  show(found: readonly FoundGroup[] | undefined, floors?: Bands): void {
    if (this.floors !== floors) this.forget();
    this.floors = floors;
    const facts = this.workspace.state.factsVersion;
    if (this.base === undefined || this.base.facts !== facts || this.base.found !== found) {
      this.base = this.makeBase(found, facts);
      this.states = undefined;
    }
    this.bringUpToDate();
  }

  skippedChanged(lead: RowId): void {
    const group = this.base?.groupOf[lead] ?? -1;
    if (group < 0 || this.states === undefined) return;
    this.moveGroups([group]);
  }

  group(index: number): FoundGroup {
    return this.now.groups[index]!;
  }

  /** The group of which the row is one; undefined where it is in none. */
  groupWith(row: RowId): number | undefined {
    const group = this.now.groupOf[row] ?? -1;
    return group < 0 ? undefined : group;
  }

  stateOf(index: number): GroupState {
    return stateCodes[this.states!.codes[index]!]!;
  }

  /** Whether somebody else ruled on an open group already, so that what is decided now is the second look. */
  isSecondLook(index: number): boolean {
    if (this.stateOf(index) !== 'open') return false;
    const look = this.workspace.state.secondLooks.about(this.now.groups[index]!.rows);
    return look !== undefined && look.second === null;
  }

  bandOf(index: number): Band {
    return bandOf(this.now.groups[index]!.probability, this.floors);
  }

  valueOf(index: number): number | null {
    const value = this.now.values[index]!;
    return Number.isNaN(value) ? null : value;
  }

  /** How many groups are in a state, of a band where one is named. */
  count(state: GroupState, band: Band | null = null): number {
    this.counts ??= this.countAll();
    const ofState = this.counts.get(state);
    if (ofState === undefined) return 0;
    return band === null ? ofState.automatic + ofState.review + ofState.unlikely : ofState[band];
  }

  private countAll(): Map<GroupState, Record<Band, number>> {
    const counts = new Map<GroupState, Record<Band, number>>(stateCodes.map((state) => [state, { automatic: 0, review: 0, unlikely: 0 }]));
    this.states?.codes.forEach((code, index) => counts.get(stateCodes[code]!)![this.bandOf(index)]++);
    return counts;
  }

  /** 1 for each row in a group that waits for somebody. */
  openMask(): Uint8Array {
    const mask = new Uint8Array(this.workspace.rows.length);
    const { groups } = this.now;
    this.states?.codes.forEach((code, index) => {
      const state = stateCodes[code]!;
      if (state !== 'merged' && state !== 'distinct') for (const row of groups[index]!.rows) mask[row] = 1;
    });
    return mask;
  }

  /**
   * The groups that a filter lets through, in the order that it asks for.
   * @param rows 1 for each row that the filter's segment lets through; undefined where it has none
   * @throws Cancelled
   */
  async chosen(filter: QueueFilter, rows: Uint8Array | undefined, job: Job): Promise<Uint32Array> {
    const key = JSON.stringify(filter);
    const known = this.lists.get(key);
    if (known !== undefined) return known.groups;
    const { groups } = this.now;
    const reason = filter.reason === null ? undefined : await this.groupsFor(filter.reason, job);
    // Rows may have changed meanwhile.
    if (this.now.groups !== groups) return this.chosen(filter, rows, job);
    const ofSource = filter.source === null ? undefined : this.workspace.rows.sourceOfRows();
    const { codes } = this.states!;
    const state = filter.state === 'all' ? undefined : stateCodes.indexOf(filter.state);
    const passes = (index: number): boolean =>
      (state === undefined || codes[index] === state) &&
      (filter.band === null || this.bandOf(index) === filter.band) &&
      (reason === undefined || reason[index] === 1) &&
      (ofSource === undefined || groups[index]!.rows.some((row) => ofSource[row] === filter.source)) &&
      (rows === undefined || groups[index]!.rows.some((row) => rows[row] === 1));
    const list = this.order(filter.order).places.filter(passes);
    this.lists.set(key, { groups: list, order: filter.order, passes, hasRows: rows !== undefined });
    return list;
  }

  private get now(): Base {
    return (this.base ??= this.makeBase(undefined, this.workspace.state.factsVersion));
  }

  private makeBase(found: readonly FoundGroup[] | undefined, facts: number): Base {
    const { state, rows } = this.workspace;
    const groups: FoundGroup[] = [];
    const groupOf = new Int32Array(rows.length).fill(-1);
    for (const group of found ?? []) {
      const current = group.rows.every((row) => state.isCurrent(row)) ? group.rows : group.rows.filter((row) => state.isCurrent(row));
      if (current.length < 2) continue;
      for (const row of current) groupOf[row] = groups.length;
      groups.push(current === group.rows ? group : { rows: current, probability: group.probability });
    }
    const values = Float64Array.from(groups, ({ rows: members }) => {
      let sum = Number.NaN;
      for (const row of members) {
        const worth = this.worthOf(row);
        if (!Number.isNaN(worth)) sum = Number.isNaN(sum) ? Math.abs(worth) : sum + Math.abs(worth);
      }
      return sum;
    });
    return { facts, found, groups, groupOf, values, orders: new Map(), reasons: new Map() };
  }

  private bringUpToDate(): void {
    const { state } = this.workspace;
    const { groups, groupOf } = this.now;
    const entries = state.entries.length;
    if (this.states?.entries === entries) return;
    const touched = this.states === undefined ? undefined : state.touchedSince(this.states.entries);
    if (this.states === undefined || touched === undefined) {
      this.states = { entries, codes: new Uint8Array(groups.length) };
      for (let index = 0; index < groups.length; index++) this.states.codes[index] = this.codeOf(index);
    } else {
      this.states = { entries, codes: this.states.codes };
      const moved = new Set<number>();
      for (const row of touched) {
        const group = groupOf[row] ?? -1;
        if (group >= 0) moved.add(group);
      }
      this.moveGroups([...moved]);
      return;
    }
    this.forget();
  }

  /** Finds the states of a few groups anew, and what follows from them. */
  private moveGroups(moved: readonly number[]): void {
    const { codes } = this.states!;
    const isFew = moved.length <= MOST_MOVED;
    for (const group of moved) {
      const before = codes[group]!;
      const after = (codes[group] = this.codeOf(group));
      if (before === after || !isFew || this.counts === undefined) continue;
      const band = this.bandOf(group);
      this.counts.get(stateCodes[before]!)![band]--;
      this.counts.get(stateCodes[after]!)![band]++;
    }
    if (!isFew) return this.forget();
    for (const [key, list] of this.lists) {
      if (list.hasRows) this.lists.delete(key);
      else for (const group of moved) this.moveInList(list, group);
    }
  }

  private moveInList(list: List, group: number): void {
    const { placeOf } = this.order(list.order);
    const { groups } = list;
    const place = placeOf[group]!;
    let low = 0;
    for (let high = groups.length; low < high; ) {
      const middle = (low + high) >>> 1;
      if (placeOf[groups[middle]!]! < place) low = middle + 1;
      else high = middle;
    }
    const isIn = groups[low] === group;
    if (isIn === list.passes(group)) return;
    const next = new Uint32Array(groups.length + (isIn ? -1 : 1));
    next.set(groups.subarray(0, low));
    if (isIn) next.set(groups.subarray(low + 1), low);
    else {
      next[low] = group;
      next.set(groups.subarray(low), low + 1);
    }
    list.groups = next;
  }

  private forget(): void {
    this.lists.clear();
    this.counts = undefined;
  }

  private codeOf(index: number): number {
    return stateCodes.indexOf(this.findState(this.now.groups[index]!.rows));
  }

  private findState(rows: readonly RowId[]): GroupState {
    const { state } = this.workspace;
    const { merges } = state;
    const untouched = (): GroupState => (this.skipped.has(rows[0]!) ? 'skipped' : 'open');
    const look = state.secondLooks.about(rows);
    const isTouched = rows.some((row) => merges.isMerged(row) || state.hasVerdict(row));
    // Most groups were never touched.
    if (!isTouched && look === undefined) return untouched();
    if (isTouched && rows.every((row) => merges.anchorOf(row) === merges.anchorOf(rows[0]!))) return 'merged';
    // A verdict or a merge speaks about every two rows.
    const isSettled = rows.every((left, at) => rows.slice(at + 1).every((right) => merges.anchorOf(left) === merges.anchorOf(right) || state.areDistinct(left, right)));
    if (isTouched && isSettled) return 'distinct';
    if (look?.second === null && look.actor === this.actor) return 'waiting';
    if (look !== undefined && look.second !== null && !look.second.agrees) return 'disagreed';
    return untouched();
  }

  private order(order: QueueOrder): Order {
    const { groups, values, orders } = this.now;
    const known = orders.get(order);
    if (known !== undefined) return known;
    const keys = sortKeys(order, groups, values);
    const places = Uint32Array.from(groups.keys()).sort((a, b) => keys[b]! - keys[a]! || groups[a]!.rows[0]! - groups[b]!.rows[0]!);
    const placeOf = new Uint32Array(places.length);
    places.forEach((group, place) => (placeOf[group] = place));
    const made = { places, placeOf };
    orders.set(order, made);
    return made;
  }

  /** 1 for each group that a reason holds for. */
  private async groupsFor(reason: GroupReason, job: Job): Promise<Uint8Array> {
    const { groups, reasons } = this.now;
    const known = reasons.get(reason);
    if (known !== undefined) return known;
    const mask = new Uint8Array(groups.length);
    for (const [index, { rows }] of groups.entries()) {
      mask[index] = this.holds(reason, rows) ? 1 : 0;
      if (index % GROUPS_PER_BREATH === 0) {
        job.report({ stage: 'comparing', done: index, total: groups.length, unit: 'groups' });
        await job.breathe();
      }
    }
    reasons.set(reason, mask);
    return mask;
  }

  private holds(reason: GroupReason, rows: readonly RowId[]): boolean {
    const { fields, same } = reasonFields[reason];
    return fields.some((together) => {
      const keys = rows.map((row) => together.map((field) => this.keyAt(field, row)).join(' ').trim()).filter((key) => key !== '');
      return keys.length > 1 && (same ? keys.every((key) => key === keys[0]) : keys.some((key) => key !== keys[0]));
    });
  }

  private keyAt(field: FieldId, row: RowId): string {
    const column = this.workspace.rows.field(field);
    const text = column === undefined ? '' : textAt(column, row).trim();
    return text === '' ? '' : agreementKey(field, text);
  }
}

/** Higher comes first. What may go wrong is what the customers are worth, times how unsure the machine is. */
export function sortKeys(order: QueueOrder, groups: readonly FoundGroup[], values: Float64Array): Float64Array {
  const unsure = (probability: number): number => 1 - Math.abs(2 * probability - 1);
  if (order === queueOrders[2]) return Float64Array.from(groups, ({ probability }) => probability);
  if (order === queueOrders[1]) return Float64Array.from(groups, ({ probability }) => unsure(probability));
  // A group without an amount counts as an ordinary one; where all groups are without, their rows count.
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  const ordinary = known[Math.floor(known.length / 2)];
  return Float64Array.from(groups, ({ rows, probability }, index) => (Number.isNaN(values[index]!) ? (ordinary ?? rows.length) : values[index]!) * unsure(probability));
}
