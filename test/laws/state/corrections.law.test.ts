import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EntrySeq, LoadId, RowId, SourceId } from '../../../shared/model/ids.ts';
import type { StateEntry, StateItem } from '../../../shared/state/facts/items.ts';
import { planUndo, type Change } from '../../../shared/state/plan/plan.ts';
import { planCorrection } from '../../../shared/state/plan/planCorrection.ts';
import { Projection } from '../../../shared/state/facts/projection.ts';
import { WorkspaceRows } from '../../../shared/state/workspaceRows.ts';
import { textAt, textsOf } from '../../../shared/table/TextColumn.ts';
import { columnOf } from '../../../shared/table/TextColumnBuilder.ts';

const workspace = 'ffeeddccbbaa99887766554433221100';
/** Long enough that a value can be shared by more rows than are named one by one. */
const COPIES = 70;

/** The app's parts, and beside them the obvious model: what each cell reads, redone from the start at every undo. */
class Bench {
  state = new Projection(workspace);
  readonly rows = new WorkspaceRows();
  private readonly delivered: (string | undefined)[] = [];

  private readonly steps: { readonly seq: number; readonly apply: (cells: (string | undefined)[]) => void }[] = [];
  private undone = new Set<number>();

  private write({ act, items, undoes }: Change): EntrySeq {
    const seq = this.state.entries.length as EntrySeq;
    const entry: StateEntry = { seq, at: 1_700_000_000_000, actor: 'a', act, clockBack: false, undoes, items };
    this.state.apply(entry);
    return seq;
  }
  private show(): void {
    this.rows.show(this.state.loads, this.state.hiddenRows, this.state.corrections);
  }

  load(cells: readonly (string | undefined)[], changed: readonly RowId[] = []): void {
    const firstRow = this.state.rowCount;
    const items: StateItem[] = [
      { kind: 'source', id: 1 as SourceId, name: 'CRM', trustRank: 1 },
      {
        kind: 'load', source: 1 as SourceId, fileName: 'crm.csv', fileSha256: '00', fileBytes: 1, firstRow, rows: cells.length, quarantined: 0,
        columns: ['City'], mapping: [{ column: 'City', field: 'city' }],
        choices: { format: 'delimited', encoding: 'utf-8', delimiter: ',', quote: '"', escape: 'doubled', padded: false, headerLine: 1 }, replaces: [],
      },
    ];
    const pairs = changed.flatMap((older, index) => [older, (firstRow + index) as RowId]);
    if (pairs.length > 0) items.push({ kind: 'refresh', changed: pairs, vanished: [] });
    const seq = this.write({ act: 'load', items, undoes: null, note: {}, basis: null });
    this.delivered.push(...cells);
    this.rows.setTable(seq as number as LoadId, { length: cells.length, columns: [{ name: 'City', column: columnOf(cells) }] });
    this.steps.push({
      seq,
      apply: (now) => {
        for (let at = 0; at < pairs.length; at += 2) if ((this.delivered[pairs[at]!] ?? '') === (this.delivered[pairs[at + 1]!] ?? '')) now[pairs[at + 1]!] = now[pairs[at]!];
      },
    });
    this.show();
  }

  correct(changes: readonly { readonly before: string; readonly after: string; readonly rows?: readonly RowId[] }[]): void {
    const planned = planCorrection(this.state, this.rows, { field: 'city', changes, reason: 'standardise', comment: '' });
    const current = this.rows.currentRows();
    const end = this.state.rowCount;
    const touched = (row: number, text: string) => changes.find(({ before, after, rows }) => before !== after && before === text && (rows === undefined || rows.includes(row as RowId)));
    const before = this.texts();
    expect(planned.ok).toBe(before.some((text, row) => current[row] === 1 && touched(row, text) !== undefined));
    if (!planned.ok) return;
    const named = changes.map(({ rows }) => rows);
    const cells = before.filter((text, row) => current[row] === 1 && touched(row, text) !== undefined).length;
    expect(planned.value.note['cells']).toBe(cells);
    const seq = this.write(planned.value);
    // Rows that are no longer current may read either way: only what a value's every row reads is stated by value.
    const items = planned.value.items.flatMap((item) => (item.kind === 'correct' ? [item] : []));
    expect(items.every((item) => named.some((rows) => rows !== undefined) || item.rows === undefined || item.rows.length <= 64)).toBe(true);
    this.steps.push({
      seq,
      apply: (now) => {
        for (const [row, text] of [...now.entries()].slice(0, end)) {
          const item = items.find((one) => one.before === (text ?? '') && (one.rows === undefined || one.rows.includes(row as RowId)));
          if (item !== undefined) now[row] = item.after;
        }
      },
    });
    this.show();
  }

  undo(): void {
    const planned = planUndo(this.state);
    // The first load stays.
    if (!planned.ok || planned.value.undoes === 0) return;
    this.undone.add(planned.value.undoes!);
    this.write(planned.value);
    this.show();
  }

  restart(): void {
    const { entries } = this.state;
    this.state = new Projection(workspace);
    for (const entry of entries) this.state.apply(entry);
    this.show();
  }

  /** What the app shows. */
  texts(): string[] {
    return textsOf(this.rows.field('city')!);
  }

  /** What the obvious model says. */
  expected(): string[] {
    const cells = [...this.delivered];
    for (const { seq, apply } of this.steps) if (!this.undone.has(seq)) apply(cells);
    return cells.map((cell) => cell ?? '');
  }

  raw(): { readonly shown: string[]; readonly delivered: string[] } {
    return { shown: textsOf(this.rows.raw('city')!), delivered: this.delivered.map((cell) => cell ?? '') };
  }
}

const word = fc.constantFrom('', 'Madrid', 'madrid', 'MADRID', 'León', 'Leon', 'Sevilla');
const cell = fc.option(word, { nil: undefined, freq: 6 });
const place = fc.nat(40).map((row) => row as RowId);
const operation = fc.oneof(
  { weight: 5, arbitrary: fc.uniqueArray(fc.record({ before: word, after: word }), { minLength: 1, maxLength: 3, selector: ({ before }) => before }).map((changes) => (bench: Bench) => bench.correct(changes)) },
  { weight: 2, arbitrary: fc.tuple(word, word, fc.uniqueArray(place, { minLength: 1, maxLength: 4 })).map(([before, after, rows]) => (bench: Bench) => bench.correct([{ before, after, rows: rows.filter((row) => row < bench.state.rowCount) }])) },
  { weight: 2, arbitrary: fc.array(cell, { minLength: 1, maxLength: 5 }).map((cells) => (bench: Bench) => bench.load(cells)) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.uniqueArray(place, { minLength: 1, maxLength: 4 }), fc.boolean(), word).map(([rows, isSame, other]) => (bench: Bench) => {
      const older = rows.filter((row) => row < bench.state.rowCount && bench.state.isCurrent(row));
      if (older.length > 0) bench.load(older.map((row) => (isSame ? bench.raw().delivered[row]! : other)), older);
    }),
  },
  { weight: 3, arbitrary: fc.constant((bench: Bench) => bench.undo()) },
  { weight: 1, arbitrary: fc.constant((bench: Bench) => bench.restart()) },
);

describe('any sequence of corrections, loads, refreshes, undo and restarts', () => {
  it('reads as the obvious model says, and leaves what was delivered as it is', () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 12 }), fc.boolean(), fc.array(operation, { maxLength: 16 }), (first, isLong, operations) => {
        const bench = new Bench();
        bench.load(isLong ? Array.from({ length: COPIES }, () => first).flat() : first);
        for (const run of operations) {
          run(bench);
          expect(bench.texts()).toEqual(bench.expected());
          const { shown, delivered } = bench.raw();
          expect(shown).toEqual(delivered);
        }
        const { rows, state } = bench;
        const raw = rows.raw('city')!;
        const column = rows.field('city')!;
        for (let row = 0; row < Math.min(rows.length, 40); row++) {
          const history = state.corrections.historyOf('city', row as RowId, (one) => textAt(raw, one));
          expect(history.at(-1)?.after ?? textAt(raw, row)).toBe(textAt(column, row));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('undo brings the digest back', () => {
    const bench = new Bench();
    bench.load(['Madrid', 'madrid', undefined]);
    const before = bench.state.digest();
    bench.correct([{ before: 'madrid', after: 'Madrid' }, { before: '', after: 'Sevilla' }]);
    expect(bench.texts()).toEqual(['Madrid', 'Madrid', 'Sevilla']);
    expect(bench.state.digest()).not.toBe(before);
    bench.undo();
    expect(bench.texts()).toEqual(['Madrid', 'madrid', '']);
    expect(bench.state.digest()).toBe(before);
  });

  it('a field that no source delivers holds what stewards put there', () => {
    const bench = new Bench();
    bench.load(['Madrid', 'León', 'Madrid']);
    const planned = planCorrection(bench.state, bench.rows, { field: 'custom:Sector', changes: [{ before: '', after: 'Retail', rows: [0 as RowId, 2 as RowId] }], reason: 'category', comment: '' });
    expect(planned.ok).toBe(true);
    if (!planned.ok) return;
    bench.state.apply({ seq: bench.state.entries.length as EntrySeq, at: 1, actor: 'a', act: planned.value.act, clockBack: false, undoes: null, items: planned.value.items });
    bench.rows.show(bench.state.loads, bench.state.hiddenRows, bench.state.corrections);
    expect(bench.rows.fields).toContain('custom:Sector');
    expect(textsOf(bench.rows.field('custom:Sector')!)).toEqual(['Retail', '', 'Retail']);
  });
});
