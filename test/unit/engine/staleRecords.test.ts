// Stale counts golden records: through merges, confirmations, splits and undo it says what judging everything anew would.
import { expect, test } from 'vitest';
import { OpenEngine } from '../../../renderer/engine/openEngine.ts';
import { StaleCalls } from '../../../renderer/engine/staleCalls.ts';
import type { RowId } from '../../../shared/model/ids.ts';
import { planConfirm, planMerge, planUndo } from '../../../shared/state/plan/plan.ts';
import { epochDayOf } from '../../../shared/values/calendar.ts';
import { loadCustomers, openMemory } from '../../support/enriching.ts';

const today = epochDayOf(2026, 10, 1);
// The same customer of long ago and of lately; another who was not heard of for long.
const customers = 'Nombre;Apellido;Teléfono;Último contacto\nAna;Ruiz;600100200;2014-03-01\nAna;Ruiz;600100200;2026-09-01\nEva;Gil;600300400;2014-03-01\nEva;Gil;600300400;2014-05-01\n';

test('a customer merged of an old and a fresh row is not stale, and becomes so again when the merge is undone', async () => {
  const workspace = await openMemory();
  await loadCustomers(workspace, customers);
  const engine = new OpenEngine(workspace, null, { language: 'en', actor: 'a' }, () => undefined);
  const live = new StaleCalls(engine);
  const list = (calls: StaleCalls) => calls.list({ today, from: 0, count: 10, reason: null, field: null });
  const counts = () => {
    const anew = new StaleCalls(engine);
    const summary = live.summary({ today });
    expect(summary).toEqual(anew.summary({ today }));
    expect(list(live)).toEqual(list(anew));
    return [summary.stale, summary.fresh];
  };
  const rows = (...of: number[]) => of as RowId[];
  expect(counts()).toEqual([3, 1]);
  await engine.commit(planMerge(workspace.state, [{ rows: rows(0, 1), pins: [] }]));
  expect(counts()).toEqual([2, 1]);
  expect(live.reasons(0 as RowId, today).map(({ kind }) => kind)).toContain('fieldTooOld');
  expect(live.reasonsOfRecord(0 as RowId, today)).toEqual([]);
  expect([[...live.mask(false)], [...live.mask(true)]]).toEqual([[1, 0, 1, 1], [0, 0, 1, 1]]);
  await engine.commit(planMerge(workspace.state, [{ rows: rows(2, 3), pins: [] }]));
  expect(counts()).toEqual([1, 1]);
  expect(list(live).lines.map(({ row, members, title }) => [row, members, title])).toEqual([[2, 2, 'Eva Gil']]);
  await engine.commit({ ok: true, value: planConfirm(3 as RowId, today) });
  expect(counts()).toEqual([0, 2]);
  for (const after of [[1, 1], [2, 1], [3, 1]]) {
    await engine.commit(planUndo(workspace.state));
    expect(counts()).toEqual(after);
  }
});
