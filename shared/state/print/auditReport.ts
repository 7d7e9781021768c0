// The auditor's report as a document to print: what the log holds, whether it is whole, who did what, and the changes themselves.
import type { Language } from '../../contract/desktop.ts';
import type { HistoryStep, LogLine, LogSample } from '../../contract/engine.ts';
import type { PrintDocument } from '../../contract/machine.ts';
import { markup, type Markup } from '../../kernel/markup.ts';
import { rowNumberOf, rowNumbersOf } from '../../model/rowNumber.ts';
import { actWords } from '../../log/bundleSummary.ts';
import type { Act } from '../../log/entry.ts';
import { dateTime, faultWords, noticeWords, reportWords } from '../../log/verifyWords.ts';
import type { VerifyReport } from '../../log/verify.ts';
import { factList, fingerprint, numberWords, pageStyle, printTable } from './pageParts.ts';
import { qrSvg } from './qr.adapter.ts';

export type ReportFacts = {
  readonly title: string;
  readonly log: string;
  readonly at: number;
  readonly head: { readonly size: number; readonly hash: string };
  readonly report: VerifyReport;
  readonly lastReceipt: { readonly seq: number; readonly at: number } | null;
  /** The entries asked for, newest first, at most as many as are printed; with their changes where these are few. */
  readonly steps: readonly HistoryStep[];
  /** Entries that fit the filter. */
  readonly found: number;
  /** The filter in words; '' where it is the whole log. */
  readonly filter: string;
  readonly acts: readonly { readonly act: string; readonly entries: number }[];
  readonly actors: readonly { readonly actor: string; readonly entries: number }[];
  readonly sample: LogSample | null;
};

const texts = {
  en: {
    title: 'Audit report', workspace: 'Workspace', log: 'Log', made: 'Made on', entries: 'Entries', print: 'Fingerprint of the last entry', verdictGood: 'The log is intact.', verdictBad: 'The log is not intact.',
    receipt: 'Last receipt', noReceipt: 'none was ever handed out', receiptAt: (seq: number, at: string) => `entry ${seq}, ${at}`,
    limits: 'Whoever holds both the disk and the key can rewrite everything after the last receipt. A receipt in other hands proves all entries up to it.',
    faults: 'Faults', notes: 'Notes', done: 'What was done', people: 'Who did it', act: 'Action', person: 'Person (pseudonymous id)', count: 'Entries', list: 'Entries', filter: 'Filter',
    entry: 'Entry', time: 'Time', what: 'What', items: 'Changes', changes: 'Changes in detail', about: 'About', field: 'Field', change: 'Before → after', why: 'Reason',
    shown: (shown: string, found: string) => `The latest ${shown} of ${found} entries are listed. The audit bundle and the CSV hold all of them.`,
    row: 'row', sample: 'Random sample', sampleOf: (drawn: string, of: string, seed: string) => `${drawn} of ${of} changes, drawn with the seed “${seed}”. The same seed draws the same changes again.`,
    undone: (seq: number) => `taken back by entry ${seq}`, erased: 'erased', code: 'Fingerprint as QR code', empty: 'empty',
  },
  es: {
    title: 'Informe de auditoría', workspace: 'Espacio de trabajo', log: 'Registro', made: 'Hecho el', entries: 'Entradas', print: 'Huella de la última entrada', verdictGood: 'El registro está íntegro.', verdictBad: 'El registro no está íntegro.',
    receipt: 'Último resguardo', noReceipt: 'no se ha entregado ninguno', receiptAt: (seq: number, at: string) => `entrada ${seq}, ${at}`,
    limits: 'Quien tiene el disco y la clave puede reescribir todo lo posterior al último resguardo. Un resguardo en manos de otra persona prueba todas las entradas hasta él.',
    faults: 'Fallos', notes: 'Notas', done: 'Qué se hizo', people: 'Quién lo hizo', act: 'Acción', person: 'Persona (identificador seudónimo)', count: 'Entradas', list: 'Entradas', filter: 'Filtro',
    entry: 'Entrada', time: 'Hora', what: 'Qué', items: 'Cambios', changes: 'Los cambios en detalle', about: 'Sobre', field: 'Campo', change: 'Antes → después', why: 'Motivo',
    shown: (shown: string, found: string) => `Figuran las últimas ${shown} de ${found} entradas. El paquete de auditoría y el CSV las contienen todas.`,
    row: 'fila', sample: 'Muestra al azar', sampleOf: (drawn: string, of: string, seed: string) => `${drawn} de ${of} cambios, sacados con la semilla «${seed}». La misma semilla vuelve a sacar los mismos.`,
    undone: (seq: number) => `deshecha por la entrada ${seq}`, erased: 'suprimido', code: 'Huella como código QR', empty: 'vacío',
  },
} as const;

export function auditReport(facts: ReportFacts, language: Language): PrintDocument {
  const t = texts[language];
  const { report, head } = facts;
  const number = (value: number): string => numberWords(value, language);
  const details = facts.steps.filter(({ items }) => items.length > 0);
  const body = markup`
    <h1>${t.title}</h1>
    <div class="side">
      ${factList([
        [t.workspace, facts.title],
        [t.log, fingerprint(facts.log)],
        [t.made, dateTime(facts.at)],
        [t.entries, number(head.size)],
        [t.print, fingerprint(head.hash)],
        [t.receipt, facts.lastReceipt === null ? t.noReceipt : t.receiptAt(facts.lastReceipt.seq, dateTime(facts.lastReceipt.at))],
        [t.filter, facts.filter === '' ? null : facts.filter],
      ])}
      ${qrSvg(`fichero:${facts.log}:${head.size}:${head.hash}`, t.code)}
    </div>
    <div class="verdict ${report.clean ? '' : 'bad'}">
      <p class="lead"><strong>${report.clean ? t.verdictGood : t.verdictBad}</strong></p>
      ${reportWords(report, language).map((line) => markup`<p>${line}</p>`)}
      <p class="muted">${t.limits}</p>
    </div>
    ${listOf(t.faults, report.faults.map((fault) => faultWords(fault, language)))}
    ${listOf(t.notes, report.notices.map((notice) => noticeWords(notice, language)))}
    <h2>${t.done}</h2>
    ${printTable([t.act, t.count], facts.acts.map(({ act, entries }) => [actWords(act as Act, language), number(entries)]), [1])}
    <h2>${t.people}</h2>
    ${printTable([t.person, t.count], facts.actors.map(({ actor, entries }) => [actor, number(entries)]), [1])}
    ${facts.sample === null ? null : sampleOf(facts.sample, language)}
    <h2 class="page">${t.list}</h2>
    ${facts.found > facts.steps.length ? markup`<p class="muted">${t.shown(number(facts.steps.length), number(facts.found))}</p>` : null}
    ${printTable(
      [t.entry, t.time, t.person, t.what, t.items],
      facts.steps.map(({ line }) => [String(line.seq), dateTime(line.at), line.actor, lineWords(line, language), number(line.items)]),
      [4],
    )}
    ${details.length === 0 ? null : markup`<h2>${t.changes}</h2>${details.map((step) => stepOf(step, language))}`}`;
  return { title: `${t.title}: ${facts.title}`, language, body: body.html, style: pageStyle, footer: `${t.title} · ${facts.title} · ${head.hash.slice(0, 16)}` };
}

/** One line on what an entry did. */
export function lineWords(line: LogLine, language: Language): string {
  const t = texts[language];
  const { file, source, rows, groups, files, field } = line.facts;
  const parts = [file, source, rows === undefined ? undefined : `${numberWords(Number(rows), language)} ${language === 'es' ? 'filas' : 'rows'}`, groups === undefined ? undefined : `${numberWords(Number(groups), language)} ${language === 'es' ? 'grupos' : 'groups'}`, files === undefined ? undefined : `${files} ${language === 'es' ? 'archivos' : 'files'}`, field];
  const known = parts.filter((part) => part !== undefined && part !== '').join(', ');
  const words = `${actWords(line.act as Act, language)}${known === '' ? '' : `: ${known}`}${line.undoes === null ? '' : ` (${line.undoes})`}`;
  return line.undoneBy === null ? words : `${words} – ${t.undone(line.undoneBy)}`;
}

function listOf(title: string, lines: readonly string[]): Markup | null {
  return lines.length === 0 ? null : markup`<h2>${title}</h2><ul>${lines.map((line) => markup`<li>${line}</li>`)}</ul>`;
}

/** One entry with its changes. */
export function stepOf({ line, items }: HistoryStep, language: Language): Markup {
  const t = texts[language];
  return markup`<h3>${t.entry} ${line.seq} · ${dateTime(line.at)} · ${lineWords(line, language)}</h3>${itemTable(items, language)}`;
}

function itemTable(items: HistoryStep['items'], language: Language): Markup {
  const t = texts[language];
  const table = printTable(
    [t.about, t.field, t.change, t.why],
    items.map((item) => [
      item.row !== null ? `${t.row} ${rowNumberOf(item.row)}` : item.rows.length > 0 ? `${t.row} ${rowNumbersOf(item.rows.slice(0, 12))}${item.rows.length > 12 ? ' …' : ''}` : (item.kind ?? ''),
      item.field ?? item.kind,
      item.state === 'erased' ? markup`<span class="muted">${t.erased}</span>` : item.before === null ? plain(item.after, language) : markup`<del>${plain(item.before, language)}</del> → <ins>${plain(item.after, language)}</ins>`,
      [item.reason, item.rule].filter((text) => text !== null).join(' · '),
    ]),
  );
  return markup`<div class="changes">${table}</div>`;
}

function plain(value: string | null, language: Language): string {
  if (value === null || value === '') return texts[language].empty;
  const text = value.startsWith('[') ? listWords(value) : value;
  return text.length > 400 ? `${text.slice(0, 400)} …` : text;
}

/** Lists of plain values come as JSON; they read better with dots between. */
function listWords(text: string): string {
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list) && list.every((one) => one === null || typeof one !== 'object')) return list.filter((one) => one !== null && one !== '').join(' · ');
  } catch {
    // A value that only begins like a list.
  }
  return text;
}

function sampleOf(sample: LogSample, language: Language): Markup {
  const t = texts[language];
  const rows = sample.drawn.map(({ line, item }) => [String(line.seq), String(item.index), lineWords(line, language), item.state === 'erased' ? t.erased : `${item.field ?? item.kind ?? ''}: ${plain(item.before, language)} → ${plain(item.after, language)}`]);
  return markup`<h2>${t.sample}</h2><p>${t.sampleOf(numberWords(sample.drawn.length, language), numberWords(sample.of, language), sample.seed)}</p>${printTable([t.entry, '#', t.what, t.change], rows)}`;
}
