// Says how the rows and cells of one delimited text file are marked.

export type Dialect = {
  /** One or more characters; '' where the file has one column only. */
  readonly delimiter: string;
  readonly quote: '"' | "'" | '';
  /** How a quote inside a quoted cell is written: twice, or after a backslash. */
  readonly escape: 'doubled' | 'backslash';
  /** Spaces around cells belong to the layout, not to the values. */
  readonly padded: boolean;
};

export const rfc4180: Dialect = { delimiter: ',', quote: '"', escape: 'doubled', padded: false };

/** Whether Papa Parse reads the dialect exactly as our own reader does, for rows without faults. */
export function isPlain(dialect: Dialect): boolean {
  return dialect.escape === 'doubled' && !dialect.padded && dialect.delimiter !== '';
}
