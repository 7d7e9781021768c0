// The plain-language summary that lies in an audit bundle, in English and Spanish.
import { factsOf } from './bundle.ts';
import type { Act } from './entry.ts';
import type { VerifyReport } from './verify.ts';
import { dateTime, faultWords, noticeWords, reportWords, type VerifyLanguage } from './verifyWords.ts';

const actNames: Record<VerifyLanguage, Record<Act, string>> = {
  en: {
    'create-workspace': 'workspace created',
    open: 'opened on another machine',
    load: 'file loaded',
    map: 'fields mapped',
    standardise: 'values standardised',
    rules: 'rules changed',
    'find-duplicates': 'duplicates searched',
    decide: 'decision taken',
    merge: 'records merged',
    unmerge: 'record unmerged',
    edit: 'value edited',
    enrich: 'values enriched',
    refresh: 'customers asked',
    confirm: 'facts confirmed as current',
    judge: 'findings ruled on',
    measure: 'score noted',
    tag: 'tagged',
    export: 'exported',
    undo: 'taken back',
    approve: 'approved',
    erase: 'erased',
    block: 'blocked',
    restore: 'restored',
    checkpoint: 'receipt handed out',
    'verify-failed': 'verification failed',
  },
  es: {
    'create-workspace': 'espacio de trabajo creado',
    open: 'abierto en otro equipo',
    load: 'archivo cargado',
    map: 'campos asignados',
    standardise: 'valores normalizados',
    rules: 'reglas cambiadas',
    'find-duplicates': 'duplicados buscados',
    decide: 'decisión tomada',
    merge: 'registros fusionados',
    unmerge: 'registro separado',
    edit: 'valor corregido',
    enrich: 'valores enriquecidos',
    refresh: 'clientes preguntados',
    confirm: 'datos confirmados como vigentes',
    judge: 'hallazgos resueltos',
    measure: 'puntuación anotada',
    tag: 'etiquetado',
    export: 'exportado',
    undo: 'deshecho',
    approve: 'aprobado',
    erase: 'suprimido',
    block: 'bloqueado',
    restore: 'restaurado',
    checkpoint: 'resguardo entregado',
    'verify-failed': 'verificación fallida',
  },
};

export function actWords(act: Act, language: VerifyLanguage): string {
  return actNames[language][act];
}

/** A text file for people: what the record covers, who did what, what a verification says. */
export function bundleSummary(title: string, entriesFile: Uint8Array, report: VerifyReport, at: number, language: VerifyLanguage): string {
  const isEs = language === 'es';
  const facts = factsOf(entriesFile);
  const lines = [
    isEs ? `Paquete de auditoría: ${title}` : `Audit bundle: ${title}`,
    isEs ? `Creado el ${dateTime(at)}. Registro ${report.log}.` : `Made on ${dateTime(at)}. Log ${report.log}.`,
    isEs ? `Abarca del ${dateTime(facts.from)} al ${dateTime(facts.to)}.` : `It covers ${dateTime(facts.from)} to ${dateTime(facts.to)}.`,
    '',
    ...reportWords(report, language),
    ...report.faults.map((fault) => faultWords(fault, language)),
    ...report.notices.map((notice) => noticeWords(notice, language)),
    isEs ? `Huella de la última entrada (SHA-256): ${report.head}` : `Fingerprint of the last entry (SHA-256): ${report.head}`,
    '',
    isEs ? 'Qué se hizo (entradas, elementos):' : 'What was done (entries, items):',
    ...facts.acts.map(({ act, entries, items }) => `  ${actWords(act as Act, language)}: ${entries}, ${items}`),
    '',
    isEs ? 'Quién lo hizo (identificador seudónimo: entradas):' : 'Who did it (pseudonymous id: entries):',
    ...facts.actors.map(({ actor, entries }) => `  ${actor}: ${entries}`),
    '',
    isEs
      ? 'Para comprobarlo, abra verifier.html en cualquier navegador y suelte este paquete en la página, junto con los resguardos que conserve. No hace falta red ni instalar nada. El paquete contiene datos personales: guárdelo como tal.'
      : 'To check it, open verifier.html in any browser and drop this bundle on the page, together with any receipts that you kept. No network and no installation are needed. The bundle holds personal data: keep it accordingly.',
    '',
  ];
  return lines.join('\n');
}
