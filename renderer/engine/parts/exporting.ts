// Answers the calls about exports.
import type { ExportCalls } from '../../../shared/contract/calls/exporting.ts';
import { runExport } from '../exportCalls.ts';
import type { Part, Reach } from '../desk.ts';

export const exportingPart = ({ at, machine }: Reach): Part<ExportCalls> => ({
  handlers: {
    'export.run': (request, job) => runExport(at().engine, machine, request, new Date().toISOString().slice(0, 10), job),
  },
  writes: ['export.run'],
});
