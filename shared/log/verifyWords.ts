// The sentences of a verification, in English and Spanish: for the command line and for the verifier page.
import type { ProofStanding, ReadProof } from './itemProof.ts';
import type { Fault, FaultKind, Verdict } from './verifyEntries.ts';
import type { LogNotice, VerifyReport } from './verify.ts';

export const verifyLanguages = ['en', 'es'] as const;
export type VerifyLanguage = (typeof verifyLanguages)[number];

type Detail = Fault['detail'];
type Sentences = Record<FaultKind, (detail: Detail) => string>;

const reasonsEn: Record<string, string> = { notUtf8: 'it is not UTF-8', notJson: 'it is not JSON', notCanonical: 'it is not in canonical form' };
const reasonsEs: Record<string, string> = { notUtf8: 'no es UTF-8', notJson: 'no es JSON', notCanonical: 'no está en forma canónica' };

/** A few words for why a line or a frame cannot be read; the code itself where there are none. */
function reason(words: Record<string, string>, detail: Detail): string {
  const code = String(detail['reason']);
  return words[code] ?? code;
}

const en: Sentences = {
  unreadableLine: (d) => `Line ${d['line']} cannot be read as an entry: ${reason(reasonsEn, d)}.`,
  foreignEntry: (d) => `Line ${d['line']} belongs to another workspace (${d['log']}).`,
  missingEntry: () => 'The entry is missing.',
  repeatedEntry: (d) => `Line ${d['line']} repeats this entry.`,
  forkedEntry: (d) => `Line ${d['line']} is another entry with the same number.`,
  movedEntry: (d) => `The entry stands in the wrong place (line ${d['line']}).`,
  changedEntry: (d) => `The entry was changed: its fingerprint is not the one that ${sealedByEn[String(d['by'])] ?? d['by']} recorded.`,
  brokenLink: (d) => `The entry does not follow from entry ${d['previous']}.`,
  wrongClock: () => 'The clock mark does not agree with the times of this entry and the one before.',
  badReference: (d) => `The member "${d['member']}" points where it cannot point.`,
  unfinishedLine: (d) => `The last line is cut off (${d['bytes']} bytes are left of it).`,
  frameMissing: (d) => `Part ${d['part']} of what the entry is about is missing.`,
  frameDamaged: (d) => `Part ${d['part']} of what the entry is about is damaged (its checksum is wrong).`,
  frameUnreadable: (d) => `Part ${d['part']} of what the entry is about cannot be read (${d['reason']}).`,
  frameRepeated: (d) => `Part ${d['part']} of what the entry is about is there twice.`,
  frameMisplaced: (d) => `Part ${d['part']} begins with item ${d['found']} instead of ${d['expected']}.`,
  frameUnclaimed: (d) => `Part ${d['part']} is there, but the entry does not speak of it.`,
  segmentDamaged: (d) => `The payload files end with ${d['bytes']} bytes that cannot be read.`,
  wrongRoot: () => 'What the entry is about was changed: its items do not have the fingerprint in the entry.',
  wrongCount: (d) => `The entry speaks of ${d['expected']} items, but there are ${d['found']}.`,
  wrongRows: (d) => (d['expected'] === undefined ? `The entry speaks of ${d['expectedQuarantined']} quarantined lines, but there are ${d['found']}.` : `The entry speaks of ${d['expected']} rows, but there are ${d['found']}.`),
  missingItems: (d) => `From item ${d['first']} on ${d['count']} items are missing, and no entry says that they were erased.`,
  notErased: (d) => `From item ${d['first']} on ${d['count']} items are still there, although entry ${d['by']} says that they were erased.`,
  badErasure: (d) => `The entry claims to erase what is not there: ${d['count']} items of entry ${d['entry']} from item ${d['first']} on.`,
  wrongState: (d) => (d['member'] === 'digest' ? 'The entries before it do not add up to the state that the program saw then.' : `What the entry says about the entries before it is wrong (${d['member']}).`),
  badCheckpoint: (d) => `Line ${d['line']} of the checkpoints cannot be read.`,
  unknownKey: (d) => `The checkpoint at ${d['size']} entries is signed with a key that this log never announced.`,
  badSignature: (d) => `The signature of the checkpoint at ${d['size']} entries is wrong.`,
  checkpointMismatch: (d) => `The entries up to here are not those that were signed. At least one of the entries ${d['provedTo']} to ${Number(d['size']) - 1} was changed.`,
  checkpointBeyond: (d) => `A checkpoint signs ${d['size']} entries, but only ${d['entries']} are there.`,
  signatureMissing: (d) => (d['signed'] === 0 ? `Entry ${d['by']} says that ${d['size']} entries were signed when it was written, but there is no signature: it was taken away.` : `Entry ${d['by']} says that ${d['size']} entries were signed when it was written, but the signatures cover only ${d['signed']}: later ones were taken away.`),
  headMissing: () => 'There is no head file, which a workspace always has: it was taken away. That the log lost its end, only a signature or a receipt can tell.',
  headMismatch: (d) => (d['size'] === undefined ? 'The head file does not agree with the log.' : `The entries up to here are not those of the head file. At least one of the entries ${d['provedTo']} to ${Number(d['size']) - 1} was changed.`),
  headBeyond: (d) => `The head file speaks of ${d['size']} entries, but only ${d['entries']} are there.`,
  headBehind: (d) => `The head file speaks of ${d['size']} entries, but ${d['entries']} are there.`,
  workspaceMismatch: () => 'The workspace file is missing or does not belong to this log.',
  badReceipt: (d) => `"${d['name']}" is not an intact receipt.`,
  foreignReceipt: (d) => `The receipt "${d['name']}" belongs to another workspace.`,
  receiptMismatch: (d) => `The entries up to here are not those of the receipt. At least one of the entries ${d['provedTo']} to ${Number(d['size']) - 1} was changed.`,
  receiptBeyond: (d) => `The receipt speaks of ${d['size']} entries, but only ${d['entries']} are there.`,
};
const sealedByEn: Record<string, string> = { next: 'the next entry', checkpoint: 'a signed checkpoint', receipt: 'a receipt', head: 'the head file' };

const es: Sentences = {
  unreadableLine: (d) => `La línea ${d['line']} no se puede leer como entrada: ${reason(reasonsEs, d)}.`,
  foreignEntry: (d) => `La línea ${d['line']} pertenece a otro espacio de trabajo (${d['log']}).`,
  missingEntry: () => 'Falta la entrada.',
  repeatedEntry: (d) => `La línea ${d['line']} repite esta entrada.`,
  forkedEntry: (d) => `La línea ${d['line']} es otra entrada con el mismo número.`,
  movedEntry: (d) => `La entrada está fuera de su sitio (línea ${d['line']}).`,
  changedEntry: (d) => `La entrada se ha modificado: su huella no es la que registró ${sealedByEs[String(d['by'])] ?? d['by']}.`,
  brokenLink: (d) => `La entrada no enlaza con la entrada ${d['previous']}.`,
  wrongClock: () => 'La marca del reloj no concuerda con las horas de esta entrada y de la anterior.',
  badReference: (d) => `El campo «${d['member']}» apunta a donde no puede apuntar.`,
  unfinishedLine: (d) => `La última línea está cortada (quedan ${d['bytes']} bytes de ella).`,
  frameMissing: (d) => `Falta la parte ${d['part']} del contenido de la entrada.`,
  frameDamaged: (d) => `La parte ${d['part']} del contenido de la entrada está dañada (su suma de control no cuadra).`,
  frameUnreadable: (d) => `La parte ${d['part']} del contenido de la entrada no se puede leer (${d['reason']}).`,
  frameRepeated: (d) => `La parte ${d['part']} del contenido de la entrada está dos veces.`,
  frameMisplaced: (d) => `La parte ${d['part']} empieza por el elemento ${d['found']} en lugar del ${d['expected']}.`,
  frameUnclaimed: (d) => `La parte ${d['part']} está ahí, pero la entrada no la menciona.`,
  segmentDamaged: (d) => `Los archivos de contenido terminan con ${d['bytes']} bytes que no se pueden leer.`,
  wrongRoot: () => 'El contenido de la entrada se ha modificado: sus elementos no tienen la huella que figura en la entrada.',
  wrongCount: (d) => `La entrada habla de ${d['expected']} elementos, pero hay ${d['found']}.`,
  wrongRows: (d) => (d['expected'] === undefined ? `La entrada habla de ${d['expectedQuarantined']} líneas en cuarentena, pero hay ${d['found']}.` : `La entrada habla de ${d['expected']} filas, pero hay ${d['found']}.`),
  missingItems: (d) => `Faltan ${d['count']} elementos a partir del ${d['first']}, y ninguna entrada dice que se suprimieran.`,
  notErased: (d) => `A partir del elemento ${d['first']} hay ${d['count']} que siguen ahí, aunque la entrada ${d['by']} dice que se suprimieron.`,
  badErasure: (d) => `La entrada dice suprimir lo que no existe: ${d['count']} elementos de la entrada ${d['entry']} a partir del ${d['first']}.`,
  wrongState: (d) => (d['member'] === 'digest' ? 'Las entradas anteriores no dan el estado que el programa vio entonces.' : `Lo que la entrada dice de las anteriores es falso (${d['member']}).`),
  badCheckpoint: (d) => `No se puede leer la línea ${d['line']} de los puntos de control.`,
  unknownKey: (d) => `El punto de control de ${d['size']} entradas está firmado con una clave que este registro nunca anunció.`,
  badSignature: (d) => `La firma del punto de control de ${d['size']} entradas no es válida.`,
  checkpointMismatch: (d) => `Las entradas hasta aquí no son las que se firmaron. Se modificó al menos una de las entradas ${d['provedTo']} a ${Number(d['size']) - 1}.`,
  checkpointBeyond: (d) => `Se firmaron ${d['size']} entradas, pero solo hay ${d['entries']}.`,
  signatureMissing: (d) => (d['signed'] === 0 ? `La entrada ${d['by']} dice que, al escribirla, había ${d['size']} entradas firmadas, pero no hay ninguna firma: la han quitado.` : `La entrada ${d['by']} dice que, al escribirla, había ${d['size']} entradas firmadas, pero las firmas solo abarcan ${d['signed']}: han quitado las posteriores.`),
  headMissing: () => 'Falta el archivo de cabecera, que toda carpeta de trabajo tiene: lo han quitado. Que el registro haya perdido su final solo lo revelan una firma o un resguardo.',
  headMismatch: (d) => (d['size'] === undefined ? 'El archivo de cabecera no concuerda con el registro.' : `Las entradas hasta aquí no son las del archivo de cabecera. Se modificó al menos una de las entradas ${d['provedTo']} a ${Number(d['size']) - 1}.`),
  headBeyond: (d) => `El archivo de cabecera habla de ${d['size']} entradas, pero solo hay ${d['entries']}.`,
  headBehind: (d) => `El archivo de cabecera habla de ${d['size']} entradas, pero hay ${d['entries']}.`,
  workspaceMismatch: () => 'El archivo del espacio de trabajo falta o no corresponde a este registro.',
  badReceipt: (d) => `«${d['name']}» no es un resguardo íntegro.`,
  foreignReceipt: (d) => `El resguardo «${d['name']}» es de otro espacio de trabajo.`,
  receiptMismatch: (d) => `Las entradas hasta aquí no son las del resguardo. Se modificó al menos una de las entradas ${d['provedTo']} a ${Number(d['size']) - 1}.`,
  receiptBeyond: (d) => `El resguardo habla de ${d['size']} entradas, pero solo hay ${d['entries']}.`,
};
const sealedByEs: Record<string, string> = { next: 'la entrada siguiente', checkpoint: 'un punto de control firmado', receipt: 'un resguardo', head: 'el archivo de cabecera' };

const sentences: Record<VerifyLanguage, Sentences> = { en, es };

export function faultWords(fault: Fault, language: VerifyLanguage): string {
  const sentence = sentences[language][fault.kind](fault.detail);
  if (fault.seq === null) return sentence;
  return language === 'es' ? `Entrada ${fault.seq}: ${sentence}` : `Entry ${fault.seq}: ${sentence}`;
}

export function noticeWords(notice: LogNotice, language: VerifyLanguage): string {
  const isEs = language === 'es';
  switch (notice.kind) {
    case 'clockBack': {
      const seconds = Math.round(notice.byMs / 1000);
      return isEs ? `Entrada ${notice.seq}: el reloj se atrasó ${seconds} s.` : `Entry ${notice.seq}: the clock had been set back by ${seconds} s.`;
    }
    case 'unfinished':
      return isEs
        ? 'Al final hay restos de una operación que se cortó antes de confirmarse. No forman parte del registro.'
        : 'At the end lie remains of an operation that was cut off before it was confirmed. They are no part of the record.';
    case 'headBehind':
      return isEs ? 'El programa se detuvo justo después de escribir la última entrada.' : 'The program was stopped just after it wrote the last entry.';
    case 'erasedLater':
      return isEs
        ? `Esta copia es anterior a la supresión que hizo la entrada ${notice.by}; lo suprimido tampoco está aquí.`
        : `This copy is older than the erasure by entry ${notice.by}; what was erased is not here either.`;
    case 'notSigned':
      if (notice.entries === 1) return isEs ? 'La última entrada aún no está firmada.' : 'The last entry is not signed yet.';
      return isEs ? `Las últimas ${notice.entries} entradas aún no están firmadas.` : `The last ${notice.entries} entries are not signed yet.`;
    default:
      return notice satisfies never;
  }
}

const verdictNames: Record<VerifyLanguage, Record<Verdict, string>> = {
  en: { ok: 'in order', changed: 'changed', missing: 'missing', erased: 'erased in part', reordered: 'out of place', forked: 'doubled' },
  es: { ok: 'en orden', changed: 'modificado', missing: 'falta', erased: 'suprimido en parte', reordered: 'fuera de su sitio', forked: 'duplicado' },
};

export function verdictWords(verdict: Verdict, language: VerifyLanguage): string {
  return verdictNames[language][verdict];
}

/** The first lines of a report: what was looked at and how it ended. */
export function reportWords(report: VerifyReport, language: VerifyLanguage): string[] {
  const number = (value: number): string => grouped(value, language);
  const some = (value: number, one: string, many: string): string => `${number(value)} ${value === 1 ? one : many}`;
  const isEs = language === 'es';
  const counts = isEs
    ? `${some(report.entries, 'entrada', 'entradas')}, ${some(report.items, 'elemento', 'elementos')} (${some(report.erasedItems, 'suprimido', 'suprimidos')}), ${some(report.rows, 'fila cargada', 'filas cargadas')}, ${some(report.quarantined, 'línea', 'líneas')} en cuarentena.`
    : `${some(report.entries, 'entry', 'entries')}, ${some(report.items, 'item', 'items')} (${number(report.erasedItems)} erased), ${some(report.rows, 'row', 'rows')} loaded, ${some(report.quarantined, 'line', 'lines')} in quarantine.`;
  const signed = isEs
    ? report.checkpoints.good === 0
      ? 'No hay ningún punto de control firmado.'
      : `${some(report.checkpoints.good, 'punto de control firmado', 'puntos de control firmados')}; el último abarca ${some(report.checkpoints.lastSize, 'entrada', 'entradas')} y es del ${dateTime(report.checkpoints.lastAt)}.`
    : report.checkpoints.good === 0
      ? 'There is no signed checkpoint.'
      : `${some(report.checkpoints.good, 'signed checkpoint', 'signed checkpoints')}; the last covers ${some(report.checkpoints.lastSize, 'entry', 'entries')} and is of ${dateTime(report.checkpoints.lastAt)}.`;
  const replayed = isEs ? `Al repetir el registro ${report.states === 1 ? 'sale el estado anotado' : `salen los ${number(report.states)} estados anotados`} en él.` : `A replay of the log gives the ${report.states === 1 ? 'state that is' : `${number(report.states)} states that are`} noted in it.`;
  const lines = report.states > 0 ? [counts, signed, replayed] : [counts, signed];
  for (const { name, proves, size, at, words } of report.receipts) {
    if (proves) {
      lines.push(
        isEs
          ? `El resguardo «${name}» (${words.join(' ')}) prueba que nada ha cambiado hasta la entrada ${number(size - 1)} desde el ${dateTime(at)}.`
          : `The receipt "${name}" (${words.join(' ')}) proves the log unchanged up to entry ${number(size - 1)}, since ${dateTime(at)}.`,
      );
    } else lines.push(isEs ? `El resguardo «${name}» (${words.join(' ')}) no concuerda con este registro.` : `The receipt "${name}" (${words.join(' ')}) does not agree with this log.`);
  }
  const count = report.faults.length;
  if (report.clean) lines.push(isEs ? 'El registro está íntegro: no se ha encontrado ningún fallo.' : 'The log is intact: no fault was found.');
  else if (isEs) lines.push(count === 1 ? 'Se ha encontrado 1 fallo.' : `Se han encontrado ${number(count)} fallos.`);
  else lines.push(count === 1 ? '1 fault was found.' : `${number(count)} faults were found.`);
  const advice = adviceWords(report, language);
  if (advice !== undefined) lines.push(advice);
  return lines;
}

/** What the proof of one item shows, and what it does not. */
export function proofWords({ proof, entry, hash, holds }: ReadProof, { inLog, vouched }: ProofStanding, language: VerifyLanguage): string[] {
  const isEs = language === 'es';
  const { index } = proof;
  const { log, seq, at } = entry;
  if (!holds) return [isEs ? `El cambio ${index} no es de la entrada ${seq}: su camino no lleva a la raíz.` : `Change ${index} does not belong to entry ${seq}: its path does not lead to the root.`];
  const lines = [
    isEs
      ? `El cambio ${index} es de la entrada ${seq} (${dateTime(at)}) del registro ${log}. La huella de la entrada es ${hash}.`
      : `Change ${index} belongs to entry ${seq} (${dateTime(at)}) of the log ${log}. The fingerprint of the entry is ${hash}.`,
  ];
  if (inLog === true) lines.push(isEs ? 'Esa entrada está tal cual en el registro que se ha dado.' : 'That entry stands in the log at hand exactly so.');
  if (inLog === false) lines.push(isEs ? 'Esa entrada no está en el registro que se ha dado: allí hay otra, o ninguna.' : 'That entry does not stand in the log at hand: there is another, or none.');
  for (const { name, at: since } of vouched) {
    lines.push(isEs ? `El resguardo «${name}» responde de esa entrada y de todas las anteriores desde el ${dateTime(since)}.` : `The receipt "${name}" vouches for that entry and all before it since ${dateTime(since)}.`);
  }
  if (inLog === null && vouched.length === 0) {
    lines.push(isEs ? 'Que la entrada sea de ese registro lo muestran el paquete de auditoría o un resguardo de esa entrada.' : 'That the entry is of that log is shown by the audit bundle, or by a receipt of that entry.');
  }
  return lines;
}

/** Whether nothing speaks against a proof. */
export function isProofGood({ holds }: ReadProof, { inLog }: ProofStanding): boolean {
  return holds && inLog !== false;
}

/** What is wrong with a backup: its list, or a file of it. */
export function copyFaultWords(kind: 'unfinished' | 'fileMissing' | 'fileChanged', name: string, language: VerifyLanguage): string {
  const isEs = language === 'es';
  if (kind === 'unfinished') return isEs ? 'No está terminada, o su lista de archivos está dañada.' : 'It is not finished, or its list of files is damaged.';
  if (kind === 'fileMissing') return isEs ? `Falta ${name}.` : `${name} is missing.`;
  return isEs ? `${name} no está como se escribió.` : `${name} is not as it was written.`;
}

const smallFiles: ReadonlySet<FaultKind> = new Set(['headMismatch', 'headBehind', 'headMissing', 'workspaceMismatch']);
const receiptFiles: ReadonlySet<FaultKind> = new Set(['badReceipt', 'foreignReceipt']);

/** What to do about the faults of a report; undefined where there are none. */
export function adviceWords({ faults }: Pick<VerifyReport, 'faults'>, language: VerifyLanguage): string | undefined {
  if (faults.length === 0) return undefined;
  const isEs = language === 'es';
  const areAll = (isOne: (fault: Fault) => boolean): boolean => faults.every(isOne);
  if (areAll(({ kind }) => receiptFiles.has(kind))) return isEs ? 'Qué hacer: pida otra vez el resguardo a quien lo guarda. El registro en sí no muestra fallos.' : 'What to do: ask whoever keeps the receipt for it again. The log itself shows no fault.';
  if (areAll(({ kind, seq }) => seq === null && smallFiles.has(kind))) {
    return isEs ? 'Qué hacer: abra la carpeta de trabajo para escribir; entonces se rehacen esos archivos pequeños. Las entradas están íntegras.' : 'What to do: open the workspace for writing, which makes these small files anew. The entries are intact.';
  }
  if (areAll(({ kind }) => kind === 'notErased')) return isEs ? 'Qué hacer: abra la carpeta de trabajo para escribir; entonces se termina la supresión.' : 'What to do: open the workspace for writing, which finishes the erasure.';
  return isEs
    ? 'Qué hacer: no siga trabajando en esta carpeta y guárdela como está. Restaure la copia de seguridad más reciente que se verifique y compárela con los resguardos que guardan otros.'
    : 'What to do: do not work on in this folder, and keep it as it is. Restore the newest backup that verifies, and hold it against the receipts that others keep.';
}

export const unreadableWords: Record<VerifyLanguage, Record<'noLog' | 'newerFormat', string>> = {
  en: { noLog: 'This is neither a workspace folder nor an audit bundle nor the proof of a change.', newerFormat: 'This log was written by a newer version of the program. It takes a newer verifier.' },
  es: { noLog: 'Esto no es ni una carpeta de trabajo, ni un paquete de auditoría, ni la prueba de un cambio.', newerFormat: 'Este registro lo escribió una versión más reciente del programa. Hace falta un verificador más reciente.' },
};

/** 2026-05-01 10:30:00 UTC */
export function dateTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function grouped(value: number, language: VerifyLanguage): string {
  return value.toLocaleString(language, { useGrouping: 'min2' });
}
