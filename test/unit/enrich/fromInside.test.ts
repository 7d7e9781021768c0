import { describe, expect, it } from 'vitest';
import { bundledTables } from '../../../shared/enrich/bundledTables.ts';
import { ProposalList } from '../../../shared/enrich/ProposalList.ts';
import { sourceKey } from '../../../shared/enrich/enrichTypes.ts';
import type { RowId } from '../../../shared/model/ids.ts';
import { personLetter } from '../../../shared/values/spanishTaxId.ts';
import { planReject } from '../../../shared/state/plan/planEnrich.ts';
import { showsOf } from '../../../shared/state/enrich/enrichWorkspace.ts';
import { insideProposals, loadCustomers, loadTable, openMemory, recordsOf } from '../../support/enriching.ts';
import { must } from '../../support/workspaces.ts';

async function told(header: string, cells: string, language: 'en' | 'es' = 'en'): Promise<Record<string, string>> {
  const workspace = await openMemory();
  await loadCustomers(workspace, `${header}\n${cells}\n`);
  return Object.fromEntries((await insideProposals(workspace, language)).map(({ field, value }) => [field, value]));
}

describe('what a value tells of others', () => {
  it('names province, country and language from a postcode', async () => {
    expect(await told('Nombre;Código postal;Provincia;País;Idioma', 'Ana Gil;8001;;;')).toMatchObject({ province: 'Barcelona' });
    expect(await told('Nombre;Ciudad;Provincia', 'Ana Gil;Getafe;')).toMatchObject({ province: 'Madrid' });
    expect(await told('Nombre;Provincia;País;Idioma', 'Ana Gil;Madrid;;')).toMatchObject({ country: 'ES', language: 'es' });
  });

  it('tells person from company, the missing letter, the legal form and the bank', async () => {
    expect(await told('Nombre;NIF', 'Ana Gil;12345678Z')).toMatchObject({ 'custom:partyType': 'Person' });
    expect(await told('Razón social;NIF', 'Talleres Ruiz, S.L.;B12345674', 'es')).toMatchObject({ 'custom:partyType': 'Empresa', 'custom:legalForm': 'S.L.' });
    expect(await told('Nombre;NIF', 'Ana Gil;45871239')).toMatchObject({ taxId: `45871239${personLetter(45_871_239)}` });
    expect(await told('Nombre;IBAN', 'Ana Gil;ES91 2100 0418 4502 0005 1332')).toMatchObject({ 'custom:bankName': 'CaixaBank' });
  });

  it('reads phones, birth dates, and forms of address in the language of the record', async () => {
    expect(await told('Nombre;Teléfono', 'Ana Gil;+34 600 111 222')).toMatchObject({ 'custom:phoneType': 'Mobile', 'custom:phoneCountry': 'ES' });
    expect(await told('Nombre;Teléfono', 'Ana Gil;+44 20 7946 0958', 'es')).toMatchObject({ 'custom:phoneType': 'Fijo', 'custom:phoneCountry': 'GB' });
    expect(await told('Nombre;Fecha de nacimiento', 'Ana Gil;31/12/1980')).toMatchObject({ 'custom:birthYear': '1980', 'custom:birthMonth': '12', 'custom:birthDay': '31' });
    expect(await told('Nombre;Género;Idioma', 'Ana Gil;;de')).toMatchObject({ gender: 'female', 'custom:salutation': 'Frau' });
  });

  it('makes a site of a company address, and nothing of free mail', async () => {
    expect(await told('Nombre;Correo;Web', 'Ana Gil;ana@talleresruiz.es;')).toMatchObject({ website: 'https://talleresruiz.es' });
    expect(await told('Nombre;Correo;Web', 'Ana Gil;ana@gmail.com;')).not.toHaveProperty('website');
  });

  it('makes no site of a domain where everybody has a mailbox, though no list knows it', async () => {
    const workspace = await openMemory();
    const lines = Array.from({ length: 40 }, (_, i) => `Cliente ${i};n${i}@correo.example.es`);
    await loadCustomers(workspace, `Nombre;Correo\n${lines.join('\n')}\nAna Gil;ana@talleresruiz.es\n`);
    expect((await insideProposals(workspace)).filter(({ field }) => field === 'website').map(({ value }) => value)).toEqual(['https://talleresruiz.es']);
  });

  it('takes a table of the workspace in place of a bundled one', async () => {
    const workspace = await openMemory();
    await loadCustomers(workspace, 'Nombre;IBAN\nAna Gil;ES91 2100 0418 4502 0005 1332\n');
    await loadTable(workspace, 'code,name\n2100,Banco Nuestro\n', { name: 'Bancos', standsFor: 'banks' });
    expect((await insideProposals(workspace)).find(({ field }) => field === 'custom:bankName')?.value).toBe('Banco Nuestro');
  });

  it('is not proposed again once turned down, until the value that led to it changes', async () => {
    const workspace = await openMemory();
    await loadCustomers(workspace, 'Nombre;Ciudad;Provincia\nAna Gil;Getafe;\n');
    const found = await insideProposals(workspace);
    const shows = showsOf(await recordsOf(workspace));
    must(await workspace.commit(must(planReject(workspace.state, found.filter(({ field }) => field === 'province'), shows))));
    expect((await insideProposals(workspace)).map(({ field }) => field)).not.toContain('province');
  });
});

describe('what records like each other know', () => {
  it('fills a company from its colleagues and a household from its address, and says from which row', async () => {
    const workspace = await openMemory();
    await loadCustomers(workspace, [
      'Nombre;Empresa;Correo;Web;Dirección;Código postal;Ciudad;Teléfono',
      'Ana Gil;Talleres Ruiz SL;ana@ruiz.es;www.ruiz.es;Calle Mayor 1;28001;Madrid;910000001',
      'Luis Sol;;luis@ruiz.es;;;;;',
      'Eva Gil;;eva@gmail.com;;C/ Mayor 1;28001;;',
      'Eva Mar;;mar@gmail.com;;Calle Mayor 1;28001;;600111333',
    ].join('\n'));
    const found = (await insideProposals(workspace)).filter(({ source }) => source.kind === 'similar').map(({ row, field, value, source, from }) => [row, field, value, sourceKey(source), from]);
    expect(found).toContainEqual([1, 'companyName', 'Talleres Ruiz SL', 'similar:company', 0]);
    expect(found).toContainEqual([1, 'website', 'www.ruiz.es', 'similar:company', 0]);
    for (const row of [2, 3]) expect(found).toContainEqual([row, 'city', 'Madrid', 'similar:household', 0]);
    // Two of the household have different phones: nobody can say which is the third one's.
    expect(found.filter(([row, field]) => field === 'phone' && row === 2)).toEqual([]);
  });
});

describe('a list of proposals', () => {
  it('is found by source, field and confidence, and comes back from what was kept of it', async () => {
    const workspace = await openMemory();
    await loadCustomers(workspace, 'Nombre;Ciudad;Provincia;NIF\nAna Gil;Getafe;;12345678Z\n');
    const list = new ProposalList();
    for (const one of await insideProposals(workspace)) list.add(one);
    list.add({ row: 0 as RowId, field: 'phone', before: '', value: '600', source: { kind: 'similar', by: 'household' }, from: 3 as RowId, confidence: 0.5, because: ['address'] });
    expect([...list.find({ source: 'similar', field: null, leastConfidence: 0 })]).toEqual([list.size - 1]);
    expect(list.find({ source: null, field: 'province', leastConfidence: 0.8 })).toHaveLength(1);
    expect(list.find({ source: 'derived:provinceFromCity', field: null, leastConfidence: 0.9 })).toHaveLength(0);
    expect(list.find({ source: null, field: 'notes', leastConfidence: 0 })).toHaveLength(0);
    const again = ProposalList.unpack(list.pack())!;
    expect(Array.from({ length: again.size }, (_, at) => again.at(at))).toEqual(Array.from({ length: list.size }, (_, at) => list.at(at)));
  });
});

it('says of every bundled table where it comes from', () => {
  for (const { rows, columns, source, date, licence } of bundledTables) {
    expect(rows().length).toBeGreaterThan(20);
    for (const row of rows()) expect(row).toHaveLength(columns.length);
    expect([source, date, licence].every((text) => text !== '')).toBe(true);
  }
});
