// Everything known about one person, as a page that reads without this program, and the same as data.
import type { Language } from '../../contract/desktop.ts';
import type { HistoryStep, SurvivingValue } from '../../contract/engine.ts';
import { escapeHtml, markup } from '../../kernel/markup.ts';
import { rowNumberOf } from '../../model/rowNumber.ts';
import { dateTime } from '../../log/verifyWords.ts';
import { stepOf } from './auditReport.ts';
import { pageStyle, printTable } from './pageParts.ts';

export type AccessFacts = {
  readonly title: string;
  readonly madeAt: number;
  readonly golden: string;
  readonly values: readonly (SurvivingValue & { readonly origin: string })[];
  readonly rows: readonly { readonly row: number; readonly source: string; readonly file: string; readonly loadedAt: number; readonly isCurrent: boolean; readonly cells: readonly { readonly column: string; readonly field: string | null; readonly value: string | null }[] }[];
  readonly history: readonly HistoryStep[];
  readonly exports: readonly { readonly seq: number; readonly at: number; readonly files: readonly string[] }[];
};

const texts = {
  en: {
    title: 'Data held about one person', lead: 'This is everything that this workspace holds about the person: what the systems delivered, what is taken to be right, what was done with it, and where it went.',
    made: 'Made on', record: 'What is taken to be right', field: 'Field', value: 'Value', origin: 'Where it comes from', delivered: 'What was delivered', row: (row: number, source: string, file: string, at: string) => `Row ${row}, from ${source}: ${file}, loaded on ${at}`,
    old: 'No longer in use', column: 'Column', history: 'What was done', exports: 'Where it went', noExports: 'Nothing was exported since the data came.', entry: 'Entry', time: 'Time', files: 'Files', empty: 'empty',
  },
  es: {
    title: 'Datos que constan de una persona', lead: 'Esto es todo lo que este espacio de trabajo guarda de la persona: lo que entregaron los sistemas, lo que se da por bueno, lo que se hizo con ello y adónde fue.',
    made: 'Hecho el', record: 'Lo que se da por bueno', field: 'Campo', value: 'Valor', origin: 'De dónde viene', delivered: 'Lo que se recibió', row: (row: number, source: string, file: string, at: string) => `Fila ${row}, de ${source}: ${file}, cargada el ${at}`,
    old: 'Ya no se usa', column: 'Columna', history: 'Qué se hizo', exports: 'Adónde fue', noExports: 'No se ha exportado nada desde que llegaron los datos.', entry: 'Entrada', time: 'Hora', files: 'Archivos', empty: 'vacío',
  },
} as const;

const screenStyle = `
:root { color-scheme: light; }
body { font: 15px/1.5 system-ui, sans-serif; color: #23201c; max-width: 62rem; margin: 2rem auto; padding: 0 1.5rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 2rem; } h3 { font-size: 1rem; margin-top: 1.4rem; }
table { width: 100%; border-collapse: collapse; margin-bottom: 1rem; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.8rem 0.3rem 0; border-bottom: 1px solid #e4e0d9; overflow-wrap: anywhere; }
.muted { color: #6f685e; }
${pageStyle}`;

/** A whole HTML file: no script, nothing from outside. */
export function accessPage(facts: AccessFacts, language: Language): string {
  const t = texts[language];
  const body = markup`
    <h1>${t.title}</h1>
    <p>${t.lead}</p>
    <p class="muted">${facts.title} · ${t.made} ${dateTime(facts.madeAt)} · ${facts.golden}</p>
    <h2>${t.record}</h2>
    ${printTable([t.field, t.value, t.origin], facts.values.map(({ field, value, origin }) => [field, value, origin]))}
    <h2>${t.delivered}</h2>
    ${facts.rows.map(({ row, source, file, loadedAt, isCurrent, cells }) => markup`<h3>${t.row(rowNumberOf(row), source, file, dateTime(loadedAt))}</h3>${isCurrent ? null : markup`<p class="muted">${t.old}</p>`}${printTable([t.column, t.field, t.value], cells.map((cell) => [cell.column, cell.field, cell.value === null || cell.value === '' ? markup`<span class="muted">${t.empty}</span>` : cell.value]))}`)}
    <h2>${t.history}</h2>
    ${facts.history.map((step) => stepOf(step, language))}
    <h2>${t.exports}</h2>
    ${facts.exports.length === 0 ? markup`<p>${t.noExports}</p>` : printTable([t.entry, t.time, t.files], facts.exports.map(({ seq, at, files }) => [String(seq), dateTime(at), files.join(', ')]))}`;
  return `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><meta name="viewport" content="width=device-width"><title>${escapeHtml(t.title)}</title><style>${screenStyle}</style></head><body>${body.html}</body></html>\n`;
}
