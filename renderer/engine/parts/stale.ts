// Answers the calls about freshness.
import type { StaleCalls } from '../../../shared/contract/calls/stale.ts';
import type { Part, Reach } from '../desk.ts';

export const stalePart = ({ at }: Reach): Part<StaleCalls> => ({
  handlers: {
    'stale.summary': (request) => at().stale.summary(request),
    'stale.list': (request) => at().stale.list(request),
    'stale.confirm': (request) => at().stale.confirm(request),
    'stale.desk': () => at().stale.desk(),
    'stale.settings': (request) => at().stale.setSettings(request),
  },
  writes: ['stale.confirm', 'stale.settings'],
});
