// Reads exported CSV files back with a reader of its own, which shares no code with the app's.

/** RFC 4180 with a given delimiter; a byte order mark is dropped. Throws on quotes that do not add up. */
export function readCsv(text: string, delimiter: ',' | ';'): { header: string[]; rows: Record<string, string>[] } {
  const lines: string[][] = [];
  let line: string[] = [];
  let cell = '';
  let isQuoted = false;
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  for (let at = 0; at < source.length; at++) {
    const sign = source[at]!;
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (source[at + 1] === '"') cell += source[++at]!;
      else isQuoted = false;
    } else if (sign === '"' && cell === '') isQuoted = true;
    else if (sign === delimiter) {
      line.push(cell);
      cell = '';
    } else if (sign === '\n') {
      lines.push([...line, cell]);
      line = [];
      cell = '';
    } else if (sign !== '\r' || source[at + 1] !== '\n') cell += sign;
  }
  if (isQuoted) throw new Error('A quotation mark is never closed.');
  if (cell !== '' || line.length > 0) lines.push([...line, cell]);
  const [header = [], ...rest] = lines;
  const rows = rest.map((cells) => {
    if (cells.length !== header.length) throw new Error(`A row has ${cells.length} cells under ${header.length} columns: ${cells.join('|')}`);
    return Object.fromEntries(header.map((name, at) => [name, cells[at]!]));
  });
  return { header, rows };
}

/** What a cell was before an apostrophe was put in front of it so that no spreadsheet runs it. */
export function withoutGuard(cell: string): string {
  return /^'['=+\-@\t\r\n]/.test(cell) ? cell.slice(1) : cell;
}
