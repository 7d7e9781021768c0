// The reference that a record bears in a refresh pack: short enough to be typed, and of this workspace and this pack alone.
import { crc32c } from '../kernel/crc32c.ts';
import type { RowId } from '../model/ids.ts';
import { encodeText } from '../table/wtf8.ts';

// Crockford's base 32: no letter looks like a digit.
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHECK_DIGITS = 4;

/** Such as `3-0K-X7QJ`: the pack's entry, the record's first row, a check over both and the workspace. */
export function referenceOf(workspace: string, pack: number, row: RowId): string {
  return `${spell(pack)}-${spell(row)}-${check(workspace, pack, row)}`;
}

export type ReadReference = { readonly kind: 'good'; readonly pack: number; readonly row: RowId } | { readonly kind: 'none' } | { readonly kind: 'malformed' } | { readonly kind: 'wrong' };

/** `wrong`: well formed, but of another workspace, or a digit was misread. */
export function readReference(text: string, workspace: string): ReadReference {
  const clean = text.trim().toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1').replaceAll(/\s+/g, '');
  if (clean === '') return { kind: 'none' };
  const match = /^([0-9A-HJKMNP-TV-Z]{1,7})-([0-9A-HJKMNP-TV-Z]{1,7})-([0-9A-HJKMNP-TV-Z]{4})$/.exec(clean);
  if (match === null) return { kind: 'malformed' };
  const pack = read(match[1]!);
  const row = read(match[2]!) as RowId;
  return check(workspace, pack, row) === match[3] ? { kind: 'good', pack, row } : { kind: 'wrong' };
}

function check(workspace: string, pack: number, row: number): string {
  return spell(crc32c(encodeText(`${workspace} ${pack} ${row}`)) >>> 12).padStart(CHECK_DIGITS, '0').slice(-CHECK_DIGITS);
}

function spell(value: number): string {
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 32)) text = digits[rest % 32]! + text;
  return text || '0';
}

function read(text: string): number {
  return Array.from(text).reduce((value, digit) => value * 32 + digits.indexOf(digit), 0);
}
