// Stores any JavaScript string as bytes and gives exactly the same string back, lone surrogates included.
// Source: the WTF-8 encoding (Sapin); well-formed strings are plain UTF-8.

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Marks a value that was not there at all; no encoded string starts with this byte. */
export const MISSING_BYTE = 0xff;

/** Writes the text at `at` and returns the position after it, or -1 where the target is too small. */
export function encodeInto(text: string, target: Uint8Array, at: number): number {
  if (text.length === 0) return at;
  if (text.isWellFormed()) {
    const { read, written } = encoder.encodeInto(text, target.subarray(at));
    return read === text.length ? at + written : -1;
  }
  let position = at;
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (position + 4 > target.length) return -1;
    if (code >= 0xd800 && code <= 0xdfff) {
      target[position++] = 0xe0 | (code >> 12);
      target[position++] = 0x80 | ((code >> 6) & 0x3f);
      target[position++] = 0x80 | (code & 0x3f);
    } else {
      position += encoder.encodeInto(character, target.subarray(position)).written;
    }
  }
  return position;
}

export function encodeText(text: string): Uint8Array {
  const target = new Uint8Array(text.length * 3 + 4);
  return target.slice(0, encodeInto(text, target, 0));
}

/** The string whose bytes stand in `[start, end)`. A missing value reads as ''. */
export function decodeText(bytes: Uint8Array, start: number, end: number): string {
  const length = end - start;
  if (length === 0 || bytes[start] === MISSING_BYTE) return '';
  if (length < 24) {
    let text = '';
    for (let i = start; i < end; i++) {
      const byte = bytes[i]!;
      if (byte > 127) return decodeLong(bytes, start, end);
      text += String.fromCharCode(byte);
    }
    return text;
  }
  return decodeLong(bytes, start, end);
}

function decodeLong(bytes: Uint8Array, start: number, end: number): string {
  // TextDecoder refuses views on shared memory in browsers, so bytes are copied out first.
  const view = bytes.slice(start, end);
  try {
    return decoder.decode(view);
  } catch {
    return decodeWithSurrogates(view);
  }
}

function decodeWithSurrogates(bytes: Uint8Array): string {
  let text = '';
  let from = 0;
  for (let i = 0; i + 2 < bytes.length; i++) {
    if (bytes[i] === 0xed && (bytes[i + 1]!) >= 0xa0) {
      text += decoder.decode(bytes.slice(from, i));
      text += String.fromCharCode(0xd000 | (((bytes[i + 1]!) & 0x3f) << 6) | ((bytes[i + 2]!) & 0x3f));
      i += 2;
      from = i + 1;
    }
  }
  return text + decoder.decode(bytes.slice(from));
}
