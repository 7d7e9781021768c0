// Who asks the system for less motion gets less: nothing in the interface moves without looking at that.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const renderer = fileURLToPath(new URL('../../../renderer', import.meta.url));
const sheets = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.css')).map((file) => readFileSync(resolve(renderer, file), 'utf8'));
const reduced = /@media \(prefers-reduced-motion: reduce\) \{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}/g;

test('the usual times are none with reduced motion', () => {
  const blocks = sheets.flatMap((sheet) => [...sheet.matchAll(reduced)].map(([, block]) => block));
  expect(blocks.some((block) => /--quick: 0ms; --calm: 0ms;/.test(block!))).toBe(true);
});

test('what takes a time of its own is calmed in the same sheet', () => {
  const own: string[] = [];
  for (const sheet of sheets) {
    const calmed = [...sheet.matchAll(reduced)].map(([, block]) => block).join('\n');
    for (const [, selector, body] of sheet.replaceAll(reduced, '').matchAll(/([^{};]+)\{([^{}]*)\}/g)) {
      const moves = [...body!.matchAll(/\b(?:transition|animation): [^;]*/g)].some(([declaration]) => /\d(?:ms|s)\b/.test(declaration));
      if (moves && !calmed.includes(selector!.trim())) own.push(selector!.trim());
    }
  }
  expect(own).toEqual([]);
});

test('nothing scrolls smoothly by script', () => {
  const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  expect(files.filter((file) => /behavior: 'smooth'/.test(readFileSync(resolve(renderer, file), 'utf8')))).toEqual([]);
});
