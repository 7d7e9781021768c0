import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bouncedRows, findBounceFields } from '../../../shared/freshness/bounced.ts';
import { NO_DAY, readDays } from '../../../shared/freshness/dayColumn.ts';
import { confirmRow, freshnessOf, isStale, reasonsOf, staleReasonsOf, type Freshness, type FreshnessInput } from '../../../shared/freshness/freshnessOf.ts';
import { addMonths, monthsBetween } from '../../../shared/freshness/months.ts';
import { defaultPolicies, policiesWith } from '../../../shared/freshness/policies.ts';
import { reasonMask, refreshQueue, summarise, timelinessOf, valueAtRisk } from '../../../shared/freshness/summary.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import type { EpochDay } from '../../../shared/model/ids.ts';
import type { FieldView } from '../../../shared/table/FieldView.ts';
import { columnOf, toArena } from '../../../shared/table/TextColumnBuilder.ts';

const day = (iso: string): EpochDay => (Date.parse(`${iso}T00:00:00Z`) / 86_400_000) as EpochDay;
const readIso = (text: string): number | undefined => (/^\d{4}-\d\d-\d\d$/.test(text) ? day(text) : undefined);
const today = day('2026-10-01');

function viewOf(columns: Readonly<Record<string, readonly (string | undefined)[]>>, arena = false): FieldView {
  const fields = Object.keys(columns) as FieldId[];
  const built = new Map(fields.map((field) => [field, arena ? toArena(columnOf(columns[field]!)) : columnOf(columns[field]!)]));
  return { length: columns[fields[0]!]!.length, fields, field: (id) => built.get(id) };
}

function judge(columns: Readonly<Record<string, readonly (string | undefined)[]>>, more: Partial<FreshnessInput> = {}): Freshness {
  return freshnessOf({ view: viewOf(columns), policies: defaultPolicies, today, datesOf: () => readIso, ...more });
}

describe('freshness', () => {
  it('says how long ago a fact was last confirmed, by which date', () => {
    const freshness = judge({ phone: ['611222333'], verifiedOn: ['2024-03-01'], updatedOn: ['2023-01-01'] });
    expect(reasonsOf(freshness, 0)).toEqual([{ kind: 'fieldTooOld', field: 'phone', months: 31, policyMonths: 18, on: day('2024-03-01'), dateField: 'verifiedOn' }]);
    expect(freshness.knownOn[0]).toBe(day('2024-03-01'));
  });

  it('a row without any date is unknown, and not called stale', () => {
    const freshness = judge({ phone: ['611222333', '611222333'], updatedOn: ['', '2015-01-01'] });
    expect(reasonsOf(freshness, 0)).toEqual([{ kind: 'noDate' }]);
    expect(staleReasonsOf(freshness, 0)).toEqual([]);
    expect(staleReasonsOf(freshness, 1).map(({ kind }) => kind)).toEqual(['purgeCandidate', 'fieldTooOld']);
  });

  it('lets a fact be as old as its policy, to the day', () => {
    const freshness = judge({ phone: ['1', '1', '1'], updatedOn: ['2025-04-01', '2025-03-31', '2025-04-02'] });
    expect([0, 1, 2].map((row) => isStale(freshness, row))).toEqual([false, true, false]);
  });

  it('ends a policy of a leap day on the last of February', () => {
    const stale = (on: EpochDay): boolean => isStale(judge({ phone: ['1'], updatedOn: ['2024-02-29'] }, { today: on, policies: policiesWith({ policies: [{ field: 'phone', months: 12 }] }) }), 0);
    expect(stale(day('2025-02-28'))).toBe(false);
    expect(stale(day('2025-03-01'))).toBe(true);
  });

  it('judges only facts that are there', () => {
    const freshness = judge({ phone: ['', undefined, '611'], email: ['a@b.es', '', ''], updatedOn: ['2016-11-05', '2016-11-05', '2016-11-05'] });
    expect(reasonsOf(freshness, 0).map((reason) => 'field' in reason && reason.field)).toEqual(['email']);
    expect(reasonsOf(freshness, 1)).toEqual([]);
    expect(reasonsOf(freshness, 2).map((reason) => 'field' in reason && reason.field)).toEqual(['phone']);
  });

  it('takes the newest of the dates that confirm a fact, and not those that do not', () => {
    const columns = { phone: ['1'], iban: ['1'], updatedOn: ['2020-01-01'], lastContactOn: ['2026-09-01'] };
    expect(reasonsOf(judge(columns), 0).map((reason) => 'field' in reason && reason.field)).toEqual(['iban']);
  });

  it('reads dates met again in the same source', () => {
    expect(isStale(judge({ phone: ['1'], updatedOn: ['2020-01-01'], 'updatedOn.2': ['2026-09-01'] }), 0)).toBe(false);
  });

  it('calls facts without any date unknown, not stale', () => {
    const freshness = judge({ phone: ['1', ''], updatedOn: ['ayer', ''] });
    expect(reasonsOf(freshness, 0)).toEqual([{ kind: 'noDate' }]);
    expect(isStale(freshness, 0)).toBe(false);
    expect(reasonsOf(freshness, 1)).toEqual([]);
    expect(summarise(freshness)).toMatchObject({ stale: 0, fresh: 1, unknown: 1 });
  });

  it('does not take a date in the future for knowledge', () => {
    const freshness = judge({ phone: ['1'], updatedOn: ['2062-10-01'], createdOn: ['2020-10-01'] });
    expect(reasonsOf(freshness, 0)).toMatchObject([{ kind: 'fieldTooOld', on: day('2020-10-01') }]);
  });

  it('finds dormant customers, expired consents and records to purge', () => {
    const freshness = judge({
      lastPurchaseOn: ['2024-09-30', '2024-10-01', '', '2015-01-01'],
      consentOn: ['', '2024-09-30', '2026-01-01', ''],
      updatedOn: ['2026-01-01', '2026-01-01', '2026-01-01', '2016-09-30'],
    });
    expect(reasonsOf(freshness, 0)).toEqual([{ kind: 'dormant', months: 24, policyMonths: 24, on: day('2024-09-30') }]);
    expect(reasonsOf(freshness, 1)).toEqual([{ kind: 'consentExpired', months: 24, policyMonths: 24, on: day('2024-09-30') }]);
    expect(reasonsOf(freshness, 2)).toEqual([]);
    expect(reasonsOf(freshness, 3).map((reason) => reason.kind)).toEqual(['purgeCandidate', 'dormant']);
  });

  it('knows returned mail by the words of the column', () => {
    const columns = { email: ['a', 'b', 'c', 'd'], updatedOn: Array.from({ length: 4 }, () => '2026-09-01'), 'custom:ESTADO_EMAIL': ['ACTIVO', 'REBOTADO', 'Hard bounce', 'no rebotado'] };
    const freshness = judge(columns);
    expect([0, 1, 2, 3].map((row) => isStale(freshness, row))).toEqual([false, true, true, false]);
    expect(reasonsOf(freshness, 1)).toEqual([{ kind: 'bounced', field: 'custom:ESTADO_EMAIL' }]);
    const plain = viewOf({ 'custom:Bounced': ['yes', 'no', '1', ''], 'custom:Tarifa': ['yes', 'yes', 'yes', 'yes'] });
    expect(findBounceFields(plain)).toEqual(['custom:Bounced']);
    expect([...bouncedRows(plain)!]).toEqual([1, 0, 1, 0]);
  });

  it('lets a confirmation stand above the dates of the source', () => {
    const columns = { phone: ['1'], updatedOn: ['2015-01-01'], lastPurchaseOn: ['2015-01-01'] };
    const freshness = judge(columns, { confirmed: [[0, day('2025-01-01')], [0, day('2024-01-01')]] });
    expect(reasonsOf(freshness, 0)).toEqual([{ kind: 'fieldTooOld', field: 'phone', months: 21, policyMonths: 18, on: day('2025-01-01'), dateField: 'confirmation' }]);
    expect(isStale(judge(columns, { confirmed: [[0, today]] }), 0)).toBe(false);
  });

  it('leaves rows out that are not judged', () => {
    const freshness = judge({ phone: ['1', '1'], updatedOn: ['2015-01-01', '2015-01-01'] }, { rows: Uint8Array.of(0, 1) });
    expect(summarise(freshness)).toMatchObject({ stale: 1, fresh: 0, unknown: 0 });
    expect([...refreshQueue(freshness)]).toEqual([1]);
  });

  it('reads each delivery in its own way', () => {
    const readSpanish = (text: string): number | undefined => readIso(text.split('/').reverse().join('-'));
    const freshness = judge({ phone: ['1', '1', '1'], updatedOn: ['2026-09-01', '01/09/2026', '01/09/2026'] }, { datesOf: () => [{ firstRow: 0, rows: 1, read: readIso }, { firstRow: 1, rows: 1, read: readSpanish }] });
    expect([...freshness.knownOn]).toEqual([day('2026-09-01'), day('2026-09-01'), NO_DAY]);
  });

  it('counts reasons by field', () => {
    const summary = summarise(judge({ phone: ['1', '1', ''], email: ['', 'a', 'a'], updatedOn: ['2023-01-01', '2016-12-01', '2026-01-01'] }));
    expect(summary).toEqual({ stale: 2, fresh: 1, unknown: 0, byReason: [{ reason: 'fieldTooOld', field: 'phone', rows: 2 }, { reason: 'fieldTooOld', field: 'email', rows: 1 }] });
  });
});

describe('a day column', () => {
  it('keeps the day as it was written, whatever time and zone follow', () => {
    const texts = ['2026-03-01T23:30:00-05:00', '2026-03-01T00:10:00+02:00', '2026-03-01 9:05', '2026-03-01', '', undefined, '2026-13-01x'];
    const expected = [...texts.slice(0, 4).map(() => day('2026-03-01')), NO_DAY, NO_DAY, NO_DAY];
    const range = [{ firstRow: 0, rows: texts.length, read: readIso }];
    expect([...readDays(columnOf(texts), range, today)]).toEqual(expected);
    expect([...readDays(toArena(columnOf(texts)), range, today)]).toEqual(expected);
  });

  it('reads each distinct text once', () => {
    let read = 0;
    const counting = (text: string): number | undefined => {
      read++;
      return readIso(text);
    };
    const texts = Array.from({ length: 1000 }, (_, row) => `2026-01-0${1 + (row % 5)} 10:${10 + (row % 50)}`);
    readDays(toArena(columnOf(texts)), [{ firstRow: 0, rows: 1000, read: counting }], today);
    expect(read).toBe(5);
  });
});

describe('the refresh queue', () => {
  const columns = { phone: ['1', '1', '1', '1'], updatedOn: ['2022-01-01', '2016-12-01', '2022-01-01', '2026-09-01'] };

  it('puts the most value at risk first and leaves fresh rows out', () => {
    const freshness = judge(columns);
    expect([...refreshQueue(freshness)]).toEqual([1, 0, 2]);
    expect([...refreshQueue(freshness, undefined, Float64Array.of(10, 1, 500, 9e9))]).toEqual([2, 0, 1]);
    expect([...refreshQueue(freshness, reasonMask(freshness, 'dormant'))]).toEqual([]);
    expect([...refreshQueue(freshness, reasonMask(freshness, 'fieldTooOld', 'phone'))]).toEqual([1, 0, 2]);
  });

  it('equals a plain sort', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ age: fc.nat(6000), value: fc.nat(1000) }), { minLength: 1, maxLength: 60 }), (rows) => {
        const iso = (age: number): string => new Date((today - age) * 86_400_000).toISOString().slice(0, 10);
        const freshness = judge({ phone: rows.map(() => '1'), updatedOn: rows.map(({ age }) => iso(age)) });
        const values = Float64Array.from(rows, ({ value }) => value);
        const slow = rows
          .map((_, row) => row)
          .filter((row) => isStale(freshness, row))
          .sort((left, right) => Math.fround(valueAtRisk(freshness, right, values[right])) - Math.fround(valueAtRisk(freshness, left, values[left])) || left - right);
        expect([...refreshQueue(freshness, undefined, values)]).toEqual(slow);
      }),
    );
  });
});

describe('laws of freshness', () => {
  const cell = fc.option(fc.integer({ min: day('2010-01-01'), max: day('2028-01-01') }).map((on) => new Date(on * 86_400_000).toISOString().slice(0, 10)), { nil: '' });
  const rows = fc.array(fc.record({ phone: fc.constantFrom('', '1'), updatedOn: cell, lastContactOn: cell, consentOn: cell }), { minLength: 1, maxLength: 20 });
  const columnsOf = (list: readonly Readonly<Record<string, string>>[]): Record<string, string[]> =>
    Object.fromEntries(['phone', 'updatedOn', 'lastContactOn', 'consentOn'].map((field) => [field, list.map((row) => row[field]!)]));

  it('a confirmation taken in later equals one known from the start', () => {
    fc.assert(
      fc.property(rows, fc.array(fc.tuple(fc.nat(19), fc.integer({ min: day('2015-01-01'), max: today })), { maxLength: 8 }), (list, confirmations) => {
        const fitting = confirmations.filter(([row]) => row < list.length);
        const later = judge(columnsOf(list));
        for (const [row, on] of fitting) confirmRow(later, row, on as EpochDay);
        const atOnce = judge(columnsOf(list), { confirmed: fitting });
        for (let row = 0; row < list.length; row++) expect(reasonsOf(later, row)).toEqual(reasonsOf(atOnce, row));
        expect(later.knownOn).toEqual(atOnce.knownOn);
      }),
    );
  });

  it('equals a plain reading of the policy, row by row, in both layouts', () => {
    fc.assert(
      fc.property(rows, fc.boolean(), (list, arena) => {
        const freshness = freshnessOf({ view: viewOf(columnsOf(list), arena), policies: defaultPolicies, today, datesOf: () => readIso });
        list.forEach((row, index) => {
          const days = [row.updatedOn, row.lastContactOn].flatMap((text) => (text === '' || day(text) > today ? [] : [day(text)]));
          const newest = Math.max(...days);
          const reason = reasonsOf(freshness, index).find((one) => one.kind === 'fieldTooOld');
          const isOld = row.phone !== '' && days.length > 0 && addMonths(newest, 18) < today;
          expect(reason !== undefined).toBe(isOld);
          if (reason !== undefined) expect(reason.months).toBe(monthsBetween(newest, today));
        });
      }),
    );
  });
});

describe('timeliness', () => {
  it('is the share of facts in time and expected right', () => {
    const [email, phone] = timelinessOf(judge({ phone: ['1', '1', ''], updatedOn: ['2026-10-01', '2022-10-01', '2022-10-01'] }));
    expect(email).toMatchObject({ field: 'email', facts: 0, inTime: 0 });
    expect(phone).toMatchObject({ field: 'phone', facts: 2, dated: 2, inTime: 1 });
    expect(phone!.expectedRight).toBeCloseTo(0.75, 3);
  });
});
