// What was delivered: sources, their loads, which rows are part of the current state, and which row is a newer version of which.
import type { EntrySeq, LoadId, RowId, SourceId } from '../../model/ids.ts';
import type { Load, Source } from '../../model/source.ts';
import type { LoadItem, MapItem, SourceItem } from './items.ts';

/** Part of the projection; only `take…`, `hide` and `supersede` change it. */
export class Deliveries {
  private readonly sourcesById = new Map<SourceId, Source>();
  /** Sources that came with loads which were taken back: known again where a later load of theirs stands. */
  private readonly undoneSources = new Map<SourceId, Source>();
  /** In order of their rows. */
  private readonly allLoads: Load[] = [];
  private readonly placeOfLoad = new Map<LoadId, number>();
  private readonly newerVersion = new Map<RowId, RowId>();
  private readonly firstVersion = new Map<RowId, RowId>();
  private readonly hidden = new Set<RowId>();

  /** A source that is said to be gone is so only while nothing of it is part of the current state. */
  takeSource(item: SourceItem): void {
    const { kind: _, gone, ...source } = item;
    if (gone !== true) this.sourcesById.set(source.id, source);
    else if (!this.allLoads.some((load) => load.current && load.source === source.id)) this.sourcesById.delete(source.id);
  }

  takeUndoneSource(item: SourceItem): void {
    const { kind: _, gone: __, ...source } = item;
    this.undoneSources.set(source.id, source);
  }

  takeMapping(seq: EntrySeq, { load, mapping }: MapItem): void {
    this.changeLoad(load, { mapping, mappedBy: seq });
  }

  /** Rows keep their ids even when their load was undone, so an undone load stays known as not current. */
  takeLoad(id: LoadId, at: number, item: LoadItem, undone: boolean): void {
    const { kind: _, replaces, ...facts } = item;
    this.placeOfLoad.set(id, this.allLoads.length);
    // A reference is beside the records, never among them.
    this.allLoads.push({ ...facts, id, at, current: !undone && facts.reference === undefined });
    if (undone) return;
    const source = this.undoneSources.get(facts.source);
    if (source !== undefined && !this.sourcesById.has(facts.source)) this.sourcesById.set(facts.source, source);
    for (const replaced of replaces) this.changeLoad(replaced, { current: false });
  }

  private changeLoad(id: LoadId, changes: Partial<Load>): void {
    const place = this.placeOfLoad.get(id);
    if (place !== undefined) this.allLoads[place] = { ...this.allLoads[place]!, ...changes };
  }

  /** Takes a row out of the current state. */
  hide(row: RowId): void {
    this.hidden.add(row);
  }

  /** A newer version takes the place of a row. */
  supersede(older: RowId, newer: RowId): void {
    this.firstVersion.set(newer, this.identityOf(older));
    this.newerVersion.set(older, newer);
    this.hidden.add(older);
  }

  get sources(): readonly Source[] {
    return [...this.sourcesById.values()].sort((a, b) => a.trustRank - b.trustRank || a.id - b.id);
  }

  source(id: SourceId): Source | undefined {
    return this.sourcesById.get(id);
  }

  /** The highest number that any source ever had; 0 where there was none. */
  get lastSourceId(): number {
    return Math.max(0, ...this.sourcesById.keys(), ...this.undoneSources.keys(), ...this.allLoads.map(({ source }) => source));
  }

  /** In order of their rows, those that left the current state included. */
  get loads(): readonly Load[] {
    return this.allLoads;
  }

  load(id: LoadId): Load | undefined {
    const place = this.placeOfLoad.get(id);
    return place === undefined ? undefined : this.allLoads[place];
  }

  loadOf(row: RowId): Load | undefined {
    let [low, high] = [0, this.allLoads.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.allLoads[middle]!.firstRow <= row) low = middle + 1;
      else high = middle;
    }
    const load = this.allLoads[low - 1];
    return load !== undefined && row < load.firstRow + load.rows ? load : undefined;
  }

  /** Rows ever taken in; the next load starts here. */
  get rowCount(): number {
    const last = this.allLoads.at(-1);
    return last === undefined ? 0 : last.firstRow + last.rows;
  }

  /** Rows of the current state. */
  get currentRowCount(): number {
    return this.countCurrent(() => true);
  }

  /** Rows of the current state that a source delivered. */
  currentRowsOf(source: SourceId): number {
    return this.countCurrent((load) => load.source === source);
  }

  private countCurrent(counts: (load: Load) => boolean): number {
    const isCounted = (load: Load | undefined) => load?.current === true && counts(load);
    let count = 0;
    for (const load of this.allLoads) if (isCounted(load)) count += load.rows;
    for (const row of this.hidden) if (isCounted(this.loadOf(row))) count--;
    return count;
  }

  /** Rows that a newer delivery replaced or no longer has, or that are blocked; of loads that are current otherwise. */
  get hiddenRows(): ReadonlySet<RowId> {
    return this.hidden;
  }

  /** Whether the row is part of the current state. */
  isCurrent(row: RowId): boolean {
    return !this.hidden.has(row) && this.loadOf(row)?.current === true;
  }

  /** The first version of a row, by which its golden record is named for ever. */
  identityOf(row: RowId): RowId {
    return this.firstVersion.get(row) ?? row;
  }

  /** The versions of a row that refreshes brought, oldest first. */
  versionsOf(row: RowId): RowId[] {
    const versions = [this.identityOf(row)];
    for (let newer = this.newerVersion.get(versions[0]!); newer !== undefined; newer = this.newerVersion.get(newer)) versions.push(newer);
    return versions;
  }

  /** The newest version of a row. */
  newestOf(row: RowId): RowId {
    return this.versionsOf(row).at(-1)!;
  }

  /** The version of a row that was the newest before entry `seq`. */
  versionAt(row: RowId, seq: EntrySeq): RowId {
    return this.versionsOf(row).findLast((version, index) => index === 0 || (this.loadOf(version)?.id ?? 0) < (seq as number))!;
  }

  /** For the digest of the state. */
  facts(): { sources: readonly Source[]; loads: readonly Load[]; hidden: RowId[]; versions: [RowId, RowId][] } {
    return { sources: this.sources, loads: this.loads, hidden: [...this.hidden].sort((a, b) => a - b), versions: [...this.newerVersion].sort(([a], [b]) => a - b) };
  }
}
