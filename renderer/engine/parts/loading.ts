// Answers the calls about sources and loads.
import type { LoadingCalls } from '../../../shared/contract/calls/loading.ts';
import { planBringBack, planDropSource, planMapping, planSourceUpdate } from '../../../shared/state/plan/planSources.ts';
import type { EntrySeq } from '../../../shared/model/ids.ts';
import { compareLoad, compareReturned, mappingOfLast, previewLoad, quarantinedLines, runLoad, takeOutLoad } from '../loadCalls.ts';
import type { Part, Reach } from '../desk.ts';

export const loadingPart = ({ at, machine }: Reach): Part<LoadingCalls> => ({
  handlers: {
    'sources.list': () => {
      const { state } = at().engine.workspace;
      return state.sources.map((source) => {
        const loads = state.loads.filter((load) => load.source === source.id);
        return { source, loads, takenOut: loads.filter(({ id }) => state.undoneBy(id as number as EntrySeq) !== null).map(({ id }) => id) };
      });
    },
    'sources.update': ({ sources }) => at().engine.commit({ ok: true, value: planSourceUpdate(...sources) }),
    'sources.mapping': ({ source }) => mappingOfLast(at().engine, source),
    'sources.map': ({ source, mapping }) => at().engine.commit(planMapping(at().engine.workspace.state, source, mapping)),
    'sources.drop': ({ source }) => at().engine.commit(planDropSource(at().engine.workspace.state, source)),
    'sources.takeOut': ({ load }) => takeOutLoad(at().engine, load),
    'sources.bringBack': ({ load }) => at().engine.commit(planBringBack(at().engine.workspace.state, load)),
    'load.preview': (request) => previewLoad(at().engine, machine, request),
    'load.run': (request, job) => runLoad(at().engine, machine, request, job),
    'load.compare': (request, job) => compareLoad(at().engine, machine, request, job),
    'load.return': (request, job) => compareReturned(at().engine, machine, request, job),
    'load.quarantined': (request) => quarantinedLines(at().engine, request),
  },
  writes: ['sources.update', 'sources.drop', 'sources.map', 'sources.takeOut', 'sources.bringBack', 'load.run'],
});
