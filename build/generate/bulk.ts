// Writes one large customer file of 14 columns with planted duplicates, and the truth beside it, in bounded memory.
//
// Every row is a function of (seed, rows, row number): a row number is scattered to a slot, a slot names a
// true customer, and the customer is invented anew from its own seed. So nothing is kept between rows.
import { pick, randomInteger, seededRandom, type Random } from '../../shared/kernel/random.ts';
import { csvCell } from './csv.ts';
import {
  addressLine,
  drawAddress,
  drawBirthDay,
  drawBriton,
  drawCompany,
  drawLandline,
  drawSpaniard,
  drawSpanishGiven,
  mobileOf,
  nifNumber,
  type Customer,
} from './customers.ts';
import { isoDate, partsOf, spanishDate, epochDayOf, type DateParts } from './dates.ts';
import { abbreviatedType, digitSlip, dropAccents, emailTypo, otherLegalForm, shortForm, soundAlike, spanishPhone, toAscii, typo } from './errors.ts';
import { mojibake } from './csv.ts';
import { townVariants } from './words/places.ts';
import { nifOf } from './ids.ts';

export type BulkOptions = {
  /** 1 to 10,000,000. */
  readonly rows: number;
  readonly seed: number;
  readonly language: 'es' | 'en';
};

export const bulkHeaders: Readonly<Record<'es' | 'en', readonly string[]>> = {
  en: ['customer_id', 'given_name', 'surname1', 'surname2', 'company', 'tax_id', 'email', 'phone', 'address', 'postcode', 'city', 'province', 'birth_date', 'updated_on'],
  es: ['id_cliente', 'nombre', 'apellido1', 'apellido2', 'empresa', 'nif', 'correo_electronico', 'telefono', 'direccion', 'codigo_postal', 'poblacion', 'provincia', 'fecha_nacimiento', 'fecha_modificacion'],
};

export const bulkDelimiter: Readonly<Record<'es' | 'en', string>> = { en: ',', es: ';' };

/** Distinct true customers per row; the other rows repeat one of them. */
const CUSTOMERS_PER_ROW = 0.72;
const RARE_SURNAMES = 0.22;
const LAST_DAY = epochDayOf(2026, 10, 1);

/** Which true customer, from 0 on, stands in which row, and whether the row is a repetition. */
export type RowPlan = { readonly customer: (row: number) => number; readonly isRepetition: (row: number) => boolean; readonly customers: number };

export function planRows({ rows, seed }: Pick<BulkOptions, 'rows' | 'seed'>): RowPlan {
  const customers = Math.max(1, Math.floor(rows * CUSTOMERS_PER_ROW));
  let step = Math.max(1, Math.floor(rows * 0.618_034));
  while (commonDivisor(step, rows) !== 1) step++;
  const shift = mix(seed, 7) % rows;
  const slotOf = (row: number): number => (row * step + shift) % rows;
  return {
    customers,
    customer: (row) => {
      const slot = slotOf(row);
      return slot < customers ? slot : mix(slot, seed) % customers;
    },
    isRepetition: (row) => slotOf(row) >= customers,
  };
}

function commonDivisor(left: number, right: number): number {
  return right === 0 ? left : commonDivisor(right, left % right);
}

/** Two integers to one of 32 bits, well mixed (murmur3's finaliser). */
function mix(value: number, salt: number): number {
  let h = (Math.imul(value + 0x9e3779b9, 0x85ebca6b) ^ Math.imul(salt + 0x7f4a7c15, 0xc2b2ae35)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** True customer number `customer`, the same every time. Every fourth-wise block may be one family. */
export function bulkCustomer(customer: number, seed: number): Customer {
  const block = customer >> 2;
  const place = customer & 3;
  const random = seededRandom(mix(customer, seed));
  const family = seededRandom(mix(block, seed ^ 0x5bd1e995));
  const kind = family();
  if (kind < 0.1) return relative(family, random, block, place);
  if (kind < 0.115) return branch(family, random, customer);
  const dice = random();
  if (dice < 0.12) return drawCompany(random, customer % 9_000_000);
  if (dice < 0.16) return drawBriton(random, customer);
  return drawSpaniard(random, customer, RARE_SURNAMES);
}

// Places 0 and 1 are spouses that share a line, 2 is a child of theirs, 3 a son named like his father.
function relative(family: Random, random: Random, block: number, place: number): Customer {
  const first = drawSpaniard(family, block * 4, RARE_SURNAMES);
  const second = drawSpaniard(family, block * 4 + 1, RARE_SURNAMES);
  const landline = drawLandline(family, first.address.postcode.slice(0, 2));
  if (place === 0) return { ...first, phone: landline };
  if (place === 1) return { ...second, address: first.address, phone: landline, email: block % 3 === 0 ? first.email : second.email };
  const own = drawSpaniard(random, block * 4 + place, RARE_SURNAMES);
  return {
    ...own,
    given: place === 3 ? first.given : drawSpanishGiven(random, own.gender === '' ? 'F' : own.gender),
    gender: place === 3 ? first.gender : own.gender,
    surname: first.surname,
    surname2: place === 3 ? first.surname2 : second.surname,
    address: first.address,
    phone: random() < 0.5 ? landline : own.phone,
    birthDay: (first.birthDay ?? 0) + 9800 + randomInteger(random, 3000),
    taxId: nifOf(nifNumber(block * 4 + place)),
  };
}

// Four shops under one name: franchises, each its own firm.
function branch(family: Random, random: Random, customer: number): Customer {
  const chain = drawCompany(family, customer >> 2);
  const address = drawAddress(random);
  return { ...drawCompany(random, customer % 9_000_000), company: chain.company, legalForm: chain.legalForm, address, phone: drawLandline(random, address.postcode.slice(0, 2)), email: chain.email };
}

type Cells = {
  given: string;
  surname: string;
  surname2: string;
  company: string;
  taxId: string;
  email: string;
  phone: string;
  address: string;
  postcode: string;
  city: string;
  province: string;
  birth: DateParts | undefined;
};

/** The line of a row, without its line break. */
export function bulkLine(plan: RowPlan, options: BulkOptions, row: number): string {
  const truth = bulkCustomer(plan.customer(row), options.seed);
  const random = seededRandom(mix(row, options.seed ^ 0x2545f491));
  const cells: Cells = {
    given: truth.given,
    surname: truth.surname,
    surname2: truth.surname2,
    company: truth.company === '' ? '' : `${truth.company} ${truth.legalForm}`,
    taxId: truth.taxId,
    email: truth.email,
    phone: truth.address.country === 'España' ? (random() < 0.6 ? truth.phone : spanishPhone(random, truth.phone)) : `+${truth.address.country === 'Ireland' ? '353' : '44'} ${truth.phone}`,
    address: addressLine(truth.address),
    postcode: truth.address.postcode,
    city: truth.address.city,
    province: truth.address.province,
    birth: truth.birthDay === undefined ? undefined : partsOf(truth.birthDay),
  };
  if (random() < 0.1) cells.email = '';
  if (random() < 0.12) cells.phone = '';
  if (random() < 0.18) cells.taxId = '';
  if (random() < 0.25) cells.birth = undefined;
  if (plan.isRepetition(row)) {
    const changes = 1 + randomInteger(random, 3);
    for (let i = 0; i < changes; i++) change(random, cells, truth);
  } else if (random() < 0.08) change(random, cells, truth);
  const writeDate = options.language === 'es' ? spanishDate : isoDate;
  const updated = partsOf(LAST_DAY - Math.floor(random() ** 2.2 * 4300));
  const delimiter = bulkDelimiter[options.language];
  const birth = cells.birth === undefined ? '' : writeDate(cells.birth);
  return `C${String(row + 1).padStart(7, '0')}${delimiter}${csvCell(cells.given, delimiter)}${delimiter}${csvCell(cells.surname, delimiter)}${delimiter}${csvCell(cells.surname2, delimiter)}${delimiter}${csvCell(cells.company, delimiter)}${delimiter}${cells.taxId}${delimiter}${csvCell(cells.email, delimiter)}${delimiter}${csvCell(cells.phone, delimiter)}${delimiter}${csvCell(cells.address, delimiter)}${delimiter}${cells.postcode}${delimiter}${csvCell(cells.city, delimiter)}${delimiter}${csvCell(cells.province, delimiter)}${delimiter}${birth}${delimiter}${writeDate(updated)}`;
}

function change(random: Random, cells: Cells, truth: Customer): void {
  const person = truth.kind === 'person';
  switch (randomInteger(random, 17)) {
    case 0:
    case 1:
      if (person) cells.surname = soundAlike(random, cells.surname) ?? typo(random, cells.surname);
      else cells.company = typo(random, cells.company);
      return;
    case 2:
      if (person) cells.given = shortForm(random, truth.given) ?? typo(random, cells.given);
      else cells.company = `${truth.company} ${otherLegalForm(random, truth.legalForm)}`;
      return;
    case 3:
      cells.surname2 = '';
      return;
    case 4:
      if (cells.surname2 !== '') [cells.surname, cells.surname2] = [cells.surname2, cells.surname];
      return;
    case 5:
      for (const key of ['given', 'surname', 'surname2', 'company', 'address', 'city'] as const) cells[key] = toAscii(cells[key]).toUpperCase();
      return;
    case 6:
      for (const key of ['given', 'surname', 'surname2', 'company', 'address'] as const) cells[key] = dropAccents(cells[key]);
      return;
    case 7:
      for (const key of ['given', 'surname', 'surname2', 'company', 'address', 'city', 'province'] as const) cells[key] = mojibake(cells[key]);
      return;
    case 8:
      cells.address = addressLine(truth.address, abbreviatedType(random, truth.address) ?? truth.address.type);
      return;
    case 9:
      if (truth.address.country === 'España') {
        const moved = drawAddress(random);
        cells.address = addressLine(moved);
        cells.postcode = moved.postcode;
        cells.city = moved.city;
        cells.province = moved.province;
      }
      return;
    case 10:
      cells.postcode = cells.postcode.replace(/^0/, '');
      cells.taxId = cells.taxId.replace(/^0+(?=\d)/, '');
      return;
    case 11:
      cells.taxId = random() < 0.5 && person ? cells.taxId.replace(/[A-Z]$/, '') : cells.taxId.length > 4 ? digitSlip(random, cells.taxId) : '';
      return;
    case 12:
      if (cells.email !== '') cells.email = emailTypo(random, cells.email);
      return;
    case 13:
      cells.email = person ? `${truth.given.split(' ')[0]!.toLowerCase().normalize('NFD').replaceAll(/[^a-z]/g, '')}${randomInteger(random, 100_000)}@${pick(random, ['gmail.com', 'outlook.es', 'yahoo.es'])}` : cells.email;
      return;
    case 14:
      cells.phone = truth.address.country === 'España' && random() < 0.6 ? mobileOf(35_000_000 + randomInteger(random, 4_000_000)) : '';
      return;
    case 15:
      if (cells.birth !== undefined && cells.birth.day <= 12) cells.birth = { year: cells.birth.year, month: cells.birth.day, day: cells.birth.month };
      else cells.birth = person ? partsOf(drawBirthDay(random)) : undefined;
      return;
    default:
      cells.city = pick(random, townVariants[cells.city] ?? [cells.city.toUpperCase()]);
  }
}

/** All rows as pieces of text of about 1 MiB, header first. */
export function* bulkText(options: BulkOptions): Generator<string> {
  const plan = planRows(options);
  let text = `${bulkHeaders[options.language].join(bulkDelimiter[options.language])}\n`;
  for (let row = 0; row < options.rows; row++) {
    text += `${bulkLine(plan, options, row)}\n`;
    if (text.length > 1 << 20) {
      yield text;
      text = '';
    }
  }
  yield text;
}

/** The truth: row number (from 1, header not counted) and its true customer. */
export function* bulkTruth(options: BulkOptions): Generator<string> {
  const plan = planRows(options);
  let text = 'row,customer\n';
  for (let row = 0; row < options.rows; row++) {
    text += `${row + 1},${plan.customer(row)}\n`;
    if (text.length > 1 << 20) {
      yield text;
      text = '';
    }
  }
  yield text;
}
