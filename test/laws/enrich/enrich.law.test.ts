// Laws of enriching: what is accepted can be taken back exactly, is accepted once, never beats a pin, and can be traced.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conflictRules } from '../../../shared/enrich/enrichTypes.ts';
import { quietJob } from '../../../shared/kernel/job.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import type { RowId } from '../../../shared/model/ids.ts';
import { showsOf } from '../../../shared/state/enrich/enrichWorkspace.ts';
import { FieldKnowledge } from '../../../shared/state/analyse/fieldKnowledge.ts';
import { GoldenTable } from '../../../shared/state/golden/goldenTable.ts';
import { GoldenView } from '../../../shared/state/golden/goldenView.ts';
import { planAccept, planReject } from '../../../shared/state/plan/planEnrich.ts';
import { planEdit, planMerge, planRedo, planUndo } from '../../../shared/state/plan/plan.ts';
import { planUnmerge } from '../../../shared/state/plan/planSplit.ts';
import type { Workspace } from '../../../shared/state/workspace.ts';
import { isMissingAt, textAt } from '../../../shared/table/TextColumn.ts';
import { loadCustomers, loadTable, openMemory, proposals, recordsOf, tie } from '../../support/enriching.ts';
import { MemoryJournal } from '../../support/memoryJournal.ts';
import { must } from '../../support/workspaces.ts';

const ROWS = 8;
const REFERENCE_ROWS = 6;
/** Few enough keys and values that they meet, repeat, contradict each other and are missing. */
const cell = fc.constantFrom('', 'a', 'b', 'A', 'N/A');
const key = fc.constantFrom('', 'k1', 'K1', 'k2', 'k3', 'k4');
const customer = fc.tuple(key, cell, cell);
const customers = fc.array(customer, { minLength: ROWS, maxLength: ROWS });
const reference = fc.array(fc.tuple(key, cell, cell), { minLength: REFERENCE_ROWS, maxLength: REFERENCE_ROWS });
const row = fc.nat(ROWS - 1).map((one) => one as RowId);
const rule = fc.constantFrom(...conflictRules);
const decision = fc.oneof(
  { weight: 3, arbitrary: fc.uniqueArray(row, { minLength: 2, maxLength: 3 }).map((rows) => ({ kind: 'merge' as const, rows })) },
  { weight: 2, arbitrary: row.map((one) => ({ kind: 'unmerge' as const, row: one })) },
  { weight: 2, arbitrary: fc.tuple(row, cell).map(([one, value]) => ({ kind: 'pin' as const, row: one, value })) },
  { weight: 3, arbitrary: fc.nat(7).map((at) => ({ kind: 'accept' as const, at })) },
  { weight: 2, arbitrary: fc.nat(7).map((at) => ({ kind: 'reject' as const, at })) },
  { weight: 2, arbitrary: fc.constant({ kind: 'acceptAll' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'undo' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'redo' as const }) },
);
type Decision = typeof decision extends fc.Arbitrary<infer One> ? One : never;

const csv = (header: string, rows: readonly (readonly string[])[]): string => `Line,${header}\n${rows.map((cells, index) => [`r${index}`, ...cells].join(',')).join('\n')}\n`;
/** A field that customers have, and one that only the reference knows. */
const sector: FieldId = 'custom:Sector';

async function start(ours: readonly (readonly string[])[], theirs: readonly (readonly string[])[], conflict: (typeof conflictRules)[number], journal = new MemoryJournal()): Promise<Workspace> {
  const workspace = await openMemory(journal);
  await loadCustomers(workspace, csv('Customer id,City,Notes', ours));
  const load = await loadTable(workspace, csv('Customer id,City,Sector', theirs));
  await tie(workspace, load.id, [{ field: 'customerId', column: 'Customer id' }], [
    { column: 'City', field: 'city', rule: conflict },
    { column: 'Sector', field: sector, rule: conflict },
  ]);
  return workspace;
}

async function decide(workspace: Workspace, one: Decision): Promise<void> {
  const { state } = workspace;
  const change = await (async () => {
    switch (one.kind) {
      case 'merge':
        return planMerge(state, [{ rows: one.rows, pins: [] }]);
      case 'unmerge':
        return planUnmerge(state, one.row);
      case 'pin':
        return planEdit(state, state.goldenOf(one.row), { field: 'city', before: '', after: one.value, comment: '' });
      case 'accept':
      case 'reject':
      case 'acceptAll': {
        const all = await proposals(workspace);
        const shows = showsOf(await recordsOf(workspace));
        const chosen = one.kind === 'acceptAll' ? all : all.slice(one.at, one.at + 1);
        return one.kind === 'reject' ? planReject(state, chosen, shows) : planAccept(state, chosen, shows);
      }
      case 'undo':
        // The loads stay.
        return state.undoable().length > 3 ? planUndo(state) : undefined;
      case 'redo':
        return planRedo(state);
    }
  })();
  if (change?.ok === true) must(await workspace.commit(change.value));
}

async function shown(workspace: Workspace): Promise<unknown> {
  const { table } = await recordsOf(workspace);
  return Array.from(table.leads, (lead, place) => [lead, ...table.cells(place)]);
}

const run = { numRuns: 60 };

describe('enriching', () => {
  it('is taken back exactly by undo, and brought back by redo', async () => {
    await fc.assert(
      fc.asyncProperty(customers, reference, rule, fc.array(decision, { maxLength: 6 }), async (ours, theirs, conflict, steps) => {
        const workspace = await start(ours, theirs, conflict);
        for (const one of steps) await decide(workspace, one);
        const before = [workspace.state.digest(), await shown(workspace)];
        const { size } = workspace.head;
        await decide(workspace, { kind: 'acceptAll' });
        if (workspace.head.size === size) return;
        const after = [workspace.state.digest(), await shown(workspace)];
        must(await workspace.commit(must(planUndo(workspace.state))));
        expect([workspace.state.digest(), await shown(workspace)]).toEqual(before);
        must(await workspace.commit(must(planRedo(workspace.state))));
        expect([workspace.state.digest(), await shown(workspace)]).toEqual(after);
      }),
      run,
    );
  });

  it('done twice changes nothing more', async () => {
    await fc.assert(
      fc.asyncProperty(customers, reference, rule, fc.array(decision, { maxLength: 6 }), async (ours, theirs, conflict, steps) => {
        const workspace = await start(ours, theirs, conflict);
        for (const one of steps) await decide(workspace, one);
        await decide(workspace, { kind: 'acceptAll' });
        expect(await proposals(workspace)).toEqual([]);
      }),
      run,
    );
  });

  it('never shows anything in place of a pinned value, and every accepted value leads to its reference row', async () => {
    await fc.assert(
      fc.asyncProperty(customers, reference, rule, fc.array(decision, { maxLength: 12 }), async (ours, theirs, conflict, steps) => {
        const workspace = await start(ours, theirs, conflict);
        for (const one of steps) await decide(workspace, one);
        const { golden, table } = await recordsOf(workspace);
        const { state, rows } = workspace;
        for (const lead of table.leads) {
          const values = golden.values(lead as RowId);
          for (const pin of state.pinsOf(lead as RowId)) expect(values.find(({ field }) => field === pin.field)).toMatchObject({ value: pin.value, rule: 'pinned' });
          for (const { field, value, row: from, rule: by } of values) {
            if (by !== 'enriched') continue;
            const load = state.loadOf(from!)!;
            const column = rows.table(load.id)!.columns.find(({ name }) => name === (field === 'city' ? 'City' : 'Sector'))!.column;
            expect(load.reference).toBeDefined();
            expect(textAt(column, from! - load.firstRow)).toBe(value);
          }
        }
      }),
      run,
    );
  });

  it('folds to the same state and the same records after any course of decisions and a restart, columns and cells alike', async () => {
    await fc.assert(
      fc.asyncProperty(customers, reference, rule, fc.array(decision, { maxLength: 12 }), async (ours, theirs, conflict, steps) => {
        const journal = new MemoryJournal();
        const workspace = await start(ours, theirs, conflict, journal);
        let carried: GoldenTable | undefined;
        for (const one of steps) {
          await decide(workspace, one);
          carried = await GoldenTable.make(workspace, new GoldenView(workspace, new FieldKnowledge(workspace.rows, 'es')), carried, quietJob);
          const columns = carried.fields.map((field) => carried!.field(field)!);
          for (let place = 0; place < carried.length; place++) {
            const cells = carried.cells(place);
            expect(cells).toEqual(columns.map((column) => (isMissingAt(column, place) ? null : textAt(column, place))));
            const values = new GoldenView(workspace, new FieldKnowledge(workspace.rows, 'es')).values(carried.leads[place]! as RowId);
            expect(cells.map((cell) => cell ?? '').filter((cell) => cell.trim() !== '')).toEqual(values.map(({ value }) => value).filter((value) => value.trim() !== ''));
          }
        }
        const reopened = await openMemory(journal);
        expect(reopened.state.digest()).toBe(workspace.state.digest());
        expect(await shown(reopened)).toEqual(await shown(workspace));
      }),
      run,
    );
  });
});
