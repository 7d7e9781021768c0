// The Spanish texts of `relation`.
import type { Catalogue } from '../catalogue.ts';
import type { relation as english } from '../en/relation.ts';

export const relation: Catalogue<typeof english> = {
  colleagues: 'Las personas de una misma empresa pueden parecerse',
  relatives: 'Las personas de un mismo hogar se parecen',
  pieces: 'Las piezas de un mismo conjunto, como las canciones de un disco, se parecen',
  branches: 'Las sucursales de una empresa se parecen',
  tenants: 'Los ocupantes de un mismo edificio se parecen',
  variants: 'Las variantes de un mismo producto se parecen',
  ownPartners: 'Cada una tiene en el otro origen una pareja propia y mejor',
  stray: 'Ninguna otra fila se acerca a estas dos: lo que dice el azar',
};
