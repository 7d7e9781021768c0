// Every call of the contract and what answers it; which of them write, so that those run one at a time.
import type { OpeningCalls } from '../../shared/contract/calls/opening.ts';
import type { EngineCall, EngineCalls, OpenReport } from '../../shared/contract/engine.ts';
import type { Job } from '../../shared/kernel/job.ts';
import { Background } from './background.ts';
import type { Desk, Handlers, Part, Reach } from './desk.ts';
import { LogDesk } from './logCalls.ts';
import type { Machine } from './machineClient.ts';
import { MatchRuns } from './matchRuns.ts';
import { CategoryCalls } from './categoryCalls.ts';
import { EnrichCalls } from './enrichCalls.ts';
import { openWorkspace } from './openWorkspace.ts';
import { overviewOf } from './overviewCalls.ts';
import { duplicatesPart } from './parts/duplicates.ts';
import { categoriesPart } from './parts/categories.ts';
import { enrichingPart } from './parts/enriching.ts';
import { exportingPart } from './parts/exporting.ts';
import { loadingPart } from './parts/loading.ts';
import { logPart } from './parts/log.ts';
import { matchingPart } from './parts/matching.ts';
import { privacyPart } from './parts/privacy.ts';
import { qualityPart } from './parts/quality.ts';
import { recipesPart } from './parts/recipes.ts';
import { recordsPart } from './parts/records.ts';
import { refreshingPart } from './parts/refreshing.ts';
import { standardisePart } from './parts/standardise.ts';
import { stalePart } from './parts/stale.ts';
import { stewardshipPart } from './parts/stewardship.ts';
import { QualityCalls } from './qualityCalls.ts';
import { QualityRuns, type InTurn } from './qualityRuns.ts';
import { QualitySets } from './qualitySets.ts';
import { QueueCalls } from './queueCalls.ts';
import { RecordCalls } from './recordCalls.ts';
import { RefreshCalls } from './refreshCalls.ts';
import { Refused } from './refused.ts';
import { RowFlags } from './rowFlags.ts';
import { StandardiseCalls } from './standardiseCalls.ts';
import { StaleCalls } from './staleCalls.ts';
import { StewardCalls } from './stewardCalls.ts';
import type { FieldId } from '../../shared/model/fields.ts';
import { ranksFor } from '../../shared/table/query/sortRows.ts';
import { prepareSearch } from '../../shared/table/search/searchMask.ts';
import { foldText } from '../../shared/values/fold.ts';

export function startEngineCalls(machine: Machine, tellChanged: (version: number) => void, inTurn: InTurn): { handlers: Handlers<EngineCalls>; isWrite: (call: EngineCall) => boolean; refuse: (call: EngineCall) => void } {
  let desk: Desk | undefined;
  const at = (): Desk => {
    if (desk === undefined) throw new Refused({ kind: 'notOpen' });
    return desk;
  };
  const background = new Background();
  /** The facts that the rows were made ready for. */
  let prepared: number | undefined;
  /** What searches, orders, flags and scores need of the rows is made ready while nobody waits. */
  const prepare = (): void => {
    if (desk === undefined) return;
    const { engine, qualityRuns } = desk;
    const { rows, state } = engine.workspace;
    qualityRuns.refresh();
    if (rows.length === 0 || state.factsVersion === prepared) return;
    prepared = state.factsVersion;
    const rankField = (field: FieldId) => async (job: Job): Promise<void> => void (await ranksFor(rows, field, engine.knowledge.queryContext(() => undefined), job));
    background.start([(job) => prepareSearch(rows, rows.fields, foldText, job), ...rows.fields.map(rankField)]);
  };
  const tell = (version: number): void => {
    tellChanged(version);
    prepare();
  };
  const close = (): undefined => {
    background.stop();
    prepared = undefined;
    desk?.qualityRuns.close();
    desk?.match.close();
    desk?.engine.close();
    desk = undefined;
  };
  let lastOpened: EngineCalls['open']['request'] | undefined;
  const open = async (request: EngineCalls['open']['request'], job: Job): Promise<{ desk: Desk; report: OpenReport }> => {
    close();
    const { engine, report } = await openWorkspace(machine, request, tell, job);
    const stale = new StaleCalls(engine);
    const match = await MatchRuns.restore(engine);
    const queue = await QueueCalls.restore(engine, match);
    const qualityRuns = await QualityRuns.restore(engine, (today) => stale.freshness(today), inTurn);
    const quality = new QualityCalls(engine, qualityRuns);
    const flags = new RowFlags(engine, { inOpenGroup: () => queue.openMask(), stale: (ofRecords) => stale.mask(ofRecords), invalid: () => quality.errorMask(), unlinkable: () => match.unlinkableMask() });
    const enrich = await EnrichCalls.restore(engine);
    const records = new RecordCalls(engine, flags, new QualitySets(engine, qualityRuns, quality));
    const refresh = new RefreshCalls(engine, enrich, stale, machine);
    desk = { engine, stale, enrich, refresh, categories: new CategoryCalls(engine, enrich, records), match, queue, flags, log: new LogDesk(engine), qualityRuns, quality, standardise: new StandardiseCalls(engine, qualityRuns), records, steward: new StewardCalls(engine, records) };
    lastOpened = request;
    prepare();
    return { desk, report };
  };
  const reopen = async (job: Job): Promise<Desk> => {
    if (lastOpened === undefined) throw new Refused({ kind: 'notOpen' });
    return (await open(lastOpened, job)).desk;
  };
  const opening: Part<OpeningCalls> = {
    handlers: {
      open: async (request, job) => (await open(request, job)).report,
      close: () => close(),
      overview: ({ today }) => {
        const { engine, quality, queue, stale } = at();
        return overviewOf(engine, queue.counts(), engine.workspace.rows.length === 0 ? null : stale.summary({ today }).stale, quality.glance());
      },
      'ui.read': ({ key }) => at().engine.readUi(key),
      'ui.write': async ({ key, value }) => {
        await at().engine.writeUi(key, value);
        return undefined;
      },
    },
    writes: ['open', 'close'],
    whenReading: ['open', 'close'],
  };
  const reach: Reach = { at, machine, reopen };
  const parts = { categories: categoriesPart(reach), duplicates: duplicatesPart(reach), enriching: enrichingPart(reach), exporting: exportingPart(reach), loading: loadingPart(reach), log: logPart(reach), matching: matchingPart(reach), privacy: privacyPart(reach), quality: qualityPart(reach), recipes: recipesPart(reach), records: recordsPart(reach), refreshing: refreshingPart(reach), stale: stalePart(reach), standardise: standardisePart(reach), stewardship: stewardshipPart(reach) };
  const writes = new Set<EngineCall>([opening, ...Object.values(parts)].flatMap((part): readonly EngineCall[] => part.writes));
  const whenReading = new Set<EngineCall>([opening, ...Object.values(parts)].flatMap((part): readonly EngineCall[] => part.whenReading ?? []));
  const { categories, duplicates, enriching, exporting, loading, log, matching, privacy, quality, recipes, records, refreshing, stale, standardise, stewardship } = parts;
  return {
    handlers: { ...opening.handlers, ...categories.handlers, ...duplicates.handlers, ...enriching.handlers, ...exporting.handlers, ...loading.handlers, ...log.handlers, ...matching.handlers, ...privacy.handlers, ...quality.handlers, ...recipes.handlers, ...records.handlers, ...refreshing.handlers, ...stale.handlers, ...standardise.handlers, ...stewardship.handlers },
    isWrite: (call) => writes.has(call),
    // By construction: whatever a screen asks, nothing is written to a workspace that was opened to be read.
    refuse: (call) => {
      if (desk?.engine.workspace.info.readOnly === true && writes.has(call) && !whenReading.has(call)) throw new Refused({ kind: 'machine', trouble: { kind: 'readOnly' } });
    },
  };
}
