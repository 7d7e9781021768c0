// Answers the Enrich place: looks for proposals, keeps them, pages through them, and writes what a steward says of them.
// Over 300 lines: the list, its filters and the decisions about it share what was found and what it follows from.
import type { AcceptedEvidence, AmbiguousLine, Chosen, EngineCalls, EvidenceRow, LogLine, ProposalFilter, ProposalLine, ProposalSummary, ReferenceLine } from '../../shared/contract/engine.ts';
import { bundledTables } from '../../shared/enrich/bundledTables.ts';
import { sourceKey, sourceOfKey, type Linkage, type ProposalSource } from '../../shared/enrich/enrichTypes.ts';
import { AMBIGUOUS, MATCHED, type Links } from '../../shared/enrich/linkByKey.ts';
import { ProposalList, type Proposal } from '../../shared/enrich/ProposalList.ts';
import { suggestTie } from '../../shared/enrich/suggestTie.ts';
import { quietJob, type Job } from '../../shared/kernel/job.ts';
import { seededRandom } from '../../shared/kernel/random.ts';
import type { FieldId } from '../../shared/model/fields.ts';
import type { LoadId, RowId } from '../../shared/model/ids.ts';
import { linkRecords, proposeFromAnswers, proposeFromInside, proposeLinked, referenceRows, showsOf, type Records } from '../../shared/state/enrich/enrichWorkspace.ts';
import { linkByEngine, type EngineLinks } from '../../shared/state/enrich/linkByEngine.ts';
import { becauseOf, isOpen, planAccept, planLinkage, planReject, type Shows } from '../../shared/state/plan/planEnrich.ts';
import { textAt } from '../../shared/table/TextColumn.ts';
import { packProposals, unpackProposals, type KeptProposals } from './keptProposals.ts';
import { startMatchPool } from './matchPool.ts';
import type { OpenEngine } from './openEngine.ts';
import { Refused } from './refused.ts';

const RESULT = 'enrich';

type Tied = { readonly linkage: Linkage; readonly links: Links | EngineLinks; readonly leads: Uint32Array };

export class EnrichCalls {
  private readonly engine: OpenEngine;
  private kept: KeptProposals | undefined;
  /** How records were tied when somebody last looked; absent after a restart. */
  private readonly tied = new Map<LoadId, Tied>();
  /** Places of the records that are not clear, by reference, as of a version. */
  private waitingPlaces = new Map<LoadId, { readonly version: number; readonly places: readonly number[] }>();
  private found: { readonly version: number; readonly key: string; readonly places: Uint32Array } | undefined;
  private counted: { readonly version: number; readonly all: number; readonly bySource: ReadonlyMap<string, number>; readonly byField: ReadonlyMap<FieldId, number> } | undefined;

  private constructor(engine: OpenEngine, kept: KeptProposals | undefined) {
    this.engine = engine;
    this.kept = kept;
  }

  /** Takes up the proposals of an earlier session. */
  static async restore(engine: OpenEngine): Promise<EnrichCalls> {
    const stored = await engine.readResult(RESULT);
    return new EnrichCalls(engine, stored === null ? undefined : unpackProposals(stored));
  }

  references(): ReferenceLine[] {
    const { state } = this.engine.workspace;
    return state.enrichment.liveReferences.flatMap((id) => {
      const load = state.load(id);
      if (load?.reference === undefined) return [];
      const { reference: table, fileName, rows, quarantined, columns, at } = load;
      return [{ id, table, fileName, rows, quarantined, columns, at, linkage: state.enrichment.linkageOf(id) ?? null, ambiguous: this.waiting(id) }];
    });
  }

  async suggest({ reference }: EngineCalls['enrich.suggest']['request']): Promise<EngineCalls['enrich.suggest']['response']> {
    const records = await this.records();
    const load = this.engine.workspace.state.load(reference);
    const fields = load?.reference?.fields ?? [];
    return { ...suggestTie(records.table, referenceRows(this.engine.workspace, { reference }), fields), ownFields: records.table.fields };
  }

  async count(linkage: Linkage, job: Job): Promise<EngineCalls['enrich.count']['response']> {
    return (await this.link(await this.records(), linkage, job)).counts;
  }

  async tie(linkage: Linkage, job: Job): Promise<LogLine> {
    const line = await this.engine.commit({ ok: true, value: planLinkage(linkage) });
    await this.look(job);
    return line;
  }

  /** Looks for all proposals anew; what was accepted or turned down stays so. */
  async look(job: Job): Promise<undefined> {
    const { workspace, knowledge, language } = this.engine;
    const records = await this.records();
    const list = new ProposalList();
    const { enrichment } = workspace.state;
    proposeFromAnswers(list, records, (field) => knowledge.contextOf(field));
    this.tied.clear();
    this.waitingPlaces.clear();
    for (const reference of enrichment.liveReferences) {
      const linkage = enrichment.linkageOf(reference);
      if (linkage === undefined) continue;
      const links = await this.link(records, linkage, job);
      this.tied.set(reference, { linkage, links, leads: records.table.leads });

      await proposeLinked(list, records, linkage, links, job, 'confidenceOf' in links ? (record) => links.confidenceOf(record) : undefined);
    }
    await proposeFromInside(list, records, { language, contextOf: (field) => knowledge.contextOf(field) }, job);
    await this.keep({ list, since: workspace.head.size, basis: this.basis() });
    return undefined;
  }

  summary(filter: ProposalFilter): ProposalSummary {
    const { kept } = this;
    if (kept === undefined) return { looked: false, outdated: false, total: 0, records: 0, all: 0, bySource: [], byField: [] };
    const places = this.places(filter);
    const { all, bySource, byField } = this.counts(kept);
    const met = new Uint8Array(this.engine.workspace.rows.length);
    for (const place of places) met[kept.list.rowAt(place)] = 1;
    return {
      looked: true,
      outdated: kept.basis !== this.basis(),
      total: places.length,
      records: met.reduce((sum, one) => sum + one, 0),
      all,
      bySource: kept.list.knownSources
        .map((source) => ({ source, key: sourceKey(source), name: this.nameOf(source), count: bySource.get(sourceKey(source)) ?? 0 }))
        .filter(({ count }) => count > 0),
      byField: [...byField].map(([field, count]) => ({ field, count })).sort((a, b) => b.count - a.count),
    };
  }

  async page({ filter, from, count }: EngineCalls['enrich.page']['request']): Promise<readonly ProposalLine[]> {
    const { kept } = this;
    if (kept === undefined) return [];
    const shows = showsOf(await this.records());
    return Array.from(this.places(filter).subarray(from, from + count), (place) => this.lineOf(kept, place, shows));
  }

  async sample({ filter, count, seed }: EngineCalls['enrich.sample']['request']): Promise<readonly ProposalLine[]> {
    const { kept } = this;
    if (kept === undefined) return [];
    const shows = showsOf(await this.records());
    const places = this.places(filter);
    const random = seededRandom(seed);
    const chosen = new Set<number>();
    while (chosen.size < Math.min(count, places.length)) chosen.add(Math.floor(random() * places.length));
    return [...chosen].sort((a, b) => a - b).map((at) => this.lineOf(kept, places[at]!, shows));
  }

  evidence({ id }: EngineCalls['enrich.evidence']['request']): EvidenceRow | null {
    const proposal = this.proposalAt(id);
    return proposal.from === null ? null : this.evidenceRow(proposal.from, proposal.value);
  }

  accepted({ row, field }: EngineCalls['enrich.accepted']['request']): AcceptedEvidence | null {
    const { state } = this.engine.workspace;
    const found = state.enrichment.valuesOf(state.merges.membersOf(row)).find((value) => value.field === field);
    const source = found === undefined ? undefined : sourceOfKey(found.source);
    if (found === undefined || source === undefined) return null;
    return {
      entry: this.engine.line(found.seq),
      source,
      sourceName: this.nameOf(source),
      confidence: found.confidencePpm / 1e6,
      because: found.because,
      evidence: found.row === undefined ? null : this.evidenceRow(found.row, found.value),
    };
  }

  async accept({ chosen, instead }: EngineCalls['enrich.accept']['request']): Promise<LogLine> {
    const shows = showsOf(await this.records());
    return this.engine.commit(planAccept(this.engine.workspace.state, this.proposals(chosen, instead), shows));
  }

  async reject({ chosen }: EngineCalls['enrich.reject']['request']): Promise<LogLine> {
    const shows = showsOf(await this.records());
    return this.engine.commit(planReject(this.engine.workspace.state, this.proposals(chosen, null), shows));
  }

  async ambiguousPage({ reference, from, count }: EngineCalls['enrich.ambiguous']['request']): Promise<EngineCalls['enrich.ambiguous']['response']> {
    const tied = await this.tiedTo(reference);
    const { workspace } = this.engine;
    if (tied === undefined) return { total: 0, headers: [], columns: [], lines: [] };
    const { linkage, links, leads } = tied;
    const pairs = [...linkage.keys, ...linkage.bring];
    const rows = referenceRows(workspace, linkage);
    const shows = showsOf(await this.records());
    const waiting = this.placesWaiting(reference, tied);
    const lines = waiting.slice(from, from + count).map((place): AmbiguousLine => {
      const row = leads[place]! as RowId;
      const cells = (at: number): string[] => pairs.map(({ column }) => rows.columns.find(({ name }) => name === column)).map((one) => (one === undefined ? '' : textAt(one.column, at)));
      return { row, title: this.engine.titleOf(row), own: pairs.map(({ field }) => shows(row, field)), candidates: links.candidatesOf(place).map((at) => ({ referenceRow: at, cells: cells(at) })) };
    });
    return { total: waiting.length, headers: pairs.map(({ field }) => field), columns: pairs.map(({ column }) => column), lines };
  }

  async choose({ reference, row, referenceRow }: EngineCalls['enrich.choose']['request']): Promise<LogLine> {
    const tied = await this.tiedTo(reference);
    const records = await this.records();
    const place = records.table.placeOf(row);
    if (tied === undefined || place === undefined) throw new Refused({ kind: 'conflict', reason: 'changedSince' });
    const candidates = referenceRow === null ? tied.links.candidatesOf(place) : [referenceRow];
    const list = new ProposalList();
    for (const one of candidates) {
      const status = new Uint8Array(records.table.length);
      status[place] = MATCHED;
      await proposeLinked(list, records, tied.linkage, { status, row: new Uint32Array(records.table.length).fill(one) }, quietJob, () => 1);
    }
    const proposals = Array.from({ length: list.size }, (_, at) => list.at(at));
    const { state } = this.engine.workspace;
    const shows = showsOf(records);
    return this.engine.commit(referenceRow === null ? planReject(state, proposals, shows) : planAccept(state, proposals, shows));
  }

  bundled(): EngineCalls['enrich.bundled']['response'] {
    const lines = this.references();
    return bundledTables.map(({ id, rows, columns, source, date, licence }) => {
      const own = lines.find(({ table }) => table.standsFor === id);
      return { id, rows: rows().length, columns, source, date, licence, replacedBy: own === undefined ? null : { id: own.id, name: own.table.name } };
    });
  }

  bundledRows({ id, from, count }: EngineCalls['enrich.bundledRows']['request']): EngineCalls['enrich.bundledRows']['response'] {
    const rows = bundledTables.find((table) => table.id === id)!.rows();
    return { total: rows.length, rows: rows.slice(from, from + count) };
  }

  /** A row of a reference, or of another record, as it was delivered. */
  evidenceRow(row: RowId, value: string | null): EvidenceRow | null {
    const { state, rows } = this.engine.workspace;
    const load = state.loadOf(row);
    const table = load === undefined ? undefined : rows.table(load.id);
    if (load === undefined || table === undefined) return null;
    const cells = table.columns.map(({ name, column }) => {
      const text = textAt(column, row - load.firstRow);
      return { column: name, text, isValue: value !== null && text.trim() === value };
    });
    return { row: row - load.firstRow + 1, table: load.reference?.name ?? state.source(load.source)?.name ?? '', fileName: load.fileName, cells };
  }

  nameOf(source: ProposalSource): string {
    const { state } = this.engine.workspace;
    if (source.kind === 'answer') {
      const answer = state.refresh.all.find(({ seq }) => seq === source.pack);
      return (answer === undefined ? undefined : state.refresh.pack(answer.pack)?.name) ?? '';
    }
    if (source.kind !== 'reference') return '';
    return state.load(source.reference)?.reference?.name ?? '';
  }

  async records(): Promise<Records> {
    const table = await this.engine.goldenTable();
    return { workspace: this.engine.workspace, golden: this.engine.golden, table };
  }

  private async link(records: Records, linkage: Linkage, job: Job): Promise<Links | EngineLinks> {
    if (linkage.by === 'key') return linkRecords(records, linkage, job);
    const pool = await startMatchPool();
    try {
      return await linkByEngine(records, linkage, pool, () => performance.now(), job);
    } finally {
      pool.end();
    }
  }

  /** After a restart records are tied again when somebody asks for those that are not clear. */
  private async tiedTo(reference: LoadId): Promise<Tied | undefined> {
    const known = this.tied.get(reference);
    if (known !== undefined) return known;
    const linkage = this.engine.workspace.state.enrichment.linkageOf(reference);
    if (linkage === undefined) return undefined;
    const records = await this.records();
    const tied = { linkage, links: await this.link(records, linkage, quietJob), leads: records.table.leads };
    this.tied.set(reference, tied);
    return tied;
  }

  private waiting(reference: LoadId): number | null {
    const tied = this.tied.get(reference);
    return tied === undefined ? null : this.placesWaiting(reference, tied).length;
  }

  private placesWaiting(reference: LoadId, { linkage, links, leads }: Tied): readonly number[] {
    const { version, workspace } = this.engine;
    const known = this.waitingPlaces.get(reference);
    if (known?.version === version) return known.places;
    const places: number[] = [];
    links.status.forEach((one, place) => {
      if (one === AMBIGUOUS && this.waits(workspace.state, leads[place]! as RowId, linkage)) places.push(place);
    });
    this.waitingPlaces.set(reference, { version, places });
    return places;
  }

  /** Whether nobody chose for the record since: neither a value of the reference nor that none fits. */
  private waits(state: Records['workspace']['state'], row: RowId, { reference }: Linkage): boolean {
    const { enrichment, merges } = state;
    const source = sourceKey({ kind: 'reference', reference });
    return !enrichment.isTouched(row) || !enrichment.speaksOf(merges.membersOf(row), source);
  }

  private async keep(kept: KeptProposals): Promise<void> {
    this.kept = kept;
    this.found = undefined;
    this.counted = undefined;
    await this.engine.keep([{ kind: 'putResult', name: RESULT, ...packProposals(kept) }]);
    this.engine.changed();
  }

  /** Places in the list of open proposals that fit, in order; kept while nothing changes. */
  private places(filter: ProposalFilter): Uint32Array {
    const { kept } = this;
    if (kept === undefined) return new Uint32Array();
    const { version } = this.engine;
    const key = JSON.stringify(filter);
    if (this.found?.version === version && this.found.key === key) return this.found.places;
    const places = kept.list.find(filter, this.openIn(kept));
    this.found = { version, key, places };
    return places;
  }

  private counts(kept: KeptProposals): NonNullable<EnrichCalls['counted']> {
    const { version } = this.engine;
    if (this.counted?.version === version) return this.counted;
    const { list } = kept;
    const { all, bySource, byField } = list.count(this.openIn(kept));
    this.counted = {
      version,
      all,
      bySource: new Map(list.knownSources.map((source, index) => [sourceKey(source), bySource[index]!])),
      byField: new Map(list.knownFields.map((field, index) => [field, byField[index]!] as const).filter(([, count]) => count > 0)),
    };
    return this.counted;
  }

  private openIn({ list, since }: KeptProposals): (place: number) => boolean {
    const { state, rows } = this.engine.workspace;
    // Most rows were never touched: what has to be looked at closer is marked once, for millions of proposals.
    const current = rows.currentRows();
    const marked = new Uint8Array(current.length);
    for (const touched of [state.enrichment.touchedRows(), state.pinnedRows(), state.merges.mergedRows()]) for (const row of touched) if (row < marked.length) marked[row] = 1;
    // Evidence is compared as the row itself delivered it: enough to know a value that was turned down a moment ago.
    const shows: Shows = (row, field) => this.cellOf(row, field);
    return (place) => {
      const row = list.rowAt(place);
      return current[row] === 1 && (marked[row] === 0 || isOpen(state, list.at(place), since, shows));
    };
  }

  private cellOf(row: RowId, field: FieldId): string {
    const value = this.engine.golden.values(row).find((one) => one.field === field);
    return value?.value ?? '';
  }

  private lineOf({ list }: KeptProposals, place: number, shows: Shows): ProposalLine {
    const proposal = list.at(place);
    const { row, field, before, value, source, confidence, from } = proposal;
    return {
      id: place,
      row,
      golden: this.engine.workspace.state.goldenOf(row),
      title: this.engine.titleOf(row),
      field,
      before,
      value,
      source,
      sourceName: this.nameOf(source),
      confidence,
      because: becauseOf(proposal, shows),
      from,
    };
  }

  private *proposals(chosen: Chosen, instead: string | null): Generator<Proposal & { instead?: string }> {
    const ids = chosen.kind === 'ids' ? chosen.ids : this.places(chosen.filter);
    for (const id of ids) yield instead === null ? this.proposalAt(id) : { ...this.proposalAt(id), instead };
  }

  private proposalAt(id: number): Proposal {
    if (this.kept === undefined || id >= this.kept.list.size) throw new Refused({ kind: 'conflict', reason: 'changedSince' });
    return this.kept.list.at(id);
  }

  /** What the list follows from: rows, corrections, tables and how they are tied. */
  private basis(): string {
    const { loads, corrections, enrichment } = this.engine.workspace.state;
    const tables = enrichment.liveReferences.map((id) => JSON.stringify(enrichment.linkageOf(id) ?? id));
    return [...loads.filter(({ current }) => current).map(({ id }) => id), corrections.key, ...tables].join(',');
  }
}
