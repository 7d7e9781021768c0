// Answers the calls about the queue, decisions and undo.
import type { DuplicatesCalls } from '../../../shared/contract/calls/duplicates.ts';
import { decideDistinct, decideGroups, decideMerge, redo, undo, undoState } from '../decideCalls.ts';
import type { Part, Reach } from '../desk.ts';

export const duplicatesPart = ({ at }: Reach): Part<DuplicatesCalls> => ({
  handlers: {
    'queue.page': (request) => at().queue.page(request),
    'queue.group': (request) => {
      const { queue, records, stale } = at();
      return queue.group(request, (row) => records.memberRow(row, stale.reasons(row, request.today)));
    },
    'queue.skip': ({ lead }) => at().queue.skip(lead),
    'decide.merge': (request) => decideMerge(at().engine, request),
    'decide.distinct': (request) => decideDistinct(at().engine, request),
    'decide.band': ({ band, minProbability }) => decideGroups(at().engine, at().queue.openGroups(band, minProbability)),
    'undo.state': () => undoState(at().engine),
    'undo.undo': () => undo(at().engine),
    'undo.redo': () => redo(at().engine),
  },
  writes: ['decide.merge', 'decide.distinct', 'decide.band', 'undo.undo', 'undo.redo'],
});
