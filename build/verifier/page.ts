// The auditor's page: verifies a dropped audit bundle in the browser, offline, with the same core as the app.
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { dateTime, faultWords, noticeWords, reportWords, unreadableWords, verdictWords, verifyLanguages, type VerifyLanguage } from '../../shared/log/verifyWords.ts';
import { quietJob, type Job } from '../../shared/kernel/job.ts';
import { bundleReader, readBundle } from '../../shared/log/bundle.ts';
import type { VerifySignature } from '../../shared/log/checkpoint.ts';
import { parseEntry } from '../../shared/log/entry.ts';
import { verifyEd25519 } from '../../shared/log/ed25519.ts';
import { splitLines } from '../../shared/log/lines.ts';
import type { VerifyOutcome } from '../../shared/log/verify.ts';
import { verifyWorkspace } from '../../shared/state/history/verifyWorkspace.ts';

const texts = {
  en: {
    title: 'Verify an audit bundle',
    intro: 'Drop the audit bundle (.zip) here, together with any receipts (.json) that you kept. Nothing leaves this computer: this page works without a network.',
    choose: 'Choose files',
    working: 'Verifying',
    good: 'The log is intact',
    bad: 'The log is not intact',
    unreadable: 'This cannot be verified',
    faults: 'Faults',
    notices: 'Notes',
    entries: 'Entries',
    columns: ['Entry', 'Time', 'Person', 'Action', 'Items', 'Verdict'],
    noReceipt: 'Without a receipt, nobody can rule out that the holder of the disk and the key rewrote everything. Drop a receipt to prove more.',
    shown: (shown: number, all: number) => `${shown} of ${all} entries shown: faulty ones first, then the latest.`,
  },
  es: {
    title: 'Verificar un paquete de auditoría',
    intro: 'Suelte aquí el paquete de auditoría (.zip), junto con los resguardos (.json) que conserve. Nada sale de este equipo: esta página funciona sin red.',
    choose: 'Elegir archivos',
    working: 'Verificando',
    good: 'El registro está íntegro',
    bad: 'El registro no está íntegro',
    unreadable: 'Esto no se puede verificar',
    faults: 'Fallos',
    notices: 'Notas',
    entries: 'Entradas',
    columns: ['Entrada', 'Hora', 'Persona', 'Acción', 'Elementos', 'Dictamen'],
    noReceipt: 'Sin un resguardo no se puede descartar que quien tiene el disco y la clave lo haya reescrito todo. Suelte un resguardo para probar más.',
    shown: (shown: number, all: number) => `Se muestran ${shown} de ${all} entradas: primero las que fallan y después las últimas.`,
  },
} as const;

/** Rows of the table of entries; more would only slow an old browser down. */
const maxRows = 2_000;

type Dropped = { readonly bundle: Uint8Array | undefined; readonly receipts: readonly { readonly name: string; readonly bytes: Uint8Array }[] };
type Shown = { readonly outcome: VerifyOutcome; readonly entries: Uint8Array | undefined };

let language: VerifyLanguage = navigator.language.startsWith('es') ? 'es' : 'en';
let shown: Shown | undefined;
let dropped: Dropped = { bundle: undefined, receipts: [] };

const root = document.getElementById('root')!;

function draw(): void {
  const t = texts[language];
  document.documentElement.lang = language;
  document.title = t.title;
  root.replaceChildren(header(), dropZone());
  const status = element('p', { id: 'status', role: 'status' });
  root.append(status);
  if (shown !== undefined) root.append(...result(shown));
}

function header(): HTMLElement {
  const bar = element('header', {}, element('h1', {}, texts[language].title));
  const group = element('div', { role: 'group', class: 'languages' });
  for (const code of verifyLanguages) {
    const button = element('button', { type: 'button', lang: code, 'aria-pressed': String(code === language) }, code === 'es' ? 'Español' : 'English');
    button.addEventListener('click', () => {
      language = code;
      draw();
    });
    group.append(button);
  }
  bar.append(group);
  return bar;
}

function dropZone(): HTMLElement {
  const t = texts[language];
  const input = element('input', { type: 'file', multiple: '', accept: '.zip,.json', id: 'files' }) as HTMLInputElement;
  input.addEventListener('change', () => void take([...(input.files ?? [])]));
  const zone = element('section', { class: 'drop', id: 'drop' }, element('p', {}, t.intro), element('label', { for: 'files' }, t.choose), input);
  zone.addEventListener('dragover', (event) => {
    event.preventDefault();
    zone.classList.add('over');
  });
  zone.addEventListener('dragleave', () => zone.classList.remove('over'));
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    zone.classList.remove('over');
    void take([...(event.dataTransfer?.files ?? [])]);
  });
  return zone;
}

/** A receipt dropped later is checked against the bundle that is there already, and the other way round. */
async function take(files: readonly File[]): Promise<void> {
  let { bundle, receipts } = dropped;
  for (const file of files) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
    if (isZip || !file.name.endsWith('.json')) {
      bundle = bytes;
      if (files.length === 1) receipts = [];
    } else receipts = [...receipts, { name: file.name, bytes }];
  }
  dropped = { bundle, receipts };
  if (bundle === undefined) return;
  shown = undefined;
  draw();
  const record = readBundle(bundle);
  const status = document.getElementById('status')!;
  const outcome: VerifyOutcome =
    record === undefined ? { kind: 'unreadable', reason: 'noLog' } : await verifyWorkspace(bundleReader(record), { verifySignature: await signatureChecker(), receipts, job: pageJob(status) });
  shown = { outcome, entries: record?.get('log/entries.jsonl') };
  draw();
}

function result({ outcome, entries }: Shown): HTMLElement[] {
  const t = texts[language];
  if (outcome.kind === 'unreadable') {
    return [element('section', { class: 'verdict bad', id: 'verdict', 'data-clean': 'unreadable' }, element('h2', {}, t.unreadable), element('p', {}, unreadableWords[language][outcome.reason]))];
  }
  const { report } = outcome;
  const parts = [
    element(
      'section',
      { class: `verdict ${report.clean ? 'good' : 'bad'}`, id: 'verdict', 'data-clean': String(report.clean) },
      element('h2', {}, report.clean ? t.good : t.bad),
      ...reportWords(report, language).map((line) => element('p', {}, line)),
    ),
  ];
  if (report.receipts.length === 0) parts.push(element('p', { class: 'hint' }, t.noReceipt));
  if (report.faults.length > 0) parts.push(list(t.faults, 'faults', report.faults.slice(0, maxRows).map((fault) => faultWords(fault, language))));
  if (report.notices.length > 0) parts.push(list(t.notices, 'notices', report.notices.slice(0, maxRows).map((notice) => noticeWords(notice, language))));
  parts.push(entryTable(entries ?? new Uint8Array(), new Map(report.verdicts.map(({ seq, verdict }) => [seq, verdictWords(verdict, language)]))));
  return parts;
}

function list(title: string, id: string, lines: readonly string[]): HTMLElement {
  return element('section', { id }, element('h2', {}, title), element('ul', {}, ...lines.map((line) => element('li', {}, line))));
}

function entryTable(file: Uint8Array, odd: ReadonlyMap<number, string>): HTMLElement {
  const t = texts[language];
  const { lines } = splitLines(file);
  const order = lines.map((_, seq) => seq).sort((left, right) => Number(odd.has(right)) - Number(odd.has(left)) || right - left);
  const rows = order.slice(0, maxRows).flatMap((line) => {
    const parsed = parseEntry(lines[line]!);
    if (!parsed.ok) return [];
    const { seq, at, actor, act, items } = parsed.value;
    const cells = [String(seq), dateTime(at), actor, act, String(items.count), odd.get(seq) ?? verdictWords('ok', language)];
    return [element('tr', odd.has(seq) ? { class: 'odd' } : {}, ...cells.map((cell) => element('td', {}, cell)))];
  });
  const head = element('tr', {}, ...t.columns.map((name) => element('th', { scope: 'col' }, name)));
  return element('section', { id: 'entries' }, element('h2', {}, t.entries), element('p', {}, t.shown(rows.length, lines.length)), element('table', {}, element('thead', {}, head), element('tbody', {}, ...rows)));
}

/** Children are nodes or plain text; nothing is ever read as HTML. */
function element(name: string, attributes: Readonly<Record<string, string>>, ...children: readonly (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function pageJob(status: HTMLElement): Job {
  let rested = performance.now();
  return {
    ...quietJob,
    report: ({ done, total }) => {
      status.textContent = `${texts[language].working} ${total === 0 ? '' : `${Math.round((100 * done) / total)} %`}`;
    },
    breathe: async () => {
      if (performance.now() - rested < 50) return;
      await new Promise((resolve) => setTimeout(resolve, 0));
      rested = performance.now();
    },
  };
}

/** The browser's own Ed25519 where it has one; a page opened from a stick often has not. */
async function signatureChecker(): Promise<VerifySignature> {
  try {
    const { subtle } = crypto;
    await subtle.importKey('raw', Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 1 : 0)), { name: 'Ed25519' }, false, ['verify']);
    return async (key, bytes, signature) => {
      try {
        const imported = await subtle.importKey('raw', key.slice(), { name: 'Ed25519' }, false, ['verify']);
        return await subtle.verify({ name: 'Ed25519' }, imported, signature.slice(), bytes.slice());
      } catch {
        return verifyEd25519(key, bytes, signature);
      }
    };
  } catch {
    return verifyEd25519;
  }
}

draw();
