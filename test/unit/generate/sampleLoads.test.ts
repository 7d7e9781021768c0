import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadTable } from '../../../shared/load/loadTable.ts';
import { detectFields } from '../../../shared/fields/detectFields.ts';
import { textsOf } from '../../../shared/table/TextColumn.ts';
import { readSampleBroken, readSampleTruth, sampleFiles, type SampleSource } from '../../support/sample.ts';

const sources = Object.keys(sampleFiles) as SampleSource[];

describe.each(sources)('the sample of %s, loaded', (source) => {
  it('gives the rows of the truth and sets the broken ones aside', async () => {
    const loaded = await loadTable([readFileSync(sampleFiles[source])]);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
    const truth = readSampleTruth().filter((row) => row.source === source);
    expect(textsOf(loaded.value.table.columns[0]!.column)).toEqual(truth.map((row) => row.key));
    expect([...loaded.value.lines]).toEqual(truth.map((row) => row.line));
    const broken = readSampleBroken().filter((row) => row.source === source);
    expect(loaded.value.quarantined.map(({ line, reason }) => `${line} ${reason.kind}`)).toEqual(broken.map(({ line, reason }) => `${line} ${reason}`));
  });

  it('has columns whose fields are recognised', async () => {
    const loaded = await loadTable([readFileSync(sampleFiles[source])]);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
    const fields = new Map(detectFields(loaded.value.table).map(({ name, field }) => [name, field]));
    const expected: Record<SampleSource, Record<string, string>> = {
      crm: { id: 'customerId', first_name: 'givenName', last_name: 'surname', vat_number: 'taxId', updated_at: 'updatedOn', last_contact: 'lastContactOn', consent_date: 'consentOn' },
      facturacion: { 'Razón social': 'companyName', 'NIF/CIF': 'taxId', 'Segundo apellido': 'surname2', 'Última compra': 'lastPurchaseOn', 'Importe anual': 'amount' },
      'tienda-online': { 'APELLIDOS, NOMBRE': 'fullName', MOVIL: 'phone', ULTIMO_PEDIDO: 'lastPurchaseOn', FECHA_CONSENTIMIENTO: 'consentOn' },
    };
    for (const [name, field] of Object.entries(expected[source])) expect([name, fields.get(name)]).toEqual([name, field]);
  });
});
