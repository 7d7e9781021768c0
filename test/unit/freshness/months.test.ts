import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths, epochDayAt, monthsBetween, oldestFreshDay } from '../../../shared/freshness/months.ts';

const day = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / 86_400_000;
const days = fc.integer({ min: day('1900-01-01'), max: day('2100-12-31') });

describe('calendar months', () => {
  it('end on the last day where a month is too short', () => {
    expect(addMonths(day('2024-01-31'), 1)).toBe(day('2024-02-29'));
    expect(addMonths(day('2023-01-31'), 1)).toBe(day('2023-02-28'));
    expect(addMonths(day('2024-02-29'), 12)).toBe(day('2025-02-28'));
    expect(addMonths(day('2024-02-29'), 48)).toBe(day('2028-02-29'));
    expect(addMonths(day('2024-03-31'), -1)).toBe(day('2024-02-29'));
    expect(addMonths(day('1900-01-31'), 1)).toBe(day('1900-02-28'));
  });

  it('are counted whole', () => {
    expect(monthsBetween(day('2024-01-15'), day('2024-02-14'))).toBe(0);
    expect(monthsBetween(day('2024-01-15'), day('2024-02-15'))).toBe(1);
    expect(monthsBetween(day('2024-02-29'), day('2025-02-28'))).toBe(12);
    expect(monthsBetween(day('2024-03-01'), day('2026-10-01'))).toBe(31);
    expect(monthsBetween(day('2026-10-01'), day('2024-03-01'))).toBe(0);
  });

  it('know the oldest day that is still fresh', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 240 }), (today, months) => {
        const oldest = oldestFreshDay(today, months);
        expect(addMonths(oldest, months)).toBeGreaterThanOrEqual(today);
        expect(addMonths(oldest - 1, months)).toBeLessThan(today);
      }),
    );
  });

  it('agree with counting one month after the other', () => {
    fc.assert(
      fc.property(days, fc.nat(1500), (from, after) => {
        const to = from + after;
        let months = 0;
        while (addMonths(from, months + 1) <= to) months++;
        expect(monthsBetween(from, to)).toBe(months);
      }),
    );
  });
});

describe('today', () => {
  it('is the calendar day of the place', () => {
    const beforeMidnightInLondon = Date.UTC(2026, 9, 1, 22, 30);
    expect(epochDayAt(beforeMidnightInLondon, 0)).toBe(day('2026-10-01'));
    expect(epochDayAt(beforeMidnightInLondon, 120)).toBe(day('2026-10-02'));
    expect(epochDayAt(Date.UTC(2026, 9, 1, 2), -300)).toBe(day('2026-09-30'));
    expect(epochDayAt(Date.UTC(1969, 11, 31, 23, 59), 0)).toBe(-1);
  });
});
