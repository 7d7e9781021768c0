// Folds the log into the state of a workspace. Long because every kind of item is handed on here, and every question asked here; what they mean is beside it.
import { assertNever } from '../../kernel/assertNever.ts';
import { sha256 } from '../../kernel/digest.adapter.ts';
import { toHex } from '../../kernel/hex.ts';
import { itemBytes, type JsonValue } from '../../log/canonicalJson.ts';
import { anchorOf, goldenIdsOf } from '../../merge/goldenId.ts';
import { MergeForest } from '../../merge/mergeForest.ts';
import type { SurvivorshipSettings } from '../../model/decision.ts';
import type { EntrySeq, GoldenId, LoadId, RowId, SourceId } from '../../model/ids.ts';
import type { Load, Source } from '../../model/source.ts';
import { takenBack } from '../../log/standing.ts';
import type { FreshnessSettings } from '../../freshness/policies.ts';
import { Corrections } from './corrections.ts';
import { Deliveries } from './Deliveries.ts';
import { EnrichFacts } from './EnrichFacts.ts';
import { RefreshFacts, type FieldConfirmation } from './RefreshFacts.ts';
import { ExportProfiles } from './ExportProfiles.ts';
import { MatchModels } from './MatchModels.ts';
import type { KeptPin, StateEntry, StateItem } from './items.ts';
import { LinkHistory, type Link } from './linkHistory.ts';
import { Pins, type Pin } from './pins.ts';
import { Privacy } from './privacy.ts';
import { changesState, isSimple, namesWhatItTouches, Rewind } from './rewind.ts';
import { QualityFacts } from './qualityFacts.ts';
import { SecondLooks, type ApprovalRule } from './secondLooks.ts';
import { Verdicts, type Verdict } from './verdicts.ts';

/** From this many rows on, what an entry touched is as much as everything. */
const MOST_TOUCHED = 20_000;

/** The facts of a workspace, folded from its entries. Only `apply` changes it. */
export class Projection {
  readonly entries: StateEntry[] = [];
  readonly workspace: string;
  private readonly goldenId: (anchor: RowId, loadedAtMs: number) => GoldenId;

  private delivered = new Deliveries();
  private forest = this.newForest();
  private verdicts = new Verdicts();
  private pins = new Pins();
  private looks = new SecondLooks();
  private survivorshipSettings: SurvivorshipSettings | null = null;
  private approvals: ApprovalRule | null = null;
  /** The entry of the last look at a decision, by entry, first row and field. */
  private looked = new Map<string, EntrySeq>();
  private readonly history = new LinkHistory();
  private readonly rewind = new Rewind();
  /** By entry, the rows that it touched; undefined where they are many. */
  private readonly touches: (readonly RowId[] | undefined)[] = [];
  private confirmedOn = new Map<RowId, number>();
  private freshnessPolicies: FreshnessSettings | null = null;
  private corrected = new Corrections();
  private judged = new QualityFacts();
  private qualityVersions = 0;
  private enriched = new EnrichFacts();
  private refreshing = new RefreshFacts();
  private models = new MatchModels();
  private blocked = new Privacy();
  private exporting = new ExportProfiles();
  private facts = 0;
  private undoneByEntry = new Map<EntrySeq, EntrySeq>();

  /** @param workspace the workspace's id in hex */
  constructor(workspace: string) {
    this.workspace = workspace;
    this.goldenId = goldenIdsOf(workspace);
  }

  /** Takes the next entry in. An undo folds everything again without the entries that it takes back. */
  apply(entry: StateEntry): void {
    if (entry.seq !== this.entries.length) throw new Error(`entry ${entry.seq} after ${this.entries.length - 1}`);
    this.entries.push(entry);
    if (this.changesFacts(entry)) this.facts++;
    if (this.changesQuality(entry)) this.qualityVersions++;
    const touched = this.rowsTouchedBy(entry);
    const before = this.identitiesOf(touched);
    if (entry.undoes === null) this.takeAnew(entry, touched);
    else if (!this.takeQuickly(entry, touched)) this.foldAgain();
    for (const row of before.keys()) touched.add(row);
    const after = this.identitiesOf(touched);
    for (const [row, identity] of after) if (before.get(row) !== identity) this.history.note(row, identity, entry.seq);
    const about = entry.undoes === null ? entry : this.entries[this.entries[entry.undoes]!.undoes ?? entry.undoes]!;
    this.touches.push(after.size > MOST_TOUCHED || !namesWhatItTouches(about) ? undefined : [...after.keys()]);
  }

  /** Rows about which decisions or hand-set values may differ since there were `count` entries, with all that they stand with; undefined where that is a lot. */
  touchedSince(count: number): ReadonlySet<RowId> | undefined {
    const rows = new Set<RowId>();
    for (const touched of this.touches.slice(count)) {
      if (touched === undefined) return undefined;
      for (const row of touched) rows.add(row);
    }
    return rows;
  }

  private takeAnew(entry: StateEntry, touched: ReadonlySet<RowId>): void {
    const back = isSimple(entry) ? this.remember(touched) : undefined;
    this.take(entry);
    this.rewind.note(entry, back);
  }

  /** The answer puts the records of these rows back as they are now. */
  private remember(touched: ReadonlySet<RowId>): () => void {
    const members = new Set([...touched].flatMap((row) => this.forest.membersOf(row)));
    const backs = [this.forest.remember(touched), this.pins.remember(members), this.verdicts.remember()];
    return () => {
      for (const back of backs) back();
    };
  }

  /** Takes back the last entry that stands, or brings back the one behind it. @returns whether that was all there is to it */
  private takeQuickly({ seq, undoes }: StateEntry, touched: ReadonlySet<RowId>): boolean {
    const target = this.entries[undoes!]!;
    if (target.undoes === null) {
      if (this.undoneByEntry.has(target.seq) || !this.rewind.takeBack(target.seq)) return false;
      this.undoneByEntry.set(target.seq, seq);
      return true;
    }
    const again = this.entries[target.undoes]!;
    if (again.undoes !== null || this.undoneByEntry.get(again.seq) !== target.seq || !isSimple(again) || !this.rewind.isNext(again)) return false;
    this.undoneByEntry.set(target.seq, seq);
    this.undoneByEntry.delete(again.seq);
    this.takeAnew(again, touched);
    return true;
  }

  /** Rows that the decisions, refreshes and hand-set values of an entry name. */
  private rowsTouchedBy(entry: StateEntry): Set<RowId> {
    if (entry.undoes !== null) return this.rowsTouchedBy(this.entries[entry.undoes]!);
    const rows = new Set<RowId>();
    for (const item of entry.items) {
      if (item.kind === 'merge') for (const row of item.rows) rows.add(row);
      else if (item.kind === 'unmerge' || item.kind === 'split') rows.add(item.row);
      else if (item.kind === 'edit' || item.kind === 'unpin') rows.add(this.rowOfGolden(item.golden)!);
      else if (item.kind === 'distinct' || item.kind === 'first' || item.kind === 'second' || item.kind === 'revoke') for (const row of item.rows) rows.add(row);
      else if (item.kind === 'refresh') for (const row of [...item.changed, ...item.vanished]) rows.add(row);
    }
    return rows;
  }

  /** Which record each of these rows, and every row beside them, stands in; undefined for rows that a newer delivery took out. */
  private identitiesOf(rows: Iterable<RowId>): Map<RowId, RowId | undefined> {
    const identities = new Map<RowId, RowId | undefined>();
    for (const row of rows) {
      if (identities.has(row)) continue;
      const identity = this.delivered.identityOf(this.forest.anchorOf(row));
      for (const member of this.forest.membersOf(row)) identities.set(member, this.hiddenRows.has(member) ? undefined : identity);
    }
    return identities;
  }

  /** Which golden records the rows stood in, with the entries that began and ended it. */
  links(of: ReadonlySet<number> | 'all'): Link[] {
    return this.history.links(of, (row) => this.delivered.identityOf(row));
  }

  /** Grows with every change of sources, loads, corrections or confirmations, whatever else is decided: what single rows and their weight follow from. */
  get factsVersion(): number {
    return this.facts;
  }

  private changesFacts(entry: StateEntry): boolean {
    if (entry.undoes !== null) return this.changesFacts(this.entries[entry.undoes]!);
    return entry.items.some((item) => {
      const { kind } = item;
      return kind === 'source' || kind === 'map' || kind === 'block' || (kind === 'load' && item.reference === undefined) || kind === 'refresh' || kind === 'confirm' || kind === 'correct' || kind === 'answer' || ((kind === 'enrich' || kind === 'reject') && item.source.startsWith('answer:'));
    });
  }

  private changesQuality(entry: StateEntry): boolean {
    if (entry.undoes !== null) return this.changesQuality(this.entries[entry.undoes]!);
    return entry.items.some((item) => {
      const { kind } = item;
      return kind === 'rule' || kind === 'weights' || kind === 'ruling' || kind === 'policies' || kind === 'merge' || kind === 'unmerge' || kind === 'split' || kind === 'revoke' || (kind === 'load' && item.reference !== undefined);
    });
  }

  get sources(): readonly Source[] {
    return this.delivered.sources;
  }

  source(id: SourceId): Source | undefined {
    return this.delivered.source(id);
  }

  /** The highest number that any source ever had; 0 where there was none. */
  get lastSourceId(): number {
    return this.delivered.lastSourceId;
  }

  /** In order of their rows, those that left the current state included. */
  get loads(): readonly Load[] {
    return this.delivered.loads;
  }

  load(id: LoadId): Load | undefined {
    return this.delivered.load(id);
  }

  loadOf(row: RowId): Load | undefined {
    return this.delivered.loadOf(row);
  }

  /** Rows ever taken in; the next load starts here. */
  get rowCount(): number {
    return this.delivered.rowCount;
  }

  /** Rows of the current state. */
  get currentRowCount(): number {
    return this.delivered.currentRowCount;
  }

  /** Rows of the current state that a source delivered. */
  currentRowsOf(source: SourceId): number {
    return this.delivered.currentRowsOf(source);
  }

  /** Whether every row in a merge is part of the current state. */
  get isEveryMergedRowCurrent(): boolean {
    for (const row of this.hiddenRows) if (this.forest.isMerged(row)) return false;
    if (this.loads.every(({ current }) => current)) return true;
    for (const row of this.forest.mergedRows()) if (this.loadOf(row)?.current !== true) return false;
    return true;
  }

  /** Rows that a newer delivery replaced or no longer has, or that are blocked; of loads that are current otherwise. */
  get hiddenRows(): ReadonlySet<RowId> {
    return this.delivered.hiddenRows;
  }

  /** Whether the row is part of the current state. */
  isCurrent(row: RowId): boolean {
    return this.delivered.isCurrent(row);
  }

  /** As the row first came, before refreshes. */
  firstVersionOf(row: RowId): RowId {
    return this.delivered.identityOf(row);
  }

  /** The versions of a row that refreshes brought, oldest first. */
  versionsOf(row: RowId): RowId[] {
    return this.delivered.versionsOf(row);
  }

  /** The version of a row that was the newest before entry `seq`. */
  versionAt(row: RowId, seq: EntrySeq): RowId {
    return this.delivered.versionAt(row, seq);
  }

  private newForest(): MergeForest {
    return new MergeForest((row) => this.delivered.identityOf(row));
  }

  /** The newest version of the row that a golden id is named after; undefined where the id is not of this workspace. */
  rowOfGolden(golden: GoldenId): RowId | undefined {
    const identity = anchorOf(golden);
    if (identity === undefined || identity >= this.rowCount) return undefined;
    const row = this.delivered.newestOf(identity);
    return this.ownGoldenId(row) === golden ? row : undefined;
  }

  get merges(): MergeForest {
    return this.forest;
  }

  get distinct(): readonly Verdict[] {
    return this.verdicts.list;
  }

  /** What the workspace rules about surviving values; null for the defaults. */
  get survivorship(): SurvivorshipSettings | null {
    return this.survivorshipSettings;
  }

  /** Which decisions need a second person; null for none. */
  get approvalRule(): ApprovalRule | null {
    return this.approvals;
  }

  /** The entry in which a steward last looked at a decision and let it stand; the decision's own where nobody did. */
  lookedAt(entry: EntrySeq, row: RowId, field?: string): EntrySeq {
    return this.looked.get(this.lookKey(entry, row, field)) ?? entry;
  }

  private lookKey(entry: EntrySeq, row: RowId, field = ''): string {
    return `${entry} ${this.delivered.identityOf(row)} ${field}`;
  }

  get secondLooks(): SecondLooks {
    return this.looks;
  }

  /** Whether a verdict says that the two rows are different customers. */
  areDistinct(left: RowId, right: RowId): boolean {
    return this.verdicts.between(left, right);
  }

  /** Whether a verdict speaks about the row at all. */
  hasVerdict(row: RowId): boolean {
    return this.verdicts.has(row);
  }

  get policies(): FreshnessSettings | null {
    return this.freshnessPolicies;
  }

  get confirmed(): ReadonlyMap<RowId, number> {
    return this.confirmedOn;
  }

  /** Rules, rulings about findings, and scores noted down. */
  get quality(): QualityFacts {
    return this.judged;
  }

  /** Grows with every change of what is asked of the rows, and of which rows are one record, whatever the rows are. */
  get qualityVersion(): number {
    return this.qualityVersions;
  }

  /** What cells of source rows shall read instead of what was delivered. */
  get corrections(): Corrections {
    return this.corrected;
  }

  /** Blocked and erased persons. */
  get privacy(): Privacy {
    return this.blocked;
  }

  /** Profiles of exports that are kept under names. */
  get exportProfiles(): ExportProfiles {
    return this.exporting;
  }

  undoneBy(seq: EntrySeq): EntrySeq | null {
    return this.undoneByEntry.get(seq) ?? null;
  }

  goldenOf(row: RowId): GoldenId {
    return this.ownGoldenId(this.forest.anchorOf(row));
  }

  /** The golden id of the record that these rows would make: that of the one that came first. */
  goldenAfterMerge(rows: readonly RowId[]): GoldenId {
    return this.ownGoldenId(rows.reduce((first, row) => (this.delivered.identityOf(row) < this.delivered.identityOf(first) ? row : first)));
  }

  /** The golden id of a row by itself, without merges. */
  ownGoldenId(row: RowId): GoldenId {
    const identity = this.delivered.identityOf(row);
    return this.goldenId(identity, this.loadOf(identity)?.at ?? 0);
  }

  /** Values that stewards fixed for the record a row stands in, or that all these rows would make; the latest ruling on a field holds. */
  pinsOf(row: RowId | readonly RowId[]): readonly Pin[] {
    if (this.pins.isEmpty) return [];
    const rows = typeof row === 'number' ? this.forest.membersOf(row) : this.forest.membersOfAll(row);
    return this.pins.of(rows, this.stands);
  }

  /** A pin set with a merge stands while the merge does. */
  private readonly stands = (pin: Pin): boolean => this.forest.mergesAbove(pin.anchor).includes(pin.seq);

  /** What enriching has established. */
  get matchModels(): MatchModels {
    return this.models;
  }

  get enrichment(): EnrichFacts {
    return this.enriched;
  }

  /** What was asked of customers and what they answered. */
  get refresh(): RefreshFacts {
    return this.refreshing;
  }

  /** What answers confirm, row by row: what they repeat, and what they say anew once it was accepted. */
  *answeredFields(): Generator<FieldConfirmation> {
    for (const { anchor, seq, on, confirmed, proposed, consent } of this.refreshing.all) {
      const members = this.forest.membersOf(anchor);
      const accepted = new Set(this.enriched.valuesOf(members).filter(({ source }) => source === `answer:${seq}`).map(({ field }) => field));
      const fields = [...confirmed, ...proposed.map(({ field }) => field).filter((field) => accepted.has(field))];
      for (const row of members) yield { row, on, fields, consent: consent === true };
    }
  }

  /** Whether stewards fixed values for the row itself. */
  isPinned(row: RowId): boolean {
    return this.pins.has(row);
  }

  /** Rows for which stewards fixed values, in no order. */
  pinnedRows(): Iterable<RowId> {
    return this.pins.rows();
  }

  /** Entries that undo can take back, latest first: steward's work and loads that no other undo took back. */
  undoable(): EntrySeq[] {
    return this.entries
      .filter((entry) => entry.undoes === null && isUndoable(entry) && !this.undoneByEntry.has(entry.seq))
      .map((entry) => entry.seq)
      .reverse();
  }

  /** Undo entries that redo can take back: those after the last change of another kind, latest first. */
  redoable(): EntrySeq[] {
    const found: EntrySeq[] = [];
    for (let index = this.entries.length - 1; index >= 0; index--) {
      const entry = this.entries[index]!;
      if (entry.undoes === null) {
        if (isUndoable(entry)) break;
        continue;
      }
      if (entry.act !== 'undo') continue;
      const target = this.entries[entry.undoes]!;
      if (target.undoes === null && !this.undoneByEntry.has(entry.seq)) found.push(entry.seq);
    }
    return found;
  }

  /** SHA-256 of the facts in hex: equal for equal states, however they were reached. What there is none of is left out, so that a new kind of fact changes no digest of a log without it. */
  digest(): string {
    const facts = {
      ...this.delivered.facts(),
      records: this.forest.records().map((rows) => ({ rows, pins: this.pinsOf(rows[0]!).map(({ field, value, row, hold }) => ({ field, value, row: row ?? null, hold: hold ?? 'always' })) })),
      merges: this.forest.shapes(),
      pins: this.pins.facts(),
      distinct: this.verdicts.pairs(),
      survivorship: this.survivorshipSettings,
      approvals: this.approvals,
      secondLooks: this.looks.facts(),
      looked: [...this.looked].sort(([a], [b]) => (a < b ? -1 : 1)),
      confirmed: [...this.confirmedOn].sort(([a], [b]) => a - b),
      policies: this.freshnessPolicies,
      corrections: this.corrected.facts(),
      quality: this.judged.facts(),
      enrichment: this.enriched.facts(),
      refreshing: this.refreshing.facts(),
      matchModels: this.models.facts(),
      privacy: this.blocked.facts(),
      exportProfiles: this.exporting.facts(),
    };
    const present = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)));
    return toHex(sha256(itemBytes(present as unknown as JsonValue)));
  }

  private foldAgain(): void {
    this.delivered = new Deliveries();
    this.forest = this.newForest();
    this.verdicts = new Verdicts();
    this.pins = new Pins();
    this.looks = new SecondLooks();
    this.survivorshipSettings = null;
    this.approvals = null;
    this.looked = new Map();
    this.confirmedOn = new Map();
    this.freshnessPolicies = null;
    this.corrected = new Corrections();
    this.judged = new QualityFacts();
    this.enriched = new EnrichFacts();
    this.refreshing = new RefreshFacts();
    this.models = new MatchModels();
    this.blocked = new Privacy();
    this.exporting = new ExportProfiles();
    this.undoneByEntry = takenBack(this.entries) as Map<EntrySeq, EntrySeq>;
    for (const entry of this.entries) if (entry.undoes === null) this.take(entry);
    this.rewind.restart(this.entries.findLast((entry) => changesState(entry) && !this.undoneByEntry.has(entry.seq))?.seq ?? (0 as EntrySeq));
  }

  private take(entry: StateEntry): void {
    const undone = this.undoneByEntry.has(entry.seq);
    for (const item of entry.items) {
      // Of an undone load its rows' ids and its source stay known.
      if (!undone || item.kind === 'load') this.takeItem(entry, item, undone);
      else if (item.kind === 'source' && entry.act === 'load') this.delivered.takeUndoneSource(item);
    }
  }

  private takeItem(entry: StateEntry, item: StateItem, undone: boolean): void {
    const { seq } = entry;
    switch (item.kind) {
      case 'source':
        this.delivered.takeSource(item);
        return;
      case 'map':
        this.delivered.takeMapping(seq, item);
        return;
      case 'load': {
        const id = seq as number as LoadId;
        this.delivered.takeLoad(id, entry.at, item, undone);
        if (!undone && item.reference !== undefined) this.enriched.addReference(id, item.replaces);
        return;
      }
      case 'refresh':
        this.corrected.renew(seq, item);
        for (let at = 0; at < item.changed.length; at += 2) this.supersede(item.changed[at]!, item.changed[at + 1]!);
        for (const row of item.vanished) this.delivered.hide(row);
        return;
      case 'merge': {
        if (!this.forest.merge(seq, item.rows) && item.pins.length === 0) return;
        const anchor = this.forest.anchorOf(item.rows[0]!);
        for (const pin of item.pins) this.pins.add({ ...pin, seq, at: entry.at, anchor, withMerge: true });
        return;
      }
      case 'distinct':
        this.verdicts.add({ seq, rows: [...item.rows] });
        return;
      case 'unmerge': {
        const members = this.forest.membersOf(item.row);
        this.keepPins(item.kept, members);
        this.forest.separate(item.row);
        if (item.open !== true) for (const other of members) if (other !== item.row) this.verdicts.add({ seq, rows: [item.row, other] });
        return;
      }
      case 'split': {
        const members = this.forest.membersOf(item.row);
        this.keepPins(item.kept, members);
        if (item.merge === null) this.forest.dissolveAll(item.row);
        else this.forest.dissolve(item.row, item.merge);
        if (item.open === true) return;
        members.forEach((left, index) => {
          for (const right of members.slice(index + 1)) if (this.forest.anchorOf(left) !== this.forest.anchorOf(right)) this.verdicts.add({ seq, rows: [left, right] });
        });
        return;
      }
      case 'revoke':
        this.verdicts.revoke(item.entry, item.rows);
        return;
      case 'uphold':
        this.looked.set(this.lookKey(item.entry, item.rows[0]!, item.field), seq);
        return;
      case 'edit':
      case 'unpin': {
        const anchor = this.anchorRow(seq, item.golden);
        if (item.kind === 'unpin') return this.pins.release(anchor, item.field, seq, entry.at);
        const { field, after, row, hold } = item;
        this.pins.add({ field, value: after, seq, at: entry.at, anchor, withMerge: false, ...(row === undefined ? {} : { row }), ...(hold === undefined ? {} : { hold }) });
        return;
      }
      case 'matchModel':
      case 'useModel':
        this.models.take(item);
        return;
      case 'survivorship':
        this.survivorshipSettings = item.settings;
        return;
      case 'approvals':
        this.approvals = item.rule;
        return;
      case 'first': {
        const { rows, ruling, pins, comment, reason } = item;
        this.looks.addFirst({ seq, actor: entry.actor, rows, ruling, pins, comment, reason: reason ?? null });
        return;
      }
      case 'second': {
        const { rows, ruling, agrees, comment } = item;
        this.looks.addSecond(item.first, item.row, { seq, actor: entry.actor, rows, ruling, agrees, comment });
        return;
      }
      case 'correct':
        this.corrected.take(seq, item);
        return;
      case 'confirm':
        this.confirmedOn.set(item.row, Math.max(item.on, this.confirmedOn.get(item.row) ?? item.on));
        return;
      case 'policies': {
        const { kind: _, ...settings } = item;
        this.freshnessPolicies = settings;
        return;
      }
      case 'rule':
      case 'weights':
      case 'ruling':
      case 'measure':
        this.judged.take(item, seq, entry.at);
        return;
      case 'block':
        for (const row of item.rows) this.delivered.hide(row);
        this.blocked.take(entry, item);
        return;
      case 'approveErasure':
      case 'erased':
      case 'erasureRule':
        this.blocked.take(entry, item);
        return;
      case 'linkage':
      case 'enrich':
      case 'reject':
      case 'categories':
        this.enriched.take(seq, item, (golden) => this.anchorRow(seq, golden));
        return;
      case 'pack':
        this.refreshing.takePack(seq, entry.at, item);
        return;
      case 'answer':
        this.refreshing.takeAnswer(seq, item, this.anchorRow(seq, item.golden));
        return;
      case 'exportProfile':
        this.exporting.take(item);
        return;
      case 'remark':
      case 'export':
      case 'exportRun':
      case 'match':
        return;
      default:
        assertNever(item);
    }
  }

  /** The row that a golden id of an entry is about. */
  private anchorRow(seq: EntrySeq, golden: GoldenId): RowId {
    const anchor = this.rowOfGolden(golden);
    if (anchor === undefined) throw new Error(`entry ${seq}: ${golden} is no golden id`);
    return anchor;
  }

  /** A newer version takes the place of a row in every decision about it. */
  private supersede(older: RowId, newer: RowId): void {
    this.enriched.supersede(older, newer);
    this.refreshing.supersede(older, newer);
    this.delivered.supersede(older, newer);
    if (this.blocked.rows.has(older)) this.delivered.hide(newer);
    this.blocked.passOn(older, newer);
    this.forest.rename(older, newer);
    this.verdicts.rename(older, newer);
    this.pins.rename(older, newer);
    this.looks.rename(older, newer);
    this.judged.rename(older, newer);
    // A confirmation was about the older facts: it does not pass on.
    this.confirmedOn.delete(older);
  }

  private keepPins(kept: readonly KeptPin[] | undefined, members: readonly RowId[]): void {
    for (const { field, row } of kept ?? []) this.pins.move(field, members, row, this.stands);
  }
}

/** Acts that change the state and so can be taken back. Exports and checks happened; nothing takes them back. */
function isUndoable({ act, items }: StateEntry): boolean {
  if (act === 'approve') return items.some(({ kind }) => kind === 'second');
  // A pack has left the house: forms that come back must still be known.
  if (act === 'refresh') return items.some(({ kind }) => kind === 'answer');
  return ['load', 'merge', 'unmerge', 'decide', 'edit', 'standardise', 'enrich', 'tag', 'confirm', 'judge', 'rules', 'map'].includes(act);
}
