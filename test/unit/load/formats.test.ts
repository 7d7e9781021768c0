import { strToU8, zipSync } from 'fflate';
import { writeOds, writeXlsx } from 'hucre';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../../shared/load/detectFormat.ts';
import { previewSource } from '../../../shared/load/previewFile.ts';
import { lookOfFormat, showSerial } from '../../../shared/load/readXlsx.ts';
import { defaultLimits } from '../../../shared/load/problem.ts';
import { xlsOf } from '../../support/xls.ts';
import { loadBytes, loadText, utf8 } from '../../support/loading.ts';

describe('JSON', () => {
  it('reads an array of objects, nested ones flattened, numbers as written', async () => {
    const shown = await loadText('[\n {"id": 1, "name": "Ana \\"Pez\\"", "address": {"city": "León", "zip": "08001"}, "tags": ["a", "b"]},\n {"id": 12345678901234567890, "amount": 1.10, "name": null}\n]');
    expect(shown.header).toEqual(['id', 'name', 'address.city', 'address.zip', 'tags.1', 'tags.2', 'amount']);
    expect(shown.rows).toEqual([['1', 'Ana "Pez"', 'León', '08001', 'a', 'b', null], ['12345678901234567890', '', null, null, null, null, '1.10']]);
    expect(shown.lines).toEqual([2, 3]);
  });

  it('finds the rows inside an object, and takes a lone object as one row', async () => {
    expect((await loadText('{"meta": {"n": 2}, "data": [{"id": 1}, {"id": 2}], "next": null}')).rows).toEqual([['1'], ['2']]);
    expect((await loadText('{"id": 1, "name": "Ana"}')).rows).toEqual([['1', 'Ana']]);
    expect(await loadText('[["id","name"],[1,"Ana"],[2,"Luis"]]')).toMatchObject({ header: ['id', 'name'], rows: [['1', 'Ana'], ['2', 'Luis']] });
  });

  it('sets aside what is broken and goes on', async () => {
    const shown = await loadText('[{"id":1},\n{"id":},\n5,\n{"id":4},\n{"id":5, "n": "open}\n]');
    expect(shown.rows).toEqual([['1'], ['4']]);
    expect(shown.quarantined).toEqual([
      { line: 2, reason: 'badJson', raw: '{"id":}' },
      { line: 3, reason: 'notAnObject', raw: '5' },
      { line: 5, reason: 'badJson', raw: '{"id":5, "n": "open}' },
    ]);
  });

  it('does not pass a file that was cut between two objects for a whole one', async () => {
    const cut = await loadText('[{"id":1},\n{"id":2},');
    expect(cut.rows).toEqual([['1'], ['2']]);
    expect(cut.quarantined).toEqual([{ line: 2, reason: 'badJson', raw: '' }]);
    expect((await loadText('{"data": [{"id": 1}, {"id": 2}')).quarantined).toHaveLength(1);
    expect((await loadText('[{"id":1},\n{"id":2}]\n')).quarantined).toEqual([]);
  });

  it('is safe with keys that mean something to JavaScript, and loses no key met twice', async () => {
    const shown = await loadText('[{"__proto__":"a","constructor":"b","x":1,"x":2}]');
    expect(shown.header).toEqual(['__proto__ (column)', 'constructor (column)', 'x', 'x (2)']);
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });

  it('reads NDJSON, the same in any chunks', async () => {
    const text = '{"id":1,"n":"añ😀"}\n\n{"id":2\n{"id":3,"b":true}\r\n';
    const whole = await loadText(text, { fileName: 'x.ndjson' });
    expect(whole).toEqual({ header: ['id', 'n', 'b'], rows: [['1', 'añ😀', null], ['3', null, 'true']], lines: [1, 4], quarantined: [{ line: 3, reason: 'badJson', raw: '{"id":2' }] });
    for (let size = 1; size < 30; size++) expect(await loadText(text, { fileName: 'x.ndjson' }, size)).toEqual(whole);
  });
});

describe('vCards', () => {
  const cards =
    'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ana Muñoz\r\nN:Muñoz,Gil;Ana;;;\r\nitem1.EMAIL;TYPE=work:ana@example.org\r\nEMAIL:ana2@example.org\r\nTEL;VALUE=uri:tel:+34600111222\r\nADR;TYPE=home:;;Calle Mayor 5;León;León;24001;España\r\nNOTE:uno\\, dos\\ntres y una línea muy larga que se\r\n  dobla\r\nEND:VCARD\r\n' +
    'BEGIN:VCARD\nVERSION:2.1\nN:Pe=C3=B1a;Luis\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Luis Pe=C3=B1=\nA=C3=A1\nEND:VCARD\nBEGIN:VCARD\nFN:Rota\n';

  it('become rows, with line and reason for broken ones', async () => {
    const shown = await loadText(cards);
    expect(shown.header).toEqual(['fullName', 'surname', 'surname2', 'givenName', 'email', 'email.2', 'phone', 'street', 'city', 'province', 'postcode', 'country', 'notes']);
    expect(shown.rows[0]).toEqual(['Ana Muñoz', 'Muñoz', 'Gil', 'Ana', 'ana@example.org', 'ana2@example.org', '+34600111222', 'Calle Mayor 5', 'León', 'León', '24001', 'España', 'uno, dos\ntres y una línea muy larga que se dobla']);
    expect(shown.rows[1]!.slice(0, 1)).toEqual(['Luis PeñAá']);
    expect(shown.quarantined).toEqual([{ line: 18, reason: 'badCard', raw: 'BEGIN:VCARD\nFN:Rota' }]);
    for (const size of [1, 2, 3, 7, 50]) expect(await loadText(cards, {}, size)).toEqual(shown);
  });
});

describe('workbooks', () => {
  const part = (body: string): string => `<?xml version="1.0"?>${body}`;
  const book = (sheet: string, styles = '', shared = ''): Uint8Array =>
    zipSync({
      '[Content_Types].xml': strToU8(part('<Types/>')),
      '_rels/.rels': strToU8(part('<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>')),
      'xl/workbook.xml': strToU8(part('<workbook xmlns:r="r"><sheets><sheet name="Oculta" sheetId="1" state="hidden" r:id="a"/><sheet name="Hoja &amp; 1" sheetId="2" r:id="b"/></sheets></workbook>')),
      'xl/_rels/workbook.xml.rels': strToU8(part('<Relationships><Relationship Id="a" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="http://x/worksheet" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="c" Type="http://x/styles" Target="styles.xml"/><Relationship Id="d" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>')),
      'xl/worksheets/sheet1.xml': strToU8(part('<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>secreto</t></is></c></row></sheetData></worksheet>')),
      'xl/worksheets/sheet2.xml': strToU8(part(sheet)),
      'xl/styles.xml': strToU8(part(`<styleSheet><numFmts><numFmt numFmtId="164" formatCode="00000"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="9"/></cellXfs>${styles}</styleSheet>`)),
      'xl/sharedStrings.xml': strToU8(part(`<sst><si><t>id</t></si><si><r><t>Ana </t></r><r><t xml:space="preserve">Muñoz &lt;1&gt;</t></r><rPh><t>no</t></rPh></si><si/>${shared}</sst>`)),
    });

  it('show dates, codes with leading zeros, long numbers and merged cells', async () => {
    const shown = await loadText(
      book(
        '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>cp</t></is></c><c r="C1" t="inlineStr"><is><t>alta</t></is></c><c r="D1" t="inlineStr"><is><t>n</t></is></c></row>' +
          '<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" s="2"><v>8001</v></c><c r="C3" s="1"><v>45322</v></c><c r="D3"><v>1234567890123456</v></c></row>' +
          '<row r="4"><c r="B4" s="2"><v>28013</v></c><c r="C4" s="3"><v>45322.5</v></c><c r="D4"><v>0.1</v></c></row>' +
          '<row r="5"><c r="A5" t="str"><f>1+1</f><v>x_x000D_y</v></c><c r="B5" t="b"><v>1</v></c><c r="C5" t="e"><v>#N/A</v></c><c r="D5"><v>1.2E-7</v></c><c r="F5"><v>9</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="A3:A4"/></mergeCells></worksheet>',
      ),
      { fileName: 'x.xlsx' },
    );
    expect(shown).toEqual({
      header: ['id', 'cp', 'alta', 'n'],
      rows: [['Ana Muñoz <1>', '08001', '2024-01-31', '1234567890123456'], ['Ana Muñoz <1>', '28013', '2024-01-31T12:00:00', '0.1']],
      lines: [3, 4],
      quarantined: [{ line: 5, reason: 'tooManyCells', raw: 'x\ry\tTRUE\t#N/A\t0.00000012\t\t9' }],
    });
  });

  it.each(['', 'x:'])('find merged cells wherever the rows end in the pieces that a sheet is unpacked in (prefix "%s")', async (x) => {
    // An entry that is stored is handed on in pieces of this size, so that the end of the rows can be put on every place of a seam.
    const PIECE = 16_384;
    const text = (value: string): string => `<${x}is><${x}t>${value}</${x}t></${x}is>`;
    const head = `<${x}worksheet xmlns:x="x"><${x}sheetData><${x}row r="1"><${x}c r="A1" t="inlineStr">${text('id')}</${x}c><${x}c r="B1" t="inlineStr">${text('n')}</${x}c></${x}row><${x}row r="2"><${x}c r="A2" t="inlineStr">${text('Ana')}</${x}c><${x}c r="B2" t="inlineStr">`;
    const tail = `</${x}c></${x}row><${x}row r="3"><${x}c r="B3"><${x}v>2</${x}v></${x}c></${x}row></${x}sheetData><${x}mergeCells count="1"><${x}mergeCell ref="A2:A3"/></${x}mergeCells></${x}worksheet>`;
    const end = tail.indexOf(`</${x}sheetData>`);
    for (let shift = 0; shift <= 18; shift++) {
      const filler = 'D'.repeat(PIECE - shift - head.length - end - text('').length);
      const sheet = `${head}${text(filler)}${tail}`;
      expect(sheet.indexOf(`</${x}sheetData>`)).toBe(PIECE - shift);
      const bytes = zipSync(
        {
          '_rels/.rels': strToU8('<Relationships><Relationship Id="r" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>'),
          'xl/workbook.xml': strToU8('<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>'),
          'xl/_rels/workbook.xml.rels': strToU8('<Relationships><Relationship Id="a" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'),
          'xl/worksheets/sheet1.xml': strToU8(sheet),
        },
        { level: 0 },
      );
      expect([shift, (await loadText(bytes, { fileName: 'x.xlsx' })).rows]).toEqual([shift, [['Ana', filler], ['Ana', '2']]]);
    }
  });

  it('let the sheet be chosen', async () => {
    const bytes = book('<worksheet><sheetData/></worksheet>');
    const none = await loadBytes(bytes, { overrides: { sheet: 'Nada' } });
    expect(!none.ok && none.error).toEqual({ kind: 'noSuchSheet', sheet: 'Nada', sheets: ['Oculta', 'Hoja & 1'] });
    const empty = await loadBytes(bytes);
    expect(!empty.ok && empty.error.kind).toBe('emptyFile');
  });

  it('read the same table from .xlsx and .ods', async () => {
    const rows = [['id', 'nombre', 'alta', 'importe'], ['0012', 'Ana', new Date('2024-01-31T00:00:00Z'), 12.5], ['0013', 'Luis', new Date('2023-12-01T00:00:00Z'), -3]];
    const expected = { header: ['id', 'nombre', 'alta', 'importe'], rows: [['0012', 'Ana', '2024-01-31', '12.5'], ['0013', 'Luis', '2023-12-01', '-3']] };
    expect(await loadText(await writeXlsx({ sheets: [{ name: 'x', rows }] }))).toMatchObject(expected);
    expect(await loadText(await writeOds({ sheets: [{ name: 'x', rows }] }))).toMatchObject(expected);
  });

  it('read .xls, merged cells and gaps included', async () => {
    const bytes = xlsOf('Hoja ñ', [['id', 'nombre', 'alta', 'n'], [1, 'Ana Muñoz', { date: 45_322 }, 1234567890123456], [2, null, { date: 45_322.5 }, true], [], ['0003', 'Luis', null, -0.5]], [[1, 2, 1, 1]]);
    const loaded = await loadBytes(bytes);
    expect(loaded.ok && loaded.value.report.parts).toEqual([{ kind: 'sheet', chosen: 'Hoja ñ', names: ['Hoja ñ'] }]);
    expect(await loadText(bytes)).toEqual({
      header: ['id', 'nombre', 'alta', 'n'],
      rows: [['1', 'Ana Muñoz', '2024-01-31', '1234567890123456'], ['2', 'Ana Muñoz', '2024-01-31T12:00:00', 'TRUE'], ['0003', 'Luis', '', '-0.5']],
      lines: [2, 3, 5],
      quarantined: [],
    });
  });

  it.each([
    ['yyyy-mm-dd', 'date'],
    ['d "de" mmmm', 'date'],
    ['[$-C0A]dd/mm/yy;@', 'date'],
    ['mm:ss', 'time'],
    ['[h]:mm', 'time'],
    ['m/d/yy h:mm', 'dateTime'],
    ['00000', 'zeros'],
    ['000-00-0000', 'zeros'],
    ['0', 'plain'],
    ['0.00', 'plain'],
    ['#,##0 [$€-C0A]', 'plain'],
    ['[Red]0.0', 'plain'],
    ['General', 'plain'],
    ['"mes" 0', 'plain'],
    ['0%', 'plain'],
  ])('know that %j shows a %s', (format, kind) => expect(lookOfFormat(format).kind).toBe(kind));

  it('count days as Excel does', () => {
    expect([1, 59, 61, 45_322].map((serial) => showSerial(serial, 'date', false))).toEqual(['1900-01-01', '1900-02-28', '1900-03-01', '2024-01-31']);
    expect(showSerial(0.75, 'time', false)).toBe('18:00:00');
    expect(showSerial(43_860, 'date', true)).toBe('2024-01-31');
  });

  it('are refused when damaged or encrypted', async () => {
    const bytes = book('<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>');
    const cut = await loadBytes(bytes.slice(0, bytes.length - 60));
    expect(!cut.ok && cut.error.kind).toBe('damagedFile');
    const ole = await loadBytes(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Array.from({ length: 600 }, () => 0)]));
    expect(!ole.ok && ole.error.kind).toBe('damagedFile');
  });
});

describe('archives', () => {
  const csv = strToU8('id,name\n1,Ana\n2,Luis\n');

  it('give the table inside, of any format', async () => {
    expect((await loadText(zipSync({ 'leeme.md': strToU8('hola'), '__MACOSX/._a.csv': csv, 'datos/clientes.csv': csv }))).rows).toEqual([['1', 'Ana'], ['2', 'Luis']]);
    expect((await loadText(zipSync({ 'a.json': strToU8('[{"id":1}]'), 'b.csv': csv }), { overrides: { entry: 'b.csv' } })).rows).toHaveLength(2);
    expect((await loadText(zipSync({ 'a.json': strToU8('[{"id":1}]'), 'b.csv': csv }))).rows).toEqual([['1']]);
  });

  it('are refused when they are hostile', async () => {
    const kindOf = async (bytes: Uint8Array, limits = defaultLimits): Promise<unknown> => {
      const loaded = await loadBytes(bytes, { limits });
      return !loaded.ok && loaded.error.kind;
    };
    expect(await kindOf(zipSync({ '../../etc/passwd': csv }))).toBe('archiveUnsafePath');
    expect(await kindOf(zipSync({ 'in.zip': zipSync({ 'a.csv': csv }) }))).toBe('archiveTooDeep');
    expect(await kindOf(zipSync({ 'a.csv': csv, 'b.csv': csv, 'c.csv': csv }), { ...defaultLimits, archiveEntries: 2 })).toBe('archiveTooManyEntries');
    expect(await kindOf(zipSync({}))).toBe('archiveHasNoTable');
    expect(await kindOf(zipSync({ 'bomb.csv': new Uint8Array(60 * 1024 ** 2).fill(65) }))).toBe('archiveRatioTooHigh');
    expect(await kindOf(utf8('PK\u0003\u0004 nothing more'))).toBe('damagedFile');
  });
});

describe('the format', () => {
  it.each([
    ['[1] a,b\n', 'x.txt', 'delimited'],
    ['{"a":1}\n{"a":2}\n', 'x', 'ndjson'],
    ['{"a":1,\n"b":2}', 'x', 'json'],
    ['[{"a":1}]', 'x.csv', 'json'],
    ['begin:vcard\n', 'x', 'vcard'],
    ['<html><table>', 'x.xls', 'html'],
    ['<?xml version="1.0"?>', 'x.xml', 'xml'],
    ['id;name\n', 'x.json', 'json'],
    ['id;name\n', 'x', 'delimited'],
  ])('of %j named %s is %s', (text, name, format) => expect(detectFormat(utf8(text), name)).toBe(format));
});

describe('the preview of any format', () => {
  it('shows sheets, archives and rows, and reads no more than it must', async () => {
    const rows = [['id', 'alta'], ...Array.from({ length: 3000 }, (_, i) => [String(i), new Date('2024-01-31T00:00:00Z')])];
    const bytes = await writeXlsx({ sheets: [{ name: 'Clientes', rows }, { name: 'Otra', rows: [] }] });
    const preview = await previewSource({ name: 'x.xlsx', size: bytes.length, sample: bytes.subarray(0, 1000), readAll: () => Promise.resolve(bytes) });
    if (!preview.ok) throw new Error(preview.error.kind);
    expect(preview.value).toMatchObject({ format: 'xlsx', parts: [{ kind: 'sheet', chosen: 'Clientes', names: ['Clientes', 'Otra'] }] });
    expect(preview.value.rows).toHaveLength(100);
    expect(preview.value.columns.map(({ name, hint }) => [name, hint.kind, hint.dateOrder])).toEqual([['id', 'integer', undefined], ['alta', 'date', 'ymd']]);
    const json = utf8(`[${Array.from({ length: 500 }, (_, i) => `{"id":${i}}`).join(',\n')}]`);
    const cut = await previewSource({ name: 'x.json', size: json.length, sample: json.subarray(0, 700), readAll: () => Promise.reject(new Error('not needed')) });
    expect(cut.ok && [cut.value.rows.length, cut.value.quarantined.length]).toEqual([64, 0]);
  });
});
