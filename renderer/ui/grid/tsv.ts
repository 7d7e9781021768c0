// Cells as the tab-separated text that Excel copies and pastes, both ways.

/** Quotes what holds a tab, a line break or a quote, as Excel does. */
export function toTsv(rows: readonly (readonly (string | null)[])[]): string {
  const text = rows.map((cells) => cells.map((cell) => (cell !== null && /[\t\n\r"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : (cell ?? ''))).join('\t')).join('\r\n');
  // Without a break of its own, a last row of one blank cell would be none.
  return rows.at(-1)?.join('') === '' && rows.at(-1)!.length === 1 ? `${text}\r\n` : text;
}

/** The cells of a copied block; the break after the last row, which Excel writes, makes no row. Rows may differ in length. */
export function fromTsv(text: string): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell: string;
    if (text[at] === '"' && closing(text, at) !== -1) {
      const end = closing(text, at);
      cell = text.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
    } else {
      const start = at;
      while (at < text.length && !'\t\r\n'.includes(text[at]!)) at++;
      cell = text.slice(start, at);
    }
    cells.push(cell);
    if (text[at] === '\t') {
      at++;
      if (at === text.length) cells.push('');
      continue;
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    at++;
    rows.push(cells);
    cells = [];
  }
  if (cells.length > 0) rows.push(cells);
  return rows;
}

/** Where the quotation mark stands that closes the cell begun by the one at `start`; −1 where none does, so that it is part of the text. */
function closing(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    if (text[at + 1] === '"') at++;
    else return at + 1 === text.length || '\t\r\n'.includes(text[at + 1]!) ? at : -1;
  }
  return -1;
}
