// Answers the calls about the change log.
import type { LogCalls } from '../../../shared/contract/calls/log.ts';
import { logFacets } from '../../../shared/state/history/findEntries.ts';
import { exportLog, exportPast, handOutReceipt, saveProof } from '../auditExports.ts';
import type { Part, Reach } from '../desk.ts';
import { verifyRecord } from '../verifyCalls.ts';

export const logPart = ({ at, machine }: Reach): Part<LogCalls> => ({
  handlers: {
    'log.list': (request, job) => at().log.list(request, job),
    'log.facets': () => logFacets(at().engine.workspace),
    'log.entry': ({ seq }) => at().log.entry(seq),
    'log.items': (request) => at().log.items(request),
    'log.proof': ({ seq, index }, job) => {
      const entry = at().engine.workspace.entry(seq);
      return entry === undefined ? null : at().log.reading.showProof(entry, index, job);
    },
    'log.saveProof': (request, job) => saveProof(at().engine, at().log, machine, request, job),
    'log.history': ({ row }) => at().log.history(row),
    'log.sample': (request, job) => at().log.sample(request, job),
    'log.trust': () => at().log.trust(machine),
    'log.verify': (request, job) => verifyRecord(at().engine, machine, request, job),
    'log.past': ({ seq }) => at().log.pastSummary(seq),
    'log.pastRecord': ({ seq, row }) => at().log.pastRecord(seq, row),
    'log.exportPast': (request, job) => exportPast(at().engine, at().log, machine, request, job),
    'log.export': (request, job) => exportLog(at().engine, at().log, machine, request, job),
    'log.receipt': (request, job) => handOutReceipt(at().engine, machine, request, job),
  },
  writes: ['log.saveProof', 'log.verify', 'log.exportPast', 'log.export', 'log.receipt'],
  // These write files for an auditor, and enter that where the workspace can be written to.
  whenReading: ['log.saveProof', 'log.verify', 'log.exportPast', 'log.export'],
});
