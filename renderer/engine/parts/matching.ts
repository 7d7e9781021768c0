// Answers the calls about match runs and explanations.
import type { MatchingCalls } from '../../../shared/contract/calls/matching.ts';
import type { MatchRun } from '../../../shared/contract/engine.ts';
import type { Part, Reach } from '../desk.ts';

export const matchingPart = ({ at }: Reach): Part<MatchingCalls> => {
  const summary = (): MatchRun | null => {
    const { match, queue } = at();
    return match.results === undefined ? null : { ...match.results.report, ...queue.tally(), outdated: match.isOutdated };
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
      'match.explain': ({ left, right }) => at().match.explain(left, right),
    },
    writes: ['match.run', 'match.threshold'],
  };
};
