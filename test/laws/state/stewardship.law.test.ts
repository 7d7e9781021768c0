// Any sequence of what stewards and deliveries do, checked step by step against a slow model that keeps whole copies.
// Over 300 lines because the model, the steps and what is compared after each are one law: a new kind of step touches all three.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SurvivorshipSettings } from '../../../shared/model/decision.ts';
import type { EntrySeq, LoadId, RowId, SourceId } from '../../../shared/model/ids.ts';
import type { StateEntry, StateItem } from '../../../shared/state/facts/items.ts';
import { planApprovals, planConfirm, planDistinct, planEdit, planMerge, planRedo, planSurvivorship, planUndo, planUnpin, type Change } from '../../../shared/state/plan/plan.ts';
import { planSourceUpdate } from '../../../shared/state/plan/planSources.ts';
import { planCorrection } from '../../../shared/state/plan/planCorrection.ts';
import { planDecision } from '../../../shared/state/plan/planDecision.ts';
import { foreseeSplit, planRevoke, planSplit, planUnmerge, planUphold, type Taken } from '../../../shared/state/plan/planSplit.ts';
import { Projection } from '../../../shared/state/facts/projection.ts';
import type { ApprovalRule } from '../../../shared/state/facts/secondLooks.ts';
import { WorkspaceRows } from '../../../shared/state/workspaceRows.ts';
import { textAt } from '../../../shared/table/TextColumn.ts';
import { columnOf } from '../../../shared/table/TextColumnBuilder.ts';

const ROWS = 10;
/** Sequences tried on every commit; more by `npm run faults`. */
const runs = Number(process.env['FICHERO_SEQUENCES'] ?? 400);
const workspace = 'ffeeddccbbaa99887766554433221100';

/** What the obvious model knows: everything is copied whole before each step. */
type Tree = number | { seq: number; parts: Tree[] };
type Pin = { anchor: number; field: string; value: string | null; seq: number; merge: boolean };
type Look = { seq: number; actor: string; rows: number[]; ruling: 'merge' | 'distinct'; pins: { field: string; value: string }[]; second: { actor: string; ruling: string; agrees: boolean } | null };
type Model = {
  trees: Tree[];
  apart: string[];
  pins: Pin[];
  trust: number;
  settings: SurvivorshipSettings | null;
  rows: number;
  confirmed: [number, number][];
  /** What each row's e-mail reads, and what was delivered. */
  emails: string[];
  delivered: string[];
  rule: ApprovalRule | null;
  looks: Look[];
  /** By entry and row, the entry of the last look at a decision. */
  upheld: [number, number, number][];
};
const delivered = (row: number): string => `${'abc'[row % 3]!}@x.es`;
const freshModel = (): Model => ({ trees: Array.from({ length: ROWS }, (_, row) => row), apart: [], pins: [], trust: 1, settings: null, rows: ROWS, confirmed: [], emails: Array.from({ length: ROWS }, (_, row) => delivered(row)), delivered: Array.from({ length: ROWS }, (_, row) => delivered(row)), rule: null, looks: [], upheld: [] });

const rowsOf = (tree: Tree): number[] => (typeof tree === 'number' ? [tree] : tree.parts.flatMap(rowsOf));
const pairOf = (a: number, b: number): string => (a < b ? `${a} ${b}` : `${b} ${a}`);
const treeWith = (model: Model, row: number): Tree => model.trees.find((tree) => rowsOf(tree).includes(row))!;

/** The trees left when `isGone` parts are taken out; what keeps one part only dissolves, and what stands above loses it. */
function prune(tree: Tree, isGone: (part: Tree) => boolean, loose: Tree[]): Tree | undefined {
  if (isGone(tree)) {
    if (typeof tree === 'number') loose.push(tree);
    else loose.push(...tree.parts);
    return undefined;
  }
  if (typeof tree === 'number') return tree;
  const kept = tree.parts.map((part) => prune(part, isGone, loose)).filter((part) => part !== undefined);
  if (kept.length === tree.parts.length || kept.length > 1) return { seq: tree.seq, parts: kept };
  loose.push(...kept);
  return undefined;
}
function takeApart(model: Model, row: number, isGone: (part: Tree) => boolean): void {
  const tree = treeWith(model, row);
  const loose: Tree[] = [];
  const kept = prune(tree, isGone, loose);
  model.trees = [...model.trees.filter((one) => one !== tree), ...loose, ...(kept === undefined ? [] : [kept])];
}
function pinsIn(model: Model, rows: number[]): Map<string, Pin> {
  const stands = (pin: Pin): boolean => {
    if (!pin.merge) return true;
    const within = (tree: Tree): boolean => typeof tree !== 'number' && rowsOf(tree).includes(pin.anchor) && (tree.seq === pin.seq || tree.parts.some(within));
    return model.trees.some(within);
  };
  const latest = new Map<string, Pin>();
  for (const pin of model.pins.filter((one) => rows.includes(one.anchor) && stands(one))) if ((latest.get(pin.field)?.seq ?? -1) <= pin.seq) latest.set(pin.field, pin);
  for (const [field, { value }] of latest) if (value === null) latest.delete(field);
  return latest;
}

function shownBy(model: Model, state: Projection): unknown {
  const records = model.trees.map((tree) => rowsOf(tree).sort((a, b) => a - b)).filter((rows) => rows.length > 1 || pinsIn(model, rows).size > 0);
  return {
    records: records.sort((a, b) => a[0]! - b[0]!).map((rows) => ({ rows, pins: [...pinsIn(model, rows)].map(([field, { value }]) => `${field}=${value}`).sort() })),
    apart: [...new Set(model.apart)].sort(),
    settings: model.settings,
    trust: model.trust,
    confirmed: model.confirmed.toSorted(([a], [b]) => a - b),
    emails: currentRows(state).map((row) => model.emails[row]),
    rule: model.rule,
    looks: model.looks.map(({ actor, rows, ruling, second }) => ({ actor, rows, ruling, second })),
    agreement: { agreed: model.looks.filter(({ second }) => second?.agrees === true).length, judged: model.looks.filter(({ second }) => second !== null).length },
    upheld: model.upheld.map(([, , seq]) => seq),
  };
}
const currentRows = (state: Projection): RowId[] => Array.from({ length: state.rowCount }, (_, row) => row as RowId).filter((row) => state.isCurrent(row));

function shownOf(state: Projection, cells: WorkspaceRows, model: Model): unknown {
  const rows = new Set<RowId>([...state.merges.mergedRows(), ...state.pinnedRows()]);
  const anchors = new Map([...rows].map((row) => [state.merges.anchorOf(row), state.merges.membersOf(row)]));
  return {
    records: [...anchors.values()]
      .map((members) => ({ rows: members, pins: state.pinsOf(members[0]!).map(({ field, value }) => `${field}=${value}`).sort() }))
      .filter((record) => record.rows.length > 1 || record.pins.length > 0)
      .sort((a, b) => a.rows[0]! - b.rows[0]!),
    apart: [...new Set(state.distinct.flatMap(({ rows: apart }) => apart.flatMap((left, index) => apart.slice(index + 1).map((right) => pairOf(left, right)))))].sort(),
    settings: state.survivorship,
    trust: state.sources[0]!.trustRank,
    confirmed: [...state.confirmed].sort(([a], [b]) => a - b),
    emails: currentRows(state).map((row) => textAt(cells.field('email')!, row)),
    rule: state.approvalRule,
    looks: state.secondLooks.list.map(({ actor, rows: about, ruling, second }) => ({ actor, rows: about, ruling, second: second === null ? null : { actor: second.actor, ruling: second.ruling, agrees: second.agrees } })),
    agreement: state.secondLooks.agreement,
    upheld: model.upheld.map(([entry, row]) => state.lookedAt(entry as EntrySeq, row as RowId)),
  };
}

/** Rules that rows are one customer, as merges and second rulings do. */
function mergeInModel(state: Projection, model: Model, rows: readonly number[], pins: readonly { field: string; value: string }[], seq: number): void {
  const parts = [...new Set(rows.map((row) => treeWith(model, row)))];
  const anchor = Math.min(...parts.flatMap(rowsOf).map((row) => first(state, row)));
  model.trees = [...model.trees.filter((tree) => !parts.includes(tree)), { seq, parts }];
  for (const { field, value } of pins) model.pins.push({ anchor: newest(state, anchor), field, value, seq, merge: true });
}
const pairsOf = (rows: readonly number[]): string[] => rows.flatMap((left, index) => rows.slice(index + 1).map((right) => pairOf(left, right)));

type Done = { change: Change; actor?: string; /** What a delivery brings. */ cells?: readonly string[]; model: (model: Model, seq: number) => void };
/** A step looks at the state, plans, and says what the model is to do; undefined where it is refused. */
type Step = (state: Projection, model: Model, cells: WorkspaceRows) => Done | undefined;

const loadItem = (firstRow: number, rows: number): StateItem => ({
  kind: 'load',
  source: 1 as SourceId,
  fileName: 'crm.csv',
  fileSha256: '00',
  fileBytes: 1,
  firstRow,
  rows,
  quarantined: 0,
  columns: ['Email'],
  mapping: [{ column: 'Email', field: 'email' }],
  choices: { format: 'delimited', encoding: 'utf-8', delimiter: ',', quote: '"', escape: 'doubled', padded: false, headerLine: 1 },
  replaces: [],
});

const numbers = fc.nat(1_000_000);
const merges = fc.tuple(fc.array(numbers, { minLength: 2, maxLength: 4 }), fc.boolean());
/** A row of the current state. */
const current = (state: Projection, number: number): RowId => {
  const rows = Array.from({ length: state.rowCount }, (_, row) => row as RowId).filter((row) => state.isCurrent(row));
  return rows[number % rows.length]!;
};

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: merges.map(([picks, isPinned]): Step => (state) => {
      const rows = [...new Set(picks.map((pick) => current(state, pick)))];
      const pins = isPinned ? (['email', 'city'] as const).map((field) => ({ field, value: `${field} ${rows[0]}` })) : [];
      const planned = planMerge(state, [{ rows, pins }]);
      if (!planned.ok) return undefined;
      return {
        change: planned.value,
        model: (model, seq) => mergeInModel(state, model, rows, pins, seq),
      };
    }),
  },
  {
    weight: 2,
    arbitrary: fc.array(numbers, { minLength: 2, maxLength: 3 }).map((picks): Step => (state) => {
      const rows = [...new Set(picks.map((pick) => current(state, pick)))];
      const planned = rows.length < 2 ? undefined : planDistinct(state, rows);
      if (planned?.ok !== true) return undefined;
      return { change: planned.value, model: (model) => model.apart.push(...pairsOf(rows)) };
    }),
  },
  {
    weight: 5,
    arbitrary: fc.tuple(numbers, fc.nat(3), fc.boolean(), fc.option(numbers)).map(([pick, depth, isOpen, to]): Step => (state) => {
      const row = current(state, pick);
      const above = state.merges.mergesAbove(row);
      if (above.length === 0) return undefined;
      const taken: Taken = depth === 0 ? 'row' : depth === 3 ? 'all' : { merge: above[depth % above.length]! };
      const { unclear, parts } = foreseeSplit(state, row, taken);
      const kept = unclear.map(({ field }) => ({ field, row: to === null ? null : parts[to % parts.length]![0]! }));
      if (kept.length > 0) expect(planSplit(state, { row, taken, kept: [], open: isOpen })).toMatchObject({ ok: false, error: { reason: 'editedSince' } });
      const planned = planSplit(state, { row, taken, kept, open: isOpen });
      if (!planned.ok) throw new Error(JSON.stringify(planned.error));
      return {
        change: planned.value,
        model: (model) => {
          const members = rowsOf(treeWith(model, row));
          for (const { field, row: goesTo } of kept) {
            const pin = pinsIn(model, members).get(field)!;
            model.pins = model.pins.filter((one) => one.field !== field || one.merge || !members.includes(one.anchor));
            if (goesTo !== null) model.pins.push({ ...pin, anchor: goesTo });
          }
          if (taken === 'all') model.trees = [...model.trees.filter((tree) => !rowsOf(tree).includes(row)), ...members];
          else takeApart(model, row, (part) => (taken === 'row' ? part === row : typeof part !== 'number' && part.seq === taken.merge && rowsOf(part).includes(row)));
          if (isOpen) return;
          for (const left of taken === 'row' ? [row] : members) for (const right of members) if (treeWith(model, left) !== treeWith(model, right)) model.apart.push(pairOf(left, right));
        },
      };
    }),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(numbers, fc.constantFrom('email' as const, 'city' as const), fc.constantFrom(undefined, 'always' as const, 'latest' as const), fc.boolean()).map(([pick, field, hold, isReleased]): Step => (state) => {
      const golden = state.goldenOf(current(state, pick));
      const anchor = state.rowOfGolden(golden)!;
      const value = `typed ${pick}`;
      const planned = isReleased ? planUnpin(state, golden, { field, before: '', comment: '' }) : planEdit(state, golden, { field, before: '', after: value, comment: '', ...(hold === undefined ? {} : { hold }) });
      return planned.ok ? { change: planned.value, model: (model, seq) => model.pins.push({ anchor, field, value: isReleased ? null : value, seq, merge: false }) } : undefined;
    }),
  },
  {
    weight: 2,
    arbitrary: numbers.map((pick): Step => (state) => {
      const verdict = state.distinct[pick % Math.max(1, state.distinct.length)];
      if (verdict === undefined) return undefined;
      const planned = planRevoke(state, verdict.seq, verdict.rows);
      if (!planned.ok) throw new Error('a verdict that stands can be revoked');
      const left = state.distinct.filter((one) => one.seq !== verdict.seq || !one.rows.every((row) => verdict.rows.includes(row)));
      const apart = left.flatMap(({ rows }) => rows.flatMap((one, index) => rows.slice(index + 1).map((other) => pairOf(one, other))));
      return { change: planned.value, model: (model) => (model.apart = apart) };
    }),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.array(numbers, { minLength: 1, maxLength: 3 }), fc.boolean()).map(([picks, isSame]): Step => (state, before) => {
      const older = [...new Set(picks.map((pick) => current(state, pick)))];
      const firstRow = state.rowCount;
      const changed = older.flatMap((row, index) => [row, (firstRow + index) as RowId]);
      // Where the source says the same again, a correction goes on holding; where it says something new, that is read.
      const cells = older.map((row) => (isSame ? before.delivered[row]! : 'new@x.es'));
      return {
        change: { act: 'load', items: [loadItem(firstRow, older.length), { kind: 'refresh', changed, vanished: [] }], undoes: null, note: {}, basis: null },
        cells,
        model: (model) => {
          older.forEach((row, index) => {
            const newer = firstRow + index;
            model.delivered[newer] = cells[index]!;
            model.emails[newer] = cells[index] === model.delivered[row] ? model.emails[row]! : cells[index]!;
            for (const look of model.looks) look.rows = look.rows.map((one) => (one === row ? newer : one));
            model.upheld = model.upheld.map(([entry, one, seq]) => [entry, one === row ? newer : one, seq]);
            const renamed = (tree: Tree): Tree => (typeof tree === 'number' ? (tree === row ? newer : tree) : { seq: tree.seq, parts: tree.parts.map(renamed) });
            model.trees = model.trees.map(renamed);
            model.apart = model.apart.map((pair) => pairOf(...(pair.split(' ').map((one) => (Number(one) === row ? newer : Number(one))) as [number, number])));
            model.pins = model.pins.map((pin) => (pin.anchor === row ? { ...pin, anchor: newer } : pin));
            model.confirmed = model.confirmed.filter(([confirmed]) => confirmed !== row);
          });
          model.rows += older.length;
        },
      };
    }),
  },
  { weight: 1, arbitrary: fc.boolean().map((isSet): Step => () => {
    const settings: SurvivorshipSettings | null = isSet ? { fields: [{ field: 'email', rules: ['longest'], trust: [1 as SourceId] }], units: null } : null;
    return { change: planSurvivorship(settings, 0), model: (model) => (model.settings = settings) };
  }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 9 }).map((trustRank): Step => (state) => ({ change: planSourceUpdate({ ...state.sources[0]!, trustRank }), model: (model) => (model.trust = trustRank) })) },
  { weight: 1, arbitrary: fc.tuple(numbers, fc.nat(100)).map(([pick, day]): Step => (state) => {
    const row = current(state, pick);
    return { change: planConfirm(row, day), model: (model) => {
      const before = model.confirmed.find(([one]) => one === row)?.[1] ?? day;
      model.confirmed = [...model.confirmed.filter(([one]) => one !== row), [row, Math.max(day, before)]];
    } };
  }) },
);

/** Beyond merges: corrections of cells, decisions that two people make, and looks at decisions that stand. */
const more: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.tuple(numbers, fc.constantFrom('a@x.es', 'b@x.es', 'right@x.es', ''), fc.option(fc.array(numbers, { minLength: 1, maxLength: 2 }))).map(([pick, after, named]): Step => (state, known, cells) => {
      const before = known.emails[current(state, pick)]!;
      const rows = named?.map((one) => current(state, one));
      const planned = planCorrection(state, cells, { field: 'email', changes: [{ before, after, ...(rows === undefined ? {} : { rows }) }], reason: 'facet', comment: '' });
      const hit = currentRows(state).filter((row) => known.emails[row] === before && before !== after && (rows === undefined || rows.includes(row)));
      expect(planned.ok).toBe(hit.length > 0);
      if (!planned.ok) return undefined;
      return { change: planned.value, model: (model) => hit.forEach((row) => (model.emails[row] = after)) };
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom<ApprovalRule | null>({ minRows: 3, bands: [] }, { minRows: 2, bands: [] }, { minRows: null, bands: ['review'] }, null).map((rule): Step => () => ({ change: planApprovals(rule), model: (model) => (model.rule = rule) })) },
  {
    weight: 6,
    arbitrary: fc.tuple(fc.array(numbers, { minLength: 2, maxLength: 3 }), fc.constantFrom('a', 'b', 'c'), fc.constantFrom('merge' as const, 'merge' as const, 'distinct' as const), fc.constantFrom(null, 'review' as const), fc.boolean(), fc.option(numbers)).map(([picks, actor, ruling, band, isPinned, waiting]): Step => (state, known) => {
      // Now and then about what somebody else ruled on first.
      const open = known.looks.filter(({ second }) => second === null);
      const about = waiting === null || open.length === 0 ? picks.map((pick) => current(state, pick)) : open[waiting % open.length]!.rows.map((row) => row as RowId).filter((row) => state.isCurrent(row));
      const rows = [...new Set(about)];
      if (rows.length < 2) return undefined;
      const pins = isPinned && ruling === 'merge' ? [{ field: 'city' as const, value: `of ${actor}` }] : [];
      const look = known.looks.findLast((one) => one.rows.filter((row) => rows.includes(row as RowId)).length > 1);
      const planned = planDecision(state, actor, { rows, ruling, pins, band }, { comment: '', reason: null });
      const awaits = look?.second === null && look.actor === actor;
      if (awaits) expect(planned).toEqual({ ok: false, error: { kind: 'conflict', reason: 'awaitsSecond' } });
      if (!planned.ok) return undefined;
      return {
        change: planned.value,
        actor,
        model: (model, seq) => {
          const decided = (chosen: readonly { field: string; value: string }[]): void => {
            if (ruling === 'merge') mergeInModel(state, model, rows, chosen, seq);
            else model.apart.push(...pairsOf(rows));
          };
          const now = model.looks.find((one) => one.seq === look?.seq);
          if (now !== undefined && now.second === null) {
            const agrees = now.ruling === ruling && now.rows.length === rows.length && rows.every((row) => now.rows.includes(row));
            now.second = { actor, ruling, agrees };
            if (agrees) decided([...now.pins.filter(({ field }) => !pins.some((pin) => pin.field === field)), ...pins]);
            return;
          }
          const isSettled = now?.second?.agrees === false;
          const { rule } = model;
          const needs = rule !== null && ((rule.minRows !== null && rows.length >= rule.minRows) || (band !== null && rule.bands.includes(band)));
          if (isSettled || !needs) decided(pins);
          else model.looks.push({ seq, actor, rows: rows.toSorted((a, b) => a - b), ruling, pins, second: null });
        },
      };
    }),
  },
  {
    weight: 1,
    arbitrary: numbers.map((pick): Step => (state) => {
      const verdict = state.distinct[pick % Math.max(1, state.distinct.length)];
      if (verdict === undefined) return undefined;
      const row = verdict.rows[0]!;
      return { change: planUphold(verdict.seq, verdict.rows, null, ''), model: (model, seq) => (model.upheld = [...model.upheld.filter(([entry, one]) => entry !== verdict.seq || one !== row), [verdict.seq, row, seq]]) };
    }),
  },
);

/** Names the first version of a row, by which records are ordered; and the newest version of one. */
function first(state: Projection, row: number): number {
  return Number.parseInt(state.ownGoldenId(row as RowId).slice(-8), 16);
}
function newest(state: Projection, identity: number): number {
  return state.rowOfGolden(state.ownGoldenId(identity as RowId))!;
}

function start(): Projection {
  const state = new Projection(workspace);
  write(state, { act: 'load', items: [{ kind: 'source', id: 1 as SourceId, name: 'CRM', trustRank: 1 }, loadItem(0, ROWS)], undoes: null, note: {}, basis: null });
  return state;
}
/** The cells beside the facts, as an open workspace has them. */
function cellsOf(state: Projection, tables: ReadonlyMap<number, readonly string[]>): WorkspaceRows {
  const cells = new WorkspaceRows();
  for (const [load, texts] of tables) cells.setTable(load as LoadId, { length: texts.length, columns: [{ name: 'Email', column: columnOf(texts) }] });
  cells.show(state.loads, state.hiddenRows, state.corrections);
  return cells;
}
function write(state: Projection, { act, items, undoes }: Change, actor = 'a'): void {
  const seq = state.entries.length as EntrySeq;
  state.apply({ seq, at: 1_700_000_000_000 + seq, actor, act, clockBack: false, undoes, items });
}
function replay(entries: readonly StateEntry[]): Projection {
  const state = new Projection(workspace);
  for (const entry of entries) state.apply(entry);
  return state;
}

describe('whatever stewards and deliveries do', () => {
  it('gives what a model with whole copies gives, also taken back, brought back and after restarts', () => {
    const move = fc.oneof({ weight: 8, arbitrary: steps }, { weight: 6, arbitrary: more }, { weight: 2, arbitrary: fc.constantFrom('undo' as const, 'redo' as const, 'undo' as const) }, { weight: 1, arbitrary: fc.constant('restart' as const) });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40, size: 'max' }), (moves) => {
        let state = start();
        const tables = new Map<number, readonly string[]>([[0, freshModel().delivered]]);
        let cells = cellsOf(state, tables);
        let model = freshModel();
        const before: { model: Model; digest: string }[] = [];
        const after: { model: Model; digest: string }[] = [];
        for (const one of moves) {
          if (one === 'restart') {
            state = replay(state.entries);
            cells = cellsOf(state, tables);
          } else if (one === 'undo' || one === 'redo') {
            const [from, to] = one === 'undo' ? [before, after] : [after, before];
            const back = from.pop();
            if (back === undefined) continue;
            const planned = one === 'undo' ? planUndo(state) : planRedo(state);
            if (!planned.ok) throw new Error('there was something to take back');
            to.push({ model, digest: state.digest() });
            write(state, planned.value);
            model = back.model;
            // Rows that an undone delivery brought keep their ids, so only what counts is compared.
            if (state.rowCount === model.rows) expect(state.digest()).toBe(back.digest);
            model = { ...model, rows: state.rowCount };
          } else {
            const done = one(state, model, cells);
            if (done === undefined) continue;
            const seq = state.entries.length;
            before.push({ model, digest: state.digest() });
            after.length = 0;
            model = structuredClone(model);
            done.model(model, seq);
            write(state, done.change, done.actor);
            if (done.cells !== undefined) {
              tables.set(seq, done.cells);
              cells.setTable(seq as LoadId, { length: done.cells.length, columns: [{ name: 'Email', column: columnOf(done.cells) }] });
            }
          }
          cells.show(state.loads, state.hiddenRows, state.corrections);
          expect(shownOf(state, cells, model)).toEqual(shownBy(model, state));
        }
        expect(replay(state.entries).digest()).toBe(state.digest());
      }),
      { numRuns: runs },
    );
  });

  it('undoes merges of any shape one by one, in any order, to the state of before: 10,000 merges, 10,000 splits', () => {
    const many = 20_000;
    const state = new Projection(workspace);
    write(state, { act: 'load', items: [{ kind: 'source', id: 1 as SourceId, name: 'CRM', trustRank: 1 }, loadItem(0, many)], undoes: null, note: {}, basis: null });
    const digest = state.digest();
    let seed = 7;
    const random = (bound: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return Math.floor((seed / 2 ** 32) * bound);
    };
    // Pairs first, then records with records, as queues bring them: trees several merges deep.
    const made: { seq: EntrySeq; row: RowId }[] = [];
    while (made.length < 10_000) {
      const row = random(many) as RowId;
      const near = Math.min(many - 1, Math.max(0, row + 1 + random(12) - 6)) as RowId;
      const planned = planMerge(state, [{ rows: [row, near], pins: [] }]);
      if (!planned.ok) continue;
      made.push({ seq: state.entries.length as EntrySeq, row });
      write(state, planned.value);
    }
    const shuffled = made.map((one) => ({ one, key: random(2 ** 30) })).sort((a, b) => a.key - b.key).map(({ one }) => one);
    let splits = 0;
    for (const { seq, row } of shuffled) {
      // A merge may be gone with one inside it.
      if (!state.merges.mergesAbove(row).includes(seq)) continue;
      const planned = planSplit(state, { row, taken: { merge: seq }, kept: [], open: true });
      if (!planned.ok) throw new Error(JSON.stringify(planned.error));
      write(state, planned.value);
      splits++;
    }
    // What is left stood above a merge that was split through another branch: row by row.
    for (const row of Array.from(state.merges.mergedRows())) {
      const planned = planSplit(state, { row, taken: 'row', kept: [], open: true });
      if (planned.ok) write(state, planned.value);
    }
    expect(splits).toBeGreaterThan(5000);
    expect(state.digest()).toBe(digest);
  }, 60_000);

  it('after A+B, C+D and AB+CD, taking C out gives A+B, C and D, and D can be brought together with C again', () => {
    const state = start();
    const [a, b, c, d] = [0, 1, 2, 3] as RowId[] as [RowId, RowId, RowId, RowId];
    const must = (planned: ReturnType<typeof planMerge>): void => {
      if (!planned.ok) throw new Error(JSON.stringify(planned.error));
      write(state, planned.value);
    };
    const ids = [a, b, c, d].map((row) => state.goldenOf(row));
    must(planMerge(state, [{ rows: [a, b], pins: [] }]));
    must(planMerge(state, [{ rows: [c, d], pins: [] }]));
    const paired = state.digest();
    must(planMerge(state, [{ rows: [b, d], pins: [] }]));
    must(planUnmerge(state, c));
    expect(state.merges.records()).toEqual([[a, b]]);
    expect([a, b, c, d].map((row) => state.goldenOf(row))).toEqual([ids[0], ids[0], ids[2], ids[3]]);
    // The pairing comes back by undo, or by revoking what the split ruled and merging once more.
    must(planUndo(state));
    must(planUndo(state));
    expect(state.digest()).toBe(paired);
    must(planRedo(state));
    must(planRedo(state));
    expect(planMerge(state, [{ rows: [c, d], pins: [] }])).toMatchObject({ ok: false, error: { reason: 'differentCustomers' } });
    must(planRevoke(state, state.distinct[0]!.seq, [c, d]));
    must(planMerge(state, [{ rows: [c, d], pins: [] }]));
    expect(state.merges.records()).toEqual([[a, b], [c, d]]);
  });
});

describe('a decision that needs two people', () => {
  const rows = [0, 1, 2] as RowId[];
  const merge = { rows, ruling: 'merge' as const, pins: [], band: 'review' as const };
  const said = { comment: '', reason: null };
  const decide = (state: Projection, actor: string, decision: Parameters<typeof planDecision>[2]): string => {
    const planned = planDecision(state, actor, decision, said);
    if (!planned.ok) return planned.error.kind === 'conflict' ? planned.error.reason : planned.error.kind;
    write(state, planned.value, actor);
    return planned.value.act;
  };

  it('holds once the second person rules alike, and is taken back in two steps', () => {
    const state = start();
    write(state, planApprovals({ minRows: 3, bands: [] }));
    const before = state.digest();
    expect(decide(state, 'ana', merge)).toBe('decide');
    expect(state.merges.records()).toEqual([]);
    expect(decide(state, 'ana', merge)).toBe('awaitsSecond');
    const waiting = state.digest();
    expect(decide(state, 'berta', merge)).toBe('approve');
    expect(state.merges.records()).toEqual([rows]);
    expect(state.secondLooks.agreement).toEqual({ agreed: 1, judged: 1 });
    const done = state.digest();
    for (const expected of [waiting, before]) {
      const undo = planUndo(state);
      if (undo.ok) write(state, undo.value);
      expect(state.digest()).toBe(expected);
    }
    for (const expected of [waiting, done]) {
      const redo = planRedo(state);
      if (redo.ok) write(state, redo.value);
      expect(state.digest()).toBe(expected);
    }
    expect(replay(state.entries).digest()).toBe(done);
  });

  it('is settled by a third ruling where two did not agree', () => {
    const state = start();
    write(state, planApprovals({ minRows: null, bands: ['review'] }));
    expect(decide(state, 'ana', merge)).toBe('decide');
    expect(decide(state, 'berta', { ...merge, ruling: 'distinct' })).toBe('approve');
    expect(state.merges.records()).toEqual([]);
    expect(state.distinct).toEqual([]);
    expect(state.secondLooks.agreement).toEqual({ agreed: 0, judged: 1 });
    expect(decide(state, 'ana', merge)).toBe('merge');
    expect(state.merges.records()).toEqual([rows]);
  });

  it('does not concern small groups of other bands', () => {
    const state = start();
    write(state, planApprovals({ minRows: 4, bands: ['automatic'] }));
    expect(decide(state, 'ana', merge)).toBe('merge');
  });
});
