// The calendar day of this machine, where the core needs one.
import type { EpochDay } from '../../shared/model/ids.ts';

/** Days since 1970-01-01 of the local date at `now` (UTC milliseconds). */
export function epochDayOf(now: number): EpochDay {
  const local = new Date(now);
  return Math.floor(Date.UTC(local.getFullYear(), local.getMonth(), local.getDate()) / 86_400_000) as EpochDay;
}
export const today = (): EpochDay => epochDayOf(Date.now());
