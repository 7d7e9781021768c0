// Answers the calls about sources and loads.
import type { LoadingCalls } from '../../../shared/contract/calls/loading.ts';
import { planSourceUpdate } from '../../../shared/state/plan.ts';
import { compareLoad, compareReturned, previewLoad, quarantinedLines, runLoad } from '../loadCalls.ts';
import type { Part, Reach } from '../desk.ts';

export const loadingPart = ({ at, machine }: Reach): Part<LoadingCalls> => ({
  handlers: {
    'sources.list': () => {
      const { state } = at().engine.workspace;
      return state.sources.map((source) => ({ source, loads: state.loads.filter((load) => load.source === source.id) }));
    },
    'sources.update': async ({ id, name, trustRank }) => {
      await at().engine.commit({ ok: true, value: planSourceUpdate({ id, name, trustRank }) });
      return undefined;
    },
    'load.preview': (request) => previewLoad(at().engine, machine, request),
    'load.run': (request, job) => runLoad(at().engine, machine, request, job),
    'load.compare': (request, job) => compareLoad(at().engine, machine, request, job),
    'load.return': (request, job) => compareReturned(at().engine, machine, request, job),
    'load.quarantined': (request) => quarantinedLines(at().engine, request),
  },
  writes: ['sources.update', 'load.run'],
});
