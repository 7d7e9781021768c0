// Proposes what the rows of a reference say of the records that they are tied to, by the rules for values that are there.
import { assertNever } from '../kernel/assertNever.ts';
import type { Job } from '../kernel/job.ts';
import { canonicalOf, type CanonicalField, type FieldId } from '../model/fields.ts';
import type { RowId } from '../model/ids.ts';
import type { Table } from '../table/Table.ts';
import { isMissingAt, textAt, valueCount, valueIndexOf, valueText, type TextColumn } from '../table/TextColumn.ts';
import { isPlaceholder } from '../values/placeholder.ts';
import type { Bring, ConflictRule, KeyPair, ProposalSource } from './enrichTypes.ts';
import { valueFormOf } from './keyForm.ts';
import { columnNamed, MATCHED, type Links, type RecordColumns } from './linkByKey.ts';
import type { ProposalList } from './ProposalList.ts';

/** What only whoever holds the records can tell; asked where a value is there already. */
export type RecordFacts = {
  /** The first row of a record, by which it is known. */
  rowOf(record: number): RowId;
  /** Whether somebody fixed the value by hand: then nothing is proposed. */
  isFixed(record: number, field: FieldId): boolean;
  /** The day that the record's value stands for; null where nothing tells. */
  knownOn(record: number, field: FieldId): number | null;
  /** Trust in the source of the record's value, 1 is most. */
  trustOf(record: number, field: FieldId): number;
  /** Whether a steward turned this value down on the same evidence. */
  isRejected(record: number, field: FieldId, value: string, source: ProposalSource, because: readonly FieldId[]): boolean;
};

export type ReferenceFacts = {
  readonly source: ProposalSource;
  /** The row id of the reference's first row. */
  readonly firstRow: number;
  /** Days for rows of the reference; null where nothing tells. */
  readonly dayOf: (row: number) => number | null;
  readonly trust: number;
};

const RECORDS_PER_BREATH = 16_384;

/** Proposes for every matched record. `confidenceOf` tells how sure the tie is. @throws Cancelled */
export async function proposeFromReference(
  list: ProposalList,
  records: RecordColumns,
  facts: RecordFacts,
  reference: Table,
  about: ReferenceFacts,
  links: Pick<Links, 'status' | 'row'>,
  bring: readonly Bring[],
  because: readonly FieldId[],
  confidenceOf: (record: number) => number,
  job: Job,
): Promise<void> {
  const brought = bring.flatMap((one) => {
    const texts = columnNamed(reference, one.column);
    return texts === undefined ? [] : [{ ...one, texts, number: list.fieldNumber(one.field), target: new Target(records.field(one.field), one.field) }];
  });
  const source = list.sourceNumber(about.source);
  const reason = list.becauseNumber(because);
  for (let record = 0; record < records.length; record++) {
    if (links.status[record] === MATCHED) {
      const row = links.row[record]!;
      for (const { field, rule, texts, number, target } of brought) {
        const value = textAt(texts, row).trim();
        if (value === '' || isPlaceholder(value)) continue;
        if (!target.wants(record, value, rule, facts, about, row)) continue;
        if (facts.isFixed(record, field) || facts.isRejected(record, field, value, about.source, because)) continue;
        list.addNumbered(facts.rowOf(record), number, target.textAt(record), value, source, (about.firstRow + row) as RowId, confidenceOf(record), reason);
      }
    }
    if (record % RECORDS_PER_BREATH === 0) {
      job.report({ stage: 'proposing', done: record, total: records.length, unit: 'rows' });
      await job.breathe();
    }
  }
}

/** What the records have of a field; what is asked of a stored value is found out once. */
export class Target {
  private readonly column: TextColumn | undefined;
  private readonly field: FieldId;
  /** 0 unknown, 1 empty, 2 filled. */
  private readonly filled: Uint8Array;

  constructor(column: TextColumn | undefined, field: FieldId) {
    this.column = column;
    this.field = field;
    this.filled = new Uint8Array(column === undefined ? 0 : valueCount(column));
  }

  isEmpty(record: number): boolean {
    if (this.column === undefined) return true;
    const value = valueIndexOf(this.column, record);
    if (this.filled[value] === 0) {
      const text = isMissingAt(this.column, record) ? '' : valueText(this.column, value).trim();
      this.filled[value] = text === '' || isPlaceholder(text) ? 1 : 2;
    }
    return this.filled[value] === 1;
  }

  textAt(record: number): string {
    return this.column === undefined ? '' : textAt(this.column, record);
  }

  /** Whether the record lacks the value, or the rule lets it take another one's place. The same in other letters is no change. */
  wants(record: number, value: string, rule: ConflictRule, facts: RecordFacts, about: ReferenceFacts, row: number): boolean {
    if (this.isEmpty(record)) return true;
    if (rule === 'ifEmpty') return false;
    const form = valueFormOf(this.field);
    const now = this.textAt(record).trim();
    if (now === value || form(now) === form(value)) return false;
    switch (rule) {
      case 'always':
        return true;
      case 'ifNewer': {
        const theirs = about.dayOf(row);
        const ours = facts.knownOn(record, this.field);
        return theirs !== null && (ours === null || theirs > ours);
      }
      case 'ifTrusted':
        return about.trust < facts.trustOf(record, this.field);
      default:
        return assertNever(rule);
    }
  }
}

/** How sure a key of one field makes: an id is one customer's, a telephone is shared at times, a name is many people's. */
const sureness: Readonly<Partial<Record<CanonicalField, number>>> = {
  taxId: 0.98,
  iban: 0.97,
  email: 0.97,
  customerId: 0.97,
  phone: 0.93,
  website: 0.9,
  companyName: 0.85,
  fullName: 0.75,
  birthDate: 0.6,
  givenName: 0.4,
  surname: 0.5,
  surname2: 0.5,
  address: 0.7,
  street: 0.5,
  city: 0.5,
};
/** A key such as a postcode or a branch code stands for a fact of its own, not for a customer. */
const LOOKED_UP = 0.9;
const MOST_SURE = 0.99;

/** How sure equal keys make that the values are the record's, 0 to 1. */
export function keyConfidence(keys: readonly KeyPair[]): number {
  const doubt = keys.reduce((left, { field }) => {
    const canonical = canonicalOf(field);
    const sure = canonical === undefined ? LOOKED_UP : (sureness[canonical] ?? LOOKED_UP);
    return left * (1 - sure);
  }, 1);
  return keys.length === 0 ? 0 : Math.min(MOST_SURE, 1 - doubt);
}
