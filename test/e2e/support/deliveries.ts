// Two deliveries that the tests write themselves, with all that is known about them: an English one and a Spanish one.
import { seededRandom, pick, randomInteger, type Random } from '../../../shared/kernel/random.ts';
import { encodeAs } from '../../support/corpus.ts';

export type Row = readonly string[];
export type Delivery = {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly encoding: string;
  readonly delimiter: ',' | ';';
  readonly columns: readonly string[];
  /** The field that each column is to end up in after the test's one change; null for a column left out. */
  readonly fields: readonly (string | null)[];
  /** What the test changes of the proposed mapping. */
  readonly change: { readonly column: string; readonly to: 'category' | null };
  /** Rows that can be loaded, as delivered. */
  readonly rows: readonly Row[];
  /** Lines that have to be set aside: their number and the reason. */
  readonly broken: readonly { readonly line: number; readonly reason: 'tooFewCells' | 'tooManyCells' | 'unclosedQuote' }[];
  /** Customers that stand in it twice, by the name that leads the group. The first one's surname differs, and this field. */
  readonly twice: readonly { readonly name: string; readonly rows: readonly [number, number]; readonly differs: 'phone' | 'email' }[];
  /** Ids of records that are stale by their dates. */
  readonly stale: readonly string[];
};

const dayMs = 86_400_000;

function dateAt(today: Date, daysAgo: number, form: 'iso' | 'es'): string {
  const [year, month, day] = new Date(today.getTime() - daysAgo * dayMs).toISOString().slice(0, 10).split('-');
  return form === 'iso' ? `${year}-${month}-${day}` : `${day}/${month}/${year}`;
}

const english = {
  given: ['Oliver', 'Amelia', 'Harriet', 'George', 'Isla', 'Arthur', 'Freya', 'Edward', 'Matilda', 'Stanley', 'Beatrice', 'Rupert', 'Eleanor', 'Clive', 'Imogen'],
  surnames: ['Blackwood', 'Pemberton', 'Hargreaves', 'Winslow', 'Cartwright', 'Ellington', 'Stockdale', 'Merriweather', 'Holloway', 'Kingsley', 'Penhaligon', 'Redgrave', 'Thornbury', 'Wetherby', 'Ormsby', 'Lockwood', 'Fanshawe', 'Dunmore'],
  streets: ['Mill Lane', 'Church Street', 'Victoria Road', 'Station Approach', 'Queens Avenue', 'Orchard Close', 'Bridge Street', 'Park View'],
  cities: [['Bristol', 'BS1 4DJ'], ['Leeds', 'LS2 7EW'], ['York', 'YO1 9QL'], ['Bath', 'BA2 6PT'], ['Oxford', 'OX1 3PW'], ['Norwich', 'NR3 1AU']],
} as const;

const spanish = {
  given: ['María', 'José', 'Lucía', 'Álvaro', 'Núria', 'Iñaki', 'Concepción', 'Andrés', 'Sofía', 'Óscar', 'Inés', 'Jesús', 'Belén', 'Raúl', 'Mónica'],
  surnames: ['Núñez', 'García', 'Ibáñez', 'Muñoz', 'Peña', 'Cañizares', 'Güell', 'Sánchez', 'Ordóñez', 'Márquez', 'Larrañaga', 'Ruiz', 'Castaño', 'Domínguez', 'Briñas', 'Quiñones', 'Zúñiga'],
  streets: ['Calle Mayor', 'Avenida de la Constitución', 'Plaza de España', 'Paseo de la Castellana', 'Camino Viñas', 'Ronda de Levante'],
  cities: [['León', '24001'], ['Cádiz', '11003'], ['Málaga', '29005'], ['A Coruña', '15002'], ['Logroño', '26001'], ['Jaén', '23007']],
} as const;

/** The letter of a DNI from its eight digits. */
const dniOf = (digits: number): string => `${String(digits).padStart(8, '0')}${'TRWAGMYFPDXBNJZSQVHLCKE'[digits % 23]}`;

/** Every combination of names once, in a mixed order. */
function mixedNames(random: Random, given: readonly string[], surnames: readonly string[]): [string, string][] {
  const all = given.flatMap((name) => surnames.map((surname): [string, string] => [name, surname]));
  for (let at = all.length - 1; at > 0; at--) {
    const other = randomInteger(random, at + 1);
    [all[at], all[other]] = [all[other]!, all[at]!];
  }
  return all;
}

const plainLetters = (text: string) => text.normalize('NFD').replaceAll(/[^a-zA-Z]/g, '').toLowerCase();

/** UTF-8 with commas; a remark with a quote, a comma and a line break; a cell that looks like a formula. */
export function englishDelivery(today: Date): Delivery {
  const random = seededRandom(7);
  const columns = ['customer_id', 'first_name', 'last_name', 'email', 'phone', 'street', 'city', 'postcode', 'date_of_birth', 'last_contact', 'remarks', 'xk_4'];
  const fields = ['customerId', 'givenName', 'surname', 'email', 'phone', 'street', 'city', 'postcode', 'birthDate', 'lastContactOn', 'notes', 'category'];
  const rows: string[][] = mixedNames(random, english.given, english.surnames)
    .slice(0, 72)
    .map(([given, surname], index) => {
      const [city, postcode] = pick(random, english.cities);
      return [
        `C${String(index + 1).padStart(4, '0')}`,
        given,
        surname,
        `${plainLetters(given)}.${plainLetters(surname)}@example.com`,
        `01${200 + randomInteger(random, 700)} ${100_000 + randomInteger(random, 899_999)}`,
        `${1 + randomInteger(random, 180)} ${pick(random, english.streets)}`,
        city,
        postcode,
        `${1940 + randomInteger(random, 60)}-${String(1 + randomInteger(random, 12)).padStart(2, '0')}-${String(13 + randomInteger(random, 15))}`,
        dateAt(today, 5 + randomInteger(random, 200), 'iso'),
        '',
        pick(random, ['gold', 'silver', 'basic']),
      ];
    });
  const put = (at: number, values: Readonly<Record<string, string>>) => Object.entries(values).forEach(([column, value]) => (rows[at]![columns.indexOf(column)] = value));
  put(3, { remarks: 'Says "call me back",\nthen hangs up' });
  put(4, { remarks: '=1+1' });
  put(5, { customer_id: '0000123', remarks: '  two spaces before' });
  // Last heard of more than ten years ago.
  put(6, { last_contact: dateAt(today, 4_200, 'iso') });
  const wilhelmina = { first_name: 'Wilhelmina', last_name: 'Ashdown', email: 'wilhelmina.ashdown@example.com', phone: '01632 960413', street: '14 Tanners Row', city: 'Ludlow', postcode: 'SY8 1PG', date_of_birth: '1957-06-23' };
  const cornelius = { first_name: 'Cornelius', last_name: 'Fairweather', email: 'c.fairweather@example.com', phone: '01632 960522', street: '3 Quarry Bank', city: 'Whitby', postcode: 'YO21 3PU', date_of_birth: '1961-11-30' };
  put(10, { ...wilhelmina, last_contact: dateAt(today, 300, 'iso') });
  put(44, { ...wilhelmina, last_name: 'Ashdwon', phone: '01632 960414', street: '14 Tanner’s Row', last_contact: dateAt(today, 12, 'iso') });
  put(20, { ...cornelius });
  put(61, { ...cornelius, email: 'cornelius@example.org', last_name: 'Fairwether' });
  const lines = [columns.join(','), ...rows.map((row) => row.map(quoteComma).join(','))];
  lines.splice(31, 0, 'C9001,Too,Few');
  lines.splice(51, 0, `C9002,${'x,'.repeat(12)}x`);
  return {
    fileName: 'customers.csv',
    bytes: encodeAs(`${lines.join('\r\n')}\r\n`, 'utf-8'),
    encoding: 'utf-8',
    delimiter: ',',
    columns,
    fields,
    change: { column: 'xk_4', to: 'category' },
    rows,
    // The remark with a line break takes one line more than its row.
    broken: [
      { line: 33, reason: 'tooFewCells' },
      { line: 53, reason: 'tooManyCells' },
    ],
    twice: [
      { name: 'Wilhelmina Ashdown', rows: [10, 44], differs: 'phone' },
      { name: 'Cornelius Fairweather', rows: [20, 61], differs: 'email' },
    ],
    stale: [rows[6]![0]!],
  };
}

function quoteComma(cell: string): string {
  return /[",\n]/.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Windows-1252 with semicolons, day before month; the last line opens a quotation mark that is never closed. */
export function spanishDelivery(today: Date): Delivery {
  const random = seededRandom(11);
  const columns = ['Código', 'Nombre', 'Primer apellido', 'Segundo apellido', 'NIF', 'Correo electrónico', 'Teléfono', 'Dirección', 'Localidad', 'Código postal', 'Fecha de nacimiento', 'Último contacto', 'Ref. interna'];
  const fields = ['customerId', 'givenName', 'surname', 'surname2', 'taxId', 'email', 'phone', 'address', 'city', 'postcode', 'birthDate', 'lastContactOn', null];
  const rows: string[][] = mixedNames(random, spanish.given, spanish.surnames)
    .slice(0, 64)
    .map(([given, surname], index) => {
      const [city, postcode] = pick(random, spanish.cities);
      return [
        String(5001 + index),
        given,
        surname,
        pick(random, spanish.surnames),
        dniOf(10_000_000 + randomInteger(random, 60_000_000)),
        `${plainLetters(given)}.${plainLetters(surname)}@example.es`,
        `+34 6${String(randomInteger(random, 100_000_000)).padStart(8, '0')}`,
        `${pick(random, spanish.streets)}, ${1 + randomInteger(random, 90)}`,
        city,
        postcode,
        `${String(13 + randomInteger(random, 15))}/${String(1 + randomInteger(random, 12)).padStart(2, '0')}/${1945 + randomInteger(random, 55)}`,
        dateAt(today, 5 + randomInteger(random, 200), 'es'),
        `R-${String(randomInteger(random, 100_000)).padStart(5, '0')}`,
      ];
    });
  const put = (at: number, values: Readonly<Record<string, string>>) => Object.entries(values).forEach(([column, value]) => (rows[at]![columns.indexOf(column)] = value));
  const begoña = { Nombre: 'Begoña', 'Primer apellido': 'Echeverría', 'Segundo apellido': 'Goñi', NIF: dniOf(71_234_567), 'Correo electrónico': 'bego.echeverria@example.es', Teléfono: '+34 612345098', Dirección: 'Calle Estafeta, 21', Localidad: 'Pamplona', 'Código postal': '31001', 'Fecha de nacimiento': '17/04/1972' };
  const íñigo = { Nombre: 'Íñigo', 'Primer apellido': 'Zubizarreta', 'Segundo apellido': 'Otaño', NIF: dniOf(72_345_678), 'Correo electrónico': 'inigo.z@example.es', Teléfono: '+34 678901234', Dirección: 'Avenida Sabino Arana, 8', Localidad: 'Bilbao', 'Código postal': '48011', 'Fecha de nacimiento': '25/12/1969' };
  put(8, begoña);
  put(37, { ...begoña, Nombre: 'Begona', 'Primer apellido': 'Echeverria', 'Correo electrónico': 'begona@example.net' });
  put(15, íñigo);
  put(50, { ...íñigo, Nombre: 'Iñigo', Teléfono: '', Dirección: 'Avda. Sabino Arana 8' });
  put(22, { 'Último contacto': dateAt(today, 4_500, 'es') });
  const lines = [columns.join(';'), ...rows.map((row) => row.join(';'))];
  lines.splice(25, 0, '9901;Demasiado;Corta');
  lines.push(`9902;"Sin cerrar;${'x;'.repeat(10)}x`);
  return {
    fileName: 'clientes.csv',
    bytes: encodeAs(`${lines.join('\r\n')}\r\n`, 'windows-1252'),
    encoding: 'windows-1252',
    delimiter: ';',
    columns,
    fields,
    change: { column: 'Ref. interna', to: null },
    rows,
    broken: [
      { line: 26, reason: 'tooFewCells' },
      { line: 67, reason: 'unclosedQuote' },
    ],
    twice: [
      { name: 'Begoña Echeverría', rows: [8, 37], differs: 'email' },
      { name: 'Íñigo Zubizarreta', rows: [15, 50], differs: 'phone' },
    ],
    stale: [rows[22]![0]!],
  };
}
