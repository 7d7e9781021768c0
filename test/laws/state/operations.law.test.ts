import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EntrySeq, RowId, SourceId } from '../../../shared/model/ids.ts';
import type { StateEntry, StateItem } from '../../../shared/state/facts/items.ts';
import { planConfirm, planDistinct, planEdit, planMerge, planPolicies, planRedo, planUndo, type Change, type Refusal } from '../../../shared/state/plan/plan.ts';
import type { FindingState } from '../../../shared/profile/findings.ts';
import type { Rule } from '../../../shared/profile/rules.ts';
import { defaultWeights } from '../../../shared/profile/scorecard.ts';
import { planRule, planRulings, planWeights } from '../../../shared/state/plan/planQuality.ts';
import { planUnmerge } from '../../../shared/state/plan/planSplit.ts';
import { Projection } from '../../../shared/state/facts/projection.ts';
import type { Result } from '../../../shared/kernel/result.ts';

const ROWS = 12;
const workspace = 'ffeeddccbbaa99887766554433221100';
const loadItems: StateItem[] = [
  { kind: 'source', id: 1 as SourceId, name: 'CRM', trustRank: 1 },
  {
    kind: 'load',
    source: 1 as SourceId,
    fileName: 'crm.csv',
    fileSha256: '00',
    fileBytes: 1,
    firstRow: 0,
    rows: ROWS,
    quarantined: 0,
    columns: ['Email'],
    mapping: [{ column: 'Email', field: 'email' }],
    choices: { format: 'delimited', encoding: 'utf-8', delimiter: ',', quote: '"', escape: 'doubled', padded: false, headerLine: 1 },
    replaces: [],
  },
];

const row = fc.nat(ROWS - 1).map((value) => value as RowId);
const several = fc.uniqueArray(row, { minLength: 2, maxLength: 4 });
const rule: Rule = { id: 'own:1', severity: 'error', owner: 'Ana', enabled: true, check: { kind: 'when', condition: { kind: 'filled', field: 'city' }, check: { kind: 'range', field: 'amount', of: 'number', from: 0.5, to: null } } };
const quality = fc.oneof(
  fc.constantFrom(planRule('own:1', rule), planRule('own:1', { ...rule, enabled: false }), planRule('own:1', null), planWeights({ ...defaultWeights, fields: { email: 2.25 } }), planWeights(null)),
  fc.tuple(fc.uniqueArray(row, { minLength: 1, maxLength: 3 }), fc.constantFrom('accepted', 'ignored', 'open')).map(([rows, state]) => planRulings(rows.map((one) => ({ rule: 'valid:email', row: one, values: [`value ${one % 2}`] })), state as FindingState, 'why')),
  fc.nat(40).map((months) => planPolicies({ policies: [{ field: 'email', months, halfLifeMonths: months + 1 }], retentionMonths: months, dates: [{ date: 'verifiedOn', fields: ['custom:Seen'] }], value: null })),
);
const operation = fc.oneof(
  { weight: 4, arbitrary: several.map((rows) => (state: Projection) => planMerge(state, [{ rows, pins: [{ field: 'email', value: `pin ${rows[0]}` }] }])) },
  { weight: 1, arbitrary: several.map((rows) => (state: Projection) => planDistinct(state, rows)) },
  { weight: 2, arbitrary: row.map((one) => (state: Projection) => planUnmerge(state, one)) },
  { weight: 1, arbitrary: row.map((one) => (state: Projection) => planEdit(state, state.goldenOf(one), { field: 'email', before: '', after: `typed ${one}`, comment: '' })) },
  { weight: 1, arbitrary: row.map((one) => (): Result<Change, Refusal> => ({ ok: true, value: planConfirm(one, 20_000 + one) })) },
  { weight: 2, arbitrary: quality.map((plan) => (): Result<Change, Refusal> => ({ ok: true, value: plan })) },
);
const step = fc.oneof({ weight: 6, arbitrary: operation }, { weight: 2, arbitrary: fc.constant('undo' as const) }, { weight: 2, arbitrary: fc.constant('redo' as const) }, { weight: 1, arbitrary: fc.constant('restart' as const) });

function start(): Projection {
  const state = new Projection(workspace);
  write(state, { act: 'load', items: loadItems, undoes: null, note: {}, basis: null });
  return state;
}
function write(state: Projection, { act, items, undoes }: Change): void {
  const seq = state.entries.length as EntrySeq;
  state.apply({ seq, at: 1_700_000_000_000, actor: 'a', act, clockBack: false, undoes, items });
}
function replay(entries: readonly StateEntry[]): Projection {
  const state = new Projection(workspace);
  for (const entry of entries) state.apply(entry);
  return state;
}

describe('any sequence of decisions', () => {
  it('is taken back and brought back exactly, also across restarts, and replays to the same state', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let state = start();
        // The obvious model of undo: the digests before each change that counts, and those that were taken back.
        const before: string[] = [];
        const after: string[] = [];
        for (const one of steps) {
          if (one === 'restart') {
            state = replay(state.entries);
            continue;
          }
          const now = state.digest();
          if (one === 'undo' || one === 'redo') {
            const [from, to] = one === 'undo' ? [before, after] : [after, before];
            const planned = one === 'undo' ? planUndo(state) : planRedo(state);
            if (from.length === 0) {
              // Only the load is left to undo, and the model leaves that alone.
              if (one === 'redo') expect(planned.ok).toBe(false);
              continue;
            }
            expect(planned.ok).toBe(true);
            if (planned.ok) write(state, planned.value);
            to.push(now);
            expect(state.digest()).toBe(from.pop());
            continue;
          }
          const planned = one(state);
          if (!planned.ok) continue;
          write(state, planned.value);
          before.push(now);
          after.length = 0;
        }
        expect(replay(state.entries).digest()).toBe(state.digest());
      }),
      { numRuns: 150 },
    );
  });

  it('that merges is dissolved by taking every row out, in any order', () => {
    fc.assert(
      fc.property(fc.array(several, { maxLength: 12 }), fc.shuffledSubarray(Array.from({ length: ROWS }, (_, one) => one as RowId), { minLength: ROWS, maxLength: ROWS }), (groups, order) => {
        const state = start();
        const ids = order.map((one) => state.goldenOf(one));
        for (const rows of groups) {
          const planned = planMerge(state, [{ rows, pins: [] }]);
          if (planned.ok) write(state, planned.value);
        }
        for (const one of order) {
          const planned = planUnmerge(state, one);
          if (planned.ok) write(state, planned.value);
        }
        expect(state.merges.records()).toEqual([]);
        expect(order.map((one) => state.goldenOf(one))).toEqual(ids);
      }),
      { numRuns: 150 },
    );
  });
});

describe('what is asked of the rows', () => {
  it('reads back as it was set, though the log holds integers only', () => {
    const state = start();
    write(state, planRule(rule.id, rule));
    write(state, planWeights({ ...defaultWeights, fields: { email: 2.25 } }));
    expect(JSON.stringify(state.entries).match(/[^"\w]\d+\.\d/)).toBeNull();
    expect(state.quality.rules(['email'])).toContainEqual(rule);
    expect(state.quality.weights).toEqual({ ...defaultWeights, fields: { email: 2.25 } });
  });

  it('goes with a row to its newer version, and a ruling taken back is gone', () => {
    const state = start();
    const ruled = { rule: 'valid:email', row: 3 as RowId, values: ['juan'] };
    write(state, planRulings([ruled], 'accepted', 'why'));
    write(state, { act: 'load', items: [{ ...loadItems[1]!, firstRow: ROWS, rows: 1 } as StateItem, { kind: 'refresh', changed: [3 as RowId, ROWS as RowId], vanished: [] }], undoes: null, note: {}, basis: null });
    expect([...state.quality.rulingsOf('valid:email')!.keys()]).toEqual([ROWS]);
    write(state, planRulings([{ ...ruled, row: ROWS as RowId }], 'open', ''));
    expect(state.quality.rulingsOf('valid:email')!.size).toBe(0);
  });
});
