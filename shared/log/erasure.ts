// Works out what the erase entries of a log cover, and takes exactly that out of payload frames.
import type { Pack } from './deflate.adapter.ts';
import type { Entry, ItemRange } from './entry.ts';
import { eraseItems, isErased, readFrame, writeFrame } from './frame.ts';

/** Which items have lost their content by which entry. */
export type Erasures = ReadonlyMap<number, readonly (ItemRange & { readonly by: number })[]>;

/** Collects erase entries by the entry whose items they name. An entry cannot erase items of itself or of later ones. */
export function collectErasures(entries: Iterable<Entry>): Erasures {
  const all = new Map<number, (ItemRange & { by: number })[]>();
  for (const entry of entries) {
    for (const range of entry.erases ?? []) {
      if (range.entry >= entry.seq) continue;
      const ranges = all.get(range.entry);
      if (ranges === undefined) all.set(range.entry, [{ ...range, by: entry.seq }]);
      else ranges.push({ ...range, by: entry.seq });
    }
  }
  return all;
}

/** The entry that erased an item; undefined where none did. */
export function erasedBy(erasures: Erasures, entry: number, item: number): number | undefined {
  return erasures.get(entry)?.find(({ first, count }) => item >= first && item < first + count)?.by;
}

/** The frame of entry `seq` without what is erased; 'unchanged' where nothing of it is, 'unreadable' where it is damaged. */
export function eraseFromFrame(bytes: Uint8Array, seq: number, erasures: Erasures, pack?: Pack): Uint8Array | 'unchanged' | 'unreadable' {
  const ranges = erasures.get(seq);
  if (ranges === undefined) return 'unchanged';
  const read = readFrame(bytes);
  if (!read.ok) return 'unreadable';
  const frame = read.value;
  const positions = new Set<number>();
  for (const { first, count } of ranges) {
    const from = Math.max(0, first - frame.firstItem);
    const to = Math.min(frame.count, first + count - frame.firstItem);
    for (let position = from; position < to; position++) if (!isErased(frame, position)) positions.add(position);
  }
  return positions.size === 0 ? 'unchanged' : writeFrame(eraseItems(frame, positions), pack);
}
