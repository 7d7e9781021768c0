// Answers the calls about enriching.
import type { EnrichingCalls } from '../../../shared/contract/calls/enriching.ts';
import type { Part, Reach } from '../desk.ts';
import { loadReferenceFile } from '../referenceCalls.ts';

export const enrichingPart = ({ at, machine }: Reach): Part<EnrichingCalls> => ({
  handlers: {
    'enrich.references': () => at().enrich.references(),
    'enrich.loadReference': (request, job) => loadReferenceFile(at().engine, machine, request, job),
    'enrich.suggest': (request) => at().enrich.suggest(request),
    'enrich.count': (linkage, job) => at().enrich.count(linkage, job),
    'enrich.tie': (linkage, job) => at().enrich.tie(linkage, job),
    'enrich.look': (_, job) => at().enrich.look(job),
    'enrich.summary': (filter) => at().enrich.summary(filter),
    'enrich.page': (request) => at().enrich.page(request),
    'enrich.evidence': (request) => at().enrich.evidence(request),
    'enrich.accepted': (request) => at().enrich.accepted(request),
    'enrich.sample': (request) => at().enrich.sample(request),
    'enrich.accept': (request) => at().enrich.accept(request),
    'enrich.reject': (request) => at().enrich.reject(request),
    'enrich.ambiguous': (request) => at().enrich.ambiguousPage(request),
    'enrich.choose': (request) => at().enrich.choose(request),
    'enrich.sourceName': (source) => at().enrich.nameOf(source),
    'enrich.bundled': () => at().enrich.bundled(),
    'enrich.bundledRows': (request) => at().enrich.bundledRows(request),
  },
  writes: ['enrich.loadReference', 'enrich.tie', 'enrich.look', 'enrich.accept', 'enrich.reject', 'enrich.choose'],
});
