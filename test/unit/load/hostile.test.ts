// B1: files made to keep a reader busy; a reader that looks ahead again and again would run into the time limit of the test.
import { describe, expect, it } from 'vitest';
import { neutraliseFormula } from '../../../shared/values/formula.ts';
import { loadBytes, utf8 } from '../../support/loading.ts';

const SIZE = 400_000;
const fill = (piece: string): string => piece.repeat(Math.ceil(SIZE / piece.length));

describe('a file made to keep the reader busy', () => {
  it.each([
    ['quotes that never close', `a,b\n${fill('"a"a')}`],
    ['cells that look quoted', `a,b\n${fill('"a"b,')}`],
    ['an unclosed quote in every line', `a,b\n1,2\n${fill('1,"x\n')}`],
    ['a doubled quote where one should close', `a,b\n1,2\n${fill('"x"",\n')}`],
    ['nothing but quotes', `a,b\n1,2\n${fill('"')}`],
    ['nothing but delimiters', `a,b\n1,2\n${fill(',')}`],
    ['nothing but line ends', `a,b\n1,2\n${fill('\r\n')}`],
    ['blanks behind quotes', `a,b\n1,2\n${fill(`"x"${' '.repeat(5000)}y\n`)}`],
    ['backslashes', `a,b\n1,"x \\"y\\" z"\n${fill('"\\\\\\"')}`],
    ['unclosed JSON objects', `[${fill('{"a":1\n')}`],
    ['unclosed JSON texts', `[${fill('{"a":"\n')}`],
    ['closing braces that nothing opened', `[{"a":1}${fill('},')}`],
    ['a text that never closes before the rows', `{"a":"${fill('x')}\n "b": [{"c":1}`],
    ['deep JSON', fill('{"a":[')],
    ['a card without end', `BEGIN:VCARD\n${fill('N:a;b\n')}`],
    ['beginnings of cards', fill('BEGIN:VCARD\n')],
    ['a folded line', `BEGIN:VCARD\nN:a${fill('\n b')}\nEND:VCARD\n`],
  ])('%s is read to its end or refused', async (_, text) => {
    const loaded = await loadBytes(utf8(text));
    if (loaded.ok) expect(loaded.value.report.rowsIn).toBe(loaded.value.report.rowsLoaded + loaded.value.report.rowsQuarantined);
    else expect(loaded.error.kind).toMatch(/^(?:noRowsFit|headerOnly|tooManyColumns|damagedFile)$/);
  });
});

describe('a value made to keep the formula check busy', () => {
  it.each(['1', '1 ', '(1)', '-', '1.', '.1', ' -', '1)('])('+ and many times %j is answered', (piece) => {
    const value = `+${piece.repeat(100_000)}x`;
    expect(neutraliseFormula(value)).toBe(`'${value}`);
  });
});
