// Judges what came back for refresh packs, answer by answer: whose it is, what it confirms, what it says anew, or why it
// cannot be taken. Nothing is written here.
import { crc32c } from '../../kernel/crc32c.ts';
import type { AnswerFile, ReadAnswer } from '../../enrich/answerFile.ts';
import { keyFormOf, valueFormOf } from '../../enrich/keyForm.ts';
import { readReference } from '../../enrich/reference.ts';
import type { AsideReason } from '../../contract/engine.ts';
import type { CanonicalField } from '../../model/fields.ts';
import type { EntrySeq, RowId } from '../../model/ids.ts';
import { encodeText } from '../../table/wtf8.ts';
import { valueCount, valueIndexOf, valueText } from '../../table/TextColumn.ts';
import { readValue } from '../../values/readValue.ts';
import type { ReadContext } from '../../values/reading.ts';
import type { Records } from './enrichWorkspace.ts';
import { showsOf } from './enrichWorkspace.ts';
import type { AnswerItem } from '../facts/RefreshFacts.ts';

/** One answer as it came in: from a form's file or line, or a row of a returned list. */
export type Incoming = { readonly fileName: string; readonly read: ReadAnswer };

export type Judged =
  | {
      readonly kind: 'taken';
      readonly incoming: Incoming;
      readonly item: AnswerItem;
      readonly row: RowId;
      /** How the record was found. */
      readonly by: 'reference' | 'values';
      /** Values that do not look right; proposed all the same, for a person to judge. */
      readonly doubtful: readonly CanonicalField[];
      /** The day could not be read, or lies ahead: today was taken. */
      readonly dayGuessed: boolean;
    }
  /** Somebody whom the workspace does not know: becomes a row of a source of its own. */
  | { readonly kind: 'new'; readonly incoming: Incoming; readonly answer: AnswerFile; readonly digest: string }
  | { readonly kind: 'aside'; readonly incoming: Incoming; readonly reason: AsideReason };

/** Fields by which a record is found where an answer has no reference; the surest first. */
const telling: readonly CanonicalField[] = ['taxId', 'email', 'phone'];

/** Judges all of them together, so that the same answer twice is seen. `today` is an epoch day. */
export function judgeAnswers(records: Records, incoming: readonly Incoming[], today: number, contextOf: (field: CanonicalField) => ReadContext): Judged[] {
  const { workspace } = records;
  const { state } = workspace;
  const shows = showsOf(records);
  const met = new Set<string>();
  let finders: Map<CanonicalField, Map<string, RowId | null>> | undefined;
  return incoming.map((one): Judged => {
    const aside = (reason: AsideReason): Judged => ({ kind: 'aside', incoming: one, reason });
    if (one.read.kind === 'unreadable') return aside('unreadable');
    const { answer, edited } = one.read;
    const filled = answer.values.map(({ field, value }) => ({ field, value: value.trim() })).filter(({ value }) => value !== '');
    if (filled.length === 0 && answer.consent !== true) return aside('empty');
    const reference = readReference(answer.reference, workspace.info.id);
    if (answer.workspace !== workspace.info.id && reference.kind !== 'good') return aside('otherWorkspace');
    if (reference.kind === 'malformed' || reference.kind === 'wrong') return aside('wrongReference');
    const digest = digestOf(answer);
    if (met.has(digest) || state.refresh.hasAnswer(digest)) return aside('twice');
    const pack = (reference.kind === 'good' ? reference.pack : answer.pack) as EntrySeq;
    if (reference.kind === 'good' && state.refresh.pack(pack)?.rows.includes(reference.row) !== true) return aside('wrongReference');
    const asked = reference.kind === 'good' ? newestOf(records, reference.row) : undefined;
    if (reference.kind === 'good' && asked === undefined) return aside('recordGone');
    finders ??= findersOf(records);
    const row = asked ?? findRecord(filled, finders);
    met.add(digest);
    if (row === undefined) return { kind: 'new', incoming: one, answer: { ...answer, values: filled }, digest };
    const day = dayOf(answer.answeredOn, today);
    const confirmed: CanonicalField[] = [];
    const proposed: { field: CanonicalField; value: string }[] = [];
    for (const { field, value } of filled) {
      const form = valueFormOf(field);
      if (form(shows(row, field).trim()) === form(value)) confirmed.push(field);
      else proposed.push({ field, value });
    }
    return {
      kind: 'taken',
      incoming: one,
      row,
      by: asked === undefined ? 'values' : 'reference',
      item: {
        kind: 'answer',
        pack,
        golden: state.goldenOf(row),
        reference: answer.reference,
        fileName: one.fileName,
        digest,
        on: day ?? today,
        edited,
        consent: answer.consent,
        confirmed,
        proposed,
      },
      doubtful: proposed.filter(({ field, value }) => readValue(field, value, contextOf(field)).validity === 'invalid').map(({ field }) => field),
      dayGuessed: day === undefined,
    };
  });
}

/** The same words by the same person on the same day are the same answer. */
function digestOf({ workspace, reference, answeredOn, consent, values, pack }: AnswerFile): string {
  const said = encodeText(JSON.stringify([workspace, pack, reference, answeredOn, consent, values.map(({ field, value }) => [field, value.trim()])]));
  return `${crc32c(said).toString(16).padStart(8, '0')}${said.length.toString(16)}`;
}

function newestOf({ workspace, golden }: Records, row: RowId): RowId | undefined {
  const { state } = workspace;
  const newest = state.rowOfGolden(state.ownGoldenId(row)) ?? row;
  return golden.currentMembers(newest)[0];
}

/** Undefined where it is no day, or one that is still to come. */
function dayOf(text: string, today: number): number | undefined {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  const day = Math.floor(at / 86_400_000);
  // Clocks of others may be a day ahead.
  return Number.isNaN(day) || day > today + 1 ? undefined : Math.min(day, today);
}

/** Per telling field the first row of the record with a value; null where several records share it. */
function findersOf({ table }: Records): Map<CanonicalField, Map<string, RowId | null>> {
  const finders = new Map<CanonicalField, Map<string, RowId | null>>();
  for (const field of telling) {
    const column = table.field(field);
    if (column === undefined) continue;
    const form = keyFormOf(field);
    const forms = new Array<string | undefined>(valueCount(column));
    const known = new Map<string, RowId | null>();
    for (let record = 0; record < table.length; record++) {
      const value = valueIndexOf(column, record);
      const key = (forms[value] ??= form(valueText(column, value).trim()));
      if (key !== '') known.set(key, known.has(key) ? null : (table.leads[record]! as RowId));
    }
    finders.set(field, known);
  }
  return finders;
}

function findRecord(values: readonly { readonly field: CanonicalField; readonly value: string }[], finders: ReadonlyMap<CanonicalField, ReadonlyMap<string, RowId | null>>): RowId | undefined {
  for (const field of telling) {
    const said = values.find((one) => one.field === field);
    const found = said === undefined ? undefined : finders.get(field)?.get(keyFormOf(field)(said.value));
    if (found !== undefined && found !== null) return found;
  }
  return undefined;
}
