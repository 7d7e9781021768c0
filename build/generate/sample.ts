// Composes the bundled sample: about 3,000 rows of three source systems with planted problems and the truth about each row.
// Over 300 lines because the traps are written out one by one.
import { pick, randomInteger, seededRandom, type Random } from '../../shared/kernel/random.ts';
import { csvLine, windows1252 } from './csv.ts';
import {
  drawAddress,
  drawBriton,
  drawCompany,
  drawEmail,
  drawForeignCompany,
  drawLandline,
  drawSpaniard,
  drawSpanishGiven,
  type Customer,
} from './customers.ts';
import { epochDayOf, partsOf } from './dates.ts';
import { duplicateChanges, staleProblems, valueProblems, type Change, type Draft, type Source } from './drafts.ts';
import { spanishPhone } from './errors.ts';
import { nifOf } from './ids.ts';
import { habitualAddress, sourceLayouts } from './sources.ts';
import { hyphenSurnames, particleSurnames } from './words/spanishSurnames.ts';

/** The day that the three exports were made; ages of the sample's facts are counted to it. */
export const sampleDay = epochDayOf(2026, 10, 1);

const SEED = 20_261_001;
const DUPLICATES_PER_KIND = 9;
const TRAPS_PER_KIND = 7;
const VALUES_PER_KIND = 6;
const STALE_PER_KIND = 26;
const ROWS: Readonly<Record<Source, number>> = { crm: 1200, facturacion: 1000, 'tienda-online': 850 };
const sources: readonly Source[] = ['crm', 'facturacion', 'tienda-online'];

export type TruthRow = {
  readonly source: Source;
  /** The line of the file, from 1, that the row begins on; the header is line 1. */
  readonly line: number;
  /** The key in the row's first column, unique within its source. */
  readonly key: string;
  readonly customer: number;
  /** Rows of one trap share a name; '' for none. */
  readonly trap: string;
  /** Kinds of problem planted in this row. */
  readonly problems: readonly string[];
};

export type BrokenRow = { readonly source: Source; readonly line: number; readonly reason: 'tooFewCells' | 'tooManyCells' | 'unclosedQuote' };

export type Sample = {
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly truth: readonly TruthRow[];
  readonly broken: readonly BrokenRow[];
};

type Writer = { readonly random: Random; readonly drafts: Draft[]; next: number };

/** The whole sample; the same bytes every time. */
export function composeSample(): Sample {
  const writer: Writer = { random: seededRandom(SEED), drafts: [], next: 1 };
  plantDuplicates(writer);
  for (let i = 0; i < TRAPS_PER_KIND; i++) for (const trap of traps) trap(writer, i);
  plantValues(writer);
  plantStale(writer);
  fill(writer);
  return layOut(writer);
}

function anyCustomer(writer: Writer): Customer {
  const { random } = writer;
  // A step beyond 10,000 keeps the numbers in mail addresses apart.
  const unique = writer.next * 7 + 1000;
  const dice = random();
  if (dice < 0.6) {
    const person = drawSpaniard(random, unique, 0.15);
    const rare = random();
    if (rare < 0.04) return { ...person, surname: pick(random, particleSurnames) };
    if (rare < 0.05) return { ...person, surname: pick(random, hyphenSurnames) };
    // Tax ids and postcodes that begin with zero are what gets lost, so they must be there.
    if (rare < 0.12) return { ...person, taxId: nifOf(900_000 + unique * 41) };
    return person;
  }
  if (dice < 0.78) return drawBriton(random, unique);
  if (dice < 0.95) return drawCompany(random, unique);
  return drawForeignCompany(random);
}

function write(writer: Writer, source: Source, customer: number, truth: Customer): Draft {
  const { random } = writer;
  const recent = (days: number): number => sampleDay - 5 - randomInteger(random, days);
  const createdOn = sampleDay - 450 - randomInteger(random, 3400);
  const updatedOn = recent(400);
  const crm = source === 'crm';
  const consents = source !== 'facturacion' && random() < 0.55;
  const draft: Draft = {
    source,
    customer,
    truth,
    problems: [],
    trap: '',
    given: truth.given,
    surname: truth.surname,
    surname2: truth.surname2,
    company: truth.company === '' ? '' : `${truth.company} ${truth.legalForm}`,
    taxId: truth.taxId,
    email: truth.email,
    phone: phoneOf(writer, truth, source),
    address: truth.address,
    addressText: '',
    postcode: truth.address.postcode,
    city: truth.address.city,
    province: truth.address.province,
    country: truth.address.country,
    birth: truth.birthDay === undefined ? undefined : partsOf(truth.birthDay),
    birthText: undefined,
    iban: truth.iban,
    createdOn,
    updatedOn,
    verifiedOn: crm && random() < 0.7 ? recent(420) : undefined,
    lastContactOn: crm ? recent(330) : undefined,
    lastPurchaseOn: crm ? undefined : recent(500),
    consentOn: consents ? recent(600) : undefined,
    consents,
    bounced: false,
    amount: Math.round(20 * Math.exp(random() * 6) + random() * 100) + randomInteger(random, 100) / 100,
    orders: 1 + Math.floor(random() ** 2 * 30),
    notes: random() < 0.06 ? pick(random, truth.language === 'es' ? notesSpanish : notesEnglish) : '',
    givenFirst: false,
  };
  draft.addressText = habitualAddress(draft);
  if (random() < 0.06) draft.email = '';
  if (random() < 0.07) draft.phone = '';
  if (random() < (source === 'facturacion' ? 0.04 : 0.3)) draft.taxId = '';
  if (random() < 0.2) draft.birth = undefined;
  writer.drafts.push(draft);
  return draft;
}

const notesSpanish = ['Cliente desde la feria de Zaragoza', 'No llamar por la mañana', 'Factura electrónica', 'Pendiente de devolución', 'Habla con Marisa', 'Pide presupuesto; esperar'];
const notesEnglish = ['Met at the spring fair', 'Prefers e-mail', 'Asked for a quote', 'Has moved twice', 'Do not call before 10'];

function phoneOf({ random }: Writer, truth: Customer, source: Source): string {
  if (truth.address.country !== 'España') return `${source === 'facturacion' ? '00' : '+'}${truth.address.country === 'Ireland' ? '353' : '44'}${source === 'crm' ? ' ' : ''}${truth.phone}`;
  if (source === 'crm') return `+34 ${truth.phone}`;
  return random() < 0.85 ? truth.phone : spanishPhone(random, truth.phone);
}

function otherSource(random: Random, source: Source): Source {
  return random() < 0.3 ? source : pick(random, sources.filter((other) => other !== source));
}

function plantDuplicates(writer: Writer): void {
  const { random } = writer;
  for (const [kind, change] of Object.entries(duplicateChanges)) {
    for (let i = 0; i < DUPLICATES_PER_KIND; i++) {
      const second = pick(random, change.sources ?? sources);
      const truth = customerThat(writer, change.fits, kind);
      const customer = writer.next++;
      write(writer, kind === 'exactCopy' ? second : otherSource(random, second), customer, truth);
      const copy = write(writer, second, customer, truth);
      if (kind === 'exactCopy') {
        const original = writer.drafts.at(-2) as Draft;
        Object.assign(copy, { ...original, problems: [] });
      } else if (kind === 'swappedDayMonth' || kind === 'twoDigitYear' || kind === 'birthYearSlip') copy.birth = partsOf(truth.birthDay as number);
      else restore(copy);
      change.apply(random, copy);
      copy.problems.push(kind);
    }
  }
}

// A change must show, so the cells that it works on are not left empty.
function restore(draft: Draft): void {
  const { truth } = draft;
  draft.taxId = truth.taxId;
  if (draft.email === '') draft.email = truth.email;
  if (draft.phone === '') draft.phone = truth.phone;
}

function customerThat(writer: Writer, fits: (truth: Customer) => boolean, kind: string): Customer {
  for (let attempt = 0; attempt < 20_000; attempt++) {
    const truth = anyCustomer(writer);
    if (fits(truth)) return truth;
  }
  throw new Error(`no customer fits ${kind}`);
}

type Trap = (writer: Writer, index: number) => void;

function plantTrap(writer: Writer, name: string, members: readonly Customer[], twice: boolean): void {
  const { random } = writer;
  const source = pick(random, sources);
  for (const truth of members) {
    const customer = writer.next++;
    const first = write(writer, random() < 0.6 ? source : otherSource(random, source), customer, truth);
    first.trap = name;
    restore(first);
    if (!twice || random() < 0.5) continue;
    const second = write(writer, otherSource(random, first.source), customer, truth);
    second.trap = name;
  }
}

function person(writer: Writer): Customer {
  return { ...drawSpaniard(writer.random, writer.next * 7 + 1000, 0.1) };
}

/** The same person under another name, the mail address following the name. */
function renamed({ random, next }: Writer, truth: Customer, given: string, gender: 'M' | 'F', surname: string, surname2: string): Customer {
  return { ...truth, given, gender, surname, surname2, email: drawEmail(random, given, surname, next * 7 + 2000) };
}

function otherGiven(random: Random, gender: 'M' | 'F', not: string): string {
  let given = drawSpanishGiven(random, gender);
  while (given === not) given = drawSpanishGiven(random, gender);
  return given;
}

/** Pairs and groups that look like one customer and are not. */
const traps: readonly Trap[] = [
  function siblings(writer, index) {
    const { random } = writer;
    const first = person(writer);
    const home = drawLandline(random, first.address.postcode.slice(0, 2));
    writer.next++;
    const others = Array.from({ length: 1 + (index % 2) }, (): Customer => {
      const gender = random() < 0.5 ? 'M' : 'F';
      writer.next++;
      const other = renamed(writer, person(writer), otherGiven(random, gender, first.given), gender, first.surname, first.surname2);
      return { ...other, address: first.address, phone: home, birthDay: (first.birthDay as number) + 500 + randomInteger(random, 2000) };
    });
    plantTrap(writer, `siblings-${index}`, [{ ...first, phone: home }, ...others], true);
  },
  function fatherAndSon(writer, index) {
    const drawn = person(writer);
    const father = renamed(writer, drawn, drawSpanishGiven(writer.random, 'M'), 'M', drawn.surname, drawn.surname2);
    writer.next++;
    const own = person(writer);
    const son = renamed(writer, own, father.given, 'M', father.surname, index % 2 === 0 ? father.surname2 : own.surname2);
    plantTrap(writer, `fatherAndSon-${index}`, [father, { ...son, address: father.address, birthDay: (father.birthDay as number) + 9900 }], true);
  },
  function spouses(writer, index) {
    const first = person(writer);
    writer.next++;
    const gender = first.gender === 'M' ? 'F' : 'M';
    const second = { ...person(writer), gender, given: drawSpanishGiven(writer.random, gender), address: first.address, phone: first.phone, email: first.email } as const;
    plantTrap(writer, `spouses-${index}`, [first, second], true);
  },
  function twins(writer, index) {
    const first = person(writer);
    const number = 45_000_000 + index * 11_117;
    writer.next++;
    const second = renamed(writer, first, otherGiven(writer.random, 'F', first.given), 'F', first.surname, first.surname2);
    plantTrap(writer, `twins-${index}`, [{ ...first, taxId: nifOf(number) }, { ...second, taxId: nifOf(number + 1) }], true);
  },
  function soleTrader(writer, index) {
    const trader = person(writer);
    writer.next++;
    const firm = drawCompany(writer.random, writer.next * 7);
    plantTrap(
      writer,
      `soleTrader-${index}`,
      [trader, { ...firm, company: `${pick(writer.random, ['Reformas', 'Talleres', 'Transportes', 'Instalaciones'])} ${trader.surname} ${trader.surname2}`.trim(), legalForm: 'S.L.', address: trader.address, phone: trader.phone, email: trader.email }],
      true,
    );
  },
  function branches(writer, index) {
    const { random } = writer;
    const chain = drawCompany(random, writer.next * 7);
    const shops = Array.from({ length: 3 }, (): Customer => {
      writer.next++;
      const address = drawAddress(random);
      return { ...drawCompany(random, writer.next * 7), company: chain.company, legalForm: chain.legalForm, email: chain.email, address, phone: drawLandline(random, address.postcode.slice(0, 2)) };
    });
    plantTrap(writer, `branches-${index}`, shops, false);
  },
  function namesakes(writer, index) {
    const [given, surname, surname2] = ([['José', 'García', 'García'], ['María Carmen', 'López', 'García'], ['Antonio', 'Martínez', 'Sánchez'], ['Ana', 'García', 'Pérez'], ['Manuel', 'Rodríguez', 'Rodríguez'], ['Laura', 'Sánchez', 'López'], ['Francisco', 'Pérez', 'Pérez']] as const)[index % 7]!;
    const first = person(writer);
    writer.next++;
    const second = person(writer);
    const gender = given === 'Ana' || given === 'Laura' || given === 'María Carmen' ? 'F' : 'M';
    const renameNow = (truth: Customer): Customer => renamed(writer, truth, given, gender, surname, surname2);
    const older = renameNow(first);
    writer.next++;
    plantTrap(writer, `namesakes-${index}`, [older, renameNow(second)], true);
  },
  function sharedSwitchboard(writer, index) {
    const firm = drawCompany(writer.random, writer.next * 7);
    const staff = Array.from({ length: 3 }, (): Customer => {
      writer.next++;
      return { ...person(writer), phone: firm.phone, address: firm.address };
    });
    plantTrap(writer, `sharedSwitchboard-${index}`, staff, false);
  },
];

function plantValues(writer: Writer): void {
  const { random } = writer;
  for (const [kind, change] of Object.entries(valueProblems) as [string, Change][]) {
    for (let i = 0; i < VALUES_PER_KIND; i++) {
      const source = pick(random, change.sources ?? sources);
      const truth = customerThat(writer, change.fits, kind);
      const draft = write(writer, source, writer.next++, truth);
      restore(draft);
      change.apply(random, draft);
      draft.problems.push(kind);
    }
  }
}

function plantStale(writer: Writer): void {
  const { random } = writer;
  for (const [kind, { sources: fitting, apply }] of Object.entries(staleProblems)) {
    for (let i = 0; i < STALE_PER_KIND; i++) {
      const draft = write(writer, pick(random, fitting), writer.next++, customerThat(writer, (truth) => truth.email !== '', kind));
      restore(draft);
      apply(random, draft, sampleDay);
      draft.problems.push(kind);
    }
  }
}

// Ordinary customers until every source is full: three in five known to one system only, the others to two.
function fill(writer: Writer): void {
  const { random, drafts } = writer;
  const left = { ...ROWS };
  for (const draft of drafts) left[draft.source]--;
  const open = (): Source[] => sources.filter((source) => left[source] > 0);
  while (open().length > 0) {
    const truth = anyCustomer(writer);
    const customer = writer.next++;
    const first = pick(random, open());
    write(writer, first, customer, truth);
    left[first]--;
    const others = open().filter((source) => source !== first);
    if (random() < 0.6 || others.length === 0) continue;
    const second = pick(random, others);
    const copy = write(writer, second, customer, truth);
    left[second]--;
    const fitting = Object.entries(duplicateChanges).filter(([, change]) => (change.sources ?? sources).includes(second) && change.fits(truth));
    const changes = randomInteger(random, 3);
    for (let i = 0; i < changes; i++) {
      const [kind, change] = pick(random, fitting);
      if (copy.problems.includes(kind) || kind === 'exactCopy') continue;
      change.apply(random, copy);
      copy.problems.push(kind);
    }
  }
}

function layOut({ random, drafts }: Writer): Sample {
  const files: Sample['files'][number][] = [];
  const truth: TruthRow[] = [];
  const broken: BrokenRow[] = [];
  for (const source of sources) {
    const layout = sourceLayouts[source];
    const own = shuffle(random, drafts.filter((draft) => draft.source === source));
    const breaks = breakingRows(random, source, own.length, layout.headers.length);
    let text = csvLine(layout.headers, layout.delimiter) + layout.lineBreak;
    let line = 2;
    const add = (record: string): void => {
      text += record + layout.lineBreak;
      line += record.split('\n').length;
    };
    own.forEach((draft, index) => {
      for (const row of breaks.filter((planned) => planned.before === index)) {
        broken.push({ source, line, reason: row.reason });
        add(csvLine(row.cells, layout.delimiter));
      }
      const cells = layout.cells(draft, index + 1);
      truth.push({ source, line, key: cells[0]!, customer: draft.customer, trap: draft.trap, problems: draft.problems });
      add(csvLine(cells, layout.delimiter));
    });
    if (source === 'tienda-online') {
      broken.push({ source, line, reason: 'unclosedQuote' });
      text += `W79999,"Robledo Cano, Inés,,ines.robledo@gmail.com,ACTIVO,611222333\n`;
    }
    files.push({ name: layout.file, bytes: encode(text, layout.encoding) });
  }
  return { files, truth, broken };
}

type Breaking = { readonly before: number; readonly reason: 'tooFewCells' | 'tooManyCells'; readonly cells: string[] };

function breakingRows(random: Random, source: Source, rows: number, columns: number): Breaking[] {
  const at = (): number => 20 + randomInteger(random, rows - 40);
  const key = { crm: 'CRM-99', facturacion: '43999900', 'tienda-online': 'W7999' }[source];
  const wide = (number: number): string[] => [`${key}${number}`, 'Marta', 'Olmedo', ...Array.from({ length: columns - 1 }, (_, index) => (index % 5 === 0 ? 'x' : '')), 'Calle Mayor'];
  const planned: Breaking[] = [
    { before: at(), reason: 'tooFewCells', cells: [`${key}1`, 'Julián', 'Casado'] },
    { before: at(), reason: 'tooFewCells', cells: [`${key}2`, 'Wilson', 'Ann', '', 'ann@example.com'] },
    { before: at(), reason: 'tooManyCells', cells: wide(3) },
    { before: at(), reason: 'tooManyCells', cells: wide(4) },
  ];
  if (source === 'facturacion') planned.push({ before: rows - 1, reason: 'tooFewCells', cells: ['--- subtotal ---', '1.284.331,07'] });
  return planned;
}

function shuffle<T>(random: Random, list: T[]): T[] {
  for (let i = list.length - 1; i > 0; i--) {
    const j = randomInteger(random, i + 1);
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
  return list;
}

function encode(text: string, encoding: 'utf-8' | 'utf-8-bom' | 'windows-1252'): Uint8Array {
  if (encoding === 'windows-1252') return windows1252(text);
  return new TextEncoder().encode(encoding === 'utf-8-bom' ? `\ufeff${text}` : text);
}

/** The truth as CSV. */
export function truthText(sample: Sample): string {
  const lines = sample.truth.map((row) => csvLine([row.source, String(row.line), row.key, String(row.customer), row.trap, row.problems.join(' ')], ','));
  return `source,line,key,customer,trap,problems\n${lines.join('\n')}\n`;
}

/** The rows that a loader must set aside, as CSV. */
export function brokenText(sample: Sample): string {
  return `source,line,reason\n${sample.broken.map((row) => `${row.source},${row.line},${row.reason}`).join('\n')}\n`;
}

