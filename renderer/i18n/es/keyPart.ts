// The Spanish texts of `keyPart`.
import type { Catalogue } from '../catalogue.ts';
import type { keyPart as english } from '../en/keyPart.ts';

export const keyPart: Catalogue<typeof english> = {
  first: 'primera palabra',
  second: 'segunda palabra',
  sound: 'sonido',
  words: 'todas las palabras',
  word: 'una palabra poco común',
  pair: 'dos palabras',
  numberStreet: 'calle y número',
  street: 'calle',
  number: 'número de portal',
  user: 'antes de la @',
  start: 'comienzo',
  end: 'final',
  year: 'año',
  monthYear: 'mes y año',
  dayYear: 'día y año',
  dayMonth: 'día y mes',
  area: 'zona',
};
