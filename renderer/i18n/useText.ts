// What components speak with: texts, numbers, dates and durations in the language of the interface.
import { createContext, useContext } from 'react';
import type { i18n } from 'i18next';
import type { Language } from '../../shared/contract/desktop.ts';
import { formatNumber, type TextKey } from './index.ts';

export type Params = Readonly<Record<string, string | number>>;
export type Words = {
  readonly language: Language;
  /** The text of a key; `count` chooses the plural. */
  readonly t: (key: TextKey, params?: Params) => string;
  readonly has: (key: string) => boolean;
  readonly number: (value: number, digits?: number) => string;
  /** `share` from 0 to 1. */
  readonly percent: (share: number, digits?: number) => string;
  /** UTC milliseconds, as date and time of this machine's zone. */
  readonly dateTime: (at: number) => string;
  /** Days since 1970-01-01. */
  readonly day: (epochDay: number) => string;
  /** "3 minutes ago", "yesterday"; `now` in UTC milliseconds. */
  readonly ago: (at: number, now: number) => string;
  readonly duration: (ms: number) => string;
  readonly bytes: (count: number) => string;
  readonly list: (items: readonly string[]) => string;
};

const dayMs = 86_400_000;

/** The words of one language, made once: everything that is drawn asks for hundreds of them. */
export function createWords(texts: i18n, language: Language): Words {
  const known = new Map<TextKey, string>();
  const plain = (key: TextKey): string => {
    const found = known.get(key) ?? texts.t(key, { lng: language });
    known.set(key, found);
    return found;
  };
  const number = (value: number, digits = 0) => formatNumber(value, language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  const unit = (value: number, name: string, digits = 0, unitDisplay: 'short' | 'long' = 'short') => formatNumber(value, language, { style: 'unit', unit: name, unitDisplay, maximumFractionDigits: digits });
  return {
    language,
    t: (key, params) => (params === undefined ? plain(key) : texts.t(key, { ...params, lng: language })),
    has: (key) => texts.exists(key),
    number,
    percent: (share, digits = 0) => formatNumber(share, language, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }),
    dateTime: (at) => dateTime.format(at),
    day: (epochDay) => day.format(epochDay * dayMs),
    ago: (at, now) => {
      const minutes = Math.round((at - now) / 60_000);
      if (minutes > -1) return relative.format(0, 'second');
      if (minutes > -60) return relative.format(minutes, 'minute');
      if (minutes > -24 * 60) return relative.format(Math.round(minutes / 60), 'hour');
      if (minutes > -7 * 24 * 60) return relative.format(Math.round(minutes / 1440), 'day');
      return dateTime.format(at);
    },
    duration: (ms) => {
      const seconds = Math.max(1, Math.round(ms / 1000));
      if (seconds < 90) return unit(seconds, 'second');
      const minutes = Math.floor(seconds / 60);
      return minutes < 90 ? unit(Math.round(seconds / 60), 'minute') : `${unit(Math.floor(minutes / 60), 'hour')} ${unit(minutes % 60, 'minute')}`;
    },
    bytes: (count) => {
      if (count < 1000) return unit(count, 'byte', 0, 'long');
      if (count < 1e6) return unit(count / 1e3, 'kilobyte', 1);
      return count < 1e9 ? unit(count / 1e6, 'megabyte', 1) : unit(count / 1e9, 'gigabyte', 1);
    },
    list: (items) => list.format(items),
  };
}

export const WordsContext = createContext<Words | null>(null);

/** The words in the current language; components that use it draw anew when the language changes. */
export function useText(): Words {
  const words = useContext(WordsContext);
  if (words === null) throw new Error('no language');
  return words;
}
