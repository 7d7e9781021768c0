// Answers the calls about a person's rights.
import type { PrivacyCalls } from '../../../shared/contract/calls/privacy.ts';
import type { Part, Reach } from '../desk.ts';
import { approveErasure, block, erase, findPersonRows, liftBlock, listBlocks, setErasureRule, writeAccess, writeCertificate } from '../privacyCalls.ts';

export const privacyPart = ({ at, machine, reopen }: Reach): Part<PrivacyCalls> => ({
  handlers: {
    'privacy.find': (request, job) => findPersonRows(at().engine, request, job),
    'privacy.block': (request) => block(at().engine, request),
    'privacy.blocks': () => listBlocks(at().engine),
    'privacy.lift': (request) => liftBlock(at().engine, request.block),
    'privacy.approve': (request) => approveErasure(at().engine, request.block),
    'privacy.erase': (request, job) => erase(at(), machine, request.block, reopen, job),
    'privacy.rule': ({ needsApproval }) => setErasureRule(at().engine, needsApproval),
    'privacy.certificate': (request) => writeCertificate(at(), machine, request),
    'privacy.access': (request, job) => writeAccess(at(), machine, request, new Date().toISOString().slice(0, 10), job),
  },
  writes: ['privacy.block', 'privacy.lift', 'privacy.approve', 'privacy.erase', 'privacy.rule', 'privacy.certificate', 'privacy.access'],
  whenReading: ['privacy.certificate'],
});
