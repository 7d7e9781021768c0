// Numbers as people read them.
import { expect, test } from 'vitest';
import { formatNumber } from '../../../renderer/i18n/index.ts';

test('a little less than nothing is nothing, without a sign', () => {
  expect(formatNumber(-0.04, 'es', { maximumFractionDigits: 1, minimumFractionDigits: 1 })).toBe('0,0');
  expect(formatNumber(-0.06, 'en', { maximumFractionDigits: 1 })).toBe('-0.1');
  expect(formatNumber(1234, 'es')).toBe('1.234');
});
