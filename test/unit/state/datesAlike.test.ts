// A Spanish and an American delivery of the same customers agree on their days when they are matched.
import { expect, it } from 'vitest';
import { matchTable } from '../../../shared/state/match/matchWorkspace.ts';
import { textAt } from '../../../shared/table/TextColumn.ts';
import { loadCustomers, openMemory } from '../../support/enriching.ts';

const birthDates = (workspace: Awaited<ReturnType<typeof openMemory>>): string[] => {
  const { table } = matchTable(workspace);
  const { column } = table.columns.find(({ name }) => name === 'birthDate')!;
  return Array.from({ length: table.length }, (_, row) => textAt(column, row));
};

it('reads each delivery in its own order, and leaves what is no date', async () => {
  const workspace = await openMemory();
  await loadCustomers(workspace, 'Nombre;Fecha de nacimiento\nAna Gil;04/03/1966\nLuis Sol;30/11/1970\nEva Ruiz;\nJoan Vila;hacia 1950\n', 'ES');
  expect(birthDates(workspace)).toEqual(['04/03/1966', '30/11/1970', '', 'hacia 1950']);
  await loadCustomers(workspace, 'Full name;Date of birth\nAna Gil;03/04/1966\nLuis Sol;11/30/1970\n', 'US');
  expect(birthDates(workspace)).toEqual(['1966-03-04', '1970-11-30', '', 'hacia 1950', '1966-03-04', '1970-11-30']);
});
