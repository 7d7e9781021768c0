// Writes delimited text: cells quoted only where they must be, in UTF-8 or Windows-1252.

/** One cell, quoted where it holds the delimiter, a quote or a line break. */
export function csvCell(text: string, delimiter: string): string {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 34 || code === 10 || code === 13 || text[i] === delimiter) return `"${text.replaceAll('"', '""')}"`;
  }
  return text;
}

export function csvLine(cells: readonly string[], delimiter: string): string {
  let line = csvCell(cells[0] ?? '', delimiter);
  for (let i = 1; i < cells.length; i++) line += delimiter + csvCell(cells[i]!, delimiter);
  return line;
}

// Windows-1252 differs from Latin-1 only in 0x80–0x9F. Source: WHATWG Encoding, index windows-1252.
const upper = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** @throws Error where a character does not exist in Windows-1252. */
export function windows1252(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const special = upper.indexOf(text[i]!);
    if (special >= 0) bytes[i] = 0x80 + special;
    else if (code < 0x80 || (code >= 0xa0 && code <= 0xff)) bytes[i] = code;
    else throw new Error(`Not in Windows-1252: U+${code.toString(16)} in ${JSON.stringify(text.slice(Math.max(0, i - 20), i + 20))}`);
  }
  return bytes;
}

/** UTF-8 bytes read as Windows-1252: the commonest mojibake. */
export function mojibake(text: string): string {
  let wrong = '';
  for (const byte of new TextEncoder().encode(text)) wrong += byte >= 0x80 && byte < 0xa0 ? upper[byte - 0x80]! : String.fromCharCode(byte);
  return wrong;
}
