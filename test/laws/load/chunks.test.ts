import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rfc4180, type Dialect } from '../../../shared/load/dialect.ts';
import { parseRegular } from '../../../shared/load/papaparse.adapter.ts';
import { RowReader, type RowSink } from '../../../shared/load/rowReader.ts';
import { RowCollector } from '../../../shared/load/rowCollector.ts';
import { TextFeed } from '../../../shared/load/textFeed.ts';
import { loadBytes, showTable, utf8, type Shown } from '../../support/loading.ts';

type Event = readonly unknown[];

function readAll(text: string, dialect: Dialect, cellLimit: number, chunk: number): Event[] {
  const events: Event[] = [];
  const sink: RowSink = {
    row: (cells, line, source, start, end) => void events.push(['row', line, cells, source.slice(start, end)]),
    blank: (line) => void events.push(['blank', line]),
    bad: (bad) => void events.push(['bad', bad.line, bad.reason, bad.raw]),
  };
  const reader = new RowReader(dialect, cellLimit, sink);
  let rest = '';
  for (let at = 0; at < text.length; at += chunk) {
    rest += text.slice(at, at + chunk);
    const isLast = at + chunk >= text.length;
    rest = rest.slice(reader.read(rest, isLast));
  }
  return events;
}

const nasty = fc.array(fc.constantFrom('a', 'b', 'ñ', ',', ',', '"', '"', '""', '\n', '\r\n', '\r', ' ', '\\', '||', "'", '😀', '\u00a0'), { maxLength: 60 }).map((parts) => parts.join(''));
const dialects: Dialect[] = [
  rfc4180,
  { ...rfc4180, escape: 'backslash' },
  { ...rfc4180, padded: true },
  { ...rfc4180, delimiter: '||' },
  { ...rfc4180, quote: "'" },
  { ...rfc4180, quote: '' },
  { ...rfc4180, delimiter: '' },
  { ...rfc4180, delimiter: ' ' },
];

describe('reading rows', () => {
  it('does not depend on the chunks', () => {
    fc.assert(
      fc.property(nasty, fc.constantFrom(...dialects), fc.integer({ min: 1, max: 9 }), fc.constantFrom(2, 5, 1000), (text, dialect, chunk, limit) => {
        expect(readAll(text, dialect, limit, chunk)).toEqual(readAll(text, dialect, limit, text.length + 1));
      }),
      { numRuns: 3000 },
    );
  });

  it('is what Papa Parse does, wherever Papa Parse finds no fault', () => {
    fc.assert(
      fc.property(nasty, fc.constantFrom(...dialects.filter((d) => d.delimiter !== '' && d.escape === 'doubled' && !d.padded)), fc.constantFrom('\n', '\r\n', '\r'), (text, dialect, newline) => {
        const uniform = text.replaceAll(/\r\n|\r|\n/g, newline);
        const regular = parseRegular(uniform, dialect, newline as '\n');
        if (regular === undefined) return;
        const rows = readAll(uniform.slice(0, regular.consumed), dialect, 1000, 1000).map((event) => (event[0] === 'row' ? event[2] : event[0]));
        expect(rows).toHaveLength(regular.rows.length);
        regular.rows.forEach((row, i) => {
          if (rows[i] === 'blank') expect(row.every((cell) => cell.trim() === '')).toBe(true);
          else expect(rows[i]).toEqual(row);
        });
      }),
      { numRuns: 3000 },
    );
  });

  it('accounts for every line of any text', () => {
    fc.assert(
      fc.property(nasty, fc.constantFrom(...dialects), (text, dialect) => {
        const events = readAll(text, dialect, 1000, 1000);
        // The raw texts, one after another with the line ends between them, are the file.
        const raws = events.filter((event) => event[0] !== 'blank').map((event) => event[3] as string);
        let at = 0;
        for (const raw of raws) {
          at = text.indexOf(raw, at);
          expect(at).toBeGreaterThanOrEqual(0);
          at += raw.length;
        }
        const kept = raws.join('').replaceAll(/[\r\n,\s|]/g, '').length;
        expect(kept).toBe(text.replaceAll(/[\r\n,\s|]/g, '').length);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a nasty file', () => {
  const file =
    'Clientes;;\r\n\r\nid;nombre;"nota\r\nlarga"\r\n1;"Muñoz; ""Pepe""";"a\nb"\r\n2;sin;fin;4\r\n3;"abierta;x\r\n4;"Peña 😀"  ;ok\n5;"a"b;c\r\r\n;;\r\n"";;\r\nid;nombre;nota larga\r\n6;corta\r\n7;último;"fin"';

  it('reads the same with a boundary at every byte', async () => {
    const bytes = utf8(file);
    const whole = await loadBytes(bytes, {}, bytes.length);
    if (!whole.ok) throw new Error(whole.error.kind);
    const expected: Shown = showTable(whole.value);
    expect(expected.rows.length).toBeGreaterThan(4);
    for (let size = 1; size < bytes.length; size++) {
      const loaded = await loadBytes(bytes, {}, size);
      expect(loaded.ok && showTable(loaded.value)).toEqual(expected);
      expect(loaded.ok && loaded.value.report).toEqual(whole.value.report);
    }
  });
});

describe('the fast way', () => {
  it('gives what the careful way gives, and the same for any cut', () => {
    // Long enough for several pieces, faults far between.
    const parts: string[] = [];
    for (let i = 0; i < 60_000; i++) {
      parts.push(`${i},"Ana ""${i}""",Calle Mayor ${i % 97}\n`);
      if (i % 9973 === 17) parts.push(`${i},short\n`, ',,\n', '\n', `${i},"multi\nline",x\n`);
      if (i === 31_000) parts.push(`${i},"open,x\n`);
      if (i === 45_000) parts.push(`${i},cr,lf\r\n`);
    }
    const text = parts.join('');
    const read = (cellLimit: number, chunk: number): unknown => {
      const collector = new RowCollector({ names: ['a', 'b', 'c'], shortWidth: 3, header: undefined, headerRaw: '', fillShort: false, keepEmpty: false, restoreFormulas: true }, Infinity);
      const feed = new TextFeed(rfc4180, 1, cellLimit, collector);
      for (let at = 0; at < text.length; at += chunk) {
        feed.add(text.slice(at, at + chunk), at + chunk >= text.length);
        while (feed.step());
      }
      const [batch] = collector.finish();
      return [collector.counts, batch!.table, batch!.lines, batch!.quarantined];
    };
    // Below the piece size Papa Parse is not used at all.
    const careful = read(200_000, text.length);
    expect(read(1024 ** 2, text.length)).toEqual(careful);
    expect(read(1024 ** 2, 300_001)).toEqual(careful);
    expect(read(1024 ** 2, 65_536)).toEqual(careful);
  });
});
