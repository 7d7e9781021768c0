// Classifies records by rules that a steward wrote: the first rule whose conditions all hold gives the value.
import type { Job } from '../kernel/job.ts';
import type { FieldId } from '../model/fields.ts';
import { isMissingAt, valueCount, valueIndexOf, valueText } from '../table/TextColumn.ts';
import { readAmount } from '../values/amount.ts';
import { foldWords } from '../values/fold.ts';
import { isPlaceholder } from '../values/placeholder.ts';
import type { RecordColumns } from './linkByKey.ts';

export const categoryTests = ['is', 'contains', 'startsWith', 'atLeast', 'atMost', 'filled', 'empty'] as const;
export type CategoryTest = (typeof categoryTests)[number];
export type CategoryCondition = { readonly field: FieldId; readonly test: CategoryTest; readonly text: string };
export type CategoryRule = { readonly value: string; readonly all: readonly CategoryCondition[] };

/** One way to classify: its values, nested by " / ", stand in a field like any other. */
export type CategoryScheme = {
  readonly field: FieldId;
  readonly name: string;
  /** Tags: a record may have several. */
  readonly many: boolean;
  readonly values: readonly string[];
  readonly rules: readonly CategoryRule[];
};

/** Parts the values of a record that may have several. */
export const TAG_SEPARATOR = '; ';
/** No rule fits. */
export const NO_RULE = -1;
const RECORDS_PER_BREATH = 16_384;

/** The number of the first rule that fits each record, or NO_RULE. @throws Cancelled */
export async function classify(records: RecordColumns, rules: readonly CategoryRule[], job: Job): Promise<Int16Array> {
  const tests = rules.map(({ all }) => all.map((condition) => holdsIn(records, condition)));
  const found = new Int16Array(records.length).fill(NO_RULE);
  for (let record = 0; record < found.length; record++) {
    for (let rule = 0; rule < tests.length; rule++) {
      const conditions = tests[rule]!;
      if (conditions.length > 0 && conditions.every((holds) => holds(record))) {
        found[record] = rule;
        break;
      }
    }
    if (record % RECORDS_PER_BREATH === 0) {
      job.report({ stage: 'deriving', done: record, total: found.length, unit: 'rows' });
      await job.breathe();
    }
  }
  return found;
}

/** Each stored value is judged once. */
function holdsIn(records: RecordColumns, { field, test, text }: CategoryCondition): (record: number) => boolean {
  const column = records.field(field);
  if (column === undefined) return () => test === 'empty';
  const judge = judgeOf(test, text);
  const known = new Uint8Array(valueCount(column));
  return (record) => {
    const value = valueIndexOf(column, record);
    if (known[value] === 0) known[value] = judge(isMissingAt(column, record) ? '' : valueText(column, value).trim()) ? 2 : 1;
    return known[value] === 2;
  };
}

function judgeOf(test: CategoryTest, text: string): (value: string) => boolean {
  const wanted = foldWords(text) || text.trim();
  const fold = (value: string): string => foldWords(value) || value;
  const numberOf = (value: string): number => readAmount(value, { country: 'ES' }).parts.value;
  switch (test) {
    case 'is':
      return (value) => value !== '' && fold(value) === wanted;
    case 'contains':
      return (value) => wanted !== '' && fold(value).includes(wanted);
    case 'startsWith':
      return (value) => wanted !== '' && fold(value).startsWith(wanted);
    case 'atLeast':
      return (value) => value !== '' && numberOf(value) >= numberOf(text);
    case 'atMost':
      return (value) => value !== '' && numberOf(value) <= numberOf(text);
    case 'filled':
      return (value) => value !== '' && !isPlaceholder(value);
    case 'empty':
      return (value) => value === '' || isPlaceholder(value);
  }
}

/** What a record shows once it has the value: in place of the old one, or beside those that it has. */
export function withValue({ many }: Pick<CategoryScheme, 'many'>, now: string, value: string): string {
  if (!many || now.trim() === '') return value;
  const tags = tagsIn(now);
  return tags.includes(value) ? now : [...tags, value].join(TAG_SEPARATOR);
}

/** What a record shows once the value is taken away. */
export function withoutValue({ many }: Pick<CategoryScheme, 'many'>, now: string, value: string): string {
  return many ? tagsIn(now).filter((tag) => tag !== value).join(TAG_SEPARATOR) : '';
}

export function tagsIn(text: string): string[] {
  return text.split(';').map((tag) => tag.trim()).filter((tag) => tag !== '');
}
