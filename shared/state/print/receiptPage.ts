// A receipt as a page to print: what it proves, four words to compare over the phone, and the whole of it as a QR code.
import type { Language } from '../../contract/desktop.ts';
import type { PrintDocument } from '../../contract/machine.ts';
import { markup } from '../../kernel/markup.ts';
import { receiptText, type Receipt } from '../../log/checkpoint.ts';
import { dateTime } from '../../log/verifyWords.ts';
import { factList, fingerprint, numberWords, pageStyle } from './pageParts.ts';
import { qrSvg } from './qr.adapter.ts';

const texts = {
  en: {
    title: 'Receipt for a change log', lead: (entries: string) => `This page proves that the change log named below held ${entries} entries when it was signed, and that none of them has been changed since, removed, added or moved.`,
    words: 'Compare these four words with whoever holds the log:', workspace: 'Workspace', log: 'Log', entries: 'Entries', head: 'Fingerprint of the last of them', signed: 'Signed on', key: 'Signed with the key', signature: 'Signature (Ed25519)',
    how: 'How to check', steps: ['Keep this page, or the receipt file, where the holder of the log cannot reach it.', 'Later, ask for an audit bundle. Open verifier.html from it in any browser, and drop the bundle and the receipt file on the page.', 'The page must say that this receipt proves the log unchanged. Its four words must be these.', 'The QR code holds the receipt file, letter by letter.'],
    code: 'The receipt file as a QR code', held: 'Received by', date: 'Date and signature',
  },
  es: {
    title: 'Resguardo de un registro de cambios', lead: (entries: string) => `Esta hoja prueba que el registro de cambios indicado tenía ${entries} entradas cuando se firmó, y que desde entonces ninguna se ha modificado, quitado, añadido ni movido.`,
    words: 'Compare estas cuatro palabras con quien tiene el registro:', workspace: 'Espacio de trabajo', log: 'Registro', entries: 'Entradas', head: 'Huella de la última', signed: 'Firmado el', key: 'Firmado con la clave', signature: 'Firma (Ed25519)',
    how: 'Cómo comprobarlo', steps: ['Guarde esta hoja, o el archivo del resguardo, donde no llegue quien tiene el registro.', 'Más adelante, pida un paquete de auditoría. Abra su verifier.html en cualquier navegador y suelte en la página el paquete y el archivo del resguardo.', 'La página debe decir que este resguardo prueba que nada ha cambiado. Sus cuatro palabras deben ser estas.', 'El código QR contiene el archivo del resguardo, letra por letra.'],
    code: 'El archivo del resguardo como código QR', held: 'Recibido por', date: 'Fecha y firma',
  },
} as const;

export function receiptPage(receipt: Receipt, title: string, language: Language): PrintDocument {
  const t = texts[language];
  const { log, size, head, at, key, signature } = receipt.checkpoint;
  const body = markup`
    <h1>${t.title}</h1>
    <p class="lead">${t.lead(numberWords(size, language))}</p>
    <p>${t.words}</p>
    <p class="words">${receipt.words.join(' ')}</p>
    <div class="side">
      ${factList([[t.workspace, title], [t.log, fingerprint(log)], [t.entries, numberWords(size, language)], [t.signed, dateTime(at)], [t.head, fingerprint(head)], [t.key, fingerprint(key)], [t.signature, fingerprint(signature)]])}
      ${qrSvg(receiptText(receipt).trim(), t.code)}
    </div>
    <h2>${t.how}</h2>
    <ol>${t.steps.map((step) => markup`<li>${step}</li>`)}</ol>
    <div class="signing"><p>${t.held}</p><p>${t.date}</p></div>`;
  const style = `${pageStyle}.qr { width: 58mm; height: 58mm; } .signing { display: grid; grid-template-columns: 1fr 1fr; gap: 10mm; margin-top: 16mm; } .signing p { border-top: 0.2mm solid #8d867b; padding-top: 1mm; color: #6f685e; }`;
  return { title: `${t.title}: ${title}`, language, body: body.html, style, footer: `${t.title} · ${title} · ${receipt.words.join(' ')}` };
}
