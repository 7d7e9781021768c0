// Turns text back into the bytes of an encoding, and rows set aside back into the file they came from.
import { encodings, startDecoding, type Encoding } from './encoding.ts';
import type { Quarantined } from './problem.ts';

const byteTables = new Map<Encoding, Map<string, number>>();

function byteTable(encoding: Encoding): Map<string, number> {
  let table = byteTables.get(encoding);
  if (table === undefined) {
    const all = startDecoding(encoding).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte), true);
    table = new Map(Array.from(all, (character, byte) => [character, byte]));
    byteTables.set(encoding, table);
  }
  return table;
}

/**
 * The bytes whose decoding gave the text: a lone surrogate U+DC00 + byte is that byte. Characters that the encoding
 * does not have become question marks.
 */
export function encodeText(text: string, encoding: Encoding): Uint8Array {
  switch (encoding) {
    case 'utf-8':
      return encodeUtf8(text);
    case 'utf-16le':
    case 'utf-16be': {
      const bytes = new Uint8Array(text.length * 2);
      const low = encoding === 'utf-16le' ? 0 : 1;
      for (let i = 0; i < text.length; i++) {
        bytes[2 * i + low] = text.charCodeAt(i) & 0xff;
        bytes[2 * i + 1 - low] = text.charCodeAt(i) >> 8;
      }
      return bytes;
    }
    default: {
      const table = byteTable(encoding);
      return Uint8Array.from(text, (character) => table.get(character) ?? 0x3f);
    }
  }
}

function encodeUtf8(text: string): Uint8Array {
  const encoder = new TextEncoder();
  if (text.isWellFormed()) return encoder.encode(text);
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code >= 0xdc80 && code <= 0xdcff) bytes.push(code - 0xdc00);
    else bytes.push(...encoder.encode(character));
  }
  return Uint8Array.from(bytes);
}

/** The rows set aside as they stood in the file, under its header line, for mending and loading again. */
export function quarantineFile(quarantined: readonly Quarantined[], headerRaw: string, encoding: string): Uint8Array {
  const known = encodings.find((one) => one === encoding) ?? 'utf-8';
  const lines = [...(headerRaw === '' ? [] : [headerRaw]), ...quarantined.map(({ raw }) => raw)];
  return encodeText(lines.map((line) => `${line}\r\n`).join(''), known);
}
