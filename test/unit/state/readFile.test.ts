// Several files, and every table of an archive, are read as one: all columns, all rows, each file's own digest.
import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { ok } from '../../../shared/kernel/result.ts';
import { quietJob } from '../../../shared/kernel/job.ts';
import type { LoadOverrides } from '../../../shared/load/startLoad.ts';
import { previewFiles, readFile, several, type FileSource } from '../../../shared/state/files/readFile.ts';
import { isMissingAt, textAt } from '../../../shared/table/TextColumn.ts';
import { utf8 } from '../../support/loading.ts';
import { must } from '../../support/workspaces.ts';

const fileOf = (name: string, bytes: Uint8Array): FileSource => ({ name, bytes: bytes.length, read: (offset, length) => Promise.resolve(ok(bytes.subarray(offset, offset + length))) });
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function read(file: FileSource, overrides: LoadOverrides = {}) {
  const rows: Record<string, string | null>[] = [];
  const bad: string[] = [];
  const outcome = must(
    await readFile(
      file,
      overrides,
      (batch, part) => {
        for (let row = 0; row < batch.table.length; row++) rows.push(Object.fromEntries(batch.table.columns.map(({ name, column }) => [name, isMissingAt(column, row) ? null : textAt(column, row)])));
        for (const one of batch.quarantined) bad.push(`${part}:${one.line}`);
        return Promise.resolve(ok(undefined));
      },
      quietJob,
    ),
  );
  return { rows, bad, ...outcome };
}

const january = utf8('id;nombre\n1;Ana\n2;José\nroto\n');
const february = new TextEncoder().encode(JSON.stringify([{ nombre: 'Íñigo', id: '3', ciudad: 'Vic' }]));

describe('several files as one', () => {
  it('have all columns of all of them, and each keeps its digest, its counts and how it was read', async () => {
    const { rows, bad, report, sha256, files } = await read(several([fileOf('enero.csv', january), fileOf('febrero.json', february)]));
    expect(rows).toEqual([
      { id: '1', nombre: 'Ana', ciudad: null },
      { id: '2', nombre: 'José', ciudad: null },
      { id: '3', nombre: 'Íñigo', ciudad: 'Vic' },
    ]);
    expect(bad).toEqual(['enero.csv:4']);
    expect(report).toMatchObject({ rowsIn: 4, rowsLoaded: 3, rowsQuarantined: 1 });
    expect(files).toMatchObject([
      { name: 'enero.csv', sha256: sha(january), rows: 2, quarantined: 1, choices: { delimiter: ';', format: 'delimited' } },
      { name: 'febrero.json', sha256: sha(february), rows: 1, choices: { format: 'json' } },
    ]);
    expect(sha256).toBe(sha(new Uint8Array([...january, ...february])));
  });

  it('are previewed as they are read', async () => {
    const preview = must(await previewFiles(several([fileOf('enero.csv', january), fileOf('febrero.json', february)]), {}, undefined));
    expect(preview.columns.map(({ name }) => name)).toEqual(['id', 'nombre', 'ciudad']);
    expect(preview.rows).toEqual([['1', 'Ana', ''], ['2', 'José', ''], ['3', 'Íñigo', 'Vic']]);
  });

  it('lose no column that comes late in a long JSON file', async () => {
    const long = utf8(`${Array.from({ length: 20_000 }, (_, i) => JSON.stringify({ id: String(i), nombre: 'x'.repeat(20) })).join('\n')}\n{"id":"z","tarde":"sí"}\n`);
    const { rows } = await read(several([fileOf('a.csv', january), fileOf('b.ndjson', long)]));
    expect(rows.length).toBe(20_003);
    expect(rows.at(-1)).toEqual({ id: 'z', nombre: null, tarde: 'sí' });
  });
});

describe('an archive', () => {
  const archive = zipSync({ 'b.csv': utf8('id;nombre\n2;B\n'), 'a.csv': utf8('id;nombre\n1;A\n'), 'notas.pdf': utf8('%PDF') });

  it('is read as its first table, the one chosen, or all as one in the order of their names', async () => {
    const file = fileOf('x.zip', archive);
    expect((await read(file)).rows).toEqual([{ id: '2', nombre: 'B' }]);
    const one = await read(file, { entry: 'a.csv' });
    expect(one.rows).toEqual([{ id: '1', nombre: 'A' }]);
    expect(one.choices).toMatchObject({ entry: 'a.csv', delimiter: ';' });
    const all = await read(file, { entry: '*' });
    expect(all.rows.map(({ id }) => id)).toEqual(['1', '2']);
    expect([all.choices?.entry, all.sha256]).toEqual(['*', sha(archive)]);
  });
});
