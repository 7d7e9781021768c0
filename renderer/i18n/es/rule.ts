// The Spanish texts of `rule`.
import type { Catalogue } from '../catalogue.ts';
import type { rule as english } from '../en/rule.ts';

export const rule: Catalogue<typeof english> = {
  mostRecent: 'El más reciente',
  sourcePriority: 'Origen de más confianza',
  mostComplete: 'El más completo',
  mostFrequent: 'El más frecuente',
  longest: 'El más largo',
  validFirst: 'Primero los válidos',
  commonest: 'La grafía más común',
  earliest: 'La primera fila',
  enriched: 'Aceptado de otra fuente',
  pinned: 'Elegido a mano',
};
