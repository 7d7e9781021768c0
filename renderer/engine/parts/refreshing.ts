// Answers the calls about refresh packs and the answers to them.
import type { RefreshingCalls } from '../../../shared/contract/calls/refreshing.ts';
import type { Part, Reach } from '../desk.ts';

export const refreshingPart = ({ at }: Reach): Part<RefreshingCalls> => ({
  handlers: {
    'refresh.packs': () => at().refresh.packs(),
    'refresh.scope': (request) => at().refresh.scope(request),
    'refresh.design': () => at().refresh.design(),
    'refresh.make': (request, job) => at().refresh.make(request, job),
    'refresh.asked': (request) => at().refresh.asked(request),
    'refresh.read': (request, job) => at().refresh.read(request, job),
    'refresh.take': (request, job) => at().refresh.take(request, job),
  },
  writes: ['refresh.make', 'refresh.take'],
});
