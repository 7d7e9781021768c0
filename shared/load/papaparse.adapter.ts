// Lets Papa Parse cut a piece of regular text into rows; the only door to the library.
import Papa from 'papaparse';
import type { Dialect } from './dialect.ts';

export type Newline = '\n' | '\r\n' | '\r';

export type RegularRows = {
  readonly rows: string[][];
  /** Characters of the text that the rows took up; the rest is an unfinished row. */
  readonly consumed: number;
};

/**
 * The whole rows at the start of the text, or undefined where Papa Parse met a fault (a quote out of place).
 * Blank lines come as rows of one empty cell.
 */
export function parseRegular(text: string, dialect: Dialect, newline: Newline): RegularRows | undefined {
  if (Papa.BAD_DELIMITERS.includes(dialect.delimiter)) return undefined;
  const parser = new Papa.Parser({
    delimiter: dialect.delimiter,
    newline,
    quoteChar: dialect.quote === '' ? '"' : dialect.quote,
    ...(dialect.quote === '' ? { fastMode: true } : {}),
  });
  const { data, errors, meta } = parser.parse(text, 0, true);
  return errors.length > 0 ? undefined : { rows: data, consumed: meta.cursor };
}
