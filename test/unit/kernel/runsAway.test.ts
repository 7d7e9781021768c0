// Expressions that would hang whoever tries them are known by their shape, and ordinary ones pass.
import { describe, expect, it } from 'vitest';
import { runsAway } from '../../../shared/kernel/runsAway.ts';

describe('a regular expression', () => {
  it.each(['(a+)+$', '(?:a*)*', '([a-z]+)*x', '(\\d+|x)+', '((ab)*c*)+', '(a|a)*b', '(a|ab)+c', '(?:\\w|\\d)+', '(a+){20}', '(?<word>\\w+\\s?)+', '(.*a){12}', '(x+x+)+y', '(?:[A-Z]{2,})+', '(?:.+,)+', '(?:a*,a*)*', '(?:-?\\d+)*', '(?:(?: \\w+)+)+'])('%s may take for ever', (pattern) => {
    expect(runsAway(pattern)).toBe(true);
  });

  const ordinary = ['[A-Z]{2}\\d{4}', '\\d{5}', '(?:\\+34)?[6-9]\\d{8}', '[A-Z]+(-\\d)?', '(\\d{3} ){2}\\d{3}', '(a|b)+', '(?:x|y\\+)*z', '[(+*)]+', '\\(a+\\)+', '(\\d{2}-)*\\d', '.*@.*', '\\p{L}+(?: \\p{L}+)*', '(?:\\p{L}+[.]?)?', '(?:\\w+\\.)+\\w{2,}', '(ab+){2}', '', '(a+)?b'];
  it.each(ordinary)('%s does not', (pattern) => {
    expect(runsAway(pattern)).toBe(false);
  });

  it('that passes ends on long texts of few letters: this test would not', () => {
    for (const pattern of ordinary) {
      for (const piece of ['a', 'ab', '1', 'a.', ' a', '12-', '+', 'x']) expect(new RegExp(`^(?:${pattern})$`, 'u').test(`${piece.repeat(500)}!`)).toBe(false);
    }
  });
});
