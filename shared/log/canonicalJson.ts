// Writes JSON in its one canonical form (RFC 8785, integers only), so that hashing it means something.
import { fromHex, toHex } from '../kernel/hex.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { decodeText, encodeText } from '../table/wtf8.ts';

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [key: string]: JsonValue | undefined };

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The canonical text. Members whose value is undefined are left out.
 * @throws Error for what has no canonical form: fractions, unsafe integers, lone surrogates, sparse arrays.
 */
export function canonicalJson(value: JsonValue): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new Error(`Not a safe integer: ${value}`);
    return String(value);
  }
  if (typeof value === 'string') return quoted(value);
  if (isArray(value)) {
    let text = '[';
    for (let i = 0; i < value.length; i++) {
      const member = value[i];
      if (member === undefined) throw new Error('Undefined inside an array');
      text += (i === 0 ? '' : ',') + canonicalJson(member);
    }
    return `${text}]`;
  }
  // The default order of sort() compares UTF-16 code units, which is the order that RFC 8785 asks for.
  const names = Object.keys(value).sort();
  let text = '{';
  for (const name of names) {
    const member = value[name];
    if (member !== undefined) text += `${text === '{' ? '' : ','}${quoted(name)}:${canonicalJson(member)}`;
  }
  return `${text}}`;
}

export function canonicalBytes(value: JsonValue): Uint8Array {
  return encoder.encode(canonicalJson(value));
}

export type JsonFault = 'notUtf8' | 'notJson' | 'notCanonical';

/** Reads bytes that must be canonical JSON; a repeated member name, a fraction or a stray space is refused. */
export function parseCanonical(bytes: Uint8Array): Result<JsonValue, JsonFault> {
  let text: string;
  try {
    text = strictDecoder.decode(bytes);
  } catch {
    return err('notUtf8');
  }
  return parseCanonicalText(text);
}

export function parseCanonicalText(text: string): Result<JsonValue, JsonFault> {
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    return err('notJson');
  }
  try {
    return canonicalJson(value) === text ? ok(value) : err('notCanonical');
  } catch {
    return err('notCanonical');
  }
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text as it stands in an item: itself, or {"wtf8":"…"} where it holds a lone surrogate. */
export function textToJson(text: string): JsonValue {
  return text.isWellFormed() ? text : { wtf8: toHex(encodeText(text)) };
}

/** Undoes `textToJson`; undefined where the value is no text. */
export function jsonToText(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (!isJsonObject(value) || typeof value['wtf8'] !== 'string') return undefined;
  const bytes = fromHex(value['wtf8']);
  return bytes === undefined ? undefined : decodeText(bytes, 0, bytes.length);
}

/**
 * A copy of an item in which every text that has a lone surrogate is carried as {"wtf8":"…"}.
 * Member names are the program's own and must be well-formed: names from data belong in values.
 */
export function escapeTexts(value: JsonValue): JsonValue {
  if (typeof value === 'string') return textToJson(value);
  if (isArray(value)) return value.map(escapeTexts);
  if (!isJsonObject(value)) return value;
  const copy: { [key: string]: JsonValue } = Object.create(null) as { [key: string]: JsonValue };
  for (const [name, member] of Object.entries(value)) if (member !== undefined) copy[name] = escapeTexts(member);
  return copy;
}

/**
 * Writes canonical JSON of many values behind each other into one buffer, texts with lone surrogates as `escapeTexts` has them.
 * It makes neither copies nor strings on the way: entries of 100,000 items are written, and read back, at half the cost.
 */
export class CanonicalWriter {
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(65_536);
  end = 0;
  /** Member names as they are written, with quotes and colon: items of a kind have the same ones over and over. */
  private readonly spelled = new Map<string, Uint8Array>();
  /** The names of the last object that had them in another order, and that order put right. */
  private asGiven: readonly string[] = [];
  private inOrder: readonly string[] = [];

  /** @throws Error for what has no canonical form */
  write(value: JsonValue): void {
    if (typeof value === 'string') this.text(value);
    else if (value === null) this.ascii('null');
    else if (typeof value === 'boolean') this.ascii(value ? 'true' : 'false');
    else if (typeof value === 'number') {
      if (!Number.isSafeInteger(value)) throw new Error(`Not a safe integer: ${value}`);
      this.ascii(String(value));
    } else if (isArray(value)) this.array(value);
    else this.object(value);
  }

  /** One byte as it is. */
  byte(byte: number): void {
    this.room(1);
    this.bytes[this.end++] = byte;
  }

  private array(values: readonly JsonValue[]): void {
    this.byte(0x5b);
    for (let i = 0; i < values.length; i++) {
      const member = values[i];
      if (member === undefined) throw new Error('Undefined inside an array');
      if (i > 0) this.byte(0x2c);
      this.write(member);
    }
    this.byte(0x5d);
  }

  private object(value: JsonObject): void {
    const names = this.sorted(Object.keys(value));
    this.byte(0x7b);
    let isFirst = true;
    for (const name of names) {
      const member = value[name];
      if (member === undefined) continue;
      if (!isFirst) this.byte(0x2c);
      isFirst = false;
      this.name(name);
      this.write(member);
    }
    this.byte(0x7d);
  }

  private sorted(names: readonly string[]): readonly string[] {
    let last = 1;
    while (last < names.length && names[last - 1]! <= names[last]!) last++;
    if (last >= names.length) return names;
    let isKnown = names.length === this.asGiven.length;
    for (let i = 0; isKnown && i < names.length; i++) isKnown = names[i] === this.asGiven[i];
    if (!isKnown) {
      this.asGiven = names;
      this.inOrder = names.toSorted();
    }
    return this.inOrder;
  }

  private name(name: string): void {
    let bytes = this.spelled.get(name);
    if (bytes === undefined) {
      bytes = encoder.encode(`${quoted(name)}:`);
      this.spelled.set(name, bytes);
    }
    this.room(bytes.length);
    for (let i = 0; i < bytes.length; i++) this.bytes[this.end + i] = bytes[i]!;
    this.end += bytes.length;
  }

  private text(text: string): void {
    this.room(text.length * 3 + 2);
    const { bytes } = this;
    const start = this.end;
    let end = start;
    bytes[end++] = 0x22;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code < 0x20 || code === 0x22 || code === 0x5c || (code >= 0xd800 && code <= 0xdfff)) return this.rareText(text);
      if (code < 0x80) bytes[end++] = code;
      else if (code < 0x800) {
        bytes[end++] = 0xc0 | (code >> 6);
        bytes[end++] = 0x80 | (code & 63);
      } else {
        bytes[end++] = 0xe0 | (code >> 12);
        bytes[end++] = 0x80 | ((code >> 6) & 63);
        bytes[end++] = 0x80 | (code & 63);
      }
    }
    bytes[end++] = 0x22;
    this.end = end;
  }

  /** Text with characters that are escaped, or that take two code units. */
  private rareText(text: string): void {
    const whole = canonicalJson(textToJson(text));
    this.room(whole.length * 3);
    this.end += encoder.encodeInto(whole, this.bytes.subarray(this.end)).written;
  }

  private ascii(text: string): void {
    this.room(text.length);
    for (let i = 0; i < text.length; i++) this.bytes[this.end++] = text.charCodeAt(i);
  }

  private room(bytes: number): void {
    if (this.end + bytes <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.end + bytes));
    larger.set(this.bytes.subarray(0, this.end));
    this.bytes = larger;
  }
}

/** The canonical bytes of `escapeTexts(value)`, without the copy. @throws Error for what has no canonical form */
export function itemBytes(value: JsonValue): Uint8Array {
  const writer = new CanonicalWriter();
  writer.write(value);
  return writer.bytes.subarray(0, writer.end);
}

function quoted(text: string): string {
  if (!text.isWellFormed()) throw new Error('Lone surrogate');
  return JSON.stringify(text);
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
