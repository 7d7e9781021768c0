// Draws items of the log at random, the same ones for the same seed: what an auditor tests instead of everything.
import { sha256 } from '../../kernel/digest.adapter.ts';
import { randomInteger, seededRandom } from '../../kernel/random.ts';

/** An item by its entry and its position there. */
export type Drawn = { readonly seq: number; readonly index: number };

/** All items are equally likely; none is drawn twice. In order of the log. `entries` with how many items each has. */
export function sampleItems(entries: readonly { readonly seq: number; readonly items: number }[], seed: string, count: number): { readonly of: number; readonly drawn: readonly Drawn[] } {
  const of = entries.reduce((sum, { items }) => sum + items, 0);
  const random = seededRandom(new DataView(sha256(new TextEncoder().encode(seed)).buffer).getUint32(0));
  const chosen = new Set<number>();
  while (chosen.size < Math.min(count, of)) chosen.add(randomInteger(random, of));
  const drawn: Drawn[] = [];
  let before = 0;
  const sorted = [...chosen].sort((a, b) => a - b);
  let next = 0;
  for (const { seq, items } of entries) {
    for (; next < sorted.length && sorted[next]! < before + items; next++) drawn.push({ seq, index: sorted[next]! - before });
    before += items;
  }
  return { of, drawn };
}
