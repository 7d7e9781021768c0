// Proposes what records of the same company or the same household know of each other.
import type { Job } from '../kernel/job.ts';
import type { CanonicalField, FieldId } from '../model/fields.ts';
import { textAt, valueCount, valueIndexOf, valueText, type TextColumn } from '../table/TextColumn.ts';
import { freeMailDomains } from '../values/emailDomains.ts';
import type { Likeness } from './enrichTypes.ts';
import { Target, type RecordFacts } from './fromReference.ts';
import { domainKey, keyFormOf, valueFormOf } from './keyForm.ts';
import type { RecordColumns } from './linkByKey.ts';
import type { ProposalList } from './ProposalList.ts';

type Tie = {
  readonly by: Likeness;
  /** Fields that must say the same, in this reading. */
  readonly keys: readonly { readonly field: CanonicalField; readonly form: (text: string) => string }[];
  /** What the others may fill in, and how sure that is. */
  readonly fills: readonly (readonly [field: CanonicalField, confidence: number])[];
  /** More records than this share a value that says nothing. */
  readonly most: number;
};

const mailDomain = (text: string): string => {
  const domain = text.slice(text.lastIndexOf('@') + 1).trim().toLowerCase();
  return text.includes('@') && !freeMailDomains.has(domain) ? domain : '';
};
const place: readonly (readonly [CanonicalField, number])[] = [['postcode', 0.85], ['city', 0.9], ['province', 0.9], ['country', 0.9]];

const ties: readonly Tie[] = [
  { by: 'company', keys: [{ field: 'website', form: domainKey }], fills: [['companyName', 0.75], ['city', 0.6], ['province', 0.6], ['country', 0.75]], most: 50 },
  { by: 'company', keys: [{ field: 'email', form: mailDomain }], fills: [['website', 0.85], ['companyName', 0.75], ['province', 0.6], ['country', 0.75]], most: 50 },
  { by: 'household', keys: [{ field: 'address', form: keyFormOf('address') }, { field: 'postcode', form: keyFormOf('postcode') }], fills: [...place, ['phone', 0.5]], most: 8 },
  { by: 'household', keys: [{ field: 'phone', form: keyFormOf('phone') }], fills: [['address', 0.6], ...place], most: 8 },
];

/** Parts of one address: a part is filled in only from a record that contradicts none of the others. */
const addressParts: readonly CanonicalField[] = ['address', 'street', 'houseNumber', 'postcode', 'city', 'province', 'country'];
const RECORDS_PER_BREATH = 8_192;
const NONE = -1;

/** @throws Cancelled */
export async function proposeFromSimilar(list: ProposalList, records: RecordColumns, facts: RecordFacts, job: Job): Promise<void> {
  for (const [at, tie] of ties.entries()) {
    const columns = tie.keys.map(({ field, form }) => ({ column: records.field(field), form }));
    if (columns.some(({ column }) => column === undefined)) continue;
    const groups = await groupsOf(records.length, columns as { column: TextColumn; form: (text: string) => string }[], job);
    const fills = tie.fills.map(([field, confidence]) => ({ field, confidence, column: records.field(field), target: new Target(records.field(field), field) }));
    const source = list.sourceNumber({ kind: 'similar', by: tie.by });
    const because = tie.keys.map(({ field }) => field);
    let done = 0;
    for (const members of groups) {
      if (done++ % 256 === 0) {
        job.report({ stage: 'comparing', done: at * groups.length + done, total: ties.length * groups.length, unit: 'groups' });
        await job.breathe();
      }
      if (members.length > tie.most) continue;
      for (const { field, confidence, column, target } of fills) {
        if (column === undefined) continue;
        const said = whatAllSay(members.filter((record) => !target.isEmpty(record)), field, column);
        if (said === undefined) continue;
        for (const record of members) {
          if (!target.isEmpty(record) || contradicts(records, record, said.record, field)) continue;
          if (facts.isFixed(record, field) || facts.isRejected(record, field, said.text, { kind: 'similar', by: tie.by }, because)) continue;
          list.addNumbered(facts.rowOf(record), list.fieldNumber(field), target.textAt(record), said.text, source, facts.rowOf(said.record), confidence, list.becauseNumber(because));
        }
      }
    }
  }
}

/** Records with equal keys, two or more of them. */
async function groupsOf(length: number, keys: readonly { readonly column: TextColumn; readonly form: (text: string) => string }[], job: Job): Promise<number[][]> {
  const forms = keys.map(({ column }) => new Array<string | undefined>(valueCount(column)));
  const groups = new Map<string, number[]>();
  for (let record = 0; record < length; record++) {
    if (record % RECORDS_PER_BREATH === 0) await job.breathe();
    let key = '';
    for (let part = 0; part < keys.length; part++) {
      const { column, form } = keys[part]!;
      const value = valueIndexOf(column, record);
      const text = (forms[part]![value] ??= form(valueText(column, value).trim()));
      if (text === '') {
        key = '';
        break;
      }
      key += part === 0 ? text : `\n${text}`;
    }
    if (key === '') continue;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [record]);
    else known.push(record);
  }
  return [...groups.values()].filter((members) => members.length > 1);
}

/** The one value that all who have any have; undefined where they differ or nobody has one. */
function whatAllSay(members: readonly number[], field: FieldId, column: TextColumn): { record: number; text: string } | undefined {
  const form = valueFormOf(field);
  let first = NONE;
  let said = '';
  for (const record of members) {
    const text = form(textAt(column, record).trim());
    if (first === NONE) {
      first = record;
      said = text;
    } else if (text !== said) return undefined;
  }
  return first === NONE ? undefined : { record: first, text: textAt(column, first).trim() };
}

function contradicts(records: RecordColumns, record: number, other: number, field: CanonicalField): boolean {
  if (!addressParts.includes(field)) return false;
  return addressParts.some((part) => {
    const column = part === field ? undefined : records.field(part);
    if (column === undefined) return false;
    const form = valueFormOf(part);
    const ours = form(textAt(column, record).trim());
    const theirs = form(textAt(column, other).trim());
    return ours !== '' && theirs !== '' && ours !== theirs;
  });
}
