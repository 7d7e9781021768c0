// Puts the bundled sample and the truth about it on disk.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brokenText, composeSample, truthText } from './sample.ts';

/** Writes the three source files to `directory`, truth.csv and broken.csv to `truthDirectory`. */
export function writeSample(directory: string, truthDirectory: string): void {
  const sample = composeSample();
  mkdirSync(directory, { recursive: true });
  mkdirSync(truthDirectory, { recursive: true });
  for (const file of sample.files) writeFileSync(join(directory, file.name), file.bytes);
  writeFileSync(join(truthDirectory, 'truth.csv'), truthText(sample));
  writeFileSync(join(truthDirectory, 'broken.csv'), brokenText(sample));
}
