// What the grid decides: which rows are drawn where, where keys lead, what is copied, which pages are held.
import { describe, expect, test } from 'vitest';
import { moveBefore, moveByOne, setWidth } from '../../../renderer/ui/grid/arrange.ts';
import { maxWidthPx, minWidthPx, plainLayout } from '../../../renderer/ui/grid/columns.ts';
import { fromTsv, toTsv } from '../../../renderer/ui/grid/tsv.ts';
import { planPaste } from '../../../renderer/ui/grid/planPaste.ts';
import { maxCanvasPx, planWindow, scaleOf } from '../../../renderer/ui/grid/planWindow.ts';
import { pageRows, RowCache } from '../../../renderer/ui/grid/RowCache.ts';
import { blockOf, moveSelection, startSelection, type KeyPress } from '../../../renderer/ui/grid/selection.ts';

const press = (key: string, with_: Partial<KeyPress> = {}): KeyPress => ({ key, ctrl: false, shift: false, alt: false, ...with_ });

describe('the window of rows', () => {
  test('starts at the top and covers the view', () => {
    expect(planWindow(100, 28, 280, 0, 0, 1)).toEqual({ canvasPx: 2800, from: 0, to: 18, topPx: 0 });
  });
  test('draws the last row at the bottom of the view', () => {
    const contentPx = 1000 * 28 - 280;
    const plan = planWindow(1000, 28, 280, contentPx, contentPx, 1);
    expect(plan.to).toBe(1000);
    expect(plan.topPx + (plan.to - plan.from) * 28).toBe(plan.canvasPx);
  });
  test.each([1_000_000, 5_000_000, 100_000_000].flatMap((rowCount) => [1, 1.25, 2, 3].map((pixelRatio) => [rowCount, pixelRatio] as const)))('reaches the last of %i rows within the height that Chromium gives, at %d screen pixels to one of ours', (rowCount, pixelRatio) => {
    const view = 700;
    const { canvasPx, scale } = scaleOf(rowCount, 28, view, pixelRatio);
    expect(canvasPx * pixelRatio).toBeLessThanOrEqual(maxCanvasPx);
    const scrollPx = canvasPx - view;
    const plan = planWindow(rowCount, 28, view, scrollPx, scrollPx * scale, pixelRatio);
    expect(plan.to).toBe(rowCount);
    const bottomPx = plan.topPx + (plan.to - plan.from) * 28;
    expect(Math.abs(bottomPx - canvasPx)).toBeLessThan(1);
  });
});

describe('keys', () => {
  const at = (row: number, column: number) => ({ anchor: { row, column }, cursor: { row, column } });
  test('stay within the data', () => {
    expect(moveSelection(startSelection, press('ArrowUp'), 10, 5, 20)).toEqual(at(0, 0));
    expect(moveSelection(at(9, 4), press('PageDown'), 10, 5, 20)).toEqual(at(9, 4));
  });
  test('with Ctrl go to the edges', () => {
    expect(moveSelection(at(3, 2), press('ArrowDown', { ctrl: true }), 1_000_000, 5, 20)).toEqual(at(999_999, 2));
    expect(moveSelection(at(3, 2), press('End', { ctrl: true }), 10, 5, 20)).toEqual(at(9, 4));
  });
  test('with Shift extend from the anchor', () => {
    const once = moveSelection(at(3, 2), press('ArrowDown', { shift: true }), 10, 5, 20)!;
    const twice = moveSelection(once, press('ArrowLeft', { shift: true }), 10, 5, 20)!;
    expect(blockOf(twice)).toEqual({ top: 3, bottom: 4, left: 1, right: 2 });
  });
  test('Ctrl+Space takes the column, Shift+Space the row, Ctrl+A everything', () => {
    expect(blockOf(moveSelection(at(3, 2), press(' ', { ctrl: true }), 10, 5, 20)!)).toEqual({ top: 0, bottom: 9, left: 2, right: 2 });
    expect(blockOf(moveSelection(at(3, 2), press(' ', { shift: true }), 10, 5, 20)!)).toEqual({ top: 3, bottom: 3, left: 0, right: 4 });
    expect(blockOf(moveSelection(at(3, 2), press('a', { ctrl: true }), 10, 5, 20)!)).toEqual({ top: 0, bottom: 9, left: 0, right: 4 });
  });
  test('that mean nothing here are left alone', () => {
    expect(moveSelection(startSelection, press('a'), 10, 5, 20)).toBeNull();
    expect(moveSelection(startSelection, press('ArrowDown', { alt: true }), 10, 5, 20)).toBeNull();
    expect(moveSelection(startSelection, press('ArrowDown'), 0, 5, 20)).toBeNull();
  });
});

describe('columns', () => {
  const all = ['a', 'b', 'c', 'd', 'e'];
  test('move before another one, hidden ones keep their place', () => {
    const layout = { ...plainLayout, hidden: ['b'] };
    expect(moveBefore(layout, all, 'd', 'a').order).toEqual(['d', 'a', 'b', 'c', 'e']);
    expect(moveByOne(layout, all, ['a', 'c', 'd', 'e'], 'c', -1).order).toEqual(['c', 'a', 'b', 'd', 'e']);
    expect(moveByOne(layout, all, ['a', 'c', 'd', 'e'], 'c', 1).order).toEqual(['a', 'b', 'd', 'c', 'e']);
  });
  test('stay where they are at the edge', () => {
    expect(moveByOne(plainLayout, all, all, 'a', -1)).toBe(plainLayout);
    expect(moveByOne(plainLayout, all, all, 'e', 1)).toBe(plainLayout);
    expect(moveBefore(plainLayout, all, 'a', 'a')).toBe(plainLayout);
  });
  test('that are pinned move among themselves', () => {
    const layout = { ...plainLayout, pinned: ['c', 'a'] };
    expect(moveByOne(layout, all, ['c', 'a', 'b', 'd', 'e'], 'a', -1)).toEqual({ ...plainLayout, pinned: ['a', 'c'] });
    expect(moveByOne(layout, all, ['c', 'a', 'b', 'd', 'e'], 'b', -1)).toBe(layout);
  });
  test('that came after the order was made stand at its end', () => {
    expect(moveBefore({ ...plainLayout, order: ['b', 'gone', 'a'] }, ['a', 'b', 'c'], 'c', 'b').order).toEqual(['c', 'b', 'a']);
  });
  test('get no narrower or wider than they may', () => {
    expect(setWidth(plainLayout, 'a', 1).widthsPx).toEqual({ a: minWidthPx });
    expect(setWidth(plainLayout, 'a', 1e6).widthsPx).toEqual({ a: maxWidthPx });
  });
});

test('cells are copied as Excel expects them', () => {
  expect(toTsv([['007', 'a\tb', null], ['say "hi"', 'two\nlines', '']])).toBe('007\t"a\tb"\t\r\n"say ""hi"""\t"two\nlines"\t');
});

describe('pages of rows', () => {
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  test('are asked for once, with their neighbours, and not beyond the end', async () => {
    const asked: [number, number][] = [];
    const cache = new RowCache((from, count) => {
      asked.push([from, count]);
      return Promise.resolve(Array.from({ length: count }, (_, index) => from + index));
    }, 250);
    cache.want(0, 40);
    cache.want(4, 44);
    await settle();
    expect(asked).toEqual([[0, pageRows], [100, pageRows]]);
    cache.want(160, 250);
    await settle();
    expect(asked.slice(2)).toEqual([[200, 50]]);
    expect([cache.rowAt(0), cache.rowAt(249), cache.rowAt(250)]).toEqual([0, 249, undefined]);
  });
  test('far away are given up, and their late answers dropped', async () => {
    const answers = new Map<number, () => void>();
    const cache = new RowCache((from, count) => new Promise<number[]>((resolve) => answers.set(from, () => resolve(Array.from({ length: count }, () => from)))), 100_000);
    cache.want(0, 40);
    cache.want(50_000, 50_040);
    answers.get(0)?.();
    answers.get(50_000)?.();
    await settle();
    expect(cache.rowAt(0)).toBeUndefined();
    expect(cache.rowAt(50_000)).toBe(50_000);
  });
  test('that fail can be asked for again', async () => {
    let isBroken = true;
    const cache = new RowCache((from, count) => (isBroken ? Promise.reject(new Error('outdated')) : Promise.resolve(Array.from({ length: count }, () => from))), 10);
    cache.want(0, 10);
    await settle();
    expect(cache.rowAt(0)).toBeUndefined();
    isBroken = false;
    cache.want(0, 10);
    await settle();
    expect(cache.rowAt(0)).toBe(0);
  });
});

describe('pasting', () => {
  test.each([
    [[['007', 'a\tb', ''], ['say "hi"', 'two\nlines', '']]],
    [[['a'], ['']]],
    [[['']]],
    [[['"open', 'in"side'], ['""', '\r\n']]],
    [[['', ''], ['', '']]],
  ])('reads what was copied: %j', (cells) => {
    expect(fromTsv(toTsv(cells))).toEqual(cells);
  });
  test('reads what Excel writes: a break after the last row, old Mac breaks, quotes that close nothing, ragged rows', () => {
    expect(fromTsv('a\tb\r\nc\td\r\n')).toEqual([['a', 'b'], ['c', 'd']]);
    expect(fromTsv('a\rb\nc')).toEqual([['a'], ['b'], ['c']]);
    expect(fromTsv('"5 inch\tx\n3" pipe\t"y" z')).toEqual([['"5 inch', 'x'], ['3" pipe', '"y" z']]);
    expect(fromTsv('a\t\n\nb')).toEqual([['a', ''], [''], ['b']]);
    expect(fromTsv('')).toEqual([]);
  });
  const selected = (top: number, left: number, bottom: number, right: number) => ({ top, left, bottom, right });
  const placed = (cells: string[][], block: ReturnType<typeof selected>, rows = 10, columns = 5) => {
    const { target, cutRows, cutColumns, textAt } = planPaste(cells, block, rows, columns);
    const written = [];
    for (let row = target.top; row <= target.bottom; row++) for (let column = target.left; column <= target.right; column++) written.push(`${row},${column}=${textAt(row, column) ?? 'none'}`);
    return { written: written.join(' '), cutRows, cutColumns };
  };
  test('one cell fills the selection', () => {
    expect(placed([['x']], selected(1, 1, 2, 2))).toEqual({ written: '1,1=x 1,2=x 2,1=x 2,2=x', cutRows: 0, cutColumns: 0 });
  });
  test('a block is written from the top left of what is selected, however much that is', () => {
    expect(placed([['a', 'b'], ['c', 'd']], selected(3, 1, 3, 1)).written).toBe('3,1=a 3,2=b 4,1=c 4,2=d');
    expect(placed([['a', 'b'], ['c', 'd']], selected(3, 1, 5, 3)).written).toBe('3,1=a 3,2=b 4,1=c 4,2=d');
  });
  test('a block is repeated where the selection is a multiple of it', () => {
    expect(placed([['a', 'b']], selected(0, 0, 1, 3)).written).toBe('0,0=a 0,1=b 0,2=a 0,3=b 1,0=a 1,1=b 1,2=a 1,3=b');
  });
  test('nothing is written beyond the grid, and what is cut is counted', () => {
    expect(placed([['a', 'b'], ['c', 'd']], selected(9, 4, 9, 4))).toEqual({ written: '9,4=a', cutRows: 1, cutColumns: 1 });
  });
  test('a short row leaves its cells alone', () => {
    expect(placed([['a', 'b'], ['c']], selected(0, 0, 0, 0)).written).toBe('0,0=a 0,1=b 1,0=c 1,1=none');
  });
});
