// Counts calendar months between days, so that "18 months" means the same on every machine and in every leap year.
import type { EpochDay } from '../model/ids.ts';

const DAY_MS = 86_400_000;

/** The calendar day at a place `offsetMinutes` ahead of UTC; Madrid in summer is 120. */
export function epochDayAt(utcMilliseconds: number, offsetMinutes: number): EpochDay {
  return Math.floor((utcMilliseconds + offsetMinutes * 60_000) / DAY_MS) as EpochDay;
}

/** The same day of the month `months` later (or earlier); the last day where that month is too short. */
export function addMonths(day: number, months: number): EpochDay {
  const date = new Date(day * DAY_MS);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return (first.getTime() / DAY_MS + Math.min(date.getUTCDate(), last) - 1) as EpochDay;
}

/** Whole months that have passed from one day to a later one; 0 where it is not later. */
export function monthsBetween(from: number, to: number): number {
  if (to <= from) return 0;
  const start = new Date(from * DAY_MS);
  const end = new Date(to * DAY_MS);
  const months = (end.getUTCFullYear() - start.getUTCFullYear()) * 12 + end.getUTCMonth() - start.getUTCMonth();
  return addMonths(from, months) <= to ? months : months - 1;
}

/** The first day that is not yet too old: a fact known on it or later is at most `months` old today. */
export function oldestFreshDay(today: number, months: number): EpochDay {
  // Months have unequal lengths, so the day is found by asking, from safely before it on.
  let day = addMonths(today, -months) - 4;
  while (addMonths(day, months) < today) day++;
  return day as EpochDay;
}
