import { describe, expect, it } from 'vitest';
import { classify, withoutValue, withValue, type CategoryScheme } from '../../../shared/enrich/categories.ts';
import { quietJob } from '../../../shared/kernel/job.ts';
import type { RowId } from '../../../shared/model/ids.ts';
import { showsOf } from '../../../shared/state/enrich/enrichWorkspace.ts';
import { planEdit, planUndo } from '../../../shared/state/plan/plan.ts';
import { planCategories, planClassify, type Classified } from '../../../shared/state/plan/planEnrich.ts';
import { loadCustomers, openMemory, recordsOf } from '../../support/enriching.ts';
import { MemoryJournal } from '../../support/memoryJournal.ts';
import { must } from '../../support/workspaces.ts';

const scheme: CategoryScheme = {
  field: 'custom:Sector',
  name: 'Sector',
  many: false,
  values: ['Industria / Metal', 'Comercio', 'Particular'],
  rules: [
    { value: 'Industria / Metal', all: [{ field: 'companyName', test: 'contains', text: 'talleres' }, { field: 'amount', test: 'atLeast', text: '1.000' }] },
    { value: 'Comercio', all: [{ field: 'companyName', test: 'filled', text: '' }] },
    { value: 'Particular', all: [{ field: 'companyName', test: 'empty', text: '' }] },
  ],
};
const customers = 'Empresa;Nombre;Importe\nTalleres Ruiz SL;;2.500,00\nTALLERES SOL;;12,50\nZapatos Mar SA;;1\n;Ana Gil;3\n';

describe('categories', () => {
  it('are given by the first rule that fits, each value judged in its own form', async () => {
    const workspace = await openMemory();
    await loadCustomers(workspace, customers);
    const { table } = await recordsOf(workspace);
    expect([...(await classify(table, scheme.rules, quietJob))]).toEqual([0, 1, 1, 2]);
    expect([...(await classify(table, [{ value: 'x', all: [] }], quietJob))]).toEqual([-1, -1, -1, -1]);
  });

  it('are fields like any other: in golden records, undone in one step, and never over a value fixed by hand', async () => {
    const journal = new MemoryJournal();
    const workspace = await openMemory(journal);
    await loadCustomers(workspace, customers);
    must(await workspace.commit(planCategories(scheme)));
    const before = workspace.state.digest();
    const shows = showsOf(await recordsOf(workspace));
    const classified: Classified[] = [0, 2].map((row) => ({ row: row as RowId, before: '', after: 'Comercio', because: ['companyName'] }));
    must(await workspace.commit(must(planClassify(workspace.state, scheme, 'rules', classified, shows))));
    for (const one of [workspace, await openMemory(journal)]) {
      const { table } = await recordsOf(one);
      expect(table.fields).toContain('custom:Sector');
      expect([0, 1, 2].map((place) => table.cells(place)[table.fields.indexOf('custom:Sector')])).toEqual(['Comercio', null, 'Comercio']);
      expect(one.state.enrichment.schemes).toEqual([scheme]);
    }
    must(await workspace.commit(must(planEdit(workspace.state, workspace.state.goldenOf(0 as RowId), { field: 'custom:Sector', before: 'Comercio', after: 'Otro', comment: '' }))));
    expect(planClassify(workspace.state, scheme, 'hand', [{ row: 0 as RowId, before: 'Otro', after: 'Comercio', because: [] }], shows).ok).toBe(false);
    must(await workspace.commit(must(planUndo(workspace.state))));
    must(await workspace.commit(must(planUndo(workspace.state))));
    expect(workspace.state.digest()).toBe(before);
  });

  it('as tags stand beside each other and go one by one', () => {
    const tags = { many: true };
    expect(withValue(tags, '', 'VIP')).toBe('VIP');
    expect(withValue(tags, 'VIP', 'Moroso')).toBe('VIP; Moroso');
    expect(withValue(tags, 'VIP; Moroso', 'VIP')).toBe('VIP; Moroso');
    expect(withoutValue(tags, 'VIP; Moroso', 'VIP')).toBe('Moroso');
    expect(withoutValue({ many: false }, 'VIP', 'VIP')).toBe('');
  });
});
