import { describe, expect, it } from 'vitest';
import { linkRecords } from '../../../shared/state/enrich/enrichWorkspace.ts';
import { quietJob } from '../../../shared/kernel/job.ts';
import type { RowId } from '../../../shared/model/ids.ts';
import { planAccept, planReject } from '../../../shared/state/plan/planEnrich.ts';
import { planEdit, planMerge, planUndo } from '../../../shared/state/plan/plan.ts';
import { showsOf } from '../../../shared/state/enrich/enrichWorkspace.ts';
import { textAt } from '../../../shared/table/TextColumn.ts';
import { loadCustomers, loadTable, openMemory, proposals, recordsOf, tie } from '../../support/enriching.ts';
import { MemoryJournal } from '../../support/memoryJournal.ts';
import { must } from '../../support/workspaces.ts';

const customers = `NIF;Nombre;Teléfono;Ciudad;Sitio web
12345678Z;Ana Gil;600111222;Madrid;
ES-B12345674;Talleres Ruiz SL;;;
00000001R;Luis Sol;;N/A;https://sol.es
;Sin Clave;;;
X1234567L;Eva Mar;;Bilbao;`;
const directory = `Tax id,Phone,Town,Web,Last update
12345678-z,+34 600 999 888,Getafe,ana.example.es,2024-05-01
B12345674,915550000,Toledo,ruiz.example.es,2024-05-01
1R,916660000,Ávila,sol.es,2024-05-01
X1234567L,944440000,Bilbao,one.example.es,2024-05-01
X1234567L,944440000,Bilbao,two.example.es,2024-05-01
,900000000,Nowhere,,2024-05-01`;
const keys = [{ field: 'taxId', column: 'Tax id' }] as const;

describe('values from a reference table by key', () => {
  it('counts what fits before anything is proposed', async () => {
    const workspace = await openMemory();
    await loadCustomers(workspace, customers);
    const reference = await loadTable(workspace, directory);
    const linkage = await tie(workspace, reference.id, keys, [{ column: 'Web', field: 'website', rule: 'ifEmpty' }]);
    const links = await linkRecords(await recordsOf(workspace), linkage, quietJob);
    expect(links.counts).toEqual({ records: 5, matched: 3, ambiguous: 1, unmatched: 0, withoutKey: 1, referenceRows: 6, referenceWithoutKey: 1, repeatedKeys: 1, unused: 1 });
    expect(links.candidatesOf(4)).toEqual([3, 4]);
  });

  it('reads keys of any spelling, fills what is empty, and leaves what is there alone unless the rule says otherwise', async () => {
    const workspace = await openMemory();
    await loadCustomers(workspace, customers);
    const reference = await loadTable(workspace, directory);
    await tie(workspace, reference.id, keys, [
      { column: 'Phone', field: 'phone', rule: 'always' },
      { column: 'Town', field: 'city', rule: 'ifEmpty' },
      { column: 'Web', field: 'website', rule: 'ifEmpty' },
    ]);
    const found = await proposals(workspace);
    expect(found.map(({ row, field, before, value }) => [row, field, before, value])).toEqual([
      [0, 'phone', '600111222', '+34 600 999 888'],
      [0, 'website', '', 'ana.example.es'],
      [1, 'phone', '', '915550000'],
      [1, 'city', '', 'Toledo'],
      [1, 'website', '', 'ruiz.example.es'],
      [2, 'phone', '', '916660000'],
      // N/A is a word for nothing.
      [2, 'city', 'N/A', 'Ávila'],
    ]);
    expect(found[0]).toMatchObject({ from: reference.firstRow, confidence: 0.98, because: ['taxId'] });
  });

  it('replaces what is older or less trusted only where the rule asks for that', async () => {
    const workspace = await openMemory();
    await loadCustomers(workspace, 'NIF;Teléfono;Actualizado\n12345678Z;600111222;01/01/2020\n00000001R;600111333;01/01/2025', 'Old');
    const reference = await loadTable(workspace, directory, { trustRank: 1 });
    await tie(workspace, reference.id, keys, [{ column: 'Phone', field: 'phone', rule: 'ifNewer' }]);
    expect((await proposals(workspace)).map(({ row }) => row)).toEqual([0]);
    await tie(workspace, reference.id, keys, [{ column: 'Phone', field: 'phone', rule: 'ifTrusted' }]);
    expect(await proposals(workspace)).toEqual([]);
    const better = await loadTable(workspace, directory, { trustRank: 0, name: 'Register' });
    await tie(workspace, better.id, keys, [{ column: 'Phone', field: 'phone', rule: 'ifTrusted' }]);
    expect((await proposals(workspace)).map(({ row }) => row)).toEqual([0, 1]);
  });

  it('keeps references beside the records: no rows, no columns, no source of theirs', async () => {
    const workspace = await openMemory();
    await loadCustomers(workspace, customers);
    const before = { fields: workspace.rows.fields, column: workspace.rows.field('taxId'), length: workspace.rows.length };
    await loadTable(workspace, directory);
    expect({ fields: workspace.rows.fields, column: workspace.rows.field('taxId'), length: workspace.rows.length }).toEqual(before);
    expect(workspace.rows.field('taxId')).toBe(before.column);
    expect(workspace.state.currentRowCount).toBe(5);
    expect(workspace.state.sources).toHaveLength(1);
    await loadCustomers(workspace, 'NIF;Nombre\n99999999R;Neu Kunde', 'Web');
    const { table } = await recordsOf(workspace);
    expect([...table.leads]).toEqual([0, 1, 2, 3, 4, 11]);
    expect(textAt(table.field('taxId')!, 5)).toBe('99999999R');
  });

  it('leads from an accepted value back to the reference row, after reopening too', async () => {
    const journal = new MemoryJournal();
    const workspace = await openMemory(journal);
    await loadCustomers(workspace, customers);
    const reference = await loadTable(workspace, directory);
    await tie(workspace, reference.id, keys, [{ column: 'Web', field: 'website', rule: 'ifEmpty' }]);
    const records = await recordsOf(workspace);
    must(await workspace.commit(must(planAccept(workspace.state, await proposals(workspace), showsOf(records)))));
    for (const one of [workspace, await openMemory(journal)]) {
      const { golden } = await recordsOf(one);
      const value = golden.values(1 as RowId).find(({ field }) => field === 'website')!;
      expect(value).toEqual({ field: 'website', value: 'ruiz.example.es', row: reference.firstRow + 1, rule: 'enriched' });
      const load = one.state.loadOf(value.row!)!;
      expect(load.reference?.name).toBe('Directory');
      expect(textAt(one.rows.table(load.id)!.columns[3]!.column, value.row! - load.firstRow)).toBe('ruiz.example.es');
      const [accepted] = one.state.enrichment.valuesOf([1 as RowId]);
      expect(accepted).toMatchObject({ source: `reference:${reference.id}`, confidencePpm: 980_000, because: [{ field: 'taxId', value: 'ES-B12345674' }] });
    }
  });

  it('never proposes or shows anything over a value that was fixed by hand', async () => {
    const workspace = await openMemory();
    await loadCustomers(workspace, customers);
    const reference = await loadTable(workspace, directory);
    await tie(workspace, reference.id, keys, [{ column: 'Phone', field: 'phone', rule: 'always' }]);
    const records = await recordsOf(workspace);
    const early = await proposals(workspace);
    must(await workspace.commit(must(planEdit(workspace.state, workspace.state.goldenOf(0 as RowId), { field: 'phone', before: '600111222', after: '611000000', comment: '' }))));
    expect((await proposals(workspace)).map(({ row }) => row)).toEqual([1, 2, 4]);
    // Proposals made before the pin do not get past it either.
    must(await workspace.commit(must(planAccept(workspace.state, early, showsOf(records)))));
    const { golden } = await recordsOf(workspace);
    expect(golden.values(0 as RowId).find(({ field }) => field === 'phone')).toMatchObject({ value: '611000000', rule: 'pinned' });
    expect(golden.values(1 as RowId).find(({ field }) => field === 'phone')).toMatchObject({ value: '915550000', rule: 'enriched' });
  });

  it('does not propose again what was turned down, unless the table or the record says something else', async () => {
    const workspace = await openMemory();
    await loadCustomers(workspace, customers);
    const reference = await loadTable(workspace, directory);
    const bring = [{ column: 'Web', field: 'website', rule: 'ifEmpty' }] as const;
    await tie(workspace, reference.id, keys, bring);
    const shows = showsOf(await recordsOf(workspace));
    const [first] = await proposals(workspace);
    must(await workspace.commit(must(planReject(workspace.state, [first!], shows))));
    expect((await proposals(workspace)).map(({ row }) => row)).toEqual([1]);
    // The same table once more is no new evidence …
    const again = await loadTable(workspace, directory, {}, [reference.id]);
    expect(workspace.state.enrichment.linkageOf(again.id)?.bring).toEqual(bring);
    expect((await proposals(workspace)).map(({ row }) => row)).toEqual([1]);
    // … another value is.
    await loadTable(workspace, directory.replace('ana.example.es', 'new.example.es'), {}, [again.id]);
    expect((await proposals(workspace)).map(({ row, value }) => [row, value])).toEqual([[0, 'new.example.es'], [1, 'ruiz.example.es']]);
  });

  it('keeps accepted values through merges, splits and undo', async () => {
    const workspace = await openMemory();
    await loadCustomers(workspace, customers);
    const reference = await loadTable(workspace, directory);
    await tie(workspace, reference.id, keys, [{ column: 'Web', field: 'website', rule: 'ifEmpty' }]);
    const before = workspace.state.digest();
    must(await workspace.commit(must(planAccept(workspace.state, await proposals(workspace), showsOf(await recordsOf(workspace))))));
    must(await workspace.commit(must(planMerge(workspace.state, [{ rows: [1 as RowId, 2 as RowId], pins: [] }]))));
    const merged = (await recordsOf(workspace)).golden.values(2 as RowId);
    expect(merged.find(({ field }) => field === 'website')).toMatchObject({ value: 'ruiz.example.es', rule: 'enriched' });
    must(await workspace.commit(must(planUndo(workspace.state))));
    must(await workspace.commit(must(planUndo(workspace.state))));
    expect(workspace.state.digest()).toBe(before);
  });
});
