// Answers the calls about splits, lineage, survivorship, second persons, earlier decisions and bulk edits.
import type { StewardshipCalls } from '../../../shared/contract/calls/stewardship.ts';
import type { Part, Reach } from '../desk.ts';

export const stewardshipPart = ({ at }: Reach): Part<StewardshipCalls> => ({
  handlers: {
    'record.lineage': ({ row }) => at().steward.lineage(row),
    'split.foresee': (request) => at().steward.foreseeSplit(request),
    'split.run': (request) => at().steward.split(request),
    'handSet.set': (request) => at().steward.setByHand(request),
    'handSet.release': (request) => at().steward.release(request),
    'survivorship.read': () => at().steward.survivorship(),
    'survivorship.foresee': (request, job) => at().steward.foreseeSurvivorship(request, job),
    'survivorship.apply': (request) => at().steward.applySurvivorship(request),
    'approvals.read': () => at().steward.approvals(at().queue.secondLooks()),
    'approvals.set': (request) => at().steward.setApprovals(request),
    'decisions.list': (request) => at().steward.decisions(request),
    'decisions.revoke': (request) => at().steward.revoke(request),
    'decisions.uphold': (request) => at().steward.uphold(request),
    'bulk.foresee': (request, job) => at().steward.foreseeBulk(request, job),
    'bulk.apply': (request, job) => at().steward.applyBulk(request, job),
    'cells.set': (request) => at().steward.setCells(request),
  },
  writes: ['split.run', 'handSet.set', 'handSet.release', 'survivorship.apply', 'approvals.set', 'decisions.revoke', 'decisions.uphold', 'bulk.apply', 'cells.set'],
});
