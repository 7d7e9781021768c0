// Finds the field that an unknown header most resembles: abbreviations, misspellings, words added. The only door to fuse.js here.
import Fuse from 'fuse.js';
import type { CanonicalField } from '../model/fields.ts';
import { headerNames } from '../values/headerNames.ts';

type Entry = { readonly name: string; readonly field: CanonicalField; readonly weight: number };

let index: Fuse<Entry> | undefined;

/** Fields whose known names are near to the header key, with a likeness of 0 to 1 (1 would be the same), best first. */
export function guessFields(key: string): { field: CanonicalField; name: string; likeness: number }[] {
  if (key.length < 3) return [];
  index ??= new Fuse(
    (Object.entries(headerNames) as [CanonicalField, Entry[]][]).flatMap(([field, list]) =>
      list.filter(({ name }) => name.length > 2).map(({ name, weight }) => ({ name, field, weight })),
    ),
    { keys: ['name'], includeScore: true, threshold: 0.34, ignoreLocation: false, distance: 20, minMatchCharLength: 3 },
  );
  const best = new Map<CanonicalField, { field: CanonicalField; name: string; likeness: number }>();
  for (const { item, score } of index.search(key, { limit: 12 })) {
    // A short name inside a long header is no likeness: what is left over counts against it.
    const size = Math.min(item.name.length, key.length) / Math.max(item.name.length, key.length);
    const likeness = (1 - (score ?? 1)) * item.weight * Math.sqrt(size);
    const known = best.get(item.field);
    if (known === undefined || known.likeness < likeness) best.set(item.field, { field: item.field, name: item.name, likeness });
  }
  return Array.from(best.values()).sort((left, right) => right.likeness - left.likeness);
}
