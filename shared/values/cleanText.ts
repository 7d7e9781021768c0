// Takes away what nobody typed on purpose: outer and doubled spaces, control and zero-width characters.

/** One space between words, none around; letters and punctuation stay as they are. */
export function cleanText(text: string): string {
  let dirty = false;
  let before = 32;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 32 || (code >= 0x7f && code <= 0xa0) || code === 0xad || code >= 0x1680 || (code === 32 && before === 32)) {
      dirty = true;
      break;
    }
    before = code;
  }
  if (!dirty && before !== 32) return text;
  // In text whose UTF-8 was misread, soft hyphens and control characters are halves of letters: AlmerÃ­a.
  if (/[ÃÂâ][\u0080-\u00ad]/.test(text)) return text.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '');
  return text
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
    // oxlint-disable-next-line no-control-regex
    .replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim();
}

/** Only letters and digits, in capitals; for identifiers written with spaces, dots and hyphens. */
export function compactCapitals(text: string): string {
  let plain = true;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (!((code >= 48 && code <= 57) || (code >= 65 && code <= 90))) {
      plain = false;
      break;
    }
  }
  return plain ? text : text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
}

export function hasOnlyDigits(text: string): boolean {
  if (text.length === 0) return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return true;
}
