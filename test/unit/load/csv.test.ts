import { describe, expect, it } from 'vitest';
import { previewFile } from '../../../shared/load/previewFile.ts';
import { loadClipboard } from '../../../shared/load/loadClipboard.ts';
import { loadBytes, loadText, showTable, utf8 } from '../../support/loading.ts';

const rowsOf = async (text: string): Promise<unknown> => (await loadText(text)).rows;

describe('RFC 4180 files', () => {
  it('reads commas, quotes and line ends inside quoted cells', async () => {
    expect(await loadText('first,last,address\nJohn,Doe,"120 any st., Any, WW 08123"\n')).toEqual({
      header: ['first', 'last', 'address'],
      rows: [['John', 'Doe', '120 any st., Any, WW 08123']],
      lines: [2],
      quarantined: [],
    });
    expect(await rowsOf('a,b\n1,"ha ""ha"" ha"\n3,4\n')).toEqual([['1', 'ha "ha" ha'], ['3', '4']]);
    expect(await rowsOf('key,val\n1,"{""type"": ""Point"", ""coordinates"": [102.0, 0.5]}"\n')).toEqual([['1', '{"type": "Point", "coordinates": [102.0, 0.5]}']]);
    expect((await loadText('a,b,c\r\n1,2,3\r\n"Once upon \r\na time",5,6\r\n7,8,9\r\n')).rows).toEqual([['1', '2', '3'], ['Once upon \r\na time', '5', '6'], ['7', '8', '9']]);
    expect((await loadText('a,b\n1,"ha \n""ha"" \nha"\n3,4')).lines).toEqual([2, 5]);
    expect(await rowsOf('a,b,c\n1,"",""\n2,3,4\n')).toEqual([['1', '', ''], ['2', '3', '4']]);
    expect(await rowsOf('a,b,c\n1,2,3\n4,5,ʤ\n')).toEqual([['1', '2', '3'], ['4', '5', 'ʤ']]);
  });

  it('needs no last line end and minds no byte order mark', async () => {
    expect(await rowsOf('\ufeffa,b\n1,2')).toEqual([['1', '2']]);
    expect((await loadText('\ufeff"a","b"\r\n1,2')).header).toEqual(['a', 'b']);
  });
});

describe('rows that do not fit', () => {
  it('are set aside with line and reason', async () => {
    const shown = await loadText('id,name,city\n1,Ana,Madrid\n2,Luis\n3,Eva,Lugo,extra\n4,Pau,Vic,,\n\n5,"open,Jaén\n6,Sol,León\nid,name,city\n7,Paz,Ibi\n');
    expect(shown.rows.map((row) => row[0])).toEqual(['1', '4', '6', '7']);
    expect(shown.quarantined).toEqual([
      { line: 3, reason: 'tooFewCells', raw: '2,Luis' },
      { line: 4, reason: 'tooManyCells', raw: '3,Eva,Lugo,extra' },
      { line: 7, reason: 'unclosedQuote', raw: '5,"open,Jaén' },
      { line: 9, reason: 'repeatedHeader', raw: 'id,name,city' },
    ]);
  });

  it('keep undecodable bytes', async () => {
    const bytes = utf8(`id,name\n1,Muñoz\n2,XX\n3,Peña\n${'4,Ñandú\n'.repeat(30)}`);
    bytes.set([0xf1, 0x6f], bytes.indexOf(0x58));
    const shown = await loadText(bytes, { overrides: { encoding: 'utf-8' } });
    expect(shown.quarantined).toEqual([{ line: 3, reason: 'undecodableBytes', raw: '2,\udcf1o' }]);
    expect(shown.rows).toHaveLength(32);
  });

  it('count: rows in = rows loaded + rows quarantined', async () => {
    const loaded = await loadBytes(utf8('id,name\n1,a\n2\n\n3,b\n4,"x\n5,"y" z\n'));
    expect(loaded.ok && loaded.value.report).toMatchObject({ rowsIn: 5, rowsLoaded: 3, rowsQuarantined: 2, blankLines: 1 });
  });
});

describe('files that cannot be loaded', () => {
  it.each([
    ['an empty file', '', 'emptyFile'],
    ['only line ends', '\n\r\n\n', 'emptyFile'],
    ['header only', 'id,name,email\n', 'headerOnly'],
  ])('%s is refused', async (_name, text, kind) => {
    const loaded = await loadBytes(utf8(text));
    expect(!loaded.ok && loaded.error.kind).toBe(kind);
  });

  it('keep a header that is longer than the sample the layout is guessed from', async () => {
    const header = Array.from({ length: 900 }, (_, index) => `column ${index} ${'x'.repeat(80)}`);
    const read = await loadText(`${header.join(',')}\n${header.map((_, index) => index).join(',')}\n`);
    expect(read.header).toEqual(header);
    expect(read.rows).toHaveLength(1);
  });

  it('refuses too many columns and too many bytes', async () => {
    const wide = await loadBytes(utf8(`${Array.from({ length: 10_000 }, (_, i) => `c${i}`).join(',')}\n${'1,'.repeat(9999)}1\n`));
    expect(!wide.ok && wide.error).toMatchObject({ kind: 'tooManyColumns', columns: 10_000, limit: 1000 });
    const large = await loadBytes(utf8('a,b\n1,2\n'), { size: 3 * 1024 ** 3 });
    expect(!large.ok && large.error.kind).toBe('fileTooLarge');
  });

  it('refuses binaries by what they look like', async () => {
    const binary = await loadBytes(Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919) % 251));
    expect(!binary.ok && binary.error).toEqual({ kind: 'binaryFile', looksLike: 'unknown' });
    const pdf = await loadBytes(utf8('%PDF-1.7\nabc'));
    expect(!pdf.ok && pdf.error).toEqual({ kind: 'binaryFile', looksLike: 'pdf' });
  });

  it('reports a source that fails while it is read', async () => {
    const { loadTable } = await import('../../../shared/load/loadTable.ts');
    function* vanishing(): Generator<Uint8Array> {
      yield utf8('a,b\n1,2\n');
      throw new Error('ENOENT');
    }
    const loaded = await loadTable(vanishing());
    expect(!loaded.ok && loaded.error).toEqual({ kind: 'sourceFailed', message: 'ENOENT' });
  });
});

describe('headers', () => {
  it('get unique, safe names', async () => {
    const shown = await loadText('id,name,name,,__proto__,constructor\n1,2,3,4,5,6\n7,8,9,10,11,12\n');
    expect(shown.header).toEqual(['id', 'name', 'name (2)', 'column 4', '__proto__ (column)', 'constructor (column)']);
    expect(shown.rows[0]).toEqual(['1', '2', '3', '4', '5', '6']);
  });

  it('are made up where the file has none', async () => {
    const shown = await loadText('1,Ana,ana@example.org\n2,Luis,luis@example.org\n3,Eva,eva@example.org\n');
    expect(shown.header).toEqual(['column 1', 'column 2', 'column 3']);
    expect(shown.rows).toHaveLength(3);
  });
});

describe('dialects', () => {
  const table = [['id', 'nombre', 'importe', 'fecha'], ['1', 'Ana Muñoz', '12', '2024-01-31'], ['2', 'Luis, el Pez', '7', '2023-11-02'], ['3', 'Eva', '8', '2022-02-28']];

  it.each([',', ';', '\t', '|', '^', '~', '||', '::', '~|~', '\u001f'])('guesses %j', async (delimiter) => {
    const text = table.map((row) => row.map((cell) => (cell.includes(delimiter) ? `"${cell}"` : cell)).join(delimiter)).join('\r\n');
    const shown = await loadText(text);
    expect([shown.header, ...shown.rows]).toEqual(table);
  });

  it('guesses single quotes, backslashes and padded cells', async () => {
    expect(await rowsOf("id,name\n1,'a, b'\n2,'it''s, so'\n3,'c'\n")).toEqual([['1', 'a, b'], ['2', "it's, so"], ['3', 'c']]);
    expect(await rowsOf('id,name,n\n1,"a \\"b\\", c",2\n2,"d\\\\",3\n3,"e, f",4\n')).toEqual([['1', 'a "b", c', '2'], ['2', 'd\\', '3'], ['3', 'e, f', '4']]);
    expect(await rowsOf('id, name, city\n1, "Pez, Ana", Madrid\n2, "Luis", Lugo\n')).toEqual([['1', 'Pez, Ana', 'Madrid'], ['2', 'Luis', 'Lugo']]);
  });

  it('reads one column, with blanks in the values', async () => {
    expect(await loadText('name\nAna Muñoz\nLuis Pérez\nEva Gil\n')).toMatchObject({ header: ['name'], rows: [['Ana Muñoz'], ['Luis Pérez'], ['Eva Gil']] });
  });

  it('passes over notes above the header and sep= lines', async () => {
    expect(await loadText('Informe de clientes\nGenerado el 3 de mayo\n\nid;nombre;ciudad\n1;Ana;Madrid\n2;Luis;Lugo\n')).toMatchObject({ header: ['id', 'nombre', 'ciudad'], lines: [5, 6] });
    expect(await loadText('sep=;\r\nid;name\r\n1;a,b\r\n')).toMatchObject({ header: ['id', 'name'], rows: [['1', 'a,b']] });
  });

  it('reads mixed line ends', async () => {
    expect(await loadText('id,name\r\n1,"a"\n2,"b"\r\n3,c\r4,d\n')).toMatchObject({ rows: [['1', 'a'], ['2', 'b'], ['3', 'c'], ['4', 'd']], lines: [2, 3, 4, 5] });
  });

  it('keeps rows of delimiters only if asked to', async () => {
    const text = 'a,b\n,\n1,2\n\n,\n';
    expect((await loadText(text)).rows).toEqual([['1', '2']]);
    expect(await loadText(text, { overrides: { keepEmptyRows: true } })).toMatchObject({ rows: [['', ''], ['1', '2'], ['', '']], lines: [2, 3, 5] });
  });

  it('reads what was copied in a spreadsheet', async () => {
    const loaded = await loadClipboard('id\tnota\r\n1\t"dos\nlíneas"\r\n2\ta, b; c\r\n');
    expect(loaded.ok && showTable(loaded.value)).toMatchObject({ header: ['id', 'nota'], rows: [['1', 'dos\nlíneas'], ['2', 'a, b; c']] });
  });

  it('obeys the user', async () => {
    expect(await loadText('a;b,c\n1;2,3\n', { overrides: { delimiter: ',' } })).toMatchObject({ header: ['a;b', 'c'], rows: [['1;2', '3']] });
    expect(await loadText('x\na,b\n1,2\n', { overrides: { headerLine: 2 } })).toMatchObject({ header: ['a', 'b'], rows: [['1', '2']] });
    expect(await loadText('a,b\n1,2\n', { overrides: { headerLine: 0 } })).toMatchObject({ header: ['column 1', 'column 2'], rows: [['a', 'b'], ['1', '2']] });
  });
});

describe('the preview', () => {
  it('shows guesses and hints', () => {
    const bytes = utf8('id;importe;alta;baja\n1;1.234,50;31/12/2023;01/02/2024\n2;17,00;02/01/2023;03/04/2024\n');
    const preview = previewFile(bytes, 'clientes.csv', bytes.length);
    if (!preview.ok) throw new Error(preview.error.kind);
    expect(preview.value.columns.map(({ hint }) => [hint.kind, hint.decimalMark ?? hint.dateOrder])).toEqual([['integer', undefined], ['decimal', ','], ['date', 'dmy'], ['date', undefined]]);
    expect(preview.value.notices).toEqual([{ kind: 'ambiguousDates', column: 'baja' }]);
    expect(preview.value.rows[0]).toEqual(['1', '1.234,50', '31/12/2023', '01/02/2024']);
  });
});
