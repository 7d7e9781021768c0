// Counts a grouping against the known truth: pairs before and after clustering, and B-cubed.

export type TruthFigures = { readonly precision: number; readonly recall: number; readonly f1: number };

function figures(found: number, right: number, all: number): TruthFigures {
  const precision = found === 0 ? 1 : right / found;
  const recall = all === 0 ? 1 : right / all;
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/** `truth` numbers the true customer of each row; all true pairs count, brought together by a key or not. */
export function measurePairs(left: Uint32Array, right: Uint32Array, size: number, truth: Uint32Array): TruthFigures {
  let hits = 0;
  for (let i = 0; i < size; i++) if (truth[left[i]!] === truth[right[i]!]) hits++;
  return figures(size, hits, pairsWithin(truth));
}

/** Row `r` is in cluster `ids[r]`; 0 is alone. */
export function measureClusters(ids: Uint32Array, truth: Uint32Array): { readonly pairs: TruthFigures; readonly bcubed: TruthFigures } {
  const both = new Map<string, number>();
  const own = new Map<number, number>();
  const real = new Map<number, number>();
  let next = ids.length + 1;
  const groups = Uint32Array.from(ids, (id) => (id === 0 ? next++ : id));
  for (let row = 0; row < ids.length; row++) {
    const key = `${groups[row]},${truth[row]}`;
    both.set(key, (both.get(key) ?? 0) + 1);
    own.set(groups[row]!, (own.get(groups[row]!) ?? 0) + 1);
    real.set(truth[row]!, (real.get(truth[row]!) ?? 0) + 1);
  }
  let hits = 0;
  let precision = 0;
  let recall = 0;
  for (const [key, count] of both) {
    const [group, customer] = key.split(',').map(Number) as [number, number];
    hits += (count * (count - 1)) / 2;
    precision += (count * count) / own.get(group)!;
    recall += (count * count) / real.get(customer)!;
  }
  let found = 0;
  for (const count of own.values()) found += (count * (count - 1)) / 2;
  const p = ids.length === 0 ? 1 : precision / ids.length;
  const r = ids.length === 0 ? 1 : recall / ids.length;
  return { pairs: figures(found, hits, pairsWithin(truth)), bcubed: { precision: p, recall: r, f1: p + r === 0 ? 0 : (2 * p * r) / (p + r) } };
}

function pairsWithin(truth: Uint32Array): number {
  const counts = new Map<number, number>();
  for (const customer of truth) counts.set(customer, (counts.get(customer) ?? 0) + 1);
  let pairs = 0;
  for (const count of counts.values()) pairs += (count * (count - 1)) / 2;
  return pairs;
}
