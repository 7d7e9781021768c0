// Words an entry needs on one line of a list: who did what, to how many, and whether it was taken back.
import type { LogLine } from '../../contract/engine.ts';
import type { EntrySeq } from '../../model/ids.ts';
import type { StateEntry } from '../facts/items.ts';
import type { Workspace } from '../workspace.ts';

/** The line of an entry; `facts` are counts and names by which the screen makes a sentence. */
export function logLineOf(workspace: Workspace, seq: EntrySeq): LogLine {
  const entry = workspace.state.entries[seq]!;
  const sealed = workspace.entry(seq)!;
  return {
    seq,
    at: entry.at,
    actor: entry.actor,
    act: entry.act,
    items: sealed.items.count,
    undoes: entry.undoes,
    undoneBy: workspace.state.undoneBy(seq),
    facts: factsOf(workspace, entry),
    clockBack: entry.clockBack,
  };
}

function factsOf(workspace: Workspace, entry: StateEntry): LogLine['facts'] {
  const facts: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(workspace.entry(entry.seq)?.note ?? {})) {
    // How far the log was signed is said for verifiers.
    if (name !== 'signed' && (typeof value === 'string' || typeof value === 'number')) facts[name] = value;
  }
  const files = entry.items.filter((item) => item.kind === 'export').length;
  if (files > 0) facts['files'] = files;
  for (const item of entry.items) {
    if (item.kind === 'source') facts['source'] = item.name;
    else if (item.kind === 'load') {
      facts['file'] = item.fileName;
      if (item.reference === undefined) facts['source'] ??= workspace.state.source(item.source)?.name ?? '';
      else facts['reference'] = item.reference.name;
      facts['rows'] = item.rows;
      facts['quarantined'] = item.quarantined;
    } else if (item.kind === 'edit' || item.kind === 'correct') facts['field'] = item.field;
    else if (item.kind === 'match') facts['groups'] = item.groups;
  }
  if (entry.undoes !== null) facts['act'] = workspace.state.entries[entry.undoes]!.act;
  return facts;
}
