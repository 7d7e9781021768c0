// Quality of a whole workspace: reference tables in rules, corrections, freshness settings, and scores noted down.
import { describe, expect, it } from 'vitest';
import { quietJob } from '../../../shared/kernel/job.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import type { EpochDay, RowId } from '../../../shared/model/ids.ts';
import { refreshQueue, summarise } from '../../../shared/freshness/summary.ts';
import { analyseWorkspace, type WorkspaceAnalysis } from '../../../shared/state/analyse/analyseWorkspace.ts';
import { FieldKnowledge } from '../../../shared/state/analyse/fieldKnowledge.ts';
import { freshnessOfWorkspace, valueFieldOf, valuesOfRows } from '../../../shared/state/analyse/freshnessOfWorkspace.ts';
import { planPolicies, planUndo } from '../../../shared/state/plan/plan.ts';
import { planCorrections } from '../../../shared/state/plan/planCorrection.ts';
import { planMeasure, planRule } from '../../../shared/state/plan/planQuality.ts';
import { listNames } from '../../../shared/state/files/referenceLists.ts';
import type { Workspace } from '../../../shared/state/workspace.ts';
import { epochDayOf } from '../../../shared/values/calendar.ts';
import { loadCustomers, loadTable, openMemory } from '../../support/enriching.ts';
import { MemoryJournal } from '../../support/memoryJournal.ts';
import { must } from '../../support/workspaces.ts';

const today = epochDayOf(2026, 6, 1);
const customers = `Nombre;Correo;Ciudad;Importe anual;Actualizado;Acceso web
Ana Ruiz;ana@gmial.com;SORIA;10;2020-01-01;2026-05-01
Eva Gil;eva@x.es;Soria;1000;2020-01-01;2020-01-01
Juan Díaz;juan;Narnia;;2026-01-01;2026-01-01
`;

function freshness(workspace: Workspace, day: EpochDay = today) {
  return freshnessOfWorkspace(workspace, new FieldKnowledge(workspace.rows, 'es').datesOf, day);
}
const analyseNow = (workspace: Workspace, before?: WorkspaceAnalysis): Promise<WorkspaceAnalysis> => analyseWorkspace(workspace, freshness(workspace), quietJob, before);
const rowsOf = ({ findings }: WorkspaceAnalysis, id: string): number[] => {
  const outcome = findings.perRule.find(({ rule }) => rule.id === id);
  return outcome === undefined ? [] : Array.from(findings.row.subarray(outcome.from, outcome.from + outcome.broken));
};

describe('the quality of a workspace', () => {
  it('asks columns of reference tables, and sees a newer version of one', async () => {
    const workspace = await openMemory();
    await loadCustomers(workspace, customers);
    const table = await loadTable(workspace, 'Town,Province\nSoria,Soria\nMadrid,Madrid\n', { name: 'Towns' });
    expect(listNames(workspace)).toEqual(['Towns: Town', 'Towns: Province']);
    const rule = { id: 'own:1', severity: 'warning', owner: '', enabled: true, check: { kind: 'reference', field: 'city', list: 'Towns: Town' } } as const;
    must(await workspace.commit(planRule(rule.id, rule)));
    const first = await analyseNow(workspace);
    expect(rowsOf(first, 'own:1')).toEqual([2]);
    const version = workspace.state.qualityVersion;
    await loadTable(workspace, 'Town\nSoria\nNarnia\n', { name: 'Towns' }, [table.id]);
    expect(workspace.state.qualityVersion).toBeGreaterThan(version);
    expect(rowsOf(await analyseNow(workspace, first), 'own:1')).toEqual([]);
  });

  it('loses a finding when the value is corrected, and has it again after undo', async () => {
    const workspace = await openMemory();
    await loadCustomers(workspace, customers);
    const first = await analyseNow(workspace);
    expect(rowsOf(first, 'valid:email')).toEqual([0, 2]);
    const fields = [['email', 'ana@gmial.com', 'ana@gmail.com'], ['city', 'SORIA', 'Soria']] as const;
    must(await workspace.commit(must(planCorrections(workspace.state, workspace.rows, fields.map(([field, before, after]) => ({ field: field as FieldId, changes: [{ before, after }], reason: 'standardise' as const, comment: '' }))))));
    expect(workspace.state.entries.at(-1)!.items).toHaveLength(2);
    const second = await analyseNow(workspace, first);
    expect(rowsOf(second, 'valid:email')).toEqual([2]);
    expect(second.scorecard.overall).toBeGreaterThan(first.scorecard.overall);
    must(await workspace.commit(must(planUndo(workspace.state))));
    const third = await analyseNow(workspace, second);
    expect([rowsOf(third, 'valid:email'), third.scorecard]).toEqual([[0, 2], first.scorecard]);
  });

  it('keeps the scores that were noted down, and says nothing undoable by noting them', async () => {
    const journal = new MemoryJournal();
    const workspace = await openMemory(journal);
    await loadCustomers(workspace, customers);
    const before = workspace.state.undoable();
    const analysis = await analyseNow(workspace);
    must(await workspace.commit(planMeasure(analysis, analysis.sources, today)));
    expect(workspace.state.undoable()).toEqual(before);
    const again = await openMemory(journal);
    expect(again.state.quality.measures).toEqual(workspace.state.quality.measures);
    expect(again.state.quality.measures).toMatchObject([{ rows: 3, scores: { overall: Math.round(analysis.scorecard.overall * 1e6) }, sources: [{ source: 1, rows: 3 }] }]);
    expect(again.state.digest()).toBe(workspace.state.digest());
  });

  it('ranks by what a customer is worth, and by the dates that a steward chose', async () => {
    const workspace = await openMemory();
    await loadCustomers(workspace, customers);
    expect(valueFieldOf(workspace)).toBe('amount');
    const values = valuesOfRows(workspace, new FieldKnowledge(workspace.rows, 'es'), 'amount');
    // Who says nothing counts as the mean.
    expect(Array.from(values)).toEqual([10, 1000, 505]);
    const judged = freshness(workspace);
    expect(Array.from(refreshQueue(judged, undefined, values)).slice(0, 2)).toEqual([1, 0]);
    const lastUse = 'custom:Acceso web' as const;
    must(await workspace.commit(planPolicies({ policies: [], dates: [{ date: 'updatedOn', fields: [lastUse] }], value: null })));
    expect(valueFieldOf(workspace)).toBeUndefined();
    const chosen = freshness(workspace);
    expect([summarise(judged).byReason.find(({ field }) => field === 'email')?.rows, summarise(chosen).byReason.find(({ field }) => field === 'email')?.rows]).toEqual([2, 1]);
    expect(workspace.rows.fields).toContain(lastUse);
    expect(chosen.confirmedOn[0]![0 as RowId]).toBe(epochDayOf(2026, 5, 1));
  });
});
