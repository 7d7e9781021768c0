// Answers the calls about the queue, decisions and undo.
import type { DuplicatesCalls } from '../../../shared/contract/calls/duplicates.ts';
import type { EpochDay, RowId } from '../../../shared/model/ids.ts';
import type { MemberRow } from '../../../shared/contract/engine.ts';
import { compareRows } from '../compareRows.ts';
import { redo, undo, undoState } from '../undoCalls.ts';
import type { Part, Reach } from '../desk.ts';

export const duplicatesPart = ({ at }: Reach): Part<DuplicatesCalls> => {
  const memberOf = (today: EpochDay) => (row: RowId): MemberRow => {
    const { records, stale } = at();
    return records.memberRow(row, stale.reasons(row, today));
  };
  return {
    handlers: {
      'queue.page': (request, job) => at().queue.page(request, at().records, job),
      'queue.group': (request, job) => at().queue.group(request, at().records, memberOf(request.today), job),
      'queue.links': (request) => at().queue.links(request),
      'queue.skip': ({ lead }) => at().queue.skip(lead),
      'compare.rows': ({ rows, today }) => compareRows(at().engine, rows, memberOf(today)),
      'decide.merge': (request) => at().queue.decide('merge', request),
      'decide.distinct': (request) => at().queue.decide('distinct', { ...request, pins: [] }),
      'band.foresee': (request, job) => at().queue.foreseeBand(request, at().records, job),
      'band.accept': (request, job) => at().queue.acceptBand(request, at().records, job),
      'undo.state': () => undoState(at().engine),
      'undo.undo': () => undo(at().engine),
      'undo.redo': () => redo(at().engine),
    },
    writes: ['decide.merge', 'decide.distinct', 'band.accept', 'undo.undo', 'undo.redo'],
  };
};
