// What components speak with: texts, numbers, dates and durations in the language of the interface.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
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

/** Everything in one place for code outside of components; `translate` is i18next's t. */
export function createWords(language: Language, translate: (key: string, params?: Params) => string, exists: (key: string) => boolean): Words {
  const number = (value: number, digits = 0) => formatNumber(value, language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  const unit = (value: number, name: string, digits = 0, unitDisplay: 'short' | 'long' = 'short') => formatNumber(value, language, { style: 'unit', unit: name, unitDisplay, maximumFractionDigits: digits });
  return {
    language,
    t: translate,
    has: exists,
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

/** The words in the current language; components that use it draw anew when the language changes. */
export function useText(): Words {
  const { i18n } = useTranslation();
  const language: Language = i18n.language === 'es' ? 'es' : 'en';
  return useMemo(
    () => createWords(language, (key, params) => i18n.t(key, { ...params, lng: language }), (key) => i18n.exists(key)),
    [i18n, language],
  );
}
