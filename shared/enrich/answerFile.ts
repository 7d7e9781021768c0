// The small file, or the one line, that a filled form is sent back as; written by the form's page and read by the app.
import { crc32c } from '../kernel/crc32c.ts';
import { canonicalFields, type CanonicalField } from '../model/fields.ts';
import { encodeText } from '../table/wtf8.ts';

export type AnswerFile = {
  readonly format: 'fichero-answer';
  readonly v: 1;
  /** The workspace that the form came from. */
  readonly workspace: string;
  /** The pack's entry. */
  readonly pack: number;
  /** '' where the form was blank: somebody new, or somebody who did not have a reference at hand. */
  readonly reference: string;
  /** Such as 2026-03-14, by the clock of whoever answered. */
  readonly answeredOn: string;
  readonly language: 'en' | 'es';
  /** Null where no consent was asked for. */
  readonly consent: boolean | null;
  readonly values: readonly { readonly field: CanonicalField; readonly value: string }[];
};

/** Only tells accidents and edits by hand from what the form wrote; it proves nothing. */
export function answerCheck({ workspace, pack, reference, answeredOn, language, consent, values }: AnswerFile): string {
  const said = JSON.stringify([workspace, pack, reference, answeredOn, language, consent, values.map(({ field, value }) => [field, value])]);
  return crc32c(encodeText(said)).toString(16).padStart(8, '0');
}

/** One line of JSON, whether it is saved or pasted into a message. */
export function answerText(answer: AnswerFile): string {
  return JSON.stringify({ ...answer, check: answerCheck(answer) });
}

export type ReadAnswer =
  | { readonly kind: 'answer'; readonly answer: AnswerFile; /** The check does not fit: somebody edited it. */ readonly edited: boolean; readonly raw: string }
  | { readonly kind: 'unreadable'; readonly raw: string };

/** Every answer in a text: one file, or lines pasted one under the other. Lines without a brace are words around them. */
export function readAnswers(text: string): ReadAnswer[] {
  const whole = readOne(text);
  if (whole.kind === 'answer') return [whole];
  const lines = text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line.startsWith('{'));
  return lines.length <= 1 ? [whole] : lines.map(readOne);
}

function readOne(text: string): ReadAnswer {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  const raw = text.trim();
  if (start < 0 || end < start) return { kind: 'unreadable', raw };
  let read: unknown;
  try {
    read = JSON.parse(text.slice(start, end + 1));
  } catch {
    return { kind: 'unreadable', raw };
  }
  const answer = asAnswer(read);
  if (answer === undefined) return { kind: 'unreadable', raw };
  return { kind: 'answer', answer, edited: (read as { check?: unknown }).check !== answerCheck(answer), raw };
}

function asAnswer(read: unknown): AnswerFile | undefined {
  if (typeof read !== 'object' || read === null) return undefined;
  const { format, workspace, pack, reference, answeredOn, language, consent, values } = read as Record<string, unknown>;
  if (format !== 'fichero-answer' || typeof workspace !== 'string' || typeof pack !== 'number' || !Array.isArray(values)) return undefined;
  const kept = values.flatMap((one: unknown) => {
    const { field, value } = (one ?? {}) as { field?: unknown; value?: unknown };
    const known = canonicalFields.find((canonical) => canonical === field);
    return known === undefined || typeof value !== 'string' ? [] : [{ field: known, value }];
  });
  return {
    format,
    v: 1,
    workspace,
    pack,
    reference: typeof reference === 'string' ? reference : '',
    answeredOn: typeof answeredOn === 'string' ? answeredOn : '',
    language: language === 'es' ? 'es' : 'en',
    consent: typeof consent === 'boolean' ? consent : null,
    values: kept,
  };
}
