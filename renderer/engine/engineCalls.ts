// Every call of the contract and what answers it; which of them write, so that those run one at a time.
import type { EngineCall, EngineCalls } from '../../shared/contract/engine.ts';
import type { Job } from '../../shared/kernel/job.ts';
import { Background } from './background.ts';
import { decideDistinct, decideGroups, decideMerge, redo, undo, undoState } from './decideCalls.ts';
import { runExport } from './exportCalls.ts';
import { compareLoad, previewLoad, quarantinedLines, runLoad } from './loadCalls.ts';
import { listEntries, listItems } from './logCalls.ts';
import type { Machine } from './machineClient.ts';
import { MatchCalls } from './matchCalls.ts';
import type { OpenEngine } from './openEngine.ts';
import { openWorkspace } from './openWorkspace.ts';
import { overviewOf } from './overviewCalls.ts';
import { RecordCalls } from './recordCalls.ts';
import { Refused } from './refused.ts';
import { RowFlags } from './rowFlags.ts';
import { StaleCalls } from './staleCalls.ts';
import { prepareSearch } from '../../shared/table/search/searchRows.ts';
import { foldText } from '../../shared/values/fold.ts';
import { planSourceUpdate } from '../../shared/state/plan.ts';
import { verifyRecord } from './verifyCalls.ts';

type Handlers = {
  readonly [Name in EngineCall]: (request: EngineCalls[Name]['request'], job: Job) => EngineCalls[Name]['response'] | Promise<EngineCalls[Name]['response']>;
};

/** One open workspace and those who answer for it. */
type Desk = { readonly engine: OpenEngine; readonly records: RecordCalls; readonly stale: StaleCalls; readonly match: MatchCalls; readonly flags: RowFlags };

const writes: ReadonlySet<EngineCall> = new Set<EngineCall>([
  'open',
  'close',
  'sources.update',
  'load.run',
  'records.edit',
  'records.unmerge',
  'match.run',
  'match.threshold',
  'decide.merge',
  'decide.distinct',
  'decide.band',
  'undo.undo',
  'undo.redo',
  'stale.confirm',
  'stale.policies',
  'export.run',
]);

export function startEngineCalls(machine: Machine, tellChanged: (version: number) => void): { handlers: Handlers; isWrite: (call: EngineCall) => boolean } {
  let desk: Desk | undefined;
  const at = (): Desk => {
    if (desk === undefined) throw new Refused({ kind: 'notOpen' });
    return desk;
  };
  const background = new Background();
  let prepared: unknown;
  /** What searches and flags need of the rows is made ready while nobody waits. */
  const prepare = (): void => {
    if (desk === undefined) return;
    const { engine, flags } = desk;
    const { rows } = engine.workspace;
    const column = rows.fields[0] === undefined ? undefined : rows.field(rows.fields[0]);
    if (column === undefined || column === prepared) return;
    prepared = column;
    background.start([
      async (job) => {
        await flags.ready('invalid', job);
        engine.changed();
      },
      (job) => prepareSearch(rows, rows.fields, foldText, job),
    ]);
  };
  const tell = (version: number): void => {
    tellChanged(version);
    prepare();
  };
  const close = (): undefined => {
    background.stop();
    prepared = undefined;
    desk?.match.close();
    desk?.engine.close();
    desk = undefined;
  };
  const handlers: Handlers = {
    open: async (request, job) => {
      close();
      const { engine, report } = await openWorkspace(machine, request, tell, job);
      const stale = new StaleCalls(engine);
      const match = await MatchCalls.restore(engine);
      const flags = new RowFlags(engine, { inOpenGroup: () => match.openMask(), stale: () => stale.mask() });
      desk = { engine, stale, match, flags, records: new RecordCalls(engine, flags) };
      prepare();
      return report;
    },
    close: () => close(),
    overview: ({ today }) => {
      const { engine, match, stale } = at();
      return overviewOf(engine, match.counts(), engine.workspace.rows.length === 0 ? null : stale.summary({ today }).stale);
    },

    'sources.list': () => {
      const { state } = at().engine.workspace;
      return state.sources.map((source) => ({ source, loads: state.loads.filter((load) => load.source === source.id) }));
    },
    'sources.update': async ({ id, name, trustRank }) => {
      await at().engine.commit({ ok: true, value: planSourceUpdate({ id, name, trustRank }) });
      return undefined;
    },
    'load.preview': (request) => previewLoad(at().engine, machine, request),
    'load.run': (request, job) => runLoad(at().engine, machine, request, job),
    'load.compare': (request, job) => compareLoad(at().engine, machine, request, job),
    'load.quarantined': (request) => quarantinedLines(at().engine, request),

    'records.query': (request, job) => at().records.query(request, job),
    'records.window': (request) => at().records.window(request),
    'records.facet': (request, job) => at().records.facet(request, job),
    'records.page': (request) => {
      const { records, stale } = at();
      return records.page(request, (row, today) => stale.reasons(row, today));
    },
    'records.edit': (request) => at().records.edit(request),
    'records.unmerge': ({ row }) => at().records.unmerge(row),

    'match.run': (request, job) => at().match.run(request, job),
    'match.last': () => at().match.last(),
    'match.threshold': ({ threshold }, job) => at().match.cutAt(threshold, job),
    'match.explain': ({ left, right }) => at().match.explain(left, right),
    'queue.page': (request) => at().match.page(request),
    'queue.group': (request) => {
      const { match, records, stale } = at();
      return match.group(request, (row) => records.memberRow(row, stale.reasons(row, request.today)));
    },
    'queue.skip': ({ lead }) => at().match.skip(lead),
    'decide.merge': (request) => decideMerge(at().engine, request),
    'decide.distinct': (request) => decideDistinct(at().engine, request),
    'decide.band': ({ band, minProbability }) => decideGroups(at().engine, at().match.openGroups(band, minProbability)),
    'undo.state': () => undoState(at().engine),
    'undo.undo': () => undo(at().engine),
    'undo.redo': () => redo(at().engine),

    'stale.summary': (request) => at().stale.summary(request),
    'stale.list': (request) => at().stale.list(request),
    'stale.confirm': (request) => at().stale.confirm(request),
    'stale.policies': (request) => at().stale.setPolicies(request),

    'log.list': (request) => listEntries(at().engine, request),
    'log.items': (request) => listItems(at().engine, request),
    'log.verify': (_, job) => {
      at();
      return verifyRecord(machine, job);
    },

    'export.run': (request, job) => runExport(at().engine, machine, request, new Date().toISOString().slice(0, 10), job),

    'ui.read': ({ key }) => at().engine.readUi(key),
    'ui.write': async ({ key, value }) => {
      await at().engine.writeUi(key, value);
      return undefined;
    },
  };
  return { handlers, isWrite: (call) => writes.has(call) };
}
