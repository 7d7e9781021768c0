// Reads the bundled sample and the truth about it for tests.
import { readFileSync } from 'node:fs';

export type SampleSource = 'crm' | 'facturacion' | 'tienda-online';

export type SampleTruthRow = {
  readonly source: SampleSource;
  /** The line that the row begins on, from 1; the header is line 1. */
  readonly line: number;
  /** The key in the row's first column, unique within its source. */
  readonly key: string;
  /** Rows with the same number are the same customer, in all sources. */
  readonly customer: number;
  /** Rows of one trap (`siblings-3`) look alike and differ in `customer`; '' for none. */
  readonly trap: string;
  /** Kinds of problem planted in the row, as named in build/generate/drafts.ts. */
  readonly problems: readonly string[];
};

export type SampleBrokenRow = { readonly source: SampleSource; readonly line: number; readonly reason: 'tooFewCells' | 'tooManyCells' | 'unclosedQuote' };

const root = new URL('../../', import.meta.url);

export const sampleFiles: Readonly<Record<SampleSource, URL>> = {
  crm: new URL('electron/resources/sample/crm.csv', root),
  facturacion: new URL('electron/resources/sample/facturacion.csv', root),
  'tienda-online': new URL('electron/resources/sample/tienda-online.csv', root),
};

function records(name: string): string[][] {
  const text = readFileSync(new URL(`sample/${name}`, import.meta.url), 'utf8');
  return text.trimEnd().split('\n').slice(1).map((line) => line.split(','));
}

/** The rows that load, in the order of the files. */
export function readSampleTruth(): SampleTruthRow[] {
  return records('truth.csv').map(([source, line, key, customer, trap, problems]) => ({
    source: source as SampleSource,
    line: Number(line),
    key: key!,
    customer: Number(customer),
    trap: trap!,
    problems: problems === '' ? [] : problems!.split(' '),
  }));
}

/** The rows that a loader must set aside. */
export function readSampleBroken(): SampleBrokenRow[] {
  return records('broken.csv').map(([source, line, reason]) => ({ source: source as SampleSource, line: Number(line), reason: reason as SampleBrokenRow['reason'] }));
}

/** The day that the sample's files were exported, in days since 1970-01-01 (2026-10-01); ages are counted to it. */
export const sampleDay = 20_727;
