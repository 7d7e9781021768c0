// Types of the one corner of Papa Parse that is used: its row parser over text at hand.
declare module 'papaparse' {
  export type ParserConfig = {
    readonly delimiter: string;
    readonly newline: '\n' | '\r\n' | '\r';
    readonly quoteChar: string;
    readonly fastMode?: boolean;
  };
  export type ParserResult = {
    readonly data: string[][];
    readonly errors: readonly unknown[];
    /** `cursor` is the position after the last whole row. */
    readonly meta: { readonly cursor: number };
  };
  const Papa: {
    readonly Parser: new (config: ParserConfig) => {
      parse(input: string, baseIndex: number, ignoreLastRow: boolean): ParserResult;
    };
    /** Delimiters that it silently replaces by a comma. */
    readonly BAD_DELIMITERS: readonly string[];
  };
  export default Papa;
}
