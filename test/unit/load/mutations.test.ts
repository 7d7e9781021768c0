// B1 for every format: files spoilt at random never crash or hang a reader, and every row is accounted for.
import { gzipSync, zipSync } from 'fflate';
import { writeOds, writeXlsx as writeBook } from 'hucre';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomInteger, seededRandom } from '../../../shared/kernel/random.ts';
import { loadBytes, utf8 } from '../../support/loading.ts';

/** `npm run fuzz` asks for many more. */
const ROUNDS = Number(process.env['FICHERO_MUTATED_FILES'] ?? 60);
const LIMIT_MS = 5_000;
const header = ['id', 'nombre', 'alta', 'importe'];
const rows = Array.from({ length: 40 }, (_, i) => [String(i), `Nombre ${i} Peña`, `2024-01-${String((i % 28) + 1).padStart(2, '0')}`, (i * 1.5).toFixed(2)]);
const csv = [header, ...rows].map((row) => row.join(';')).join('\n');
const objects = rows.map((row) => Object.fromEntries(row.map((cell, i) => [header[i]!, cell])));
const card = (i: number) => `BEGIN:VCARD\r\nVERSION:4.0\r\nN:Peña;Ana${i};;;\r\nFN:Ana${i} Peña\r\nEMAIL:a${i}@x.es\r\nNOTE:una línea larga ${'x'.repeat(80)}\r\nEND:VCARD\r\n`;

let files: Record<string, Uint8Array>;
beforeAll(async () => {
  const sheets = [{ name: 'Clientes', rows: [header, ...rows] }];
  files = {
    'x.xlsx': await writeBook({ sheets }),
    'x.ods': await writeOds({ sheets }),
    'x.parquet': new Uint8Array(parquetWriteBuffer({ columnData: header.map((name, column) => ({ name, data: rows.map((row) => row[column]!), type: 'STRING' as const })) })),
    'x.json': utf8(JSON.stringify(objects)),
    'x.ndjson': utf8(objects.map((one) => JSON.stringify(one)).join('\n')),
    'x.vcf': utf8(rows.map((_, i) => card(i)).join('')),
    'x.zip': zipSync({ 'a.csv': utf8(csv), 'b.csv': utf8(csv) }),
    'x.csv.gz': gzipSync(utf8(csv)),
    'x.csv': utf8(csv),
  };
});

describe.each(['x.xlsx', 'x.ods', 'x.parquet', 'x.json', 'x.ndjson', 'x.vcf', 'x.zip', 'x.csv.gz', 'x.csv'])('%s', (fileName) => {
  it('is read whole as it was made', async () => {
    const loaded = await loadBytes(files[fileName]!, { fileName });
    expect([loaded.ok && loaded.value.report.rowsLoaded, loaded.ok && loaded.value.report.rowsQuarantined]).toEqual([40, 0]);
  });

  it('spoilt at random is read or refused, in time, with every row accounted for', async () => {
    const random = seededRandom(fileName.length * 7_919);
    for (let round = 0; round < ROUNDS; round++) {
      const bytes = spoil(files[fileName]!, random);
      const from = performance.now();
      const loaded = await loadBytes(bytes, { fileName });
      expect([round, performance.now() - from < LIMIT_MS]).toEqual([round, true]);
      if (!loaded.ok) continue;
      const { report, table, quarantined } = loaded.value;
      expect([report.rowsIn, report.rowsLoaded, report.rowsQuarantined]).toEqual([table.length + quarantined.length, table.length, quarantined.length]);
    }
  }, 3_600_000);
});

/** One to four bytes changed, a stretch dropped, doubled or zeroed, or the end cut off. */
function spoil(file: Uint8Array, random: () => number): Uint8Array {
  const bytes = file.slice();
  const at = randomInteger(random, bytes.length);
  const length = 1 + randomInteger(random, 40);
  switch (randomInteger(random, 5)) {
    case 0:
      for (let n = randomInteger(random, 4); n >= 0; n--) bytes[randomInteger(random, bytes.length)] = randomInteger(random, 256);
      return bytes;
    case 1:
      return bytes.slice(0, at);
    case 2:
      return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + length)]);
    case 3:
      return Uint8Array.from([...bytes.subarray(0, at + length), ...bytes.subarray(at)]);
    default:
      return bytes.fill(0, at, at + length);
  }
}
