// B1: every file of the corpus is handled as expected; mutated files never crash, hang or lose a row.
import { describe, expect, it } from 'vitest';
import { randomInteger, seededRandom } from '../../../shared/kernel/random.ts';
import { previewSource } from '../../../shared/load/previewFile.ts';
import { corpus } from '../../support/corpus.ts';
import { loadBytes, showTable } from '../../support/loading.ts';

const cases = corpus();
/** `npm run fuzz` asks for many more. */
const MUTATIONS = Number(process.env['FICHERO_CORPUS_MUTATIONS'] ?? 1500);

describe('the corpus', () => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', async (_, { bytes, fileName, expected }) => {
    const loaded = await loadBytes(bytes, { fileName });
    if (!loaded.ok) {
      expect({ kind: 'refused', problem: loaded.error.kind }).toEqual(expected);
      return;
    }
    const shown = showTable(loaded.value);
    expect({ kind: 'rows', header: shown.header, rows: shown.rows, quarantined: shown.quarantined.map(({ line, reason }) => [line, reason]) }).toEqual(expected);
  });

  it('is previewed as it is loaded', async () => {
    for (const { name, bytes, fileName, expected } of cases) {
      const preview = await previewSource({ name: fileName, size: bytes.length, sample: bytes.subarray(0, 262_144), readAll: () => Promise.resolve(bytes) });
      if (bytes.length > 262_144) continue;
      expect([name, preview.ok ? preview.value.rows : preview.error.kind]).toEqual([name, expected.kind === 'rows' ? expected.rows : expected.problem]);
    }
  });
});

describe('mutations of the corpus', () => {
  it('never throw, and account for every row', async () => {
    const random = seededRandom(20_261_122);
    const small = cases.filter(({ bytes }) => bytes.length < 5000);
    for (let round = 0; round < MUTATIONS; round++) {
      const { bytes, fileName } = small[randomInteger(random, small.length)]!;
      const mutated = mutate(bytes, random);
      const one = await loadBytes(mutated, { fileName }, 1 + randomInteger(random, 400));
      const two = await loadBytes(mutated, { fileName }, mutated.length + 1);
      if (!one.ok || !two.ok) {
        expect(one).toEqual(two);
        continue;
      }
      expect(one.value.report).toEqual(two.value.report);
      expect(showTable(one.value)).toEqual(showTable(two.value));
      const { report, table, quarantined } = one.value;
      expect([report.rowsLoaded, report.rowsQuarantined]).toEqual([table.length, quarantined.length]);
      expect(report.rowsIn).toBe(report.rowsLoaded + report.rowsQuarantined);
    }
  });
});

/** One to three changes: flip, drop, insert, cut, repeat. */
function mutate(bytes: Uint8Array, random: () => number): Uint8Array {
  let list = [...bytes];
  const marks = [0x22, 0x27, 0x0a, 0x0d, 0x3b, 0x2c, 0x5c, 0x00, 0xff, 0xc3, 0x5b, 0x7b];
  for (let n = randomInteger(random, 3); n >= 0; n--) {
    const at = randomInteger(random, Math.max(1, list.length));
    switch (randomInteger(random, 5)) {
      case 0:
        list[at] = randomInteger(random, 256);
        break;
      case 1:
        list.splice(at, 1 + randomInteger(random, 8));
        break;
      case 2:
        list.splice(at, 0, marks[randomInteger(random, marks.length)]!);
        break;
      case 3:
        list = list.slice(0, at);
        break;
      default:
        list.splice(at, 0, ...list.slice(at, at + randomInteger(random, 40)));
    }
  }
  return Uint8Array.from(list);
}
