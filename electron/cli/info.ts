// fichero info: what a workspace holds.
import type { Command } from './io.ts';
import { readArguments, withWorkspace } from './openForCommand.ts';
import { counted } from './words.ts';

export const runInfo: Command = (args, io) => {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' } });
  return withWorkspace(positionals[0], io, true, ({ workspace }) => {
    const { state, info, head } = workspace;
    const current = state.loads.filter((load) => load.current);
    const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
    const facts = {
      id: info.id,
      title: info.title,
      createdAt: info.createdAt,
      sources: state.sources.map(({ id, name, owner, trustRank }) => ({ id, name, owner: owner ?? null, trustRank, rows: state.currentRowsOf(id) })),
      loads: state.loads.map(({ id, source, fileName, fileSha256, firstRow, rows, quarantined, at, current: isCurrent }) => ({ id, source, fileName, fileSha256, firstRow, rows, quarantined, at, current: isCurrent })),
      rows: state.currentRowCount,
      quarantined: sum(current.map((load) => load.quarantined)),
      entries: head.size,
      head: head.hash,
      stateDigest: state.digest(),
      mergedRecords: state.merges.records().length,
    };
    if (values.json === true) io.out(`${JSON.stringify(facts)}\n`);
    else {
      io.out(`${facts.title} (${facts.id})\n${counted(facts.rows, 'row')} from ${counted(facts.sources.length, 'source')}, ${facts.quarantined} quarantined; ${counted(facts.mergedRecords, 'merged record')}; ${counted(facts.entries, 'log entry', 'log entries')}, head ${facts.head}\n`);
      for (const source of facts.sources) io.out(`  ${source.trustRank}. ${source.name}: ${counted(source.rows, 'row')}\n`);
    }
    return Promise.resolve(0);
  });
};
