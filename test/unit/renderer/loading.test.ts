// A file of another system with the same columns is not taken for the next delivery without a word.
import { expect, test } from 'vitest';
import { isCalledLike } from '../../../renderer/session/loading.ts';

test('deliveries of one system differ in numbers and dates only', () => {
  for (const [left, right] of [['clientes_2026-01.csv', 'Clientes 2026-02.csv'], ['crm.csv', 'crm (2).csv.gz'], ['2026.csv', '2027.csv']] as const) expect(isCalledLike(left, right)).toBe(true);
  for (const [left, right] of [['fodors.csv', 'zagats.csv'], ['crm.csv', 'crm tienda.csv']] as const) expect(isCalledLike(left, right)).toBe(false);
});
