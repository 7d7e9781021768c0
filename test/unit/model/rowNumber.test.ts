// People count rows from 1 everywhere, as grids do; ids count from 0.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { rowWords } from '../../../electron/cli/words.ts';
import { createTexts } from '../../../renderer/i18n/index.ts';
import { rowNumberOf, rowNumbersOf, rowOfNumber } from '../../../shared/model/rowNumber.ts';

const catalogues = fileURLToPath(new URL('../../../renderer/i18n', import.meta.url));

test('the first row is row 1 in every text, in both languages and on the command line', () => {
  expect(createTexts('en').t('record.row', { row: 0 })).toBe('Row 1');
  expect(createTexts('es').t('duplicates.between', { left: 0, right: 11 })).toBe('Fila 1 y fila 12');
  expect(rowNumbersOf([0, 4])).toBe('1, 5');
  expect(rowWords(0)).toBe('row 1 (id 0)');
});

test('no text shows the id of a row as if people counted from 0', () => {
  const raw = readdirSync(catalogues, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [...readFileSync(resolve(catalogues, file), 'utf8').matchAll(/.*(?:[Rr]ow|[Ff]ila) \{\{(?:row|left|right|number)\}\}.*/g)].map(([line]) => `${file}: ${line.trim()}`));
  expect(raw).toEqual([]);
});

test('a typed number means the row that bears it, and nothing else is a row', () => {
  for (const row of [0, 1, 41, 999_999]) expect(rowOfNumber(` ${rowNumberOf(row)} `)).toBe(row);
  expect(['0', '-1', '', 'one', '1.5', '01', '0x1'].map(rowOfNumber)).toEqual(['0', '-1', '', 'one', '1.5', '01', '0x1'].map(() => undefined));
});
