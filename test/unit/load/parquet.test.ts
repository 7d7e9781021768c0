// Parquet files of every type, codec and shape come through as the texts that say the same; hostile ones are refused in words.
import { gzipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { previewSource } from '../../../shared/load/previewFile.ts';
import { loadBytes, loadText, utf8 } from '../../support/loading.ts';

type Columns = Parameters<typeof parquetWriteBuffer>[0]['columnData'];
const write = (columnData: Columns, more: Partial<Parameters<typeof parquetWriteBuffer>[0]> = {}): Uint8Array => new Uint8Array(parquetWriteBuffer({ columnData, ...more }));

describe('a Parquet file', () => {
  it('gives texts, numbers, dates, moments, booleans and nulls as what they say', async () => {
    const bytes = write([
      { name: 'id', data: ['007', '12345678901234567890', ''], type: 'STRING' },
      { name: 'whole', data: [1, -2, 2_147_483_647], type: 'INT32' },
      { name: 'long', data: [9_007_199_254_740_993n, -1n, 0n], type: 'INT64' },
      { name: 'real', data: [0.1, -1250.5, 3], type: 'DOUBLE' },
      { name: 'float', data: [0.1, 88, 1e-3], type: 'FLOAT' },
      { name: 'yes', data: [true, false, true], type: 'BOOLEAN' },
      { name: 'at', data: [new Date('2024-02-29T10:20:30.000Z'), new Date('1969-12-31T23:59:59.250Z'), new Date('2024-01-01T00:00:00Z')], type: 'TIMESTAMP' },
      { name: 'maybe', data: ['x', null, 'ñ'], type: 'STRING' },
    ]);
    const { header, rows } = await loadText(bytes, { fileName: 'clientes.parquet' });
    expect(header).toEqual(['id', 'whole', 'long', 'real', 'float', 'yes', 'at', 'maybe']);
    expect(rows).toEqual([
      ['007', '1', '9007199254740993', '0.1', '0.1', 'true', '2024-02-29T10:20:30', 'x'],
      ['12345678901234567890', '-2', '-1', '-1250.5', '88', 'false', '1969-12-31T23:59:59.25', null],
      ['', '2147483647', '0', '3', '0.001', 'true', '2024-01-01T00:00:00', 'ñ'],
    ]);
  });

  it('keeps every digit of decimals and the day of dates', async () => {
    const bytes = write([{ name: 'amount', data: [1_234_567_890_123_456_78n, -5n] }, { name: 'born', data: [new Date('1980-02-29'), new Date('1899-12-31')] }], {
      schema: [
        { name: 'root', num_children: 2 },
        { name: 'amount', type: 'INT64', converted_type: 'DECIMAL', scale: 2, precision: 18, repetition_type: 'REQUIRED' },
        { name: 'born', type: 'INT32', converted_type: 'DATE', repetition_type: 'REQUIRED' },
      ],
    }) ;
    const { rows } = await loadText(bytes, { fileName: 'x.parquet' });
    expect(rows.map((row) => row[1])).toEqual(['1980-02-29', '1899-12-31']);
  });

  it('is read over several groups of rows in order, and previewed', async () => {
    const data = Array.from({ length: 2500 }, (_, i) => `fila ${i}`);
    const bytes = write([{ name: 'fila', data, type: 'STRING' }], { rowGroupSize: 400 });
    const { rows, lines } = await loadText(bytes, { fileName: 'x.parquet' });
    expect(rows.map(([cell]) => cell)).toEqual(data);
    expect(lines).toEqual(data.map((_, i) => i + 1));
    const preview = await previewSource({ name: 'x.parquet', size: bytes.length, sample: bytes.subarray(0, 1000), readAll: () => Promise.resolve(bytes) });
    expect(preview.ok && preview.value.rows.length).toBe(100);
  });

  it('sets aside what is no text and what is too long, with its row', async () => {
    const bytes = write([{ name: 'a', data: ['uno', 'x'.repeat(1024 ** 2 + 1), 'tres'], type: 'STRING' }]);
    const { rows, quarantined } = await loadText(bytes, { fileName: 'x.parquet' });
    expect(rows).toEqual([['uno'], ['tres']]);
    expect(quarantined.map(({ line, reason }) => [line, reason])).toEqual([[2, 'cellTooLong']]);
  });

  it('that is cut or changed anywhere is loaded whole or refused, and never hangs', async () => {
    const bytes = write([{ name: 'a', data: ['uno', 'dos', 'tres'], type: 'STRING' }, { name: 'b', data: [1, 2, 3], type: 'INT32' }]);
    for (let cut = 4; cut < bytes.length; cut += 7) {
      const loaded = await loadBytes(bytes.slice(0, cut), { fileName: 'x.parquet' });
      expect(loaded.ok ? 'ok' : loaded.error.kind).toBe('damagedFile');
    }
    for (let at = 4; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at]! ^= 0xff;
      const loaded = await loadBytes(changed, { fileName: 'x.parquet' });
      if (loaded.ok) expect(loaded.value.report.rowsIn).toBe(loaded.value.report.rowsLoaded + loaded.value.report.rowsQuarantined);
    }
  }, 60_000);
});

describe('a gzip file', () => {
  const csv = utf8('id;nombre\n1;Ana Peña\n2;José\n');

  it('is read as what it holds, at any chunk size', async () => {
    const packed = gzipSync(csv);
    for (const chunk of [1, 7, 1000]) {
      const { header, rows } = await loadText(packed, { fileName: 'clientes.csv.gz' }, chunk);
      expect([header, rows]).toEqual([['id', 'nombre'], [['1', 'Ana Peña'], ['2', 'José']]]);
    }
  });

  it('that unpacks to too much, holds another archive, or is cut off is refused', async () => {
    const bomb = gzipSync(new Uint8Array(64 * 1024 ** 2));
    expect(await loadBytes(bomb, { fileName: 'bomb.csv.gz' })).toMatchObject({ ok: false, error: { kind: 'archiveRatioTooHigh' } });
    expect(await loadBytes(gzipSync(gzipSync(csv)), { fileName: 'x.gz' })).toMatchObject({ ok: false, error: { kind: 'archiveTooDeep' } });
    expect((await loadBytes(gzipSync(csv).slice(0, 20), { fileName: 'x.csv.gz' })).ok).toBe(false);
  });
});
