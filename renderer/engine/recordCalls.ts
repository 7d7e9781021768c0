// Answers what the grids ask: which records, in what order, the few that are on screen, facets, one record's page.
import type { EngineCalls, MemberRow, RecordLine, RecordsQuery, RowFlag, StaleReason } from '../../shared/contract/engine.ts';
import { rowFlags } from '../../shared/contract/engine.ts';
import type { Job } from '../../shared/kernel/job.ts';
import type { EpochDay, GoldenId, LoadId, RowId, SourceId } from '../../shared/model/ids.ts';
import type { GoldenTable } from '../../shared/state/golden/goldenTable.ts';
import type { FieldView } from '../../shared/table/FieldView.ts';
import { facetCounts } from '../../shared/table/query/facetCounts.ts';
import { withoutField, type Filter } from '../../shared/table/query/Filter.ts';
import { filterRows } from '../../shared/table/query/filterRows.ts';
import { histogram } from '../../shared/table/query/histogram.ts';
import type { QueryContext } from '../../shared/table/query/QueryContext.ts';
import { readFilter } from '../../shared/table/query/readFilter.ts';
import { rowsWindow } from '../../shared/table/query/rowsWindow.ts';
import { sortRows } from '../../shared/table/query/sortRows.ts';
import { Refused } from './refused.ts';
import type { OpenEngine } from './openEngine.ts';
import { QualitySets } from './qualitySets.ts';
import type { RowFlags } from './rowFlags.ts';

/** Answers are kept for as many screens as are likely to be open at once. */
const ANSWERS_KEPT = 8;

/** `golden` where the places are those of golden records. */
type Answer = { readonly golden: GoldenTable | null; readonly places: Uint32Array; readonly dataVersion: number; readonly about: string };

export class RecordCalls {
  private readonly engine: OpenEngine;
  private readonly flags: RowFlags;
  private readonly answers = new Map<number, Answer>();
  private lastQuery = 0;

  private readonly qualitySets: QualitySets;

  constructor(engine: OpenEngine, flags: RowFlags, qualitySets: QualitySets) {
    this.engine = engine;
    this.flags = flags;
    this.qualitySets = qualitySets;
  }

  async query(query: RecordsQuery, job: Job): Promise<EngineCalls['records.query']['response']> {
    const { view, golden } = await this.view(query.of);
    const dataVersion = this.engine.workspace.version;
    const context = await this.context(query.filter, golden, job);
    const { filter } = this.scoped(query);
    const found = await filterRows(view, filter, context, job);
    const places = query.sort.length === 0 ? found : await sortRows(view, found, query.sort, context, job);
    const id = ++this.lastQuery;
    this.answers.set(id, { golden, places, dataVersion, about: aboutOf(query) });
    for (const old of this.answers.keys()) if (this.answers.size > ANSWERS_KEPT) this.answers.delete(old);
    return { query: id, count: places.length, total: view === golden ? golden.length : this.engine.workspace.state.currentRowCount, fields: view.fields };
  }

  /** The source rows that a query is about: of golden records all their current rows. */
  async rowsOf(query: RecordsQuery, job: Job): Promise<RowId[]> {
    const { view, golden } = await this.view(query.of);
    const places = await filterRows(view, this.scoped(query).filter, await this.context(query.filter, golden, job), job);
    if (golden === null) return Array.from(places) as RowId[];
    return Array.from(places).flatMap((place) => this.engine.golden.currentMembers(golden.leads[place]! as RowId));
  }

  /** 1 for each source row that a query is about. */
  async maskOf(query: RecordsQuery, job: Job): Promise<Uint8Array> {
    const mask = new Uint8Array(this.engine.workspace.rows.length);
    for (const row of await this.rowsOf(query, job)) mask[row] = 1;
    return mask;
  }

  window(request: EngineCalls['records.window']['request']): EngineCalls['records.window']['response'] {
    const answer = this.answers.get(request.query);
    // Row ids stay right for ever, golden records do not.
    if (answer === undefined || (answer.golden !== null && answer.dataVersion !== this.engine.workspace.version)) return 'outdated';
    // What is being looked at is kept longest.
    this.answers.delete(request.query);
    this.answers.set(request.query, answer);
    const { golden, places } = answer;
    const { rows } = this.engine.workspace;
    const shown = places.subarray(request.from, request.from + request.count);
    const cells = golden === null ? rowsWindow(rows, places, request.from, request.count, rows.fields) : Array.from(shown, (place) => golden.cells(place));
    return cells.map((line, index): RecordLine => {
      const place = shown[index]!;
      const row = (golden === null ? place : golden.leads[place]!) as RowId;
      return {
        row,
        golden: this.engine.workspace.state.goldenOf(row),
        source: this.sourceOf(row),
        flags: rowFlags.filter((flag) => this.flags.has(flag, row, golden !== null)),
        members: golden !== null ? this.engine.golden.currentMembers(row).length : 1,
        cells: line,
      };
    });
  }

  async facet(request: EngineCalls['records.facet']['request'], job: Job): Promise<EngineCalls['records.facet']['response']> {
    const { query, field, limit, search } = request;
    const { view, golden } = await this.view(query.of);
    const scoped = this.scoped({ ...query, filter: withoutField(query.filter, field) });
    const facet = await facetCounts(view, field, scoped.filter, { limit, search, order: 'count' }, await this.context(query.filter, golden, job), job);
    return { field, values: facet.values.map(({ text, count }) => ({ value: text, count })), distinct: facet.distinct, blank: facet.blank };
  }

  async setCounts(query: RecordsQuery, job: Job): Promise<EngineCalls['records.sets']['response']> {
    const { view, golden } = await this.view(query.of);
    // Most often these are the rows that the grid shows.
    const about = aboutOf(query);
    const shown = [...this.answers.values()].findLast((answer) => answer.about === about && answer.golden === golden && answer.dataVersion === this.engine.workspace.version);
    const places = shown?.places ?? (await filterRows(view, this.scoped(query).filter, await this.context(query.filter, golden, job), job));
    const countOf = (name: string): number => {
      const mask = this.rowSet(name, golden !== null);
      if (mask === undefined) return 0;
      let count = 0;
      for (const place of places) count += mask[golden === null ? place : golden.leads[place]!]!;
      return count;
    };
    return {
      flags: Object.fromEntries(rowFlags.map((flag) => [flag, countOf(flag)])) as Record<RowFlag, number>,
      sources: this.engine.workspace.state.sources.map(({ id }) => ({ source: id, rows: countOf(`source:${id}`) })),
    };
  }

  types(fields: EngineCalls['records.types']['request']['fields']): EngineCalls['records.types']['response'] {
    const context = this.engine.knowledge.queryContext(() => undefined);
    return Object.fromEntries(fields.map((field) => [field, context.typeOf(field)]));
  }

  async histogram({ query, field, bins }: EngineCalls['records.histogram']['request'], job: Job): Promise<EngineCalls['records.histogram']['response']> {
    const { view, golden } = await this.view(query.of);
    const scoped = this.scoped({ ...query, filter: withoutField(query.filter, field) });
    const context = await this.context(query.filter, golden, job);
    const as = context.typeOf(field);
    if (as === 'text') return null;
    const { edges, counts, blank, unreadable } = await histogram(view, field, as, bins, scoped.filter, context, job);
    return { field, as, edges, counts, blank, unreadable };
  }

  page(request: EngineCalls['records.page']['request'], stale: (row: RowId, today: EpochDay) => readonly StaleReason[]): EngineCalls['records.page']['response'] {
    const { golden, workspace } = this.engine;
    const members = golden.currentMembers(request.row);
    if (members.length === 0) throw new Refused({ kind: 'conflict', reason: 'changedSince' });
    const rows = new Set<number>(members);
    return {
      golden: workspace.state.goldenOf(members[0]!),
      fields: golden.fields,
      values: golden.values(members[0]!),
      members: members.map((row) => this.memberRow(row, stale(row, request.today))),
      history: workspace.state.entries
        .filter((entry) => entry.items.some((item) => touches(item, rows, (id) => workspace.state.rowOfGolden(id))))
        .map((entry) => this.engine.line(entry.seq))
        .reverse(),
    };
  }

  memberRow(row: RowId, stale: readonly StaleReason[]): MemberRow {
    const { golden, workspace } = this.engine;
    return {
      row,
      source: this.sourceOf(row),
      load: workspace.state.loadOf(row)?.id ?? (0 as LoadId),
      updatedOn: golden.knownOn(row),
      stale,
      cells: golden.cells(row),
    };
  }

  private async view(of: RecordsQuery['of']): Promise<{ view: FieldView; golden: GoldenTable | null }> {
    if (of === 'rows') return { view: this.engine.workspace.rows, golden: null };
    const golden = await this.engine.goldenTable();
    return { view: golden, golden };
  }

  /** Rows that left the current state stay out of every answer. */
  private scoped(query: RecordsQuery): { filter: Filter } {
    if (query.of === 'golden' || this.engine.workspace.state.loads.every((load) => load.current) && this.engine.workspace.state.hiddenRows.size === 0) return query;
    return { filter: { kind: 'all', of: [{ kind: 'rows', set: 'current' }, query.filter] } };
  }

  /** What queries need to know; sets that take long to find out are there when it answers. */
  private async context(filter: Filter, golden: GoldenTable | null, job: Job): Promise<QueryContext> {
    for (const name of setsOf(filter)) if (QualitySets.isName(name)) await this.qualitySets.ready(name, job);
    return this.engine.knowledge.queryContext((name) => {
      const rows = this.rowSet(name, golden !== null);
      return rows === undefined || golden === null ? rows : atLeads(rows, golden.leads);
    });
  }

  /** Makes ready what takes long of the sets that a filter, as JSON text, names. @throws Cancelled */
  async readySets(filter: string | null, job: Job): Promise<void> {
    const read = filter === null ? undefined : readFilter(filter);
    for (const name of read === undefined ? [] : setsOf(read)) if (QualitySets.isName(name)) await this.qualitySets.ready(name, job);
  }

  /** 1 for each row of a set that a filter names. */
  rowSet(name: string, ofRecords: boolean): Uint8Array | undefined {
    const { rows, state } = this.engine.workspace;
    if (name === 'current') return rows.currentRows();
    if (isFlag(name)) return this.flags.mask(name, ofRecords);
    if (QualitySets.isName(name)) return this.qualitySets.mask(name);
    const [kind, id] = name.split(':');
    const loads = state.loads.filter((load) => (kind === 'load' ? load.id : load.source) === Number(id));
    const mask = new Uint8Array(rows.length);
    for (const load of loads) mask.fill(1, load.firstRow, load.firstRow + load.rows);
    return mask;
  }

  private sourceOf(row: RowId): SourceId {
    return this.engine.workspace.state.loadOf(row)?.source ?? (0 as SourceId);
  }
}

/** Names of the row sets that a filter asks for. */
function setsOf(filter: Filter): string[] {
  switch (filter.kind) {
    case 'rows':
      return [filter.set];
    case 'all':
    case 'any':
      return filter.of.flatMap(setsOf);
    case 'not':
      return setsOf(filter.of);
    default:
      return [];
  }
}

/** Which rows a query picks out, in whatever order. */
function aboutOf({ of, filter }: RecordsQuery): string {
  return JSON.stringify([of, filter]);
}

function atLeads(mask: Uint8Array, leads: Uint32Array): Uint8Array {
  const found = new Uint8Array(leads.length);
  for (let place = 0; place < leads.length; place++) found[place] = mask[leads[place]!]!;
  return found;
}

function isFlag(name: string): name is RowFlag {
  return (rowFlags as readonly string[]).includes(name);
}

/** Whether an item of the log is about one of the rows. */
function touches(item: { readonly kind: string }, rows: ReadonlySet<number>, rowOf: (golden: GoldenId) => RowId | undefined): boolean {
  const golden = 'golden' in item && typeof item.golden === 'string' ? rowOf(item.golden as GoldenId) : undefined;
  const about = item as { row?: number; rows?: unknown; firstRow?: number };
  if (item.kind === 'load') {
    const load = item as unknown as { firstRow: number; rows: number };
    for (const row of rows) if (row >= load.firstRow && row < load.firstRow + load.rows) return true;
    return false;
  }
  if (golden !== undefined && rows.has(golden)) return true;
  if (typeof about.row === 'number' && rows.has(about.row)) return true;
  return Array.isArray(about.rows) && about.rows.some((row: number) => rows.has(row));
}
