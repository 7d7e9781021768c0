// Folds the log into the state of a workspace: sources, loads, merges, verdicts, pins and confirmations.
import { assertNever } from '../kernel/assertNever.ts';
import { sha256 } from '../kernel/digest.adapter.ts';
import { toHex } from '../kernel/hex.ts';
import { canonicalBytes, escapeTexts, type JsonValue } from '../log/canonicalJson.ts';
import { anchorOf, goldenIdsOf } from '../merge/goldenId.ts';
import { MergeForest } from '../merge/mergeForest.ts';
import type { PinnedValue } from '../model/decision.ts';
import type { CanonicalField } from '../model/fields.ts';
import type { EntrySeq, GoldenId, LoadId, RowId, SourceId } from '../model/ids.ts';
import type { Load, Source } from '../model/source.ts';
import { Corrections } from './corrections.ts';
import { QualityFacts } from './qualityFacts.ts';
import type { StateEntry, StateItem } from './items.ts';

type Pin = PinnedValue & {
  readonly seq: EntrySeq;
  readonly anchor: RowId;
  /** A pin set with a merge holds while that merge stands. */
  readonly withMerge: boolean;
};
type Verdict = { readonly seq: EntrySeq; readonly rows: RowId[] };

/** The facts of a workspace, folded from its entries. Only `apply` changes it. */
export class Projection {
  readonly entries: StateEntry[] = [];
  readonly workspace: string;
  private readonly goldenId: (anchor: RowId, loadedAtMs: number) => GoldenId;

  private sourcesById = new Map<SourceId, Source>();
  private loadsById = new Map<LoadId, Load>();
  private forest = this.newForest();
  /** Newer versions of rows, and the first version of each. */
  private newerVersion = new Map<RowId, RowId>();
  private firstVersion = new Map<RowId, RowId>();
  private hidden = new Set<RowId>();
  private verdicts: Verdict[] = [];
  private verdictsByRow = new Map<RowId, Verdict[]>();
  private pinsByAnchor = new Map<RowId, Pin[]>();
  private confirmedOn = new Map<RowId, number>();
  private freshnessPolicies: readonly { field: CanonicalField; months: number }[] | null = null;
  private corrected = new Corrections();
  private judged = new QualityFacts();
  private qualityVersions = 0;
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
    if (entry.undoes === null) this.take(entry);
    else this.foldAgain();
  }

  /** Grows with every change of sources, loads, corrections or confirmations, whatever else is decided: what single rows and their weight follow from. */
  get factsVersion(): number {
    return this.facts;
  }

  private changesFacts(entry: StateEntry): boolean {
    if (entry.undoes !== null) return this.changesFacts(this.entries[entry.undoes]!);
    return entry.items.some(({ kind }) => kind === 'source' || kind === 'load' || kind === 'refresh' || kind === 'confirm' || kind === 'correct');
  }

  private changesQuality(entry: StateEntry): boolean {
    if (entry.undoes !== null) return this.changesQuality(this.entries[entry.undoes]!);
    return entry.items.some(({ kind }) => kind === 'rule' || kind === 'weights' || kind === 'ruling' || kind === 'policies' || kind === 'merge' || kind === 'unmerge');
  }

  get sources(): readonly Source[] {
    return [...this.sourcesById.values()].sort((a, b) => a.trustRank - b.trustRank || a.id - b.id);
  }

  source(id: SourceId): Source | undefined {
    return this.sourcesById.get(id);
  }

  /** In order of their rows, those that left the current state included. */
  get loads(): readonly Load[] {
    return [...this.loadsById.values()];
  }

  load(id: LoadId): Load | undefined {
    return this.loadsById.get(id);
  }

  /** Rows ever taken in; the next load starts here. */
  get rowCount(): number {
    let end = 0;
    for (const load of this.loadsById.values()) end = Math.max(end, load.firstRow + load.rows);
    return end;
  }

  /** Rows of the current state. */
  get currentRowCount(): number {
    return this.sources.reduce((sum, { id }) => sum + this.currentRowsOf(id), 0);
  }

  /** Rows of the current state that a source delivered. */
  currentRowsOf(source: SourceId): number {
    let count = 0;
    for (const load of this.loadsById.values()) if (load.current && load.source === source) count += load.rows;
    for (const row of this.hidden) {
      const load = this.loadOf(row);
      if (load?.current === true && load.source === source) count--;
    }
    return count;
  }

  loadOf(row: RowId): Load | undefined {
    for (const load of this.loadsById.values()) if (row >= load.firstRow && row < load.firstRow + load.rows) return load;
    return undefined;
  }

  /** Rows that a newer delivery replaced or no longer has; of loads that are current otherwise. */
  get hiddenRows(): ReadonlySet<RowId> {
    return this.hidden;
  }

  /** Whether the row is part of the current state. */
  isCurrent(row: RowId): boolean {
    return !this.hidden.has(row) && this.loadOf(row)?.current === true;
  }

  /** The first version of a row, by which its golden record is named for ever. */
  private identityOf(row: RowId): RowId {
    return this.firstVersion.get(row) ?? row;
  }

  private newForest(): MergeForest {
    return new MergeForest((row) => this.identityOf(row));
  }

  /** The newest version of the row that a golden id is named after; undefined where the id is not of this workspace. */
  rowOfGolden(golden: GoldenId): RowId | undefined {
    const identity = anchorOf(golden);
    if (identity === undefined || identity >= this.rowCount) return undefined;
    let row = identity;
    for (let newer = this.newerVersion.get(row); newer !== undefined; newer = this.newerVersion.get(row)) row = newer;
    return this.ownGoldenId(row) === golden ? row : undefined;
  }

  get merges(): MergeForest {
    return this.forest;
  }

  get distinct(): readonly { readonly rows: readonly RowId[] }[] {
    return this.verdicts;
  }

  /** Whether a verdict says that the two rows are different customers. */
  areDistinct(left: RowId, right: RowId): boolean {
    const verdicts = this.verdictsByRow.get(left);
    return verdicts !== undefined && verdicts.some(({ rows }) => rows.includes(right));
  }

  /** Whether a verdict speaks about the row at all. */
  hasVerdict(row: RowId): boolean {
    return this.verdictsByRow.has(row);
  }

  get policies(): readonly { field: CanonicalField; months: number }[] | null {
    return this.freshnessPolicies;
  }

  get confirmed(): ReadonlyMap<RowId, number> {
    return this.confirmedOn;
  }

  /** What cells of source rows shall read instead of what was delivered. */
  /** Rules, rulings about findings, and scores noted down. */
  get quality(): QualityFacts {
    return this.judged;
  }

  /** Grows with every change of what is asked of the rows, and of which rows are one record, whatever the rows are. */
  get qualityVersion(): number {
    return this.qualityVersions;
  }

  get corrections(): Corrections {
    return this.corrected;
  }

  undoneBy(seq: EntrySeq): EntrySeq | null {
    return this.undoneByEntry.get(seq) ?? null;
  }

  goldenOf(row: RowId): GoldenId {
    return this.ownGoldenId(this.forest.anchorOf(row));
  }

  /** The golden id of the record that these rows would make: that of the one that came first. */
  goldenAfterMerge(rows: readonly RowId[]): GoldenId {
    return this.ownGoldenId(rows.reduce((first, row) => (this.identityOf(row) < this.identityOf(first) ? row : first)));
  }

  /** The golden id of a row by itself, without merges. */
  ownGoldenId(row: RowId): GoldenId {
    const identity = this.identityOf(row);
    return this.goldenId(identity, this.loadOf(identity)?.at ?? 0);
  }

  /** Values that stewards fixed for the record a row stands in; the latest ruling on a field holds. */
  pinsOf(row: RowId): readonly PinnedValue[] {
    if (this.pinsByAnchor.size === 0) return [];
    const latest = new Map<string, Pin>();
    for (const member of this.forest.membersOf(row)) {
      for (const pin of this.pinsByAnchor.get(member) ?? []) {
        if (pin.withMerge && !this.forest.mergesAbove(pin.anchor).includes(pin.seq)) continue;
        if ((latest.get(pin.field)?.seq ?? -1) <= pin.seq) latest.set(pin.field, pin);
      }
    }
    return [...latest.values()];
  }

  /** Rows for which stewards fixed values, in no order. */
  pinnedRows(): Iterable<RowId> {
    return this.pinsByAnchor.keys();
  }

  /** Entries that undo can take back, latest first: steward's work and loads that no other undo took back. */
  undoable(): EntrySeq[] {
    return this.entries
      .filter((entry) => entry.undoes === null && isUndoable(entry.act) && !this.undoneByEntry.has(entry.seq))
      .map((entry) => entry.seq)
      .reverse();
  }

  /** Undo entries that redo can take back: those after the last change of another kind, latest first. */
  redoable(): EntrySeq[] {
    const found: EntrySeq[] = [];
    for (let index = this.entries.length - 1; index >= 0; index--) {
      const entry = this.entries[index]!;
      if (entry.undoes === null) {
        if (isUndoable(entry.act)) break;
        continue;
      }
      const target = this.entries[entry.undoes]!;
      if (target.undoes === null && !this.undoneByEntry.has(entry.seq)) found.push(entry.seq);
    }
    return found;
  }

  /** SHA-256 of the facts in hex: equal for equal states, however they were reached. */
  digest(): string {
    const facts = {
      sources: this.sources,
      loads: this.loads,
      records: this.forest.records().map((rows) => ({ rows, pins: this.pinsOf(rows[0]!).map(({ field, value, row }) => ({ field, value, row: row ?? null })) })),
      pins: [...this.pinsByAnchor.values()].flat().filter((pin) => !pin.withMerge).map(({ anchor, field, value }) => ({ anchor, field, value })),
      distinct: this.verdicts.map(({ rows }) => rows),
      confirmed: [...this.confirmedOn].sort(([a], [b]) => a - b),
      policies: this.freshnessPolicies,
      corrections: this.corrected.facts(),
      quality: this.judged.facts(),
      hidden: [...this.hidden].sort((a, b) => a - b),
      versions: [...this.newerVersion].sort(([a], [b]) => a - b),
    };
    return toHex(sha256(canonicalBytes(escapeTexts(facts as unknown as JsonValue))));
  }

  private foldAgain(): void {
    this.sourcesById = new Map();
    this.loadsById = new Map();
    this.forest = this.newForest();
    this.newerVersion = new Map();
    this.firstVersion = new Map();
    this.hidden = new Set();
    this.verdicts = [];
    this.verdictsByRow = new Map();
    this.pinsByAnchor = new Map();
    this.confirmedOn = new Map();
    this.freshnessPolicies = null;
    this.corrected = new Corrections();
    this.judged = new QualityFacts();
    this.undoneByEntry = new Map();
    // From the end: an undo counts unless a later undo took it back.
    for (let index = this.entries.length - 1; index >= 0; index--) {
      const entry = this.entries[index]!;
      if (entry.undoes !== null && !this.undoneByEntry.has(entry.seq)) this.undoneByEntry.set(entry.undoes, entry.seq);
    }
    for (const entry of this.entries) if (entry.undoes === null) this.take(entry);
  }

  private take(entry: StateEntry): void {
    const undone = this.undoneByEntry.has(entry.seq);
    for (const item of entry.items) {
      // Rows keep their ids even when their load was undone, so an undone load stays known as not current.
      if (!undone || item.kind === 'load') this.takeItem(entry, item, undone);
    }
  }

  private takeItem(entry: StateEntry, item: StateItem, undone: boolean): void {
    const { seq } = entry;
    switch (item.kind) {
      case 'source':
        this.sourcesById.set(item.id, { id: item.id, name: item.name, trustRank: item.trustRank });
        return;
      case 'load': {
        const { kind: _, replaces, ...facts } = item;
        const id = seq as number as LoadId;
        this.loadsById.set(id, { ...facts, id, at: entry.at, current: !undone });
        if (undone) return;
        for (const replaced of replaces) {
          const load = this.loadsById.get(replaced);
          if (load !== undefined) this.loadsById.set(replaced, { ...load, current: false });
        }
        return;
      }
      case 'refresh':
        this.corrected.renew(seq, item);
        for (let at = 0; at < item.changed.length; at += 2) this.supersede(item.changed[at]!, item.changed[at + 1]!);
        for (const row of item.vanished) this.hidden.add(row);
        return;
      case 'merge': {
        if (!this.forest.merge(seq, item.rows) && item.pins.length === 0) return;
        const anchor = this.forest.anchorOf(item.rows[0]!);
        for (const pin of item.pins) this.addPin({ ...pin, seq, anchor, withMerge: true });
        return;
      }
      case 'distinct':
        this.addVerdict({ seq, rows: [...item.rows] });
        return;
      case 'unmerge': {
        const others = this.forest.membersOf(item.row).filter((row) => row !== item.row);
        this.forest.separate(item.row);
        for (const other of others) this.addVerdict({ seq, rows: [item.row, other] });
        return;
      }
      case 'edit': {
        const anchor = this.rowOfGolden(item.golden);
        if (anchor === undefined) throw new Error(`entry ${seq}: ${item.golden} is no golden id`);
        const pin = { field: item.field, value: item.after, seq, anchor, withMerge: false };
        this.addPin(item.row === undefined ? pin : { ...pin, row: item.row });
        return;
      }
      case 'correct':
        this.corrected.take(seq, item);
        return;
      case 'confirm':
        this.confirmedOn.set(item.row, Math.max(item.on, this.confirmedOn.get(item.row) ?? item.on));
        return;
      case 'policies':
        this.freshnessPolicies = item.policies;
        return;
      case 'rule':
      case 'weights':
      case 'ruling':
      case 'measure':
        this.judged.take(item, seq, entry.at);
        return;
      case 'export':
      case 'match':
        return;
      default:
        assertNever(item);
    }
  }

  /** A newer version takes the place of a row in every decision about it. */
  private supersede(older: RowId, newer: RowId): void {
    this.firstVersion.set(newer, this.identityOf(older));
    this.newerVersion.set(older, newer);
    this.hidden.add(older);
    this.forest.rename(older, newer);
    const verdicts = this.verdictsByRow.get(older);
    if (verdicts !== undefined) {
      this.verdictsByRow.delete(older);
      this.verdictsByRow.set(newer, verdicts);
      for (const verdict of verdicts) verdict.rows.splice(verdict.rows.indexOf(older), 1, newer);
    }
    const pins = this.pinsByAnchor.get(older);
    if (pins !== undefined) {
      this.pinsByAnchor.delete(older);
      this.pinsByAnchor.set(newer, pins.map((pin) => ({ ...pin, anchor: newer })));
    }
    this.judged.rename(older, newer);
    // A confirmation was about the older facts: it does not pass on.
    this.confirmedOn.delete(older);
  }

  private addVerdict(verdict: Verdict): void {
    this.verdicts.push(verdict);
    for (const row of verdict.rows) {
      const known = this.verdictsByRow.get(row);
      if (known === undefined) this.verdictsByRow.set(row, [verdict]);
      else known.push(verdict);
    }
  }

  private addPin(pin: Pin): void {
    const pins = this.pinsByAnchor.get(pin.anchor);
    if (pins === undefined) this.pinsByAnchor.set(pin.anchor, [pin]);
    else pins.push(pin);
  }
}

/** Acts that change the state and so can be taken back. Exports and checks happened; nothing takes them back. */
function isUndoable(act: string): boolean {
  return ['load', 'merge', 'unmerge', 'decide', 'edit', 'standardise', 'tag', 'confirm', 'judge', 'rules', 'map'].includes(act);
}
