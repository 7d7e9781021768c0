// Writes HTML in which nothing from data can become markup: whatever is put into the template is escaped.

/** HTML that was made by `markup`; only such values are put in as they are. */
export class Markup {
  readonly html: string;
  constructor(html: string) {
    this.html = html;
  }
}

type Part = Markup | string | number | null | undefined | readonly Part[];

/** ``markup`<td>${name}</td>` ``: text and numbers are escaped, markup and lists of it are put in, null and undefined leave nothing. */
export function markup(pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(pieces.reduce((html, piece, at) => html + htmlOf(parts[at - 1]) + piece));
}

function htmlOf(part: Part): string {
  if (part instanceof Markup) return part.html;
  if (part === null || part === undefined) return '';
  if (typeof part === 'object') return part.map(htmlOf).join('');
  return escapeHtml(String(part));
}

/** For text between tags and within quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}
