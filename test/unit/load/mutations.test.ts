// B1 for every format: files spoilt at random never crash or hang a reader, and every row is accounted for.
import { gzipSync, zipSync } from 'fflate';
import { writeOds, writeXlsx as writeBook } from 'hucre';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomInteger, seededRandom } from '../../../shared/kernel/random.ts';
import { loadBytes, utf8 } from '../../support/loading.ts';
import { xlsOf } from '../../support/xls.ts';

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
    'x.xls': xlsOf('Clientes', [header, ...rows], [[1, 2, 0, 0]]),
    'x.parquet': new Uint8Array(parquetWriteBuffer({ columnData: header.map((name, column) => ({ name, data: rows.map((row) => row[column]!), type: 'STRING' as const })) })),
    'x.json': utf8(JSON.stringify(objects)),
    'x.ndjson': utf8(objects.map((one) => JSON.stringify(one)).join('\n')),
    'x.vcf': utf8(rows.map((_, i) => card(i)).join('')),
    'x.zip': zipSync({ 'a.csv': utf8(csv), 'b.csv': utf8(csv) }),
    'x.csv.gz': gzipSync(utf8(csv)),
    'x.csv': utf8(csv),
  };
});

describe.each(['x.xlsx', 'x.xls', 'x.ods', 'x.parquet', 'x.json', 'x.ndjson', 'x.vcf', 'x.zip', 'x.csv.gz', 'x.csv'])('%s', (fileName) => {
  it('is read whole as it was made', async () => {
    const loaded = await loadBytes(files[fileName]!, { fileName });
    expect([loaded.ok && loaded.value.report.rowsLoaded, loaded.ok && loaded.value.report.rowsQuarantined]).toEqual([40, 0]);
  });

  it('spoilt at random is read or refused, in time, with every row accounted for', async () => {
    const random = seededRandom(fileName.length * 7_919);
    for (let round = 0; round < ROUNDS; round++) {
      await expectAccountedFor(spoil(files[fileName]!, random), fileName, `round ${round}`);
    }
  }, 3_600_000);
});

async function expectAccountedFor(bytes: Uint8Array, fileName: string, what: string): Promise<void> {
  const from = performance.now();
  const loaded = await loadBytes(bytes, { fileName });
  expect([what, performance.now() - from < LIMIT_MS]).toEqual([what, true]);
  if (!loaded.ok) return;
  const { report, table, quarantined } = loaded.value;
  expect([what, report.rowsIn, report.rowsLoaded, report.rowsQuarantined]).toEqual([what, table.length + quarantined.length, table.length, quarantined.length]);
}

describe('an .xls workbook whose structure lies', () => {
  const SECTOR = 512;
  const extremes = [0, 1, 2, 0x7fff_ffff, 0xffff_fffe, 0xffff_ffff];

  it.each([
    ['header of the compound file', 0, SECTOR],
    // The first entries point at the sectors in use; loops, ends too early and sectors that are not there.
    ['table of sectors', SECTOR, SECTOR + 64],
    ['directory', 2 * SECTOR, 3 * SECTOR],
  ])('is read or refused, in time, whatever stands in its %s', async (name, from, to) => {
    for (let at = from; at < to; at += 4) {
      for (const value of extremes) {
        const bytes = files['x.xls']!.slice();
        new DataView(bytes.buffer).setUint32(at, value, true);
        await expectAccountedFor(bytes, 'x.xls', `${name}: ${value} at ${at}`);
      }
    }
  });

  it('is read or refused, in time, whatever its records say of their kind and length', async () => {
    const whole = files['x.xls']!;
    const view = new DataView(whole.buffer);
    const starts: number[] = [];
    for (let at = 3 * SECTOR; at + 4 <= whole.length && (view.getUint16(at, true) !== 0 || view.getUint16(at + 2, true) !== 0); at += 4 + view.getUint16(at + 2, true)) starts.push(at);
    expect(starts.length).toBeGreaterThan(160);
    const few = [...starts.slice(0, 12), ...starts.slice(12, -2).filter((_, i) => i % 40 === 0), ...starts.slice(-2)];
    for (const at of few) {
      for (const place of [0, 2, 4, 6, 8, 10, 12, 14]) {
        for (const value of [0, 1, 0x7fff, 0x8000, 0xffff]) {
          if (at + place + 2 > whole.length) continue;
          const bytes = whole.slice();
          new DataView(bytes.buffer).setUint16(at + place, value, true);
          await expectAccountedFor(bytes, 'x.xls', `record at ${at}: ${value} at ${place}`);
        }
      }
    }
  });

  it('is read or refused with any of its records dropped, doubled or trading places with the next', async () => {
    const whole = files['x.xls']!;
    const view = new DataView(whole.buffer);
    for (let at = 3 * SECTOR, n = 0; at + 4 <= whole.length && (view.getUint16(at, true) !== 0 || view.getUint16(at + 2, true) !== 0); n++) {
      const end = at + 4 + view.getUint16(at + 2, true);
      if (n < 12 || n % 25 === 0) {
        const record = whole.slice(at, end);
        const next = whole.slice(end, end + 4 + (end + 4 <= whole.length ? view.getUint16(end + 2, true) : 0));
        const put = (...parts: Uint8Array[]): Uint8Array => {
          const bytes = new Uint8Array(whole.length);
          bytes.set(Uint8Array.from([...whole.subarray(0, at), ...parts.flatMap((part) => [...part])]).subarray(0, whole.length));
          return bytes;
        };
        const rest = whole.slice(end);
        await expectAccountedFor(put(rest), 'x.xls', `without record ${n}`);
        await expectAccountedFor(put(record, record, rest), 'x.xls', `record ${n} twice`);
        await expectAccountedFor(put(next, record, rest.slice(next.length)), 'x.xls', `record ${n} after the next`);
      }
      at = end;
    }
  });
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
