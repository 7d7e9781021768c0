// Invents labelled files in which others look like duplicates: people of one town, hotels of one chain, songs of one record,
// families, towns of one name, and files without any duplicate.
import { pick, randomInteger, seededRandom, type Random } from '../../shared/kernel/random.ts';
import { blank, capital, digits, englishGivens, germanGivens, germanSurnames, has, invent, inventWords, type LabelledSet, type Man, plainWords, portugueseGivens, portugueseSurnames, repeat, type Row, scattered, several, slip, syllables, titleWords, towns, two, word, zipf } from './labelledParts.ts';
import { englishMen, englishSurnames } from './words/englishNames.ts';

const families = zipf([...englishSurnames, ...inventWords(3000, 31, `${syllables} ton ley ster ham ford son man`).map(capital)], 0.7, 8);
const person = (random: Random, street: (name: string) => string = (name) => name): Man => invent(random, englishGivens, families, street);

/** Voters of whom nothing but the name and the place is known, met up to five times. */
function votersByName(): LabelledSet {
  const random = seededRandom(201);
  const rows: Row[] = [];
  for (let truth = 0; truth < 4000; truth++) {
    const man = person(random);
    const copies = 1 + (has(random, 0.35) ? 1 + randomInteger(random, 4) : 0);
    for (let copy = 0; copy < copies; copy++) {
      const e = copy === 0 ? 0 : 0.22;
      rows.push({ cells: [slip(random, man.given, e).toLowerCase(), slip(random, man.family, e).toLowerCase(), slip(random, man.town, e / 2).toLowerCase(), slip(random, man.zip, e / 2)], truth });
    }
  }
  return scattered('voters by name and place', ['givenname', 'surname', 'suburb', 'postcode'], rows, random);
}

/** Nobody twice, and little to tell that by. */
function strangers(): LabelledSet {
  const random = seededRandom(202);
  const rows = repeat(random, 3000, 0, 0, () => person(random), ({ given, family, town, zip }) => [given, family, town, zip]);
  return scattered('no duplicates, names and places', ['first_name', 'last_name', 'city', 'zip'], rows, random);
}

/** A customer base in German of as many columns as such files have, most of which tell nothing. */
function customersGerman(): LabelledSet {
  const random = seededRandom(203);
  const rows = repeat(random, 2500, 0.3, 2, () => invent(random, germanGivens, germanSurnames, (name) => `${name}straße`), (man, copy) => {
    const e = copy === 0 ? 0 : 0.22;
    const isMoved = has(random, e);
    const phone = `+49 ${man.phone.slice(1, 4)} / ${man.phone.slice(4)}`;
    return [
      digits(random, 6),
      pick(random, ['Dr.', '', '', '']),
      slip(random, man.given, e),
      slip(random, man.family, e),
      isMoved ? `${capital(word(random, plainWords))}weg` : slip(random, man.street, e),
      man.number,
      isMoved ? digits(random, 5) : man.zip,
      isMoved ? word(random, towns) : man.town,
      'Deutschland',
      blank(random, phone, 0.4),
      blank(random, man.email, 0.5),
      blank(random, `${two(man.day)}.${two(man.month)}.${String(man.year).slice(2)}`, 0.3),
      pick(random, ['Newsletter', 'Kein Newsletter']),
      `2023-0${1 + randomInteger(random, 9)}-1${randomInteger(random, 9)}`,
      pick(random, ['aktiv', 'inaktiv']),
      String(randomInteger(random, 5000) / 100),
      pick(random, ['Web', 'Filiale', 'Tel']),
    ];
  });
  return scattered('German customers, seventeen columns', ['KdNr', 'Titel', 'Vorname', 'Name', 'Straße', 'Hausnr.', 'PLZ', 'Ort', 'Land', 'Tel.', 'Mail', 'Geb.-Dat.', 'Werbung', 'angelegt am', 'Status', 'Umsatz', 'Kanal'], rows, random);
}

/** Patients with the families that share their address and surname, twins among them. */
function patients(): LabelledSet {
  const random = seededRandom(204);
  let home: (Man & { ssn: string }) | undefined;
  const rows = repeat(random, 3000, 0.25, 3, () => {
    const made = { ...person(random, (name) => `${name} ${pick(random, ['St', 'Rd', 'Ave', 'Ln'])}`), ssn: digits(random, 9) };
    const kin = home !== undefined && has(random, 0.25) ? { ...made, family: home.family, street: home.street, number: home.number, town: home.town, zip: home.zip, phone: home.phone } : made;
    const isTwin = kin !== made && has(random, 0.03);
    home = isTwin ? { ...kin, year: home!.year, month: home!.month, day: home!.day, ssn: `${home!.ssn.slice(0, 8)}${(Number(home!.ssn.slice(8)) + 1) % 10}` } : kin;
    return home;
  }, (man, copy) => {
    const e = copy === 0 ? 0 : 0.2;
    const isMoved = has(random, e);
    return [
      slip(random, man.family, e).toUpperCase(),
      slip(random, man.given, e).toUpperCase(),
      blank(random, copy > 0 && has(random, 0.5) ? man.middle.charAt(0) : man.middle.toUpperCase(), 0.4),
      blank(random, `${two(man.month)}/${two(man.day)}/${has(random, e / 2) ? man.year + 1 : man.year}`, 0.04),
      blank(random, englishMen.includes(man.given) ? 'M' : 'F', 0.05),
      blank(random, `${man.ssn.slice(0, 3)}-${man.ssn.slice(3, 5)}-${man.ssn.slice(5)}`, 0.35),
      isMoved ? `${1 + randomInteger(random, 900)} ${capital(word(random, plainWords))} St` : `${man.number} ${slip(random, man.street, e)}`,
      isMoved ? digits(random, 5) : man.zip,
      isMoved ? word(random, towns) : man.town,
      blank(random, `(${man.phone.slice(0, 3)}) ${man.phone.slice(3, 6)}-${man.phone.slice(6)}`, 0.3),
    ];
  });
  return scattered('patients with families', ['LAST', 'FIRST', 'MIDDLE', 'DOB', 'GENDER', 'SSN', 'ADDRESS1', 'ZIP', 'CITY', 'PHONE'], rows, random);
}

/** Songs of two shops: those of one record share everything but title and length. */
function songsOfShops(): LabelledSet {
  const random = seededRandom(205);
  const rows: Row[] = [];
  let truth = 0;
  for (let record = 0; record < 400; record++) {
    const artist = several(random, plainWords, 1, 2).map(capital).join(' ');
    const album = several(random, titleWords, 1, 4).map(capital).join(' ');
    const year = 1990 + randomInteger(random, 28);
    const released = `${pick(random, ['March', 'June', 'October'])} ${1 + randomInteger(random, 28)}, ${year}`;
    const songs = 2 + randomInteger(random, 8);
    for (let song = 0; song < songs; song++, truth++) {
      const title = several(random, titleWords, 1, 4).map(capital).join(' ');
      const seconds = 150 + randomInteger(random, 200);
      const length = `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
      if (has(random, 0.8)) rows.push({ cells: [title, artist, album, 'Country,Music', '$ 1.29', `℗ ${year} Big Label Records`, length, released], truth });
      if (has(random, 0.5)) rows.push({ cells: [has(random, 0.3) ? `${title} [Explicit]` : has(random, 0.2) ? `${title} (feat. ${capital(word(random, plainWords))})` : title, artist, has(random, 0.3) ? `${album} (Deluxe Edition)` : album, 'Country', '$1.29', `(C) ${year} ${pick(random, ['Big Label', 'Big Label Records Inc'])}`, length, released], truth });
    }
  }
  return scattered('songs of two shops', ['Song', 'Performer', 'Record', 'Genre', 'Price', 'Rights', 'Length', 'Released'], rows, random);
}

const chains = ['Hilltop', 'Ibex', 'Marlowe', 'NK', 'Mercuria', 'Novotown', 'Best Southern', 'Weekend Inn'];

/** Hotels of which half belong to a few chains, often several in one town. */
function hotels(): LabelledSet {
  const random = seededRandom(206);
  const rows = repeat(random, 1800, 0.4, 2, () => {
    const town = word(random, towns);
    const name = has(random, 0.5) ? `${pick(random, chains)} ${town} ${pick(random, ['Centre', 'Airport', 'North', 'City', 'Park', ''])}`.trim() : `Hotel ${capital(word(random, plainWords))}`;
    return { town, name, street: `${1 + randomInteger(random, 300)} ${capital(word(random, plainWords))} ${pick(random, ['Street', 'Avenue', 'Road'])}`, phone: digits(random, 10), stars: String(1 + randomInteger(random, 5)) };
  }, ({ town, name, street, phone, stars }, copy) => {
    const e = copy === 0 ? 0 : 0.25;
    return [has(random, e) ? `${name.replace('Hotel ', '')} Hotel` : slip(random, name, e), slip(random, street, e), town, blank(random, phone, 0.4), stars];
  });
  return scattered('hotels and chains', ['name', 'address', 'city', 'phone', 'stars'], rows, random);
}

/** Payments as the two ends of each saw them: a wording that is cut off, some days later, less a fee. */
function payments(): LabelledSet {
  const random = seededRandom(207);
  const rows: Row[] = [];
  for (let truth = 0; truth < 2500; truth++) {
    const amount = Math.round(10 ** (1 + 3 * random()) * 100) / 100;
    const day = randomInteger(random, 400);
    const memo = `${pick(random, ['PAYMENT', 'TRANSFER', 'INV', 'SALARY', 'RENT', 'REFUND'])} ${word(random, plainWords)} ${word(random, plainWords)} ${has(random, 0.6) ? digits(random, 6) : ''}`.trim();
    const date = (later: number): string => new Date(Date.UTC(2022, 0, 1 + day + later)).toISOString().slice(0, 10);
    rows.push({ cells: [memo, date(0), String(amount)], truth });
    if (has(random, 0.85)) rows.push({ cells: [has(random, 0.4) ? memo.slice(0, 14) : slip(random, memo, 0.3), date(randomInteger(random, 4)), String(has(random, 0.3) ? Math.round(amount * (0.97 + 0.02 * random()) * 100) / 100 : amount)], truth });
  }
  return scattered('payments seen from both ends', ['memo', 'transaction_date', 'amount'], rows, random);
}

/** Half of all cells are empty, and e-mails are made of names. */
function halfEmpty(): LabelledSet {
  const random = seededRandom(208);
  const rows = repeat(random, 3000, 0.3, 3, () => invent(random, portugueseGivens, portugueseSurnames, (name) => `Rua ${name}`), (man, copy) => {
    const e = copy === 0 ? 0 : 0.25;
    const cells = [slip(random, `${man.given} ${man.middle}`, e), slip(random, man.family, e), man.email, man.phone, `${two(man.day)}-${two(man.month)}-${man.year}`, `${man.street} ${man.number}`, man.town];
    return cells.map((cell, c) => blank(random, cell, c < 2 ? 0.05 : 0.5));
  });
  return scattered('half of all cells empty', ['Nome', 'Apelido', 'Email', 'Telemóvel', 'Data Nasc.', 'Morada', 'Localidade'], rows, random);
}

/** Settlements of four gazetteers, many of one name, told apart by where they lie. */
function settlements(): LabelledSet {
  const random = seededRandom(209);
  const names = inventWords(900, 61, 'ber lin ham burg man chest er ton vil le san ta cruz ro sa rio gran de port land ox ford mon te', 2, 3).map(capital);
  const rows: Row[] = [];
  for (let truth = 0; truth < 850; truth++) {
    const name = pick(random, names);
    const region = capital(word(random, plainWords));
    const [latitude, longitude] = [-50 + 110 * random(), -170 + 340 * random()];
    const near = (degrees: number): string => blank(random, (degrees + (random() - 0.5) * 0.1).toFixed(4), 0.02);
    for (const label of [has(random, 0.3) ? `${name}, ${region}` : slip(random, name, 0.06), slip(random, name, 0.06), `${name} (${region})`, slip(random, name, 0.06)]) {
      if (has(random, 0.9)) rows.push({ cells: [label, near(latitude), near(longitude), blank(random, has(random, 0.25) ? 'P.PPL' : 'settlement', 0.2)], truth });
    }
  }
  return scattered('settlements of four gazetteers', ['label', 'lat', 'long', 'type'], rows, random);
}

export function lookalikeSets(): LabelledSet[] {
  return [votersByName(), strangers(), customersGerman(), patients(), songsOfShops(), hotels(), payments(), halfEmpty(), settlements()];
}
