// On a tie of two spellings the whole workspace decides, and goes on doing so as rows come.
import { expect, test } from 'vitest';
import { OpenEngine } from '../../../renderer/engine/openEngine.ts';
import type { RowId } from '../../../shared/model/ids.ts';
import { planMerge } from '../../../shared/state/plan/plan.ts';
import { loadCustomers, openMemory } from '../../support/enriching.ts';

const head = 'Nombre;Apellido;Correo\n';
const surnameOf = (engine: OpenEngine) => {
  const found = engine.golden.values(0 as RowId).find(({ field }) => field === 'surname');
  return [found?.value, found?.rule];
};

test('“Állvarez” does not survive over “Álvarez” for being longer, whichever came first', async () => {
  const workspace = await openMemory();
  await loadCustomers(workspace, `${head}Ana;Állvarez;ana@x.es\nAna;Álvarez;ana@x.es\n`);
  const engine = new OpenEngine(workspace, null, { language: 'en', actor: 'a' }, () => undefined);
  await engine.commit(planMerge(workspace.state, [{ rows: [0, 1] as RowId[], pins: [] }]));
  // Each is borne by one row: the first stays, as where nothing decides.
  expect(surnameOf(engine)).toEqual(['Állvarez', 'earliest']);
  await loadCustomers(workspace, `${head}Eva;Álvarez;eva@y.es\nLuis;Álvarez;luis@z.es\n`, 'ERP');
  engine.changed();
  expect(surnameOf(engine)).toEqual(['Álvarez', 'commonest']);
});
