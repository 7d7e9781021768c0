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

function quoted(text: string): string {
  if (!text.isWellFormed()) throw new Error('Lone surrogate');
  return JSON.stringify(text);
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
