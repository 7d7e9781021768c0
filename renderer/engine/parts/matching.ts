// Answers the calls about match runs and explanations.
import type { MatchingCalls } from '../../../shared/contract/calls/matching.ts';
import type { MatchRun } from '../../../shared/contract/engine.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { encodeText } from '../../../shared/table/wtf8.ts';
import { savedModel } from '../../../shared/state/match/matchWorkspace.ts';
import { planDeleteModel, planSaveModel, planUseModel } from '../../../shared/state/plan/planModel.ts';
import type { Part, Reach } from '../desk.ts';
import { enterExport } from '../enterExport.ts';
import { whole, writeOutput } from '../writeOutput.ts';

export const matchingPart = ({ at, machine }: Reach): Part<MatchingCalls> => {
  const summary = (): MatchRun | null => {
    const { match, queue } = at();
    return match.results === undefined ? null : { ...match.results.report, ...queue.tally(), outdated: match.isOutdated, hasPairs: match.hasPairs };
  };
  return {
    handlers: {
      'match.run': async (request, job) => {
        await at().match.run(request, job);
        return summary()!;
      },
      'match.last': summary,
      'match.threshold': async ({ threshold }, job) => {
        await at().match.cutAt(threshold, job);
        return summary()!;
      },
      'match.preview': ({ threshold }, job) => at().match.preview(threshold, job),
      'match.forecast': ({ model }, job) => at().match.forecast(model, job),
      'match.models': () => {
        const { engine, match } = at();
        const { names, used } = engine.workspace.state.matchModels;
        return { names, used, last: match.results?.model ?? null };
      },
      'match.model': ({ name }) => savedModel(at().engine.workspace.state.matchModels.model(name)),
      'match.saveModel': ({ name, model }) => at().engine.commit(ok(planSaveModel(name, model))),
      'match.useModel': ({ name }) => at().engine.commit(planUseModel(at().engine.workspace.state, name)),
      'match.deleteModel': ({ name }) => at().engine.commit(planDeleteModel(at().engine.workspace.state, name)),
      'match.relearn': (_, job) => at().match.relearn(job),
      'match.readModel': ({ text }) => savedModel(text),
      'match.exportModel': async ({ target, model }, job) => {
        const { file } = await writeOutput(machine, { target }, whole(encodeText(`${JSON.stringify(model, null, 1)}\n`)), job);
        await enterExport(at().engine, 'match-model', [file], 0);
        return file;
      },
      'match.unlinkable': ({ from, count }) => at().match.unlinkable(from, count),
      'match.explain': ({ left, right }) => at().match.explain(left, right),
    },
    writes: ['match.run', 'match.threshold', 'match.preview', 'match.forecast', 'match.relearn', 'match.saveModel', 'match.useModel', 'match.deleteModel', 'match.exportModel'],
    whenReading: ['match.threshold', 'match.preview', 'match.forecast', 'match.exportModel'],
  };
};
