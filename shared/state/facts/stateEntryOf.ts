// What the projection sees of a sealed entry and its items.
import type { Entry } from '../../log/entry.ts';
import type { EntrySeq } from '../../model/ids.ts';
import type { StateEntry, StateItem } from './items.ts';

export function stateEntryOf(entry: Entry, items: readonly StateItem[]): StateEntry {
  return {
    seq: entry.seq as EntrySeq,
    at: entry.at,
    actor: entry.actor,
    act: entry.act,
    clockBack: entry.clock === 'back',
    undoes: (entry.undoes ?? null) as EntrySeq | null,
    items,
  };
}
