// The auditor's page: verifies a dropped audit bundle in the browser, offline, with the same core as the app.
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { dateTime, faultWords, isProofGood, noticeWords, proofWords, reportWords, unreadableWords, verdictWords, verifyLanguages, type VerifyLanguage } from '../../shared/log/verifyWords.ts';
import { quietJob, type Job } from '../../shared/kernel/job.ts';
import { bundleReader, readBundle } from '../../shared/log/bundle.ts';
import type { VerifySignature } from '../../shared/log/checkpoint.ts';
import { parseEntry } from '../../shared/log/entry.ts';
import { readProof, standingOf, type ProofStanding, type ReadProof } from '../../shared/log/itemProof.ts';
import { verifyEd25519 } from '../../shared/log/ed25519.ts';
import { splitLines } from '../../shared/log/lines.ts';
import type { VerifyOutcome } from '../../shared/log/verify.ts';
import { verifyWorkspace } from '../../shared/state/history/verifyWorkspace.ts';

const texts = {
  en: {
    title: 'Verify an audit bundle',
    intro: 'Drop the audit bundle (.zip) here, together with any receipts (.json) that you kept, or the proof of a single change (.json). Nothing leaves this computer: this page works without a network.',
    choose: 'Choose files',
    working: 'Verifying',
    left: (seconds: number) => `about ${seconds} s left`,
    good: 'The log is intact',
    bad: 'The log is not intact',
    unreadable: 'This cannot be verified',
    faults: 'Faults',
    notices: 'Notes',
    proofs: 'Proofs of single changes',
    proofGood: 'The proof holds',
    proofBad: 'The proof does not hold',
    sealed: 'The change as it was sealed. Rows are counted from 0 in it: row 1 of the app is 0 here.',
    waits: 'Now drop the audit bundle or a proof to hold the receipt against.',
    entries: 'Entries',
    columns: ['Entry', 'Time', 'Person', 'Action', 'Items', 'Verdict'],
    noReceipt: 'Without a receipt, nobody can rule out that the holder of the disk and the key rewrote everything. Drop a receipt to prove more.',
    shown: (shown: number, all: number) => `${shown} of ${all} entries shown: faulty ones first, then the latest.`,
  },
  es: {
    title: 'Verificar un paquete de auditoría',
    intro: 'Suelte aquí el paquete de auditoría (.zip), junto con los resguardos (.json) que conserve, o la prueba de un solo cambio (.json). Nada sale de este equipo: esta página funciona sin red.',
    choose: 'Elegir archivos',
    working: 'Verificando',
    left: (seconds: number) => `faltan unos ${seconds} s`,
    good: 'El registro está íntegro',
    bad: 'El registro no está íntegro',
    unreadable: 'Esto no se puede verificar',
    faults: 'Fallos',
    notices: 'Notas',
    proofs: 'Pruebas de cambios sueltos',
    proofGood: 'La prueba se sostiene',
    proofBad: 'La prueba no se sostiene',
    sealed: 'El cambio tal como se selló. En él las filas se cuentan desde 0: la fila 1 de la aplicación es aquí la 0.',
    waits: 'Suelte ahora el paquete de auditoría o una prueba con que comparar el resguardo.',
    entries: 'Entradas',
    columns: ['Entrada', 'Hora', 'Persona', 'Acción', 'Elementos', 'Dictamen'],
    noReceipt: 'Sin un resguardo no se puede descartar que quien tiene el disco y la clave lo haya reescrito todo. Suelte un resguardo para probar más.',
    shown: (shown: number, all: number) => `Se muestran ${shown} de ${all} entradas: primero las que fallan y después las últimas.`,
  },
} as const;

/** Rows of the table of entries; more would only slow an old browser down. */
const maxRows = 2_000;

type NamedBytes = { readonly name: string; readonly bytes: Uint8Array };
type Dropped = { readonly bundle: Uint8Array | undefined; readonly receipts: readonly NamedBytes[]; readonly proofs: readonly { readonly name: string; readonly read: ReadProof }[] };
type ShownProof = { readonly name: string; readonly read: ReadProof; readonly standing: ProofStanding };
type Shown = { /** undefined where no bundle was dropped. */ readonly outcome: VerifyOutcome | undefined; readonly entries: Uint8Array | undefined; readonly proofs: readonly ShownProof[] };

let language: VerifyLanguage = navigator.language.startsWith('es') ? 'es' : 'en';
let shown: Shown | undefined;
let dropped: Dropped = { bundle: undefined, receipts: [], proofs: [] };

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

/** A receipt or a proof dropped later is checked against the bundle that is there already, and the other way round. */
async function take(files: readonly File[]): Promise<void> {
  let { bundle, receipts, proofs } = dropped;
  for (const file of files) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
    const read = isZip ? undefined : readProof(bytes);
    if (read !== undefined) proofs = [...proofs.filter(({ name }) => name !== file.name), { name: file.name, read }];
    else if (isZip || !file.name.endsWith('.json')) {
      bundle = bytes;
      if (files.length === 1) [receipts, proofs] = [[], []];
    } else receipts = [...receipts.filter(({ name }) => name !== file.name), { name: file.name, bytes }];
  }
  dropped = { bundle, receipts, proofs };
  shown = undefined;
  draw();
  const status = document.getElementById('status')!;
  if (bundle === undefined && proofs.length === 0) {
    status.textContent = texts[language].waits;
    return;
  }
  const record = bundle === undefined ? undefined : readBundle(bundle);
  const verifySignature = await signatureChecker();
  const entries = record?.get('log/entries.jsonl');
  const standing: ShownProof[] = [];
  for (const { name, read } of proofs) standing.push({ name, read, standing: await standingOf(read, { entries, receipts }, verifySignature) });
  const outcome: VerifyOutcome | undefined =
    bundle === undefined ? undefined : record === undefined ? { kind: 'unreadable', reason: 'noLog' } : await verifyWorkspace(bundleReader(record), { verifySignature, receipts, job: pageJob(status) });
  shown = { outcome, entries, proofs: standing };
  draw();
}

function proofResult({ name, read, standing }: ShownProof): HTMLElement {
  const t = texts[language];
  const isGood = isProofGood(read, standing);
  return element(
    'section',
    { class: `verdict ${isGood ? 'good' : 'bad'}`, 'data-proof': String(isGood) },
    element('h2', {}, isGood ? t.proofGood : t.proofBad),
    element('p', { class: 'hint' }, name),
    ...proofWords(read, standing, language).map((line) => element('p', {}, line)),
    element('p', { class: 'hint' }, t.sealed),
    element('pre', {}, JSON.stringify(read.proof.item, undefined, 2)),
  );
}

function result({ outcome, entries, proofs }: Shown): HTMLElement[] {
  const t = texts[language];
  const ofProofs = proofs.length === 0 ? [] : [element('section', { id: 'proofs' }, element('h2', {}, t.proofs), ...proofs.map(proofResult))];
  if (outcome === undefined) return ofProofs;
  if (outcome.kind === 'unreadable') {
    return [...ofProofs, element('section', { class: 'verdict bad', id: 'verdict', 'data-clean': 'unreadable' }, element('h2', {}, t.unreadable), element('p', {}, unreadableWords[language][outcome.reason]))];
  }
  const { report } = outcome;
  const parts = [
    ...ofProofs,
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
  const startedAt = rested;
  const bar = document.createElement('progress');
  const words = element('span', {});
  status.replaceChildren(bar, words);
  return {
    ...quietJob,
    report: ({ done, total }) => {
      const t = texts[language];
      const elapsedMs = performance.now() - startedAt;
      if (total > 0) bar.value = done / total;
      const secondsLeft = elapsedMs < 2_000 || done === 0 || done >= total ? null : Math.ceil((elapsedMs * (total - done)) / done / 1000);
      words.textContent = ` ${t.working}${total === 0 ? '' : ` ${Math.round((100 * done) / total)} %`}${secondsLeft === null ? '' : ` · ${t.left(secondsLeft)}`}`;
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
