// Invents labelled files of many kinds, for measuring the matcher on shapes that it was not made for: persons in several
// languages and with little to go by, linked files, restaurants, products, bibliographies, music, beers, companies.
// Longer than other files because each kind is one short recipe, and they share their words.
import { pick, randomInteger, seededRandom, type Random } from '../../shared/kernel/random.ts';
import { birth, blank, capital, digits, englishFamilies, englishGivens, frenchGivens, frenchSurnames, germanGivens, germanSurnames, has, invent, inventWords, type LabelledSet, type Man, plainWords, portugueseGivens, portugueseSurnames, repeat, type Row, scattered, several, slip, syllables, titleWords, towns, two, word, zipf } from './labelledParts.ts';
import { lookalikeSets } from './lookalikes.ts';
import { englishMen, englishShortForms } from './words/englishNames.ts';
import { englishStreets } from './words/streets.ts';

function personsFrench(): LabelledSet {
  const random = seededRandom(101);
  const rows = repeat(random, 2600, 0.3, 3, () => invent(random, frenchGivens, frenchSurnames, (name) => `rue ${pick(random, ['de ', 'du ', 'des ', ''])}${name}`), (man, copy) => {
    const e = copy === 0 ? 0 : 0.22;
    const given = has(random, e / 2) ? `${man.given.charAt(0)}.` : slip(random, man.given, e);
    return [
      has(random, e / 2) ? `${slip(random, man.family, e).toUpperCase()} ${given}` : `${given} ${slip(random, man.family, e)}`,
      blank(random, `${two(man.day)}/${two(has(random, e / 3) ? 1 + randomInteger(random, 12) : man.month)}/${man.year}`, 0.15),
      blank(random, `${man.number} ${slip(random, man.street, e)}`, has(random, e) ? 0.6 : 0.05),
      man.zip,
      man.town,
      blank(random, man.phone.replace(/(\d\d)(?=\d)/g, '$1 '), 0.4),
    ];
  });
  return scattered('French persons, six columns', ['Nom complet', 'Né(e) le', 'Adresse', 'CP', 'Ville', 'Tél.'], rows, random);
}

function personsGermanSparse(times = 1): LabelledSet {
  const random = seededRandom(102);
  const rows = repeat(random, 3000 * times, 0.3, 3, () => invent(random, germanGivens, germanSurnames, (name) => `${name}straße`), (man, copy) => {
    const e = copy === 0 ? 0 : 0.2;
    const gone = 0.4;
    return [
      slip(random, man.given, e),
      slip(random, man.family, e),
      blank(random, `${two(man.day)}.${two(man.month)}.${man.year}`, gone),
      blank(random, has(random, e) ? `${man.street.replace('straße', 'str.')} ${man.number}` : `${man.street} ${man.number}`, gone),
      blank(random, man.zip, gone),
      blank(random, man.town, 0.2),
      blank(random, slip(random, man.email, e), gone),
      blank(random, man.phone, gone),
    ];
  });
  return scattered('German persons, four in ten cells empty', ['Vorname', 'Nachname', 'Geburtstag', 'Anschrift', 'PLZ', 'Ort', 'E-Mail', 'Telefon'], rows, random);
}

function personsWithoutHeaders(): LabelledSet {
  const random = seededRandom(103);
  const rows = repeat(random, 2200, 0.35, 2, () => invent(random, portugueseGivens, portugueseSurnames, (name) => `Rua ${name}`), (man, copy) => {
    const e = copy === 0 ? 0 : 0.2;
    return [slip(random, `${man.given} ${man.middle}`, e), slip(random, man.family, e), slip(random, `${man.street}, ${man.number}`, e), man.town, blank(random, `${man.year}-${two(man.month)}-${two(man.day)}`, 0.2), blank(random, man.phone, 0.3), blank(random, slip(random, man.email, e), 0.3)];
  });
  return scattered('Portuguese persons under headers without meaning', ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7'], rows, random);
}

/** Voters: few columns, age instead of birth date, households of one name, women who change it. */
function voters(): LabelledSet {
  const random = seededRandom(104);
  let home: Man | undefined;
  const rows = repeat(random, 4200, 0.3, 2, () => {
    const man = invent(random, englishGivens, englishFamilies, (name) => `${name} ${pick(random, ['ST', 'RD', 'AVE', 'LN', 'DR', 'CT'])}`);
    // A third of them live with somebody of their name.
    const other = home !== undefined && has(random, 0.33) ? { ...man, family: home.family, street: home.street, number: home.number, town: home.town, zip: home.zip, phone: home.phone } : man;
    home = other;
    return other;
  }, (man, copy) => {
    const e = copy === 0 ? 0 : 0.15;
    const isMoved = has(random, e);
    const short = englishShortForms[man.given]?.[0];
    return [
      (has(random, e / 2) ? capital(word(random, englishFamilies)) : slip(random, man.family, e)).toUpperCase(),
      (short !== undefined && has(random, e) ? short : slip(random, man.given, e)).toUpperCase(),
      blank(random, has(random, 0.5) && copy > 0 ? man.middle.charAt(0).toUpperCase() : man.middle.toUpperCase(), 0.25),
      String(2026 - man.year + (copy > 0 && has(random, 0.4) ? 1 : 0)),
      pick(random, englishMen) === man.given ? 'M' : englishMen.includes(man.given) ? 'M' : 'F',
      isMoved ? `${1 + randomInteger(random, 900)} ${pick(random, englishStreets).toUpperCase()}` : slip(random, `${man.number} ${man.street}`.toUpperCase(), e),
      isMoved ? towns.list[towns.draw(random)]!.toUpperCase() : man.town.toUpperCase(),
      'NC',
      isMoved ? digits(random, 5) : man.zip,
      blank(random, isMoved ? '' : man.phone, 0.5),
    ];
  });
  return scattered('voters with households', ['last_name', 'first_name', 'midl_name', 'age', 'sex', 'street_address', 'res_city_desc', 'state_cd', 'zip_code', 'full_phone_num'], rows, random);
}

/** Two files of the same persons, one row of each at most. */
function linkedPersons(): LabelledSet {
  const random = seededRandom(105);
  const rows: Row[] = [];
  for (let truth = 0; truth < 3000; truth++) {
    const man = invent(random, englishGivens, englishFamilies, (name) => `${name} ${pick(random, ['street', 'road', 'crescent', 'place'])}`);
    const id = digits(random, 7);
    const write = (source: string, e: number): string[] => [source, slip(random, man.given, e).toLowerCase(), slip(random, man.family, e).toLowerCase(), man.number, slip(random, man.street, e).toLowerCase(), slip(random, man.town, e).toLowerCase(), slip(random, man.zip, e), blank(random, `${man.year}${two(man.month)}${two(man.day)}`, 0.05), slip(random, id, e / 2)];
    if (truth < 2400) rows.push({ cells: write('a', 0), truth });
    if (truth >= 600) rows.push({ cells: write('b', 0.3), truth });
  }
  return scattered('persons of two files', ['file', 'given_name', 'surname', 'street_number', 'address_1', 'suburb', 'postcode', 'date_of_birth', 'soc_sec_id'], rows, random, 0);
}

const venues = ['SIGMOD Conference', 'VLDB', 'ACM Trans. Database Syst.', 'VLDB J.', 'SIGMOD Record'];
const longVenues = ['International Conference on Management of Data', 'Very Large Data Bases', 'ACM Transactions on Database Systems (TODS)', 'The VLDB Journal', 'ACM SIGMOD Record'];

type Paper = { title: string[]; authors: string[]; venue: number; year: number };

function paper(random: Random, earlier: Paper[]): Paper {
  const old = earlier.length > 20 && has(random, 0.06) ? pick(random, earlier) : undefined;
  const made: Paper = {
    // Some papers appear again in a journal, under the same title: another paper.
    title: old?.title ?? several(random, titleWords, 4, 10),
    authors: old?.authors ?? Array.from({ length: 1 + randomInteger(random, 4) }, () => `${word(random, englishGivens)} ${capital(word(random, frenchSurnames))}`),
    venue: randomInteger(random, venues.length),
    year: 1994 + randomInteger(random, 10),
  };
  earlier.push(made);
  return made;
}

function bibliography(): LabelledSet {
  const random = seededRandom(106);
  const earlier: Paper[] = [];
  const rows: Row[] = [];
  for (let truth = 0; truth < 2700; truth++) {
    const { title, authors, venue, year } = paper(random, earlier);
    if (truth < 2500) rows.push({ cells: ['D', capital(title.join(' ')), authors.join(', '), venues[venue]!, String(year)], truth });
    if (truth >= 400) rows.push({ cells: ['A', capital(slip(random, title.join(' '), 0.15)), authors.map((author) => (has(random, 0.15) ? author.replace(/^(\w)\w+/, '$1.') : author)).join(', '), longVenues[venue]!, String(year)], truth });
  }
  return scattered('bibliography of two libraries', ['origin', 'title', 'authors', 'venue', 'year'], rows, random, 0);
}

function citations(): LabelledSet {
  const random = seededRandom(107);
  const earlier: Paper[] = [];
  const rows: Row[] = [];
  for (let truth = 0; truth < 6000; truth++) {
    const { title, authors, venue, year } = paper(random, earlier);
    const known = truth < 1500;
    if (known) rows.push({ cells: ['D', capital(title.join(' ')), authors.join(', '), venues[venue]!, String(year)], truth });
    const copies = known ? randomInteger(random, 5) : 1;
    for (let copy = 0; copy < copies; copy++) {
      const cut = has(random, 0.2) ? title.slice(0, Math.max(3, title.length - 2)) : title;
      const names = authors.map((author) => author.replace(/^(\w)\w+ /, '$1 ')).slice(0, has(random, 0.15) ? 1 : 9);
      rows.push({ cells: ['S', slip(random, cut.join(' '), 0.25), `${names.join(', ')}${has(random, 0.1) ? ', …' : ''}`, blank(random, has(random, 0.5) ? longVenues[venue]! : `Proc. ${venues[venue]!.toUpperCase()}, ${year}`, 0.3), blank(random, String(year), 0.45)], truth });
    }
  }
  return scattered('citations gathered from the web', ['origin', 'title', 'authors', 'venue', 'year'], rows, random, 0);
}

const brands = zipf(inventWords(60, 17, 'so ny ca non pa na lo gi tek ep son phi lips tos hi ba ke nwo od bo se', 2, 3).map(capital), 0.8, 2);
const kinds = zipf(['LCD HDTV', 'Digital Camera', 'Cordless Phone', 'Refrigerator', 'Front Load Washer', 'Home Theater System', 'Bookshelf Speakers', 'Wireless Router', 'DVD Player', 'Headphones', 'Microwave Oven', 'Laser Printer', 'Camcorder', 'Car Subwoofer', 'Gas Range', 'Dishwasher'], 0.4);
const colours = ['Black', 'White', 'Silver', 'Stainless Steel', 'Red', 'Blue'];

type Product = { brand: string; kind: string; model: string; colour: string; extra: string[]; price: number };

/** Models come in families that differ by a letter or a digit. */
function product(random: Random, earlier: Product[]): Product {
  const kin = earlier.length > 5 && has(random, 0.35) ? earlier.at(-1) : undefined;
  const stem = kin?.model.slice(0, -2) ?? `${pick(random, ['KDL', 'DSC', 'WF', 'SA', 'BT', 'MX', 'VT', 'HX', 'CS'])}${has(random, 0.5) ? '-' : ''}${digits(random, 2 + randomInteger(random, 2))}`;
  const made: Product = {
    brand: kin?.brand ?? word(random, brands),
    kind: kin?.kind ?? word(random, kinds),
    model: `${stem}${pick(random, 'ABCDEFGHJKLMNPRSTUVWXZ'.split(''))}${digits(random, 1)}`,
    colour: pick(random, colours),
    extra: kin?.extra ?? several(random, plainWords, 1, 3),
    price: 20 + randomInteger(random, 2000),
  };
  earlier.push(made);
  return made;
}

/** Products of two shops; sizes, names and prices as such shops write them. */
function products(times = 1): LabelledSet {
  const random = seededRandom(108);
  const earlier: Product[] = [];
  const rows: Row[] = [];
  for (let truth = 0; truth < 1200 * times; truth++) {
    const { brand, kind, model, colour, extra, price } = product(random, earlier);
    if (truth < 1100 * times) rows.push({ cells: ['abt', `${brand} ${capital(extra[0]!)} ${kind} - ${model.replace('-', '')}`, `${brand} ${capital(extra[0]!)} ${kind} - ${model.replace('-', '')}/ ${several(random, titleWords, 10, 24).join(' ')}/ ${colour} Finish`, blank(random, `$${price}.00`, 0.6)], truth });
    if (truth >= 100 * times) rows.push({ cells: ['buy', `${brand} ${has(random, 0.7) ? `${model} ` : ''}${has(random, 0.6) ? `${capital(extra[0]!)} ` : ''}${kind}${has(random, 0.3) ? ` (${colour})` : ''}${has(random, 0.3) ? ` ${extra.slice(1).join(' ')}` : ''}`.trim(), blank(random, several(random, titleWords, 6, 16).join(' '), 0.4), blank(random, `$${(price * (0.9 + 0.2 * random())).toFixed(2)}`, 0.45)], truth });
  }
  return scattered('products of two shops', ['source', 'name', 'description', 'price'], rows, random, 0);
}

function electronics(): LabelledSet {
  const random = seededRandom(109);
  const earlier: Product[] = [];
  const rows: Row[] = [];
  for (let truth = 0; truth < 5200; truth++) {
    const { brand, kind, model, colour, extra, price } = product(random, earlier);
    if (truth < 1500) rows.push({ cells: ['w', `${brand} ${capital(extra[0]!)} ${kind}, ${colour}`, pick(random, ['Electronics', 'TV & Video', 'Home Audio']), brand, blank(random, model, 0.1), String(price)], truth });
    if (truth >= 700) rows.push({ cells: ['z', `${brand} ${model} ${has(random, 0.7) ? `${capital(extra[0]!)} ` : ''}${kind}${has(random, 0.5) ? ` - ${colour}` : ''}`, pick(random, ['electronics general', 'televisions', 'audio']), has(random, 0.1) ? '' : brand.toLowerCase(), blank(random, model.replace('-', ''), 0.25), blank(random, (price * (0.85 + 0.3 * random())).toFixed(2), 0.2)], truth });
  }
  return scattered('electronics with model numbers', ['store', 'title', 'category', 'brand', 'modelno', 'price'], rows, random, 0);
}

function software(): LabelledSet {
  const random = seededRandom(110);
  const rows: Row[] = [];
  const makers = zipf(inventWords(90, 18, 'ado mic ro soft cor el sym an tec in tu it bro der en core', 2, 3), 0.7);
  for (let truth = 0; truth < 2400; truth++) {
    const maker = word(random, makers);
    const names = several(random, plainWords, 1, 3);
    const version = has(random, 0.5) ? String(2003 + randomInteger(random, 6)) : `${1 + randomInteger(random, 12)}.0`;
    const edition = pick(random, ['', 'deluxe', 'professional', 'home', 'upgrade', 'premium']);
    const price = 10 + randomInteger(random, 500);
    if (truth < 1300) rows.push({ cells: ['one', [...names, version, edition].filter(Boolean).join(' '), several(random, titleWords, 8, 30).join(' '), maker, `${price}.99`], truth });
    if (truth >= 300) rows.push({ cells: ['two', [has(random, 0.7) ? maker : '', ...names, has(random, 0.8) ? version : '', has(random, 0.6) ? edition : edition.slice(0, 3), has(random, 0.4) ? pick(random, ['(win)', 'cd-rom', '- pc', 'mac/win']) : ''].filter(Boolean).join(' '), blank(random, several(random, titleWords, 6, 14).join(' '), 0.15), blank(random, maker, 0.9), (price * (0.7 + 0.5 * random())).toFixed(2)], truth });
  }
  return scattered('software titles', ['source', 'title', 'description', 'manufacturer', 'price'], rows, random, 0);
}

/** Songs of five collections, each with its own habits. */
function music(): LabelledSet {
  const random = seededRandom(111);
  const artists = zipf(inventWords(900, 19, syllables, 2, 3).map((name, i) => (i % 3 === 0 ? `The ${capital(name)}s` : `${capital(name)} ${capital(plainWords.list[i]!)}`)), 0.7);
  const rows: Row[] = [];
  for (let truth = 0; truth < 2600; truth++) {
    const title = several(random, plainWords, 1, 5).map(capital).join(' ');
    const artist = word(random, artists);
    const album = several(random, plainWords, 1, 3).map(capital).join(' ');
    const seconds = 120 + randomInteger(random, 300);
    const year = 1960 + randomInteger(random, 55);
    const track = 1 + randomInteger(random, 16);
    const language = pick(random, ['English', 'English', 'English', 'German', 'French', 'Spanish']);
    const copies = has(random, 0.5) ? 1 : 2 + randomInteger(random, 4);
    const collections = [1, 2, 3, 4, 5].slice(0, copies);
    for (const collection of collections) {
      const minutes = `${Math.floor(seconds / 60)}m ${two(seconds % 60)}sec`;
      const e = collection === 1 ? 0 : 0.2;
      rows.push({
        cells: [
          String(collection),
          collection === 2 ? `${two(track).padStart(3, '0')}-${slip(random, title, e)}` : collection === 3 ? `${artist} - ${slip(random, title, e)}` : collection === 4 ? `${slip(random, title, e)} (${album})` : slip(random, title, e),
          collection === 2 ? minutes : collection === 3 ? (seconds / 60).toFixed(3) : collection === 4 ? blank(random, String(seconds), 0.3) : String(seconds * 1000),
          collection === 3 ? '' : slip(random, artist, e),
          slip(random, album, e),
          blank(random, collection === 2 ? `'${two(year % 100)}` : String(year), 0.2),
          collection === 4 ? language.slice(0, 3) : blank(random, language, 0.2),
          blank(random, collection === 5 ? two(track) : String(track), 0.15),
        ],
        truth,
      });
    }
  }
  return scattered('songs of five collections', ['SourceID', 'title', 'length', 'artist', 'album', 'year', 'language', 'number'], rows, random);
}

function beers(): LabelledSet {
  const random = seededRandom(112);
  const rows: Row[] = [];
  const breweries = zipf(inventWords(420, 20, syllables, 2, 3).map((name, i) => `${capital(name)} ${['Brewing Company', 'Brewery', 'Beer Co.', 'Brewhouse'][i % 4]}`), 0.6);
  const styles = ['American Amber / Red Ale', 'American IPA', 'Stout', 'American Pale Ale', 'Hefeweizen', 'Porter', 'Pilsener', 'Brown Ale'];
  for (let truth = 0; truth < 2600; truth++) {
    const brewery = word(random, breweries);
    const style = pick(random, styles);
    const name = `${several(random, plainWords, 1, 2).map(capital).join(' ')} ${pick(random, ['Ale', 'IPA', 'Stout', 'Lager', 'Red'])}`;
    const abv = (4 + randomInteger(random, 60) / 10).toFixed(1);
    if (truth < 1700) rows.push({ cells: ['A', name, brewery, style, `${abv}%`], truth });
    if (truth >= 900) rows.push({ cells: ['B', has(random, 0.3) ? `${brewery.split(' ')[0]} ${name}` : slip(random, name, 0.2), has(random, 0.3) ? brewery.split(' ')[0]! : brewery.replace('Company', 'Co.'), has(random, 0.4) ? pick(random, styles) : style.split(' / ')[0]!, has(random, 0.15) ? '-' : `${abv}0 %`], truth });
  }
  return scattered('beers', ['source', 'Beer_Name', 'Brew_Factory_Name', 'Style', 'ABV'], rows, random, 0);
}

function restaurants(): LabelledSet {
  const random = seededRandom(113);
  const rows: Row[] = [];
  for (let truth = 0; truth < 1300; truth++) {
    const name = `${has(random, 0.25) ? `${pick(random, ['Café', 'The', 'Chez', 'La', 'Il'])} ` : ''}${several(random, plainWords, 1, 2).map(capital).join(' ')}${has(random, 0.3) ? ` ${pick(random, ['Grill', 'Bistro', 'Bar', 'Kitchen', 'House'])}` : ''}`;
    const town = towns.list[towns.draw(random) % 25]!;
    const street = `${1 + randomInteger(random, 999)} ${capital(word(random, plainWords))}`;
    const type = pick(random, ['Ave', 'St', 'Blvd', 'Rd']);
    const phone = [`${200 + (town.length * 37) % 700}`, digits(random, 3), digits(random, 4)];
    const kitchen = pick(random, ['italian', 'french', 'american', 'chinese', 'mexican', 'steakhouses']);
    if (truth < 800) rows.push({ cells: ['z', name, `${street} ${type}.`, town, phone.join('-'), kitchen], truth });
    if (truth >= 500) rows.push({ cells: ['y', slip(random, has(random, 0.2) ? name.replace(/^(?:Café|The|Chez|La|Il) | (?:Grill|Bistro|Bar|Kitchen|House)$/, '') : name, 0.15).toLowerCase(), has(random, 0.25) ? `${street} ${type.toLowerCase()}. near ${capital(word(random, plainWords))}` : `${street} ${type}enue`.replace('Stenue', 'Street').replace('Blvdenue', 'Boulevard').replace('Rdenue', 'Road'), has(random, 0.2) ? 'downtown' : town, `${phone[0]}/${phone[1]}-${phone[2]}`, has(random, 0.5) ? kitchen : `${kitchen} (new)`], truth });
  }
  return scattered('restaurants of two guides', ['guide', 'name', 'addr', 'city', 'phone', 'type'], rows, random, 0);
}

function companiesGerman(): LabelledSet {
  const random = seededRandom(114);
  const rows = repeat(random, 2200, 0.35, 2, () => {
    const man = invent(random, germanGivens, germanSurnames, (name) => `${name}weg`);
    const core = has(random, 0.4) ? `${man.family} ${pick(random, ['Maschinenbau', 'Logistik', 'Bau', 'Elektrotechnik', 'Handels'])}` : several(random, plainWords, 1, 2).map(capital).join(' ');
    return { man, core, form: pick(random, ['GmbH', 'AG', 'GmbH & Co. KG', 'KG', 'e.K.']), site: `www.${core.split(' ')[0]!.normalize('NFD').replace(/[^A-Za-z]/g, '').toLowerCase()}${randomInteger(random, 40)}.de` };
  }, ({ man, core, form, site }, copy) => {
    const e = copy === 0 ? 0 : 0.2;
    return [`${slip(random, core, e)}${has(random, e) ? '' : ` ${form}`}`, `${slip(random, man.street, e)} ${man.number}`, man.zip, man.town, blank(random, man.phone, 0.3), blank(random, has(random, e) ? site.replace('www.', 'https://') : site, 0.4), blank(random, `DE${digits(random, 0)}${String(100_000_000 + ((man.year * 7919 + man.day * 104_729 + man.number.length * 31 + core.length * 65_537) % 899_999_999))}`, 0.5)];
  });
  return scattered('German companies', ['Firma', 'Straße', 'PLZ', 'Ort', 'Telefon', 'Internet', 'USt-IdNr.'], rows, random);
}

const trades = zipf('politician lawyer writer actor farmer soldier priest painter merchant engineer physician footballer teacher composer sculptor'.split(' '), 0.6);

/** Persons of the past as many books tell of them: few columns, many mentions each, years instead of dates. */
function historical(): LabelledSet {
  const random = seededRandom(115);
  const rows: Row[] = [];
  for (let truth = 0; truth < 900; truth++) {
    const man = invent(random, englishGivens, englishFamilies, (name) => name);
    const trade = word(random, trades);
    const year = 1600 + randomInteger(random, 330);
    const mentions = 1 + Math.floor(14 * random() ** 2);
    for (let mention = 0; mention < mentions; mention++) {
      const e = mention === 0 ? 0 : 0.25;
      const short = englishShortForms[man.given]?.[0];
      const given = has(random, e) && short !== undefined ? short : has(random, e / 4) ? word(random, englishGivens) : slip(random, man.given, e);
      const family = slip(random, man.family, e);
      const dob = has(random, e) ? `${year}-01-01` : `${has(random, e / 2) ? year + (has(random, 0.5) ? 1 : -1) : year}-${two(man.month)}-${two(has(random, e / 2) ? 1 + randomInteger(random, 28) : man.day)}`;
      rows.push({ cells: [`${given} ${family}`.toLowerCase(), blank(random, given.toLowerCase(), 0.05), blank(random, family.toLowerCase(), 0.05), blank(random, dob, 0.15), blank(random, has(random, e) ? pick(random, ['london', 'city of london', man.town.toLowerCase()]) : man.town.toLowerCase(), 0.2), blank(random, `${man.zip.slice(0, 2)} ${has(random, e) ? digits(random, 2) : man.zip.slice(2, 4)}`, 0.25), blank(random, englishMen.includes(man.given) ? 'male' : 'female', 0.15), blank(random, has(random, e / 2) ? word(random, trades) : trade, 0.3)], truth });
    }
  }
  return scattered('persons of the past, many mentions each', ['full_name', 'first_name', 'surname', 'dob', 'birth_place', 'postcode_fake', 'gender', 'occupation'], rows, random);
}

/** References to few papers, each written in as many ways as there are lists of references. */
function references(): LabelledSet {
  const random = seededRandom(116);
  const rows: Row[] = [];
  const earlier: Paper[] = [];
  for (let truth = 0; truth < 170; truth++) {
    const { title, authors, venue, year } = paper(random, earlier);
    const page = 1 + randomInteger(random, 800);
    const times = 1 + Math.floor(60 * random() ** 4);
    for (let time = 0; time < times; time++) {
      const turned = has(random, 0.4);
      const names = authors.map((author) => {
        const [given, family] = author.toLowerCase().split(' ') as [string, string];
        const first = has(random, 0.7) ? `${given.charAt(0)}.` : given;
        return turned ? `${family}, ${first}` : `${first} ${family}`;
      });
      rows.push({
        cells: [
          slip(random, has(random, 0.1) ? `${names[0]!} et al.` : names.join(turned ? '; ' : ', ').replace(/[,;] ([^,;]+)$/, ' and $1'), 0.1),
          slip(random, has(random, 0.1) ? title.slice(0, Math.max(3, title.length - 2)).join(' ') : title.join(' '), 0.3),
          blank(random, has(random, 0.5) ? `in proceedings of the ${longVenues[venue]!.toLowerCase()}` : `proc. ${venues[venue]!.toLowerCase()}`, 0.25),
          blank(random, has(random, 0.1) ? `(${year})` : has(random, 0.05) ? String(year + 1) : String(year), 0.2),
          blank(random, has(random, 0.5) ? `pages ${page}-${page + 11}` : `${page}--${page + 11}`, 0.4),
          blank(random, has(random, 0.3) ? 'acm press' : 'morgan kaufmann', 0.7),
          blank(random, pick(random, ['new york', 'san francisco, ca', 'berlin']), 0.75),
        ],
        truth,
      });
    }
  }
  return scattered('references to few papers', ['author', 'title', 'venue', 'year', 'pages', 'publisher', 'address'], rows, random);
}

/** Institutions as authors write them: one column, and as many wordings as authors. */
function affiliations(): LabelledSet {
  const random = seededRandom(117);
  const rows: Row[] = [];
  for (let truth = 0; truth < 330; truth++) {
    const town = towns.list[towns.draw(random)]!;
    const name = capital(word(random, plainWords));
    const kind = pick(random, ['University of', 'Institute of Technology', 'State University', 'Polytechnic']);
    const full = kind === 'University of' ? `University of ${name}` : `${name} ${kind}`;
    const country = pick(random, ['USA', 'Germany', 'UK', 'Italy', 'France', 'Canada']);
    const times = 1 + Math.floor(22 * random() ** 2);
    for (let time = 0; time < times; time++) {
      const written = has(random, 0.15) ? full.replace('University', 'Univ.').replace('Institute of Technology', 'Inst. of Tech.') : slip(random, full, 0.12);
      const department = has(random, 0.45) ? `${pick(random, ['Department of Computer Science', 'Dept. of Computer Science', 'Computer Science Department', 'School of Informatics', 'Department of Electrical Engineering'])}, ` : '';
      const place = has(random, 0.6) ? `, ${town}${has(random, 0.6) ? `, ${country}` : ''}` : '';
      rows.push({ cells: [`${department}${written}${place}`], truth });
    }
  }
  return scattered('affiliations in one column', ['affil1'], rows, random);
}

/** A customer base in Spanish as it comes out of an old program: two surnames, shouting, gaps, families, firms among persons. */
function customersSpanish(): LabelledSet {
  const random = seededRandom(118);
  const families = zipf('García González Rodríguez Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández Díaz Moreno Muñoz Álvarez Romero Alonso Gutiérrez Navarro Torres Domínguez Vázquez Ramos Gil Ramírez Serrano Blanco Molina Morales Suárez Ortega Delgado Castro Ortiz Rubio Marín Sanz Núñez Iglesias Medina Garrido Cortés Castillo Santos Lozano Guerrero Cano Prieto Méndez Cruz Calvo Gallego Vidal León Márquez Herrera Peña Flores Cabrera Campos Vega Fuentes Carrasco Diez Caballero Nieto Reyes Aguilar Pascual Herrero Santana Lorenzo Hidalgo Montero Ibáñez Giménez Ferrer Durán'.split(' '), 0.8, 3);
  const givens = zipf('María Antonio José Manuel Francisco Carmen Ana Juan David Isabel Laura Javier Daniel Pilar Cristina Marta Jesús Lucía Carlos Alejandro Miguel Elena Rosa Rafael Pedro Ángel Sara Paula Raquel Pablo Sergio Fernando Jorge Luis Alberto Álvaro Teresa Beatriz Nuria Silvia Julia Patricia Irene Andrés Rocío Mónica'.split(' '), 0.5);
  const cities = zipf('Madrid Barcelona Valencia Sevilla Zaragoza Málaga Murcia Palma Bilbao Alicante Córdoba Valladolid Vigo Gijón Granada Oviedo Badajoz Salamanca Huelva Logroño'.split(' '), 0.7);
  let home: { first: string; second: string; street: string; phone: string; city: string; zip: string } | undefined;
  const letters = 'TRWAGMYFPDXBNJZSQVHLCKE';
  const rows = repeat(random, 3600, 0.28, 3, () => {
    const isKin = home !== undefined && has(random, 0.2);
    const city = isKin ? home!.city : word(random, cities);
    const number = randomInteger(random, 90_000_000) + 1_000_000;
    const made = {
      given: has(random, 0.15) ? `${word(random, givens)} ${word(random, givens)}` : word(random, givens),
      first: isKin ? home!.first : word(random, families),
      second: isKin && has(random, 0.7) ? home!.second : word(random, families),
      street: isKin ? home!.street : `${pick(random, ['Calle', 'Avda.', 'C/', 'Plaza'])} ${capital(word(random, plainWords))}, ${1 + randomInteger(random, 120)}${has(random, 0.4) ? `, ${1 + randomInteger(random, 9)}º ${pick(random, ['A', 'B', 'C', 'Izda'])}` : ''}`,
      phone: isKin && has(random, 0.5) ? home!.phone : `${pick(random, ['6', '9'])}${digits(random, 8)}`,
      city,
      zip: isKin ? home!.zip : `${two(1 + (cities.list.indexOf(city) * 7) % 50)}${digits(random, 3)}`,
      nif: `${String(number).padStart(8, '0')}${letters[number % 23]!}`,
      ...birth(random),
    };
    home = made;
    return made;
  }, (man, copy) => {
    const e = copy === 0 ? 0 : 0.22;
    const bare = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '');
    const given = has(random, e / 2) ? man.given.replace('María', 'Mª').replace('Francisco', 'Fco.') : slip(random, man.given, e);
    const second = has(random, e) ? '' : slip(random, man.second, e / 2);
    const isMoved = has(random, e / 2);
    const surnames = `${slip(random, man.first, e)} ${second}`.trim();
    const shouted = has(random, copy === 0 ? 0.3 : 0.6);
    const say = (text: string): string => (shouted ? bare(text).toUpperCase() : text);
    return [
      say(has(random, 0.5) ? `${surnames}, ${given}` : `${given} ${surnames}`),
      blank(random, slip(random, has(random, e) ? man.nif.replace(/^0+/, '') : man.nif, e / 3), 0.35),
      say(isMoved ? `Calle ${capital(word(random, plainWords))} ${1 + randomInteger(random, 99)}` : man.street),
      has(random, e) ? man.zip.replace(/^0/, '') : man.zip,
      say(man.city),
      blank(random, has(random, e / 2) ? `6${digits(random, 8)}` : has(random, 0.3) ? `+34 ${man.phone.slice(0, 3)} ${man.phone.slice(3)}` : man.phone, 0.25),
      blank(random, has(random, 0.5) ? `${two(man.day)}/${two(man.month)}/${man.year}` : `${man.year}-${two(man.month)}-${two(man.day)}`, 0.5),
    ];
  });
  return scattered('Spanish customers of an old program', ['CLIENTE', 'NIF', 'DIRECCION', 'CP', 'POBLACION', 'TELEFONO', 'F_NACIMIENTO'], rows, random);
}

/** Contacts at firms: colleagues share the firm, its domain and its telephone. */
function contacts(): LabelledSet {
  const random = seededRandom(119);
  const rows: Row[] = [];
  let truth = 0;
  for (let firm = 0; firm < 800; firm++) {
    const name = `${capital(word(random, plainWords))}${pick(random, ['tec', 'lab', 'sol', 'net'])} ${capital(word(random, plainWords))}`;
    const domain = `${name.replace(/\W/g, '').toLowerCase()}.es`;
    const switchboard = `9${digits(random, 8)}`;
    const people = 1 + randomInteger(random, 5);
    for (let person = 0; person < people; person++, truth++) {
      const man = invent(random, englishGivens, frenchSurnames, (street) => street);
      const mobile = `6${digits(random, 8)}`;
      const copies = has(random, 0.3) ? 2 : 1;
      for (let copy = 0; copy < copies; copy++) {
        const e = copy === 0 ? 0 : 0.2;
        rows.push({
          cells: [
            slip(random, man.given, e),
            slip(random, man.family, e),
            blank(random, `${name}${has(random, 0.5) ? ' S.L.' : ''}`, 0.1),
            blank(random, has(random, e) ? `info@${domain}` : `${man.given.charAt(0).toLowerCase()}.${man.family.toLowerCase()}@${domain}`, 0.3),
            has(random, 0.5) ? switchboard : blank(random, mobile, 0.5),
            pick(random, ['Director', 'Compras', 'Gerente', '']),
          ],
          truth,
        });
      }
    }
  }
  return scattered('contacts at firms', ['Nombre', 'Apellidos', 'Empresa', 'Email', 'Teléfono', 'Cargo'], rows, random);
}

/** Every kind, alike in every run. */
/** So large that keys and model are learnt from a part of the rows, and only some of their pairs can be compared. */
export function largeLabelledSets(): LabelledSet[] {
  return [personsGermanSparse(15), products(14)].map((set) => ({ ...set, name: `${set.name}, many` }));
}

export function labelledSets(): LabelledSet[] {
  return [personsFrench(), personsGermanSparse(), personsWithoutHeaders(), voters(), linkedPersons(), bibliography(), citations(), products(), electronics(), software(), music(), beers(), restaurants(), companiesGerman(), historical(), references(), affiliations(), customersSpanish(), contacts(), ...lookalikeSets()];
}
