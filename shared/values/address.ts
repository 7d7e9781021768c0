// Reads street addresses: kind of street, its name, number, floor, door; Spanish first, English style too.
// Over 300 lines because the two notations share their tokens and their result.
import { capitaliseName } from './capitals.ts';
import { cleanText } from './cleanText.ts';
import { foldText, foldWords } from './fold.ts';
import { mendMojibake } from './mojibake.ts';
import { isPlaceholder } from './placeholder.ts';
import { empty, invalid, suspect, valid } from './reading.ts';
import type { Judgement, ReadContext, ValueReading } from './reading.ts';
import { findBasqueStreetType, findEnglishStreetType, findSpanishStreetType } from './streetTypes.ts';
import type { StreetType } from './streetTypes.ts';

export type AddressParts = {
  /** calle, avenida … in every language; '' where none was written. */
  readonly kind: string;
  /** The kind of street and its name, in ordinary capitals. */
  readonly street: string;
  /** Folded words of the name without kind and particles: what two spellings of one street share. */
  readonly streetCore: string;
  /** `12`, `12 bis`, `12-14`; `s/n` where it has none; `km 12,5` on a road. */
  readonly number: string;
  readonly block: string;
  readonly portal: string;
  readonly stair: string;
  readonly floor: string;
  readonly door: string;
  /** What else was written: a shop, an industrial unit, a flat, a box. */
  readonly other: string;
  /** Postcode and town, where they stood in the same text. */
  readonly postcode: string;
  readonly city: string;
};

type Token = { readonly text: string; readonly folded: string; readonly kind: 'number' | 'word' | 'ordinal' | 'comma' | 'sign' };
type Draft = { -readonly [Key in keyof AddressParts]: AddressParts[Key] };

const particles = new Set('de del la las los el lo y i e d l da do das dos dels les els en a o as os s n'.split(' '));
const numberMarks = new Set('n no num nro numero numeros'.split(' '));
const detailMarks: Readonly<Record<string, 'block' | 'portal' | 'stair' | 'floor' | 'door' | 'other'>> = {
  bloque: 'block', blq: 'block', bloq: 'block', bl: 'block', bq: 'block', blo: 'block', torre: 'block', edificio: 'other', edif: 'other', portal: 'portal', ptal: 'portal', port: 'portal', por: 'portal',
  escalera: 'stair', esc: 'stair', escala: 'stair', eskailera: 'stair', piso: 'floor', planta: 'floor', pis: 'floor', plta: 'floor', pta: 'door', puerta: 'door', porta: 'door', prta: 'door', pt: 'door', letra: 'door',
  local: 'other', loc: 'other', nave: 'other', parcela: 'other', parc: 'other', oficina: 'other', of: 'other', ofic: 'other', despacho: 'other', casa: 'other', chalet: 'other', vivienda: 'other', viv: 'other', apartamento: 'other', apto: 'other', apart: 'other', buzon: 'other', modulo: 'other', mod: 'other', garaje: 'other', puesto: 'other',
};
const detailNames: Readonly<Record<string, string>> = { edif: 'edificio', loc: 'local', parc: 'parcela', of: 'oficina', ofic: 'oficina', viv: 'vivienda', apto: 'apartamento', apart: 'apartamento', mod: 'módulo', modulo: 'módulo', buzon: 'buzón' };
const floorWords: Readonly<Record<string, string>> = {
  bajo: 'bajo', bajos: 'bajo', bj: 'bajo', bjo: 'bajo', baixos: 'bajo', baixo: 'bajo', bxs: 'bajo', entresuelo: 'entresuelo', entlo: 'entresuelo', ent: 'entresuelo', entl: 'entresuelo', entresol: 'entresuelo', principal: 'principal', pral: 'principal', ppal: 'principal', pal: 'principal',
  atico: 'ático', atc: 'ático', sobreatico: 'sobreático', satico: 'sobreático', atic: 'ático', sobreatic: 'sobreático', sotano: 'sótano', semisotano: 'semisótano', duplex: 'dúplex',
};
const doorWords: Readonly<Record<string, string>> = {
  izquierda: 'izquierda', izq: 'izquierda', izqda: 'izquierda', izda: 'izquierda', izqd: 'izquierda', iz: 'izquierda', esquerra: 'izquierda', ezkerra: 'izquierda', ezk: 'izquierda', derecha: 'derecha', dcha: 'derecha', drcha: 'derecha', der: 'derecha', dch: 'derecha', dreta: 'derecha', eskuina: 'derecha', esk: 'derecha',
  centro: 'centro', ctro: 'centro', cto: 'centro', interior: 'interior', int: 'interior', exterior: 'exterior', ext: 'exterior',
};
const englishCountries = new Set(['GB', 'US', 'IE', 'CA', 'AU', 'NZ']);
const noAddress: AddressParts = { kind: '', street: '', streetCore: '', number: '', block: '', portal: '', stair: '', floor: '', door: '', other: '', postcode: '', city: '' };

/** Canonical: `Calle Mayor 12, 3º B`, `Carrer de Balmes 5`, `221B Baker Street, Flat 2`. */
export function readAddress(text: string, context: ReadContext): ValueReading<AddressParts> {
  const raw = cleanText(text);
  if (raw === '') return empty(noAddress);
  if (isPlaceholder(raw)) return empty(noAddress, { kind: 'placeholder' });
  if (!/\p{L}/u.test(raw)) return invalid(raw, noAddress, { kind: 'unknown' });
  const mended = mendMojibake(raw);
  const { parts, style } = splitAddress(mended?.value ?? raw, context);
  const joined = joinAddress(parts, style);
  // What does not read back the same is left as it stands.
  const canonical = joined === raw || (joined !== '' && !isPlaceholder(joined) && settles(joined, context)) ? joined : raw;
  if (mended !== undefined) return suspect(raw, parts, { kind: 'mojibake' }, { value: canonical, confidence: mended.confidence });
  return parts.number === '' && style === 'spanish' ? valid(canonical, parts, { kind: 'noNumber' }) : valid(canonical, parts);
}

/** The house number alone; canonical `12`, `12 bis`, `s/n`. */
export function readHouseNumber(text: string): ValueReading<{ readonly number: number }> {
  const raw = cleanText(text);
  if (raw === '') return empty({ number: 0 });
  const folded = foldText(raw).replace(/^(?:n[o.]?|num|numero|#)\.?\s*(?=\d)/, '').replace(/\.0$/, '');
  if (/^s\s?[/.-]?\s?n\.?$|^sin numero$/.test(folded)) return valid('s/n', { number: 0 });
  if (isPlaceholder(raw)) return empty({ number: 0 }, { kind: 'placeholder' });
  const match = /^(\d{1,5})\s*([a-z]|bis|dup|dupl|ter)?(?:\s*[-/]\s*(\d{1,5}))?$/.exec(folded);
  if (match === null) return /\d/.test(raw) ? valid(raw, { number: Number(/\d+/.exec(raw)![0]) }) : suspect(raw, { number: 0 }, { kind: 'unknown' });
  const number = String(Number(match[1]));
  const letter = match[2] === undefined ? '' : match[2].length > 1 ? ` ${match[2]}` : match[2].toUpperCase();
  return valid(number + letter + (match[3] === undefined ? '' : `-${Number(match[3])}`), { number: Number(match[1]) });
}

/** Validity and reason of `readAddress`, but for a missing number; without its parts, many times faster. */
export function judgeAddress(text: string): Judgement {
  const raw = cleanText(text);
  if (raw === '') return { validity: 'empty' };
  if (isPlaceholder(raw)) return { validity: 'empty', reason: { kind: 'placeholder' } };
  if (!/\p{L}/u.test(raw)) return { validity: 'invalid', reason: { kind: 'unknown' } };
  return mendMojibake(raw) === undefined ? { validity: 'valid' } : { validity: 'suspect', reason: { kind: 'mojibake' } };
}

function settles(joined: string, context: ReadContext): boolean {
  const again = splitAddress(joined, context);
  return joinAddress(again.parts, again.style) === joined;
}

function joinAddress(parts: AddressParts, style: 'spanish' | 'english'): string {
  return style === 'english' ? joinEnglish(parts) : joinSpanish(parts);
}

/** The parts of an address, without settling on a canonical form: half the work of `readAddress`. */
export function splitAddress(text: string, context: ReadContext): { parts: AddressParts; style: 'spanish' | 'english' } {
  const tokens = tokensOf(text);
  if (isEnglishStyle(tokens, context)) return { parts: splitEnglish(tokens), style: 'english' };
  return { parts: splitSpanish(tokens), style: 'spanish' };
}

const ordinalSigns = 'ºª°';

/**
 * Numbers (`12,5` is one where a space or the end follows), words, ordinal signs, commas, and the signs - / # &.
 * On the way C/ becomes Calle, Pº Paseo, Bº Barrio, s/n and nº get a comma in front, which ends the street's name.
 */
function tokensOf(text: string): Token[] {
  const written = capitaliseName(text);
  const { length } = written;
  const tokens: Token[] = [];
  const add = (kind: Token['kind'], token: string, folded = ''): void => void tokens.push({ text: token, folded, kind });
  let at = 0;
  while (at < length) {
    const start = at;
    const code = written.charCodeAt(at);
    if (isDigit(code)) {
      while (at < length && isDigit(written.charCodeAt(at))) at++;
      const sign = written[at];
      if ((sign === ',' || sign === '.') && isDigit(written.charCodeAt(at + 1))) {
        let end = at + 1;
        while (end < length && isDigit(written.charCodeAt(end))) end++;
        if (end === length || written[end] === ' ') at = end;
      }
      add('number', written.slice(start, at));
    } else if (isWordCode(code)) {
      while (at < length && isWordCode(written.charCodeAt(at))) at++;
      const word = written.slice(start, at);
      const next = written[at] ?? '';
      if (word.length === 1 && (next === '/' || next === '.' || ordinalSigns.includes(next)) && next !== '') {
        const expanded = expandLetter(word.toLowerCase(), written, at, tokens);
        if (expanded > 0) {
          at = expanded;
          continue;
        }
      }
      add('word', word, foldText(word).replaceAll("'", ''));
    } else {
      at++;
      const sign = written[start]!;
      if (ordinalSigns.includes(sign)) add('ordinal', sign);
      else if (sign === ',') add('comma', sign);
      else if (sign === '-' || sign === '/' || sign === '#' || sign === '&') add('sign', sign);
    }
  }
  return tokens;
}

/** Reads C/, Pº, Bº, nº and s/n at a single letter before `at`; the position behind it, or 0 where it is none of them. */
function expandLetter(letter: string, written: string, at: number, tokens: Token[]): number {
  const next = written[at]!;
  const word = (text: string, folded: string): void => void tokens.push({ text, folded, kind: 'word' });
  if (letter === 'c' && next === '/' && tokens.length === 0) {
    word('Calle', 'calle');
    return at + 1;
  }
  if (letter === 's' && next === '/') {
    let end = at + 1;
    while (written[end] === ' ') end++;
    if ((written[end] === 'n' || written[end] === 'N') && !isWordCode(written.charCodeAt(end + 1))) {
      tokens.push({ text: ',', folded: '', kind: 'comma' });
      word('sn', 'sn');
      return end + 1;
    }
    return 0;
  }
  const ordinal = ordinalSigns.includes(next) ? at : letter === 'n' && next === '.' && ordinalSigns.includes(written[at + 1] ?? ' ') ? at + 1 : -1;
  if (ordinal < 0) return 0;
  let end = ordinal + 1;
  if (written[end] === '.') end++;
  while (written[end] === ' ') end++;
  if (letter === 'p' || letter === 'b') {
    word(letter === 'p' ? 'Paseo' : 'Barrio', letter === 'p' ? 'paseo' : 'barrio');
    return end;
  }
  if (letter !== 'n' || (end < written.length && !isDigit(written.charCodeAt(end)))) return 0;
  tokens.push({ text: ',', folded: '', kind: 'comma' });
  word('num', 'num');
  return end;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Letters, marks on letters, apostrophes and the Catalan middle dot; the ordinal signs are letters to Unicode, not here. */
function isWordCode(code: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 39;
  if (code < 0x250) return (code >= 0xc0 && code !== 0xd7 && code !== 0xf7) || code === 0xb7 || code === 0xb5;
  return code === 0x2019 || /[\p{L}\p{M}]/u.test(String.fromCharCode(code)) || (code >= 0xd800 && code <= 0xdfff);
}

// ---------------------------------------------------------------- Spanish

function splitSpanish(tokens: readonly Token[]): AddressParts {
  const parts: Draft = { ...noAddress };
  let at = 0;
  let type: StreetType | undefined;
  let greatWay = false;
  const first = tokens[0];
  const second = tokens[1];
  if (first?.kind === 'word') {
    const both = second?.kind === 'word' ? findSpanishStreetType(`${first.folded} ${second.folded}`) : undefined;
    if (both?.kind === 'granvia') {
      // Gran Vía is kind and name at once.
      type = both;
      greatWay = true;
    } else if (both !== undefined) {
      type = both;
      at = 2;
      if (both.kind === 'apartado' && tokens[at]?.folded === 'correos') at++;
      if (both.kind === 'apartado' && tokens[at]?.folded === 'de' && tokens[at + 1]?.folded === 'correos') at += 2;
    } else {
      type = findSpanishStreetType(first.folded);
      if (type !== undefined) at = 1;
      if (type?.kind === 'apartado' && tokens[at]?.folded === 'de' && tokens[at + 1]?.folded === 'correos') at += 2;
    }
    // The type alone is no street: `Plaza` or `Mayor` are then the name itself.
    if (type !== undefined && !greatWay && (tokens[at] === undefined || tokens[at]!.kind === 'comma') && type.kind !== 'apartado') {
      type = undefined;
      at = 0;
    }
  }
  const nameWords: Token[] = [];
  for (; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (token.kind === 'comma') {
      if (nameWords.length > 0 || type !== undefined) break;
      continue;
    }
    if (token.kind === 'number') {
      if (nameWords.length > 0 && !isNumberInName(tokens, at)) break;
      if (nameWords.length === 0 && !isNumberInName(tokens, at) && !startsName(tokens, at)) break;
    } else if (token.kind === 'word' && nameWords.length > 0) {
      if (type === undefined) {
        const basque = findBasqueStreetType(token.folded);
        if (basque !== undefined && (nameWords.length > 0 || token.folded !== 'plaza')) {
          type = basque;
          nameWords.push({ ...token, text: basque.name });
          at++;
          break;
        }
      }
      if (endsName(tokens, at)) break;
    }
    if (token.kind === 'ordinal') continue;
    nameWords.push(token);
  }
  const name = joinTokens(nameWords);
  const basqueEnd = nameWords.length > 0 && findBasqueStreetType(nameWords[nameWords.length - 1]!.folded) !== undefined && findSpanishStreetType(first?.folded ?? '') === undefined;
  parts.kind = type?.kind ?? '';
  parts.street = type === undefined || basqueEnd || greatWay ? name : `${type.name} ${name}`.trim();
  parts.streetCore = coreOf(basqueEnd ? nameWords.slice(0, -1) : nameWords);
  readDetails(tokens, at, parts);
  return parts;
}

/** `2 de Mayo`, `12 d'Octubre`: a day of history, not a house. */
function isNumberInName(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1];
  const after = tokens[at + 2];
  return next?.kind === 'word' && (next.folded === 'de' || next.folded === 'd') && after?.kind === 'word' && !findDetail(after.folded);
}

/** A number that is the street's name: `Calle 5, 12` or `Calle 27 num 3`. */
function startsName(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1];
  if (next === undefined || next.kind === 'ordinal') return false;
  const after = tokens[at + 2];
  return next.kind === 'comma' && (after?.kind === 'number' || (after !== undefined && numberMarks.has(after.folded)));
}

function endsName(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]!;
  const next = tokens[at + 1];
  if (token.folded === 'sn') return true;
  if (numberMarks.has(token.folded) || token.folded === 'km') return next?.kind === 'number' || next?.kind === 'ordinal';
  if (floorWords[token.folded] !== undefined && token.folded.length > 3) return next === undefined || next.kind !== 'word' || doorWords[next.folded] !== undefined || next.text.length === 1;
  return findDetail(token.folded) && next !== undefined && (next.kind === 'number' || (next.kind === 'word' && next.text.length === 1));
}

function findDetail(folded: string): boolean {
  return detailMarks[folded] !== undefined;
}

/** Number, then block, portal, stair, floor and door in whatever order, then postcode and town. */
function readDetails(tokens: readonly Token[], from: number, parts: Draft): void {
  let pending: 'block' | 'portal' | 'stair' | 'floor' | 'door' | undefined;
  let after = false;
  for (let at = from; at < tokens.length; at++) {
    const token = tokens[at]!;
    const next = tokens[at + 1];
    const beforeComma = tokens[at - 1]?.kind === 'comma';
    if (token.kind === 'comma' || token.kind === 'ordinal') continue;
    if (token.kind === 'sign') continue;
    if (token.kind === 'number') {
      if (/^\d{5}$/.test(token.text) && (after || parts.number !== '' || next?.kind === 'word')) {
        parts.postcode = token.text;
        parts.city = joinTokens(tokens.slice(at + 1).filter((one) => one.kind !== 'comma'));
        return;
      }
      if (pending !== undefined) {
        parts[pending] = parts[pending] === '' ? plainNumber(token.text) : parts[pending];
        pending = undefined;
      } else if (parts.number === '' && !after && next?.kind !== 'ordinal') at = readNumber(tokens, at, parts);
      else if (parts.floor === '') parts.floor = plainNumber(token.text);
      else if (parts.door === '') parts.door = plainNumber(token.text);
      else parts.other = `${parts.other} ${token.text}`.trim();
      after = parts.number !== '';
      continue;
    }
    const word = token.folded;
    if (word === 'sn') {
      parts.number = 's/n';
      after = true;
    } else if (numberMarks.has(word) && next?.kind === 'number' && parts.number === '') pending = undefined;
    else if (word === 'km') {
      if (next?.kind === 'number') {
        parts.number = `km ${next.text}`;
        after = true;
        at++;
      }
    } else if (word === 'pl' && (next?.kind === 'number' || tokens[at - 1]?.kind === 'ordinal')) pending = next?.kind === 'number' ? 'floor' : undefined;
    else if (detailMarks[word] !== undefined && (next?.kind === 'number' || next?.text.length === 1 || tokens[at - 1]?.kind === 'ordinal' || detailMarks[word] === 'other' || floorWords[next?.folded ?? ''] !== undefined)) {
      const mark = detailMarks[word];
      if (mark === 'other') {
        const value = next !== undefined && (next.kind === 'number' || next.kind === 'word') ? next.text : '';
        parts.other = `${parts.other} ${detailNames[word] ?? word}${value === '' ? '' : ` ${value.length === 1 ? value.toUpperCase() : value}`}`.trim();
        if (value !== '') at++;
        after = true;
      } else if (tokens[at - 1]?.kind === 'ordinal' && next?.kind !== 'number') pending = undefined;
      else pending = mark;
    } else if (pending !== undefined && token.text.length <= 2) {
      parts[pending] = token.text.toUpperCase();
      pending = undefined;
    } else if (floorWords[word] !== undefined && parts.floor === '') {
      parts.floor = floorWords[word];
      after = true;
      pending = undefined;
    } else if (doorWords[word] !== undefined) {
      parts.door = parts.door === '' ? doorWords[word] : `${parts.door} ${doorWords[word]}`;
      pending = undefined;
    } else if (token.text.length === 1 && parts.floor !== '' && parts.door === '') parts.door = token.text.toUpperCase();
    else if (token.text.length === 1 && parts.number !== '' && parts.floor === '' && parts.door === '') parts.door = token.text.toUpperCase();
    else if (beforeComma && parts.city === '' && parts.number !== '' && token.text.length > 3) {
      parts.city = joinTokens(tokens.slice(at).filter((one) => one.kind !== 'comma'));
      return;
    } else parts.other = `${parts.other} ${token.text}`.trim();
  }
}

/** `12`, `12 B` is left to the door, `12B` and `12 bis` are the number, `12-14` and `12/14` a range. */
function readNumber(tokens: readonly Token[], at: number, parts: Draft): number {
  let number = plainNumber(tokens[at]!.text);
  const next = tokens[at + 1];
  const after = tokens[at + 2];
  if (next?.kind === 'word' && (next.folded === 'bis' || next.folded === 'dup' || next.folded === 'duplicado' || next.folded === 'ter')) {
    number += ` ${next.folded === 'duplicado' ? 'dup' : next.folded}`;
    at++;
  } else if (next?.kind === 'sign' && next.text !== '#' && after?.kind === 'number' && tokens[at + 3]?.kind !== 'ordinal' && Number(after.text) > Number(number) && Number(after.text) - Number(number) <= 20) {
    number += `-${plainNumber(after.text)}`;
    at += 2;
  }
  parts.number = number;
  return at;
}

function plainNumber(text: string): string {
  return /^\d+$/.test(text) ? text.replace(/^0+(?=\d)/, '') : text;
}

function joinSpanish(parts: AddressParts): string {
  const floor = parts.floor === '' ? '' : /^\d+$/.test(parts.floor) ? `${parts.floor}º` : parts.floor;
  const door = parts.door === '' ? '' : /^\d+$/.test(parts.door) ? (parts.floor === '' ? `puerta ${parts.door}` : `${parts.door}ª`) : parts.floor === '' && parts.door.length <= 2 ? `puerta ${parts.door}` : parts.door;
  const details = [
    parts.block === '' ? '' : `bloque ${parts.block}`,
    parts.portal === '' ? '' : `portal ${parts.portal}`,
    parts.stair === '' ? '' : `escalera ${parts.stair}`,
    [floor, door].filter((part) => part !== '').join(' '),
    parts.other,
    [parts.postcode, parts.city].filter((part) => part !== '').join(' '),
  ];
  const separator = /\d$/.test(parts.street) && parts.number !== '' ? ', ' : ' ';
  return [`${parts.street}${parts.number === '' ? '' : separator + parts.number}`.trim(), ...details].filter((part) => part !== '').join(', ');
}

// ---------------------------------------------------------------- English

function isEnglishStyle(tokens: readonly Token[], context: ReadContext): boolean {
  const words = tokens.filter((token) => token.kind === 'word');
  const english = englishCountries.has(context.country);
  if (words.length < 2) return english;
  if (!english && findSpanishStreetType(words[0]!.folded) !== undefined && tokens[0]!.kind === 'word') return false;
  const suffixAt = words.findIndex((word, index) => index > 0 && findEnglishStreetType(word.folded) !== undefined);
  if (english) return true;
  // Abroad only where nothing else reads so: the number in front and a kind written out behind.
  return tokens[0]?.kind === 'number' && suffixAt > 0 && /^(?:street|road|avenue|lane|drive|court|square|terrace|crescent|close|way|gardens|st|rd|ave|ln|blvd)$/.test(words[suffixAt]!.folded);
}

const unitMarks: Readonly<Record<string, string>> = { apt: 'Apt', apartment: 'Apt', flat: 'Flat', unit: 'Unit', suite: 'Suite', ste: 'Suite', room: 'Room', rm: 'Room', floor: 'Floor', fl: 'Floor', level: 'Level', bldg: 'Building', building: 'Building', box: 'Box' };

function splitEnglish(tokens: readonly Token[]): AddressParts {
  const parts: Draft = { ...noAddress };
  const street: Token[] = [];
  let kind: StreetType | undefined;
  let ended = false;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    const next = tokens[at + 1];
    if (token.kind === 'comma') {
      ended ||= street.length > 0;
      continue;
    }
    if (token.kind === 'ordinal' || (token.kind === 'sign' && token.text !== '#')) continue;
    const unit = token.text === '#' ? '#' : unitMarks[token.folded];
    if (unit !== undefined && next !== undefined && (next.kind === 'number' || (next.kind === 'word' && (next.text.length === 1 || ended)) || next.text === '#')) {
      const letter = tokens[at + 2];
      const hasLetter = next.kind === 'number' && letter?.kind === 'word' && letter.text.length === 1;
      parts.other = `${parts.other} ${unit === '#' ? 'Apt' : unit} ${next.text}${hasLetter ? letter.text.toUpperCase() : ''}`.trim();
      at += hasLetter ? 2 : 1;
      continue;
    }
    if (token.kind === 'number' && street.length === 0 && parts.number === '') {
      parts.number = plainNumber(token.text);
      if (next?.kind === 'word' && next.text.length === 1 && tokens[at + 2]?.kind === 'word' && !/^[nsew]$/.test(next.folded)) {
        parts.number += next.text.toUpperCase();
        at++;
      } else if (next?.kind === 'sign' && next.text === '-' && tokens[at + 2]?.kind === 'number') {
        parts.number += `-${tokens[at + 2]!.text}`;
        at += 2;
      }
      continue;
    }
    if (ended) {
      parts.city = joinTokens(tokens.slice(at).filter((one) => one.kind !== 'comma'));
      break;
    }
    street.push(token);
  }
  // The kind stands last, or before a compass point: Main St NW.
  for (let i = street.length - 1; i > 0 && i >= street.length - 2; i--) {
    const type = street[i]!.kind === 'word' ? findEnglishStreetType(street[i]!.folded) : undefined;
    if (type !== undefined) {
      kind = type;
      street[i] = { ...street[i]!, text: type.name };
      break;
    }
    if (!/^(?:[ns]?[ew]|[ns]|north|south|east|west)$/.test(street[i]!.folded)) break;
  }
  parts.kind = kind?.kind ?? '';
  parts.street = joinTokens(street);
  parts.streetCore = coreOf(kind === undefined ? street : street.filter((token) => token.text !== kind.name));
  return parts;
}

function joinEnglish(parts: AddressParts): string {
  return [`${parts.number} ${parts.street}`.trim(), parts.other, parts.city].filter((part) => part !== '').join(', ');
}

// ---------------------------------------------------------------- both

function joinTokens(tokens: readonly Token[]): string {
  let text = '';
  for (const token of tokens) {
    if (token.kind === 'sign' || text === '') text += token.text;
    else text += text.endsWith('-') || text.endsWith('/') ? token.text : ` ${token.text}`;
  }
  return text;
}

function coreOf(tokens: readonly Token[]): string {
  const words = foldWords(joinTokens(tokens)).split(' ');
  const kept = words.filter((word) => !particles.has(word));
  return (kept.length === 0 ? words : kept).join(' ');
}
