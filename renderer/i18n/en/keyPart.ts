// The English texts of `keyPart`.

export const keyPart = {
  first: 'first word',
  second: 'second word',
  sound: 'sound',
  words: 'all words',
  word: 'one rare word',
  pair: 'two words',
  numberStreet: 'street and number',
  street: 'street',
  number: 'house number',
  user: 'before the @',
  start: 'start',
  end: 'end',
  year: 'year',
  monthYear: 'month and year',
  dayYear: 'day and year',
  dayMonth: 'day and month',
  area: 'area',
} as const;
