import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MergeForest } from '../../../shared/merge/mergeForest.ts';
import type { EntrySeq, RowId } from '../../../shared/model/ids.ts';

/** The slow, obvious model: nested arrays, rebuilt for each step. */
type Tree = { row: number } | { seq: number; parts: Tree[] };
const rowsOf = (tree: Tree): number[] => ('row' in tree ? [tree.row] : tree.parts.flatMap(rowsOf));
/** The trees that are left when a row is taken out. `whole` is the tree itself where it stands, or undefined where it dissolved. */
function without(tree: Tree, row: number): { whole: Tree | undefined; loose: Tree[] } {
  if ('row' in tree) return tree.row === row ? { whole: undefined, loose: [tree] } : { whole: tree, loose: [] };
  const loose: Tree[] = [];
  const kept: Tree[] = [];
  for (const part of tree.parts) {
    if (!rowsOf(part).includes(row)) kept.push(part);
    else {
      const inner = without(part, row);
      loose.push(...inner.loose);
      if (inner.whole !== undefined) kept.push(inner.whole);
    }
  }
  return kept.length > 1 ? { whole: { seq: tree.seq, parts: kept }, loose } : { whole: undefined, loose: [...loose, ...kept] };
}

it('agrees with nested arrays on any sequence of merges and splits', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('merge' as const), rows: fc.uniqueArray(fc.nat(15), { minLength: 2, maxLength: 4 }) }),
    fc.record({ kind: fc.constant('separate' as const), row: fc.nat(15) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const forest = new MergeForest();
      let trees: Tree[] = Array.from({ length: 16 }, (_, row) => ({ row }));
      steps.forEach((one, seq) => {
        if (one.kind === 'merge') {
          forest.merge(seq as EntrySeq, one.rows as RowId[]);
          const parts = trees.filter((tree) => rowsOf(tree).some((row) => one.rows.includes(row)));
          if (parts.length > 1) trees = [...trees.filter((tree) => !parts.includes(tree)), { seq, parts }];
        } else {
          const foreseen = forest.partsWithout(one.row as RowId);
          forest.separate(one.row as RowId);
          for (const part of foreseen) expect(forest.membersOf(part[0]!)).toEqual(part);
          trees = trees.flatMap((tree) => {
            if (!rowsOf(tree).includes(one.row) || 'row' in tree) return [tree];
            const { whole, loose } = without(tree, one.row);
            return whole === undefined ? loose : [whole, ...loose];
          });
        }
      });
      const expected = trees
        .map((tree) => rowsOf(tree).sort((x, y) => x - y))
        .filter((members) => members.length > 1)
        .sort((x, y) => x[0]! - y[0]!);
      expect(forest.records()).toEqual(expected);
      for (const members of expected) for (const row of members) expect(forest.anchorOf(row as RowId)).toBe(members[0]);
    }),
    { numRuns: 300 },
  );
});
