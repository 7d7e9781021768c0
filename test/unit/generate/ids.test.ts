import { describe, expect, it } from 'vitest';
import { cifOf, ibanOf, nieOf, nifOf, withWrongControl } from '../../../build/generate/ids.ts';

describe('invented identifiers', () => {
  it('carry the control characters of published examples', () => {
    expect(nifOf(12_345_678)).toBe('12345678Z');
    expect(nifOf(1)).toBe('00000001R');
    expect(nieOf(1_234_567)).toBe('X1234567L');
    expect(cifOf('A', 5_881_850)).toBe('A58818501');
    expect(cifOf('Q', 2_826_000)).toBe('Q2826000H');
    expect(ibanOf('2100', 418, 200_051_332)).toBe('ES9121000418450200051332');
  });

  it('can be spoilt', () => {
    expect(withWrongControl('12345678Z')).not.toBe('12345678Z');
    expect(withWrongControl('A58818501')).not.toBe('A58818501');
  });
});
