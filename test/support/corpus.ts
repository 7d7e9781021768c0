// Makes the project's own corpus of malformed and unusual deliveries, each with the outcome that a steward expects.
import { zipSync } from 'fflate';
import { cp850Upper, iso885915Upper, macintoshUpper, windows1252Upper } from '../../shared/load/codePages.ts';
import type { Encoding } from '../../shared/load/encoding.ts';

export type Expected =
  | { readonly kind: 'rows'; readonly header: readonly string[]; readonly rows: readonly (readonly string[])[]; readonly quarantined: readonly (readonly [line: number, reason: string])[] }
  | { readonly kind: 'refused'; readonly problem: string };

export type CorpusCase = { readonly name: string; readonly fileName: string; readonly bytes: Uint8Array; readonly expected: Expected };

const header = ['id', 'nombre', 'ciudad', 'email', 'alta', 'importe'];
const customers: readonly (readonly string[])[] = [
  ['1', 'María Muñoz Ibáñez', 'Alcalá de Henares', 'maria@example.org', '2021-03-05', '1250,50'],
  ['2', 'José Núñez', 'León', 'jose.nunez@example.org', '2020-12-31', '88,00'],
  ['3', 'Íñigo Güell', 'Vic', 'inigo@example.cat', '2019-01-15', '0,99'],
  ['4', 'Ana Peña', 'Cádiz', 'ana@example.org', '2022-07-20', '17,25'],
  ['5', 'Zoë O\u2019Neill', 'Málaga', 'zoe@example.ie', '2023-11-02', '340,10'],
];
const quirky: readonly (readonly string[])[] = [
  ['6', 'Bar "El Güito", S.L.', 'Jaén; Úbeda', 'bar@example.org', '2021-01-01', '5,00'],
  ['7', 'Dos\nlíneas', 'Ávila\r\n(centro)', '', '2021-01-02', ''],
  ['8', "L'Hospitalet", "'quoted'", 'l@example.cat', '', '1,00'],
];

export function encodeAs(text: string, encoding: Encoding, bom = false): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode((bom ? '\ufeff' : '') + text);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const units = (bom ? '\ufeff' : '') + text;
    const bytes = new Uint8Array(units.length * 2);
    const low = encoding === 'utf-16le' ? 0 : 1;
    for (let i = 0; i < units.length; i++) {
      bytes[2 * i + low] = units.charCodeAt(i) & 0xff;
      bytes[2 * i + 1 - low] = units.charCodeAt(i) >> 8;
    }
    return bytes;
  }
  const upper = { 'windows-1252': windows1252Upper, 'iso-8859-15': iso885915Upper, macintosh: macintoshUpper, cp850: cp850Upper }[encoding];
  return Uint8Array.from(text, (character) => {
    const code = character.codePointAt(0)!;
    if (code < 128) return code;
    const at = upper.indexOf(character);
    if (at < 0) throw new Error(`${character} is not in ${encoding}`);
    return at + 128;
  });
}

type Style = { readonly delimiter: string; readonly quote: string; readonly escape?: 'backslash'; readonly newline: string; readonly quoteAll?: boolean };
const plain: Style = { delimiter: ';', quote: '"', newline: '\n' };

function write(rows: readonly (readonly string[])[], style: Style): string {
  return rows.map((row) => `${row.map((cell) => writeCell(cell, style)).join(style.delimiter)}${style.newline}`).join('');
}

function writeCell(cell: string, { delimiter, quote, escape, quoteAll }: Style): string {
  if (quote === '' || (quoteAll !== true && !cell.includes(delimiter) && !cell.includes(quote) && !/[\r\n]|^\s|\s$/.test(cell))) return cell;
  const inner = escape === 'backslash' ? cell.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`) : cell.replaceAll(quote, quote + quote);
  return quote + inner + quote;
}

const ok = (rows: readonly (readonly string[])[] = customers, quarantined: readonly (readonly [number, string])[] = [], names: readonly string[] = header): Expected => ({ kind: 'rows', header: names, rows, quarantined });
const refused = (problem: string): Expected => ({ kind: 'refused', problem });

/** All cases; the same bytes on every run. */
export function corpus(): CorpusCase[] {
  const cases: CorpusCase[] = [];
  const add = (name: string, text: string | Uint8Array, expected: Expected, fileName = 'clientes.csv'): void => {
    cases.push({ name, fileName, bytes: typeof text === 'string' ? encodeAs(text, 'utf-8') : text, expected });
  };
  const base = write([header, ...customers], plain);
  const asciiOf = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('\u2019', "'");
  const withoutQuotes = customers.map((row) => row.map((cell) => cell.replace('\u2019', '').replace('ë', 'e')));
  const oneCodePage = write([header, ...withoutQuotes], plain);

  // Dialects.
  for (const delimiter of [',', ';', '\t', '|', '^', '~', '||', '::', '\u001f', '¬']) {
    for (const newline of ['\n', '\r\n', '\r']) {
      add(`delimiter ${JSON.stringify(delimiter)}, newline ${JSON.stringify(newline)}`, write([header, ...customers, ...quirky], { ...plain, delimiter, newline }), ok([...customers, ...quirky]));
    }
    add(`delimiter ${JSON.stringify(delimiter)}, all quoted`, write([header, ...customers, ...quirky], { ...plain, delimiter, quoteAll: true }), ok([...customers, ...quirky]));
  }
  add('single quotes', write([header, ...customers, ...quirky], { ...plain, quote: "'" }), ok([...customers, ...quirky]));
  add('backslash escapes', write([header, ...customers, ...quirky], { ...plain, escape: 'backslash', quoteAll: true }), ok([...customers, ...quirky]));
  add('no last newline', base.trimEnd(), ok());
  add('many last newlines', `${base}\n\n\n`, ok());
  add('spaces after the delimiter', write([header, ...customers], { ...plain, delimiter: '; ' }), ok());
  add('spaces around the delimiter', write([header, ...customers], { ...plain, delimiter: ' | ' }), ok());
  add('sep= line', `sep=;\r\n${base}`, ok());
  add('mixed newlines', base.split('\n').map((line, i) => line + (i % 3 === 0 ? '\r\n' : i % 3 === 1 ? '\n' : '\r')).join('').trimEnd(), ok());
  add('end-of-file mark', `${base}\u001a`, ok());
  add('trailing delimiters', base.replaceAll('\n', ';\n'), ok());
  add('trailing delimiters in rows only', base.split('\n').map((line, i) => (i === 0 || line === '' ? line : `${line};`)).join('\n'), ok());
  add('rows of delimiters only', `${base};;;;;\n;;;;;\n`, ok());
  add('spaces between quote and delimiter', base.replaceAll(/(?<=^|;)(León)(?=;)/gm, '"$1"  '), ok());

  // Encodings.
  for (const encoding of ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-15', 'macintosh', 'cp850'] as const) {
    const text = encoding === 'iso-8859-15' ? oneCodePage.replaceAll('0,99', '0,99 €') : oneCodePage;
    const rows = encoding === 'iso-8859-15' ? withoutQuotes.map((row) => row.map((cell) => (cell === '0,99' ? '0,99 €' : cell))) : withoutQuotes;
    add(`encoding ${encoding}`, encodeAs(text, encoding), ok(rows));
    if (encoding.startsWith('utf')) add(`encoding ${encoding} with a byte order mark`, encodeAs(text, encoding, true), ok(rows));
  }
  add('windows-1252 with typographic quotes', encodeAs(base, 'windows-1252'), ok());
  add('ASCII only', asciiOf(base), ok(customers.map((row) => row.map(asciiOf))));
  const broken = encodeAs(write([header, ...Array.from({ length: 8 }, () => customers).flat()], plain), 'utf-8');
  broken[broken.indexOf(0xc3) + 1] = 0x20;
  add('one broken UTF-8 character', broken, ok(Array.from({ length: 8 }, () => customers).flat().slice(1), [[2, 'undecodableBytes']]));

  // Headers and what stands around the table.
  add('no header', write(customers, plain), ok(customers, [], header.map((_, i) => `column ${i + 1}`)));
  add('notes above the header', `Informe de clientes\nGenerado el 3 de mayo de 2024\n\n${base}`, ok());
  add('notes above the header, padded by delimiters', `Informe de clientes;;;;;\n;;;;;\n${base}`, ok());
  add('no header, first row with gaps', `1;;;;;\n${write(customers, plain)}`, ok([['1', '', '', '', '', ''], ...customers], [], header.map((_, i) => `column ${i + 1}`)));
  add('no header, first row cut', `1;Ana\n${write(customers, plain)}`, ok(customers, [[1, 'tooFewCells']], header.map((_, i) => `column ${i + 1}`)));
  add('comment above the header', `# exported by CRM 7\n${base}`, ok());
  add('notes below the table', `${base}\nTotal: 5 clientes\nFin del informe\n`, ok(customers, [[8, 'tooFewCells'], [9, 'tooFewCells']]));
  add('totals below the table', `${base};;;Total;;1696,84\n`, ok([...customers, ['', '', '', 'Total', '', '1696,84']]));
  add('header twice', header.join(';') + '\n' + base, ok(customers, [[2, 'repeatedHeader']]));
  add('header again in the middle', write([header, ...customers.slice(0, 2), header, ...customers.slice(2)], plain), ok(customers, [[4, 'repeatedHeader']]));
  add('header over two rows', `id;nombre;ciudad;email;fecha;importe\n;;;;alta;euros\n${write(customers, plain)}`, ok(customers, [], ['id', 'nombre', 'ciudad', 'email', 'fecha alta', 'importe euros']));
  add('duplicate, empty and dangerous headers', `id;nombre;nombre;;__proto__;constructor\n${write(customers, plain)}`, ok(customers, [], ['id', 'nombre', 'nombre (2)', 'column 4', '__proto__ (column)', 'constructor (column)']));
  add('header shorter than the rows', write([header.slice(0, 5), ...customers], plain), ok(customers, [], [...header.slice(0, 5), 'column 6']));
  add('one row', write([header, customers[0]!], plain), ok(customers.slice(0, 1)));
  add('one column', `nombre\n${customers.map((row) => row[1]).join('\n')}\n`, ok(customers.map((row) => [row[1]!]), [], ['nombre']));
  add('one column of e-mails without header', `${customers.map((row) => row[3]).join('\n')}\n`, ok(customers.map((row) => [row[3]!]), [], ['column 1']));
  add('two columns', `id,nombre\n${customers.map((row) => `${row[0]},${row[1]}`).join('\n')}\n`, ok(customers.map((row) => row.slice(0, 2)), [], ['id', 'nombre']));
  const wide = Array.from({ length: 1000 }, (_, i) => `c${i}`);
  add('1,000 columns', write([wide, wide.map((_, i) => String(i)), wide.map((_, i) => String(i * 2))], plain), ok([wide.map((_, i) => String(i)), wide.map((_, i) => String(i * 2))], [], wide));

  // Rows with faults.
  const lines = base.trimEnd().split('\n');
  const spoil = (at: number, change: (line: string) => string): string => `${lines.map((line, i) => (i === at ? change(line) : line)).join('\n')}\n`;
  const without = (at: number): readonly (readonly string[])[] => customers.filter((_, i) => i !== at - 1);
  for (const at of [1, 3, 5]) {
    add(`a cell missing in row ${at}`, spoil(at, (line) => line.slice(0, line.lastIndexOf(';'))), ok(without(at), [[at + 1, 'tooFewCells']]));
    add(`a cell too many in row ${at}`, spoil(at, (line) => `${line};extra`), ok(without(at), [[at + 1, 'tooManyCells']]));
    add(`another delimiter in row ${at}`, spoil(at, (line) => line.replaceAll(';', '|')), ok(without(at), [[at + 1, 'tooFewCells']]));
    add(`an unclosed quote in row ${at}`, spoil(at, (line) => line.replace(';', ';"')), ok(without(at), [[at + 1, 'unclosedQuote']]));
    add(`a stray quote inside row ${at}`, spoil(at, (line) => line.replace(' ', ' "')), ok(customers.map((row, i) => (i === at - 1 && lines[at]!.includes(' ') ? spoilCell(row) : row))));
    add(`a row cut in two at row ${at}`, spoil(at, (line) => line.replace(';', ';\n')), ok(without(at), [[at + 1, 'tooFewCells'], [at + 2, 'tooFewCells']]));
  }
  add('quotes inside an unquoted cell', spoil(2, (line) => line.replace('José Núñez', 'José "Pepe" Núñez')), ok(customers.map((row, i) => (i === 1 ? row.with(1, 'José "Pepe" Núñez') : row))));
  add('unescaped quotes inside a quoted cell', spoil(2, (line) => line.replace('José Núñez', '"José "Pepe" Núñez"')), ok(customers.map((row, i) => (i === 1 ? row.with(1, 'José "Pepe" Núñez') : row))));
  add('text after the closing quote', spoil(2, (line) => line.replace('José Núñez', '"José" Núñez')), ok(customers.map((row, i) => (i === 1 ? row.with(1, '"José" Núñez') : row))));
  add('unclosed quote in the last row', spoil(5, (line) => line.replace(/;([^;]*)$/, ';"$1')), ok(without(5), [[6, 'unclosedQuote']]));
  add('an unclosed quote before quoted cells', `a,b\n1,"open\n2,"x, y"\n3,"z"\n4,"w"\n`, ok([['2', 'x, y'], ['3', 'z'], ['4', 'w']], [[2, 'unclosedQuote']], ['a', 'b']));
  const long = 'x'.repeat(1024 ** 2 + 1);
  add('a cell over 1 MB', spoil(3, (line) => line.replace('Vic', long)), ok(without(3), [[4, 'cellTooLong']]));
  add('a quoted cell over 1 MB', spoil(3, (line) => line.replace('Vic', `"${long}\n"`)), ok(without(3), [[4, 'cellTooLong']]));
  add('a cell of exactly 1 MB', spoil(3, (line) => line.replace('Vic', long.slice(1))), ok(customers.map((row, i) => (i === 2 ? row.with(2, long.slice(1)) : row))));

  // Values that must come through as they are.
  const payloads = ['<script>alert(1)</script>', '=cmd|\' /C calc\'!A0', '@SUM(1+1)', '+34 600 111 222', '-5', '\u202eoilE\u202c', 'a\u200bb', 'pаypal', '007', '1E5', 'TRUE', 'NULL', '12345678901234567890', '01/02/2026', '{"a": [1, 2]}', '%s%n', '../../etc/passwd', "'; DROP TABLE x; --"];
  add('hostile and fragile values', write([['id', 'value'], ...payloads.map((value, i) => [String(i), value])], { ...plain, quoteAll: true }), ok(payloads.map((value, i) => [String(i), value]), [], ['id', 'value']));
  const oddRows = Array.from({ length: 12 }, (_, row) => ['id', 'a', 'b', 'c'].map((_name, column) => (column === 0 ? `r${row}` : payloads[(row + column * 5) % payloads.length]!)));
  add('nothing but odd values, all in quotes', write([['id', 'nombre', 'notas', 'email'], ...oddRows], { ...plain, delimiter: ',', quoteAll: true }), ok(oddRows, [], ['id', 'nombre', 'notas', 'email']));
  add('a formula that an export neutralised', `id;value\n1;'=1+1\n2;''=x\n3;'abc\n`, ok([['1', '=1+1'], ['2', "'=x"], ['3', "'abc"]], [], ['id', 'value']));

  for (const [name, text, expected] of conformance) add(`conformance: ${name}`, text, ok(expected.slice(1), [], expected[0]!), 'table.csv');
  addPollutions(add);

  // Files that cannot be loaded.
  add('empty', '', refused('emptyFile'));
  add('only newlines', '\r\n\r\n\r\n', refused('emptyFile'));
  add('only a byte order mark', '\ufeff', refused('emptyFile'));
  add('header only', write([header], plain), refused('headerOnly'));
  add('10,000 columns', write([Array.from({ length: 10_000 }, (_, i) => `c${i}`), Array.from({ length: 10_000 }, () => '1')], plain), refused('tooManyColumns'));
  add('a program', Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, ...Array.from({ length: 5000 }, (_, i) => (i * 131) & 255)]), refused('binaryFile'));
  add('an image named .csv', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...Array.from({ length: 500 }, (_, i) => (i * 37) & 255)]), refused('binaryFile'));
  add('noise', Uint8Array.from({ length: 20_000 }, (_, i) => Math.imul(i, 2_654_435_761) >>> 24), refused('binaryFile'));
  add('zeros', new Uint8Array(5000), refused('binaryFile'));
  add('a web page named .xls', '<html><body><table><tr><td>1</td></tr></table></body></html>', refused('unsupportedFormat'), 'clientes.xls');
  add('a damaged Parquet file', 'PAR1 and more', refused('damagedFile'), 'clientes.parquet');
  add('broken JSON', '[{"id": 1, "nombre": "Ana"', refused('noRowsFit'), 'clientes.json');
  add('an archive with a path that escapes', zipSync({ '../clientes.csv': encodeAs(base, 'utf-8') }), refused('archiveUnsafePath'), 'clientes.zip');
  add('an archive', zipSync({ 'clientes.csv': encodeAs(oneCodePage, 'windows-1252') }), ok(withoutQuotes), 'clientes.zip');
  return cases;
}

function spoilCell(row: readonly string[]): readonly string[] {
  const at = row.findIndex((cell) => cell.includes(' '));
  return at < 0 ? row : row.with(at, row[at]!.replace(' ', ' "'));
}

/** What any reader of RFC 4180 has to get right; the first row is the header. */
const conformance: readonly (readonly [name: string, text: string, rows: readonly (readonly string[])[]])[] = [
  ['a comma in quotes', 'nombre,apellido,calle,ciudad,cp\nJuan,Gil,Calle 1,"Vic, BCN",08500\n', [['nombre', 'apellido', 'calle', 'ciudad', 'cp'], ['Juan', 'Gil', 'Calle 1', 'Vic, BCN', '08500']]],
  ['empty cells in quotes', 'a,b,c\n1,"",""\n2,3,4\n', [['a', 'b', 'c'], ['1', '', ''], ['2', '3', '4']]],
  ['empty cells in quotes, CR LF', 'a,b,c\r\n1,"",""\r\n2,3,4\r\n', [['a', 'b', 'c'], ['1', '', ''], ['2', '3', '4']]],
  ['doubled quotes', 'a,b\n1,"él ""dice"" que"\n3,4\n', [['a', 'b'], ['1', 'él "dice" que'], ['3', '4']]],
  ['JSON in a cell', 'k,v\n1,"{""t"": ""Punto"", ""xy"": [2.0, 0.5]}"\n', [['k', 'v'], ['1', '{"t": "Punto", "xy": [2.0, 0.5]}']]],
  ['coordinates in a cell', 'telefono,lugar,ciudad\n600111222,"41.93, 2.25",Vic\n', [['telefono', 'lugar', 'ciudad'], ['600111222', '41.93, 2.25', 'Vic']]],
  ['line ends in quotes', 'a,b,c\n1,2,3\n"Érase \nuna vez",5,6\n7,8,9\n', [['a', 'b', 'c'], ['1', '2', '3'], ['Érase \nuna vez', '5', '6'], ['7', '8', '9']]],
  ['CR LF in quotes', 'a,b,c\r\n1,2,3\r\n"Érase \r\nuna vez",5,6\r\n', [['a', 'b', 'c'], ['1', '2', '3'], ['Érase \r\nuna vez', '5', '6']]],
  ['quotes and line ends', 'a,b\n1,"sí \n""no"" \nsí"\n3,4\n', [['a', 'b'], ['1', 'sí \n"no" \nsí'], ['3', '4']]],
  ['one row of numbers', 'a,b,c\n1,2,3\n', [['a', 'b', 'c'], ['1', '2', '3']]],
  ['letters outside of Latin', 'a,b,c\n1,2,3\n4,5,ʤ日本\n', [['a', 'b', 'c'], ['1', '2', '3'], ['4', '5', 'ʤ日本']]],
  ['words that mean nothing elsewhere', 'a,b,c\n1,NULL,NaN\n', [['a', 'b', 'c'], ['1', 'NULL', 'NaN']]],
  ['only empty quoted cells', 'a,b\n"",""\n', [['a', 'b'], ['', '']]],
  ['blanks before quotes', 'a,b,c\n1, "x, y",3\n4, "z",6\n', [['a', 'b', 'c'], ['1', 'x, y', '3'], ['4', 'z', '6']]],
  ['commas between tabulators', 'a\tb\tc\n1\tx, y\t3\n4\tz, w\t6\n', [['a', 'b', 'c'], ['1', 'x, y', '3'], ['4', 'z, w', '6']]],
  ['comments with commas above', '# informe\n# de hoy, a las dos\na,b,c\n1,2,3\n4,5,6\n', [['a', 'b', 'c'], ['1', '2', '3'], ['4', '5', '6']]],
];

/** One ordinary delivery, spoilt in one way at a time, as systems, spreadsheets and people spoil files. */
function addPollutions(add: (name: string, text: string | Uint8Array, expected: Expected, fileName?: string) => void): void {
  const names = ['FECHA', 'HORA', 'Cantidad', 'PRODUCTO', 'Precio', 'Tipo', 'Texto', 'URL', 'Notas'];
  const rows = Array.from({ length: 60 }, (_, i) => [
    `0${(i % 9) + 1}/${10 + (i % 18)}/2018`, `${String(i % 24).padStart(2, '0')}:0${i % 6}`, String(i * 3 + 1), `P-${1000 + i}`, (i * 7.35).toFixed(2),
    ['Impresora', '3 en 1, LCD', 'Escáner "pro"'][i % 3]!, `Producto número ${i} con ${i % 5} piezas`, `http://www.example.com/p/${i}?a=${i}&b=2`, i % 4 === 0 ? '' : ['bien', 'falta\nrevisar', 'véase, nota'][i % 3]!,
  ]);
  const comma: Style = { delimiter: ',', quote: '"', newline: '\n' };
  const all = [names, ...rows];
  const base = write(all, comma);
  const whole = ok(rows, [], names);
  const put = (name: string, text: string | Uint8Array, expected: Expected = whole): void => add(`pollution: ${name}`, text, expected, 'ventas.csv');
  for (const delimiter of [';', '\t', '|', ' ', ', ', '; ', '^', '~', '&', '::', '§']) put(`delimiter ${JSON.stringify(delimiter)}`, write(all, { ...comma, delimiter }));
  for (const newline of ['\r\n', '\r', '\n\n', '\r\r\n']) put(`line end ${JSON.stringify(newline)}`, write(all, { ...comma, newline }));
  put('single quotes', write(all, { ...comma, quote: "'" }));
  put('everything quoted', write(all, { ...comma, quoteAll: true }));
  put('backslash before quotes', all.map((row) => `${row.map((cell) => (/[,"\n]/.test(cell) ? `"${cell.replaceAll('"', '\\"')}"` : cell)).join(',')}\n`).join(''));
  put('no header', write(rows, comma), ok(rows, [], names.map((_, i) => `column ${i + 1}`)));
  put('the header twice', write([names, ...all], comma), ok(rows, [[2, 'repeatedHeader']], names));
  put('lines above', `Informe de ventas\nHecho el 1 de enero\n\n${base}`);
  put('lines with commas above', `Ventas, S.A.: informe\nHecho, por el sistema,el 1 de enero\n\n${base}`);
  put('padded lines above', `Informe${','.repeat(8)}\n${','.repeat(8)}\n${base}`);
  put('empty lines above', `\n\n\n${base}`);
  put('an empty line after each', all.map((row) => `${write([row], comma)}\n`).join(''));
  put('no last line end', base.trimEnd());
  put('a byte order mark', `\ufeff${base}`);
  put('UTF-16', encodeAs(base, 'utf-16le', true));
  put('Windows-1252', encodeAs(base, 'windows-1252'));
  put('two columns', write(all.map((row) => row.slice(0, 2)), comma), ok(rows.map((row) => row.slice(0, 2)), [], names.slice(0, 2)));
  put('one column of sentences', write(all.map((row) => row.slice(6, 7)), comma), ok(rows.map((row) => row.slice(6, 7)), [], names.slice(6, 7)));
  put('one row', write(all.slice(0, 2), comma), ok(rows.slice(0, 1), [], names));
  put('a header twice in the header', write([names.with(1, 'FECHA'), ...rows], comma), ok(rows, [], names.with(1, 'FECHA (2)')));
  // A row is spoilt: it is set aside or mended, and no other row with it.
  const plainRows = rows.slice(0, 20).map((row) => row.with(5, 'Impresora').with(8, 'x'));
  const lines = write([names, ...plainRows], comma).trimEnd().split('\n');
  const spoil = (name: string, change: (line: string) => string, quarantined: readonly (readonly [number, string])[]): void =>
    put(name, `${lines.map((line, i) => (i === 5 ? change(line) : line)).join('\n')}\n`, ok(quarantined.length === 0 ? plainRows : plainRows.filter((_, i) => i !== 4), quarantined, names));
  spoil('delimiters at the end of one row', (line) => `${line},,`, []);
  spoil('a delimiter too many in one row', (line) => line.replace(',', ',,'), [[6, 'tooManyCells']]);
  spoil('a delimiter too few in one row', (line) => line.slice(0, line.lastIndexOf(',')), [[6, 'tooFewCells']]);
  spoil('another delimiter in one row', (line) => line.replaceAll(',', ';'), [[6, 'tooFewCells']]);
  spoil('a quote that never closes in one row', (line) => line.replace(/,x$/, ',"x'), [[6, 'unclosedQuote']]);
  spoil('one row in quotes', (line) => line.split(',').map((cell) => `"${cell}"`).join(','), []);
  put('a second table below', `${write([names, ...plainRows], comma)}\n\nNombre,Puntos\na,1\n`, ok(plainRows, [[24, 'tooFewCells'], [25, 'tooFewCells']], names));
  put('notes below', `${write([names, ...plainRows], comma)}\nFuente: el sistema\n`, ok(plainRows, [[23, 'tooFewCells']], names));
}
