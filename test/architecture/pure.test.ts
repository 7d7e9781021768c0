// The core knows no clock, no chance, no console and no default language; and the search for them can find each.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bans, findAmbient } from '../../build/checks/findAmbient.ts';

const shared = fileURLToPath(new URL('../../shared', import.meta.url));

test('shared uses nothing of the world around it', () => {
  const files = readdirSync(shared, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(20);
  const found = files.flatMap((file) => findAmbient(readFileSync(resolve(shared, file), 'utf8')).map((ambient) => ({ file, ...ambient })));
  expect(found).toEqual([]);
});

describe('each ban can be broken', () => {
  const broken: Readonly<Record<string, string>> = {
    'Date.now': 'const at = Date.now();',
    'new Date()': 'const today = new Date();',
    'Math.random': 'const pick = Math.random() * 3;',
    'crypto.getRandomValues': 'crypto.getRandomValues(salt);',
    performance: 'const start = performance.now();',
    console: "console.log('here');",
    timers: 'setTimeout(step, 10);',
    'default-locale Intl': 'const order = new Intl.Collator();',
    'default-locale method': 'const shown = count.toLocaleString();',
    'default-locale compare': 'names.sort((left, right) => left.localeCompare(right));',
  };
  test.each(bans.map(({ name }) => name))('%s', (name) => {
    expect(findAmbient(`export {};\n${broken[name]}`)).toMatchObject([{ line: 2, found: name }]);
  });
});

test('comments, other clocks and named languages are no breach', () => {
  const innocent = [
    '// Date.now() belongs to the caller',
    '/* Math.random()\n console.log */ const a = 1;',
    'new Date(0); const order = new Intl.Collator("es"); a.localeCompare(b, "es"); now(); clock.performance;',
    "const address = 'https://example.org'; // console.log",
  ];
  expect(innocent.flatMap(findAmbient)).toEqual([]);
});
