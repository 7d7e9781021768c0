// A customer merged of an old row and a fresh one is not stale for the old one.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confirmRow, freshnessOf, isStale, reasonsOf, type Answered, type Freshness } from '../../../shared/freshness/freshnessOf.ts';
import { FreshnessOfRecords } from '../../../shared/freshness/freshnessOfRecords.ts';
import { policiesWith, defaultPolicies } from '../../../shared/freshness/policies.ts';
import { refreshQueue, summarise } from '../../../shared/freshness/summary.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import type { EpochDay } from '../../../shared/model/ids.ts';
import { columnOf } from '../../../shared/table/TextColumnBuilder.ts';

const day = (iso: string): EpochDay => (Date.parse(`${iso}T00:00:00Z`) / 86_400_000) as EpochDay;
const readIso = (text: string): number | undefined => (/^\d{4}-\d\d-\d\d$/.test(text) ? day(text) : undefined);
const today = day('2026-10-01');

type Columns = Readonly<Record<string, readonly string[]>>;
type More = { confirmed?: readonly (readonly [number, number])[]; answered?: readonly Answered[] };

function judge(columns: Columns, { confirmed = [], answered = [] }: More = {}, policies = defaultPolicies): Freshness {
  const fields = Object.keys(columns) as FieldId[];
  const built = new Map(fields.map((field) => [field, columnOf(columns[field]!)]));
  return freshnessOf({ view: { length: columns[fields[0]!]!.length, fields, field: (id) => built.get(id) }, policies, today, datesOf: () => readIso, confirmed, answered });
}

const ofRecords = (columns: Columns, records: readonly (readonly number[])[], more: More = {}): Freshness => new FreshnessOfRecords(judge(columns, more), records, more.answered ?? []).freshness;

describe('freshness of golden records', () => {
  const oldAndNew = { phone: ['611222333', '611222333', '600'], updatedOn: ['2015-01-01', '2026-09-01', '2015-01-01'] };

  it('a record merged of an old and a fresh row is fresh, and its rows are still judged by themselves', () => {
    const rows = judge(oldAndNew);
    const records = new FreshnessOfRecords(rows, [[0, 1]], []).freshness;
    expect([0, 1, 2].map((row) => isStale(records, row))).toEqual([false, false, true]);
    expect([0, 1, 2].map((row) => isStale(rows, row))).toEqual([true, false, true]);
    expect(summarise(records)).toMatchObject({ stale: 1, fresh: 1, unknown: 0 });
    expect([...refreshQueue(records)]).toEqual([2]);
  });

  it('a newer row without the fact says nothing about it', () => {
    const records = ofRecords({ phone: ['611222333', ''], updatedOn: ['2015-01-01', '2026-09-01'] }, [[0, 1]]);
    expect(reasonsOf(records, 0)).toEqual([expect.objectContaining({ kind: 'fieldTooOld', field: 'phone', on: day('2015-01-01'), dateField: 'updatedOn' })]);
  });

  it('names the date of the row that the last word came from', () => {
    const records = ofRecords({ phone: ['1', '1'], updatedOn: ['2015-01-01', ''], verifiedOn: ['', '2020-05-05'] }, [[0, 1]]);
    expect(reasonsOf(records, 0)[0]).toMatchObject({ on: day('2020-05-05'), dateField: 'verifiedOn' });
  });

  it('mail that came back counts no more once a newer row brings another address', () => {
    const columns = { email: ['a@x.es', 'b@x.es'], 'custom:Email bounced': ['yes', ''], updatedOn: ['2026-01-01', '2026-09-01'] };
    expect(isStale(judge(columns), 0)).toBe(true);
    expect(isStale(ofRecords(columns, [[0, 1]]), 0)).toBe(false);
    expect(isStale(ofRecords({ ...columns, 'custom:Email bounced': ['', 'yes'] }, [[0, 1]]), 0)).toBe(true);
  });

  it('a confirmation or an answer on any row holds for the record', () => {
    const columns = { phone: ['1', ''], updatedOn: ['2015-01-01', '2015-01-01'] };
    expect(isStale(ofRecords(columns, [[0, 1]], { confirmed: [[1, day('2026-09-30')]] }), 0)).toBe(false);
    expect(isStale(ofRecords(columns, [[0, 1]], { answered: [{ row: 1, on: day('2026-09-30'), fields: ['phone'], consent: false }] }), 0)).toBe(false);
    expect(isStale(ofRecords(columns, [[0, 1]], { answered: [{ row: 1, on: day('2026-10-02'), fields: ['phone'], consent: false }] }), 0)).toBe(true);
  });

  it('merging, splitting and confirming step by step equals judging anew', () => {
    const date = fc.constantFrom('', '2010-01-01', '2024-01-01', '2026-08-01');
    const rows = 8;
    const texts = (one: fc.Arbitrary<string>) => fc.array(one, { minLength: rows, maxLength: rows });
    const partition = texts(fc.constantFrom('a', 'b', 'c', 'd', '')).map((groups) => ['a', 'b', 'c', 'd'].map((name) => groups.flatMap((group, row) => (group === name ? [row] : []))).filter((record) => record.length > 1));
    fc.assert(
      fc.property(
        fc.record({ phone: texts(fc.constantFrom('', '611')), email: texts(fc.constantFrom('', 'a@x.es')), updatedOn: texts(date), lastContactOn: texts(date), consentOn: texts(date), 'custom:Email bounced': texts(fc.constantFrom('', 'yes')) }),
        fc.array(partition, { minLength: 2, maxLength: 4 }),
        fc.array(fc.tuple(fc.nat(rows - 1), fc.constantFrom(0, 30, 900).map((ago) => today - ago)), { maxLength: 4 }),
        fc.array(fc.record({ row: fc.nat(rows - 1), on: fc.constant(today - 5), fields: fc.constant<readonly FieldId[]>(['phone']), consent: fc.boolean() }), { maxLength: 2 }),
        (columns, steps, confirmed, answered) => {
          const policies = policiesWith({ policies: [{ field: 'consentOn', months: 24 }], retentionMonths: 120 });
          const live = judge(columns, { answered }, policies);
          const records = new FreshnessOfRecords(live, steps[0]!, answered);
          let before = steps[0]!;
          for (const next of steps.slice(1)) {
            records.regroup(new Set([...before, ...next].flat()), next);
            before = next;
          }
          for (const [row, on] of confirmed) {
            confirmRow(live, row, on as EpochDay);
            records.regroup([row], before.filter((record) => record.includes(row)));
          }
          const anew = new FreshnessOfRecords(judge(columns, { confirmed, answered }, policies), before, answered).freshness;
          const facts = (freshness: Freshness) => Array.from({ length: rows }, (_, row) => ({ bits: freshness.reasons[row], why: reasonsOf(freshness, row) }));
          expect(facts(records.freshness)).toEqual(facts(anew));
          expect(summarise(records.freshness, records.counts)).toEqual(summarise(anew));
        },
      ),
    );
  });
});
