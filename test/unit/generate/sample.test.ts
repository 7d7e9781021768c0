import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { duplicateChanges, staleProblems, valueProblems } from '../../../build/generate/drafts.ts';
import { brokenText, composeSample, sampleDay as composedDay, truthText } from '../../../build/generate/sample.ts';
import { readSampleBroken, readSampleTruth, sampleDay, sampleFiles, type SampleSource } from '../../support/sample.ts';

const sample = composeSample();
const truth = readSampleTruth();
const encodings: Record<SampleSource, string> = { crm: 'utf-8', facturacion: 'windows-1252', 'tienda-online': 'utf-8' };

// Quoted delimited text; an unclosed quote runs to the end.
function parse(text: string, delimiter: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (const character of text.replaceAll('\r', '').replace(/^\uFEFF/, '').replace(/\n$/, '')) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === delimiter || character === '\n')) {
      rows.at(-1)!.push(cell);
      cell = '';
      if (character === '\n') rows.push([]);
    } else cell += character;
  }
  rows.at(-1)!.push(cell);
  return rows;
}

describe('the bundled sample', () => {
  it('is what the generator makes, byte for byte', () => {
    const files = Object.values(sampleFiles).map((url) => readFileSync(url));
    sample.files.forEach((file, index) => expect(Buffer.compare(Buffer.from(file.bytes), files[index]!)).toBe(0));
    expect(readFileSync(new URL('../../support/sample/truth.csv', import.meta.url), 'utf8')).toBe(truthText(sample));
    expect(readFileSync(new URL('../../support/sample/broken.csv', import.meta.url), 'utf8')).toBe(brokenText(sample));
    for (const file of sample.files) expect(file.bytes.length).toBeLessThan(500_000);
    expect(sampleDay).toBe(composedDay);
  });

  it('has the rows that the truth names at the lines that it names', () => {
    const rowsBySource = new Map<string, number>();
    for (const [source, url] of Object.entries(sampleFiles) as [SampleSource, URL][]) {
      const text = new TextDecoder(encodings[source], { fatal: true }).decode(readFileSync(url));
      const parsed = parse(text, source === 'facturacion' ? ';' : ',');
      const columns = parsed[0]!.length;
      const broken = readSampleBroken().filter((row) => row.source === source);
      const keys = truth.filter((row) => row.source === source).map((row) => row.key);
      expect(parsed.slice(1).filter((cells) => cells.length === columns).map((cells) => cells[0])).toEqual(keys);
      expect(parsed.slice(1).filter((cells) => cells.length !== columns)).toHaveLength(broken.length);
      expect(new Set(keys).size).toBe(keys.length);
      const lines = text.split(/\r?\n/);
      for (const row of truth) if (row.source === source) expect(lines[row.line - 1]!.startsWith(row.key)).toBe(true);
      rowsBySource.set(source, keys.length);
    }
    const all = [...rowsBySource.values()].reduce((sum, rows) => sum + rows, 0);
    expect(all).toBeGreaterThan(2900);
    expect(all).toBeLessThan(3200);
  });

  it('holds every planted kind of problem several times, each in a row that shows it', () => {
    const kinds = [...Object.keys(duplicateChanges), ...Object.keys(valueProblems), ...Object.keys(staleProblems)];
    const rarest = kinds.map((kind) => truth.filter((row) => row.problems.includes(kind)).length);
    expect(Math.min(...rarest)).toBeGreaterThanOrEqual(6);
  });

  it('plants duplicates: a row with a duplicate problem has another row of its customer', () => {
    const rowsOf = new Map<number, number>();
    for (const row of truth) rowsOf.set(row.customer, (rowsOf.get(row.customer) ?? 0) + 1);
    const lonely = truth.filter((row) => row.problems.some((kind) => kind in duplicateChanges) && rowsOf.get(row.customer) === 1);
    expect(lonely).toEqual([]);
  });

  it('plants traps: rows that look alike and belong to different customers', () => {
    const names = new Set(truth.filter((row) => row.trap !== '').map((row) => row.trap));
    const kinds = new Set([...names].map((name) => name.split('-')[0]));
    expect([...kinds].sort((left, right) => (left! < right! ? -1 : 1))).toEqual(['branches', 'fatherAndSon', 'namesakes', 'sharedSwitchboard', 'siblings', 'soleTrader', 'spouses', 'twins']);
    for (const name of names) expect(new Set(truth.filter((row) => row.trap === name).map((row) => row.customer)).size).toBeGreaterThan(1);
  });
});
