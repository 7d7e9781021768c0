// The Spanish texts of `error`.
import type { Catalogue } from '../catalogue.ts';
import type { error as english } from '../en/error.ts';

export const error: Catalogue<typeof english> = {
  title: 'Algo ha fallado en Fichero',
  body: 'Lo guardado está a salvo en la carpeta del espacio de trabajo. Vuelve a cargar para continuar.',
  details: 'Detalles',
  reload: 'Volver a cargar',
  copy: 'Copiar los detalles',
  notFound: 'Esta página no existe',
  notFoundBody: 'La dirección no lleva a ninguna parte de este espacio de trabajo.',
  toOverview: 'Ir al resumen',
};
