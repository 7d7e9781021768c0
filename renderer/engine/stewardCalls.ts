// Answers what stewards ask beyond one group: how records part, lineage, survivorship, second persons, earlier decisions, bulk edits.
import type { BulkPreview, BulkRequest, DecisionFilter, DecisionLine, EngineCalls, Lineage, LogLine, MergeNode, SplitPreview, SurvivorshipPage } from '../../shared/contract/engine.ts';
import type { Job } from '../../shared/kernel/job.ts';
import { ok } from '../../shared/kernel/result.ts';
import { defaultRulesOf, defaultUnits, ruleOf } from '../../shared/merge/survivorship.ts';
import type { MergeTree } from '../../shared/merge/mergeForest.ts';
import type { EntrySeq, RowId, SourceId } from '../../shared/model/ids.ts';
import { listDecisions, type ListedDecision } from '../../shared/state/golden/decisionList.ts';
import { planApprovals, planEdit, planSurvivorship, planUnpin } from '../../shared/state/plan/plan.ts';
import { bulkChanges, bulkPreview, reasonOf } from '../../shared/state/plan/planBulk.ts';
import { planGoldenCells, planRowCells } from '../../shared/state/plan/planCells.ts';
import { planCorrection } from '../../shared/state/plan/planCorrection.ts';
import { foreseeSplit, planRevoke, planSplit, planUphold } from '../../shared/state/plan/planSplit.ts';
import { survivorshipFlips } from '../../shared/state/golden/survivorshipFlips.ts';
import type { OpenEngine } from './openEngine.ts';
import { PatternThread } from './PatternThread.ts';
import type { RecordCalls } from './recordCalls.ts';
import { Refused } from './refused.ts';

/** Golden values shown before a rule is changed. */
const FLIPS_SHOWN = 200;

export class StewardCalls {
  private readonly engine: OpenEngine;
  private readonly records: RecordCalls;
  private readonly patterns = new PatternThread();
  private listed: { readonly version: number; readonly lines: readonly ListedDecision[] } | undefined;

  constructor(engine: OpenEngine, records: RecordCalls) {
    this.engine = engine;
    this.records = records;
  }

  lineage(row: RowId): Lineage {
    const { golden, workspace } = this.engine;
    const { state } = workspace;
    const members = state.merges.membersOf(row);
    const current = members.filter((member) => state.isCurrent(member));
    const entryAt = (seq: EntrySeq): { at: number; actor: string } => state.entries[seq]!;
    const node = ({ seq, parts }: MergeTree): MergeNode => ({ entry: seq, at: entryAt(seq).at, actor: entryAt(seq).actor, parts: parts.map((part) => (typeof part === 'number' ? part : node(part))) });
    const tree = state.merges.treeOf(row);
    return {
      tree: tree === undefined ? null : node(tree),
      handSet: state.pinsOf(row).map((pin) => ({
        field: pin.field,
        value: pin.value,
        row: pin.row ?? null,
        entry: pin.seq,
        at: pin.at,
        actor: entryAt(pin.seq).actor,
        comment: commentOf(state.entries[pin.seq]!.items, pin.field),
        hold: pin.hold ?? 'always',
        holds: golden.holds(pin, current),
      })),
      loads: members.map((member) => {
        const load = state.loadOf(member)!;
        return { row: member, source: load.source, fileName: load.fileName, at: load.at, entry: load.id as number as EntrySeq };
      }),
      links: state.links(new Set<number>(members)).map((link) => ({
        row: link.row,
        golden: state.ownGoldenId(link.identity),
        from: link.from === null ? null : entryAt(link.from).at,
        until: link.until === null ? null : entryAt(link.until).at,
      })),
    };
  }

  foreseeSplit({ row, taken }: EngineCalls['split.foresee']['request']): SplitPreview {
    const { state } = this.engine.workspace;
    const { parts, unclear } = foreseeSplit(state, row, taken);
    return {
      parts: parts.map((rows) => ({ golden: state.goldenAfterMerge(rows), rows: rows.map((one) => ({ row: one, title: this.engine.titleOf(one), source: state.loadOf(one)?.source ?? (0 as SourceId) })) })),
      unclear: unclear.map(({ field, value, row: from }) => ({ field, value, row: from ?? null })),
    };
  }

  split({ row, taken, kept, open, comment, reason }: EngineCalls['split.run']['request']): Promise<LogLine> {
    return this.engine.commit(planSplit(this.engine.workspace.state, { row, taken, kept, open }, { comment, reason }));
  }

  setByHand({ row, field, value, from, hold, comment }: EngineCalls['handSet.set']['request']): Promise<LogLine> {
    const { state } = this.engine.workspace;
    return this.engine.commit(planEdit(state, state.goldenOf(row), { field, before: this.valueOf(row, field), after: value, comment, ...(from === null ? {} : { row: from }), ...(hold === 'always' ? {} : { hold }) }));
  }

  release({ row, field, comment }: EngineCalls['handSet.release']['request']): Promise<LogLine> {
    const { state } = this.engine.workspace;
    return this.engine.commit(planUnpin(state, state.goldenOf(row), { field, before: this.valueOf(row, field), comment }));
  }

  survivorship(): SurvivorshipPage {
    const { golden, workspace } = this.engine;
    const settings = workspace.state.survivorship;
    return {
      settings,
      units: settings?.units ?? defaultUnits,
      defaults: golden.fields.map((field) => ({ field, rules: defaultRulesOf(field) })),
      lines: golden.units.map(({ fields, rules, trust }) => ({ field: fields[0]!, fields, rules, trust, isDefault: ruleOf(fields[0]!, settings) === undefined })),
    };
  }

  async foreseeSurvivorship({ settings }: EngineCalls['survivorship.foresee']['request'], job: Job): Promise<EngineCalls['survivorship.foresee']['response']> {
    const table = await this.engine.goldenTable();
    const { some, ...flips } = await survivorshipFlips(this.engine.workspace, this.engine.golden, table, settings, FLIPS_SHOWN, job);
    return { ...flips, some: some.map(({ lead, ...flip }) => ({ ...flip, row: lead, title: this.engine.titleOf(lead) })) };
  }

  applySurvivorship({ settings, flips }: EngineCalls['survivorship.apply']['request']): Promise<LogLine> {
    return this.engine.commit(ok(planSurvivorship(settings, flips)));
  }

  approvals(counts: { waiting: number; disagreed: number }): EngineCalls['approvals.read']['response'] {
    const { approvalRule, secondLooks } = this.engine.workspace.state;
    return { rule: approvalRule, ...counts, ...secondLooks.agreement };
  }

  setApprovals({ rule }: EngineCalls['approvals.set']['request']): Promise<LogLine> {
    return this.engine.commit(ok(planApprovals(rule)));
  }

  decisions({ filter, from, count }: EngineCalls['decisions.list']['request']): EngineCalls['decisions.list']['response'] {
    const { version } = this.engine.workspace;
    if (this.listed?.version !== version) this.listed = { version, lines: listDecisions(this.engine.workspace, this.engine.golden) };
    const { lines } = this.listed;
    const chosen = lines.filter((line) => passes(filter, line));
    return { total: chosen.length, look: lines.filter(({ trouble }) => trouble !== null).length, lines: chosen.slice(from, from + count).map((line): DecisionLine => ({ ...line, title: this.engine.titleOf(line.rows[0]!) })) };
  }

  revoke({ line, comment, reason }: EngineCalls['decisions.revoke']['request']): Promise<LogLine> {
    const { state } = this.engine.workspace;
    const said = { comment, reason };
    if (line.kind === 'distinct') return this.engine.commit(planRevoke(state, line.entry, line.rows, said));
    if (line.kind === 'merge') return this.engine.commit(planSplit(state, { row: line.rows[0]!, taken: { merge: line.entry }, kept: [], open: true }, said));
    return this.release({ row: line.rows[0]!, field: line.field!, comment });
  }

  uphold({ line, comment }: EngineCalls['decisions.uphold']['request']): Promise<LogLine> {
    return this.engine.commit(ok(planUphold(line.entry, line.rows, line.field, comment)));
  }

  async foreseeBulk(request: BulkRequest, job: Job): Promise<BulkPreview> {
    const rows = await this.rowsIn(request, job);
    return bulkPreview(rows.length, await bulkChanges(this.engine.workspace, rows, request.field, request.work, job, this.patterns.replace));
  }

  async applyBulk({ cells, comment, ...request }: EngineCalls['bulk.apply']['request'], job: Job): Promise<LogLine> {
    const { workspace } = this.engine;
    const rows = await this.rowsIn(request, job);
    const found = await bulkChanges(workspace, rows, request.field, request.work, job, this.patterns.replace);
    // What was shown is what is done.
    if (!found.ok || found.value.cells !== cells) throw new Refused({ kind: 'conflict', reason: 'changedSince' });
    const isEveryRow = rows.length === workspace.state.currentRowCount;
    const changes = isEveryRow ? found.value.changes.map(({ before, after }) => ({ before, after })) : found.value.changes;
    return this.engine.commit(planCorrection(workspace.state, workspace.rows, { field: request.field, changes, reason: reasonOf(request.work), comment }), job);
  }

  setCells({ of, cells, comment }: EngineCalls['cells.set']['request']): Promise<LogLine> {
    const { state, rows } = this.engine.workspace;
    return this.engine.commit(of === 'rows' ? planRowCells(state, rows, cells, comment) : planGoldenCells(state, (row, field) => this.valueOf(row, field), cells, comment));
  }

  private rowsIn({ scope }: BulkRequest, job: Job): Promise<readonly RowId[]> {
    if ('query' in scope) return this.records.rowsOf(scope.query, job);
    const { state } = this.engine.workspace;
    const rows = scope.of === 'golden' ? state.merges.membersOfAll(scope.rows) : scope.rows;
    return Promise.resolve(rows.filter((row) => state.isCurrent(row)));
  }

  private valueOf(row: RowId, field: string): string {
    return this.engine.golden.values(row).find((one) => one.field === field)?.value ?? '';
  }
}

function passes(filter: DecisionFilter, { kind, trouble }: ListedDecision): boolean {
  return filter === 'all' || (filter === 'look' ? trouble !== null : kind === filter);
}

/** What was said when a value was set by hand, alone or with a merge. */
function commentOf(items: readonly { readonly kind: string; readonly comment?: string; readonly field?: unknown }[], field: string): string {
  const item = items.find((one) => one.kind === 'edit' && one.field === field) ?? items.find((one) => one.kind === 'merge');
  return item?.comment ?? '';
}
