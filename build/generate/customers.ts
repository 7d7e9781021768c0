// Invents true customers: persons and organisations whose parts agree with each other.
import { pick, randomInteger, type Random } from '../../shared/kernel/random.ts';
import { epochDayOf } from './dates.ts';
import { bankCodes, cifOf, ibanOf, nieOf, nifOf } from './ids.ts';
import { drawByWeight, zipfWeights } from './weighted.ts';
import { coinedEnds, coinedStems, englishForms, englishTrades, freeMail, legalForms, places, trades } from './words/companyWords.ts';
import { englishMen, englishSurnames, englishWomen } from './words/englishNames.ts';
import { foreignTowns, towns, type Town } from './words/places.ts';
import { spanishMen, spanishWomen } from './words/spanishNames.ts';
import { hyphenSurnames, particleSurnames, rareSurname, rareSurnameCount, spanishSurnames, surnameWeights } from './words/spanishSurnames.ts';
import { englishStreets, floors, regionalTypes, streetNames, streetTypes } from './words/streets.ts';

export type Gender = 'M' | 'F';

export type Address = {
  /** Calle, Avenida …; empty in Britain and Ireland. */
  readonly type: string;
  readonly name: string;
  /** Empty for "s/n". */
  readonly number: string;
  /** Floor and door; may be empty. */
  readonly unit: string;
  readonly postcode: string;
  readonly city: string;
  readonly province: string;
  readonly country: 'España' | 'United Kingdom' | 'Ireland';
};

/** What is true of a customer, before any system has written it down. */
export type Customer = {
  readonly kind: 'person' | 'organisation';
  readonly language: 'es' | 'en';
  readonly given: string;
  readonly surname: string;
  /** Empty for the English and for organisations. */
  readonly surname2: string;
  readonly gender: Gender | '';
  /** The name of an organisation without its legal form; empty for persons. */
  readonly company: string;
  readonly legalForm: string;
  /** Empty where the country gives none. */
  readonly taxId: string;
  readonly email: string;
  /** Nine digits for Spain; digits after the country code elsewhere. */
  readonly phone: string;
  readonly address: Address;
  /** Days since 1970-01-01; undefined for organisations. */
  readonly birthDay: number | undefined;
  readonly iban: string;
};

const drawSurname = drawByWeight(surnameWeights);
const drawMan = drawByWeight(zipfWeights(spanishMen.length, 0.85, 3));
const drawWoman = drawByWeight(zipfWeights(spanishWomen.length, 0.8, 3));
const drawEnglishMan = drawByWeight(zipfWeights(englishMen.length, 0.7, 4));
const drawEnglishWoman = drawByWeight(zipfWeights(englishWomen.length, 0.7, 4));
const drawEnglishSurname = drawByWeight(zipfWeights(englishSurnames.length, 0.7, 3));
const drawTown = drawByWeight(towns.map((town) => town.weight));
const drawStreetType = drawByWeight(streetTypes.map((type) => type.weight));
const drawStreetName = drawByWeight(zipfWeights(streetNames.length, 0.55, 4));
const drawLegalForm = drawByWeight(legalForms.map((form) => form.weight));
const drawFreeMail = drawByWeight(zipfWeights(freeMail.length, 1.2, 1));

/** `tail` is the share of holders of composed, rare surnames. */
export function drawSpanishSurname(random: Random, tail: number): string {
  const dice = random();
  if (dice < tail) return rareSurname(randomInteger(random, rareSurnameCount));
  if (dice < tail + 0.012) return pick(random, particleSurnames);
  if (dice < tail + 0.015) return pick(random, hyphenSurnames);
  return spanishSurnames[drawSurname(random)]!;
}

export function drawSpanishGiven(random: Random, gender: Gender): string {
  return gender === 'M' ? spanishMen[drawMan(random)]! : spanishWomen[drawWoman(random)]!;
}

export function drawEnglishGiven(random: Random, gender: Gender): string {
  return gender === 'M' ? englishMen[drawEnglishMan(random)]! : englishWomen[drawEnglishWoman(random)]!;
}

/** An address in Spain, in one town where it is given. */
export function drawAddress(random: Random, town: Town = towns[drawTown(random)]!): Address {
  const suffix = town.capital ? 1 + randomInteger(random, town.weight > 60 ? 50 : 12) : town.suffix;
  const type = streetTypes[drawStreetType(random)]!.name;
  return {
    type: regionalType(random, town, type),
    name: streetNames[drawStreetName(random)]!,
    number: random() < 0.03 ? '' : String(1 + Math.floor(random() ** 2 * 190)),
    unit: random() < 0.55 ? pick(random, floors) : '',
    postcode: town.prefix + String(suffix).padStart(3, '0'),
    city: town.name,
    province: town.province,
    country: 'España',
  };
}

function regionalType(random: Random, town: Town, type: string): string {
  if (random() > 0.3) return type;
  const language = ['08', '17', '25', '43', '07'].includes(town.prefix) ? 'ca' : ['15', '27', '32', '36'].includes(town.prefix) ? 'gl' : ['20', '48'].includes(town.prefix) ? 'eu' : '';
  return regionalTypes[language]?.[type] ?? type;
}

export function drawForeignAddress(random: Random): Address {
  const town = pick(random, foreignTowns);
  const letters = 'ABDEFGHJLNPQRSTUWXYZ';
  const letter = (): string => letters[randomInteger(random, letters.length)]!;
  return {
    type: '',
    name: pick(random, englishStreets),
    number: String(1 + randomInteger(random, 160)),
    unit: random() < 0.25 ? `Flat ${1 + randomInteger(random, 24)}` : '',
    postcode: town.area === '' ? '' : `${town.area}${1 + randomInteger(random, 20)} ${1 + randomInteger(random, 9)}${letter()}${letter()}`,
    city: town.name,
    province: town.county,
    country: town.country,
  };
}

/** Lower-case letters and digits only, accents dropped: for mail addresses and web names. */
export function asciiWord(text: string): string {
  return text.normalize('NFD').replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase();
}

/** `unique` keeps mail addresses apart; small numbers read like real ones. */
export function drawEmail(random: Random, given: string, surname: string, unique: number): string {
  const first = asciiWord(given.split(' ')[0]!);
  const last = asciiWord(surname.split(' ').at(-1)!);
  const domain = freeMail[drawFreeMail(random)]!;
  switch (randomInteger(random, 5)) {
    case 0:
      return `${first}.${last}${unique}@${domain}`;
    case 1:
      return `${first[0]}${last}${unique}@${domain}`;
    case 2:
      return `${first}${last}${unique}@${domain}`;
    case 3:
      return `${last}.${first}${unique}@${domain}`;
    default:
      return `${first}_${last}${unique}@${domain}`;
  }
}

/** `number` in [0, 40,000,000) gives each its own mobile. */
export function mobileOf(number: number): string {
  const scattered = (number * 27_182_817) % 40_000_000;
  return String(scattered < 30_000_000 ? 610_000_000 + scattered : 710_000_000 + (scattered - 30_000_000));
}

/** A land line that begins with the area code of the province. */
export function drawLandline(random: Random, prefix: string): string {
  const area = prefix === '28' ? '91' : prefix === '08' ? '93' : prefix === '48' ? '94' : prefix === '46' ? '96' : prefix === '41' ? '95' : `9${(Number(prefix) % 6) + 2}`;
  return `${area}${2 + randomInteger(random, 7)}${String(randomInteger(random, 1_000_000)).padStart(6, '0')}`;
}

/** A birthday of an adult, most between 25 and 75 years old in 2026. */
export function drawBirthDay(random: Random): number {
  const age = 19 + (random() + random() + random()) * 23;
  return epochDayOf(2026, 1, 1) - Math.floor(age * 365.2425);
}

export function drawIban(random: Random): string {
  return ibanOf(pick(random, bankCodes), randomInteger(random, 9999), Math.floor(random() * 1e10));
}

/** A Spanish person. `unique` in [0, 30,000,000) makes the tax id, the mail and the mobile unique. */
export function drawSpaniard(random: Random, unique: number, rareSurnames: number): Customer {
  const gender: Gender = random() < 0.5 ? 'M' : 'F';
  const given = drawSpanishGiven(random, gender);
  const surname = drawSpanishSurname(random, rareSurnames);
  const foreigner = random() < 0.06;
  return {
    kind: 'person',
    language: 'es',
    given,
    surname,
    surname2: foreigner && random() < 0.5 ? '' : drawSpanishSurname(random, rareSurnames),
    gender,
    company: '',
    legalForm: '',
    taxId: foreigner ? nieOf(nieNumber(unique)) : nifOf(nifNumber(unique)),
    email: drawEmail(random, given, surname, unique % 10_000),
    phone: mobileOf(unique),
    address: drawAddress(random),
    birthDay: drawBirthDay(random),
    iban: drawIban(random),
  };
}

// The multipliers share no divisor with the moduli, so different numbers stay different.

/** Scatters a running number over the numbers that a NIF really has. */
export function nifNumber(unique: number): number {
  return (unique * 31_622_777 + 1_300_007) % 79_000_000;
}

function nieNumber(unique: number): number {
  return (unique * 14_142_137 + 1_000_003) % 30_000_000;
}

function cifNumber(unique: number): number {
  return (unique * 2_236_067 + 123_457) % 9_000_000;
}

/** An English-speaking person, living in Spain in two cases of five. */
export function drawBriton(random: Random, unique: number): Customer {
  const gender: Gender = random() < 0.5 ? 'M' : 'F';
  const given = drawEnglishGiven(random, gender);
  const surname = englishSurnames[drawEnglishSurname(random)]!;
  const inSpain = random() < 0.4;
  const coast = towns.filter((town) => ['03', '29', '07', '38'].includes(town.prefix));
  const address = inSpain ? drawAddress(random, pick(random, coast)) : drawForeignAddress(random);
  return {
    kind: 'person',
    language: 'en',
    given,
    surname,
    surname2: '',
    gender,
    company: '',
    legalForm: '',
    taxId: inSpain ? nieOf(nieNumber(unique)) : '',
    email: drawEmail(random, given, surname, unique % 10_000),
    phone: inSpain ? mobileOf(unique) : address.country === 'Ireland' ? `8${3 + randomInteger(random, 6)}${String(1_000_000 + randomInteger(random, 8_999_999))}` : `7${String(400_000_000 + randomInteger(random, 499_999_999))}`,
    address,
    birthDay: drawBirthDay(random),
    iban: inSpain ? drawIban(random) : '',
  };
}

/** An organisation in Spain. `unique` in [0, 9,000,000). */
export function drawCompany(random: Random, unique: number): Customer {
  const dice = random();
  const coined = (): string => pick(random, coinedStems) + pick(random, coinedEnds);
  const surname = (): string => drawSpanishSurname(random, 0.2);
  const name =
    dice < 0.3
      ? `${pick(random, trades)} ${surname()}`
      : dice < 0.5
        ? `${pick(random, trades)} ${pick(random, places)}`
        : dice < 0.7
          ? `${coined()} ${pick(random, ['Soluciones', 'Servicios', 'Ibérica', 'España', 'Grupo', 'Proyectos', 'Levante', 'Norte'])}`
          : dice < 0.85
            ? `${surname()} y ${surname()} ${pick(random, ['Asociados', 'Abogados', 'Hermanos', 'Arquitectos', 'Asesores'])}`
            : `${pick(random, trades)} ${coined()}`;
  const form = legalForms[drawLegalForm(random)]!;
  const address = drawAddress(random);
  const web = asciiWord(name).slice(0, 22);
  return {
    kind: 'organisation',
    language: 'es',
    given: '',
    surname: '',
    surname2: '',
    gender: '',
    company: name,
    legalForm: form.name,
    taxId: cifOf(form.letter, cifNumber(unique)),
    email: random() < 0.75 ? `${pick(random, ['info', 'administracion', 'contacto', 'pedidos', 'compras'])}@${web}.${random() < 0.7 ? 'es' : 'com'}` : `${web}${unique % 1000}@gmail.com`,
    phone: drawLandline(random, address.postcode.slice(0, 2)),
    address,
    birthDay: undefined,
    iban: drawIban(random),
  };
}

/** An organisation in Britain or Ireland. */
export function drawForeignCompany(random: Random): Customer {
  const address = drawForeignAddress(random);
  const name = random() < 0.5 ? `${englishSurnames[drawEnglishSurname(random)]!} ${pick(random, englishTrades)}` : `${address.city} ${pick(random, englishTrades)}`;
  return {
    kind: 'organisation',
    language: 'en',
    given: '',
    surname: '',
    surname2: '',
    gender: '',
    company: name,
    legalForm: pick(random, englishForms),
    taxId: address.country === 'United Kingdom' ? `GB${vatDigits(10_000_00 + randomInteger(random, 8_999_999))}` : '',
    email: `${pick(random, ['info', 'sales', 'accounts', 'hello'])}@${asciiWord(name)}.co.uk`,
    phone: `20${String(70_000_000 + randomInteger(random, 9_999_999))}`,
    address,
    birthDay: undefined,
    iban: '',
  };
}

/** Nine digits of a British VAT number: seven, then the two that make the weighted sum a multiple of 97. */
function vatDigits(seven: number): string {
  const digits = String(seven).padStart(7, '0');
  let sum = 0;
  for (let i = 0; i < 7; i++) sum += Number(digits[i]) * (8 - i);
  return digits + String(97 - (sum % 97)).padStart(2, '0');
}

/** "Calle Mayor, 5, 2º A"; the Basque word follows the name. */
export function addressLine(address: Address, type: string = address.type): string {
  if (address.country !== 'España') return [address.unit, `${address.number} ${address.name}`].filter((part) => part !== '').join(', ');
  const basque = type === 'kalea' || type === 'etorbidea' || type === 'plaza' || type === 'pasealekua';
  const street = basque ? `${address.name.replace(/^del? (la |las |los )?/, '')} ${type}` : `${type} ${address.name}`;
  return `${street}, ${address.number === '' ? 's/n' : address.number}${address.unit === '' ? '' : `, ${address.unit}`}`;
}
