// Answers the calls about standardising.
import type { StandardiseCalls } from '../../../shared/contract/calls/standardise.ts';
import type { Part, Reach } from '../desk.ts';

export const standardisePart = ({ at }: Reach): Part<StandardiseCalls> => ({
  handlers: {
    'standardise.preview': (request, job) => at().standardise.preview(request, job),
    'standardise.apply': (request, job) => at().standardise.apply(request, job),
    'standardise.clusters': (request, job) => at().standardise.clusters(request, job),
    'standardise.replace': (request) => at().standardise.replace(request),
  },
  writes: ['standardise.apply', 'standardise.replace'],
});
