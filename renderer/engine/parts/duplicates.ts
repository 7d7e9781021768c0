// Answers the calls about match runs, the queue, decisions and undo.
import type { DuplicatesCalls } from '../../../shared/contract/calls/duplicates.ts';
import { decideDistinct, decideGroups, decideMerge, redo, undo, undoState } from '../decideCalls.ts';
import type { Part, Reach } from '../desk.ts';

export const duplicatesPart = ({ at }: Reach): Part<DuplicatesCalls> => ({
  handlers: {
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
  },
  writes: ['match.run', 'match.threshold', 'decide.merge', 'decide.distinct', 'decide.band', 'undo.undo', 'undo.redo'],
});
