// Which entries count: an undo takes an entry back, unless a later undo took that undo back.

type Undoing = { readonly seq: number; readonly undoes?: number | null | undefined };

/** Who took back which entry, for the entries that are taken back; entries in order. */
export function takenBack(entries: readonly Undoing[]): ReadonlyMap<number, number> {
  const by = new Map<number, number>();
  for (let at = entries.length - 1; at >= 0; at--) {
    const { seq, undoes } = entries[at]!;
    if (undoes !== null && undoes !== undefined && !by.has(seq)) by.set(undoes, seq);
  }
  return by;
}

/** How many entries stand: those that take nothing back themselves and are not taken back. */
export function countStanding(entries: readonly Undoing[]): number {
  const back = takenBack(entries);
  return entries.reduce((count, { seq, undoes }) => ((undoes ?? null) === null && !back.has(seq) ? count + 1 : count), 0);
}
