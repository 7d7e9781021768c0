// Files of shapes that the matcher was not made for must come out well without any configuration.
import { describe, expect, it } from 'vitest';
import { bulkText, bulkTruth } from '../../../build/generate/bulk.ts';
import { labelledSets, largeLabelledSets } from '../../../build/generate/labelled.ts';
import type { LabelledSet } from '../../../build/generate/labelledParts.ts';
import { quietJob } from '../../../shared/kernel/job.ts';
import { loadTable } from '../../../shared/load/loadTable.ts';
import { measureClusters } from '../../../shared/match/cluster/measureTruth.ts';
import { findDuplicates } from '../../../shared/match/findDuplicates.ts';
import { inlinePool } from '../../../shared/match/MatchWorker.ts';
import { tableOf } from '../../support/matchTables.ts';

/** Least F1 of each set, and how far expected precision may be from the true one. */
const floors: Readonly<Record<string, { readonly f1: number; readonly off?: number; readonly link?: true }>> = {
  'French persons, six columns': { f1: 0.995 },
  'German persons, four in ten cells empty': { f1: 0.98 },
  'Portuguese persons under headers without meaning': { f1: 0.995 },
  'voters with households': { f1: 0.98 },
  'persons of two files': { f1: 0.995, link: true },
  // Papers that come out again in a journal under the same title and names: only one row of each file tells them apart.
  'bibliography of two libraries': { f1: 0.96, link: true },
  'citations gathered from the web': { f1: 0.87, off: 0.25 },
  'products of two shops': { f1: 0.92, off: 0.1 },
  'electronics with model numbers': { f1: 0.85, off: 0.1 },
  'software titles': { f1: 0.88 },
  'songs of five collections': { f1: 0.995 },
  'beers': { f1: 0.98 },
  'restaurants of two guides': { f1: 0.99 },
  'German companies': { f1: 0.99 },
  'persons of the past, many mentions each': { f1: 0.975 },
  'references to few papers': { f1: 0.98 },
  // One column: nothing but the wording tells, and half of them have hardly a word in common.
  'affiliations in one column': { f1: 0.3 },
  'Spanish customers of an old program': { f1: 0.98 },
  'contacts at firms': { f1: 0.92, off: 0.07 },
  'voters by name and place': { f1: 0.99 },
  'no duplicates, names and places': { f1: 0.99 },
  'German customers, seventeen columns': { f1: 0.965 },
  'patients with families': { f1: 0.97 },
  'songs of two shops': { f1: 0.99 },
  'hotels and chains': { f1: 0.975 },
  'payments seen from both ends': { f1: 0.985 },
  'half of all cells empty': { f1: 0.935 },
  'settlements of four gazetteers': { f1: 0.95 },
};

describe('labelled files of many kinds, with no configuration', () => {
  const sets = labelledSets();

  it('has a floor for each', () => {
    expect(sets.map(({ name }) => name).toSorted()).toEqual(Object.keys(floors).toSorted());
  });

  it.each(sets.map((set) => [set.name, set] as const))('%s', async (name, set) => {
    const { f1, off = 0.05, link = false } = floors[name]!;
    const { pairs, expected } = await measure(set, link);
    expect(pairs.f1).toBeGreaterThan(f1);
    expect(Math.abs(expected.precision - pairs.precision)).toBeLessThan(off);
  });
});

describe('tables so large that only a part is learnt from', () => {
  // Equal names alone were taken for the same person once the likelihood of a match had raised itself: precision was .46.
  it('do not take namesakes for one person', async () => {
    const { pairs } = await measure(largeLabelledSets()[0]!, false);
    expect(pairs.f1).toBeGreaterThan(0.88);
  });

  // Too few pairs were looked at to learn what products are told by: recall was .05.
  it('find products of one wording', async () => {
    const { pairs } = await measure(largeLabelledSets()[1]!, false);
    expect(pairs.f1).toBeGreaterThan(0.75);
  });
});

async function measure({ headers, cells, truth, source }: LabelledSet, link: boolean) {
  const numbers = new Map<string, number>();
  const sources = link ? Uint32Array.from(cells, (row) => numbers.get(row[source!]!) ?? (numbers.set(row[source!]!, numbers.size), numbers.size - 1)) : undefined;
  const options = sources === undefined ? {} : { sources, pairing: 'between' as const, oneToOne: true, exclude: new Set([source!]) };
  const { clusters, expected } = await findDuplicates(tableOf(headers, cells), options, inlinePool(), quietJob);
  return { pairs: measureClusters(clusters.ids, Uint32Array.from(truth)).pairs, expected };
}

describe.each([1, 3])('generated Spanish customers, seed %i', (seed) => {
  const options = { rows: 6000, seed, language: 'es' } as const;

  it('are found, and no sibling, parent or spouse stands among the almost certain', async () => {
    const truth = Uint32Array.from([...bulkTruth(options)].join('').trimEnd().split('\n').slice(1), (line) => Number(line.split(',')[1]));
    const bytes = new TextEncoder().encode([...bulkText(options)].join(''));
    const loaded = await loadTable(new Blob([bytes]).stream(), { fileName: 'clientes.csv', size: bytes.length });
    if (!loaded.ok) throw new Error(loaded.error.kind);
    const { clusters } = await findDuplicates(loaded.value.table, {}, inlinePool(), quietJob);
    expect(measureClusters(clusters.ids, truth).pairs.f1).toBeGreaterThan(0.985);
    const customers = new Map<number, Set<number>>();
    clusters.ids.forEach((id, row) => {
      if (id > 0 && clusters.weakestBits[id]! >= Math.log2(99)) customers.set(id, (customers.get(id) ?? new Set()).add(truth[row]!));
    });
    expect(customers.size).toBeGreaterThan(800);
    expect([...customers.values()].filter((known) => known.size > 1)).toEqual([]);
  });
});
