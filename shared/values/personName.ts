// Reads names of persons: title, given names, two surnames, particles; whichever way round they were written.
import { capitaliseName } from './capitals.ts';
import { cleanText } from './cleanText.ts';
import { findLegalForm } from './companyName.ts';
import { foldText, foldWords } from './fold.ts';
import { isFrequentSurname, isGivenName } from './givenNames.ts';
import { mendMojibake } from './mojibake.ts';
import { isPlaceholder } from './placeholder.ts';
import { empty, invalid, suspect, valid } from './reading.ts';
import type { Judgement, ReadContext, ValueReading } from './reading.ts';

export type PersonNameParts = {
  readonly title: string;
  readonly given: string;
  readonly surname: string;
  readonly surname2: string;
  /** How it was written; comma: `García López, Ana`. */
  readonly order: 'givenFirst' | 'surnameFirst' | 'comma' | 'single';
};
export type NamePartParts = { readonly words: readonly string[] };

const noParts: PersonNameParts = { title: '', given: '', surname: '', surname2: '', order: 'single' };

const titles = /^(?:(?:sr|sra|srta|sres|d|d[ªa]|dn|dña|dna|don|doña|dona|dr|dra|lic|lcdo|lcda|ing|prof|profa|excmo|excma|ilmo|ilma|mr|mrs|ms|miss|mx|sir|rev|herr|frau|mme|mlle|sig|snr)(?:\.\s*|\s+)(?:[yd]\.?\s*)?)+(?=\p{L}{2,})/iu;
const suffixes = /[\s,]+(?:jr|junior|ph\.?d|md|esq|ii|iii|iv)\.?$/iu;
const widows = /\s+(?:vda\.?|viuda|señora|sra\.?)\s+de\s+/iu;

/** Short forms that always stand for the same name; keys folded, without points. */
const expansions: Readonly<Record<string, string>> = {
  'mª': 'María', 'm.ª': 'María', 'm²': 'María', 'fco': 'Francisco', 'frco': 'Francisco', 'fdo': 'Fernando', 'antº': 'Antonio', 'ant': 'Antonio', 'gmo': 'Guillermo', 'jqn': 'Joaquín',
  'fdez': 'Fernández', 'fernz': 'Fernández', 'hdez': 'Hernández', 'hndez': 'Hernández', 'glez': 'González', 'gzlez': 'González', 'gonz': 'González', 'rguez': 'Rodríguez', 'rdguez': 'Rodríguez', 'rodgz': 'Rodríguez', 'rdez': 'Rodríguez',
  'mtnez': 'Martínez', 'mtez': 'Martínez', 'mnez': 'Martínez', 'dguez': 'Domínguez', 'jmnez': 'Jiménez', 'jnez': 'Jiménez', 'mdez': 'Méndez', 'schez': 'Sánchez', 'snchez': 'Sánchez', 'sches': 'Sánchez', 'gtez': 'Gutiérrez', 'grcia': 'García', 'gcia': 'García',
  'alvz': 'Álvarez', 'vzquez': 'Vázquez', 'vqz': 'Vázquez', 'rmrez': 'Ramírez', 'lpez': 'López', 'prez': 'Pérez', 'gmez': 'Gómez',
};

const particleWords = new Set('de del la las los lo da das do dos di della d des du le van von der den ter ten san santa sant'.split(' '));
const linkWords = new Set(['y', 'i', 'e']);
/** One surname of two words with `de`; the Alavese kind (López de Ipiña) only where another surname follows. */
const compoundSurnames = new Set(['ponce de leon', 'ladron de guevara', 'fernandez de cordoba', 'cabeza de vaca', 'diaz de vivar', 'alvarez de toledo', 'hurtado de mendoza', 'garcia de la torre', 'ramirez de arellano', 'gil de biedma', 'jimenez de parga']);
const compoundStart = /^(?:lopez|ruiz|ortiz|diaz|perez|saenz|sainz|saez|martinez|fernandez|garcia|gonzalez|sanchez|ochoa|velez|gomez|rodriguez|beltran|montes|ruyz) de /;
/** After these the given name goes on: María del Carmen, Juan de Dios, María de los Ángeles. */
const givenAfterParticle = new Set('carmen mar pilar rosario dios angeles angels dolores mercedes rocio sol valle carme nieves luz cruz jesus prado amparo consuelo milagro henar camino castillo castanar remei roser sagrario coro lourdes fatima cristo alma'.split(' '));

/** Canonical: `Given names Surname Surname` in ordinary capitals; `Surnames, Given` where that alone can be read back. */
export function readPersonName(text: string, context: ReadContext): ValueReading<PersonNameParts> {
  const raw = cleanText(text);
  if (raw === '') return empty(noParts);
  if (isPlaceholder(raw)) return empty(noParts, { kind: 'placeholder' });
  const mended = mendMojibake(raw);
  const parts = splitPersonName(mended?.value ?? raw, context);
  const joined = joinName(parts, context, raw);
  // What does not read back the same is left as it stands.
  const canonical = joined === raw || (!isPlaceholder(joined) && joinName(splitPersonName(joined, context), context, joined) === joined) ? joined : raw;
  if (mended !== undefined) return suspect(raw, parts, { kind: 'mojibake' }, { value: canonical, confidence: mended.confidence });
  const { validity, reason } = judgeRawName(raw);
  if (reason === undefined) return valid(canonical, parts);
  if (validity === 'invalid') return invalid(raw, noParts, reason);
  // One column often holds persons and companies: then it is no fault, but there is no given name to find.
  return reason.kind === 'companyInPersonName' ? valid(raw, noParts, reason) : suspect(canonical, parts, reason);
}

/** Validity and reason of `readPersonName`, without its parts; many times faster. */
export function judgePersonName(text: string): Judgement {
  const raw = cleanText(text);
  if (raw === '') return { validity: 'empty' };
  if (isPlaceholder(raw)) return { validity: 'empty', reason: { kind: 'placeholder' } };
  return mendMojibake(raw) === undefined ? judgeRawName(raw) : { validity: 'suspect', reason: { kind: 'mojibake' } };
}

function judgeRawName(raw: string): Judgement {
  if (!/\p{L}/u.test(raw)) return { validity: 'invalid', reason: { kind: 'digitsInName' } };
  if (/\d/.test(raw)) return { validity: 'suspect', reason: { kind: 'digitsInName' } };
  if (/[@#$%*+=<>{}[\]|\\_~^]/.test(raw)) return { validity: 'suspect', reason: { kind: 'strayCharacters' } };
  const legalForm = findLegalForm(raw);
  if (legalForm !== undefined && legalForm.sure) return { validity: 'valid', reason: { kind: 'companyInPersonName', legalForm: legalForm.form } };
  if (raw.length < 4 && foldWords(raw).length < 2) return { validity: 'suspect', reason: { kind: 'singleLetter' } };
  return { validity: 'valid' };
}

/** Canonical: ordinary capitals, short forms written out. For a column of given names or of one surname. */
export function readNamePart(text: string): ValueReading<NamePartParts> {
  const raw = cleanText(text);
  if (raw === '') return empty({ words: [] });
  if (isPlaceholder(raw)) return empty({ words: [] }, { kind: 'placeholder' });
  const mended = mendMojibake(raw);
  const expanded = expand(capitaliseName(mended?.value ?? raw));
  const canonical = expand(capitaliseName(expanded)) === expanded ? expanded : raw;
  const parts: NamePartParts = { words: foldWords(canonical).split(' ') };
  if (mended !== undefined) return suspect(raw, parts, { kind: 'mojibake' }, { value: canonical, confidence: mended.confidence });
  if (!/\p{L}/u.test(raw)) return invalid(raw, parts, { kind: 'digitsInName' });
  if (/\d/.test(raw)) return suspect(canonical, parts, { kind: 'digitsInName' });
  if (/[@#$%*+=<>{}[\]|\\_~^?¿!¡;:]/.test(raw)) return suspect(canonical, parts, { kind: 'strayCharacters' });
  return valid(canonical, parts);
}

/** `read` is the text that the parts came from: what it already was need not be read again. */
function joinName(parts: PersonNameParts, context: ReadContext, read: string): string {
  const surnamesText = [parts.surname, parts.surname2].filter((part) => part !== '').join(' ');
  const plain = [parts.given, surnamesText].filter((part) => part !== '').join(' ');
  if (parts.given === '' || surnamesText === '' || plain === read) return plain;
  const again = splitPersonName(plain, context);
  return again.given === parts.given && again.surname === parts.surname && again.surname2 === parts.surname2 ? plain : `${surnamesText}, ${parts.given}`;
}

/** Splits a name into its parts; words keep their accents, capitals are put in order. */
export function splitPersonName(text: string, context: ReadContext): PersonNameParts {
  let rest = capitaliseName(cleanText(text));
  const title = titles.exec(rest)?.[0] ?? '';
  rest = rest.slice(title.length).replace(suffixes, '');
  const widow = widows.exec(rest);
  if (widow !== null && widow.index > 0) rest = rest.slice(0, widow.index);
  const comma = rest.indexOf(',');
  if (comma > 0 && rest.indexOf(',', comma + 1) < 0) {
    const given = expand(cleanText(rest.slice(comma + 1)));
    const [surname, surname2] = splitSurnames(units(expand(cleanText(rest.slice(0, comma)))), context);
    if (given !== '' && surname !== '') return { title: title.trim(), given, surname, surname2, order: 'comma' };
  }
  const all = units(expand(cleanText(rest.replaceAll(',', ' '))));
  if (all.length === 0) return noParts;
  if (all.length === 1) return { title: title.trim(), given: all[0]!, surname: '', surname2: '', order: 'single' };
  const surnameFirst = isSurnameFirst(all);
  if (surnameFirst > 0) {
    const [surname, surname2] = splitSurnames(all.slice(0, surnameFirst), context);
    return { title: title.trim(), given: all.slice(surnameFirst).join(' '), surname, surname2, order: 'surnameFirst' };
  }
  const givenCount = countGiven(all, context);
  const [surname, surname2] = splitSurnames(all.slice(givenCount), context);
  return { title: title.trim(), given: all.slice(0, givenCount).join(' '), surname, surname2, order: 'givenFirst' };
}

/** Words with their particles glued to the right: `de la Fuente`, `Ramón y Cajal`; `María del Carmen` stays one given name. */
function units(text: string): string[] {
  const words = text.split(' ').filter((word) => word !== '');
  const found: string[] = [];
  let pending = '';
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const folded = foldText(word);
    const hasNext = i + 1 < words.length;
    if (particleWords.has(folded) && hasNext && !(folded.startsWith('sant') || folded === 'san' ? found.length === 0 && pending === '' : false)) {
      pending = pending === '' ? word : `${pending} ${word}`;
    } else if (folded === 'y' && hasNext && found.length > 0 && pending === '') {
      pending = `${found.pop()!} ${word}`;
    } else if (linkWords.has(folded) && hasNext && found.length > 1) {
      // Catalan i, Galician e: a link between two surnames, not a part of either.
    } else if (pending !== '') {
      const joined = `${pending} ${word}`;
      pending = '';
      const before = found[found.length - 1];
      if (before !== undefined && givenAfterParticle.has(folded) && isGivenWord(before) && /^(?:de|del|de la|de los|de las|dels|de l)$/i.test(joined.slice(0, -word.length - 1))) found[found.length - 1] = `${before} ${joined}`;
      else found.push(joined);
    } else found.push(word);
  }
  if (pending !== '') found.push(pending);
  return found;
}

function isGivenWord(unit: string): boolean {
  const folded = foldWords(unit);
  return isGivenName(folded) || isGivenName(folded.split(' ')[0]!) || /^\p{L}\.?$/u.test(unit);
}

/** How many leading units are surnames in a name written surname first without a comma; 0 where it is not. */
function isSurnameFirst(all: readonly string[]): number {
  const last = foldWords(all[all.length - 1]!);
  const first = foldWords(all[0]!);
  if (!isGivenName(last.split(' ')[0]!) || isFrequentSurname(last) || isGivenName(first)) return 0;
  if (all.length === 2) return 1;
  let from = all.length - 1;
  while (from > 1 && all.length - from < 3) {
    const before = foldWords(all[from - 1]!);
    if (!isGivenName(before) || isFrequentSurname(before)) break;
    from--;
  }
  return from;
}

/** How many leading units are given names. At least one unit is left as surname. */
function countGiven(all: readonly string[], context: ReadContext): number {
  const twoSurnames = usesTwoSurnames(context.country);
  let known = 0;
  while (known < all.length && isGivenWord(all[known]!)) known++;
  if (all.length === 2) return 1;
  if (!twoSurnames) return all.length - 1;
  if (all.length === 3) {
    // José Luis García, against Martín García López and Ana Martín López.
    const second = foldWords(all[1]!);
    return known >= 2 && !isFrequentSurname(second) ? 2 : 1;
  }
  return Math.max(1, Math.min(known, all.length - 2));
}

function splitSurnames(surnames: readonly string[], context: ReadContext): [string, string] {
  if (surnames.length === 0) return ['', ''];
  if (surnames.length === 1 || !usesTwoSurnames(context.country)) return [surnames.join(' '), ''];
  const pair = `${foldText(surnames[0]!)} ${foldText(surnames[1]!)}`;
  if (compoundSurnames.has(pair) || (surnames.length === 3 && compoundStart.test(pair))) {
    return [`${surnames[0]!} ${surnames[1]!}`, surnames.slice(2).join(' ')];
  }
  return [surnames.slice(0, -1).join(' '), surnames[surnames.length - 1]!];
}

const twoSurnameCountries = new Set('ES MX AR CO CL PE VE EC BO PY UY CR PA NI HN SV GT DO CU PR GQ PT BR AD'.split(' '));

/** Whether people of the country bear two surnames. */
export function usesTwoSurnames(country: string): boolean {
  return twoSurnameCountries.has(country);
}

function expand(text: string): string {
  if (!/[ªº²]|\b(?:fco|frco|fdo|ant|gmo|jqn|ma|[a-zá]*[^aeiouáéíóú\s.-]ez|gonz|g?r?cia|alvz|vqz|rodgz|fernz|sches)\b/i.test(text)) return text;
  return text
    .replace(/\bm\.?\s?[ªº²]\.?(?=\s|$|\p{L})/giu, 'María ')
    .replace(/\bma\.\s*(?=\p{L})/giu, 'María ')
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => expansions[word.toLowerCase().replace(/\.$/, '')] ?? word)
    .join(' ');
}
