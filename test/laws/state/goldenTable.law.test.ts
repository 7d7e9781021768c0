// Golden records carried from table to table are those made from scratch, whatever was decided in between.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { quietJob } from '../../../shared/kernel/job.ts';
import type { RowId } from '../../../shared/model/ids.ts';
import { FieldKnowledge } from '../../../shared/state/analyse/fieldKnowledge.ts';
import { GoldenTable } from '../../../shared/state/golden/goldenTable.ts';
import { GoldenView } from '../../../shared/state/golden/goldenView.ts';
import { loadFile } from '../../../shared/state/files/loadFile.ts';
import { planConfirm, planEdit, planMerge, planRedo, planUndo, type Change, type Refusal } from '../../../shared/state/plan/plan.ts';
import { planSourceUpdate } from '../../../shared/state/plan/planSources.ts';
import { planUnmerge } from '../../../shared/state/plan/planSplit.ts';
import { Workspace } from '../../../shared/state/workspace.ts';
import { isMissingAt, textAt } from '../../../shared/table/TextColumn.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import { MemoryJournal } from '../../support/memoryJournal.ts';

const ROWS = 10;
const text = ['name,email,updated_on', ...Array.from({ length: ROWS }, (_, row) => `Ana ${'x'.repeat(row % 4)},a${row % 3}@example.es,2024-0${1 + (row % 9)}-01`)].join('\n');
const bytes = new TextEncoder().encode(`${text}\n`);

async function start(): Promise<Workspace> {
  const opened = await Workspace.open({ journal: new MemoryJournal(), stamp: () => ({ at: 1_700_000_000_000, actor: 'a', role: 'steward', app: '0' }), randomBytes: (count) => new Uint8Array(count) }, quietJob);
  if (!opened.ok) throw new Error('not opened');
  const file = { name: 'a.csv', bytes: bytes.length, read: (from: number, length: number) => Promise.resolve(ok(bytes.slice(from, from + length))) };
  for (const name of ['one', 'two']) {
    const loaded = await loadFile(opened.value, file, { overrides: {}, mapping: null, source: { kind: 'new', name }, mode: { kind: 'append' } }, quietJob);
    if (!loaded.ok) throw new Error('not loaded');
  }
  return opened.value;
}

const row = fc.nat(2 * ROWS - 1).map((value) => value as RowId);
type Step = (workspace: Workspace) => Result<Change, Refusal>;
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.uniqueArray(row, { minLength: 2, maxLength: 4 }).map((rows): Step => ({ state }) => planMerge(state, [{ rows, pins: rows.length === 3 ? [{ field: 'email', value: `pin ${rows[0]}` }] : [] }])) },
  { weight: 2, arbitrary: row.map((one): Step => ({ state }) => planUnmerge(state, one)) },
  { weight: 1, arbitrary: row.map((one): Step => ({ state }) => planEdit(state, state.goldenOf(one), { field: 'email', before: '', after: `typed ${one}`, comment: '' })) },
  { weight: 1, arbitrary: row.map((one): Step => () => ({ ok: true, value: planConfirm(one, 20_000 + one) })) },
  { weight: 1, arbitrary: fc.constant<Step>(({ state: { sources } }) => (sources.length === 0 ? { ok: false, error: { kind: 'nothingToUndo' } } : { ok: true, value: planSourceUpdate({ ...sources.at(-1)!, trustRank: 3 - sources.at(-1)!.trustRank }) })) },
  { weight: 2, arbitrary: fc.constant<Step>(({ state }) => planUndo(state)) },
  { weight: 1, arbitrary: fc.constant<Step>(({ state }) => planRedo(state)) },
);

function shown(table: GoldenTable): unknown {
  return Array.from(table.leads, (lead, place) => [lead, ...table.cells(place)]);
}

it('keeps what did not change, and gives cells and columns alike', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const workspace = await start();
      let carried: GoldenTable | undefined;
      for (const one of [undefined, ...steps]) {
        const planned = one?.(workspace);
        if (planned?.ok === true) await workspace.commit(planned.value);
        const make = (before: GoldenTable | undefined): Promise<GoldenTable> => GoldenTable.make(workspace, new GoldenView(workspace, new FieldKnowledge(workspace.rows, 'es')), before, quietJob);
        carried = await make(carried);
        expect(shown(carried)).toEqual(shown(await make(undefined)));
        const columns = carried.fields.map((field) => carried!.field(field)!);
        for (let place = 0; place < carried.length; place++) {
          expect(carried.cells(place)).toEqual(columns.map((column) => (isMissingAt(column, place) ? null : textAt(column, place))));
        }
      }
    }),
    { numRuns: 40 },
  );
});
