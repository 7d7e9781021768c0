import { describe, expect, it } from 'vitest';
import { bulkCustomer, bulkHeaders, bulkText, bulkTruth, planRows } from '../../../build/generate/bulk.ts';

const textOf = (pieces: Iterable<string>): string => [...pieces].join('');

describe('a large generated file', () => {
  it('is the same for the same seed and another for another', () => {
    const options = { rows: 300, seed: 5, language: 'en' } as const;
    expect(textOf(bulkText(options))).toBe(textOf(bulkText(options)));
    expect(textOf(bulkText(options))).not.toBe(textOf(bulkText({ ...options, seed: 6 })));
  });

  it('has 14 columns in every row, in either language', () => {
    for (const language of ['en', 'es'] as const) {
      const delimiter = language === 'en' ? ',' : ';';
      const lines = textOf(bulkText({ rows: 500, seed: 1, language })).trimEnd().split('\n');
      expect(lines).toHaveLength(501);
      for (const line of lines) expect(line.replaceAll(/"[^"]*"/g, 'x').split(delimiter)).toHaveLength(bulkHeaders[language].length);
    }
  });

  it('names a true customer for every row, a quarter of the rows being repetitions', () => {
    const rows = 10_000;
    const truth = textOf(bulkTruth({ rows, seed: 1, language: 'en' })).trimEnd().split('\n').slice(1);
    expect(truth).toHaveLength(rows);
    const customers = new Set(truth.map((line) => line.split(',')[1]));
    expect(customers.size).toBe(planRows({ rows, seed: 1 }).customers);
  });

  it('keeps tax ids and mobiles of different people apart', () => {
    const people = Array.from({ length: 20_000 }, (_, customer) => bulkCustomer(customer, 3));
    const taxIds = people.map((person) => person.taxId).filter((taxId) => taxId !== '');
    expect(new Set(taxIds).size).toBe(taxIds.length);
    const mobiles = people.filter((person) => person.kind === 'person' && /^[67]\d{8}$/.test(person.phone)).map((person) => person.phone);
    // British mobiles are drawn, so a few of them may meet.
    expect(new Set(mobiles).size).toBeGreaterThan(mobiles.length * 0.99);
  });
});
