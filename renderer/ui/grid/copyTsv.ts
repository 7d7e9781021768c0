// Turns cells into the tab-separated text that Excel pastes.

/** Quotes what holds a tab, a line break or a quote, as Excel does. */
export function toTsv(rows: readonly (readonly (string | null)[])[]): string {
  return rows.map((cells) => cells.map((cell) => (cell !== null && /[\t\n\r"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : (cell ?? ''))).join('\t')).join('\r\n');
}
