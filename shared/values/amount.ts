// Reads amounts of money and other numbers, written the Spanish way (1.234,56 €) or the English (€1,234.56).
import { cleanText } from './cleanText.ts';
import { isPlaceholder } from './placeholder.ts';
import { empty, invalid, valid } from './reading.ts';
import type { ReadContext, ValueReading } from './reading.ts';

export type AmountParts = {
  /** NaN where there is no number. */
  readonly value: number;
  /** ISO 4217, '' where none was written. */
  readonly currency: string;
};

const noParts: AmountParts = { value: Number.NaN, currency: '' };
const currencies: Readonly<Record<string, string>> = { '€': 'EUR', $: 'USD', '£': 'GBP', '¥': 'JPY', eur: 'EUR', euro: 'EUR', euros: 'EUR', usd: 'USD', gbp: 'GBP', chf: 'CHF', mxn: 'MXN', ars: 'ARS', cop: 'COP', clp: 'CLP', brl: 'BRL', 'r$': 'BRL', us$: 'USD', jpy: 'JPY', pts: 'ESP', ptas: 'ESP' };

/** Canonical: digits with a decimal point and no grouping, `-1234.5`. */
export function readAmount(text: string, context: ReadContext): ValueReading<AmountParts> {
  if (text === '') return empty(noParts);
  const raw = cleanText(text);
  if (raw === '') return empty(noParts);
  const match = /^(\(?)([-+−]?)\s*([^\d\s.,()+−-]*)\s*([-+−]?)\s*(\d[\d.,'’ ]*|[.,]\d+)\s*([-−]?)\s*([^\d\s.,()-]*)\.?\s*(\)?)$/u.exec(raw);
  if (match === null) return isPlaceholder(raw) ? empty(noParts, { kind: 'placeholder' }) : invalid(raw, noParts, { kind: 'notANumber' });
  const [, open, signBefore, before, signInside, digits, signAfter, after, close] = match;
  const currencyText = (before! + after!).toLowerCase();
  const currency = currencyText === '' ? '' : currencies[currencyText];
  if (currency === undefined || (open === '(') !== (close === ')')) return invalid(raw, noParts, { kind: 'notANumber' });
  const plain = plainDigits(digits!.replace(/['’ ]/g, ''), context.decimal);
  if (plain === undefined) return invalid(raw, noParts, { kind: 'notANumber' });
  const negative = open === '(' || /[-−]/.test(signBefore! + signInside! + signAfter!);
  const canonical = negative && Number(plain) !== 0 ? `-${plain}` : plain;
  return valid(canonical, { value: Number(canonical), currency });
}

/** The number with a point, or undefined where the signs make no sense together. */
function plainDigits(digits: string, columnDecimal: ',' | '.' | undefined): string | undefined {
  const comma = digits.lastIndexOf(',');
  const point = digits.lastIndexOf('.');
  let decimal: string;
  if (comma >= 0 && point >= 0) decimal = comma > point ? ',' : '.';
  else if (comma < 0 && point < 0) return trimNumber(digits, '');
  else {
    const sign = comma >= 0 ? ',' : '.';
    const at = Math.max(comma, point);
    const several = digits.indexOf(sign) !== at;
    const tail = digits.length - at - 1;
    // 1.234 alone: the column decides; without a word from it, three digits after one sign are a group
    // where the sign is the grouping of the other notation (1.234 is Spanish for 1234; 1,234 English).
    if (several) decimal = sign === ',' ? '.' : ',';
    else if (tail !== 3 || at > 3 || at === 0 || digits.startsWith('0')) decimal = sign;
    else if (columnDecimal !== undefined) decimal = columnDecimal;
    else decimal = sign === ',' ? '.' : ',';
  }
  const grouping = decimal === ',' ? '.' : ',';
  const at = digits.indexOf(decimal);
  const whole = at < 0 ? digits : digits.slice(0, at);
  const fraction = at < 0 ? '' : digits.slice(at + 1);
  if (!/^\d*$/.test(fraction)) return undefined;
  const groups = whole.split(grouping);
  if (groups.length > 1 && (groups.slice(1).some((group) => group.length !== 3) || groups[0]!.length > 3 || groups[0] === '')) return undefined;
  const joined = groups.join('');
  return /^\d*$/.test(joined) ? trimNumber(joined, fraction) : undefined;
}

function trimNumber(whole: string, fraction: string): string {
  const left = whole.replace(/^0+(?=\d)/, '') || '0';
  const right = fraction.replace(/0+$/, '');
  // One to three digits, a point and three digits would read as a group elsewhere: 12.3450 cannot.
  const ambiguous = right.length === 3 && left.length <= 3 && left !== '0';
  return right === '' ? left : `${left}.${right}${ambiguous ? '0' : ''}`;
}

/** The decimal sign that most values of a column can only mean; undefined where nothing tells. */
export function decideDecimal(values: Iterable<readonly [text: string, count: number]>): ',' | '.' | undefined {
  let comma = 0;
  let point = 0;
  for (const [text, count] of values) {
    const digits = text.replace(/[^\d.,]/g, '');
    const lastComma = digits.lastIndexOf(',');
    const lastPoint = digits.lastIndexOf('.');
    if (lastComma < 0 && lastPoint < 0) continue;
    if (lastComma >= 0 && lastPoint >= 0) {
      if (lastComma > lastPoint) comma += count;
      else point += count;
      continue;
    }
    const at = Math.max(lastComma, lastPoint);
    const sign = lastComma >= 0 ? ',' : '.';
    const several = digits.indexOf(sign) !== at;
    if (!several && digits.length - at - 1 === 3 && at <= 3) continue;
    if ((sign === ',') !== several) comma += count;
    else point += count;
  }
  return comma === point ? undefined : comma > point ? ',' : '.';
}
