// The Spanish texts of `fault`.
import type { Catalogue } from '../catalogue.ts';
import type { fault as english } from '../en/fault.ts';

export const fault: Catalogue<typeof english> = {
  changed: 'la entrada se ha modificado',
  missing: 'falta algo',
  erased: 'algo se ha suprimido',
  reordered: 'las entradas están desordenadas',
  forked: 'el registro se ha bifurcado',
  signature: 'una firma no corresponde',
  root: 'un cambio no corresponde a su compromiso',
  chain: 'la cadena de resúmenes está rota',
  sequence: 'falta una entrada o está repetida',
  unreadable: 'no se puede leer',
};
