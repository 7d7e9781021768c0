// Answers the overview: how much there is, what needs a decision, what happened last.
import type { Overview } from '../../shared/contract/engine.ts';
import type { OpenEngine } from './openEngine.ts';

const RECENT_ENTRIES = 8;

export function overviewOf(engine: OpenEngine, groups: Overview['groups'], stale: number | null, quality: Overview['quality']): Overview {
  const { state } = engine.workspace;
  const current = state.loads.filter((load) => load.current);
  return {
    rows: state.currentRowCount,
    quarantined: current.reduce((sum, load) => sum + load.quarantined, 0),
    goldenRecords: engine.golden.count,
    sources: state.sources.map((source) => {
      const loads = current.filter((load) => load.source === source.id);
      return {
        source,
        rows: state.currentRowsOf(source.id),
        loads: loads.length,
        lastLoadAt: loads.reduce((latest, load) => Math.max(latest, load.at), 0),
      };
    }),
    groups,
    stale,
    quality,
    recent: state.entries.slice(-RECENT_ENTRIES).reverse().map((entry) => engine.line(entry.seq)),
  };
}
