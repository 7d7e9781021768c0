// Generates customer files: the bundled sample, or one large file for measuring.
//
//   node build/generate/main.ts --sample --out DIR [--truth DIR]
//   node build/generate/main.ts --rows N [--seed S] [--lang en|es] --out FILE.csv
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { bulkText, bulkTruth, type BulkOptions } from './bulk.ts';

const usage = `Usage:
  node build/generate/main.ts --sample --out DIR [--truth DIR]
  node build/generate/main.ts --rows N [--seed S] [--lang en|es] --out FILE.csv   (the truth goes to FILE.truth.csv)`;

function fail(reason: string): never {
  process.stderr.write(`${reason}\n${usage}\n`);
  process.exit(2);
}

async function writePieces(path: string, pieces: Iterable<string>): Promise<void> {
  const stream = createWriteStream(path);
  for (const piece of pieces) if (!stream.write(piece)) await once(stream, 'drain');
  stream.end();
  await once(stream, 'finish');
}

async function writeBulk(path: string, options: BulkOptions): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  const from = process.hrtime.bigint();
  await writePieces(path, bulkText(options));
  await writePieces(path.replace(/(\.csv)?$/, '.truth.csv'), bulkTruth(options));
  const seconds = Number(process.hrtime.bigint() - from) / 1e9;
  process.stderr.write(`${options.rows} rows in ${seconds.toFixed(1)} s\n`);
}

const { values } = parseArgs({
  options: {
    sample: { type: 'boolean' },
    out: { type: 'string' },
    truth: { type: 'string' },
    rows: { type: 'string' },
    seed: { type: 'string', default: '1' },
    lang: { type: 'string', default: 'en' },
  },
});
if (values.out === undefined) fail('--out is missing.');
if (values.sample === true) {
  const { writeSample } = await import('./writeSample.ts');
  writeSample(values.out, values.truth ?? values.out);
} else {
  const rows = Number(values.rows);
  const seed = Number(values.seed);
  if (!Number.isInteger(rows) || rows < 1 || rows > 10_000_000) fail('--rows must be a whole number from 1 to 10,000,000.');
  if (!Number.isInteger(seed)) fail('--seed must be a whole number.');
  if (values.lang !== 'en' && values.lang !== 'es') fail('--lang is en or es.');
  await writeBulk(values.out, { rows, seed, language: values.lang });
}
