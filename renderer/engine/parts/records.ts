// Answers the calls about rows and golden records.
import type { RecordsCalls } from '../../../shared/contract/calls/records.ts';
import type { Part, Reach } from '../desk.ts';

export const recordsPart = ({ at }: Reach): Part<RecordsCalls> => ({
  handlers: {
    'records.query': (request, job) => at().records.query(request, job),
    'records.window': (request) => at().records.window(request),
    'records.facet': (request, job) => at().records.facet(request, job),
    'records.sets': ({ query }, job) => at().records.setCounts(query, job),
    'records.types': ({ fields }) => at().records.types(fields),
    'records.histogram': (request, job) => at().records.histogram(request, job),
    'records.page': (request) => {
      const { records, stale } = at();
      return records.page(request, (row, today) => stale.reasons(row, today));
    },
  },
  writes: [],
});
