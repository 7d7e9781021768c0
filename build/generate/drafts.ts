// What one source system has written down about a customer, and the planted ways in which that differs from the truth. Over 300 lines: each way of
// differing is planted by a few lines of its own.
import { pick, randomInteger, type Random } from '../../shared/kernel/random.ts';
import { mojibake } from './csv.ts';
import { addressLine, asciiWord, drawAddress, drawEmail, mobileOf, type Address, type Customer } from './customers.ts';
import { partsOf, shortDate, type DateParts } from './dates.ts';
import { abbreviatedType, digitSlip, dropAccents, emailTypo, otherLegalForm, shortForm, soundAlike, spanishPhone, toAscii, typo } from './errors.ts';
import { townVariants } from './words/places.ts';
import { languageTwins } from './words/spanishNames.ts';

export type Source = 'crm' | 'facturacion' | 'tienda-online';

export type Draft = {
  readonly source: Source;
  /** Number of the true customer. */
  readonly customer: number;
  readonly truth: Customer;
  /** Kinds of problem planted in this row. */
  problems: string[];
  /** Rows of one trap share a name such as `siblings-3`; otherwise ''. */
  trap: string;
  given: string;
  surname: string;
  surname2: string;
  company: string;
  taxId: string;
  email: string;
  phone: string;
  address: Address;
  /** The written line, which spelling and errors apply to. */
  addressText: string;
  postcode: string;
  city: string;
  province: string;
  country: string;
  birth: DateParts | undefined;
  /** A birthday as it stands in the cell, where it is not a plain date. */
  birthText: string | undefined;
  iban: string;
  /** Days since 1970-01-01, or undefined for an empty cell. */
  createdOn: number;
  updatedOn: number;
  verifiedOn: number | undefined;
  lastContactOn: number | undefined;
  lastPurchaseOn: number | undefined;
  consentOn: number | undefined;
  consents: boolean;
  bounced: boolean;
  /** Euros a year. */
  amount: number;
  orders: number;
  notes: string;
  /** Whether the names are given in one cell with the given name first, against the habit of the source. */
  givenFirst: boolean;
};

export type Change = {
  /** The sources that the change can show in; all where left out. */
  readonly sources?: readonly Source[];
  readonly fits: (truth: Customer) => boolean;
  readonly apply: (random: Random, draft: Draft) => void;
};

const persons = (truth: Customer): boolean => truth.kind === 'person';
const spanishPersons = (truth: Customer): boolean => truth.kind === 'person' && truth.surname2 !== '';
const firms = (truth: Customer): boolean => truth.kind === 'organisation';
const inSpain = (truth: Customer): boolean => truth.address.country === 'España';
const accented = (truth: Customer): boolean => /[áéíóúñÁÉÍÓÚ]/.test(truth.given + truth.surname + truth.company);

function eachName(draft: Draft, change: (text: string) => string): void {
  draft.given = change(draft.given);
  draft.surname = change(draft.surname);
  draft.surname2 = change(draft.surname2);
  draft.company = change(draft.company);
}

function moveTo(draft: Draft, address: Address): void {
  draft.address = address;
  draft.addressText = addressLine(address);
  draft.postcode = address.postcode;
  draft.city = address.city;
  draft.province = address.province;
}

/** Ways in which a second row about the same customer differs from the first. */
export const duplicateChanges: Readonly<Record<string, Change>> = {
  exactCopy: { fits: () => true, apply: () => undefined },
  typo: { fits: persons, apply: (random, draft) => void (draft.surname = typo(random, draft.surname)) },
  givenTypo: { fits: persons, apply: (random, draft) => void (draft.given = typo(random, draft.given)) },
  soundAlike: {
    fits: (truth) => spanishPersons(truth) && /[zbvñ]|ll|^[JGH]/.test(truth.surname),
    apply: (random, draft) => void (draft.surname = soundAlike(random, draft.surname) ?? typo(random, draft.surname)),
  },
  shortName: {
    fits: (truth) => shortForm(() => 0, truth.given) !== undefined && !truth.given.startsWith('María'),
    apply: (random, draft) => void (draft.given = shortForm(random, draft.given) ?? draft.given),
  },
  marianAbbreviation: {
    fits: (truth) => truth.given.startsWith('María '),
    apply: (random, draft) => void (draft.given = draft.given.replace('María', pick(random, ['Mª', 'M.ª', 'M.', 'Ma', 'Mª']))),
  },
  languageTwin: {
    fits: (truth) => languageTwins.some((pair) => pair.includes(truth.given)),
    apply: (_, draft) => {
      const twin = languageTwins.find((pair) => pair.includes(draft.given));
      if (twin !== undefined) draft.given = twin[0] === draft.given ? twin[1] : twin[0];
    },
  },
  initialOnly: { fits: persons, apply: (_, draft) => void (draft.given = `${draft.given[0]!}.`) },
  halfCompoundName: { fits: (truth) => truth.given.includes(' '), apply: (_, draft) => void (draft.given = draft.given.split(' ')[0]!) },
  swappedSurnames: { fits: spanishPersons, apply: (_, draft) => void ([draft.surname, draft.surname2] = [draft.surname2, draft.surname]) },
  missingSurname2: { fits: spanishPersons, apply: (_, draft) => void (draft.surname2 = '') },
  hyphenSurname: {
    fits: spanishPersons,
    apply: (_, draft) => {
      draft.surname = `${draft.surname}-${draft.surname2}`;
      draft.surname2 = '';
    },
  },
  lostHyphen: { fits: (truth) => truth.surname.includes('-'), apply: (_, draft) => void (draft.surname = draft.surname.replace('-', ' ')) },
  lostParticle: {
    fits: (truth) => /^(de|del|de la|de los|de las) /.test(truth.surname),
    apply: (_, draft) => void (draft.surname = draft.surname.replace(/^(de la|de los|de las|del|de) /, '')),
  },
  joinedParticle: {
    fits: (truth) => /^(de|del|san|santa|da|dos) /i.test(truth.surname),
    apply: (_, draft) => void (draft.surname = draft.surname.replaceAll(' ', '').replace(/^./, (first) => first.toUpperCase())),
  },
  swappedNameFields: {
    sources: ['crm', 'facturacion'],
    fits: persons,
    apply: (_, draft) => void ([draft.given, draft.surname] = [draft.surname, draft.given]),
  },
  nameOrder: { sources: ['tienda-online'], fits: persons, apply: (_, draft) => void (draft.givenFirst = true) },
  marriedName: {
    fits: (truth) => truth.gender === 'F' && truth.language === 'en',
    apply: (random, draft) => void (draft.surname = random() < 0.4 ? `${pick(random, ['Harrow', 'Fenwick', 'Sinclair', 'Abbott', 'Whitmore'])}-${draft.surname}` : pick(random, ['Harrow', 'Fenwick', 'Sinclair', 'Abbott', 'Whitmore', 'Garrick', 'Pemberley'])),
  },
  marriedNameSpanish: {
    fits: (truth) => truth.gender === 'F' && spanishPersons(truth),
    apply: (random, draft) => void (draft.surname2 = `${pick(random, ['de', 'viuda de', 'Vda. de'])} ${pick(random, ['Pérez', 'Olmedo', 'Ramírez', 'Soto'])}`),
  },
  lostAccents: {
    fits: accented,
    apply: (_, draft) => {
      eachName(draft, dropAccents);
      draft.addressText = dropAccents(draft.addressText);
    },
  },
  upperCase: {
    fits: () => true,
    apply: (_, draft) => {
      eachName(draft, (text) => text.toUpperCase());
      draft.addressText = draft.addressText.toUpperCase();
      draft.city = draft.city.toUpperCase();
    },
  },
  upperCaseAscii: { fits: accented, apply: (_, draft) => eachName(draft, (text) => toAscii(text).toUpperCase()) },
  mojibake: {
    fits: accented,
    apply: (_, draft) => {
      eachName(draft, mojibake);
      draft.addressText = mojibake(draft.addressText);
      draft.city = mojibake(draft.city);
    },
  },
  questionMarks: { fits: accented, apply: (_, draft) => eachName(draft, (text) => text.replaceAll(/[áéíóúñÁÉÍÓÚÑ]/g, '?')) },
  // ñ and Ñ of code page 850 read as Windows-1252.
  codePage850: { fits: (truth) => /ñ/.test(truth.surname + truth.company), apply: (_, draft) => eachName(draft, (text) => text.replaceAll('ñ', '¤').replaceAll('Ñ', '¥')) },
  streetAbbreviation: {
    fits: (truth) => abbreviatedType(() => 0, truth.address) !== undefined,
    apply: (random, draft) => void (draft.addressText = addressLine(draft.address, abbreviatedType(random, draft.address))),
  },
  addressWithoutUnit: { fits: (truth) => truth.address.unit !== '', apply: (_, draft) => void (draft.addressText = addressLine({ ...draft.address, unit: '' })) },
  addressNumberWord: {
    fits: (truth) => inSpain(truth) && truth.address.number !== '',
    apply: (random, draft) => void (draft.addressText = draft.addressText.replace(/, (\d+)/, pick(random, [' nº $1', ' núm. $1', ' Nº$1', ' $1']))),
  },
  cityVariant: {
    fits: (truth) => townVariants[truth.address.city] !== undefined,
    apply: (random, draft) => void (draft.city = pick(random, townVariants[draft.city] ?? [draft.city])),
  },
  lostPostcodeZero: { fits: (truth) => inSpain(truth) && truth.address.postcode.startsWith('0'), apply: (_, draft) => void (draft.postcode = draft.postcode.replace(/^0/, '')) },
  lostTaxIdZero: { fits: (truth) => truth.taxId.startsWith('0'), apply: (_, draft) => void (draft.taxId = draft.taxId.replace(/^0+/, '')) },
  missingTaxLetter: { fits: (truth) => /^\d{8}[A-Z]$/.test(truth.taxId), apply: (_, draft) => void (draft.taxId = draft.taxId.slice(0, 8)) },
  taxIdPunctuation: {
    fits: (truth) => /^\d{8}[A-Z]$/.test(truth.taxId),
    apply: (random, draft) => void (draft.taxId = draft.taxId.replace(/^(\d\d)(\d{3})(\d{3})(\w)$/, pick(random, ['$1.$2.$3-$4', '$1$2$3-$4', '$1 $2 $3 $4', 'ES$1$2$3$4']))),
  },
  taxIdSlip: { fits: (truth) => truth.taxId !== '', apply: (random, draft) => void (draft.taxId = digitSlip(random, draft.taxId)) },
  missingTaxId: { fits: (truth) => truth.taxId !== '', apply: (_, draft) => void (draft.taxId = '') },
  phoneFormat: { fits: inSpain, apply: (random, draft) => void (draft.phone = spanishPhone(random, draft.truth.phone)) },
  twoPhones: {
    fits: inSpain,
    apply: (random, draft) => void (draft.phone = `${draft.truth.phone}${pick(random, [' / ', ' - ', ', '])}${mobileOf(38_000_000 + randomInteger(random, 900_000))}`),
  },
  newPhone: { fits: inSpain, apply: (random, draft) => void (draft.phone = mobileOf(37_000_000 + randomInteger(random, 900_000))) },
  emailTypo: { fits: (truth) => truth.email !== '', apply: (random, draft) => void (draft.email = emailTypo(random, draft.email)) },
  emailCase: { fits: (truth) => truth.email !== '', apply: (_, draft) => void (draft.email = ` ${draft.email.toUpperCase()}`) },
  newEmail: { fits: persons, apply: (random, draft) => void (draft.email = drawEmail(random, draft.truth.given, draft.truth.surname, 10_000 + randomInteger(random, 80_000))) },
  legalForm: { fits: firms, apply: (random, draft) => void (draft.company = `${draft.truth.company}${pick(random, [' ', ', '])}${otherLegalForm(random, draft.truth.legalForm)}`) },
  missingLegalForm: { fits: firms, apply: (_, draft) => void (draft.company = draft.truth.company) },
  acronym: {
    fits: (truth) => firms(truth) && truth.company.split(' ').length >= 3,
    apply: (_, draft) => void (draft.company = draft.truth.company.split(' ').filter((word) => word.length > 2).map((word) => word[0]!.toUpperCase()).join('')),
  },
  companyTypo: { fits: firms, apply: (random, draft) => void (draft.company = typo(random, draft.company)) },
  companyWordOrder: {
    fits: (truth) => firms(truth) && truth.company.split(' ').length === 2,
    apply: (_, draft) => void (draft.company = `${draft.truth.company.split(' ').reverse().join(' ')} ${draft.truth.legalForm}`),
  },
  moved: { fits: inSpain, apply: (random, draft) => moveTo(draft, drawAddress(random)) },
  swappedDayMonth: {
    fits: (truth) => truth.birthDay !== undefined && partsOf(truth.birthDay).day <= 12 && partsOf(truth.birthDay).day !== partsOf(truth.birthDay).month,
    apply: (_, draft) => {
      if (draft.birth !== undefined) draft.birth = { year: draft.birth.year, month: draft.birth.day, day: draft.birth.month };
    },
  },
  twoDigitYear: {
    sources: ['facturacion', 'tienda-online'],
    fits: (truth) => truth.birthDay !== undefined,
    apply: (_, draft) => void (draft.birthText = draft.birth === undefined ? undefined : shortDate(draft.birth)),
  },
  birthYearSlip: {
    fits: (truth) => truth.birthDay !== undefined,
    apply: (random, draft) => {
      if (draft.birth !== undefined) draft.birth = { ...draft.birth, year: draft.birth.year + pick(random, [-1, 1, -10, 10]), day: Math.min(draft.birth.day, 28) };
    },
  },
  sparse: {
    fits: persons,
    apply: (random, draft) => {
      draft.taxId = '';
      draft.birth = undefined;
      draft.iban = '';
      if (random() < 0.5) draft.phone = '';
      else draft.email = '';
    },
  },
};

/** Values that are wrong, useless or dangerous in themselves. */
export const valueProblems: Readonly<Record<string, Change>> = {
  impossibleDate: {
    fits: persons,
    apply: (random, draft) => {
      const [year, month, day] = pick(random, [[1990, 2, 31], [1985, 13, 12], [1978, 4, 31], [2001, 2, 29], [1969, 11, 31]] as const);
      draft.birth = { year, month, day };
      draft.birthText = undefined;
    },
  },
  futureBirth: { fits: persons, apply: (random, draft) => void (draft.birth = { year: 2031 + randomInteger(random, 40), month: 5, day: 3 }) },
  typoDomain: {
    fits: (truth) => /@(gmail|hotmail|yahoo)/.test(truth.email),
    apply: (random, draft) => void (draft.email = draft.truth.email.replace(/@.*/, pick(random, ['@gmial.com', '@hotmial.com', '@gmail.con', '@yaho.es', '@gmai.com']))),
  },
  badEmail: {
    fits: (truth) => truth.email !== '',
    apply: (random, draft) => void (draft.email = pick(random, [draft.truth.email.replace('@', ''), draft.truth.email.replace('@', '@@'), `${draft.truth.email.split('@')[0]!}@`, draft.truth.email.replace('@', ' @ '), draft.truth.email.replace(/\.\w+$/, '')])),
  },
  disposableEmail: { fits: persons, apply: (random, draft) => void (draft.email = `${asciiWord(draft.truth.given)}${randomInteger(random, 900)}@${pick(random, ['mailinator.com', 'yopmail.com', '10minutemail.com'])}`) },
  genericEmail: { fits: () => true, apply: (random, draft) => void (draft.email = pick(random, ['noreply@noreply.com', 'sin email', 'no tiene', 'x@x.com', 'noreply@noreply.com'])) },
  genericPhone: { fits: () => true, apply: (random, draft) => void (draft.phone = pick(random, ['000000000', '999999999', '600000000', '000000000', '123456789'])) },
  badPhone: { fits: inSpain, apply: (random, draft) => void (draft.phone = pick(random, [draft.truth.phone.slice(0, 7), `${draft.truth.phone}0`, `2${draft.truth.phone.slice(1)}`, 'llamar por la tarde'])) },
  genericBirth: { fits: persons, apply: (random, draft) => void (draft.birth = pick(random, [{ year: 1900, month: 1, day: 1 }, { year: 1970, month: 1, day: 1 }])) },
  genericTaxId: { fits: (truth) => truth.taxId !== '', apply: (random, draft) => void (draft.taxId = pick(random, ['00000000T', '99999999R', '12345678Z', '00000000', 'X'])) },
  wrongTaxLetter: {
    fits: (truth) => /^\d{8}[A-Z]$/.test(truth.taxId),
    apply: (_, draft) => void (draft.taxId = draft.truth.taxId.slice(0, 8) + (draft.truth.taxId.endsWith('Q') ? 'V' : 'Q')),
  },
  wrongIban: { sources: ['facturacion'], fits: (truth) => truth.iban !== '', apply: (random, draft) => void (draft.iban = digitSlip(random, draft.truth.iban)) },
  postcodeNotOfProvince: {
    fits: inSpain,
    apply: (_, draft) => void (draft.postcode = `${draft.address.postcode.startsWith('28') ? '41' : '28'}${draft.address.postcode.slice(2)}`),
  },
  badPostcode: { fits: inSpain, apply: (random, draft) => void (draft.postcode = pick(random, ['99999', '00000', `${draft.address.postcode}0`, '53012'])) },
  excelNumber: { fits: inSpain, apply: (_, draft) => void (draft.phone = `${draft.truth.phone[0]!},${draft.truth.phone.slice(1, 6)}E+08`) },
  formulaLike: {
    fits: () => true,
    apply: (random, draft) => void (draft.notes = pick(random, ['=1+1', '=HYPERLINK("http://example.com";"pulse aquí")', '@SUM(A1:A9)', '-2+3', '+34 llamar antes', '=cmd|\' /C calc\'!A0'])),
  },
  markupLike: {
    fits: () => true,
    apply: (random, draft) => void (draft.notes = pick(random, ['<b>VIP</b>', '<script>alert(1)</script>', 'Q&amp;A pendiente', '<img src=x onerror=alert(1)>', '{{7*7}}', '${name}'])),
  },
  lineBreak: { fits: () => true, apply: (_, draft) => void (draft.addressText = draft.addressText.replace(', ', ',\n')) },
  quotesInside: { fits: () => true, apply: (_, draft) => void (draft.notes = 'Prefiere que le llamen "el jefe"; ojo, no por la mañana') },
  spacesAround: { fits: persons, apply: (_, draft) => void ((draft.given = `  ${draft.given} `), (draft.surname = `${draft.surname}\u00a0`)) },
  testRow: {
    fits: persons,
    apply: (_, draft) => {
      draft.given = 'PRUEBA';
      draft.surname = 'TEST';
      draft.surname2 = '';
      draft.email = 'test@test.com';
    },
  },
  missingName: {
    fits: persons,
    apply: (_, draft) => {
      draft.given = '';
      draft.surname = '';
      draft.surname2 = '';
    },
  },
};

/** `today` is the day the sample was "exported". Each leaves the other dates fresh. */
export const staleProblems: Readonly<Record<string, { readonly sources: readonly Source[]; readonly apply: (random: Random, draft: Draft, today: number) => void }>> = {
  oldContact: {
    sources: ['crm'],
    apply: (random, draft, today) => {
      const years = 4 + randomInteger(random, 4);
      draft.lastContactOn = today - years * 365 - randomInteger(random, 200);
      draft.updatedOn = draft.lastContactOn;
      draft.verifiedOn = undefined;
      draft.createdOn = Math.min(draft.createdOn, draft.updatedOn - 40);
    },
  },
  oldVerification: {
    sources: ['crm'],
    apply: (random, draft, today) => {
      draft.verifiedOn = today - 365 * 4 - randomInteger(random, 700);
      draft.updatedOn = draft.verifiedOn + 20;
      draft.createdOn = Math.min(draft.createdOn, draft.verifiedOn - 40);
    },
  },
  dormant: {
    sources: ['facturacion', 'tienda-online'],
    apply: (random, draft, today) => {
      draft.lastPurchaseOn = today - 365 * 3 - randomInteger(random, 900);
      draft.createdOn = Math.min(draft.createdOn, draft.lastPurchaseOn - 100);
      draft.updatedOn = draft.lastPurchaseOn;
    },
  },
  purgeCandidate: {
    sources: ['facturacion', 'tienda-online'],
    apply: (random, draft, today) => {
      draft.lastPurchaseOn = today - 365 * 11 - randomInteger(random, 900);
      draft.createdOn = draft.lastPurchaseOn - 400;
      draft.updatedOn = draft.lastPurchaseOn;
      draft.consentOn = undefined;
      draft.consents = false;
    },
  },
  expiredConsent: {
    sources: ['crm', 'tienda-online'],
    apply: (random, draft, today) => {
      draft.consents = true;
      draft.consentOn = today - 365 * 4 - randomInteger(random, 900);
      draft.createdOn = Math.min(draft.createdOn, draft.consentOn - 1);
    },
  },
  bounced: { sources: ['tienda-online'], apply: (_, draft) => void (draft.bounced = true) },
};
