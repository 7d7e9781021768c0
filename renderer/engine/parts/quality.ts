// Answers the calls about quality.
import type { QualityCalls } from '../../../shared/contract/calls/quality.ts';
import { enterExport } from '../enterExport.ts';
import type { Part, Reach } from '../desk.ts';

export const qualityPart = ({ at, machine }: Reach): Part<QualityCalls> => ({
  handlers: {
    'quality.progress': () => at().qualityRuns.progress,
    'quality.summary': (request, job) => at().quality.summary(request, job),
    'quality.columns': (request, job) => at().quality.columns(request, job),
    'quality.rules': (request, job) => at().quality.rules(request, job),
    'quality.bars': () => at().quality.bars(),
    'quality.findings': (request, job) => at().quality.findings(request, job),
    'quality.ofRows': (request, job) => at().quality.ofRows(request, job),
    'quality.lists': () => at().quality.lists(),
    'quality.try': (request, job) => at().quality.tryRule(request, job),
    'quality.setRule': (request) => at().quality.setRule(request),
    'quality.dropRule': (request) => at().quality.dropRule(request),
    'quality.setWeights': (request) => at().quality.setWeights(request),
    'quality.judge': (request, job) => at().quality.judge(request, job),
    'quality.report': async ({ target, document }) => {
      const file = await machine('output.print', { target, document });
      await enterExport(at().engine, 'scorecard', [file], 0);
      return file;
    },
    'quality.fix': (request, job) => at().quality.fix(request, job),
  },
  writes: ['quality.setRule', 'quality.dropRule', 'quality.setWeights', 'quality.judge', 'quality.fix', 'quality.report'],
  whenReading: ['quality.report'],
});
