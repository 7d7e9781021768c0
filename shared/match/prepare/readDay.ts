// Reads the day out of a date as written, fast and forgiving, for comparing; validity is judged elsewhere.

export type DayOrder = 'dayFirst' | 'monthFirst';

const parted = /^(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})(?!\d)/;

/** year × 10,000 + month × 100 + day, or 0 where the text is no date. */
export function readDay(text: string, order: DayOrder): number {
  const length = text.length;
  if (length === 8 && /^\d{8}$/.test(text)) {
    const year = Number(text.slice(0, 4));
    if (year >= 1850 && year <= 2100) return packDay(year, Number(text.slice(4, 6)), Number(text.slice(6)));
    const late = Number(text.slice(4));
    return order === 'dayFirst' ? packDay(late, Number(text.slice(2, 4)), Number(text.slice(0, 2))) : packDay(late, Number(text.slice(0, 2)), Number(text.slice(2, 4)));
  }
  if (length >= 10 && text.charCodeAt(4) === 45 && text.charCodeAt(7) === 45) {
    return packDay(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10)));
  }
  const parts = parted.exec(text);
  if (parts === null) return 0;
  const first = Number(parts[1]);
  const middle = Number(parts[2]);
  const last = Number(parts[3]);
  if (parts[1]!.length > 2) return packDay(first, middle, last);
  const year = parts[3]!.length <= 2 ? (last > 30 ? 1900 + last : 2000 + last) : last;
  if (order === 'monthFirst' ? first <= 12 : middle > 12) return packDay(year, first, middle);
  return packDay(year, middle, first);
}

function packDay(year: number, month: number, day: number): number {
  if (!(year >= 1000 && year <= 9999 && month >= 0 && month <= 99 && day >= 0 && day <= 99)) return 0;
  return year * 10_000 + month * 100 + day;
}

/** Month first only where the column shows it: a middle part over 12, and never a first part over 12. */
export function decideDayOrder(texts: Iterable<string>): DayOrder {
  let dayFirst = 0;
  let monthFirst = 0;
  for (const text of texts) {
    const parts = parted.exec(text);
    if (parts === null || parts[1]!.length > 2) continue;
    if (Number(parts[1]) > 12) dayFirst++;
    if (Number(parts[2]) > 12) monthFirst++;
  }
  return monthFirst > dayFirst ? 'monthFirst' : 'dayFirst';
}
