// What all printed pages share: facts in two columns, days and numbers in the language of the page, long hashes in groups.
import type { Language } from '../../contract/desktop.ts';
import { markup, type Markup } from '../../kernel/markup.ts';

/** Pairs of a name and its value; those without a value are left out. */
export function factList(facts: readonly (readonly [string, Markup | string | null])[]): Markup {
  return markup`<dl class="facts">${facts.filter(([, value]) => value !== null).map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

/** Headings of columns and rows of cells; cells of columns in `numbers` stand at the right. */
export function printTable(headings: readonly string[], rows: readonly (readonly (Markup | string | null)[])[], numbers: readonly number[] = []): Markup {
  const kind = (column: number): string => (numbers.includes(column) ? 'number' : '');
  return markup`<table><thead><tr>${headings.map((heading, column) => markup`<th scope="col" class="${kind(column)}">${heading}</th>`)}</tr></thead><tbody>${rows.map((row) => markup`<tr>${row.map((cell, column) => markup`<td class="${kind(column)}">${cell}</td>`)}</tr>`)}</tbody></table>`;
}

/** A hash that can be read aloud and compared: groups of eight. */
export function fingerprint(hex: string): Markup {
  return markup`<span class="mono">${hex.match(/.{1,8}/g)?.join(' ') ?? hex}</span>`;
}

export function numberWords(value: number, language: Language): string {
  return value.toLocaleString(language, { useGrouping: 'min2' });
}

/** Styles of these pages beyond the house style. */
export const pageStyle = `
.qr { width: 34mm; height: 34mm; }
.words { font-size: 20pt; font-weight: 600; letter-spacing: 0.02em; margin: 4mm 0; }
.side { display: grid; grid-template-columns: 1fr max-content; gap: 8mm; align-items: start; }
.lead { font-size: 10.5pt; }
.verdict { border-left: 1mm solid #2a6a43; padding-left: 4mm; margin: 0 0 5mm; }
.verdict.bad { border-color: #a32b23; }
.changes table { table-layout: fixed; }
.changes th:nth-child(1) { width: 24mm; }
.changes th:nth-child(2) { width: 26mm; }
.changes th:nth-child(4) { width: 32mm; }
del { color: #a32b23; }
ins { color: #2a6a43; text-decoration: none; }
`;
