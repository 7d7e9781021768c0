import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDayOf, epochDayOf } from '../../../shared/values/calendar.ts';
import { decideDateFormat, parseDate } from '../../../shared/values/dateFormat.ts';
import type { DateFormat } from '../../../shared/values/dateFormat.ts';
import { readBirthDate, readDate } from '../../../shared/values/date.ts';
import { decideDecimal } from '../../../shared/values/amount.ts';

const day = fc.date({ min: new Date('1850-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
const two = (number: number) => String(number).padStart(2, '0');
const counted = (...texts: string[]) => texts.map((text) => [text, 1] as const);

describe('calendar', () => {
  it('counts days as the platform does, leap days included', () => {
    fc.assert(fc.property(day, (date) => {
      const epochDay = epochDayOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
      expect(epochDay).toBe(Math.floor(date.getTime() / 86_400_000));
      expect(calendarDayOf(epochDay)).toEqual({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() });
    }));
  });
});

describe('dates', () => {
  it('reads what it is told the format of', () => {
    fc.assert(fc.property(day, fc.constantFrom('dmy', 'mdy', 'ymd'), fc.constantFrom('/', '-', '.'), (date, order, sign) => {
      const [y, m, d] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
      const text = (order === 'dmy' ? [two(d), two(m), y] : order === 'mdy' ? [two(m), two(d), y] : [y, two(m), two(d)]).join(sign);
      expect(parseDate(text, { order, serial: false })).toMatchObject({ kind: 'date', year: y, month: m, day: d });
    }));
  });

  it.each([
    ['12 de marzo de 1985', '1985-03-12'], ['March 12th, 1985', '1985-03-12'], ['12-mar-85', '1985-03-12'], ['1985-03-12T23:30:00Z', '1985-03-12'], ['12/03/1985 10:20:30', '1985-03-12'], ['19850312', '1985-03-12'], ['12.3.85', '1985-03-12'], ['1985/3/12', '1985-03-12'], ['03/1985', '1985-03'], ['1985', '1985'], ['12 mars 1985', '1985-03-12'], ['12. März 1985', '1985-03-12'], ['29/02/2000', '2000-02-29'],
  ])('reads %s', (text, canonical) => {
    const reading = readDate(text, { country: 'ES' });
    expect([reading.canonical, reading.validity]).toEqual([canonical, 'valid']);
  });

  it.each([['29/02/1900', 'impossibleDate'], ['29/02/2023', 'impossibleDate'], ['31/04/2020', 'impossibleDate'], ['99/99/2020', 'impossibleDate'], ['mañana', 'notADate'], ['12345', 'notADate'], ['01/01/1900', 'genericDate'], ['1970-01-01', 'genericDate']])('doubts %s: %s', (text, kind) => {
    expect(readDate(text, { country: 'ES' }).reason?.kind).toBe(kind);
  });

  it('turns two-digit years by today', () => {
    const today = epochDayOf(2026, 6, 1);
    expect(readDate('01/02/26', { country: 'ES', today }).canonical).toBe('2026-02-01');
    expect(readBirthDate('01/02/27', { country: 'ES', today }).canonical).toBe('1927-02-01');
    expect(readDate('02/06/2026', { country: 'ES', today }).reason).toEqual({ kind: 'futureDate' });
  });

  it('reads day counts of spreadsheets where the column has them', () => {
    const format: DateFormat = { order: 'dmy', serial: true };
    expect(readDate('45292', { country: 'ES', dateFormat: format }).canonical).toBe('2024-01-01');
    expect(readDate('61', { country: 'ES', dateFormat: format }).canonical).toBe('1900-03-01');
    expect(readDate('45292.5', { country: 'ES', dateFormat: format }).canonical).toBe('2024-01-01');
  });
});

describe('a column of dates', () => {
  it('is decided by the values that can be read one way only', () => {
    expect(decideDateFormat(counted('01/02/2020', '25/02/2020', '03/04/2021')).format.order).toBe('dmy');
    expect(decideDateFormat(counted('01/02/2020', '02/25/2020', '03/04/2021')).format.order).toBe('mdy');
    expect(decideDateFormat(counted('2020-02-25', '2021-04-03')).format.order).toBe('ymd');
    expect(decideDateFormat(counted('45292', '45293', '1')).format.serial).toBe(true);
    expect(decideDateFormat(counted('01/02/2020')).confidence).toBe(0.5);
    expect(decideDateFormat(counted('85/12/31', '90/01/02')).format.order).toBe('ymd');
  });
  it('is not turned round by one wrong date', () => {
    expect(decideDateFormat([['13/02/2020', 90], ['02/30/2020', 1], ['01/01/2021', 5]]).format.order).toBe('dmy');
  });
});

describe('a column of amounts', () => {
  it('tells its decimal sign', () => {
    expect(decideDecimal(counted('1.234', '12,5'))).toBe(',');
    expect(decideDecimal(counted('1,234', '12.5'))).toBe('.');
    expect(decideDecimal(counted('1,234'))).toBeUndefined();
  });
});
