// Tells at a glance what kind of value a cell seems to hold; for guessing dialects and headers, never for changing values.

export type CellKind = 'empty' | 'integer' | 'decimal' | 'date' | 'email' | 'phone' | 'url' | 'code' | 'text' | 'odd';

const integer = /^[+-]?\d{1,18}$/;
const decimal = /^[+-]?(?:[€$£]\s?)?(?:\d{1,3}(?:[.,' \u00a0]\d{3})+|\d+)?(?:[.,]\d+)?\s?(?:[%€$£]|EUR|USD|eur)?(?:[eE][+-]?\d+)?$/;
const date =
  /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|\d{1,2}[ -][a-zA-Záéíóú]{3,10}\.?[ -]\d{2,4})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:[ap]\.?m\.?)?(?:Z|[+-]\d{2}:?\d{2})?)?$|^\d{1,2}:\d{2}(?::\d{2})?$/i;
const email = /^[^\s@,;|"]+@[^\s@,;|"]+\.[^\s@,;|."]{2,}$/;
const phone = /^(?:\+|00)?\(?\d[\d ()./-]{6,20}\d$/;
const url = /^(?:https?:\/\/|www\.)\S+$/i;
const code = /^(?=.*\d)[\p{L}\p{N}][\p{L}\p{N}_./-]*$/u;
/** Words as people write them: a comma or colon inside is followed by a blank. */
const text = /^[\p{L}\p{N}¿¡(#_](?:[\p{L}\p{M}\p{N} \u00a0.'’`´&()/+_#ºª°@*!?¿¡%=<>–—…·«»“”-]|[,:;](?= ))*[,;:]?$/u;

export function kindOfCell(raw: string): CellKind {
  const cell = raw.trim();
  if (cell === '') return 'empty';
  if (cell.length > 200) return /[\t|^~]/.test(cell) ? 'odd' : 'text';
  if (integer.test(cell)) return 'integer';
  if (date.test(cell)) return 'date';
  if (decimal.test(cell) && /\d/.test(cell)) return 'decimal';
  if (phone.test(cell)) return 'phone';
  if (email.test(cell)) return 'email';
  if (url.test(cell)) return 'url';
  if (code.test(cell)) return 'code';
  if (text.test(cell)) return 'text';
  return 'odd';
}

export type DateOrder = 'ymd' | 'dmy' | 'mdy';

/** What the values of a column seem to be, and how they are written. */
export type ColumnHint = {
  readonly kind: CellKind;
  /** Only for decimals; undefined where nothing decides. */
  readonly decimalMark: ',' | '.' | undefined;
  /** Only for dates; undefined where 01/02/2026 could be read both ways. */
  readonly dateOrder: DateOrder | undefined;
};

/** @param values a sample of the column's cells. */
export function hintForColumn(values: readonly string[]): ColumnHint {
  const counts = new Map<CellKind, number>();
  let filled = 0;
  for (const value of values) {
    const kind = kindOfCell(value);
    if (kind === 'empty') continue;
    filled++;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  if (filled === 0) return { kind: 'empty', decimalMark: undefined, dateOrder: undefined };
  const share = (...kinds: CellKind[]): number => kinds.reduce((sum, kind) => sum + (counts.get(kind) ?? 0), 0) / filled;
  const kind: CellKind =
    share('integer') >= 0.9 ? 'integer'
    : share('integer', 'decimal') >= 0.9 ? 'decimal'
    : share('date') >= 0.8 ? 'date'
    : share('email') >= 0.7 ? 'email'
    : share('phone', 'integer') >= 0.8 && share('phone') > 0 ? 'phone'
    : share('url') >= 0.7 ? 'url'
    : share('code', 'integer') >= 0.9 ? 'code'
    : 'text';
  return {
    kind,
    decimalMark: kind === 'decimal' ? decimalMarkOf(values) : undefined,
    dateOrder: kind === 'date' ? dateOrderOf(values) : undefined,
  };
}

function decimalMarkOf(values: readonly string[]): ',' | '.' | undefined {
  let comma = 0;
  let point = 0;
  for (const value of values) {
    const digits = value.trim();
    const lastComma = digits.lastIndexOf(',');
    const lastPoint = digits.lastIndexOf('.');
    if (lastComma >= 0 && lastPoint >= 0) {
      if (lastComma > lastPoint) comma += 2;
      else point += 2;
      continue;
    }
    const at = Math.max(lastComma, lastPoint);
    if (at < 0) continue;
    const mark = digits[at];
    const grouped = /^[+-]?\D?\d{1,3}(?:[.,]\d{3})+(?!\d)/.test(digits);
    const several = digits.indexOf(mark!) !== at;
    // 1.234.567 groups with points, so the comma is the decimal mark; 1.234 alone decides nothing.
    if (several) {
      if (mark === '.') comma += 2;
      else point += 2;
    } else if (!grouped) {
      if (mark === ',') comma++;
      else point++;
    }
  }
  if (comma === point) return undefined;
  return comma > point ? ',' : '.';
}

function dateOrderOf(values: readonly string[]): DateOrder | undefined {
  let ymd = 0;
  let dmy = 0;
  let mdy = 0;
  for (const value of values) {
    const parts = /^(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})/.exec(value.trim());
    if (parts === null) continue;
    if (parts[1]!.length === 4) ymd++;
    else if (Number(parts[1]) > 12 && Number(parts[2]) <= 12) dmy++;
    else if (Number(parts[2]) > 12 && Number(parts[1]) <= 12) mdy++;
  }
  const most = Math.max(ymd, dmy, mdy);
  if (most === 0) return undefined;
  if ((ymd > 0 ? 1 : 0) + (dmy > 0 ? 1 : 0) + (mdy > 0 ? 1 : 0) > 1 && most * 10 < (ymd + dmy + mdy) * 9) return undefined;
  return most === ymd ? 'ymd' : most === dmy ? 'dmy' : 'mdy';
}
