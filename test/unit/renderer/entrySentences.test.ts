// Every kind of change that a plan can make has a sentence of its own in the change log, in both languages.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { en } from '../../../renderer/i18n/en/index.ts';
import { es } from '../../../renderer/i18n/es/index.ts';

const plans = new URL('../../../shared/state/plan/', import.meta.url);

/** Codes that plans put into `note.what`, as they stand in the sources. */
function codes(): string[] {
  const found = new Set<string>();
  for (const name of readdirSync(plans)) {
    const source = readFileSync(new URL(name, plans), 'utf8');
    for (const [, said] of source.matchAll(/\bwhat: ([^,}\n]+)/g)) for (const [, code] of said!.matchAll(/'(\w+)'/g)) found.add(code!);
  }
  return [...found];
}

test('no kind of change is told by a mere number of changes', () => {
  const all = codes();
  expect(all.length).toBeGreaterThan(15);
  for (const [language, catalogue] of [['en', en], ['es', es]] as const) {
    const said = Object.keys(catalogue.log.said);
    for (const code of all) expect(said.some((form) => form.endsWith(`-${code}`)), `${language}: ${code}`).toBe(true);
  }
});

test('no rule is changed without saying which', () => {
  for (const name of readdirSync(plans)) {
    const source = readFileSync(new URL(name, plans), 'utf8');
    for (const line of source.split('\n')) if (/act: 'rules'|change\('rules'/.test(line) && /note: \{|, \{ /.test(line)) expect(line, name).toMatch(/\bwhat: /);
  }
});
