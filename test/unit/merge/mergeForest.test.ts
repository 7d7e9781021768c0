import { describe, expect, it } from 'vitest';
import { MergeForest } from '../../../shared/merge/mergeForest.ts';
import type { EntrySeq, RowId } from '../../../shared/model/ids.ts';

const rows = (...ids: number[]): RowId[] => ids as RowId[];
const seq = (value: number): EntrySeq => value as EntrySeq;
const [a, b, c, d] = rows(0, 1, 2, 3) as [RowId, RowId, RowId, RowId];

describe('a forest of merges', () => {
  it('unmerges C from AB+CD into A+B, C and D', () => {
    const forest = new MergeForest();
    forest.merge(seq(1), [a, b]);
    forest.merge(seq(2), [c, d]);
    forest.merge(seq(3), [a, c]);
    expect(forest.records()).toEqual([[0, 1, 2, 3]]);
    forest.separate(c);
    expect(forest.records()).toEqual([[0, 1]]);
    expect(forest.membersOf(d)).toEqual([3]);
  });

  it('leaves the others together when one row leaves a merge of many', () => {
    const forest = new MergeForest();
    forest.merge(seq(1), rows(4, 5, 6, 7));
    forest.separate(4 as RowId);
    expect(forest.records()).toEqual([[5, 6, 7]]);
    expect(forest.anchorOf(7 as RowId)).toBe(5);
  });

  it('takes back an earlier merge inside the tree', () => {
    const forest = new MergeForest();
    forest.merge(seq(1), [a, b]);
    forest.merge(seq(2), [a, c, d]);
    expect(forest.partsWithoutMerge(b, seq(1))).toEqual([[0], [1], [2, 3]]);
    expect(forest.dissolve(a, seq(2))).toBe(true);
    expect(forest.records()).toEqual([[0, 1]]);
    expect(forest.dissolve(c, seq(2))).toBe(false);
  });

  it('gives its parts back when the last merge is taken back, and every row when all are', () => {
    const forest = new MergeForest();
    forest.merge(seq(1), [a, b]);
    forest.merge(seq(2), [c, d]);
    forest.merge(seq(3), [b, d]);
    expect(forest.treeOf(c)).toEqual({ seq: 3, parts: [{ seq: 1, parts: [0, 1] }, { seq: 2, parts: [2, 3] }] });
    expect(forest.shapes()).toEqual(['( ( 0 1 ) ( 2 3 ) )']);
    expect(forest.partsWithoutMerge(a, seq(3))).toEqual([[0, 1], [2, 3]]);
    expect(forest.partsWithoutMerge(c, seq(2))).toEqual([[2], [3], [0, 1]]);
    forest.dissolve(a, seq(3));
    expect(forest.records()).toEqual([[0, 1], [2, 3]]);
    expect(forest.dissolveAll(d)).toBe(true);
    expect(forest.dissolveAll(d)).toBe(false);
    expect(forest.records()).toEqual([[0, 1]]);
    expect(forest.treeOf(d)).toBeUndefined();
  });

  it('keeps the anchor right when the earliest row leaves', () => {
    const forest = new MergeForest();
    forest.merge(seq(1), rows(5, 6, 7));
    forest.merge(seq(2), rows(6, 1));
    forest.merge(seq(3), rows(1, 9));
    expect(forest.anchorOf(9 as RowId)).toBe(1);
    forest.separate(5 as RowId);
    expect(forest.anchorOf(9 as RowId)).toBe(1);
    expect(forest.membersOf(9 as RowId)).toEqual([1, 6, 7, 9]);
  });

  it('says that merging what is one record changes nothing', () => {
    const forest = new MergeForest();
    expect(forest.merge(seq(1), [a, b])).toBe(true);
    expect(forest.merge(seq(2), [b, a])).toBe(false);
    expect(forest.separate(d)).toBe(false);
  });
});
