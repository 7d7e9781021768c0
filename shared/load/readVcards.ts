// Reads contact cards, vCard 4.0 (RFC 6350), 3.0 (RFC 2426) and 2.1, as rows, as the text streams in.
// A property met again in a card becomes a column of its own: email, email 2, …
import type { CanonicalField } from '../model/fields.ts';
import { startDecoding } from './encoding.ts';
import type { KeyedCollector } from './keyedCollector.ts';
import type { LoadProblem } from './problem.ts';
import { countLines, quarantine } from './rowReader.ts';

/** Characters of one card, photos included; beyond, it is taken for broken. */
const CARD_CHARACTERS = 16 * 1024 ** 2;

const textProperties = new Map<string, CanonicalField>([
  ['UID', 'customerId'],
  ['FN', 'fullName'],
  ['BDAY', 'birthDate'],
  ['EMAIL', 'email'],
  ['TEL', 'phone'],
  ['URL', 'website'],
  ['CATEGORIES', 'category'],
  ['NOTE', 'notes'],
  ['LANG', 'language'],
  ['REV', 'updatedOn'],
  ['GENDER', 'gender'],
]);
const placeFields: readonly (CanonicalField | undefined)[] = [undefined, undefined, 'street', 'city', 'province', 'postcode', 'country'];
/** Properties that say nothing about the customer, or hold pictures and sounds. */
const passedOver = new Set(['BEGIN', 'END', 'VERSION', 'PRODID', 'PHOTO', 'LOGO', 'SOUND', 'KEY', 'AGENT', 'CLIENTPIDMAP', 'XML', 'SORT-STRING', 'MAILER', 'CLASS', 'PROFILE', 'NAME', 'SOURCE', 'KIND']);

export class VcardFeed {
  private readonly collector: KeyedCollector;
  private buffer = '';
  private line = 1;

  constructor(collector: KeyedCollector) {
    this.collector = collector;
  }

  /** Takes more text; `last` with the final piece. Returns a problem where the load is over. */
  add(text: string, last: boolean): LoadProblem | undefined {
    this.buffer += text;
    let at = 0;
    for (;;) {
      const end = endOfCard(this.buffer, at, last);
      if (end < 0) break;
      const problem = this.takeCard(at, end);
      if (problem !== undefined) return problem;
      at = end;
    }
    const rest = this.buffer.slice(at);
    if ((last && rest.trim() !== '') || rest.length > CARD_CHARACTERS) {
      this.bad(at, this.buffer.length, 'noEnd');
      at = this.buffer.length;
    }
    this.buffer = this.buffer.slice(at);
    return undefined;
  }

  private bad(from: number, to: number, detail: string): void {
    const raw = this.buffer.slice(from, to);
    const blank = raw.length - raw.trimStart().length;
    this.line += countLines(raw, 0, blank);
    this.collector.bad(quarantine(this.line, { kind: 'badCard', detail }, raw.trim()));
    this.line += countLines(raw, blank, raw.length);
  }

  private takeCard(from: number, to: number): LoadProblem | undefined {
    const raw = this.buffer.slice(from, to);
    const begin = raw.search(/BEGIN[ \t]*:[ \t]*VCARD/i);
    if (begin < 0) {
      this.bad(from, to, 'noBegin');
      return undefined;
    }
    // Anything before the card belongs to none.
    if (raw.slice(0, begin).trim() !== '') {
      this.bad(from, from + begin, 'betweenCards');
      return this.takeCard(from + begin, to);
    }
    if (!raw.isWellFormed()) {
      this.line += countLines(raw, 0, begin);
      this.collector.bad(quarantine(this.line, { kind: 'undecodableBytes', column: 1 }, raw.trim()));
      this.line += countLines(raw, begin, raw.length);
      return undefined;
    }
    const line = this.line + countLines(raw, 0, begin);
    this.line += countLines(raw, 0, raw.length);
    return this.collector.add(readCard(raw.slice(begin)), line, raw.trim());
  }
}

/** Position after the card's END line, or -1 where there is none yet. */
function endOfCard(text: string, from: number, last: boolean): number {
  const end = /(?:^|[\r\n])END[ \t]*:[ \t]*VCARD[ \t]*(\r\n|\n|\r|$)/gi;
  end.lastIndex = from;
  const match = end.exec(text);
  if (match === null) return -1;
  const after = match.index + match[0].length;
  // A line end may be half here.
  return !last && after >= text.length - 1 && match[1] !== '\n' && match[1] !== '\r\n' ? -1 : after;
}

type Property = { readonly name: string; readonly parameters: ReadonlyMap<string, string>; readonly value: string };

/** One card as name, value, name, value, …. */
function readCard(raw: string): string[] {
  const values = new Map<string, string[]>();
  const exact = new Map<string, string>();
  const put = (name: string, value: string): void => {
    if (value === '') return;
    const list = values.get(name);
    if (list === undefined) values.set(name, [value]);
    else list.push(value);
  };
  for (const property of propertiesOf(raw)) readProperty(property, put, exact);
  const cells: string[] = [];
  for (const [name, list] of values) list.forEach((value, i) => pushUnless(exact, cells, i === 0 ? name : `${name}.${i + 1}`, value));
  for (const [name, value] of exact) cells.push(name.startsWith('custom:') ? name.slice(7) : name, value);
  return cells;
}

function pushUnless(exact: ReadonlyMap<string, string>, cells: string[], name: string, value: string): void {
  // What the exporter said exactly wins over what a phone book needed.
  const base = name.split('.')[0]!;
  if (exact.has(name) || exact.has(base) || [...exact.keys()].some((key) => key.startsWith(`${base}.`))) return;
  cells.push(name, value);
}

function readProperty({ name, parameters, value }: Property, put: (name: string, value: string) => void, exact: Map<string, string>): void {
  if (passedOver.has(name)) return;
  const field = textProperties.get(name);
  if (name === 'X-FICHERO-FIELD') {
    const of = parameters.get('NAME');
    if (of !== undefined) exact.set(of, unescapeExactly(value));
  } else if (name === 'FN' && parameters.has('X-FICHERO-MADE')) {
    // Written only because cards must have one.
  } else if (name === 'N') {
    const [family = '', given = '', ...more] = splitUnescaped(value, ';');
    const surnames = splitUnescaped(family, ',').map(unescapeText);
    put('surname', surnames[0] ?? '');
    put('surname2', surnames.slice(1).join(', '));
    put('givenName', splitUnescaped(given, ',').map(unescapeText).join(' '));
    put('middle name', splitUnescaped(more[0] ?? '', ',').map(unescapeText).join(' '));
  } else if (name === 'ADR') {
    splitUnescaped(value, ';').forEach((part, i) => {
      const text = splitUnescaped(part, ',').map(unescapeText).join(', ');
      put(placeFields[i] ?? `address part ${i + 1}`, text);
    });
    put('address', decodeParameter(parameters.get('LABEL') ?? ''));
  } else if (name === 'ORG') {
    const [company = '', ...units] = splitUnescaped(value, ';').map(unescapeText);
    put('companyName', company);
    put('department', units.filter((unit) => unit !== '').join(', '));
  } else if (field === 'phone' || field === 'email') {
    put(field, unescapeText(value).replace(field === 'phone' ? /^tel:/i : /^mailto:/i, ''));
  } else put(field ?? name.toLowerCase(), unescapeText(value));
}

/** Unfolds lines and cuts them into name, parameters and value; groups (`item1.EMAIL`) are dropped. */
function* propertiesOf(raw: string): Generator<Property, void, undefined> {
  const lines = raw.replaceAll(/(?:\r\n|\n|\r)[ \t]/g, '').split(/\r\n|\n|\r/);
  for (let i = 0; i < lines.length; i++) {
    let line = lines[i]!;
    const colon = endOfName(line);
    if (colon < 0) continue;
    const [head = '', ...rest] = splitQuoted(line.slice(0, colon), ';');
    const parameters = new Map<string, string>();
    for (const parameter of rest) {
      const equals = parameter.indexOf('=');
      const key = (equals < 0 ? 'TYPE' : parameter.slice(0, equals)).toUpperCase();
      const value = decodeParameter((equals < 0 ? parameter : parameter.slice(equals + 1)).replace(/^"(.*)"$/s, '$1'));
      parameters.set(key, value);
      // vCard 2.1 writes bare words.
      if (equals < 0 && parameter.toUpperCase() === 'QUOTED-PRINTABLE') parameters.set('ENCODING', 'QUOTED-PRINTABLE');
    }
    let value = line.slice(colon + 1);
    if (parameters.get('ENCODING')?.toUpperCase() === 'QUOTED-PRINTABLE') {
      while (value.endsWith('=') && i + 1 < lines.length) {
        line = lines[++i]!;
        value = value.slice(0, -1) + line;
      }
      value = decodeQuotedPrintable(value, parameters.get('CHARSET'));
    }
    yield { name: head.slice(head.lastIndexOf('.') + 1).trim().toUpperCase(), parameters, value };
  }
}

function endOfName(line: string): number {
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '"') quoted = !quoted;
    else if (line[at] === ':' && !quoted) return at;
  }
  return -1;
}

function splitQuoted(text: string, mark: string): string[] {
  const parts: string[] = [''];
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    if (character === mark && !quoted) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}

function splitUnescaped(text: string, mark: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === mark) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)];
}

function unescapeText(text: string): string {
  return text.includes('\\') ? text.replaceAll(/\\(.)/gs, (_, character: string) => (character === 'n' || character === 'N' ? '\n' : character)) : text;
}

function unescapeExactly(text: string): string {
  return text.replaceAll(/\\u([0-9a-f]{4})|\\(.)/gs, (_, hex: string | undefined, character: string | undefined) =>
    hex === undefined ? (character === 'n' ? '\n' : character!) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** RFC 6868. */
function decodeParameter(text: string): string {
  return text.includes('^') ? text.replaceAll(/\^([n'^])/g, (_, mark: string) => (mark === 'n' ? '\n' : mark === "'" ? '"' : '^')) : text;
}

function decodeQuotedPrintable(text: string, charset: string | undefined): string {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const hex = text[at] === '=' ? /^[0-9A-Fa-f]{2}/.exec(text.slice(at + 1, at + 3))?.[0] : undefined;
    if (hex !== undefined) {
      bytes.push(Number.parseInt(hex, 16));
      at += 2;
    } else bytes.push(...new TextEncoder().encode(text[at]));
  }
  const encoding = /1252|8859-1\b/i.test(charset ?? '') ? 'windows-1252' : 'utf-8';
  return startDecoding(encoding).decode(Uint8Array.from(bytes), true);
}
