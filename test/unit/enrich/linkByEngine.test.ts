import { expect, it } from 'vitest';
import { ProposalList } from '../../../shared/enrich/ProposalList.ts';
import { quietJob } from '../../../shared/kernel/job.ts';
import { inlinePool } from '../../../shared/match/MatchWorker.ts';
import { proposeLinked } from '../../../shared/state/enrich/enrichWorkspace.ts';
import { linkByEngine } from '../../../shared/state/enrich/linkByEngine.ts';
import { loadCustomers, loadTable, openMemory, recordsOf } from '../../support/enriching.ts';

const given = ['Ana', 'Luis', 'Eva', 'Pablo', 'Marta', 'Jorge', 'Lucía', 'Iván', 'Sara', 'Hugo'];
const surnames = ['Gil', 'Sol', 'Mar', 'Ruiz', 'Ortega', 'Vidal', 'Campos', 'Nieto', 'Rubio', 'Serrano', 'Molina', 'Castro'];
const person = (at: number): readonly string[] => [given[at % 10]!, `${surnames[at % 12]!} ${surnames[(at * 7 + 3) % 12]!}`, `Calle ${surnames[(at * 5) % 12]!} ${at + 1}`, `28${String(100 + at).padStart(3, '0')}`, `6${String(11_000_000 + at * 7_919)}`];

it('ties rows to records without any key, never a reference row to another, and says how sure it is', async () => {
  const workspace = await openMemory();
  const people = Array.from({ length: 60 }, (_, at) => person(at));
  await loadCustomers(workspace, `Nombre;Apellidos;Dirección;Código postal;Teléfono\n${people.map((cells) => cells.join(';')).join('\n')}\n`);
  // Half of them, as somebody else wrote them down, and ten whom nobody knows.
  const known = people.slice(0, 30).map(([name, surname, address, postcode, phone], at) => [name!.toUpperCase(), surname!.replace('Ruiz', 'Ruíz'), address!.replace('Calle', 'C/'), postcode!, at % 3 === 0 ? '' : phone!, `Sector ${at}`]);
  const strangers = Array.from({ length: 10 }, (_, at) => [`Zoe${at}`, `Quirós Zamorano${at}`, `Avenida Lejana ${900 + at}`, `0801${at}`, `93${at}112233`, 'none']);
  const reference = await loadTable(workspace, `Nombre,Apellidos,Dirección,Código postal,Teléfono,Ramo\n${[...known, ...strangers].map((cells) => cells.join(',')).join('\n')}\n`);
  const linkage = { reference: reference.id, by: 'engine' as const, keys: [], bring: [{ column: 'Ramo', field: 'custom:Ramo' as const, rule: 'ifEmpty' as const }] };
  const records = await recordsOf(workspace);
  const links = await linkByEngine(records, linkage, inlinePool(), () => 0, quietJob);
  const list = new ProposalList();
  await proposeLinked(list, records, linkage, links, quietJob, (record) => links.confidenceOf(record));
  const found = Array.from({ length: list.size }, (_, at) => list.at(at));
  expect(found.length).toBeGreaterThanOrEqual(27);
  for (const { row, value, from, confidence } of found) {
    expect(value).toBe(`Sector ${row}`);
    expect(from).toBe(reference.firstRow + row);
    expect(confidence).toBeGreaterThanOrEqual(0.9);
  }
  expect(links.counts).toMatchObject({ records: 60, referenceRows: 40, withoutKey: 0 });
});
