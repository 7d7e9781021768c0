import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText, foldWords, stripAccents } from '../../../shared/values/fold.ts';

/** The slow way that the table must agree with. */
function slowFold(text: string): string {
  return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
}

describe('folding', () => {
  it('takes case and accents away', () => {
    expect(foldText('Núñez Peña-GÓMEZ')).toBe('nunez pena-gomez');
    expect(foldText('Mª Straße Œuvre L’Hospitalet')).toBe("ma strasse oeuvre l'hospitalet");
    expect(stripAccents('Àlex Núñez')).toBe('Alex Nunez');
    expect(foldText('plain already')).toBe('plain already');
  });

  it('makes words of what punctuation parts', () => {
    expect(foldWords('  C/ Mª Díaz, 3-1º ')).toBe('c ma diaz 3 1o');
    expect(foldWords('S.L.')).toBe('s l');
    expect(foldWords('Sant Cel·loni')).toBe('sant celloni');
    expect(foldWords('---')).toBe('');
  });

  it('treats composed and decomposed letters alike', () => {
    expect(foldWords('Jose\u0301 Nun\u0303ez')).toBe(foldWords('Jos\u00e9 Nu\u00f1ez'));
  });

  it('agrees with normalisation on Latin letters, and is idempotent on anything', () => {
    const latin = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) });
    const accented = fc.string({ unit: fc.constantFrom(...Array.from('áéíóúàèìòùâêîôûäëïöüñçÁÉÑÇÜãõÃÕşğžČ abc')) });
    fc.assert(fc.property(fc.oneof(latin.map((text) => text.replaceAll('`', '')), accented), (text) => foldText(text) === slowFold(text)));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => foldText(foldText(text)) === foldText(text)));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => foldWords(foldWords(text)) === foldWords(text)));
  });

  it('keeps control characters, which once passed for the marks of the table', () => {
    expect(foldText('\u0001Á\u0002')).toBe('\u0001a\u0002');
  });

  it('folds texts of any length', () => {
    expect(foldText('Á'.repeat(10_000))).toBe('a'.repeat(10_000));
    expect(foldWords('Á, '.repeat(5000))).toBe('a '.repeat(5000).trim());
  });
});
