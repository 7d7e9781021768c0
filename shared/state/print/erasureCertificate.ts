// The certificate of an erasure as a page to print: what the log proves about it, and nothing about the person.
import type { Language } from '../../contract/desktop.ts';
import type { BlockLine } from '../../contract/engine.ts';
import type { PrintDocument } from '../../contract/machine.ts';
import { markup } from '../../kernel/markup.ts';
import { rowNumbersOf } from '../../model/rowNumber.ts';
import { dateTime } from '../../log/verifyWords.ts';
import { factList, fingerprint, numberWords, pageStyle } from './pageParts.ts';
import { qrSvg } from './qr.adapter.ts';

export type CertificateFacts = {
  readonly title: string;
  readonly log: string;
  readonly block: BlockLine;
  readonly entry: { readonly seq: number; readonly at: number; readonly actor: string; readonly hash: string; readonly items: number; readonly entries: number };
  /** Items that are named but still there; there must be none. */
  readonly left: number;
  readonly exports: number;
  readonly madeAt: number;
};

const reasons: Record<Language, Readonly<Record<string, string>>> = {
  en: { art17: 'request of the person (GDPR art. 17)', retention: 'end of the retention period', withdrawn: 'consent withdrawn', unlawful: 'kept without a legal ground', other: 'another reason' },
  es: { art17: 'solicitud de la persona (RGPD, art. 17)', retention: 'fin del plazo de conservación', withdrawn: 'consentimiento retirado', unlawful: 'conservados sin base jurídica', other: 'otro motivo' },
};

const texts = {
  en: {
    title: 'Certificate of erasure', lead: (items: string, entries: string) => `The content of ${items} items in ${entries} entries of the change log, and of the rows they are about, was destroyed in the workspace and in its local backups. What is left of each is a fingerprint that tells nothing about it.`,
    notAll: (left: string) => `${left} items are still there: the erasure is not complete.`, workspace: 'Workspace', log: 'Log', rows: 'Rows', reason: 'Reason', blocked: 'Blocked', approved: 'Approved by', nobody: 'no approval was required', erased: 'Destroyed', entry: 'Entry', hash: 'Its fingerprint', by: (at: string, actor: string) => `${at}, by ${actor}`,
    outside: 'What it does not reach', exports: (count: string) => `Files that were exported before (exports since the rows came: ${count}), copies on other media, and paper. Whoever received them has to be told.`, made: 'Certificate made on', code: 'The entry as a QR code',
  },
  es: {
    title: 'Certificado de supresión', lead: (items: string, entries: string) => `El contenido de ${items} elementos de ${entries} entradas del registro de cambios, y de las filas a las que se refieren, se ha destruido en el espacio de trabajo y en sus copias de seguridad locales. De cada uno queda una huella que nada dice de él.`,
    notAll: (left: string) => `Quedan ${left} elementos: la supresión no es completa.`, workspace: 'Espacio de trabajo', log: 'Registro', rows: 'Filas', reason: 'Motivo', blocked: 'Bloqueado', approved: 'Aprobado por', nobody: 'no se exigía aprobación', erased: 'Destruido', entry: 'Entrada', hash: 'Su huella', by: (at: string, actor: string) => `${at}, por ${actor}`,
    outside: 'Lo que no alcanza', exports: (count: string) => `Los archivos exportados antes (exportaciones desde que llegaron las filas: ${count}), las copias en otros soportes y el papel. Hay que avisar a quien los recibió.`, made: 'Certificado hecho el', code: 'La entrada como código QR',
  },
} as const;

export function erasureCertificate(facts: CertificateFacts, language: Language): PrintDocument {
  const t = texts[language];
  const { block, entry } = facts;
  const number = (value: number): string => numberWords(value, language);
  const body = markup`
    <h1>${t.title}</h1>
    <p class="lead">${facts.left === 0 ? t.lead(number(entry.items), number(entry.entries)) : t.notAll(number(facts.left))}</p>
    <div class="side">
      ${factList([
        [t.workspace, facts.title],
        [t.log, fingerprint(facts.log)],
        [t.rows, rowNumbersOf(block.rows)],
        [t.reason, reasons[language][block.why] ?? block.why],
        [t.blocked, t.by(dateTime(block.at), block.actor)],
        [t.approved, block.approvedBy ?? t.nobody],
        [t.erased, t.by(dateTime(entry.at), entry.actor)],
        [t.entry, number(entry.seq)],
        [t.hash, fingerprint(entry.hash)],
        [t.made, dateTime(facts.madeAt)],
      ])}
      ${qrSvg(`fichero:${facts.log}:${entry.seq}:${entry.hash}`, t.code)}
    </div>
    <h2>${t.outside}</h2>
    <p>${t.exports(number(facts.exports))}</p>`;
  return { title: `${t.title}: ${facts.title}`, language, body: body.html, style: pageStyle, footer: `${t.title} · ${facts.title} · ${entry.hash.slice(0, 16)}` };
}
