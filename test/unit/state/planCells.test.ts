// What is typed or pasted into the grid: one step, refused where a cell changed since, and what was delivered stays.
import { expect, it } from 'vitest';
import { quietJob } from '../../../shared/kernel/job.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import type { RowId } from '../../../shared/model/ids.ts';
import { FieldKnowledge } from '../../../shared/state/analyse/fieldKnowledge.ts';
import { GoldenView } from '../../../shared/state/golden/goldenView.ts';
import { loadFile } from '../../../shared/state/files/loadFile.ts';
import { planMerge, planUndo } from '../../../shared/state/plan/plan.ts';
import { planGoldenCells, planRowCells } from '../../../shared/state/plan/planCells.ts';
import { Workspace } from '../../../shared/state/workspace.ts';
import { textsOf } from '../../../shared/table/TextColumn.ts';
import { MemoryJournal } from '../../support/memoryJournal.ts';

function must<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
async function start(): Promise<Workspace> {
  let at = Date.UTC(2024, 5, 1);
  const workspace = must(await Workspace.open({ journal: new MemoryJournal(), stamp: () => ({ at: (at += 1000), actor: 'a', role: 'steward', app: '0' }), randomBytes: (count) => new Uint8Array(count) }, quietJob));
  const bytes = new TextEncoder().encode('customer_id,full_name,city\n01,Ana Ruiz,Vigo\n02,Ana Ruiz,\n03,Luis Gil,Vigo\n');
  const file = { name: 'a.csv', bytes: bytes.length, read: (from: number, length: number) => Promise.resolve(ok(bytes.slice(from, from + length))) };
  must(await loadFile(workspace, file, { overrides: {}, mapping: null, source: { kind: 'new', name: 'CRM' }, mode: { kind: 'append' } }, quietJob));
  return workspace;
}
const cell = (row: number, field: FieldId, before: string, after: string) => ({ row: row as RowId, field, before, after });
const texts = (workspace: Workspace, field: FieldId) => textsOf(workspace.rows.field(field)!);

it('corrects cells of several fields in one step, blank ones too, and beside what was delivered', async () => {
  const workspace = await start();
  const before = workspace.state.digest();
  const change = must(planRowCells(workspace.state, workspace.rows, [cell(0, 'city', 'Vigo', 'Lugo'), cell(1, 'city', '', 'Lugo'), cell(2, 'fullName', 'Luis Gil', 'Luisa Gil'), cell(2, 'city', 'Vigo', '')], ''));
  must(await workspace.commit(change));
  expect(texts(workspace, 'city')).toEqual(['Lugo', 'Lugo', '']);
  expect(texts(workspace, 'fullName')).toEqual(['Ana Ruiz', 'Ana Ruiz', 'Luisa Gil']);
  expect(textsOf(workspace.rows.raw('city')!)).toEqual(['Vigo', '', 'Vigo']);
  must(await workspace.commit(must(planUndo(workspace.state))));
  expect(texts(workspace, 'city')).toEqual(['Vigo', '', 'Vigo']);
  expect(workspace.state.digest()).toBe(before);
});

it('is refused as a whole where one cell no longer reads as it was seen', async () => {
  const workspace = await start();
  const result = planRowCells(workspace.state, workspace.rows, [cell(0, 'city', 'Vigo', 'Lugo'), cell(2, 'city', 'Cádiz', 'Lugo')], '');
  expect(result).toEqual({ ok: false, error: { kind: 'conflict', reason: 'changedSince' } });
});

it('sets values of golden records by hand in one step', async () => {
  const workspace = await start();
  must(await workspace.commit(must(planMerge(workspace.state, [{ rows: [0, 1] as RowId[], pins: [] }]))));
  const valueOf = (row: RowId, field: FieldId) => new GoldenView(workspace, new FieldKnowledge(workspace.rows, 'en')).values(row).find((one) => one.field === field)?.value ?? '';
  const at = (row: number, field: FieldId) => valueOf(row as RowId, field);
  must(await workspace.commit(must(planGoldenCells(workspace.state, valueOf, [cell(0, 'city', 'Vigo', 'Lugo'), cell(2, 'fullName', 'Luis Gil', 'Luisa Gil')], ''))));
  expect([at(1, 'city'), at(2, 'fullName')]).toEqual(['Lugo', 'Luisa Gil']);
  expect(texts(workspace, 'city')).toEqual(['Vigo', '', 'Vigo']);
  expect(planGoldenCells(workspace.state, valueOf, [cell(0, 'city', 'Vigo', 'Soria')], '').ok).toBe(false);
  must(await workspace.commit(must(planUndo(workspace.state))));
  expect([at(1, 'city'), at(2, 'fullName')]).toEqual(['Vigo', 'Luis Gil']);
});
